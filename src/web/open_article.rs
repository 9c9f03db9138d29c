//! What is open: an article with its annotations, and what is known beside them.

use super::learned;
use super::reading::NewerVersion;
use crate::page::newer;
use crate::page::panel::Orphan;
use crate::session::{Session, VersionReport};
use crate::store::{StoredArticle, VersionAnswers};
use crate::word_list::WordEntry;

/// A text that was pasted as a newer version.
pub(super) struct PastedText {
    pub text: String,
    /// What the clipboard had as HTML, or empty.
    pub html: String,
    /// The article in it, once it is read.
    pub read: Option<Box<NewerVersion>>,
}

pub(super) use crate::session::LONG;

/// The longest text that the page opens, in bytes. Local storage holds 5 million characters, the article's annotations
/// among them: a longer text could not be saved. (The longest book in English has some 6 MB.)
pub(super) const LONGEST: usize = 4_000_000;

/// The article that is open, if one is.
#[derive(Default)]
pub(super) struct OpenArticle {
    pub session: Option<Session>,
    /// The article's id in the library; empty while none is open.
    id: String,
    /// What an import could not place in this text, or a newer version does not have.
    pub orphans: Vec<Orphan>,
    /// What its corrections said when the word list was last written.
    pub said: Vec<WordEntry>,
    /// What became of the older version's quotations, where this is a newer one.
    pub report: Option<VersionReport>,
    /// A text that was pasted as a newer version, until the reader says whether it is one.
    pub pasted: Option<PastedText>,
    /// Whether a worker is analysing this article, which is long.
    pub is_analysing: bool,
    /// Whether a worker is to compare this article with its older version.
    pub is_comparison_due: bool,
}

impl OpenArticle {
    pub(super) fn open(&mut self, id: &str, session: Session) {
        self.said = learned::said_in(id, &session);
        self.session = Some(session);
        id.clone_into(&mut self.id);
        self.orphans.clear();
        self.report = None;
        self.pasted = None;
        self.is_comparison_due = false;
    }

    pub(super) fn close(&mut self) {
        self.session = None;
        self.report = None;
        self.id.clear();
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The same as [`OpenArticle::compare_with`], for long versions in a worker: the report comes later.
    pub(super) fn compare_soon(&mut self, older: &StoredArticle, answers: &VersionAnswers) {
        let length = |session: &Session| session.document().text().len();
        let longest = self.session.as_ref().map_or(0, length).max(older.document.text().len());
        if LONG <= longest {
            self.is_comparison_due = true;
        } else {
            self.compare_with(older, answers);
        }
    }

    /// Compares the article with an older version, and reports what changed.
    pub(super) fn compare_with(&mut self, older: &StoredArticle, answers: &VersionAnswers) {
        let compare = |session: &Session| session.compare_with(&older.document, &older.set, answers);
        if let Some(report) = self.session.as_ref().map(compare) {
            self.set_report(report);
        }
    }

    /// Reports what changed since an older version.
    pub(super) fn set_report(&mut self, report: VersionReport) {
        self.orphans = newer::orphans(&report);
        self.report = Some(report);
        self.is_comparison_due = false;
    }

    /// The article's name, for file names.
    pub(super) fn title(&self) -> String {
        let Some(session) = &self.session else { return String::new() };
        let document = session.document();
        let first = document.paragraphs().first().map_or("", |p| document.slice(p.span));
        document.meta().title.clone().unwrap_or_else(|| first.to_owned())
    }
}
