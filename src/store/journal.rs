//! The entries of the journal: what was done since an article's record was last written.

use serde::{Deserialize, Serialize};

use crate::edit::LoggedStep;

/// A step as the journal has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct JournalEntry {
    /// The article's id.
    pub article: String,
    /// A random number that distinguishes one visit of the page from all others.
    pub visit: u64,
    /// Counts the steps of the visit, from 1.
    pub number: u64,
    pub logged: LoggedStep,
}

/// How far the journal is included in a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct JournalPosition {
    /// The journal's name: a browser that loses its database counts keys from the start again.
    pub journal: u64,
    /// All entries of that journal up to this key are included.
    pub key: u64,
    /// A visit whose newest steps were still on their way to the journal when the record was written.
    pub visit: u64,
    /// All steps of that visit up to this number are included.
    pub number: u64,
}

impl JournalPosition {
    /// Whether a record at this position includes an entry, which has this key in the journal of this name.
    pub(super) fn includes(&self, journal: u64, key: u64, entry: &JournalEntry) -> bool {
        let by_key = self.journal == journal && key <= self.key;
        by_key || (self.visit == entry.visit && entry.number <= self.number)
    }
}
