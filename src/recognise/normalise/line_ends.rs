//! Words that a line's end breaks in two: whether they are one word, or a compound that keeps its hyphen.

use std::collections::HashSet;

use crate::document::Document;
use crate::learn::hash;
use crate::recognise::words::lexicon;
use crate::span::Span;

/// Hyphens that a line may end with. Soft ones are seen where the line breaks.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{ad}'];

/// Words from this frequency on are words of their own. Rarer ones are also slips: "longterm".
const COMMON: u8 = 4;

/// Whether a text may have a word broken at a line's end: a quick look, with false alarms.
pub(super) fn may_have(text: &str) -> bool {
    memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).any(|at| {
        let before = text[..at].trim_end_matches([' ', '\t']);
        before.ends_with(HYPHENS)
    })
}

/// Words of a document by which broken ones are judged.
#[derive(Default)]
pub(super) struct BrokenWords {
    /// The hashes of all words, and of all compounds with their hyphens.
    seen: HashSet<u64>,
}

impl BrokenWords {
    /// Of a document that may have broken words.
    pub(super) fn of(document: &Document) -> BrokenWords {
        let tokens = document.tokens();
        let mut seen: HashSet<u64> =
            (0..tokens.len()).map(|i| hash::word(document.word(i).as_bytes())).collect();
        for compound in tokens.windows(3) {
            let [before, hyphen, after] = compound else { continue };
            let is_one = before.span.end() == hyphen.span.start() && hyphen.span.end() == after.span.start();
            if is_one && document.slice(hyphen.span).starts_with(HYPHENS) {
                seen.insert(compound_hash(document.slice(before.span), document.slice(after.span)));
            }
        }
        BrokenWords { seen }
    }

    /// What is left out to make the word whole that the hyphen at a position breaks: the line break with the blanks
    /// around it, and the hyphen where the word has none within a line. `None` where no line ends there within a word.
    pub(super) fn left_out(&self, text: &str, paragraph: Span, at: usize) -> Option<Span> {
        let hyphen = text[at..].chars().next().filter(|c| HYPHENS.contains(c))?;
        let rest = &text[at + hyphen.len_utf8()..paragraph.end().index()];
        let blanks = rest.len() - rest.trim_start().len();
        if !rest[..blanks].contains(['\n', '\r']) {
            return None;
        }
        let before = last_letters(&text[paragraph.start().index()..at]);
        let after = first_letters(&rest[blanks..]);
        if before.is_empty() || after.is_empty() {
            return None;
        }
        let behind = at + hyphen.len_utf8();
        let start = if hyphen != '\u{ad}' && self.keeps_hyphen(before, after) { behind } else { at };
        Some(Span::new(start, behind + blanks))
    }

    /// Whether two halves are a compound with a hyphen: one that the text has elsewhere, a name such as "Al-Ameri", or
    /// two words that are no known word together.
    fn keeps_hyphen(&self, before: &str, after: &str) -> bool {
        if !after.starts_with(char::is_lowercase) || !before.chars().all(char::is_alphabetic) {
            return true;
        }
        if self.seen.contains(&compound_hash(before, after)) {
            return true;
        }
        let whole = format!("{before}{after}");
        let frequency = |word: &str| lexicon().frequency(word);
        let is_whole = COMMON <= frequency(&whole) || self.seen.contains(&hash::word(whole.as_bytes()));
        !is_whole && COMMON <= frequency(before).min(frequency(after))
    }
}

fn compound_hash(before: &str, after: &str) -> u64 {
    hash::mix(hash::word(before.as_bytes()), hash::word(after.as_bytes()))
}

/// Letters of a half that are looked at; a bound, since a text may be one word.
const LONGEST_HALF: usize = 40;

fn last_letters(text: &str) -> &str {
    let len: usize =
        text.chars().rev().take(LONGEST_HALF).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    &text[text.len() - len..]
}

fn first_letters(text: &str) -> &str {
    let len: usize =
        text.chars().take(LONGEST_HALF).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    &text[..len]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Meta, Role};

    fn whole(text: &str) -> String {
        let paragraph = Span::new(0, text.len());
        let document =
            Document::from_stored(text.to_owned(), &[(paragraph, Role::Paragraph)], Meta::default());
        let words = BrokenWords::of(&document);
        let (mut out, mut at) = (String::new(), 0);
        while let Some(c) = text[at..].chars().next() {
            let left_out = words.left_out(text, paragraph, at);
            let kept = left_out.map_or(at + c.len_utf8(), |span| span.start().index());
            out.push_str(&text[at..kept]);
            at = left_out.map_or(kept, |span| span.end().index());
        }
        out
    }

    #[test]
    fn words_broken_at_line_ends() {
        assert_eq!(whole("The gov-\nernment said so."), "The government said so.");
        assert_eq!(whole("The gov-\r\n  ernment said so."), "The government said so.");
        assert_eq!(whole("The gov\u{ad}\nernment said so."), "The government said so.");
        assert_eq!(whole("Hadi al-\nAmeri left"), "Hadi al-Ameri left");
        assert_eq!(whole("a long-\nterm plan"), "a long-term plan");
        assert_eq!(whole("an un-ferried, un-\nferried coast"), "an un-ferried, un-ferried coast");
        assert_eq!(whole("Mara Lind-\nqvist said"), "Mara Lindqvist said");
        assert_eq!(whole("in 2010-\n11, she"), "in 2010-11, she");
    }

    #[test]
    fn dashes_and_hyphens_within_lines_stay() {
        for text in
            ["It was long-term.", "The ferry -\na ship - left.", "so they say --\nand left", "pre- and post"]
        {
            assert_eq!(whole(text), text);
        }
    }
}
