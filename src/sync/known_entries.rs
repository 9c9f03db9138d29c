//! The entries of the journal that are read or written here.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::JournalEntry;

/// The entries that were read from the journal or written to it, by their keys.
#[derive(Debug, Default)]
pub(super) struct KnownEntries(BTreeMap<u64, KnownEntry>);

#[derive(Debug)]
struct KnownEntry {
    entry: JournalEntry,
    /// Whether the journal has dropped it, because a record has it. It stays known: if the browser evicts the database
    /// with that record, another tab may go on with an older one.
    is_dropped: bool,
}

impl KnownEntries {
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, &JournalEntry)> {
        self.0.iter().map(|(key, known)| (*key, &known.entry))
    }

    /// Those that the journal still has.
    pub(super) fn in_journal(&self) -> impl Iterator<Item = (u64, &JournalEntry)> {
        self.0.iter().filter(|(_, known)| !known.is_dropped).map(|(key, known)| (*key, &known.entry))
    }

    pub(super) fn contains(&self, key: u64) -> bool {
        self.0.contains_key(&key)
    }

    pub(super) fn insert(&mut self, key: u64, entry: JournalEntry) {
        self.0.insert(key, KnownEntry { entry, is_dropped: false });
    }

    /// The journal has dropped the entries under these keys.
    pub(super) fn note_dropped(&mut self, keys: &[u64]) {
        for key in keys {
            if let Some(known) = self.0.get_mut(key) {
                known.is_dropped = true;
            }
        }
    }

    /// Forgets what the journal has dropped of these articles.
    pub(super) fn forget_dropped(&mut self, articles: &BTreeSet<&str>) {
        self.0.retain(|_, known| !known.is_dropped || !articles.contains(known.entry.article.as_str()));
    }

    /// All of them, in order of the keys. None is left.
    pub(super) fn take(&mut self) -> Vec<(u64, JournalEntry)> {
        std::mem::take(&mut self.0).into_iter().map(|(key, known)| (key, known.entry)).collect()
    }
}
