//! Reads what the database has and the page needs.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::database::Database;
use super::host::SyncHost;
use crate::store::{JournalEntry, StoreError, is_database_only, is_small_record};

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
    let mut keys = database.keys().await?;
    keys.retain(|key| !is_database_only(key));
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

/// The keys of the database's records that begin with this. [`StoreError::Denied`] without a database.
#[allow(dead_code, reason = "restore points are read by it")]
pub(crate) async fn database_keys<H: SyncHost>(
    host: &RefCell<H>,
    prefix: &str,
) -> Result<Vec<String>, StoreError> {
    let mut keys = connection(host)?.keys().await?;
    keys.retain(|key| key.starts_with(prefix));
    Ok(keys)
}

/// The database's records under these keys, as they are stored, without those that do not exist. What is still queued
/// for the database is not among them. [`StoreError::Denied`] without a database.
#[allow(dead_code, reason = "restore points are read by it")]
pub(crate) async fn read_records<H: SyncHost>(
    host: &RefCell<H>,
    keys: Vec<String>,
) -> Result<Vec<(String, String)>, StoreError> {
    connection(host)?.records(keys).await
}

#[allow(dead_code, reason = "restore points are read by it")]
fn connection<H: SyncHost>(host: &RefCell<H>) -> Result<Rc<Database>, StoreError> {
    host.borrow_mut().journal_sync().database.clone().ok_or(StoreError::Denied)
}
