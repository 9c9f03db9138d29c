//! The entries that a reader has.

use serde::{Deserialize, Serialize};

use super::entry::WordEntry;
use super::index::Index;

/// How many entries of the same words are compared with each other: no reader makes so many.
const NAMESAKES: usize = 64;

/// More entries are not kept: with 2,000 the file has about 300 KB, and the table can still be read.
pub(super) const MOST_ENTRIES: usize = 2_000;

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
        list.extend(entries.into_iter().collect());
        list
    }

    /// The entries, the oldest first.
    pub fn entries(&self) -> &[WordEntry] {
        &self.entries
    }

    /// Adds entries, without those that say the same as one that is here, as far as there is room; gives how many were added.
    pub(crate) fn extend(&mut self, entries: Vec<WordEntry>) -> usize {
        let mut known = Index::of(self.entries.iter().map(|entry| entry.words.clone()));
        let before = self.entries.len();
        for entry in entries {
            let is_known = known.get(&entry.words).iter().any(|&at| self.entries[at].says_the_same(&entry));
            if !self.is_full() && !is_known {
                known.add(entry.words.clone(), self.entries.len());
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
        let by_words = Index::of(self.entries.iter().map(|entry| entry.words.clone()));
        let is_so = |entry: &WordEntry| {
            let same_words = by_words.get(&entry.words).iter().map(|&at| &self.entries[at]);
            !entry.is_off && same_words.take(NAMESAKES).any(|other| !other.is_off && other.contradicts(entry))
        };
        self.entries.iter().map(is_so).collect()
    }
}
