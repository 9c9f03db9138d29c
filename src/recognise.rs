//! Finds what an article holds: quotations with cue and speaker, entities under one name each, dates with
//! values. The stages in order; each is a function of the document and of what came before it.

use crate::annotation::AnnotationSet;
use crate::document::Document;

mod assemble;
pub(crate) mod dates;
pub(crate) mod entities;
mod explain;
pub(crate) mod found;
pub(crate) mod marks;
pub(crate) mod names;
pub(crate) mod normalise;
pub(crate) mod pipeline;
pub(crate) mod quotations;
pub(crate) mod quotes;
pub(crate) mod set_off;
pub(crate) mod speakers;
pub(crate) mod turns;
pub(crate) mod words;

pub use explain::{
    CalibrationTerm, Excerpt, Explanation, PartExplanation, QuoteMarginals, RuleExplanation,
    SpeakerExplanation, explain,
};
pub(crate) use found::{FoundDate, FoundEntity};
pub use quotes::reports::rule::QuoteRule;
pub use speakers::NameResolution;
pub use speakers::calibration::CalibrationFeature;
pub use speakers::rank::SpeakerReason;

/// Everything that the recognisers find in a document. Cannot fail: of a text without any of it, nothing.
///
/// The annotations' ids are numbered from 1 in the order of their making: the same text gives the same set.
pub fn annotate(document: &Document) -> AnnotationSet {
    let found = pipeline::find(document);
    assemble::assemble(found.quotes, found.entities, found.dates)
}
