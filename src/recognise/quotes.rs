//! Quotations with their cues and the words that name their speakers.

use super::{FoundEntity, FoundQuote};
use crate::document::Document;

/// The quotations of a document, in the order of the text.
pub fn find(_document: &Document, _entities: &[FoundEntity]) -> Vec<FoundQuote> {
    vec![]
}
