//! Places all passages of a set together: those that are sure show where the doubtful ones must be.

use std::ops::Range;

use super::pattern::{CandidatePlace, Pattern};
use super::search;
use super::selector::{Resolution, Selector};
use super::words::WordIndex;
use crate::span::Span;

/// What is known of one passage so far.
enum InitialMatch {
    /// Passage and surroundings stand there unchanged.
    Certain(Span),
    /// It may stand at these places, or at none.
    Candidates(Vec<CandidatePlace>),
}

/// Where each pattern's passage is. `hints` say where each should lie, in bytes; they may lie past the end.
pub(super) fn place(
    text: &WordIndex,
    selectors: &[Selector],
    hints: &[Option<Range<i64>>],
) -> Vec<Resolution> {
    let patterns: Vec<Pattern> = selectors.iter().map(|s| Pattern::new(s, text)).collect();
    let mut shift = 0;
    let matches: Vec<InitialMatch> = patterns
        .iter()
        .zip(hints)
        .map(|(pattern, hint)| find(text, pattern, hint.as_ref(), &mut shift))
        .collect();
    let landmarks = landmarks(&matches, hints);
    matches
        .into_iter()
        .zip(patterns.iter().zip(hints))
        .map(|(initial, (pattern, hint))| match initial {
            InitialMatch::Certain(span) => Resolution::Exact(span),
            InitialMatch::Candidates(places) => {
                match choose(pattern, places, hint.as_ref().map(|h| expected(&landmarks, h.start))) {
                    lost @ Resolution::Lost { .. } => {
                        search::fragment(text, pattern).map_or(lost, Resolution::Exact)
                    }
                    found => found,
                }
            }
        })
        .collect()
}

/// Looks for one passage. `shift` is how far the passage before has moved, in bytes: most often this one has moved as
/// far.
fn find(text: &WordIndex, pattern: &Pattern, hint: Option<&Range<i64>>, shift: &mut i64) -> InitialMatch {
    let Some(hint) = hint else { return InitialMatch::Candidates(search::places(text, pattern, None)) };
    if pattern.is_blank() {
        return whole_characters(text.text, hint)
            .map_or(InitialMatch::Candidates(vec![]), InitialMatch::Certain);
    }
    let unchanged =
        [hint.start + *shift, hint.start].into_iter().find_map(|s| pattern.unchanged_at(text.text, s));
    let Some(span) = unchanged else {
        return InitialMatch::Candidates(search::places(text, pattern, Some(hint.start + *shift)));
    };
    *shift = i64::from(span.start().0) - hint.start;
    InitialMatch::Certain(span)
}

/// The span of a range that lies within the text and cuts no character.
fn whole_characters(text: &str, range: &Range<i64>) -> Option<Span> {
    let (start, end) = (usize::try_from(range.start).ok()?, usize::try_from(range.end).ok()?);
    text.get(start..end).map(|_| Span::new(start, end))
}

/// One passage, of which comparing the versions says where it is if it was not moved. `has_copies` says whether the old
/// version has it elsewhere too.
pub(super) fn place_compared(
    text: &WordIndex,
    pattern: &Pattern,
    there: Option<CandidatePlace>,
    expected: i64,
    has_copies: impl Fn() -> bool,
) -> Resolution {
    let stayed = |p: &CandidatePlace| {
        LEAST_KEPT <= p.kept && LEAST_CONTEXT <= p.before.unwrap_or(0.0).max(p.after.unwrap_or(0.0))
    };
    // Where the comparison shows the very words with some of their surroundings, no copy elsewhere is meant; nor
    // where it shows most of them between what stood on both sides, if there were copies before.
    let is_same = |p: &CandidatePlace| stayed(p) && p.span.get(text.text) == Some(pattern.exact());
    let is_between = |p: &CandidatePlace| {
        LEAST_KEPT <= p.kept && [p.before, p.after].iter().all(|side| LEAST_CONTEXT <= side.unwrap_or(0.0))
    };
    match &there {
        Some(place) if is_same(place) => return Resolution::Exact(place.span),
        Some(place) if is_between(place) && has_copies() => {
            return choose(pattern, vec![place.clone()], Some(expected));
        }
        _ => {}
    }
    let verbatim = search::verbatim_places(text, pattern, Some(expected));
    // Word for word is surer than any comparison, above all where the comparison holds it and more.
    let there = there.filter(|place| !verbatim.iter().any(|p| p.span.overlaps(place.span)));
    if let Some(place) = there.clone().filter(|p| stayed(p) && verbatim.is_empty()) {
        return choose(pattern, vec![place], Some(expected));
    }
    let mut places = if search::is_clear(&verbatim) {
        verbatim
    } else {
        search::reworded_places(text, pattern, Some(expected), verbatim)
    };
    places.extend(there);
    choose(pattern, places, Some(expected))
}

