//! Writes steps and records to the database, tries again when it refuses or does not answer, and fills a new one.

use std::collections::BTreeSet;

use super::event::{
    DatabaseContent, OpenedDatabase, PageEffect, PendingTransaction, SyncEffect, SyncTimer, TabMessage,
    WrittenTransaction,
};
use super::pending_write::PendingWrite;
use super::reconcile::{check, reconcile};
use super::state::{Activity, PATIENCE, SyncState};
use super::tiered::TieredStore;
use crate::sorting::CollectSorted as _;
use crate::store::{Library, Store, StoreError, article_keys, article_of_work};

/// How many records are checked at a time: they are read in a few milliseconds.
const CHECKED_AT_A_TIME: usize = 16;

/// The pause between two such checks, in milliseconds.
const PAUSE_BETWEEN_CHECKS: u32 = 500;

impl SyncState {
    /// What to do next, when the database does nothing.
    pub(super) fn next<S: Store>(
        &mut self,
        library: &mut Library<TieredStore<S>>,
        now: f64,
    ) -> Vec<SyncEffect> {
        if self.retry.must_reconnect() {
            self.activity = Activity::Opening;
            return vec![SyncEffect::OpenDatabase { patience: self.retry.patience(PATIENCE) }];
        }
        if std::mem::take(&mut self.must_read) {
            self.activity = Activity::ReadingSteps;
            return vec![SyncEffect::ReadJournal { after: self.journal.seen() }];
        }
        if let Some(transaction) = self.next_transaction(library) {
            self.activity = Activity::Writing(transaction.clone());
            return vec![SyncEffect::Write(transaction)];
        }
        self.retry.succeeded();
        if self.quota_schedule.begin(now) { vec![SyncEffect::CheckQuota] } else { vec![] }
    }

    /// Everything that is queued; where the quota is full, only what frees space, if there is any. `None` when nothing
    /// is queued.
    fn next_transaction<S: Store>(
        &mut self,
        library: &mut Library<TieredStore<S>>,
    ) -> Option<PendingTransaction> {
        let store = library.store_mut();
        if self.retry.must_free_space() {
            let records = store.take_queued_removals();
            if !records.is_empty() {
                return Some(PendingTransaction { records, openings: self.openings, ..Default::default() });
            }
        }
        // Another tab may have begun the article, and not written it to the database. A step without a text is nothing.
        let keys = self.journal.unwritten_articles().into_iter().flat_map(article_keys);
        for key in keys.filter(|key| !self.in_database.contains(key)) {
            if let Ok(Some(value)) = store.get(&key) {
                store.requeue(vec![PendingWrite::Put(key, value)]);
            }
        }
        let records = store.take_queue();
        let transaction = PendingTransaction {
            entries: self.journal.entries_to_write(),
            obsolete: self.journal.obsolete_with(&records),
            records,
            openings: self.openings,
        };
        (!transaction.is_empty()).then_some(transaction)
    }

    pub(super) fn written<S: Store>(
        &mut self,
        library: &mut Library<TieredStore<S>>,
        transaction: &PendingTransaction,
        written: &WrittenTransaction,
    ) -> Vec<SyncEffect> {
        let mut effects = vec![];
        library.store_mut().confirm(&transaction.records);
        for write in &transaction.records {
            match write {
                PendingWrite::Put(key, _) => self.in_database.insert(key.clone()),
                PendingWrite::Remove(key) => self.in_database.remove(key),
            };
        }
        if library.store().has_overflow() {
            effects.push(SyncEffect::Page(PageEffect::NoteDatabaseNeeded));
        }
        self.quota_schedule.add_written(transaction.records.iter().map(PendingWrite::size).sum());
        if !written.keys.is_empty() {
            SyncState::announce_steps(&mut effects);
        }
        if std::mem::take(&mut self.announces_replacement) {
            effects.push(SyncEffect::Broadcast(TabMessage::LibraryReplaced));
        }
        if written.openings == transaction.openings {
            self.journal.dropped(&transaction.obsolete);
        } else {
            self.openings = written.openings;
            self.meet_other_tab(&mut effects);
        }
        let removed = transaction.records.iter().filter_map(|write| match write {
            PendingWrite::Remove(key) => article_of_work(key),
            PendingWrite::Put(..) => None,
        });
        let removed: BTreeSet<&str> = removed.collect_set();
        if !removed.is_empty() {
            self.journal.forget_dropped(&removed);
        }
        self.must_read |= self.journal.written(&written.keys);
        self.show_if_saved(library, &mut effects);
        effects
    }

