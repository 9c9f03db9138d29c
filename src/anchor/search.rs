//! Finds the places in a text where a passage may stand, and says how well each fits.

use std::collections::HashMap;
use std::ops::Range;

use super::align::{EndGaps, WordPair};
use super::alignments::KnownAlignments;
use super::fit::fitted;
use super::pattern::{CandidatePlace, Pattern};
use super::words::{HashedWord, WordIndex};
use crate::sorting::Sorting as _;
use crate::span::Span;

/// Occurrences that are looked at, of all words of a passage together: enough for every name in a long
/// article; a passage of nothing but "the" and "of" is searched for near its old place alone.
const SEEDS: usize = 384;

/// Places that are compared closely: each costs an alignment, and the right one is among the first few or nowhere.
const PLACES: usize = 8;

/// Of a passage of more than twice as many words, only so many at each end are lined up word by word: the ends
/// are what is looked for, and lining up costs the square.
const ENDS: usize = 120;

/// How far, in bytes, a place's ends are looked for from where they are thought to be.
const LONGEST_REACH: i64 = 1 << 11;

/// Whether a passage of the text, a range in bytes, stands elsewhere in it too.
pub(super) fn has_copies(words: &WordIndex, passage: Range<usize>) -> bool {
    let needle = &words.text.as_bytes()[passage.clone()];
    let first = words.at(passage.start);
    let last = words.words.partition_point(|w| (w.end as usize) <= passage.end);
    let Some(rarest) = (first..last)
        .filter(|&i| passage.start <= words.words[i].start as usize)
        .min_by_key(|&i| words.occurrences(words.words[i].id).len())
    else {
        return false;
    };
    let lead = words.words[rarest].start as usize - passage.start;
    words.occurrences(words.words[rarest].id).iter().take(SEEDS).any(|&place| {
        let at = words.words[place as usize].start as usize;
        let there = at.checked_sub(lead).filter(|&start| start != passage.start);
        there.and_then(|start| words.text.as_bytes().get(start..start + needle.len())) == Some(needle)
    })
}

/// The likeliest places of a passage, in no order. `expected` is where it should start.
pub(super) fn places<'t>(
    text: &'t WordIndex<'t>,
    pattern: &Pattern,
    expected: Option<i64>,
    known: &mut KnownAlignments<'t>,
) -> Vec<CandidatePlace> {
    let verbatim = verbatim_places(text, pattern, expected, known);
    if is_clear(&verbatim) {
        return verbatim;
    }
    reworded_places(text, pattern, expected, verbatim, known)
}

/// The likeliest places where a passage stands word for word.
pub(super) fn verbatim_places<'t>(
    text: &'t WordIndex<'t>,
    pattern: &Pattern,
    expected: Option<i64>,
    known: &mut KnownAlignments<'t>,
) -> Vec<CandidatePlace> {
    let spans = match few(text, pattern) {
        Some(spans) => spans,
        None => verbatim(text, pattern, &starts(text, pattern, expected), expected),
    };
    let is_whole =
        |span: &Span| !cuts_number(text.text, *span) || pattern.is_cut_alike(text.cuts_words(*span));
    spans.into_iter().filter(is_whole).map(|span| as_it_was(text, pattern, span, known)).collect()
}

/// Whether a place ends within a number: "43" is not "4" word for word, though "partnership" holds "partner".
fn cuts_number(text: &str, place: Span) -> bool {
    let is_cut =
        |byte: usize| text[..byte].ends_with(char::is_numeric) && text[byte..].starts_with(char::is_numeric);
    is_cut(place.start().index()) || is_cut(place.end().index())
}

/// The share of the surroundings, on one side, that shows a place to be the one: half of it is three or four words.
const CLEAR_CONTEXT: f32 = 0.5;

/// Whether what surrounds one of these places shows that it is the one.
pub(super) fn is_clear(places: &[CandidatePlace]) -> bool {
    places.iter().any(|p| CLEAR_CONTEXT <= p.before.unwrap_or(0.0).max(p.after.unwrap_or(0.0)))
}

