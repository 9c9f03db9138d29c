//! Positions in a text, in the three units that the world counts in, and the map between them.
//!
//! Inside the library everything is UTF-8 bytes ([`Pos`], [`Span`]). The browser's DOM and UIMA count UTF-16
//! units ([`Utf16Pos`]); W3C selectors, brat, spaCy and Label Studio count Unicode code points
//! ([`CodePointPos`]). [`OffsetMap`] converts, at the edges only.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A position in a document's text, in UTF-8 bytes.
///
/// ```
/// use pullquote::Pos;
///
/// let text = "“It stays,” said Mara Lindqvist.";
/// let said = Pos::from(text.find("said").unwrap());
/// assert_eq!(&text[said.index()..said.index() + 4], "said");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pos(pub u32);

/// A position in UTF-16 code units, as JavaScript strings and DOM ranges count.
///
/// ```
/// use pullquote::{OffsetMap, Pos, Utf16Pos};
///
/// // A curly quotation mark is three bytes, and one UTF-16 unit.
/// let text = "“Yes”";
/// assert_eq!(OffsetMap::new(text).utf16(text, Pos(3)), Some(Utf16Pos(1)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Utf16Pos(pub u32);

/// A position in Unicode code points, as W3C selectors, brat and Python strings count.
///
/// ```
/// use pullquote::{CodePointPos, OffsetMap, Pos};
///
/// let text = "😀 Yes";
/// assert_eq!(OffsetMap::new(text).code_point(text, Pos(5)), Some(CodePointPos(2)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodePointPos(pub u32);

impl Pos {
    /// The position as an index into a string, in bytes.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl From<usize> for Pos {
    /// # Panics
    /// Above 4 GiB. Texts that come in are far shorter ([`MAX_BYTES`](crate::MAX_BYTES)).
    fn from(byte: usize) -> Pos {
        Pos(u32::try_from(byte).expect("documents are far smaller than 4 GiB"))
    }
}

/// A part of a document's text: `start` inclusive, `end` exclusive, in UTF-8 bytes.
///
/// ```
/// use pullquote::Span;
///
/// let text = "“It stays,” said Mara Lindqvist.";
/// let start = text.find("Mara").unwrap();
/// let name = Span::new(start, start + "Mara Lindqvist".len());
/// assert_eq!(name.get(text), Some("Mara Lindqvist"));
/// assert!(!name.overlaps(Span::new(0, start)));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    // Invariant: start <= end.
    start: Pos,
    end: Pos,
}

impl Span {
    /// The span between two positions, whichever comes first.
    pub fn new(a: impl Into<Pos>, b: impl Into<Pos>) -> Span {
        let (a, b) = (a.into(), b.into());
        Span { start: a.min(b), end: a.max(b) }
    }

    /// The position of the first byte.
    pub fn start(self) -> Pos {
        self.start
    }

