//! What is looked for, as words, and a place where it may stand.

use std::ops::Range;

use super::selector::Selector;
use super::words::{self, HashedWord, WordIndex, WordSequence};
use crate::span::Span;

/// A passage in its surroundings, as words.
pub(super) struct Pattern {
    /// Prefix, passage and suffix in one.
    pub whole: String,
    /// The passage, in bytes of `whole`.
    pub passage: Range<usize>,
    pub words: Vec<HashedWord>,
    /// The words that the passage shares something with, as indices into `words`.
    pub inside: Range<usize>,
}

/// A place where a passage may stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CandidatePlace {
    pub span: Span,
    /// Whether the passage stands there word for word.
    pub verbatim: bool,
    /// The share of the passage's letters that are there, from 0 to 1.
    pub kept: f32,
    /// The share of the place's letters that come from the passage.
    pub own: f32,
    /// How much of what stood before the passage stands before this place; `None` where nothing was known.
    pub before: Option<f32>,
    pub after: Option<f32>,
}

impl Pattern {
    /// The pattern of a selector for passages of `text`.
    pub(super) fn new(selector: &Selector, text: &WordIndex) -> Pattern {
        let Selector { prefix, exact, suffix, .. } = selector;
        let joined = [prefix.as_str(), exact, suffix].concat();
        // Some tools leave out the blank between a passage and its surroundings.
        let before = gap(&joined, prefix.len(), text);
        let after = gap(&joined, prefix.len() + exact.len(), text);
        let whole = [prefix, before, exact, after, suffix].concat();
        let start = prefix.len() + before.len();
        let passage = start..start + exact.len();
        let words = words::split(&whole);
        let start = words.partition_point(|w| w.end as usize <= passage.start);
        let end = words.partition_point(|w| (w.start as usize) < passage.end).max(start);
        Pattern { whole, passage, words, inside: start..end }
    }

    /// The passage itself.
    pub(super) fn exact(&self) -> &str {
        &self.whole[self.passage.clone()]
    }

    /// Some of the pattern's words.
    pub(super) fn sequence<'a>(&'a self, words: &'a [HashedWord]) -> WordSequence<'a> {
        WordSequence { text: &self.whole, words }
    }

    /// Whether the text goes on with a letter directly after the passage: a full stop at its end is then one of
    /// an address or a number.
    pub(super) fn cuts_a_word(&self) -> bool {
        self.whole[self.passage.end..].starts_with(char::is_alphanumeric)
    }

    /// Whether a place begins and ends within words exactly where the passage does: "partnership" holds "partner",
    /// and is another word. Where nothing is known of what stood beside the passage, it may.
    pub(super) fn is_cut_alike(&self, [start, end]: [bool; 2]) -> bool {
        let is_cut =
            |byte: usize| self.words.iter().any(|w| (w.start as usize) < byte && byte < w.end as usize);
        (self.passage.start == 0 || is_cut(self.passage.start) == start)
            && (self.passage.end == self.whole.len() || is_cut(self.passage.end) == end)
    }

    /// Whether there is a word to look for.
    pub(super) fn has_words(&self) -> bool {
        !self.inside.is_empty()
    }

    /// Whether nothing is known of the passage but where it was.
    pub(super) fn is_blank(&self) -> bool {
        self.whole.is_empty()
    }

    /// Whether the passage says enough to be known by itself: a sentence does not recur by chance; a name does.
    pub(super) fn is_telling(&self) -> bool {
        3 <= self.inside.len() && 20 <= self.passage.len()
    }

    /// The place at a byte when passage and surroundings stand there unchanged. A blank is as good as another:
    /// files with one passage a line have spaces for line breaks.
    pub(super) fn unchanged_at(&self, text: &str, start: i64) -> Option<Span> {
        let from = usize::try_from(start - self.passage.start as i64).ok()?;
        let there = text.as_bytes().get(from..from + self.whole.len())?;
        let same = |(a, b): (&u8, &u8)| a == b || (a.is_ascii_whitespace() && b.is_ascii_whitespace());
        let start = usize::try_from(start).ok()?;
        let fits = text.is_char_boundary(start) && there.iter().zip(self.whole.as_bytes()).all(same);
        fits.then(|| Span::new(start, start + self.passage.len()))
    }
}

/// What belongs at the border of a passage: a blank where the pieces would else make a word that the text does
/// not have. A word at either end of the whole may be the rest of a longer one: there both pieces must be words.
fn gap(joined: &str, border: usize, text: &WordIndex) -> &'static str {
    let is_letter = |c: char| c.is_alphanumeric();
    if !(joined[..border].ends_with(is_letter) && joined[border..].starts_with(is_letter)) {
        return "";
    }
    let words = words::split(joined);
    let cut = words.iter().find(|w| (w.start as usize) < border && border < w.end as usize);
    let Some(cut) = cut.filter(|w| text.occurrences(w.id).is_empty()) else { return "" };
    let is_whole = 0 < cut.start && (cut.end as usize) < joined.len();
    let halves = [&joined[cut.start as usize..border], &joined[border..cut.end as usize]];
    let known = |half: &str| words::split(half).iter().all(|w| !text.occurrences(w.id).is_empty());
    if is_whole || halves.into_iter().all(known) { " " } else { "" }
}
