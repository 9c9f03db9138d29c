//! Makes the selector of a passage: its words, and enough of what surrounds it to tell repetitions apart.

use std::ops::Range;

use super::letters::{ceil, floor};
use super::search::has_copies;
use super::selector::{Position, Selector};
use super::words::WordIndex;
use crate::span::Span;

/// The surroundings that a selector quotes, in bytes on each side: 32, the field's habit, is some five words,
/// enough to tell most repetitions apart.
const CONTEXT: usize = 32;

/// Where 32 bytes fit several places of the text, they are doubled up to this: whole paragraphs that repeat
/// further than that cannot be told apart by their surroundings.
const LONGEST_CONTEXT: usize = 256;

/// The selector of a passage. A span that does not fit the text is cut to it.
///
/// ```
/// use pullquote::{Resolution, Span, describe, resolve};
///
/// let text = "“It stays,” said Mara Lindqvist.";
/// let selector = describe(text, Span::new(3, 11));
/// assert_eq!(selector.exact, "It stays");
/// assert_eq!(resolve(text, &selector), Resolution::Exact(Span::new(3, 11)));
/// ```
pub fn describe(text: &str, span: Span) -> Selector {
    describe_all(text, &[span]).pop().expect("one span gives one selector")
}

/// The selectors of several passages of one text, in their order.
pub fn describe_all(text: &str, spans: &[Span]) -> Vec<Selector> {
    let words = WordIndex::new(text);
    spans.iter().map(|&span| describe_in(&words, span)).collect()
}

pub(super) fn describe_in(words: &WordIndex, span: Span) -> Selector {
    let text = words.text;
    let passage = floor(text, span.start().index())..ceil(text, span.end().index());
    let mut context = CONTEXT;
    let mut whole = surroundings(text, &passage, context);
    while context < LONGEST_CONTEXT && has_copies(words, whole.clone()) {
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
