//! Where the page saves what a reader does: local storage, with a database beside it.
//!
//! Browsers write local storage to the disk up to a minute late. A transaction of the database survives the browser's
//! end as soon as it is complete. So each step goes to the database's journal at once, and each record goes to both.
//!
//! What is to be written, and when to try again, is decided by [`crate::store::JournalQueue`] and
//! [`crate::store::WriteRetry`]. This module carries it out. It knows the page only as a [`SyncHost`].

mod answer;
mod database;
mod erase;
mod journal_sync;
mod local;
mod quota;
mod quota_repair;
mod tabs;

pub(super) use erase::remove_everything;
pub(super) use journal_sync::{JournalSync, SyncHost, open_database, write_pending};
#[allow(unused_imports, reason = "restore points are read by these")]
pub(super) use journal_sync::{database_keys, read_records};
pub(super) use local::{BrowserStore, LocalStorageStore};
pub(super) use quota::{QuotaEstimate, request_persistence};