    /// The position after the last byte.
    pub fn end(self) -> Pos {
        self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.index() - self.start.index()
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range of indices into a string, in bytes.
    pub fn range(self) -> Range<usize> {
        self.start.index()..self.end.index()
    }

    /// Whether the byte at a position lies inside.
    pub fn contains(self, pos: Pos) -> bool {
        self.start <= pos && pos < self.end
    }

    /// Whether `other` lies inside, both ends included.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }

    /// What the two share, if that is at least one byte.
    pub fn intersection(self, other: Span) -> Option<Span> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Span { start, end })
    }

    /// The smallest span that covers both.
    pub fn hull(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text under the span, or `None` where it runs past the text or cuts a character in two.
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The span without the blanks at its ends (empty, at the start, when it is all blank).
    pub fn trimmed(self, text: &str) -> Span {
        let Some(inner) = self.get(text) else { return self };
        let start = self.start.index() + (inner.len() - inner.trim_start().len());
        Span::new(start, start + inner.trim().len())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

impl From<(u32, u32)> for Span {
    fn from((a, b): (u32, u32)) -> Span {
        Span::new(Pos(a), Pos(b))
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> (u32, u32) {
        (span.start.0, span.end.0)
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start.0, self.end.0)
    }
}

/// Bytes between two stations of an [`OffsetMap`]: small enough that the walk from a station is lost in the
/// noise (some 100 ns), large enough that the stations of a 10 MB text take 1 % of its size.
const STATION: usize = 512;

/// Converts positions of one text between UTF-8 bytes, UTF-16 units and code points.
///
/// Built in one pass. A lookup finds the station before the position (binary search) and reads on from there for at
/// most 512 bytes, so it costs O(log n); for a text of ASCII alone it costs nothing. The map does not hold its text:
/// each lookup takes it.
///
/// ```
/// use pullquote::{CodePointPos, OffsetMap, Pos, Utf16Pos};
///
/// let text = "“😀,” she said.";
/// let offsets = OffsetMap::new(text);
/// let comma = Pos::from(text.find(',').unwrap());
/// assert_eq!(comma, Pos(7));
/// assert_eq!(offsets.utf16(text, comma), Some(Utf16Pos(3)));
/// assert_eq!(offsets.code_point(text, comma), Some(CodePointPos(2)));
/// assert_eq!(offsets.from_utf16(text, Utf16Pos(3)), Some(comma));
/// ```
#[derive(Clone, Debug, Default)]
pub struct OffsetMap {
    // Invariant: stations[i] describes the first character border at or after byte i * STATION; empty for ASCII.
    stations: Vec<Station>,
    end: Station,
}

#[derive(Clone, Copy, Debug, Default)]
struct Station {
    byte: u32,
    utf16: u32,
    code_point: u32,
}

impl Station {
    fn step(&mut self, c: char) {
        self.byte += c.len_utf8() as u32;
        self.utf16 += c.len_utf16() as u32;
        self.code_point += 1;
    }
}

impl OffsetMap {
    /// The map of a text.
    ///
    /// # Panics
    /// If the text is longer than 4 GiB.
    pub fn new(text: &str) -> OffsetMap {
        if text.is_ascii() {
            let n = Pos::from(text.len()).0;
            return OffsetMap { stations: vec![], end: Station { byte: n, utf16: n, code_point: n } };
        }
        let mut stations = Vec::with_capacity(text.len() / STATION + 1);
        let mut here = Station::default();
        for c in text.chars() {
            if here.byte as usize >= stations.len() * STATION {
                stations.push(here);
            }
            here.step(c);
        }
        OffsetMap { stations, end: here }
    }

    /// The text's length in UTF-16 units.
    pub fn utf16_len(&self) -> Utf16Pos {
        Utf16Pos(self.end.utf16)
    }

    /// The text's length in code points.
    pub fn code_point_len(&self) -> CodePointPos {
        CodePointPos(self.end.code_point)
    }

    /// A position in UTF-16 units; `None` when `pos` is past the end or inside a character.
    pub fn utf16(&self, text: &str, pos: Pos) -> Option<Utf16Pos> {
        self.find(text, pos.0, |s| s.byte).map(|s| Utf16Pos(s.utf16))
    }

    /// A position in code points; `None` when `pos` is past the end or inside a character.
    pub fn code_point(&self, text: &str, pos: Pos) -> Option<CodePointPos> {
        self.find(text, pos.0, |s| s.byte).map(|s| CodePointPos(s.code_point))
    }

    /// A position in bytes; `None` when `pos` is past the end or between the halves of a surrogate pair.
    pub fn from_utf16(&self, text: &str, pos: Utf16Pos) -> Option<Pos> {
        self.find(text, pos.0, |s| s.utf16).map(|s| Pos(s.byte))
    }

    /// A position in bytes; `None` when `pos` is past the end.
    pub fn from_code_point(&self, text: &str, pos: CodePointPos) -> Option<Pos> {
        self.find(text, pos.0, |s| s.code_point).map(|s| Pos(s.byte))
    }

    /// The station at which `unit` equals `target` exactly.
    fn find(&self, text: &str, target: u32, unit: impl Fn(&Station) -> u32) -> Option<Station> {
        if unit(&self.end) < target {
            return None;
        }
        if self.stations.is_empty() {
            return Some(Station { byte: target, utf16: target, code_point: target });
        }
        let after = self.stations.partition_point(|s| unit(s) <= target);
        let mut here = self.stations[after.max(1) - 1];
        for c in text[here.byte as usize..].chars() {
            if target <= unit(&here) {
                break;
            }
            here.step(c);
        }
        (unit(&here) == target).then_some(here)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every border of every character makes the round trip; every position inside one is refused.
    fn check(text: &str) {
        let map = OffsetMap::new(text);
        let (mut utf16, mut code_point) = (0, 0);
        for (byte, c) in text.char_indices() {
            let pos = Pos::from(byte);
            assert_eq!(map.utf16(text, pos), Some(Utf16Pos(utf16)));
            assert_eq!(map.code_point(text, pos), Some(CodePointPos(code_point)));
            assert_eq!(map.from_utf16(text, Utf16Pos(utf16)), Some(pos));
            assert_eq!(map.from_code_point(text, CodePointPos(code_point)), Some(pos));
            if c.len_utf16() == 2 {
                assert_eq!(map.from_utf16(text, Utf16Pos(utf16 + 1)), None, "inside a surrogate pair");
            }
            for inside in 1..c.len_utf8() {
                assert_eq!(map.utf16(text, Pos::from(byte + inside)), None, "inside a character");
            }
            utf16 += c.len_utf16() as u32;
            code_point += 1;
        }
        assert_eq!(map.utf16(text, Pos::from(text.len())), Some(map.utf16_len()));
        assert_eq!(map.utf16_len(), Utf16Pos(utf16));
        assert_eq!(map.code_point_len(), CodePointPos(code_point));
        assert_eq!(map.from_utf16(text, Utf16Pos(utf16 + 1)), None, "past the end");
        assert_eq!(map.from_code_point(text, CodePointPos(code_point + 1)), None, "past the end");
    }

    #[test]
    fn every_position_makes_the_round_trip() {
        check("");
        check("plain");
        check("Zoë said “yes” 👩‍👩‍👧 e\u{301}\u{328} שלום\r\n\0 end");
        check(&"añ😀\u{200d}ב".repeat(400));
    }

    proptest! {
        #[test]
        fn any_text_makes_the_round_trip(text in "(\\PC|\r\n|\0|[a-z😀é]){0,700}") {
            check(&text);
        }
    }

    #[test]
    fn spans_know_what_they_share() {
        let span = |a: usize, b: usize| Span::new(a, b);
        assert_eq!(span(5, 2), span(2, 5));
        assert_eq!(span(0, 4).intersection(span(2, 9)), Some(span(2, 4)));
        assert_eq!(span(0, 4).intersection(span(4, 9)), None);
        assert!(span(0, 9).covers(span(0, 9)) && !span(1, 9).covers(span(0, 3)));
        assert_eq!(span(2, 9).trimmed("ab  cd   "), span(4, 6));
    }
}
