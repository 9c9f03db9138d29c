//! Writes steps and records to the database, and tries again after a while when it refuses or does not answer.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::super::answer::{PATIENCE, pause, warn};
use super::super::database::{Database, DatabaseWrites};
use super::super::{quota, quota_repair};
use super::host::SyncHost;
use super::incoming::take_in;
use super::quota_check::check_quota;
use super::read::{DatabaseContent, read_content};
use super::recovery::fill_new_database;
use crate::store::{PendingWrite, StoreError};

/// Writes everything that is queued to the database, and shows when it is saved. Does nothing while a write runs: that
/// one takes all that is queued meanwhile.
pub(crate) fn write_pending<H: SyncHost>(host: &Rc<RefCell<H>>) {
    {
        let mut host = host.borrow_mut();
        let sync = host.journal_sync();
        if sync.database.is_none() || sync.is_writing {
            return;
        }
        sync.is_writing = true;
    }
    let host = Rc::clone(host);
    spawn_local(async move {
        let written = write_all(&host).await;
        host.borrow_mut().journal_sync().is_writing = false;
        match written {
            Ok(()) => host.borrow_mut().journal_sync().retry.succeeded(),
            Err(why) => try_again_later(&host, why),
        }
        check_quota(&host).await;
    });
}

/// The browser closes the database when it evicts it. Reopens it at once: nobody may write again before the page is
/// left.
pub(super) fn reopen_when_closed<H: SyncHost>(database: &Database, host: &Rc<RefCell<H>>) {
    let host = Rc::clone(host);
    database.on_closed(move || {
        host.borrow_mut().journal_sync().retry.connection_lost();
        write_pending(&host);
    });
}

async fn write_all<H: SyncHost>(host: &Rc<RefCell<H>>) -> Result<(), StoreError> {
    let retry = host.borrow_mut().journal_sync().retry;
    if retry.must_reconnect() {
        reconnect(host).await?;
    }
    if retry.must_free_space()
        && let Some(batch) = WriteBatch::take_removals(host)
    {
        batch.write(host).await?;
    }
    while let Some(batch) = WriteBatch::take(host) {
        batch.write(host).await?;
    }
    Ok(())
}

/// Shows the failure, and tries again after a pause. A browser that has just recovered from a crash, or whose disk is
/// full for a moment, refuses now and then.
fn try_again_later<H: SyncHost>(host: &Rc<RefCell<H>>, why: StoreError) {
    warn("at a write", &why);
    let is_full = why == StoreError::Full;
    let retry = {
        let mut host = host.borrow_mut();
        let sync = host.journal_sync();
        sync.quota_schedule.expire();
        sync.retry.failed(&why);
        sync.retry
    };
    H::show_saved(&Err(why));
    let host = Rc::clone(host);
    spawn_local(async move {
        if is_full && quota_repair::repair().await {
            write_pending(&host);
            return;
        }
        let failures = || host.borrow_mut().journal_sync().retry.failures();
        if is_full && quota::bytes_below_zero().await.is_some() && failures() != 0 {
            H::show_saved(&Err(StoreError::Miscounted));
        }
        pause(retry.pause()).await;
        // Otherwise another attempt was made in the meantime.
        if failures() == retry.failures() {
            write_pending(&host);
        }
    });
}

/// Reopens the database after a fault, and reads the journal: where no answer came, the write may have succeeded. A
/// transaction that still runs ends before this read begins.
async fn reconnect<H: SyncHost>(host: &Rc<RefCell<H>>) -> Result<(), StoreError> {
    let (retry, seen, journal) = {
        let mut host = host.borrow_mut();
        let sync = host.journal_sync();
        (sync.retry, sync.queue.seen(), sync.journal_name())
    };
    let database = Database::open(retry.patience(PATIENCE)).await?;
    let is_same = database.journal == journal;
    let read = if is_same {
        let entries = database.entries_after(seen).await;
        entries.map(|entries| DatabaseContent { entries, records: vec![] })
    } else {
        read_content(host, &database).await
    };
    if read.is_err() {
        database.close();
    }
    let DatabaseContent { entries, records } = read?;
    reopen_when_closed(&database, host);
    let mut host = host.borrow_mut();
    if let Some(former) = host.journal_sync().database.replace(Rc::new(database)) {
        former.close();
    }
    if !is_same {
        fill_new_database(&mut *host, records);
    }
    let sync = host.journal_sync();
    sync.retry.reconnected();
    if sync.queue.drop_written(&entries) {
        sync.tabs.announce_steps();
        show_if_saved(&mut *host);
    }
    take_in(&mut *host, entries);
    Ok(())
}

/// Shows that everything is saved, if it is.
fn show_if_saved<H: SyncHost>(host: &mut H) {
    if host.journal_sync().queue.unwritten().is_empty() && host.library().store().is_queue_empty() {
        H::show_saved(&Ok(()));
    }
}

/// What one transaction writes.
struct WriteBatch {
    database: Rc<Database>,
    writes: DatabaseWrites,
}

impl WriteBatch {
    /// Everything that is queued; `None` when nothing is.
    fn take<H: SyncHost>(host: &RefCell<H>) -> Option<WriteBatch> {
        let mut host = host.borrow_mut();
        let database = host.journal_sync().database.clone()?;
        let records = host.library().store_mut().take_queue();
        let queue = &mut host.journal_sync().queue;
        let writes =
            DatabaseWrites { records, entries: queue.unwritten().to_vec(), obsolete: queue.take_obsolete() };
        (!writes.is_empty()).then_some(WriteBatch { database, writes })
    }

    /// Only what frees space.
    fn take_removals<H: SyncHost>(host: &RefCell<H>) -> Option<WriteBatch> {
        let mut host = host.borrow_mut();
        let database = host.journal_sync().database.clone()?;
        let records = host.library().store_mut().take_queued_removals();
        let writes = DatabaseWrites { records, ..DatabaseWrites::default() };
        (!writes.is_empty()).then_some(WriteBatch { database, writes })
    }

    async fn write<H: SyncHost>(self, host: &RefCell<H>) -> Result<(), StoreError> {
        let written = self.database.write(&self.writes).await;
        let mut host = host.borrow_mut();
        match written {
            Ok(keys) => {
                self.finish(&mut *host, keys);
                Ok(())
            }
            Err(why) => {
                host.library().store_mut().requeue(self.writes.records);
                host.journal_sync().queue.requeue_obsolete(self.writes.obsolete);
                Err(why)
            }
        }
    }

    /// `keys` are those of the new entries.
    fn finish<H: SyncHost>(self, host: &mut H, keys: Vec<u64>) {
        if host.library().store().has_overflow() {
            host.database_is_needed();
        }
        let sync = host.journal_sync();
        sync.quota_schedule.add_written(self.writes.records.iter().map(PendingWrite::size).sum());
        if !keys.is_empty() {
            sync.tabs.announce_steps();
        }
        if std::mem::take(&mut sync.announces_replacement) {
            sync.tabs.announce_replacement();
        }
        sync.queue.written(keys, self.writes.entries);
        show_if_saved(host);
    }
}
