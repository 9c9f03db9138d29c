//! The words that a quotation claims were said: those inside its marks, without what the writer put into them.
//!
//! Brackets and dots are the writer's own: `the [old] ferry`, `[W]e stay`, `we stay … for years`.

use std::ops::Range;

use crate::anchor::{HashedWord, WordSequence, split_words};
use crate::document::tokens::is_mark;
use crate::span::Span;

/// The words of a quotation, as they are looked for in a source.
pub(super) struct QuotedWords {
    /// The quotation without what the writer put in. Parts and omissions are set apart by line ends.
    text: String,
    /// The byte of the article that each byte of `text` is.
    origin: Vec<u32>,
    pub words: Vec<HashedWord>,
    /// Indices of the words that begin another part, or follow an omission; ascending.
    pub cuts: Vec<Cut>,
    /// What the writer put in, before the word with this index.
    insertions: Vec<(usize, Span)>,
    /// For each word whether some of its letters stand in brackets.
    pub is_bracketed: Vec<bool>,
}

/// Where a quotation does not go on word by word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The index of the word behind it.
    pub before: usize,
    pub kind: CutKind,
}

/// Why it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CutKind {
    /// The marks were closed, and opened again.
    Part,
    /// Dots say that something is left out.
    Ellipsis(Span),
}

impl QuotedWords {
    /// The words of an article's passages, in their order.
    pub(super) fn new(article: &str, passages: &[Span]) -> QuotedWords {
        let mut reader = QuotedReader::default();
        for (index, &passage) in passages.iter().enumerate() {
            if 0 < index {
                reader.cuts.push((reader.text.len(), CutKind::Part));
                reader.push('\n', passage.start().index());
            }
            reader.read(article, passage);
        }
        reader.finish()
    }

    pub(super) fn sequence(&self, words: Range<usize>) -> WordSequence<'_> {
        WordSequence { text: &self.text, words: &self.words[words] }
    }

    /// Where some words stand in the article.
    pub(super) fn span(&self, words: &Range<usize>) -> Span {
        match words.is_empty() {
            false => {
                let (first, last) = (self.words[words.start], self.words[words.end - 1]);
                let end = self.origin[last.end as usize - 1] as usize + 1;
                Span::new(self.origin[first.start as usize] as usize, end)
            }
            true => {
                let before = words.start.checked_sub(1).map(|before| self.span(&(before..words.start)).end());
                let first = || self.origin.first().map_or(0, |&byte| byte as usize);
                let at = before.map_or_else(first, |end| end.index());
                Span::new(at, at)
            }
        }
    }

    /// A word as the article has it, without brackets.
    pub(super) fn word(&self, word: usize) -> &str {
        &self.text[self.words[word].start as usize..self.words[word].end as usize]
    }

    /// What stands between a word and the next, or the end.
    pub(super) fn gap_after(&self, word: usize) -> &str {
        super::source::gap_after(&self.text, &self.words, word)
    }

    /// What stands before the first word.
    pub(super) fn lead(&self) -> &str {
        self.words.first().map_or("", |first| &self.text[..first.start as usize])
    }

    /// Where the marks between a word and the next stand.
    pub(super) fn gap_span(&self, word: usize) -> Span {
        let start = self.span(&(word..word + 1)).end().index();
        let next = self.words.get(word + 1).map(|_| self.span(&(word + 1..word + 2)).start().index());
        let last = || self.origin.last().map_or(start, |&byte| byte as usize + 1);
        Span::new(start, next.unwrap_or_else(last).max(start))
    }

    /// Where the marks stand with which a part ends behind a word, without those that close the quotation.
    pub(super) fn end_span(&self, word: usize) -> Span {
        let start = self.span(&(word..word + 1)).end().index();
        let marks = self.gap_after(word).split('\n').next().unwrap_or_default();
        let length = marks.trim_end_matches(|c| is_mark(c) || c == ' ').len();
        let last = (self.words[word].end as usize + length).checked_sub(1).map(|byte| self.origin[byte]);
        Span::new(start, last.map_or(start, |byte| byte as usize + 1))
    }

    /// The cut before a word, if there is one.
    pub(super) fn cut(&self, before: usize) -> Option<CutKind> {
        let at = self.cuts.partition_point(|cut| cut.before < before);
        self.cuts.get(at).filter(|cut| cut.before == before).map(|cut| cut.kind)
    }

    /// What the writer put in before these words, between them or behind them.
    pub(super) fn insertions_at(&self, words: &Range<usize>) -> impl Iterator<Item = Span> {
        let first = self.insertions.partition_point(|(at, _)| *at < words.start);
        let end = words.end;
        self.insertions[first..].iter().take_while(move |(at, _)| *at <= end).map(|(_, span)| *span)
    }

    /// Letters of some words together.
    pub(super) fn weight(&self, words: Range<usize>) -> u32 {
        self.words[words].iter().map(|word| word.weight()).sum()
    }
}

