//! The words that the analysis of speakers asks for: one field a list.

use super::lists::Sections;

/// Word lists, each named after what its words do.
#[derive(Clone, Debug)]
pub(crate) struct SpeakerWords {}

impl SpeakerWords {
    /// Reads the lists from a file of sections.
    pub(super) fn read(_sections: &Sections) -> SpeakerWords {
        SpeakerWords {}
    }
}
