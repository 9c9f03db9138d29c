//! Where the page saves what a reader does: local storage, with a database beside it.
//!
//! Browsers write local storage to the disk up to a minute late. A transaction of the database survives the browser's
//! end as soon as it is complete. So each step goes to the database's journal at once, and each record goes to both.
//!
//! What is written, when, and what an answer means is decided by [`crate::sync::SyncState`]. This module carries its
//! effects out and reports what came of them. It knows the page only as a [`SyncHost`].

mod answer;
mod database;
mod effects;
mod erase;
mod host;
mod local;
mod offline_files;
mod quota;
mod quota_repair;
mod read;
mod tabs;

pub(super) use answer::random;
pub(super) use database::{FOLDER_DATABASE, QUEUE_DATABASE};
pub(super) use effects::{open_database, write_pending};
pub(super) use erase::remove_everything;
pub(super) use host::{Connection, SyncHost};
pub(super) use local::{BrowserStore, LocalStorageStore};
pub(super) use quota::{QuotaEstimate, request_persistence};
pub(super) use read::{database_keys, read_records};
