//! Keeps the database and its journal in step with the page: at the start, after each change, and with other tabs.

mod host;
mod incoming;
mod other_tabs;
mod quota_check;
mod quota_schedule;
mod read;
mod recovery;
mod start;
mod sync;
mod writer;

pub(crate) use host::SyncHost;
#[allow(unused_imports, reason = "restore points are read by these")]
pub(crate) use read::{database_keys, read_records};
pub(crate) use start::open_database;
pub(crate) use sync::JournalSync;
pub(crate) use writer::write_pending;
