//! Searches a text as readers do: case, the shape of apostrophes and the form of letters do not matter.

use crate::anchor::{fold_letter, is_mark};
use crate::span::Span;

/// Where some words occur in a text: at most `limit` spans, in order, without overlaps.
pub(crate) fn find(text: &str, words: &str, limit: usize) -> Vec<Span> {
    FoldedText::new(text).find(words, limit)
}

pub(crate) fn contains(text: &str, words: &str) -> bool {
    !find(text, words, 1).is_empty()
}

/// A text with its letters folded, for [`has_folded`]: folded once, it can be searched many times.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| fold(c, |part| folded.push(part)));
    folded
}

/// Whether a folded text has some words, which are folded, too.
pub(crate) fn has_folded(hay: &str, needle: &str) -> bool {
    let mut starts = memchr::memmem::find_iter(hay.as_bytes(), needle.as_bytes());
    // As in [`find`].
    !needle.is_empty() && starts.any(|at| !hay[at + needle.len()..].starts_with(is_mark))
}

/// A text with its letters folded, and where they stand in the original: made once, it can be searched letter after letter.
pub(crate) struct FoldedText {
    text: String,
    /// Ascending; the first begins with the text.
    pieces: Vec<FoldedPiece>,
}

/// A stretch of folded text: a character that became shorter or longer, or some that kept their lengths.
struct FoldedPiece {
    /// Its first byte in the folded text.
    folded: usize,
    /// Its first byte in the original.
    start: usize,
    /// For one character whose length changed, its end in the original.
    end: Option<usize>,
}

impl FoldedText {
    pub(crate) fn new(original: &str) -> FoldedText {
        let mut folded = FoldedText { text: String::with_capacity(original.len()), pieces: vec![] };
        for (at, c) in original.char_indices() {
            let before = folded.text.len();
            fold(c, |part| folded.text.push(part));
            let length = folded.text.len() - before;
            let goes_on = |last: &FoldedPiece| last.end.is_none() && at - last.start == before - last.folded;
            if length == c.len_utf8() {
                if !folded.pieces.last().is_some_and(goes_on) {
                    folded.pieces.push(FoldedPiece { folded: before, start: at, end: None });
                }
            } else if 0 < length {
                folded.pieces.push(FoldedPiece { folded: before, start: at, end: Some(at + c.len_utf8()) });
            }
        }
        folded
    }

    /// Where some words occur in the original.
    pub(crate) fn find(&self, words: &str, limit: usize) -> Vec<Span> {
        let needle = folded(words);
        if needle.is_empty() {
            return vec![];
        }
        let starts = memchr::memmem::find_iter(self.text.as_bytes(), needle.as_bytes());
        let ends = starts.map(|at| (at, at + needle.len()));
        // A letter with a mark after the match is another letter than the last one of the words.
        let is_whole = |&(_, end): &(usize, usize)| !self.text[end..].starts_with(is_mark);
        ends.filter(is_whole).map(|(start, end)| self.span(start, end)).take(limit).collect()
    }

    fn piece(&self, at: usize) -> &FoldedPiece {
        &self.pieces[self.pieces.partition_point(|piece| piece.folded <= at) - 1]
    }

    /// The span of the original that some bytes of the folded text stand for: whole characters.
    fn span(&self, start: usize, end: usize) -> Span {
        let (first, last) = (self.piece(start), self.piece(end - 1));
        let from = if first.end.is_some() { first.start } else { first.start + start - first.folded };
        let to = last.end.unwrap_or(last.start + end - last.folded);
        Span::new(from, to)
    }
}

fn fold(c: char, mut part: impl FnMut(char)) {
    match c {
        '’' | '‘' | 'ʼ' => part('\''),
        '“' | '”' | '„' => part('"'),
        '\n' | '\t' => part(' '),
        c if c.is_ascii() => part(c.to_ascii_lowercase()),
        c => fold_letter(c, part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &str, expected: &[&str]) {
        let found: Vec<&str> = find(text, words, 100).into_iter().filter_map(|span| span.get(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn case_and_marks_do_not_matter() {
        check("The Lock, the lock’s LOCK", "lock", &["Lock", "lock", "LOCK"]);
        check("the lock’s keeper", "lock's", &["lock’s"]);
        check("“Now,” she said", "\"now,\"", &["“Now,”"]);
        check("no such thing", "lock", &[]);
        check("anything", "", &[]);
    }

    #[test]
    fn places_are_right_where_folding_changes_lengths() {
        // The dotted capital becomes two characters when it is folded; the Kelvin sign a shorter one.
        check("İİİ ab 🥐 ab", "ab", &["ab", "ab"]);
        check("300 K\u{212a} ab", "ab", &["ab"]);
        check("ab İ", "ab i\u{307}", &["ab İ"]);
        check("aaa", "aa", &["aa"]);
    }

    #[test]
    fn the_form_of_letters_does_not_matter() {
        check("caf\u{e9} and cafe\u{301}", "caf\u{e9}", &["caf\u{e9}", "cafe\u{301}"]);
        check("caf\u{e9} and cafe\u{301}", "cafe\u{301}", &["caf\u{e9}", "cafe\u{301}"]);
        check("caf\u{e9} and cafe\u{301}", "cafe", &[]);
        check("the o\u{fb03}ce, an office", "office", &["o\u{fb03}ce", "office"]);
        check("an office", "o\u{fb03}ce", &["office"]);
        check("har\u{ad}bour, harb\u{200b}our", "harbour", &["har\u{ad}bour", "harb\u{200b}our"]);
        check("a har\u{ad}bour", "har", &["har"]);
        check("\u{ad}bour\u{ad} x", "bour", &["bour"]);
        check("harbour", "har\u{ad}bour", &["harbour"]);
        check("harbour", "\u{ad}\u{200b}", &[]);
        check("we\u{a0}stay\u{202f}on", "we stay on", &["we\u{a0}stay\u{202f}on"]);
        check("\u{fdfa} ab", "ab", &["ab"]);
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_found_is_text(text in "\\PC{0,40}", words in "\\PC{0,3}") {
            for span in find(&text, &words, 100) {
                proptest::prop_assert!(span.get(&text).is_some());
            }
        }
    }
}
