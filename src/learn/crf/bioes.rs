//! Tags that mark spans: outside, begin, inside, end, single (BIOES).
//!
//! Tag 0 is outside; kind `k` has the four tags after `1 + 4 * k`.

use std::ops::Range;

/// Tags that fit a [`TagRow`]: the 21 of five kinds, rounded up to what vector instructions like.
pub const WIDTH: usize = 24;

/// A number a tag.
pub type TagRow = [f32; WIDTH];

/// What a tag says of its token; the number is the kind of the span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BioesTag {
    /// In no span.
    Outside,
    /// The first of several tokens of a span.
    Begin(usize),
    /// Neither the first nor the last.
    Inside(usize),
    /// The last of several.
    End(usize),
    /// The only token of a span.
    Single(usize),
}

impl BioesTag {
    /// What the tag of this number says.
    pub fn of(tag: usize) -> BioesTag {
        let kind = tag.wrapping_sub(1) / 4;
        match tag.wrapping_sub(1) % 4 {
            _ if tag == 0 => BioesTag::Outside,
            0 => BioesTag::Begin(kind),
            1 => BioesTag::Inside(kind),
            2 => BioesTag::End(kind),
            _ => BioesTag::Single(kind),
        }
    }

    /// The kind of the span, if the tag is in one.
    pub fn kind(self) -> Option<usize> {
        match self {
            BioesTag::Outside => None,
            BioesTag::Begin(kind) | BioesTag::Inside(kind) | BioesTag::End(kind) | BioesTag::Single(kind) => {
                Some(kind)
            }
        }
    }

    /// The number of the tag.
    pub const fn tag(self) -> usize {
        match self {
            BioesTag::Outside => 0,
            BioesTag::Begin(kind) => 1 + 4 * kind,
            BioesTag::Inside(kind) => 2 + 4 * kind,
            BioesTag::End(kind) => 3 + 4 * kind,
            BioesTag::Single(kind) => 4 + 4 * kind,
        }
    }
}

/// Whether the second tag may follow the first.
pub fn may_follow(first: usize, second: usize) -> bool {
    use BioesTag::{Begin, End, Inside};
    match (BioesTag::of(first), BioesTag::of(second)) {
        (Begin(a) | Inside(a), Inside(b) | End(b)) => a == b,
        (Begin(_) | Inside(_), _) | (_, Inside(_) | End(_)) => false,
        _ => true,
    }
}

/// The spans that a legal sequence of tags marks, in tokens of the sequence, with their kinds.
pub(crate) fn spans(tags: &[u8]) -> Vec<(Range<usize>, usize)> {
    let (mut spans, mut open) = (vec![], 0);
    for (i, &tag) in tags.iter().enumerate() {
        match BioesTag::of(usize::from(tag)) {
            BioesTag::Begin(_) => open = i,
            BioesTag::End(kind) => spans.push((open..i + 1, kind)),
            BioesTag::Single(kind) => spans.push((i..i + 1, kind)),
            BioesTag::Outside | BioesTag::Inside(_) => {}
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_their_numbers_are_the_same_thing() {
        for tag in 0..21 {
            assert_eq!(BioesTag::of(tag).tag(), tag);
        }
        assert!(may_follow(1, 3) && !may_follow(1, 7) && !may_follow(0, 3) && may_follow(4, 5));
    }

    #[test]
    fn a_sequence_of_tags_marks_spans() {
        let tags = [0, 1, 2, 3, 8, 0].map(|tag| tag as u8);
        assert_eq!(spans(&tags), [(1..4, 0), (4..5, 1)]);
    }
}
