//! What is being saved: the library, the journal, and what stands between them and the reader's work.
//!
//! Nothing here draws. Whoever calls these functions says in the page what came of it.

use super::{storage, tab_only};
use crate::edit::Edit;
use crate::page::backup::StorageUse;
use crate::page::set_aside;
use crate::session::Session;
use crate::store::{
    ArticleWork, BackupLog, Bookmark, JournalPosition, Library, RawRecord, StoreError, StoredArticle,
};
use crate::strings;
use crate::sync::{SyncState, TieredStore};

pub(super) struct Saving {
    pub library: Library<storage::BrowserStore>,
    pub journal_sync: SyncState,
    pub connection: storage::Connection,
    /// Whether the database restored records or steps that local storage did not have.
    pub has_restored: bool,
    /// The browser's estimate.
    pub estimate: Option<storage::QuotaEstimate>,
    /// Whether the browser, which does not say its quota, would refuse a quarter more.
    pub is_quota_near: bool,
    /// Whether the browser has evicted the database during this visit.
    pub was_evicted: bool,
    /// Whether another tab has replaced the library: what is here must not be written any more.
    pub is_superseded: bool,
    /// Whether the open article has changes that its record does not have.
    is_unsaved: bool,
    /// Whether the start is over: before, the database may have an intact copy of what cannot be read.
    has_started: bool,
    /// The day whose changes are noted.
    noted_day: Option<i64>,
    /// Whether there are changes that the journal cannot have: it has steps alone.
    must_save_now: bool,
    has_asked_for_persistence: bool,
    /// Whether what is saved outlives the tab.
    outlives_tab: bool,
    /// What went wrong at the start, until the page has reported it.
    startup_error: Option<StoreError>,
}

impl Saving {
    pub(super) fn new() -> Saving {
        let local = if tab_only::is_on() { None } else { storage::LocalStorageStore::open() };
        // Where the reader chose the tab, nothing is amiss.
        let outlives_tab = local.is_some() || tab_only::is_on();
        let mut library = Library::new(TieredStore::new(local));
        library.set_today(today());
        Saving {
            outlives_tab,
            library,
            journal_sync: SyncState::new(storage::random()),
            connection: storage::Connection::new(),
            has_restored: false,
            estimate: None,
            is_quota_near: false,
            was_evicted: false,
            is_superseded: false,
            is_unsaved: false,
            has_started: false,
            noted_day: None,
            must_save_now: false,
            has_asked_for_persistence: false,
            startup_error: None,
        }
    }

    /// The start is over: whether the database restored something.
    pub(super) fn started(&mut self) -> bool {
        self.outlives_tab |= self.journal_sync.has_database();
        self.has_started = true;
        let has_restored = std::mem::take(&mut self.has_restored);
        if has_restored {
            self.startup_error = None;
        }
        has_restored
    }

    pub(super) fn has_started(&self) -> bool {
        self.has_started
    }

    /// Notes that there is work of this day; whether that is news.
    pub(super) fn note_day(&mut self, today: i64) -> bool {
        if self.noted_day == Some(today) || self.is_superseded {
            return false;
        }
        self.noted_day = Some(today);
        self.change_backup_log(|log| log.note_change(today))
    }

    /// All is in a file now: the next change is news.
    pub(super) fn note_file(&mut self) {
        self.noted_day = None;
        self.change_backup_log(BackupLog::note_file);
    }

    /// All is in a file of this day in the reader's folder.
    pub(super) fn note_file_in_folder(&mut self, today: i64) {
        self.noted_day = None;
        self.change_backup_log(|log| log.note_file_in_folder(today));
    }

    /// Changes what is known of back-ups, and remembers it. Where the storage is full, only this visit knows.
    pub(super) fn change_backup_log<T>(&mut self, change: impl FnOnce(&mut BackupLog) -> T) -> T {
        let mut log = self.library.backup_log();
        let changed = change(&mut log);
        self.library.set_backup_log(&log).ok();
        changed
    }

    /// The browser gives no database: notes what that means for the reader.
    pub(super) fn has_no_database(&mut self, why: StoreError) {
        let error = match why {
            _ if !self.outlives_tab => StoreError::Denied,
            StoreError::Denied => StoreError::NoJournal,
            StoreError::Full => StoreError::Full,
            StoreError::Refused(why) => StoreError::Unopened(why),
            _ => StoreError::Unopened(strings::NO_ANSWER.to_owned()),
        };
        if matches!(error, StoreError::Unopened(_) | StoreError::Full) {
            self.library.stop_counting_saves();
        }
        self.note_startup_error(Some(error));
    }

    /// What the list calls an article, for a message about it.
    pub(super) fn name_of(&self, id: &str) -> String {
        let entries = self.library.list().map(|list| list.0).unwrap_or_default();
        let entry = entries.iter().find(|entry| entry.id == id);
        entry.map_or_else(|| strings::AN_ARTICLE.to_owned(), set_aside::name)
    }

    /// Notes an error at the start. The first one stays.
    pub(super) fn note_startup_error(&mut self, error: Option<StoreError>) {
        self.startup_error = self.startup_error.take().or(error);
    }

    pub(super) fn take_startup_error(&mut self) -> Option<StoreError> {
        self.startup_error.take()
    }

    /// Asks the browser not to evict the database. It may never answer: nothing waits.
    pub(super) fn ask_for_persistence(&mut self) {
        if !std::mem::replace(&mut self.has_asked_for_persistence, true) {
            storage::request_persistence();
        }
    }

