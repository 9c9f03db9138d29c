//! What the list of articles shows of one, and the ids of articles.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::record;
use crate::annotation::{AnnotationSet, Verdict};
use crate::document::{Document, TokenKind};

/// Longer titles are cut: the list shows one line.
const LONGEST_TITLE: usize = 120;

/// The list is read at each start: it has no room for what hundreds say in a book.
const MOST_SPEAKERS: usize = 100;

/// Characters of notes that the library is searched for.
const LONGEST_NOTES: usize = 2000;

/// What the list of articles shows of one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// The day of publication, as `2021-11-10`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// How many of the quotations a reader has confirmed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub checked: usize,
    /// Who speaks.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub speakers: BTreeSet<String>,
    /// What a reader has noted, to be searched.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Whether the entry says all this: entries of earlier versions do not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_complete: bool,
    /// Whether the work was saved last by a visit that could not read the database, under the count of the save before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_apart: bool,
}

impl LibraryEntry {
    /// The entry of an article, without its id and the count of saves.
    pub(crate) fn of(document: &Document, set: &AnnotationSet) -> LibraryEntry {
        let first = document.paragraphs().first().map_or("", |p| document.slice(p.span));
        let title = document.meta().title.as_deref().unwrap_or(first);
        let quotes = || {
            set.in_order().filter(|a| a.verdict != Verdict::Rejected).filter_map(|a| Some((a, a.quote()?)))
        };
        let notes = set.in_order().map(|a| a.note.trim()).filter(|note| !note.is_empty());
        let meta = document.meta();
        LibraryEntry {
            id: String::new(),
            title: title.chars().take(LONGEST_TITLE).collect(),
            words: document.tokens().iter().filter(|t| t.kind == TokenKind::Word).count(),
            quotes: quotes().count(),
            published: meta.published.map(|day| day.to_string()),
            publisher: meta.publisher.clone().or_else(|| meta.url.as_deref().and_then(site)),
            checked: quotes().filter(|(a, _)| a.verdict == Verdict::Confirmed).count(),
            speakers: quotes().filter_map(|(_, quote)| quote.speaker.clone()).take(MOST_SPEAKERS).collect(),
            notes: notes.collect::<Vec<_>>().join("\n").chars().take(LONGEST_NOTES).collect(),
            is_complete: true,
            saved: 0,
            opened: None,
            is_apart: false,
            tags: set.in_order().flat_map(|a| a.tags.iter().cloned()).collect(),
        }
    }
}

fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// The site of an address: `https://www.example.org/ferry` is of `example.org`.
fn site(address: &str) -> Option<String> {
    let (_, behind) = address.split_once("://")?;
    let host = behind.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_lowercase()).filter(|host| !host.is_empty())
}

/// The id of an article with this text. The same text always has the same id (FNV-1a, 64 bits).
pub(crate) fn article_id(text: &str) -> String {
    format!("{:016x}", record::hash(&[text.as_bytes()]))
}