/// All places where a passage stands word for word, when its words show that they are few.
fn few(text: &WordIndex, pattern: &Pattern) -> Option<Vec<Span>> {
    let words = &pattern.words[pattern.inside.clone()];
    // The first and the last may be parts of longer words in this text; what stands between is whole.
    let telling: &[HashedWord] = match words {
        [_, inner @ .., _] if !inner.is_empty() => {
            std::slice::from_ref(inner.iter().min_by_key(|w| text.occurrences(w.id).len())?)
        }
        ends => ends,
    };
    if 2 * PLACES < telling.iter().map(|w| text.occurrences(w.id).len()).sum() {
        return None;
    }
    let exact = pattern.exact().as_bytes();
    let stands = |start: &usize| {
        text.text.as_bytes().get(*start..start + exact.len()) == Some(exact)
            && text.text.is_char_boundary(*start)
    };
    let start = |word: &HashedWord, place: u32| {
        let there = i64::from(text.words[place as usize].start);
        usize::try_from(there - i64::from(word.start) + pattern.passage.start as i64).ok()
    };
    let mut found: Vec<usize> = telling
        .iter()
        .flat_map(|word| text.occurrences(word.id).iter().filter_map(move |&place| start(word, place)))
        .filter(stands)
        .collect();
    found.order();
    found.dedup();
    // Where nothing else is whole, the surroundings may point at it.
    let sure = !found.is_empty() || 2 < words.len();
    sure.then(|| found.into_iter().map(|start| Span::new(start, start + exact.len())).collect())
}

/// The shares of the passage that is at a place, and of the place that is the passage's, from which on no other place
/// is looked at: what is left of the passage elsewhere is too little to win.
const ENOUGH_KEPT: f32 = 0.9;
const ENOUGH_OWN: f32 = 0.5;

/// The likeliest places of a passage that is not clearly where it stands word for word.
pub(super) fn reworded_places<'t>(
    text: &'t WordIndex<'t>,
    pattern: &Pattern,
    expected: Option<i64>,
    verbatim: Vec<CandidatePlace>,
    known: &mut KnownAlignments<'t>,
) -> Vec<CandidatePlace> {
    let starts = starts(text, pattern, expected);
    if starts.is_empty() {
        return wordless(text, pattern, expected);
    }
    let mut places = verbatim;
    if pattern.has_words() {
        for start in clusters(pattern, &starts) {
            places.extend(reworded(text, pattern, start, known));
            // The likeliest come first: where most of the passage is, the others need no look.
            if places.last().is_some_and(|p| ENOUGH_KEPT <= p.kept && ENOUGH_OWN <= p.own) {
                break;
            }
        }
    }
    places
}

/// The places where the words of a passage stand in a row, between whatever marks: a sentence that moved before its
/// neighbour has a comma for its full stop. Lining up with the surroundings keeps the order, so it finds none of them.
pub(super) fn same_words_places<'t>(
    text: &'t WordIndex<'t>,
    pattern: &Pattern,
    expected: Option<i64>,
    known: &mut KnownAlignments<'t>,
) -> Vec<CandidatePlace> {
    let words = &pattern.words[pattern.inside.clone()];
    let rarest = (0..words.len()).min_by_key(|&i| text.occurrences(words[i].id).len());
    // One word stands anywhere.
    let Some(rarest) = rarest.filter(|_| 1 < words.len()) else { return vec![] };
    let seeds = nearest(text, text.occurrences(words[rarest].id), PLACES, expected);
    let mut place = |&seed: &u32| {
        let first = (seed as usize).checked_sub(rarest)?;
        let found = text.words.get(first..first + words.len())?;
        let is_same = found.iter().zip(words).all(|(a, b)| a.id == b.id);
        let pair = |i| WordPair { wanted: pattern.inside.start + i, found: first + i, alike: 1.0 };
        let pairs: Vec<WordPair> = is_same.then(|| (0..words.len()).map(pair).collect())?;
        let place = fitted(text, pattern, &pairs, 0.0)?;
        let before = before(text, pattern, place.span, known);
        let after = after(text, pattern, place.span, known);
        Some(CandidatePlace { before, after, ..place })
    };
    seeds.iter().filter_map(&mut place).collect()
}

/// The place, nearest to the expected one, of a passage that has no word in common with the text: an emoji, a
/// dash.
fn wordless(text: &WordIndex, pattern: &Pattern, expected: Option<i64>) -> Vec<CandidatePlace> {
    let exact = pattern.exact();
    if exact.is_empty() || pattern.has_words() {
        return vec![];
    }
    let nearest = nearest_bytes(text.text.as_bytes(), exact.as_bytes(), expected.unwrap_or(0));
    let span = nearest.map(|at| Span::new(at, at + exact.len()));
    let place =
        |span| CandidatePlace { span, verbatim: true, kept: 1.0, own: 1.0, before: None, after: None };
    span.map(place).into_iter().collect()
}