/// The most bytes of the writer's own words in brackets: what is longer is no insertion.
const LONGEST_INSERTION: usize = 200;

#[derive(Default)]
struct QuotedReader {
    text: String,
    origin: Vec<u32>,
    /// By the length of the text where they stand.
    cuts: Vec<(usize, CutKind)>,
    insertions: Vec<(usize, Span)>,
    bracketed: Vec<Range<usize>>,
}

impl QuotedReader {
    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.origin.extend((at..at + c.len_utf8()).map(|byte| byte as u32));
    }

    fn push_all(&mut self, words: &str, at: usize) {
        words.char_indices().for_each(|(offset, c)| self.push(c, at + offset));
    }

    fn read(&mut self, article: &str, passage: Span) {
        let (mut at, end) = (passage.start().index(), passage.end().index());
        while at < end {
            let rest = &article[at..end];
            if let Some(length) = bracket(rest) {
                self.bracket(article, Span::new(at, at + length));
                at += length;
            } else if let Some(length) = dots(rest) {
                self.omit(Span::new(at, at + length));
                at += length;
            } else {
                let c = rest.chars().next().unwrap_or(' ');
                self.push(c, at);
                at += c.len_utf8();
            }
        }
    }

    fn omit(&mut self, dots: Span) {
        self.cuts.push((self.text.len(), CutKind::Ellipsis(dots)));
        self.push('\n', dots.start().index());
    }

    /// Takes in brackets with what stands in them.
    fn bracket(&mut self, article: &str, brackets: Span) {
        let (start, end) = (brackets.start().index(), brackets.end().index());
        let inside = &article[start + 1..end - 1];
        if dots(inside.trim()).is_some_and(|length| length == inside.trim().len()) {
            return self.omit(brackets);
        }
        let is_joined = article[..start].ends_with(char::is_alphanumeric)
            || article[end..].starts_with(char::is_alphanumeric);
        if is_joined {
            let from = self.text.len();
            self.push_all(inside, start + 1);
            self.bracketed.push(from..self.text.len());
        } else {
            self.insertions.push((self.text.len(), brackets));
        }
    }

    fn finish(self) -> QuotedWords {
        let words = split_words(&self.text);
        let behind = |byte: usize| words.partition_point(|word| (word.start as usize) < byte);
        // Before the first word and behind the last nothing is cut.
        let cuts = self.cuts.iter().map(|&(byte, kind)| Cut { before: behind(byte), kind });
        let cuts: Vec<Cut> = cuts.filter(|cut| (1..words.len()).contains(&cut.before)).collect();
        let insertions = self.insertions.iter().map(|&(byte, span)| (behind(byte), span)).collect();
        let is_bracketed = |word: &HashedWord| {
            let overlaps =
                |part: &Range<usize>| part.start < word.end as usize && (word.start as usize) < part.end;
            self.bracketed.iter().any(overlaps)
        };
        let is_bracketed = words.iter().map(is_bracketed).collect();
        QuotedWords { text: self.text, origin: self.origin, words, cuts, insertions, is_bracketed }
    }
}

/// Bytes of the square brackets that a text begins with, what stands in them included.
fn bracket(text: &str) -> Option<usize> {
    if !text.starts_with('[') {
        return None;
    }
    let end = text.bytes().take(LONGEST_INSERTION).position(|byte| byte == b']')?;
    (1 < end).then_some(end + 1)
}

/// Bytes of the dots of an omission that a text begins with: `…`, `...`, `. . .`.
fn dots(text: &str) -> Option<usize> {
    let (mut dots, mut length) = (0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '…' => dots += 3,
            '.' => dots += 1,
            ' ' | '\u{a0}' if 0 < dots => continue,
            _ => break,
        }
        length = at + c.len_utf8();
    }
    (3 <= dots).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words, with `|` for the end of a part, `…` for an omission, and what was put in.
    fn check(article: &str, expected: &str) {
        let quoted = QuotedWords::new(article, &[Span::new(0, article.len())]);
        let mut shown = vec![];
        for word in 0..=quoted.words.len() {
            shown.extend(
                quoted.insertions.iter().filter(|(at, _)| *at == word).map(|(_, s)| &article[s.range()]),
            );
            shown.extend(quoted.cut(word).map(|_| "…"));
            if word < quoted.words.len() {
                shown.push(&article[quoted.span(&(word..word + 1)).range()]);
            }
        }
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn the_writers_own_signs_are_told_from_the_words() {
        check("“We stay, é, for years.”", "We stay é for years");
        check("We [the crew] stay … for … years", "We [the crew] stay … for … years");
        check("[W]e want[ed] it", "W]e want[ed it");
        check("we […] stay . . . here", "we … stay … here");
        check("we stay... [laughs]", "we stay [laughs]");
        check("a [ b", "a b");
        check("", "");
    }
}
