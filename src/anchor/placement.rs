//! Places all passages of a set together: those that are sure show where the doubtful ones must be.

use std::ops::Range;

use super::alignments::KnownAlignments;
use super::compared::ComparedVersions;
use super::evidence::{self, NameBeside, PassageWords, Replaced};
use super::letters::{self, ceil, floor};
use super::pattern::{CandidatePlace, Pattern};
use super::search::{self, FragmentSearch};
use super::selector::{PassageCandidate, Resolution, Selector};
use super::words::WordIndex;
use crate::sorting::Sorting as _;
use crate::span::Span;

/// What is known of one passage so far.
enum InitialMatch {
    /// Passage and surroundings stand there unchanged.
    Certain(Span),
    /// It may stand at these places, or at none.
    Candidates(Vec<CandidatePlace>),
}

/// Where each pattern's passage is. `hints` say where each should lie, in bytes; they may lie past the end.
pub(super) fn place<'t>(
    text: &'t WordIndex<'t>,
    selectors: &[Selector],
    hints: &[Option<Range<i64>>],
) -> Vec<Resolution> {
    let patterns: Vec<Pattern> = selectors.iter().map(|s| Pattern::new(s, text)).collect();
    let (mut shift, mut known, mut fragments) = (0, KnownAlignments::default(), FragmentSearch::new());
    let matches: Vec<InitialMatch> = patterns
        .iter()
        .zip(hints)
        .map(|(pattern, hint)| find(text, pattern, hint.as_ref(), &mut shift, &mut known))
        .collect();
    let landmarks = landmarks(&matches, hints);
    let placed = matches
        .into_iter()
        .zip(patterns.iter().zip(hints))
        .map(|(initial, (pattern, hint))| match initial {
            InitialMatch::Certain(span) => (Resolution::Exact(span), CERTAIN),
            InitialMatch::Candidates(places) => {
                let expected = hint.as_ref().map(|h| expected(&landmarks, h.start));
                choose_or_fragment(text, pattern, choose(pattern, places, expected), &mut fragments)
            }
        })
        .collect();
    one_to_one(placed, hints)
}

/// What a passage scores that stands unchanged among what surrounded it.
const CERTAIN: f32 = 2.0;

fn choose_or_fragment(
    text: &WordIndex,
    pattern: &Pattern,
    best: Option<BestPlace>,
    fragments: &mut FragmentSearch,
) -> (Resolution, f32) {
    let score = best.as_ref().map_or(0.0, |best| score(&best.place));
    match best.map_or(Resolution::LOST, |best| judge(text, pattern, best)) {
        lost @ Resolution::Lost { .. } => {
            (fragments.find(text, pattern).map_or(lost, Resolution::Exact), score)
        }
        found => (found, score),
    }
}

/// One passage to one place: of two that stood apart, the one that fits better has it, and the other is lost.
fn one_to_one(placed: Vec<(Resolution, f32)>, hints: &[Option<Range<i64>>]) -> Vec<Resolution> {
    let mut order: Vec<(Span, usize)> =
        placed.iter().enumerate().filter_map(|(i, (found, _))| Some((found.span()?, i))).collect();
    order.order();
    let stood_apart = |a: usize, b: usize| match (&hints[a], &hints[b]) {
        (Some(a), Some(b)) => a.end <= b.start || b.end <= a.start,
        _ => false,
    };
    let is_one = |a: Span, b: Span| {
        let shared = a.intersection(b).map_or(0, Span::len);
        0 < shared && ONE_PLACE <= shared as f32 / a.hull(b).len() as f32
    };
    let mut gone = vec![false; placed.len()];
    let mut kept: Option<(Span, usize)> = None;
    for (span, i) in order {
        match kept {
            Some((other, j)) if is_one(span, other) && stood_apart(i, j) => {
                let loser = if placed[j].1 < placed[i].1 { j } else { i };
                gone[loser] = true;
                if loser == j {
                    kept = Some((span, i));
                }
            }
            _ => kept = Some((span, i)),
        }
    }
    placed
        .into_iter()
        .zip(gone)
        .map(|((found, _), gone)| if gone { Resolution::LOST } else { found })
        .collect()
}

