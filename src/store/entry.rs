//! What the list of articles shows of one, and the ids of articles.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::record;
use crate::annotation::{AnnotationSet, Verdict};
use crate::document::{Document, TokenKind};

/// Longer titles are cut: the list shows one line.
const LONGEST_TITLE: usize = 120;

/// What the list of articles shows of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct LibraryEntry {
    pub id: String,
    pub title: String,
    pub words: usize,
    pub quotes: usize,
    /// Counts up with every save of any article: the article with the highest was saved last.
    pub saved: u64,
    /// The day on which it was opened first, as `2021-11-10`; entries of earlier versions do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<String>,
    /// The tags of its annotations.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
    /// Whether the work was saved last by a visit that could not read the database, under the count of the save before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_apart: bool,
}

impl LibraryEntry {
    /// The entry of an article, without its id and the count of saves.
    pub(crate) fn of(document: &Document, set: &AnnotationSet) -> LibraryEntry {
        let first = document.paragraphs().first().map_or("", |p| document.slice(p.span));
        let title = document.meta().title.as_deref().unwrap_or(first);
        let quotes = set.in_order().filter(|a| a.quote().is_some() && a.verdict != Verdict::Rejected);
        LibraryEntry {
            id: String::new(),
            title: title.chars().take(LONGEST_TITLE).collect(),
            words: document.tokens().iter().filter(|t| t.kind == TokenKind::Word).count(),
            quotes: quotes.count(),
            saved: 0,
            opened: None,
            is_apart: false,
            tags: set.in_order().flat_map(|a| a.tags.iter().cloned()).collect(),
        }
    }
}

/// The id of an article with this text. The same text always has the same id (FNV-1a, 64 bits).
pub(crate) fn article_id(text: &str) -> String {
    format!("{:016x}", record::hash(&[text.as_bytes()]))
}
