//! The words that the analysis of documents: bylines, layout, pages asks for: one field a list.

use super::lists::Sections;

/// Word lists, each named after what its words do.
#[derive(Clone, Debug)]
pub(crate) struct DocumentWords {}

impl DocumentWords {
    /// Reads the lists from a file of sections.
    pub(super) fn read(_sections: &Sections) -> DocumentWords {
        DocumentWords {}
    }
}
