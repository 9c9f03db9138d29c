//! An article as it is stored.

use serde::{Deserialize, Serialize};

use super::journal::JournalPosition;
use crate::annotation::AnnotationSet;
use crate::document::{Document, Meta, Role};
use crate::edit::History;
use crate::span::Span;

/// An article and the work in it, to be saved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ArticleWork<'a> {
    pub document: &'a Document,
    pub set: &'a AnnotationSet,
    pub history: &'a History,
}

/// An article as it was saved.
#[derive(Clone, Debug)]
pub(crate) struct StoredArticle {
    pub document: Document,
    pub set: AnnotationSet,
    pub history: History,
    /// Which steps of the journal are in it.
    pub journal_position: JournalPosition,
}

impl StoredArticle {
    pub(crate) fn work(&self) -> ArticleWork<'_> {
        ArticleWork { document: &self.document, set: &self.set, history: &self.history }
    }
}

/// What was open when the page was left, and where in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Bookmark {
    pub article: Option<String>,
    /// How far the article was scrolled, in CSS pixels.
    pub scroll: f64,
    /// What the panel showed.
    #[serde(default)]
    pub panel: serde_json::Value,
    /// What a reader had typed in a field and not decided on.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub draft: serde_json::Value,
    /// When it was saved, in milliseconds since 1970.
    #[serde(default)]
    pub time: f64,
}

/// The record of what never changes in an article.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct TextRecord {
    pub text: String,
    pub roles: Vec<(Span, Role)>,
    pub meta: Meta,
}

impl TextRecord {
    pub(super) fn of(document: &Document) -> TextRecord {
        TextRecord {
            text: document.text().to_owned(),
            roles: document.roles(),
            meta: document.original_meta().clone(),
        }
    }

    /// The same with the details of the article as a reader has corrected them, for who reads the text alone.
    pub(super) fn as_corrected(document: &Document) -> TextRecord {
        TextRecord { meta: document.meta().clone(), ..TextRecord::of(document) }
    }
}

/// The record of what readers change in an article.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct WorkRecord {
    pub set: AnnotationSet,
    pub history: History,
    /// Which steps of the journal are in it. Records of earlier versions have it under this name, too.
    #[serde(default, rename = "cover")]
    pub journal_position: JournalPosition,
    /// The count of saves, as in the article's [`LibraryEntry`](super::LibraryEntry): which of two copies is newer.
    #[serde(default)]
    pub saved: u64,
    /// Whether it was begun by a visit that could not ask the database for an earlier one, which may exist.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub begun_apart: bool,
}
