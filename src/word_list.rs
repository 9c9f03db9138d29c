//! What a reader has said of names, speakers, cues and quotations, kept for other articles.
//!
//! A [`WordList`] is a plain list of entries; nothing is retrained. [`corrections`] makes entries of what a reader changed
//! in an article, [`apply`] brings them to another. Rather nothing than something false: what a reader has judged is
//! never touched, and neither is a name that may be somebody else's in the article.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::annotation::{AnnotationSet, EntityKind};
use crate::document::Document;
use crate::edit;

pub(crate) mod apply;
mod apply_cues;
mod apply_names;
mod apply_quotes;
pub(crate) mod corrections;
mod file;
mod places;

pub use file::WordListError;

/// More entries are not kept: with 2,000 the file has about 300 KB, and the table can still be read.
pub(crate) const MOST_ENTRIES: usize = 2_000;

/// The longest words, name or title, in letters. The names of laws and offices are the longest that news has.
pub(crate) const LONGEST: usize = 200;

/// What an entry says of its words.
///
/// ```
/// use pullquote::WordSort;
///
/// assert_eq!(serde_json::to_string(&WordSort::NotAQuotation).unwrap(), "\"not-a-quotation\"");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WordSort {
    /// They name something of a kind.
    Name,
    /// Where they stand for a speaker, it is this person: *the Fatah leader*.
    Speaker,
    /// They report speech.
    Cue,
    /// Between quotation marks they are no quotation.
    NotAQuotation,
    /// They are no name of this kind.
    NotAName,
}

/// One thing that a reader has said, with where it was.
///
/// ```
/// use pullquote::{EntityKind, WordEntry, WordSort};
///
/// let entry = WordEntry { kind: Some(EntityKind::Org), ..WordEntry::new(WordSort::NotAName, "Exclusive") };
/// assert!(!entry.is_off);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WordEntry {
    /// What it says of its words.
    pub sort: WordSort,
    /// The words as they stand in articles, with single blanks.
    pub words: String,
    /// What the words name, of [`WordSort::Name`] and [`WordSort::NotAName`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<EntityKind>,
    /// The full name, of [`WordSort::Name`] and [`WordSort::Speaker`]; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What the analysis had said instead; empty where it had said nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub was: String,
    /// The title of the article in which the reader said so; empty where it was written by hand.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The id of that article in the library of the page; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub article: String,
    /// Whether it is switched off: kept, and applied to nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_off: bool,
}

impl WordEntry {
    /// An entry that says nothing else yet.
    pub fn new(sort: WordSort, words: impl Into<String>) -> WordEntry {
        WordEntry {
            sort,
            words: words.into(),
            kind: None,
            name: String::new(),
            was: String::new(),
            title: String::new(),
            article: String::new(),
            is_off: false,
        }
    }

    /// What it says, wherever a reader said it.
    pub(crate) fn said(&self) -> Said {
        (self.sort, self.words.clone(), self.kind, self.name.clone())
    }

    /// Whether both say the same of the same words, wherever a reader said it.
    pub(crate) fn says_the_same(&self, other: &WordEntry) -> bool {
        self.is_about_the_same(other) && self.kind == other.kind && self.name == other.name
    }

    /// Whether both are about the same words, whatever they say of them.
    pub(crate) fn is_about_the_same(&self, other: &WordEntry) -> bool {
        // Of one word a list may say of several kinds that it is none of them.
        let is_same_kind = self.sort != WordSort::NotAName || self.kind == other.kind;
        self.sort == other.sort && self.words == other.words && is_same_kind
    }
}

/// What an entry says of which words.
pub(crate) type Said = (WordSort, String, Option<EntityKind>, String);

/// A reader's word list.
///
/// ```
/// use pullquote::{Document, Verdict, WordEntry, WordList, WordSort, annotate};
///
/// let scare = WordEntry::new(WordSort::NotAQuotation, "cheapest bridge in the world");
/// let document = Document::from_text("She opened the “cheapest bridge in the world” on Monday.");
/// let set = WordList::from_entries([scare]).applied(&document, annotate(&document));
/// let quotation = set.in_order().find(|annotation| annotation.quote().is_some()).unwrap();
/// assert_eq!(quotation.verdict, Verdict::Rejected);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WordList {
    /// Invariant: at most [`MOST_ENTRIES`], no two that say the same.
    entries: Vec<WordEntry>,
}