/// How far, in bytes, a passage of signs is looked for on each side of where it is expected: farther than an article
/// is long. It bounds what each of many signs costs that are gone from a long text.
const LONGEST_WALK: usize = 1 << 16;

/// Where a passage starts that is nearest to a position. It looks from there in both directions: to list all places of
/// each dash of a text takes the square of its length.
fn nearest_bytes(text: &[u8], passage: &[u8], position: i64) -> Option<usize> {
    let here = usize::try_from(position).unwrap_or(0).min(text.len());
    let first = here.saturating_sub(LONGEST_WALK);
    let past = (here + passage.len() - 1).min(text.len());
    let limit = text.len().min(past + LONGEST_WALK);
    let after = memchr::memmem::find(&text[here..limit], passage).map(|at| here + at);
    let before = memchr::memmem::rfind(&text[first..past], passage).map(|at| first + at);
    [before, after].into_iter().flatten().min_by_key(|&at| at.abs_diff(here))
}

/// Bytes that are read for all fragments of a set together: each may need the whole text. It suffices for a thousand
/// of them in a long article, and takes a second at most.
const FRAGMENTS_BUDGET: usize = 1 << 29;

/// Looks for a few letters out of the middle of words, which a search by words does not see.
pub(super) struct FragmentSearch {
    /// What may still be read, in bytes.
    budget: usize,
    /// The only place of each wording that was looked for.
    places: HashMap<String, Option<usize>>,
}

impl FragmentSearch {
    pub(super) fn new() -> FragmentSearch {
        FragmentSearch { budget: FRAGMENTS_BUDGET, places: HashMap::new() }
    }

    /// The only place of a passage of letters out of the middle of words.
    pub(super) fn find(&mut self, text: &WordIndex, pattern: &Pattern) -> Option<Span> {
        let is_small = 2 <= pattern.whole.len() && pattern.words.len() <= 3 && !pattern.passage.is_empty();
        // Whole words were looked for already.
        if !is_small || pattern.words.iter().any(|word| !text.occurrences(word.id).is_empty()) {
            return None;
        }
        let known = self.places.get(&pattern.whole).copied();
        let at = known.unwrap_or_else(|| self.only_place(text.text, &pattern.whole))?;
        let start = at + pattern.passage.start;
        Some(Span::new(start, start + pattern.passage.len()))
    }

    fn only_place(&mut self, text: &str, wording: &str) -> Option<usize> {
        self.budget = self.budget.checked_sub(text.len())?;
        let mut places = memchr::memmem::find_iter(text.as_bytes(), wording.as_bytes());
        let only = places.next().filter(|_| places.next().is_none());
        self.places.insert(wording.to_owned(), only);
        only
    }
}

/// Where the passage would start if one of its words stood where that word stands in the text, with how much
/// that word says; ascending.
fn starts(text: &WordIndex, pattern: &Pattern, expected: Option<i64>) -> Vec<(i64, f32)> {
    let mut seeds: Vec<(&[u32], HashedWord)> = pattern
        .words
        .iter()
        .map(|&w| (text.occurrences(w.id), w))
        .filter(|(places, _)| !places.is_empty())
        .collect();
    seeds.order_by_key(|(places, word)| (places.len(), word.start));
    let mut starts = vec![];
    for (places, word) in seeds {
        let ahead = i64::from(word.start) - pattern.passage.start as i64;
        let left = SEEDS.saturating_sub(starts.len());
        let near = nearest(text, places, left, expected.map(|e| e + ahead));
        let says = word.weight() as f32 / (1.0 + (places.len() as f32).log2());
        starts.extend(near.iter().map(|&p| (i64::from(text.words[p as usize].start) - ahead, says)));
    }
    starts.order_by(|a: &(i64, f32), b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    starts
}

/// Some of a word's places: all when they are few, else those around `expected` (at least a handful).
fn nearest<'p>(text: &WordIndex, places: &'p [u32], left: usize, expected: Option<i64>) -> &'p [u32] {
    let wanted = left.max(8);
    if places.len() <= wanted {
        return places;
    }
    let middle = places.partition_point(|&p| i64::from(text.words[p as usize].start) < expected.unwrap_or(0));
    let start = middle.saturating_sub(wanted / 2).min(places.len() - wanted);
    &places[start..start + wanted]
}

