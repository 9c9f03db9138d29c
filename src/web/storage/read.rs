//! Reads records of the database that are nowhere else.

use std::cell::RefCell;

use super::effects::connected;
use super::host::SyncHost;
use crate::store::StoreError;

/// The keys of the database's records that begin with this. [`StoreError::Denied`] without a database.
pub(crate) async fn database_keys<H: SyncHost>(
    host: &RefCell<H>,
    prefix: &str,
) -> Result<Vec<String>, StoreError> {
    let mut keys = connected(host)?.keys().await?;
    keys.retain(|key| key.starts_with(prefix));
    Ok(keys)
}

/// The database's records under these keys, as they are stored, without those that do not exist. What is still queued
/// for the database is not among them. [`StoreError::Denied`] without a database.
pub(crate) async fn read_records<H: SyncHost>(
    host: &RefCell<H>,
    keys: Vec<String>,
) -> Result<Vec<(String, String)>, StoreError> {
    connected(host)?.records(keys).await
}
