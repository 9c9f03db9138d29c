//! What the page knows of the word list between two calls.

use crate::word_list::WordEntry;

/// What the page knows of the list between two calls.
#[derive(Default)]
pub(super) struct WordListWork {
    /// The page of the table, from 0.
    pub page: usize,
    /// What was removed last, with its place.
    pub removed: Option<(usize, WordEntry)>,
    /// The ids of the articles of the library that are still to be looked at.
    pub unread: Vec<String>,
    /// How many there are in all.
    pub n_all: usize,
    pub n_articles: usize,
    pub n_changes: usize,
}