/// The share that two places have in common, of what both cover, when they are one: the marks may differ.
const ONE_PLACE: f32 = 0.8;

/// What the best place is, as far as a selector tells.
fn judge(text: &WordIndex, pattern: &Pattern, best: BestPlace) -> Resolution {
    let Range { start, end } = pattern.inside;
    let passage = PassageWords { text: pattern.sequence(&pattern.words), start, end };
    let sides = [best.place.before, best.place.after];
    // Where nothing is known of the surroundings, a passage may begin or end within a word.
    let is_alone = sides.iter().all(Option::is_none);
    let stands_there =
        |span: Span| letters::same_form(pattern.exact(), span.get(text.text).unwrap_or_default());
    if is_alone && best.is_likely && stands_there(best.place.span) {
        return Resolution::Exact(best.place.span);
    }
    let beside = sides.iter().filter(|side| side.is_some_and(|share| LEAST_CONTEXT <= share)).count();
    // Without surroundings, its position says where it stood.
    let neighbours = if is_alone { usize::from(best.is_near) } else { beside };
    judged(text, pattern, best, PlaceContext { passage, is_compared: false, in_order: true, neighbours })
}

/// Looks for one passage. `shift` is how far the passage before has moved, in bytes: most often this one has moved as
/// far.
fn find<'t>(
    text: &'t WordIndex<'t>,
    pattern: &Pattern,
    hint: Option<&Range<i64>>,
    shift: &mut i64,
    known: &mut KnownAlignments<'t>,
) -> InitialMatch {
    let Some(hint) = hint else {
        return InitialMatch::Candidates(search::places(text, pattern, None, known));
    };
    if pattern.is_blank() {
        return whole_characters(text.text, hint)
            .map_or(InitialMatch::Candidates(vec![]), InitialMatch::Certain);
    }
    let unchanged =
        [hint.start + *shift, hint.start].into_iter().find_map(|s| pattern.unchanged_at(text.text, s));
    let Some(span) = unchanged else {
        return InitialMatch::Candidates(search::places(text, pattern, Some(hint.start + *shift), known));
    };
    *shift = i64::from(span.start().0) - hint.start;
    InitialMatch::Certain(span)
}

/// The span of a range that lies within the text and cuts no character.
fn whole_characters(text: &str, range: &Range<i64>) -> Option<Span> {
    let (start, end) = (usize::try_from(range.start).ok()?, usize::try_from(range.end).ok()?);
    text.get(start..end).map(|_| Span::new(start, end))
}

/// A passage of the old version, the place that comparing the versions shows, and where it should start.
pub(super) struct ComparedPassage<'a> {
    pub compared: &'a ComparedVersions<'a>,
    pub old: &'a WordIndex<'a>,
    pub span: Span,
    pub there: Option<CandidatePlace>,
    pub expected: i64,
}

