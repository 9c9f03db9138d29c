//! Brings the steps of other tabs into the open article.

use super::host::SyncHost;
use crate::store::JournalEntry;

/// Takes entries that were read from the journal, and applies those of other tabs to the open article.
pub(super) fn take_in<H: SyncHost>(host: &mut H, entries: Vec<(u64, JournalEntry)>) {
    for (key, entry) in entries {
        let queue = &mut host.journal_sync().queue;
        if queue.take_in(key, entry.clone()) {
            let later = queue.own_changes_after(key);
            host.merge_step(&entry, &later);
        }
    }
}