    /// Shows the failure, and tries again after a pause. A browser that has just recovered from a crash, or whose disk is
    /// full for a moment, refuses now and then.
    pub(super) fn failed(&mut self, why: StoreError) -> Vec<SyncEffect> {
        self.activity = Activity::Idle;
        self.quota_schedule.expire();
        self.retry.failed(&why);
        let mut effects = vec![
            SyncEffect::Warn("at a write", why.clone()),
            SyncEffect::Page(PageEffect::ShowSaved(Err(self.retry.reason(why.clone())))),
        ];
        if why == StoreError::Full {
            effects.push(SyncEffect::RepairQuota);
        }
        effects.push(SyncEffect::SetTimer(SyncTimer::WriteAgain(self.retry.failures()), self.retry.pause()));
        effects
    }

    pub(super) fn write_failed<S: Store>(
        &mut self,
        library: &mut Library<TieredStore<S>>,
        transaction: PendingTransaction,
        why: StoreError,
    ) -> Vec<SyncEffect> {
        library.store_mut().requeue(transaction.records);
        self.failed(why)
    }

    /// The database is open again after a fault. The journal is read before anything is written: where no answer came,
    /// the write may have succeeded. A transaction that still runs ends before this read begins.
    pub(super) fn opened_again(&mut self, opened: OpenedDatabase) -> Vec<SyncEffect> {
        let mut effects = vec![];
        // The browser may close it again during the read.
        self.retry.reconnected();
        if opened.journal == self.journal.name() {
            self.note_openings(opened, self.openings + 1, &mut effects);
            self.activity = Activity::Rejoining;
            effects.push(SyncEffect::ReadJournal { after: self.journal.seen() });
        } else {
            self.note_openings(opened, 1, &mut effects);
            self.new_journal = opened.journal;
            self.activity = Activity::ReadingContent;
            effects.push(SyncEffect::ReadContent);
        }
        effects
    }

    pub(super) fn rejoined<S: Store>(
        &mut self,
        library: &Library<TieredStore<S>>,
        entries: &[(u64, String)],
    ) -> Vec<SyncEffect> {
        let mut effects = vec![];
        self.activity = Activity::Idle;
        if self.journal.drop_written(entries) {
            SyncState::announce_steps(&mut effects);
        }
        self.show_if_saved(library, &mut effects);
        self.take_in(entries, &mut effects);
        effects
    }

    /// Fills a database that is new, because the browser has evicted the old one. Another tab may have written to it
    /// already. A reader who clears all data of the site clears local storage, too. Then only the open article is
    /// written again.
    pub(super) fn refill<S: Store>(
        &mut self,
        library: &mut Library<TieredStore<S>>,
        records: Vec<(String, String)>,
    ) -> Vec<SyncEffect> {
        let DatabaseContent { entries, keys, .. } = std::mem::take(&mut self.content);
        self.in_database = keys.into_iter().collect();
        let plan = std::mem::take(&mut self.plan);
        let is_cleared_by_reader = library.store().is_primary_empty();
        let mut effects = vec![];
        if is_cleared_by_reader {
            self.journal.start_anew(self.new_journal);
        } else {
            self.journal.move_to(self.new_journal);
        }
        self.journal.drop_written(&entries);
        let known = records.iter().map(|(key, _)| key.clone()).collect();
        library.store_mut().replace_secondary();
        library.store_mut().forget_superseded();
        // A failure shows when the queue is written.
        reconcile(library, &plan, records).ok();
        if !is_cleared_by_reader {
            library.rewrite_except(&known).ok();
            effects.push(SyncEffect::Page(PageEffect::NoteEvicted));
        }
        self.activity = Activity::Idle;
        self.take_in(&entries, &mut effects);
        effects.push(SyncEffect::Page(PageEffect::RewriteOpenArticle));
        effects
    }

    /// Reads the next records of the database that are still to be checked.
    pub(super) fn check_records(&mut self) -> Vec<SyncEffect> {
        if self.unchecked.is_empty() {
            return vec![];
        }
        if !matches!(self.activity, Activity::Idle)
            || self.retry.failures() != 0
            || self.retry.must_reconnect()
        {
            return vec![SyncEffect::SetTimer(SyncTimer::CheckRecords, PAUSE_BETWEEN_CHECKS)];
        }
        let keys = self.unchecked.split_off(self.unchecked.len().saturating_sub(CHECKED_AT_A_TIME));
        self.activity = Activity::CheckingRecords;
        vec![SyncEffect::ReadRecords { keys }]
    }

    pub(super) fn records_checked<S: Store>(
        &mut self,
        library: &mut Library<TieredStore<S>>,
        records: Vec<(String, String)>,
    ) -> Vec<SyncEffect> {
        self.activity = Activity::Idle;
        check(library, records).ok(); // The next start checks again.
        vec![SyncEffect::SetTimer(SyncTimer::CheckRecords, PAUSE_BETWEEN_CHECKS)]
    }
}
