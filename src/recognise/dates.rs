//! Dates, times and durations, with their TIMEX3 values.

use super::FoundDate;
use crate::document::Document;

/// The temporal expressions of a document, in the order of the text, without overlaps.
pub fn find(_document: &Document) -> Vec<FoundDate> {
    vec![]
}
