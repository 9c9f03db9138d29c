//! The connection to the database and to other tabs, and what is on its way there.

use std::rc::Rc;

use super::super::database::{Database, random};
use super::super::tabs::Tabs;
use super::quota_schedule::QuotaSchedule;
use crate::edit::LoggedStep;
use crate::store::{JournalEntry, JournalPosition, JournalQueue, WriteRetry};

/// The connection to the database and to other tabs, and what is on its way there.
pub(crate) struct JournalSync {
    pub(super) database: Option<Rc<Database>>,
    pub(super) tabs: Tabs,
    pub(super) queue: JournalQueue,
    pub(super) retry: WriteRetry,
    pub(super) quota_schedule: QuotaSchedule,
    pub(super) is_writing: bool,
    pub(super) reading: ReadProgress,
    /// Whether other tabs must reload, once the replaced library is written.
    pub(super) announces_replacement: bool,
}

/// Whether the journal is being read for steps of other tabs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ReadProgress {
    Idle,
    Running,
    /// More was written since the running read began: read again after it.
    RunAgain,
}

impl JournalSync {
    /// Not connected to a database yet.
    pub(crate) fn new() -> JournalSync {
        JournalSync {
            database: None,
            tabs: Tabs::new(),
            queue: JournalQueue::new(random()),
            retry: WriteRetry::default(),
            quota_schedule: QuotaSchedule::default(),
            is_writing: false,
            reading: ReadProgress::Idle,
            announces_replacement: false,
        }
    }

    pub(crate) fn has_database(&self) -> bool {
        self.database.is_some()
    }

    /// The range of new ids that no other tab uses.
    pub(crate) fn id_range(&self) -> u32 {
        self.queue.id_range()
    }

    /// Queues the steps that were made in an article.
    pub(crate) fn add_steps(&mut self, article: &str, steps: Vec<LoggedStep>) {
        self.queue.add_steps(article, steps);
    }

    /// The position for a record of an article that is written now.
    pub(crate) fn position_after_saving(&mut self, article: &str) -> JournalPosition {
        let journal = self.journal_name();
        self.queue.position_after_saving(article, journal)
    }

    /// Has other tabs reload, once the replaced library is written.
    pub(crate) fn announce_replacement(&mut self) {
        self.announces_replacement = true;
    }

    /// The steps that were made in an article.
    pub(crate) fn steps_of<'a>(&'a self, article: &'a str) -> impl Iterator<Item = (u64, &'a JournalEntry)> {
        self.queue.entries_of(article)
    }

    /// The journal's name; 0 without a database.
    pub(crate) fn journal_name(&self) -> u64 {
        self.database.as_ref().map_or(0, |database| database.journal)
    }
}
