//! Quotations with their cues and the words that name their speakers.
//!
//! Rules read verbs of saying, marks and continuations (`rules`); a tagger of two layers, trained on annotated
//! news, weighs what they say against all else that there is to see (`context`, `tags`, `tagger`).

use super::features::{self, Word};
use super::marks;
use super::{FoundEntity, FoundQuote};
use crate::document::Document;

pub mod context;
pub mod rules;
pub mod tags;

/// The quotations of a document, in the order of the text.
pub fn find(document: &Document, entities: &[FoundEntity]) -> Vec<FoundQuote> {
    find_with(document, &features::look_up(document, features::lexicon()), entities)
}

/// The same with words that were looked up before.
pub fn find_with(document: &Document, _words: &[Word], _entities: &[FoundEntity]) -> Vec<FoundQuote> {
    rules::find(document, &marks::pair(document)).quotes
}