/// One passage, of which comparing the versions says where it is if it was not moved.
pub(super) fn place_compared<'t>(
    text: &'t WordIndex<'t>,
    pattern: &Pattern,
    passage: ComparedPassage,
    known: &mut KnownAlignments<'t>,
) -> Resolution {
    let ComparedPassage { compared, old, span, there, expected } = passage;
    let shown = there.as_ref().map(|place| place.span);
    let judge = |best: BestPlace| {
        let words = old.within(span);
        let passage = PassageWords { text: old.sequence(&old.words), start: words.start, end: words.end };
        let in_order = shown.is_some_and(|there| there.overlaps(best.place.span));
        let neighbours = compared.neighbours(span, best.place.span);
        judged(text, pattern, best, PlaceContext { passage, is_compared: true, in_order, neighbours })
    };
    let stayed = |p: &CandidatePlace| {
        LEAST_KEPT <= p.kept && LEAST_CONTEXT <= p.before.unwrap_or(0.0).max(p.after.unwrap_or(0.0))
    };
    // Where the comparison shows the very words with some of their surroundings, no copy elsewhere is meant; nor
    // where it shows most of them between what stood on both sides, if there were copies before.
    let is_same = |p: &CandidatePlace| {
        stayed(p) && letters::same_form(p.span.get(text.text).unwrap_or_default(), pattern.exact())
    };
    let is_between = |p: &CandidatePlace| {
        LEAST_KEPT <= p.kept && [p.before, p.after].iter().all(|side| LEAST_CONTEXT <= side.unwrap_or(0.0))
    };
    let here = floor(old.text, span.start().index())..ceil(old.text, span.end().index());
    let choose =
        |places: Vec<CandidatePlace>| choose(pattern, places, Some(expected)).map_or(Resolution::LOST, judge);
    match &there {
        Some(place) if is_same(place) || (is_between(place) && search::has_copies(old, here)) => {
            return choose(vec![place.clone()]);
        }
        _ => {}
    }
    // One passage to one place: what another passage became is not this one.
    let free = |places: Vec<CandidatePlace>| -> Vec<CandidatePlace> {
        places.into_iter().filter(|place| !compared.is_taken(span, place.span)).collect()
    };
    let verbatim = free(search::verbatim_places(text, pattern, Some(expected), known));
    // Word for word is surer than any comparison, above all where the comparison holds it and more.
    let there = there.filter(|place| !verbatim.iter().any(|p| p.span.overlaps(place.span)));
    if let Some(place) = there.clone().filter(|p| stayed(p) && verbatim.is_empty()) {
        return choose(vec![place]);
    }
    let mut places = if search::is_clear(&verbatim) {
        verbatim
    } else {
        let mut verbatim = verbatim;
        verbatim.extend(search::same_words_places(text, pattern, Some(expected), known));
        free(search::reworded_places(text, pattern, Some(expected), verbatim, known))
    };
    places.extend(there);
    match choose(places) {
        Resolution::Lost { candidate: None } => compared.respelled(span).map_or(Resolution::LOST, respelled),
        found => found,
    }
}

/// The same words between the same neighbours, with other letters.
fn respelled((span, alike): (Span, f32)) -> Resolution {
    Resolution::Moved { span, score: alike.min(HIGHEST_ALTERED) }
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
    sure.order();
    sure
}

/// What a landmark must score: nearly all of the passage and of its surroundings is there.
const LANDMARK_SCORE: f32 = 0.8;

/// How far ahead of the second-best place a landmark must be: less is what two copies with like neighbours differ by.
const LANDMARK_LEAD: f32 = 0.2;

/// The best place, when no other comes near it.
fn clear_winner(places: &[CandidatePlace]) -> Option<Span> {
    let mut scores: Vec<(f32, Span)> = places.iter().map(|p| (score(p), p.span)).collect();
    scores.order_by(|a, b| b.0.total_cmp(&a.0));
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

/// The likeliest place of a passage, and whether it is likely enough.
struct BestPlace {
    place: CandidatePlace,
    is_likely: bool,
    /// Whether it stands where it is expected.
    is_near: bool,
}

fn choose(pattern: &Pattern, places: Vec<CandidatePlace>, expected: Option<i64>) -> Option<BestPlace> {
    let far = |p: &CandidatePlace| expected.map(|e| (i64::from(p.span.start().0) - e).abs());
    // Surroundings outweigh position: edits move text more often than they change its neighbours.
    // So position only decides between places whose surroundings are alike: it counts for a tenth at most, and for
    // half of that 400 bytes, a paragraph, away.
    let rank = |p: &CandidatePlace| score(p) + far(p).map_or(0.0, |far| 0.1 / (1.0 + far as f32 / 400.0));
    // Of equals the one word for word, and the first in the text.
    let order = |a: &CandidatePlace, b: &CandidatePlace| {
        rank(a).total_cmp(&rank(b)).then(a.verbatim.cmp(&b.verbatim)).then(b.span.cmp(&a.span))
    };
    let place = places.into_iter().max_by(order)?;
    let is_there = LEAST_KEPT <= place.kept;
    let is_near = far(&place).is_some_and(|far| far <= NEAR);
    let is_meant = pattern.is_telling() || LEAST_SCORE <= score(&place) || is_near;
    Some(BestPlace { is_likely: is_there && is_meant, is_near, place })
}

/// What is known of the passage, and of the place that was chosen for it.
struct PlaceContext<'a> {
    passage: PassageWords<'a>,
    /// Whether both versions are at hand.
    is_compared: bool,
    /// Whether the place stands in the same order among what stayed.
    in_order: bool,
    /// On how many sides the same stands next to it.
    neighbours: usize,
}

