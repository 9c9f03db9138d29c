//! Finds what an article holds: quotations with cue and speaker, entities under one name each, dates with
//! values. The stages in order; each is a function of the document and of what came before it.

use crate::annotation::AnnotationSet;
use crate::document::Document;

mod assemble;
pub(crate) mod dates;
mod deep;
pub(crate) mod entities;
mod explain;
pub(crate) mod found;
pub(crate) mod marks;
pub(crate) mod names;
pub(crate) mod normalise;
mod other_languages;
pub(crate) mod pipeline;
pub(crate) mod quotations;
pub(crate) mod quotes;
pub(crate) mod set_off;
pub(crate) mod speakers;
pub(crate) mod turns;
pub(crate) mod words;

pub use deep::{BadReading, SecondReading};
pub use explain::{
    CalibrationTerm, Excerpt, Explanation, PartExplanation, QuoteMarginals, RuleExplanation,
    SpeakerExplanation, explain,
};
pub(crate) use found::{FoundDate, FoundEntity};
pub(crate) use pipeline::find_dates;
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

/// The same after a second reading, which a model that the library does not carry has made of [`deep_paragraphs`]. What
/// was not read stays as [`annotate`] finds it.
///
/// ```
/// use pullquote::{Document, annotate, deep_paragraphs};
///
/// let document = Document::from_text("Ferry stays\n\nThe ferry stays, said Ana Ruiz.");
/// assert_eq!(deep_paragraphs(&document), ["Ferry stays", "The ferry stays, said Ana Ruiz."]);
/// ```
pub fn annotate_after(reading: &SecondReading, document: &Document) -> AnnotationSet {
    let found = pipeline::find_after(reading, document);
    assemble::assemble(found.quotes, found.entities, found.dates)
}

/// The paragraphs of an article as a second reading takes them, one for each of the document's; empty where there is
/// nothing to read in English.
#[must_use]
pub fn deep_paragraphs(document: &Document) -> Vec<String> {
    pipeline::deep_paragraphs(document)
}
