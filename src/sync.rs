//! How work is saved: a state machine without input or output of its own.
//!
//! [`SyncState::step`] takes what happened (an answer of the database, a message of another tab, a timer) and returns
//! what to do next. `web/storage` carries that out and reports back; it decides nothing. The tests drive the same code
//! with a simulated browser that refuses, forgets, damages and is killed (`tests/unit/sync`).
//!
//! The protocol, in short. docs/storage.md has the reader's side of it.
//!
//! - **Two copies.** Each record is written to local storage at once and queued for the database ([`TieredStore`]). Each
//!   edit is an entry of the database's journal. *Saved* shows when nothing is queued and no step is unwritten.
//! - **Positions.** A record says which entries it includes: by the journal's keys, by each visit's step numbers, and
//!   without those it had to skip ([`crate::store::JournalPosition`]). So replaying the journal applies each step once,
//!   even where the journal was lost and written again.
//! - **Start.** All local records are checked. A record that is damaged, missing or older in one store is replaced by the
//!   other store's copy, and the journal is applied on top. What is damaged in both is kept ([`reconcile`]).
//! - **Unreadable entries stay.** An entry that is damaged or of a newer version is never dropped and never counts as
//!   included. Later steps of its article are applied as a whole or not at all.
//! - **Dropping entries.** Entries go in the transaction that writes a record which includes them, and only while no other
//!   tab can miss them: none has answered, and none has opened the database since this one did, which the transaction
//!   itself checks.
//! - **Failures.** After a full quota, removals go first. After any other failure the database is reopened and the journal
//!   read, because the write may have succeeded.
//! - **Eviction.** A database with another name is new: the records are written again, and the steps that are known here,
//!   too. Those that the old journal had dropped are among them: another tab may have gone on with an older record.

mod event;
mod journal_queue;
mod known_entries;
mod pending_write;
mod quota_schedule;
mod reconcile;
mod residents;
mod start;
mod state;
mod step;
mod tiered;
mod unwritten_entry;
mod write_retry;
mod writing;

#[cfg(test)]
pub(crate) use event::SyncTimer;
pub(crate) use event::{
    DatabaseContent, MergedStep, OpenedDatabase, PageEffect, PendingTransaction, QuotaAnswer, SyncEffect,
    SyncEvent, TabMessage, WrittenTransaction,
};
pub(crate) use pending_write::PendingWrite;
pub(crate) use state::SyncState;
pub(crate) use tiered::TieredStore;
