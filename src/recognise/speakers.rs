//! Who said it: the words around a quotation that name its speaker, and the person, organisation or description that
//! they mean.
//!
//! `candidates` collects who may have spoken, `rank` chooses, `cue` finds the verb, `attribute` makes the quotation,
//! and `name` gives the speaker one name throughout the article (`resolve`, `pronouns`).

pub(crate) mod attribute;
pub(crate) mod calibration;
pub(crate) mod candidates;
pub(crate) mod context;
mod cue;
pub(crate) mod features;
mod introductions;
mod name;
mod noun_phrases;
mod owners;
mod pronouns;
pub(crate) mod rank;
mod resolve;
mod source;
mod trim;

pub(crate) use name::name_speakers;
pub use source::NameResolution;
