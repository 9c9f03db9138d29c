//! Which mentions are of one person, organisation or place, and what the fullest name of it is.

use super::{FoundEntity, FoundQuote};
use crate::document::Document;

/// Gives the mentions of one thing one name.
pub fn fold(_document: &Document, _entities: &mut [FoundEntity]) {}

/// Finds who is meant by each quotation's speaker.
pub fn name_speakers(_document: &Document, _entities: &[FoundEntity], _quotes: &mut [FoundQuote]) {}
