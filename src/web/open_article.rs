//! What is open: an article with its annotations, and what is known beside them.

use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::page::newer;
use crate::page::panel::Orphan;
use crate::session::{Session, VersionReport};
use crate::store::{StoredArticle, VersionAnswers};

/// A text that was pasted as a newer version.
pub(super) struct PastedText {
    pub text: String,
    /// What the clipboard had as HTML, or empty.
    pub html: String,
    /// The article in it, with what the analysis found, once it is read.
    pub read: Option<(Document, AnnotationSet)>,
}

/// The article that is open, if one is.
#[derive(Default)]
pub(super) struct OpenArticle {
    pub session: Option<Session>,
    /// The article's id in the library; empty while none is open.
    id: String,
    /// What an import could not place in this text, or a newer version does not have.
    pub orphans: Vec<Orphan>,
    /// What became of the older version's quotations, where this is a newer one.
    pub report: Option<VersionReport>,
    /// A text that was pasted as a newer version, until the reader says whether it is one.
    pub pasted: Option<PastedText>,
    /// Whether a worker is analysing this article, which is long.
    pub is_analysing: bool,
}

impl OpenArticle {
    pub(super) fn open(&mut self, id: &str, session: Session) {
        self.session = Some(session);
        id.clone_into(&mut self.id);
        self.orphans.clear();
        self.report = None;
        self.pasted = None;
    }

    pub(super) fn close(&mut self) {
        self.session = None;
        self.report = None;
        self.id.clear();
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Reports what changed since an older version.
    pub(super) fn compare_with(&mut self, older: &StoredArticle, answers: &VersionAnswers) {
        let compare = |session: &Session| session.compare_with(&older.document, &older.set, answers);
        let report = self.session.as_ref().map(compare);
        self.orphans = report.as_ref().map(newer::orphans).unwrap_or_default();
        self.report = report;
    }

    /// The article's name, for file names.
    pub(super) fn title(&self) -> String {
        let Some(session) = &self.session else { return String::new() };
        let document = session.document();
        let first = document.paragraphs().first().map_or("", |p| document.slice(p.span));
        document.meta().title.clone().unwrap_or_else(|| first.to_owned())
    }
}
