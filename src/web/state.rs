//! What the page knows between two calls.

use super::{Reply, dom, draw, storage};
use crate::annotation::Id;
use crate::document::Document;
use crate::page::newer;
use crate::page::panel::{Choice, Orphan};
use crate::session::{Changed, Report, Session};
use crate::store::{Bookmark, Library, MemoryStore, Store, StoreError, Stored, id_of};

pub struct State {
    pub session: Option<Session>,
    pub choice: Choice,
    /// What an import could not place in this text, or a newer version does not have.
    pub orphans: Vec<Orphan>,
    /// What became of the older version's quotations, where this is a newer one.
    pub report: Option<Report>,
    pub library: Library<Box<dyn Store>>,
    /// The article that is to be removed, if its button is pressed once more.
    pub removing: Option<String>,
    id: String,
    unsaved: bool,
    /// Whether the store outlives the tab.
    lasting: bool,
    trouble: Option<StoreError>,
}

impl State {
    /// What was open when the page was left.
    pub fn restore() -> State {
        let (store, trouble): (Box<dyn Store>, _) = match storage::Local::open() {
            Some(local) => (Box::new(local), None),
            None => (Box::new(MemoryStore::default()), Some(StoreError::Denied)),
        };
        let mut state = State {
            session: None,
            choice: Choice::default(),
            orphans: vec![],
            report: None,
            library: Library::new(store),
            removing: None,
            id: String::new(),
            unsaved: false,
            lasting: trouble.is_none(),
            trouble,
        };
        let bookmark = state.library.bookmark();
        state.choice = serde_json::from_value(bookmark.panel.clone()).unwrap_or_default();
        if let Some(id) = bookmark.article {
            state.trouble = state.open_stored(&id).err().or(state.trouble);
        }
        draw::everything(&state);
        dom::scroll_to(bookmark.scroll);
        state
    }

    pub fn greeting(&mut self) -> Reply {
        self.trouble.take().map_or_else(Reply::done, |e| Reply::failed("storage", e.to_string()))
    }

    /// Opens an article of the library; `false` when there is none with this id.
    pub fn open_stored(&mut self, id: &str) -> Result<bool, StoreError> {
        let Some(stored) = self.library.load(id)? else { return Ok(false) };
        self.session = Some(Session::restore(stored.document, stored.set, stored.history));
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
    pub fn compare_with(&mut self, older: &Stored) {
        let report = self.session.as_ref().map(|session| session.report_on(&older.document, &older.set));
        self.orphans = report.as_ref().map(newer::orphans).unwrap_or_default();
        self.report = report;
    }

    /// Opens an article: the one in the library if the text is the same, with the work that is in it; else a
    /// new one, begun with `begin`. Gives whether it was there, and why it could not be kept.
    pub fn open(
        &mut self,
        document: Document,
        begin: fn(Document) -> Session,
    ) -> (bool, Result<(), StoreError>) {
        let id = id_of(document.text());
        if let Ok(true) = self.open_stored(&id) {
            return (true, Ok(()));
        }
        let session = begin(document);
        let kept = self.library.add(&id, session.document(), session.set());
        self.session = Some(session);
        self.id = id;
        self.orphans.clear();
        self.report = None;
        (false, kept)
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn close(&mut self) {
        self.session = None;
        self.report = None;
        self.id.clear();
        self.unsaved = false;
    }

    /// Draws what a change touched, and has it saved.
    pub fn changed(&mut self, changed: Changed) -> Reply {
        self.unsaved = true;
        draw::changed(self, &changed);
        Reply::said(changed.said)
    }

    pub fn is_unsaved(&self) -> bool {
        self.unsaved
    }

    /// Writes what was changed since the last time.
    pub fn save(&mut self) -> Result<(), StoreError> {
        let Some(session) = self.session.as_ref().filter(|_| self.unsaved) else { return Ok(()) };
        self.library.save(&self.id, session.document(), session.set(), session.history())?;
        self.unsaved = false;
        Ok(())
    }

    /// Writes what was changed; an error, too, where the browser keeps it only as long as the tab.
    pub fn keep(&mut self) -> Result<(), StoreError> {
        self.save()?;
        if self.lasting { Ok(()) } else { Err(StoreError::Denied) }
    }

    /// Remembers what is open and where.
    pub fn keep_bookmark(&mut self) {
        let bookmark = Bookmark {
            article: self.session.as_ref().map(|_| self.id.clone()),
            scroll: gloo::utils::window().scroll_y().unwrap_or(0.0),
            panel: serde_json::to_value(self.choice).unwrap_or_default(),
        };
        // Without room for it, the page opens at the top the next time: nothing to tell.
        let _no_room = self.library.set_bookmark(&bookmark);
    }

    /// Looks at an annotation, or at none.
    pub fn select(&mut self, id: Option<Id>) {
        if let Some(session) = &mut self.session {
            session.select(id);
            draw::selection(self);
        }
    }

    /// The article's name, for file names.
    pub fn title(&self) -> String {
        let Some(session) = &self.session else { return String::new() };
        let document = session.document();
        let first = document.paragraphs().first().map_or("", |p| document.slice(p.span));
        document.meta().title.clone().unwrap_or_else(|| first.to_owned())
    }

    pub fn dom_article() -> web_sys::Element {
        dom::by_id("article")
    }
}
