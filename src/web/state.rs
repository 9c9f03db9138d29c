//! What the page knows between two calls.

use std::collections::BTreeSet;

use super::draw::Places;
use super::found::Found;
use super::{Reply, dom, draw, lists, storage};
use crate::annotation::Id;
use crate::document::Document;
use crate::page::backup::Room;
use crate::page::filter::Filter;
use crate::page::newer;
use crate::page::panel::{Choice, Orphan};
use crate::session::{Changed, Session, VersionReport};
use crate::store::{Bookmark, Cover, Library, StoreError, Stored, Tiered, id_of, journal};
use crate::strings;

pub(super) struct State {
    pub session: Option<Session>,
    pub choice: Choice,
    /// What an import could not place in this text, or a newer version does not have.
    pub orphans: Vec<Orphan>,
    /// What became of the older version's quotations, where this is a newer one.
    pub report: Option<VersionReport>,
    pub library: Library<storage::Kept>,
    pub journal_sync: storage::JournalSync,
    /// Whether the database had what local storage had not.
    pub brought_back: bool,
    /// The article that is to be removed, if its button is pressed once more.
    pub removing: Option<String>,
    /// The file that takes everything's place, if its button is pressed once more.
    pub replacing: Option<String>,
    /// What the browser gives the database, and how much of it is used: bytes.
    pub reckoned: Option<(f64, f64)>,
    /// Whether the browser, which does not tell how much it gives, would refuse a quarter more.
    pub is_short: bool,
    /// Whether the browser has cleared the database away during this visit.
    pub was_cleared: bool,
    /// Whether another tab has replaced everything: what is here is not to be written any more.
    pub is_void: bool,
    /// Paragraphs of a long article whose marks are still to be drawn.
    pub undrawn: BTreeSet<usize>,
    pub is_drawing: bool,
    /// Paragraphs with marks that show what is looked at.
    pub dressed: Vec<usize>,
    pub places: Places,
    pub found: Found,
    /// What the library is searched for.
    pub shelf_search: String,
    /// What is under the pointer.
    pub pointed: Option<Id>,
    /// What the list has last turned its page to.
    pub followed: Option<Id>,
    /// Whether a long article is being analysed beside the page.
    pub is_analysing: bool,
    id: String,
    unsaved: bool,
    /// Whether the journal cannot have what was done.
    is_urgent: bool,
    has_asked_to_last: bool,
    /// Whether the store outlives the tab.
    lasting: bool,
    trouble: Option<StoreError>,
}

impl State {
    /// What was open when the page was left.
    pub(super) fn restore() -> State {
        let local = storage::Local::open();
        let lasting = local.is_some();
        let mut state = State {
            session: None,
            choice: Choice::default(),
            orphans: vec![],
            report: None,
            library: Library::new(Tiered::new(local)),
            journal_sync: storage::JournalSync::new(),
            brought_back: false,
            removing: None,
            replacing: None,
            reckoned: None,
            is_short: false,
            was_cleared: false,
            is_void: false,
            undrawn: BTreeSet::new(),
            is_drawing: false,
            dressed: vec![],
            places: Places::new(),
            found: Found::default(),
            shelf_search: String::new(),
            pointed: None,
            followed: None,
            is_analysing: false,
            id: String::new(),
            unsaved: false,
            is_urgent: false,
            has_asked_to_last: false,
            lasting,
            trouble: None,
        };
        draw::dialogs();
        state.resume();
        state
    }

    /// Opens what was open when the page was left, where it was left.
    fn resume(&mut self) {
        let state = self;
        let bookmark = state.library.bookmark();
        state.choice = serde_json::from_value(bookmark.panel.clone()).unwrap_or_default();
        // A filter is for the work at hand: who comes back sees everything.
        state.choice.filter = Filter::default();
        if let Some(id) = bookmark.article {
            state.trouble = state.open_stored(&id).err().or(state.trouble.take());
        }
        lists::search(state);
        draw::everything(state);
        dom::scroll_to(bookmark.scroll);
    }

    /// Draws again what was drawn before the database had answered, if it had more.
    pub(super) fn settled(&mut self) {
        if std::mem::take(&mut self.brought_back) {
            self.trouble = None;
            self.resume();
        }
        self.lasting |= self.journal_sync.has_database();
    }

    /// The browser gives no database: says what that means.
    pub(super) fn has_no_database(&mut self, why: StoreError) {
        let trouble = match why {
            _ if !self.lasting => StoreError::Denied,
            StoreError::Denied => StoreError::NoJournal,
            StoreError::Full => StoreError::Full,
            StoreError::Refused(why) => StoreError::Unopened(why),
            _ => StoreError::Unopened(strings::NO_ANSWER.to_owned()),
        };
        if matches!(trouble, StoreError::Unopened(_) | StoreError::Full) {
            self.library.give_way();
        }
        self.trouble = self.trouble.take().or(Some(trouble));
    }

    /// Asks the browser not to clear the database away when it needs room. It may never answer: nothing waits.
    pub(super) fn ask_to_last(&mut self) {
        if !std::mem::replace(&mut self.has_asked_to_last, true) {
            storage::ask_to_last();
        }
    }

    pub(super) fn greeting(&mut self) -> Reply {
        self.trouble.take().map_or_else(Reply::done, |e| Reply::failed("storage", e.to_string()))
    }

