//! Where the page keeps what a reader does: local storage, with a database beside it that is durable at once.
//!
//! Browsers write local storage to the disk up to a minute late; a transaction of the database survives the
//! browser's end as soon as it is complete. So each step goes to the database's journal at once, and each record
//! goes to both.

mod answer;
mod database;
mod journal_sync;
mod local;
mod quota_repair;
mod room;
mod tabs;

pub(super) use journal_sync::{JournalSync, pump, settle};
pub(super) use local::Local;
pub(super) use room::ask_to_last;

/// The library's store.
pub(super) type Kept = crate::store::Tiered<Local>;
