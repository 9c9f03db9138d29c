//! People, organisations, places, groups and the rest of what has a name; amounts of money; percentages.

use super::FoundEntity;
use crate::document::Document;

pub mod tagger;

/// The named things of a document, in the order of the text, without overlaps.
pub fn find(_document: &Document) -> Vec<FoundEntity> {
    vec![]
}
