//! From words that line up to the place that they make: where it begins and ends, and with which marks.

use std::ops::Range;

use super::align::WordPair;
use super::letters::{ceil, floor};
use super::pattern::{CandidatePlace, Pattern};
use super::words::{HashedWord, WordIndex};
use crate::span::Span;

/// The place that some pairs of words make; `middle` letters of the passage are known to be there besides.
pub(super) fn fitted(
    text: &WordIndex,
    pattern: &Pattern,
    pairs: &[WordPair],
    middle: f32,
) -> Option<CandidatePlace> {
    let found = &text.words;
    let inside = |p: &&WordPair| pattern.inside.contains(&p.wanted);
    let first = pairs.iter().position(|p| pattern.inside.contains(&p.wanted))?;
    let last = pairs.iter().rposition(|p| pattern.inside.contains(&p.wanted))?;
    let weigh = |words: &[HashedWord]| words.iter().map(|w| w.weight()).sum::<u32>() as f32;
    let share = |pairs: &[WordPair], range: Range<usize>| {
        let all = weigh(&pattern.words[range]);
        let same: f32 =
            pairs.iter().fold(0.0, |sum, p| sum + p.alike * pattern.words[p.wanted].weight() as f32);
        (0.0 < all).then(|| same / all)
    };
    let all_inside = weigh(&pattern.words[pattern.inside.clone()]);
    let start = head(pattern, found, pairs, first);
    let end = tail(pattern, found, pairs, last);
    let same: f32 = pairs.iter().filter(inside).map(|p| p.alike * found[p.found].weight() as f32).sum();
    let own = (same + middle) / weigh(&found[start..=end]);
    let limits = Range {
        start: first.checked_sub(1).map_or(0, |i| found[pairs[i].found].end as usize),
        end: pairs.get(last + 1).map_or(text.text.len(), |p| found[p.found].start as usize),
    };
    let words = found[start].start as usize..found[end].end as usize;
    Some(CandidatePlace {
        span: with_marks(text.text, pattern, words, limits),
        verbatim: false,
        kept: share(&pairs[first..=last], pattern.inside.clone())? + middle / all_inside,
        own,
        before: share(&pairs[..first], 0..pattern.inside.start),
        after: share(&pairs[last + 1..], pattern.inside.end..pattern.words.len()),
    })
}

/// The index in `found` of the place's first word.
///
/// Words that were put in the stead of the passage's first ones are the passage's; where words before the
/// passage were replaced as well, each side gets its share.
fn head(pattern: &Pattern, found: &[HashedWord], pairs: &[WordPair], first: usize) -> usize {
    let pair = pairs[first];
    let gone = pattern.words[pattern.inside.start..pair.wanted].iter().map(|w| w.weight()).sum::<u32>();
    let (gap_start, outside) = match first.checked_sub(1).map(|i| pairs[i]) {
        Some(left) => {
            let outside = &pattern.words[left.wanted + 1..pattern.inside.start];
            (left.found + 1, outside.iter().map(|w| w.weight()).sum::<u32>())
        }
        None => (0, u32::MAX),
    };
    let gap = &found[gap_start..pair.found];
    pair.found - own_part(gap.iter().rev(), gone, outside)
}

/// The index in `found` of the place's last word.
fn tail(pattern: &Pattern, found: &[HashedWord], pairs: &[WordPair], last: usize) -> usize {
    let pair = pairs[last];
    let gone = pattern.words[pair.wanted + 1..pattern.inside.end].iter().map(|w| w.weight()).sum::<u32>();
    let (gap_end, outside) = match pairs.get(last + 1) {
        Some(right) => {
            let outside = &pattern.words[pattern.inside.end..right.wanted];
            (right.found, outside.iter().map(|w| w.weight()).sum::<u32>())
        }
        None => (found.len(), u32::MAX),
    };
    let gap = &found[pair.found + 1..gap_end];
    pair.found + own_part(gap.iter(), gone, outside)
}

/// How many words of a gap, counted from the passage's side, stand for the `gone` letters of the passage;
/// `outside` letters of the surroundings are gone too.
fn own_part<'w>(gap: impl Iterator<Item = &'w HashedWord> + Clone, gone: u32, outside: u32) -> usize {
    if gone == 0 {
        return 0;
    }
    let own = if outside == u32::MAX {
        // This gap may be all of the text: it is not measured.
        u64::from(gone)
    } else {
        let all: u64 = gap.clone().map(|w| u64::from(w.weight())).sum();
        all * u64::from(gone) / (u64::from(gone) + u64::from(outside))
    };
    let mut sum = 0;
    gap.take_while(|w| {
        sum += u64::from(w.weight());
        // A word belongs where the greater part of it falls.
        sum - u64::from(w.weight()) / 2 <= own
    })
    .count()
}

/// The place with the quotation marks and stops at its ends, where the passage had such.
///
/// A passage that opened with a quotation mark, or ended with one or with a full stop, still does after its
/// first or last words were changed: where the mark is not beside the words, it is looked for within `limits`,
/// the part of the text that is not the surroundings'.
fn with_marks(text: &str, pattern: &Pattern, words: Range<usize>, limits: Range<usize>) -> Span {
    let exact = pattern.exact();
    let marks_before = exact.chars().take_while(is_mark).count();
    let marks_after = exact.chars().rev().take_while(is_mark).count();
    let mut lead = width(text[..words.start].chars().rev().take(marks_before));
    let mut trail = width(text[words.end..].chars().take(marks_after));
    if let (0, Some(mark)) = (lead, exact.chars().next().filter(|&c| is_quotation_mark(c))) {
        let near = ceil(text, words.start.saturating_sub(FARTHEST_MARK));
        let gap = &text[limits.start.max(near).min(words.start)..words.start];
        lead =
            gap.rfind([mark, '\n']).filter(|&at| gap[at..].starts_with(mark)).map_or(0, |at| gap.len() - at);
    }
    let ends_sentence = |c: &char| STOPS.contains(c) && !pattern.cuts_a_word();
    if let Some(mark) = exact.chars().next_back().filter(|c| is_quotation_mark(*c) || ends_sentence(c)) {
        let near = floor(text, words.end + FARTHEST_MARK);
        let gap = &text[words.end..limits.end.min(near).max(words.end)];
        // A comma where the full stop was: the sentence goes on, and the passage was the sentence.
        if trail == 0 || (ends_sentence(&mark) && gap.starts_with([',', ';'])) {
            trail = closing(gap, mark).unwrap_or(trail);
        }
    }
    Span::new(words.start - lead, words.end + trail)
}

/// How far from the words, in bytes, a mark is looked for: a long paragraph. A text may be one line without any mark.
const FARTHEST_MARK: usize = 1 << 12;

/// What ends a sentence.
const STOPS: [char; 5] = ['.', '!', '?', '…', '。'];

/// Bytes up to and with the first mark that closes what `mark` closed, within the paragraph.
fn closing(gap: &str, mark: char) -> Option<usize> {
    let closes = |(at, c): &(usize, char)| {
        let next = gap[at + c.len_utf8()..].chars().next();
        if STOPS.contains(&mark) {
            STOPS.contains(c) && next.is_none_or(|n| n.is_whitespace() || is_quotation_mark(n))
        } else {
            *c == mark
        }
    };
    let line = gap.split('\n').next()?;
    line.char_indices().find(closes).map(|(at, c)| at + c.len_utf8())
}

/// Bytes of the marks up to the first that is none.
fn width(chars: impl Iterator<Item = char>) -> usize {
    chars.take_while(is_mark).map(char::len_utf8).sum()
}

fn is_mark(c: &char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '「' | '」')
}