impl WordList {
    /// A list of these entries, without those that say the same as one before them, and those beyond the most that a list
    /// keeps.
    pub fn from_entries(entries: impl IntoIterator<Item = WordEntry>) -> WordList {
        let mut list = WordList::default();
        list.extend(entries);
        list
    }

    /// The entries, the oldest first.
    pub fn entries(&self) -> &[WordEntry] {
        &self.entries
    }

    /// Adds entries, without those that say the same as one that is here, as far as there is room; gives how many were added.
    pub(crate) fn extend(&mut self, entries: impl IntoIterator<Item = WordEntry>) -> usize {
        let mut known: HashSet<Said> = self.entries.iter().map(WordEntry::said).collect();
        let before = self.entries.len();
        for entry in entries {
            if !self.is_full() && known.insert(entry.said()) {
                self.entries.push(entry);
            }
        }
        self.entries.len() - before
    }

    /// Whether it has room for no more.
    pub(crate) fn is_full(&self) -> bool {
        MOST_ENTRIES <= self.entries.len()
    }

    /// Takes an entry; whether it is new and there was room for it. What the reader said of the same words in the same
    /// article before, it replaces: there the reader has thought better of it.
    pub(crate) fn add(&mut self, entry: WordEntry) -> bool {
        if self.entries.iter().any(|known| known.says_the_same(&entry)) {
            return false;
        }
        let is_former = |known: &WordEntry| {
            !known.article.is_empty() && known.article == entry.article && known.is_about_the_same(&entry)
        };
        self.entries.retain(|known| !is_former(known));
        if self.is_full() {
            return false;
        }
        self.entries.push(entry);
        true
    }

    /// Removes what says the same as this entry; gives it with its place.
    pub(crate) fn remove(&mut self, entry: &WordEntry) -> Option<(usize, WordEntry)> {
        let at = self.position(entry)?;
        Some((at, self.entries.remove(at)))
    }

    /// Puts an entry back into its place.
    pub(crate) fn put_back(&mut self, at: usize, entry: WordEntry) {
        if !self.is_full() && self.position(&entry).is_none() {
            self.entries.insert(at.min(self.entries.len()), entry);
        }
    }

    pub(crate) fn position(&self, entry: &WordEntry) -> Option<usize> {
        self.entries.iter().position(|known| known.says_the_same(entry))
    }

    pub(crate) fn get_mut(&mut self, at: usize) -> Option<&mut WordEntry> {
        self.entries.get_mut(at)
    }

    /// Of each entry, whether another that is used says something else of the same words: then neither is applied.
    pub(crate) fn contradicted(&self) -> Vec<bool> {
        let used = || self.entries.iter().filter(|entry| !entry.is_off && entry.sort != WordSort::NotAName);
        let mut said = HashMap::<(WordSort, &str), HashSet<(Option<EntityKind>, &str)>>::new();
        for entry in used() {
            said.entry((entry.sort, &entry.words)).or_default().insert((entry.kind, &entry.name));
        }
        let is_so = |entry: &WordEntry| {
            let all = said.get(&(entry.sort, entry.words.as_str()));
            !entry.is_off && all.is_some_and(|all| 1 < all.len())
        };
        self.entries.iter().map(is_so).collect()
    }

    /// A set of suggestions with what this list says of them. What a reader has judged or made stays as it is.
    #[must_use]
    pub fn applied(&self, document: &Document, mut set: AnnotationSet) -> AnnotationSet {
        for change in apply::edits(self, document, &set) {
            edit::apply(&mut set, change).expect("each id in it is fresh or was read off the set");
        }
        set
    }
}

/// Words with single blanks.
pub(crate) fn fold_blanks(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text that is too long.
pub(crate) fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