/// Where the passage stands word for word, of the places that its words point at.
fn verbatim(text: &WordIndex, pattern: &Pattern, starts: &[(i64, f32)], expected: Option<i64>) -> Vec<Span> {
    let exact = pattern.exact().as_bytes();
    let mut found: Vec<(f32, Span)> = vec![];
    for same in starts.chunk_by(|a, b| a.0 == b.0) {
        let Ok(start) = usize::try_from(same[0].0) else { continue };
        if text.text.as_bytes().get(start..start + exact.len()) == Some(exact)
            && text.text.is_char_boundary(start)
        {
            let far = expected.map_or(0.0, |e| (e - start as i64).abs() as f32 / text.text.len() as f32);
            found.push((same.iter().map(|s| s.1).sum::<f32>() - far, Span::new(start, start + exact.len())));
        }
    }
    found.order_by(|a, b| b.0.total_cmp(&a.0));
    found.truncate(PLACES);
    found.into_iter().map(|(_, span)| span).collect()
}

/// The starts at which most words agree, each standing for those near it.
fn clusters(pattern: &Pattern, starts: &[(i64, f32)]) -> impl Iterator<Item = i64> {
    // Words move against each other by what was put in or taken out between them.
    let reach = 48 + pattern.passage.len() as i64 / 4;
    let mut windows: Vec<(f32, i64)> = vec![];
    let (mut sum, mut first) = (0.0, 0);
    for (last, &(start, says)) in starts.iter().enumerate() {
        sum += says;
        while reach < start - starts[first].0 {
            sum -= starts[first].1;
            first += 1;
        }
        windows.push((sum, starts[(first + last) / 2].0));
    }
    windows.order_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut taken: Vec<i64> = vec![];
    for (_, start) in windows {
        if taken.len() == PLACES {
            break;
        }
        if taken.iter().all(|&t| reach < (t - start).abs()) {
            taken.push(start);
        }
    }
    taken.into_iter()
}

/// A place where the passage stands word for word.
fn as_it_was<'t>(
    text: &'t WordIndex<'t>,
    pattern: &Pattern,
    span: Span,
    known: &mut KnownAlignments<'t>,
) -> CandidatePlace {
    let before = before(text, pattern, span, known);
    let after = after(text, pattern, span, known);
    // A dash, or nothing at all, is everywhere: only its surroundings show that it is there.
    let kept = if pattern.has_words() {
        1.0
    } else {
        before.into_iter().chain(after).reduce(f32::max).unwrap_or(1.0)
    };
    CandidatePlace { span, verbatim: true, kept, own: 1.0, before, after }
}

/// The share of the letters before the passage that stand before a place.
fn before<'t>(
    text: &'t WordIndex<'t>,
    pattern: &Pattern,
    span: Span,
    known: &mut KnownAlignments<'t>,
) -> Option<f32> {
    let mut wanted = &pattern.words[..pattern.inside.start];
    let all = weight(wanted);
    let mut end = text.words.partition_point(|w| (w.end as usize) <= span.start().index());
    // What stands there unchanged needs no lining up.
    let same =
        wanted.iter().rev().zip(text.words[..end].iter().rev()).take_while(|(a, b)| a.id == b.id).count();
    wanted = &wanted[..wanted.len() - same];
    end -= same;
    let found = &text.words[end.saturating_sub(reach(wanted))..end];
    let pairs = || known.align(pattern.sequence(wanted), text.sequence(found), EndGaps::PinnedEnd);
    agreement(wanted, all, pairs)
}

/// The share of the letters after the passage that stand after a place.
fn after<'t>(
    text: &'t WordIndex<'t>,
    pattern: &Pattern,
    span: Span,
    known: &mut KnownAlignments<'t>,
) -> Option<f32> {
    let mut wanted = &pattern.words[pattern.inside.end..];
    let all = weight(wanted);
    let mut start = text.words.partition_point(|w| (w.start as usize) < span.end().index());
    let same = wanted.iter().zip(&text.words[start..]).take_while(|(a, b)| a.id == b.id).count();
    wanted = &wanted[same..];
    start += same;
    let found = &text.words[start..text.words.len().min(start + reach(wanted))];
    let pairs = || known.align(pattern.sequence(wanted), text.sequence(found), EndGaps::PinnedStart);
    agreement(wanted, all, pairs)
}

