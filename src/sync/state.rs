//! The state of saving: the connection to the database and to other tabs, and what is on its way there.

use std::collections::BTreeSet;

use super::event::{
    DatabaseContent, MergedStep, OpenedDatabase, PageEffect, PendingTransaction, SyncEffect, SyncTimer,
    TabMessage,
};
use super::journal_queue::JournalQueue;
use super::quota_schedule::QuotaSchedule;
use super::reconcile::ReadingPlan;
use super::tiered::TieredStore;
use super::write_retry::WriteRetry;
use crate::annotation::AnnotationSet;
use crate::edit::{Edit, LoggedStep};
use crate::store::{
    JournalEntry, JournalPosition, Library, Store, StoreError, StoredArticle, article_keys, difference,
    save_time,
};

/// How long the first answer may take, in milliseconds. It takes about 10; on a busy machine, or just after a crash,
/// seconds. Some versions of browsers never answer.
pub(super) const PATIENCE: u32 = 10_000;

/// How often the journal is read while other tabs are open, in milliseconds. They tell of their steps; but one that is
/// closed just then cannot.
pub(super) const READ_AGAIN_AFTER: u32 = 20_000;

/// The state of saving.
#[derive(Debug)]
pub(crate) struct SyncState {
    pub(super) phase: SyncPhase,
    pub(super) activity: Activity,
    pub(super) journal: JournalQueue,
    pub(super) retry: WriteRetry,
    pub(super) quota_schedule: QuotaSchedule,
    /// How often the database has been opened, as far as is known here.
    pub(super) openings: u64,
    /// When the start began, in milliseconds since 1970.
    pub(super) started: f64,
    /// Why the last attempt of the start failed.
    pub(super) start_error: Option<StoreError>,
    /// The name of the journal of a database that is new, until it is filled.
    pub(super) new_journal: u64,
    /// What the start, or a database that is new, gives to read.
    pub(super) content: DatabaseContent,
    pub(super) plan: ReadingPlan,
    /// Keys of records that the database surely has.
    pub(super) in_database: BTreeSet<String>,
    /// Keys of records of the database that are still to be checked.
    pub(super) unchecked: Vec<String>,
    /// Whether other tabs have written steps that are not read yet.
    pub(super) must_read: bool,
    /// Whether other tabs must reload, once the replaced library is written.
    pub(super) announces_replacement: bool,
    /// Whether other tabs are to follow new guidelines, which local storage has.
    pub(super) announces_guidelines: bool,
}

/// How far the visit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SyncPhase {
    /// The database is being opened for the first time.
    Starting,
    Running,
    /// The browser gives no database.
    WithoutDatabase,
}

/// What the database is doing: one thing at a time.
#[derive(Clone, Debug)]
pub(super) enum Activity {
    Idle,
    Opening,
    /// Reading the journal after the database was opened again.
    Rejoining,
    /// Reading what a database has that is opened for the first time.
    ReadingContent,
    ReadingRecords,
    /// Reading the steps of other tabs.
    ReadingSteps,
    CheckingRecords,
    Writing(PendingTransaction),
}

impl SyncState {
    /// Not connected to a database yet. `visit` is a random number that distinguishes this visit of the page.
    pub(crate) fn new(visit: u64) -> SyncState {
        SyncState {
            phase: SyncPhase::Starting,
            activity: Activity::Idle,
            journal: JournalQueue::new(visit),
            retry: WriteRetry::default(),
            quota_schedule: QuotaSchedule::default(),
            openings: 0,
            started: 0.0,
            start_error: None,
            new_journal: 0,
            content: DatabaseContent::default(),
            plan: ReadingPlan::default(),
            in_database: BTreeSet::new(),
            unchecked: vec![],
            must_read: false,
            announces_replacement: false,
            announces_guidelines: false,
        }
    }

    pub(crate) fn has_database(&self) -> bool {
        self.phase == SyncPhase::Running
    }

    /// Whether other tabs can know more than this one.
    #[cfg(test)]
    pub(crate) fn is_behind(&self) -> bool {
        self.must_read || self.retry.must_reconnect() || self.retry.failures() != 0
    }

    /// The range of new ids that no other tab uses.
    pub(crate) fn id_range(&self) -> u32 {
        self.journal.id_range()
    }

    /// Queues the steps that were made in an article.
    pub(crate) fn add_steps(&mut self, article: &str, steps: Vec<LoggedStep>) {
        self.journal.add_steps(article, steps);
    }

    /// The position for a record of an article that is written now.
    pub(crate) fn position_after_saving(&mut self, article: &str) -> JournalPosition {
        self.journal.position_after_saving(article)
    }

    /// The position for a record that is made now and may be written later, or never.
    pub(crate) fn position(&self, article: &str) -> JournalPosition {
        self.journal.position(article)
    }

    /// Has other tabs reload, once the replaced library is written.
    pub(crate) fn announce_replacement(&mut self) {
        self.announces_replacement = true;
    }

    /// Has other tabs follow new guidelines.
    pub(crate) fn announce_guidelines(&mut self) {
        self.announces_guidelines = true;
    }