/// The least share of a passage's letters that a place must have where both its neighbours stayed. In edited articles
/// a sentence that replaces another between the same two shares less.
const LEAST_BETWEEN: f32 = 0.55;

/// The least share of a passage that makes a place in its order worth asking about.
const LEAST_ASKED: f32 = 0.5;

/// What the best place is to the passage: itself, altered, or another that is like it.
fn judged(text: &WordIndex, pattern: &Pattern, best: BestPlace, context: PlaceContext) -> Resolution {
    let BestPlace { place, is_likely, .. } = best;
    let span = letters::whole_clusters(text.text, place.span);
    let words = text.within(span);
    let there = PassageWords { text: text.sequence(&text.words), start: words.start, end: words.end };
    let reported = reported(&place);
    let lost = Resolution::Lost { candidate: Some(PassageCandidate { span, score: reported }) };
    // Between two neighbours that stayed, half of the words are enough.
    let is_between =
        context.is_compared && context.in_order && context.neighbours == 2 && LEAST_BETWEEN <= place.kept;
    if !(is_likely || is_between && pattern.is_telling()) {
        let is_asked =
            context.in_order && 0 < context.neighbours && LEAST_ASKED <= place.kept && pattern.is_telling();
        return if is_asked { lost } else { Resolution::LOST };
    }
    let is_same = letters::same_form(pattern.exact(), span.get(text.text).unwrap_or_default())
        && pattern.is_cut_alike(text.cuts_words(span));
    let found = if is_same { Resolution::Exact(span) } else { Resolution::Moved { span, score: reported } };
    let Some(evidence) = evidence::compare(context.passage, there) else { return found };
    // Two of three: in the same order, in the same sentence, beside the same sentence.
    let stayed = match (context.in_order, evidence.sentence_stayed) {
        (true, true) => true,
        (false, false) => false,
        _ => 0 < context.neighbours,
    };
    let for_it = match evidence.name {
        // The same words, at the same place, of another speaker: the speaker was put right.
        NameBeside::Other if evidence.same_words && stayed => return found,
        NameBeside::Other => return lost,
        NameBeside::Same => 2,
        NameBeside::Unknown => 0,
    } + usize::from(evidence.sentence_stayed)
        + context.neighbours;
    // Another name makes another sentence more often than another number or word does.
    let needed = match evidence.inside {
        Replaced::Nothing => 0,
        Replaced::Word | Replaced::Number => 1,
        Replaced::Name => 2,
    };
    if for_it < needed { lost } else { found }
}

/// The score that is told of an altered passage. Words that were put in count as those that are gone.
fn reported(place: &CandidatePlace) -> f32 {
    let both = place.kept + place.own;
    let alike = if both == 0.0 { 0.0 } else { 2.0 * place.kept * place.own / both };
    score(&CandidatePlace { kept: alike.min(1.0), ..place.clone() }).min(HIGHEST_ALTERED)
}

/// The most that an altered passage scores: 1 is for the same words.
const HIGHEST_ALTERED: f32 = 0.99;
