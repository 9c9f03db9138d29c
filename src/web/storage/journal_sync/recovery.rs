//! After the browser has evicted the database while the page is open (Chromium does so when the disk is nearly full):
//! what was in it is still in memory, and is written again.

use std::collections::BTreeSet;

use super::host::SyncHost;

/// Fills a database that is new. Another tab may have written `records` to it already; they are newer than those here.
/// A reader who clears all data of the site clears local storage, too. Then only the open article is written again.
pub(super) fn fill_new_database<H: SyncHost>(host: &mut H, records: Vec<(String, String)>) {
    let is_cleared_by_reader = host.library().store().is_primary_empty();
    host.journal_sync().queue.forget_journal();
    let known: BTreeSet<String> = records.iter().map(|(key, _)| key.clone()).collect();
    for (key, value) in records {
        host.library().store_mut().adopt(key, value);
    }
    if !is_cleared_by_reader {
        host.library().rewrite_except(&known).ok(); // A failure shows when the queue is written.
        host.database_was_evicted();
    }
    host.rewrite_open_article().ok(); // A failure shows when the queue is written.
}
