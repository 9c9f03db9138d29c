//! Where the words of entries stand in an article: whole words, letter by letter.

use std::ops::Range;

use super::entry::{LONGEST, WordEntry, fold_blanks};
use super::index::Index;
use crate::document::Document;
use crate::span::Span;

/// The most tokens that the words of an entry have: more than any name of an office in the news.
const MOST_TOKENS: usize = 24;

/// The most bytes that they have, with the blanks of a line's end: a token may be longer than any entry.
const MOST_BYTES: usize = 4 * LONGEST + 200;

/// Entries whose words are to be found.
pub(super) struct WordPlaces<'l> {
    entries: Vec<&'l WordEntry>,
    by_words: Index,
    /// What the words begin with: most tokens of an article begin none.
    beginnings: Index,
}

impl<'l> WordPlaces<'l> {
    /// Of entries with the same words the first is found.
    pub(super) fn new(entries: Vec<&'l WordEntry>) -> WordPlaces<'l> {
        let by_words = Index::of(entries.iter().map(|entry| entry.words.clone()));
        let beginnings = Index::of(entries.iter().map(|entry| beginning(&entry.words).to_owned()));
        WordPlaces { entries, by_words, beginnings }
    }

    /// The places of the words within some tokens, the longest that begins at a token; places do not overlap.
    pub(super) fn find(&self, document: &Document, tokens: Range<usize>) -> Vec<(Span, &'l WordEntry)> {
        let (mut found, mut at) = (vec![], tokens.start);
        while at < tokens.end {
            match self.longest_at(document, at..tokens.end) {
                Some((span, end, entry)) => {
                    found.push((span, entry));
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest_at(&self, document: &Document, within: Range<usize>) -> Option<(Span, usize, &'l WordEntry)> {
        if !self.beginnings.has(beginning(document.word(within.start))) {
            return None;
        }
        let tokens = document.tokens();
        let start = tokens[within.start].span.start();
        (within.start..within.end.min(within.start + MOST_TOKENS)).rev().find_map(|last| {
            let span = Span::new(start, tokens[last].span.end());
            if MOST_BYTES < span.len() {
                return None;
            }
            // Words over a line's end have other blanks than the entry.
            let at = *self.by_words.get(&fold_blanks(document.slice(span))).first()?;
            Some((span, last + 1, self.entries[at]))
        })
    }
}

/// The first letters and digits of some words, or else their first sign: a token never ends within them.
fn beginning(words: &str) -> &str {
    let end = words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len());
    let first = words.chars().next().map_or(0, char::len_utf8);
    &words[..end.max(first)]
}

/// The tokens of the paragraphs that are analysed.
pub(super) fn analysed(document: &Document) -> impl Iterator<Item = Range<usize>> {
    let analysed = document.paragraphs().iter().filter(|paragraph| paragraph.role.is_analysed());
    analysed.map(|paragraph| document.tokens_in(paragraph.span))
}
