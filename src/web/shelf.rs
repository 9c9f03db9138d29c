//! What is known of the saved articles while their dialog is open, and what was removed of them.

use std::collections::BTreeMap;

use crate::page::library::choice::{LibraryChoice, LibraryRow};
use crate::page::set_aside::SetAsideRecord;
use crate::store::{Collections, LibraryEntry, RawRecord};
use crate::view::search;

/// What is known of the saved articles while their dialog is open.
#[derive(Default)]
pub(super) struct Shelf {
    pub choice: LibraryChoice,
    /// The one last saved first.
    pub entries: Vec<LibraryEntry>,
    pub older: BTreeMap<String, String>,
    pub collections: Collections,
    pub set_aside: Vec<SetAsideRecord>,
    pub without_text: Vec<String>,
    pub in_database_alone: usize,
    /// The texts, folded for the search, by article. A text never changes.
    pub texts: BTreeMap<String, String>,
    /// What was removed last, and can be brought back.
    pub removal: Removal,
    /// The ids of articles that came in since it was read.
    pub newcomers: Vec<String>,
    /// When it was read last, in milliseconds since 1970.
    pub read_at: f64,
    /// Whether it was read and nobody has looked for missing texts since.
    pub is_new: bool,
    /// Whether a timer reads texts.
    pub is_reading: bool,
}

impl Shelf {
    pub(super) fn rows(&self) -> Vec<LibraryRow<'_>> {
        let needle = search::folded(self.choice.words.trim());
        let has_words = |entry: &LibraryEntry| {
            needle.is_empty()
                || self.texts.get(&entry.id).is_some_and(|text| search::has_folded(text, &needle))
                || in_line(entry, &needle)
        };
        self.choice.rows(&self.entries, &self.older, &self.collections, has_words)
    }

    /// The ids of the ticked articles, in the order of the library; of all where none is ticked.
    pub(super) fn chosen(&self) -> Vec<String> {
        let ticked = &self.choice.ticked;
        let is_chosen = |entry: &&LibraryEntry| ticked.is_empty() || ticked.contains(&entry.id);
        self.entries.iter().filter(is_chosen).map(|entry| entry.id.clone()).collect()
    }
}

/// Whether an article's line has the words: in title, publisher, speakers, tags or notes.
fn in_line(entry: &LibraryEntry, needle: &str) -> bool {
    let has = |text: &str| search::has_folded(&search::folded(text), needle);
    has(&entry.title)
        || entry.publisher.as_deref().is_some_and(has)
        || entry.speakers.iter().any(|name| has(name))
        || entry.tags.iter().any(|tag| has(tag))
        || has(&entry.notes)
}

/// What was removed last, or is being removed or brought back.
#[derive(Default)]
pub(super) struct Removal {
    pub removed: Vec<RemovedArticle>,
    /// What a reader calls it: the title of one article, the number of several.
    pub said: String,
    pub left: Left,
    /// Whether versions before and after a removed one stay linked.
    pub has_bridged: bool,
}

/// What is still to be done.
#[derive(Default)]
pub(super) enum Left {
    #[default]
    Nothing,
    /// The ids of articles to be removed.
    ToRemove(Vec<String>),
    /// How many of the removed articles are back, of how many.
    ToBringBack(usize),
}

pub(super) struct RemovedArticle {
    pub id: String,
    pub records: Vec<RawRecord>,
    /// The ids of the articles that are newer versions of it.
    pub newer: Vec<String>,
}

impl Removal {
    /// What can be brought back, in words.
    pub(super) fn said(&self) -> Option<&str> {
        (matches!(self.left, Left::Nothing) && !self.removed.is_empty()).then_some(self.said.as_str())
    }
}