    /// Notes that the open article has changed. The journal has the steps.
    pub(super) fn changed(&mut self) {
        self.is_unsaved = true;
    }

    /// Notes a change that is no step of the history: the journal cannot have it, so the record is written at once.
    pub(super) fn changed_beside_history(&mut self) {
        self.is_unsaved = true;
        self.must_save_now = true;
    }

    /// Forgets that there were changes: the article is closed.
    pub(super) fn discard(&mut self) {
        self.is_unsaved = false;
    }

    pub(super) fn is_unsaved(&self) -> bool {
        self.is_unsaved
    }

    /// Whether a record must be written at once; asks once.
    pub(super) fn take_must_save_now(&mut self) -> bool {
        std::mem::take(&mut self.must_save_now)
    }

    /// Hands the session's new steps to the journal; whether there were any.
    pub(super) fn note_steps(&mut self, id: &str, session: &mut Session) -> bool {
        let steps = session.take_log();
        let is_noted = !steps.is_empty() && self.journal_sync.has_database();
        if is_noted {
            self.journal_sync.add_steps(id, steps);
        }
        is_noted
    }

    /// An article that is new here, with what another tab has done to it already.
    pub(super) fn begin_article(&mut self, id: &str, session: Session) -> Session {
        if self.journal_sync.steps_of(id).next().is_none() {
            return session;
        }
        let mut stored = StoredArticle {
            document: session.document().clone(),
            set: session.set().clone(),
            history: session.history().clone(),
            journal_position: JournalPosition::default(),
        };
        self.journal_sync.bring_new_up_to_date(id, &mut stored);
        Session::restore(stored.document, stored.set, stored.history)
    }

    /// What another tab has written into the record that [`Saving::save`] would write over, and this one has not seen.
    pub(super) fn catch_up(&mut self, id: &str, session: &Session) -> Option<Edit> {
        let is_written = self.is_unsaved && !self.is_superseded;
        is_written.then(|| self.journal_sync.catch_up(&mut self.library, id, &session.saved_set()))?
    }

    /// Writes the record of the open article, if it has changed since the last time.
    pub(super) fn save(&mut self, id: &str, session: &Session) -> Result<(), StoreError> {
        if self.is_unsaved && !self.is_superseded {
            self.write_record(id, session)?;
            self.is_unsaved = false;
        }
        Ok(())
    }

    /// Writes a record, with the position in the journal up to which it has the steps. So the steps of an article that was
    /// removed are not replayed over this one.
    pub(super) fn write_record(&mut self, id: &str, session: &Session) -> Result<(), StoreError> {
        let position = self.journal_sync.position(id);
        let set = session.saved_set();
        let work = ArticleWork { document: session.document(), set: &set, history: session.history() };
        self.library.save(id, work, position)?;
        self.journal_sync.position_after_saving(id);
        Ok(())
    }

    /// An error where the browser saves only as long as the tab is open.
    pub(super) fn lasts(&self) -> Result<(), StoreError> {
        if self.outlives_tab { Ok(()) } else { Err(StoreError::Denied) }
    }

    pub(super) fn save_bookmark(&mut self, bookmark: &Bookmark) {
        if !self.is_superseded {
            // Where the storage is full, the page opens at the top the next time: nothing to report.
            self.library.set_bookmark(bookmark).ok();
        }
    }

    /// Removes an article from the library and from the journal. Returns its records, with all that the journal has, and
    /// whether there are versions before and after it, which stay linked.
    pub(super) fn take_out(
        &mut self,
        id: &str,
        is_linked: bool,
    ) -> Result<(Vec<RawRecord>, bool), StoreError> {
        // What cannot be read is kept as it is.
        if self.journal_sync.steps_of(id).next().is_some()
            && let Ok(Some(mut stored)) = self.library.load(id)
            && self.journal_sync.bring_up_to_date(id, &mut stored) != 0
        {
            let position = self.journal_sync.position(id);
            self.library.save(id, stored.work(), position)?;
        }
        let records = self.library.records_of(id)?;
        let has_bridged = is_linked && self.library.bridge_versions(id)?;
        self.library.remove(id)?;
        // The journal drops the article's steps.
        self.journal_sync.position_after_saving(id);
        Ok((records, has_bridged))
    }

    /// How much of the storage is used.
    pub(super) fn storage_use(&self) -> Result<StorageUse, StoreError> {
        if tab_only::is_on() {
            return Ok(StorageUse::Tab);
        }
        match self.estimate.filter(|_| self.journal_sync.has_database()) {
            Some(estimate) => Ok(StorageUse::Bytes { used: estimate.used, limit: estimate.limit }),
            None => Ok(StorageUse::Characters(self.library.usage()?)),
        }
    }

    /// A warning when the storage is nearly full or was evicted. Full local storage alone is no reason: the database
    /// takes what it cannot hold.
    pub(super) fn storage_warning(&self) -> Option<String> {
        if self.was_evicted {
            return Some(strings::CLEARED.to_owned());
        }
        if self.is_quota_near {
            return Some(strings::fill(strings::SHORT, &[&strings::MAKE_ROOM]));
        }
        let is_known = self.estimate.is_some() || !self.journal_sync.has_database();
        self.storage_use().ok().filter(|_| is_known)?.warning()
    }
}

/// The day where the reader is, as `2021-11-10`.
fn today() -> String {
    let now = js_sys::Date::new_0();
    format!("{:04}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}
