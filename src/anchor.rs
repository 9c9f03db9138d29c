//! Selectors that find a passage again: in the same text, in a newer version of it, in another file.
//!
//! A [`Selector`] quotes the passage with some of what stands before and after it, as the W3C's
//! TextQuoteSelector does, and remembers where it stood. [`resolve`] finds the place word for word, or, after
//! an edit, the nearest wording in the nearest surroundings; what is gone is [`Resolution::Lost`] and never put
//! on other text. [`resolve_all`] places all passages of a set together: that is quicker, and passages that
//! are easy to find show where the doubtful ones must be.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::span::{CodePointPos, OffsetMap, Span, Utf16Pos};

mod align;
mod compared;
mod fit;
mod order;
pub(crate) mod revision;
mod search;
mod versions;
mod words;

use compared::Compared;
use search::Pattern;
use words::Words;

/// How a passage is found again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selector {
    /// The passage itself. Empty where the source gave none: then the position counts, or the surroundings.
    pub exact: String,
    /// What stood before it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// What stood after it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    /// Where it stood: a hint, never trusted alone where there are words to compare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// A stretch of a text in the unit of whoever wrote it down, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    Bytes(Span),
    CodePoints(CodePointPos, CodePointPos),
    Utf16(Utf16Pos, Utf16Pos),
}

/// Where a passage was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Resolution {
    /// Word for word.
    Exact(Span),
    /// In other words: the passage or what surrounds it was edited. `score`, from 0 to 1, is the share of it
    /// that is still there.
    Moved { span: Span, score: f32 },
    /// Nowhere: too little of it is left, or nothing shows that this is the place.
    Lost,
}

impl Resolution {
    /// Where the passage is, in bytes.
    pub fn span(self) -> Option<Span> {
        match self {
            Resolution::Exact(span) | Resolution::Moved { span, .. } => Some(span),
            Resolution::Lost => None,
        }
    }
}

/// The surroundings that a selector keeps, in bytes on each side: 32, the field's habit, is some five words,
/// enough to tell most repetitions apart.
const CONTEXT: usize = 32;

/// Where 32 bytes fit several places of the text, they are doubled up to this: whole paragraphs that repeat
/// further than that cannot be told apart by their surroundings.
const LONGEST_CONTEXT: usize = 256;

/// The selector of a passage. A span that does not fit the text is cut to it.
pub fn describe(text: &str, span: Span) -> Selector {
    describe_all(text, &[span]).pop().expect("one span gives one selector")
}

/// The selectors of several passages of one text, in their order.
pub fn describe_all(text: &str, spans: &[Span]) -> Vec<Selector> {
    let words = Words::new(text);
    spans.iter().map(|&span| describe_in(&words, span)).collect()
}

fn describe_in(words: &Words, span: Span) -> Selector {
    let text = words.text;
    let passage = floor(text, span.start().index())..ceil(text, span.end().index());
    let mut context = CONTEXT;
    let mut whole = surroundings(text, &passage, context);
    while context < LONGEST_CONTEXT && search::stands_elsewhere(words, whole.clone()) {
        context *= 2;
        whole = surroundings(text, &passage, context);
    }
    Selector {
        exact: text[passage.clone()].to_owned(),
        prefix: text[whole.start..passage.start].to_owned(),
        suffix: text[passage.end..whole.end].to_owned(),
        position: Some(Position::Bytes(Span::from(passage))),
    }
}

/// The passage with at least `context` bytes on each side, as far as there are any, and no word cut.
fn surroundings(text: &str, passage: &Range<usize>, context: usize) -> Range<usize> {
    let start = floor(text, passage.start.saturating_sub(context));
    let end = ceil(text, passage.end + context);
    // A word longer than this (an address, a script without blanks) may be cut after all.
    let slack = 16;
    let lead = text[..start].bytes().rev().take(slack).take_while(|b| !b.is_ascii_whitespace()).count();
    let tail = text[end..].bytes().take(slack).take_while(|b| !b.is_ascii_whitespace()).count();
    floor(text, start - lead)..ceil(text, end + tail)
}

/// The border of a character at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|&b| text.is_char_boundary(b)).unwrap_or(0)
}

/// The border of a character at or after a byte.
fn ceil(text: &str, byte: usize) -> usize {
    (byte..text.len()).find(|&b| text.is_char_boundary(b)).unwrap_or(text.len())
}

/// Finds one passage. For several of one text, [`resolve_all`] is quicker and surer.
pub fn resolve(text: &str, selector: &Selector) -> Resolution {
    resolve_all(text, std::slice::from_ref(selector)).pop().expect("one selector gives one resolution")
}

/// Finds the passages of a set together; the resolutions come in the order of the selectors.
///
/// Costs one pass over the text and, for each passage, time that does not grow with the text.
pub fn resolve_all(text: &str, selectors: &[Selector]) -> Vec<Resolution> {
    let words = Words::new(text);
    let offsets = OffsetMap::new(text);
    let hints: Vec<Option<Range<i64>>> =
        selectors.iter().map(|s| s.position.map(|p| hint(text, &offsets, p))).collect();
    order::place(&words, selectors, &hints)
}

/// Carries passages of one version of a text into another; the resolutions come in the order of the spans.
///
/// Surer than [`describe_all`] and [`resolve_all`] where the old text is still at hand: what stayed between the
/// versions shows which of several like passages is meant.
pub fn reanchor(old: &str, new: &str, spans: &[Span]) -> Vec<Resolution> {
    if old == new && spans.iter().all(|span| span.get(old).is_some()) {
        return spans.iter().map(|&span| Resolution::Exact(span)).collect();
    }
    let (old, new) = (Words::new(old), Words::new(new));
    let runs = versions::runs(&old, &new);
    let compared = Compared::new(&old, &new, &runs);
    spans
        .iter()
        .map(|&span| {
            versions::unchanged(&runs, span).unwrap_or_else(|| {
                let expected = versions::expected(&runs, span.start().index());
                let pattern = Pattern::new(&describe_in(&old, span), &old);
                let there = compared.place(&old, &new, &pattern, span);
                let here = floor(old.text, span.start().index())..ceil(old.text, span.end().index());
                let has_copies = || search::stands_elsewhere(&old, here.clone());
                order::place_compared(&new, &pattern, there, expected, has_copies)
            })
        })
        .collect()
}

/// Where a position would lie in this text, in bytes; it may lie past the end.
fn hint(text: &str, offsets: &OffsetMap, position: Position) -> Range<i64> {
    let past = |n: u32, len: u32| text.len() as i64 + i64::from(n) - i64::from(len);
    let from_code_point = |p: CodePointPos| {
        let byte = offsets.from_code_point(text, p);
        byte.map_or_else(|| past(p.0, offsets.code_point_len().0), |b| i64::from(b.0))
    };
    let from_utf16 = |p: Utf16Pos| {
        // Between the halves of a surrogate pair: the character's end is as good a hint.
        let byte =
            offsets.from_utf16(text, p).or_else(|| offsets.from_utf16(text, Utf16Pos(p.0.saturating_add(1))));
        byte.map_or_else(|| past(p.0, offsets.utf16_len().0), |b| i64::from(b.0))
    };
    match position {
        Position::Bytes(span) => i64::from(span.start().0)..i64::from(span.end().0),
        Position::CodePoints(start, end) => from_code_point(start)..from_code_point(end),
        Position::Utf16(start, end) => from_utf16(start)..from_utf16(end),
    }
}
