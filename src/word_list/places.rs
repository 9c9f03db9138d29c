//! Where the words of entries stand in an article: whole words, letter by letter.

use std::collections::{HashMap, HashSet};

use super::{LONGEST, fold_blanks};
use crate::document::Document;
use crate::document::tokens::tokenise;
use crate::span::Span;

/// The most tokens that the words of an entry have: more than any name of an office in the news.
const MOST_TOKENS: usize = 24;

/// The most bytes that they have, with the blanks of a line's end: a token may be longer than any entry.
const MOST_BYTES: usize = 4 * LONGEST + 200;

/// Words to be found, each with what is known of it.
pub(super) struct Words<T> {
    all: HashMap<String, T>,
    /// The first token of each: most tokens of an article begin nothing.
    first: HashSet<String>,
    /// How many tokens the longest has.
    longest: usize,
}

impl<T> Words<T> {
    pub(super) fn new(document: &Document, all: impl IntoIterator<Item = (String, T)>) -> Words<T> {
        let all: HashMap<String, T> = all.into_iter().collect();
        let (mut first, mut longest, mut tokens) = (HashSet::new(), 0, vec![]);
        for words in all.keys() {
            tokens.clear();
            tokenise(words, Span::new(0, words.len()), document.language(), &mut tokens);
            first.extend(tokens.first().and_then(|token| token.span.get(words)).map(str::to_owned));
            longest = longest.max(tokens.len());
        }
        Words { all, first, longest: longest.min(MOST_TOKENS) }
    }

    /// The places of the words within some tokens, the longest that begins at a token; places do not overlap.
    pub(super) fn find(&self, document: &Document, tokens: std::ops::Range<usize>) -> Vec<(Span, &T)> {
        let (mut found, mut at) = (vec![], tokens.start);
        while at < tokens.end {
            match self.longest_at(document, at, tokens.end) {
                Some((span, end, value)) => {
                    found.push((span, value));
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest_at(&self, document: &Document, at: usize, end: usize) -> Option<(Span, usize, &T)> {
        if !self.first.contains(document.word(at)) {
            return None;
        }
        let tokens = document.tokens();
        let start = tokens[at].span.start();
        (at..end.min(at + self.longest)).rev().find_map(|last| {
            let span = Span::new(start, tokens[last].span.end());
            if MOST_BYTES < span.len() {
                return None;
            }
            let words = document.slice(span);
            // Words over a line's end have other blanks than the entry.
            let value = self.all.get(words).or_else(|| self.all.get(&fold_blanks(words)))?;
            Some((span, last + 1, value))
        })
    }
}

/// The tokens of the paragraphs that are analysed.
pub(super) fn analysed(document: &Document) -> impl Iterator<Item = std::ops::Range<usize>> {
    let analysed = document.paragraphs().iter().filter(|paragraph| paragraph.role.is_analysed());
    analysed.map(|paragraph| document.tokens_in(paragraph.span))
}