    /// Opens an article of the library; `false` when there is none with this id.
    pub(super) fn open_stored(&mut self, id: &str) -> Result<bool, StoreError> {
        let Some(mut stored) = self.library.load(id)? else { return Ok(false) };
        // What another tab did in it, or this one before it was closed, may not be in the record yet.
        journal::replay(&mut stored, self.journal_sync.journal_name(), self.journal_sync.steps_of(id));
        self.session = Some(Session::restore(stored.document, stored.set, stored.history));
        self.session.iter_mut().for_each(|session| session.set_id_range(self.journal_sync.id_range()));
        id.clone_into(&mut self.id);
        self.orphans.clear();
        self.report = None;
        // An older version that cannot be read is told of in the library.
        if let Ok(Some(older)) = self.library.older(id) {
            self.compare_with(&older);
        }
        Ok(true)
    }

    /// Has it told what changed since an older version.
    pub(super) fn compare_with(&mut self, older: &Stored) {
        let report = self.session.as_ref().map(|session| session.compare_with(&older.document, &older.set));
        self.orphans = report.as_ref().map(newer::orphans).unwrap_or_default();
        self.report = report;
    }

    /// Opens an article: the one in the library if the text is the same, with the work that is in it; else a
    /// new one, begun with `begin`. Gives whether it was there, and why it could not be kept.
    pub(super) fn open(
        &mut self,
        document: Document,
        begin: fn(Document) -> Session,
    ) -> (bool, Result<(), StoreError>) {
        let id = id_of(document.text());
        if let Ok(true) = self.open_stored(&id) {
            return (true, Ok(()));
        }
        let mut session = begin(document);
        session.set_id_range(self.journal_sync.id_range());
        // With a cover: what the journal has of an article that was removed is not done again over this one.
        let cover = self.journal_sync.cover(&id);
        let kept = self.library.save(&id, session.document(), session.set(), session.history(), cover);
        self.session = Some(session);
        self.id = id;
        self.orphans.clear();
        self.report = None;
        (false, kept)
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn close(&mut self) {
        self.session = None;
        self.report = None;
        self.id.clear();
        self.unsaved = false;
    }

    /// Draws what a change touched, and has it saved.
    pub(super) fn changed(&mut self, changed: Changed) -> Reply {
        self.unsaved = true;
        self.note();
        draw::changed(self, &changed);
        Reply::said(changed.said)
    }

    /// Hands the steps that were made on to the journal.
    fn note(&mut self) {
        let Some(session) = &mut self.session else { return };
        let steps = session.take_log();
        if !steps.is_empty() && self.journal_sync.has_database() {
            self.journal_sync.note(&self.id, steps);
            draw::saving();
        }
    }

    /// Has what was done beside the history saved, too: at once, for the journal has steps alone.
    pub(super) fn touch(&mut self) {
        self.unsaved = true;
        self.is_urgent = true;
    }

    /// Writes what the journal cannot have.
    pub(super) fn save_urgent(&mut self) {
        if std::mem::take(&mut self.is_urgent) {
            let _told_when_it_is_kept = self.save();
        }
    }

    pub(super) fn is_unsaved(&self) -> bool {
        self.unsaved
    }

    /// Writes what was changed since the last time.
    pub(super) fn save(&mut self) -> Result<(), StoreError> {
        let is_due = self.unsaved && !self.is_void;
        let Some(session) = self.session.as_ref().filter(|_| is_due) else { return Ok(()) };
        let cover: Cover = self.journal_sync.cover(&self.id);
        self.library.save(&self.id, session.document(), session.set(), session.history(), cover)?;
        self.unsaved = false;
        Ok(())
    }

    /// Writes what was changed; an error, too, where the browser keeps it only as long as the tab.
    pub(super) fn keep(&mut self) -> Result<(), StoreError> {
        self.save()?;
        if self.lasting { Ok(()) } else { Err(StoreError::Denied) }
    }

    /// Begins anew with what the library has now.
    pub(super) fn start_again(&mut self) {
        self.close();
        self.undrawn.clear();
        self.resume();
    }

    /// How much of what the browser gives is used.
    pub(super) fn room(&self) -> Result<Room, StoreError> {
        match self.reckoned.filter(|_| self.journal_sync.has_database()) {
            Some((used, limit)) => Ok(Room::Bytes { used, limit }),
            None => Ok(Room::Characters(self.library.usage()?)),
        }
    }

    /// Warns when the room is nearly gone. Local storage alone may be full: the database takes what it cannot.
    pub(super) fn watch_room(&self) {
        let is_told = self.reckoned.is_some() || !self.journal_sync.has_database();
        let room = self.room().ok().filter(|_| is_told);
        let cleared = self.was_cleared.then(|| strings::CLEARED.to_owned());
        let short = || self.is_short.then(|| strings::fill(strings::SHORT, &[&strings::MAKE_ROOM]));
        draw::room(cleared.or_else(short).or_else(|| room.and_then(Room::warning)).as_deref());
    }

    /// Remembers what is open and where.
    pub(super) fn keep_bookmark(&mut self) {
        if self.is_void {
            return;
        }
        let bookmark = Bookmark {
            article: self.session.as_ref().map(|_| self.id.clone()),
            scroll: gloo::utils::window().scroll_y().unwrap_or(0.0),
            panel: serde_json::to_value(&self.choice).unwrap_or_default(),
            time: js_sys::Date::now(),
        };
        // Without room for it, the page opens at the top the next time: nothing to tell.
        let _no_room = self.library.set_bookmark(&bookmark);
    }

    /// Looks at an annotation, or at none.
    pub(super) fn select(&mut self, id: Option<Id>) {
        if let Some(session) = &mut self.session {
            session.select(id);
            draw::selection(self);
        }
    }

    /// The article's name, for file names.
    pub(super) fn title(&self) -> String {
        let Some(session) = &self.session else { return String::new() };
        let document = session.document();
        let first = document.paragraphs().first().map_or("", |p| document.slice(p.span));
        document.meta().title.clone().unwrap_or_else(|| first.to_owned())
    }

    pub(super) fn dom_article() -> web_sys::Element {
        dom::by_id("article")
    }
}