/// Old and new starts of the passages that are sure, ascending in both.
fn landmarks(matches: &[InitialMatch], hints: &[Option<Range<i64>>]) -> Vec<(i64, i64)> {
    let mut sure: Vec<(i64, i64)> = matches
        .iter()
        .zip(hints)
        .filter_map(|(initial, hint)| {
            let span = match initial {
                InitialMatch::Certain(span) => *span,
                InitialMatch::Candidates(places) => clear_winner(places)?,
            };
            Some((hint.as_ref()?.start, i64::from(span.start().0)))
        })
        .collect();
    sure.sort_unstable();
    sure
}

/// What a landmark must score: nearly all of the passage and of its surroundings is there.
const LANDMARK_SCORE: f32 = 0.8;

/// How far ahead of the second-best place a landmark must be: less is what two copies with like neighbours differ by.
const LANDMARK_LEAD: f32 = 0.2;

/// The best place, when no other comes near it.
fn clear_winner(places: &[CandidatePlace]) -> Option<Span> {
    let mut scores: Vec<(f32, Span)> = places.iter().map(|p| (score(p), p.span)).collect();
    scores.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = scores.first().filter(|best| LANDMARK_SCORE <= best.0)?;
    scores.get(1).is_none_or(|second| second.0 + LANDMARK_LEAD < best.0).then_some(best.1)
}

/// Where a passage should start, judged by the landmarks before and after it.
fn expected(landmarks: &[(i64, i64)], old: i64) -> i64 {
    let after = landmarks.partition_point(|l| l.0 <= old);
    let left = after.checked_sub(1).map(|i| landmarks[i]);
    let right = landmarks.get(after).copied();
    match (left, right) {
        (Some(l), Some(r)) if old - l.0 <= r.0 - old => old + l.1 - l.0,
        (_, Some(r)) => old + r.1 - r.0,
        (Some(l), None) => old + l.1 - l.0,
        (None, None) => old,
    }
}

/// How well a place fits, from 0 to 1: the passage counts for a half and more, its surroundings for the rest. Where
/// the passage was copied, with what was before it at one place and what was after it at the other, it is meant to go
/// on from what was before.
pub(super) fn score(place: &CandidatePlace) -> f32 {
    // Near the weights of Hypothesis's match-quote (50, 20, 20).
    let parts = [(50.0, Some(place.kept)), (22.0, place.before), (18.0, place.after)];
    let known = parts.iter().filter_map(|&(weight, part)| part.map(|p| (weight, p)));
    let (sum, all) = known.fold((0.0, 0.0), |(sum, all), (weight, part)| (sum + weight * part, all + weight));
    sum / all
}

/// The least share of a passage's letters that a place must have. On real edits, passages that were edited still have
/// three quarters and more, and the likest place to one that was deleted has little over a half.
const LEAST_KEPT: f32 = 0.66;

/// What must be left of the surroundings on one side for a place to count as the one that was not moved.
const LEAST_CONTEXT: f32 = 0.5;

/// The least score of a place for a passage that could stand anywhere, such as a name: the passage and some of
/// its surroundings on one side.
const LEAST_SCORE: f32 = 0.6;

/// How near, in bytes, a name must be to where it is expected when nothing of its surroundings is left.
const NEAR: i64 = 64;

fn choose(pattern: &Pattern, places: Vec<CandidatePlace>, expected: Option<i64>) -> Resolution {
    let far = |p: &CandidatePlace| expected.map(|e| (i64::from(p.span.start().0) - e).abs());
    // Surroundings outweigh position: edits move text more often than they change its neighbours.
    // So position only decides between places whose surroundings are alike: it counts for a tenth at most, and for
    // half of that 400 bytes, a paragraph, away.
    let rank = |p: &CandidatePlace| score(p) + far(p).map_or(0.0, |far| 0.1 / (1.0 + far as f32 / 400.0));
    // Of equals the one word for word, and the first in the text.
    let order = |a: &CandidatePlace, b: &CandidatePlace| {
        rank(a).total_cmp(&rank(b)).then(a.verbatim.cmp(&b.verbatim)).then(b.span.cmp(&a.span))
    };
    let Some(best) = places.into_iter().max_by(order) else { return Resolution::LOST };
    let is_there = LEAST_KEPT <= best.kept;
    let is_meant =
        pattern.is_telling() || LEAST_SCORE <= score(&best) || far(&best).is_some_and(|far| far <= NEAR);
    match (is_there && is_meant, best.verbatim) {
        (true, true) => Resolution::Exact(best.span),
        (true, false) => Resolution::Moved { span: best.span, score: score(&best) },
        (false, _) => Resolution::LOST,
    }
}