/// How many words of the text may stand for some of the surroundings, what was put in between included.
fn reach(wanted: &[HashedWord]) -> usize {
    wanted.len() + wanted.len() / 2 + 6
}

fn weight(words: &[HashedWord]) -> u32 {
    words.iter().map(|word| word.weight()).sum()
}

/// The share of `all` letters that is there: what pairs have of those of `wanted`, and the rest, whole.
fn agreement(wanted: &[HashedWord], all: u32, pairs: impl FnOnce() -> Vec<WordPair>) -> Option<f32> {
    let same = (all - weight(wanted)) as f32;
    if all == 0 || wanted.is_empty() {
        return (0 < all).then_some(1.0);
    }
    let same = pairs().iter().fold(same, |sum, p| sum + p.alike * wanted[p.wanted].weight() as f32);
    Some(same / all as f32)
}

/// The place near `start` that the passage's words and their surroundings line up with.
fn reworded<'t>(
    text: &'t WordIndex<'t>,
    pattern: &Pattern,
    start: i64,
    known: &mut KnownAlignments<'t>,
) -> Option<CandidatePlace> {
    let mut line_up = |wanted: Range<usize>, bytes: Range<i64>| line_up(text, pattern, wanted, bytes, known);
    let reach = (64 + pattern.passage.len() as i64 / 2).min(LONGEST_REACH);
    let end = start + pattern.passage.len() as i64;
    let head = start - pattern.passage.start as i64;
    let tail = end + (pattern.whole.len() - pattern.passage.end) as i64;
    if pattern.words.len() <= 2 * ENDS {
        let pairs = line_up(0..pattern.words.len(), head - reach..tail + reach);
        return fitted(text, pattern, &pairs, 0.0);
    }
    let first = pattern.inside.start + ENDS.min(pattern.inside.len() / 2);
    let last = pattern.inside.end - ENDS.min(pattern.inside.len() / 2);
    let border = i64::from(pattern.words[first].start) - pattern.passage.start as i64;
    let mut pairs = line_up(0..first, head - reach..start + border + reach);
    let border = pattern.passage.end as i64 - i64::from(pattern.words[last].start);
    let past = pairs.last().map_or(0, |p| i64::from(text.words[p.found].end));
    let ending = line_up(last..pattern.words.len(), past.max(end - border - reach)..tail + reach);
    let middle = match (pairs.last(), ending.first()) {
        (Some(a), Some(b)) => in_common(&pattern.words[first..last], &text.words[a.found + 1..b.found]),
        _ => 0.0,
    };
    pairs.extend(ending);
    fitted(text, pattern, &pairs, middle)
}

/// Pairs of some of the pattern's words with those of the text between two bytes; `found` counts all words of
/// the text.
fn line_up<'t>(
    text: &'t WordIndex<'t>,
    pattern: &Pattern,
    wanted: Range<usize>,
    bytes: Range<i64>,
    known: &mut KnownAlignments<'t>,
) -> Vec<WordPair> {
    let start = text.at(bytes.start.max(0) as usize);
    let end = text.words.partition_point(|w| i64::from(w.start) < bytes.end).max(start);
    let first = wanted.start;
    let (a, b) = (&pattern.words[wanted], &text.words[start..end]);
    let pairs = known.align(pattern.sequence(a), text.sequence(b), EndGaps::Free);
    pairs.into_iter().map(|p| WordPair { wanted: p.wanted + first, found: p.found + start, ..p }).collect()
}

/// The letters of the words that two long rows share, wherever in them.
fn in_common(a: &[HashedWord], b: &[HashedWord]) -> f32 {
    let mut there: HashMap<u64, u32> = HashMap::new();
    b.iter().for_each(|w| *there.entry(w.id).or_default() += 1);
    let shared = a.iter().filter(|w| {
        let left = there.get_mut(&w.id).filter(|n| 0 < **n);
        left.is_some_and(|n| {
            *n -= 1;
            true
        })
    });
    shared.map(|w| w.weight() as f32).sum()
}
