//! Finds the passages of selectors in a text.

use std::ops::Range;

use super::placement;
use super::selector::{Position, Resolution, Selector};
use super::words::WordIndex;
use crate::span::{CodePointPos, OffsetMap, Utf16Pos};

/// Finds one passage. For several of one text, [`resolve_all`](crate::resolve_all) is quicker and surer.
pub fn resolve(text: &str, selector: &Selector) -> Resolution {
    resolve_all(text, std::slice::from_ref(selector)).pop().expect("one selector gives one resolution")
}

/// Finds the passages of a set together; the resolutions come in the order of the selectors.
///
/// Costs one pass over the text and, for each passage, time that does not grow with the text.
pub fn resolve_all(text: &str, selectors: &[Selector]) -> Vec<Resolution> {
    let words = WordIndex::new(text);
    let offsets = OffsetMap::new(text);
    let hints: Vec<Option<Range<i64>>> =
        selectors.iter().map(|s| s.position.map(|p| hint(text, &offsets, p))).collect();
    placement::place(&words, selectors, &hints)
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
