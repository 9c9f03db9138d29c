//! Reads what the database has and the page needs.

use std::cell::RefCell;

use super::super::database::Database;
use super::host::SyncHost;
use crate::store::{JournalEntry, StoreError, is_small_record};

/// The journal, and the records that are newer than those here or missing here.
pub(super) struct DatabaseContent {
    pub entries: Vec<(u64, JournalEntry)>,
    pub records: Vec<(String, String)>,
}

/// Reads the journal, and the records that are newer than those here or missing here.
pub(super) async fn read_content<H: SyncHost>(
    host: &RefCell<H>,
    database: &Database,
) -> Result<DatabaseContent, StoreError> {
    let entries = database.entries_after(0).await?;
    let keys = database.keys().await?;
    let small = keys.iter().filter(|key| is_small_record(key)).cloned().collect();
    let small = database.records(small).await?;
    let wanted: Vec<String> = {
        let mut host = host.borrow_mut();
        let library = host.library();
        let newer = library.keys_of_newer(small);
        let is_wanted = |key: &&String| newer.contains(*key) || !library.has_record(key);
        keys.iter().filter(is_wanted).cloned().collect()
    };
    Ok(DatabaseContent { entries, records: database.records(wanted).await? })
}
