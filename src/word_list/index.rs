//! Where texts stand in a list. One type of table for all: each other would be compiled into the page once more.

use std::collections::HashMap;

/// The places of texts.
#[derive(Default)]
pub(crate) struct Index(HashMap<String, Vec<usize>>);

impl Index {
    /// The places of these texts, from 0.
    pub(crate) fn of(texts: impl Iterator<Item = String>) -> Index {
        let mut index = Index::default();
        texts.enumerate().for_each(|(at, text)| index.add(text, at));
        index
    }

    // Not copied into its callers: there are many.
    #[inline(never)]
    pub(crate) fn add(&mut self, text: String, at: usize) {
        self.0.entry(text).or_default().push(at);
    }

    #[inline(never)]
    pub(crate) fn get(&self, text: &str) -> &[usize] {
        self.0.get(text).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn has(&self, text: &str) -> bool {
        !self.get(text).is_empty()
    }
}
