//! What is on its way to the journal.

use crate::store::{JournalEntry, UnreadableEntry};

/// An entry that is not in the journal yet.
#[derive(Debug)]
pub(super) enum UnwrittenEntry {
    Step(JournalEntry),
    /// An entry of a journal that is gone, which cannot be read and is written to the new one as it is.
    Carried(UnreadableEntry),
}

impl UnwrittenEntry {
    pub(super) fn step(&self) -> Option<&JournalEntry> {
        if let UnwrittenEntry::Step(entry) = self { Some(entry) } else { None }
    }

    pub(super) fn carried(&self) -> Option<&UnreadableEntry> {
        if let UnwrittenEntry::Carried(entry) = self { Some(entry) } else { None }
    }
}
