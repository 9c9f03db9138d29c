//! Many articles and more than one person: quotations checked against their source, two coders compared, who speaks in
//! all of it. Each is a function of documents and sets; none knows how they are shown or stored.

pub(crate) mod agreement;
pub(crate) mod digest;
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "only the page opens many files at once"))]
pub(crate) mod queue;
pub(crate) mod settling;
pub(crate) mod source_check;
pub(crate) mod source_finding;
pub(crate) mod source_report;
pub(crate) mod speaking;
pub(crate) mod voice;
