//! Tests of the library's modules by example: small text in, readable rendering out.

mod anchoring;
mod anchoring_others;
mod anchoring_passages;
mod annotations;
mod backup;
mod commands;
mod corrections;
mod dates;
mod deep;
mod entities;
mod explain;
mod feature_hashes;
mod formats;
mod forms;
#[cfg(feature = "html")]
mod html;
mod languages;
mod layout;
mod linear;
mod names;
mod panel;
mod people;
#[cfg(feature = "html")]
mod project;
mod quotes;
mod recovery;
mod refining;
mod scores;
mod session;
#[path = "../common/skipped.rs"]
mod skipped;
mod store;
mod sync;
#[cfg(feature = "html")]
mod trust;
mod versions;
mod word_list;