    /// What another tab has written into the record of an article that is open here, with this set, and the journal does
    /// not tell, or not yet: an edit that makes the set the one that the record and all known steps give. To be made
    /// before the record is written anew.
    pub(crate) fn catch_up<S: Store>(
        &mut self,
        library: &mut Library<TieredStore<S>>,
        article: &str,
        set: &AnnotationSet,
    ) -> Option<Edit> {
        let [_, work, entry] = article_keys(article);
        let store = library.store();
        // Where the primary store had no room for this tab's record, it may have another tab's. Each copy is dated by the
        // entry that stands beside it.
        let copies = [
            (store.in_primary(&entry), store.in_primary(&work)),
            (store.get(&entry).ok().flatten(), store.in_overflow(&work)),
        ];
        let counts = copies.iter().filter_map(|(small, _)| save_time(&entry, small.as_ref()?));
        let newest = counts.fold(0.0, f64::max);
        let of_other_tab = |(small, work): (Option<String>, Option<String>)| {
            let saved = small.and_then(|small| save_time(&entry, &small));
            work.filter(|_| saved.is_none_or(|saved| !library.is_of_this_visit(saved)))
        };
        let copies = copies.into_iter().filter_map(of_other_tab);
        let mut copies = copies.filter_map(|work| library.load_copy(article, &work).ok().flatten());
        let stored = copies.find(|copy| self.journal.lacks_steps_of(article, &copy.journal_position));
        library.count_beyond(newest);
        let mut stored = stored?;
        self.journal.catch_up(article, &mut stored);
        let edits = difference(set, &stored.set).edits;
        (!edits.is_empty()).then_some(Edit::Batch(edits))
    }

    /// Applies the steps that an article's record does not include. Returns how many there were.
    pub(crate) fn bring_up_to_date(&mut self, article: &str, stored: &mut StoredArticle) -> usize {
        self.journal.bring_up_to_date(article, stored)
    }

    /// The same for an article that is not in the library: another tab may have begun it, too.
    pub(crate) fn bring_new_up_to_date(&mut self, article: &str, stored: &mut StoredArticle) -> usize {
        self.journal.bring_new_up_to_date(article, stored)
    }

    /// Applies them to a copy of the article that is neither shown nor written here.
    pub(crate) fn replay(&self, article: &str, stored: &mut StoredArticle) {
        self.journal.replay(article, stored);
    }

    /// A step of another tab could not be applied as a whole: see [`MergedStep::is_after_gap`].
    pub(crate) fn leave_out(&mut self, key: u64, entry: &JournalEntry) {
        self.journal.leave_out(key, entry);
    }

    /// The steps that were made in an article.
    pub(crate) fn steps_of<'a>(&'a self, article: &'a str) -> impl Iterator<Item = (u64, &'a JournalEntry)> {
        self.journal.entries_of(article)
    }

    /// The journal's name; 0 without a database.
    pub(crate) fn journal_name(&self) -> u64 {
        self.journal.name()
    }

    /// Takes entries that were read from the journal. Those of other tabs go to the open article.
    pub(super) fn take_in(&mut self, entries: &[(u64, String)], effects: &mut Vec<SyncEffect>) {
        // All are known before the first is made: a later one may be in the article already.
        let new: Vec<(u64, JournalEntry)> = entries
            .iter()
            .filter_map(|(key, json)| Some((*key, self.journal.take_in(*key, json)?)))
            .collect();
        for (key, entry) in new {
            let later = self.journal.changes_after(key, &entry);
            let is_after_gap = self.journal.is_after_gap(key, &entry);
            let step = MergedStep { key, entry, later, is_after_gap };
            effects.push(SyncEffect::Page(PageEffect::MergeStep(Box::new(step))));
        }
    }

    /// Notes that another tab is open.
    pub(super) fn meet_other_tab(&mut self, effects: &mut Vec<SyncEffect>) {
        if self.journal.meet_other_tab() {
            effects.push(SyncEffect::Page(PageEffect::SetIdRange(self.journal.id_range())));
            effects.push(SyncEffect::SetTimer(SyncTimer::ReadAgain, READ_AGAIN_AFTER));
        }
    }

    /// Notes how often the database has been opened; `expected` is the number if no other tab has opened it.
    pub(super) fn note_openings(
        &mut self,
        opened: OpenedDatabase,
        expected: u64,
        effects: &mut Vec<SyncEffect>,
    ) {
        if opened.openings != expected {
            self.meet_other_tab(effects);
        }
        self.openings = opened.openings;
    }

    /// Shows that everything is saved, if it is. A write to a database that has been closed since may be lost with it.
    pub(super) fn show_if_saved<S: Store>(
        &self,
        library: &Library<TieredStore<S>>,
        effects: &mut Vec<SyncEffect>,
    ) {
        let is_written = self.journal.is_written() && library.store().is_queue_empty();
        if is_written && !self.retry.must_reconnect() {
            effects.push(SyncEffect::Page(PageEffect::ShowSaved(Ok(()))));
        }
    }

    /// Tells other tabs that the journal has new steps.
    pub(super) fn announce_steps(effects: &mut Vec<SyncEffect>) {
        effects.push(SyncEffect::Broadcast(TabMessage::NewSteps));
    }
}
