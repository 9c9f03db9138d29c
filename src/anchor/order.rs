//! Places all passages of a set together: those that are sure show where the doubtful ones must be.

use std::ops::Range;

use super::search::{self, Pattern, Place};
use super::words::Words;
use super::{Resolution, Selector};
use crate::span::Span;

/// What is known of one passage so far.
enum Finding {
    /// Passage and surroundings stand there unchanged.
    Sure(Span),
    Places(Vec<Place>),
}

pub fn place(text: &Words, selectors: &[Selector], hints: &[Option<Range<i64>>]) -> Vec<Resolution> {
    let mut shift = 0;
    let mut findings: Vec<Finding> = vec![];
    for (selector, hint) in selectors.iter().zip(hints) {
        let pattern = Pattern::new(selector);
        let start = hint.as_ref().map(|h| h.start);
        let unchanged =
            start.and_then(|s| [s + shift, s].into_iter().find_map(|s| pattern.unchanged_at(text.text, s)));
        findings.push(match (unchanged, start) {
            (Some(span), Some(start)) if pattern.has_words() => {
                shift = i64::from(span.start().0) - start;
                Finding::Sure(span)
            }
            _ => Finding::Places(search::places(text, &pattern, start)),
        });
    }
    let landmarks = landmarks(&findings, hints);
    findings
        .into_iter()
        .zip(hints)
        .map(|(finding, hint)| match finding {
            Finding::Sure(span) => Resolution::Exact(span),
            Finding::Places(places) => {
                let expected = hint.as_ref().map(|h| expected(&landmarks, h.start));
                choose(places, expected)
            }
        })
        .collect()
}

/// One passage by itself.
pub fn place_one(text: &Words, selector: &Selector, expected: Option<i64>) -> Resolution {
    choose(search::places(text, &Pattern::new(selector), expected), expected)
}

/// Old and new starts of the passages that are sure, ascending in both.
fn landmarks(findings: &[Finding], hints: &[Option<Range<i64>>]) -> Vec<(i64, i64)> {
    let mut sure: Vec<(i64, i64)> = findings
        .iter()
        .zip(hints)
        .filter_map(|(finding, hint)| {
            let span = match finding {
                Finding::Sure(span) => *span,
                Finding::Places(places) => clear_winner(places)?,
            };
            Some((hint.as_ref()?.start, i64::from(span.start().0)))
        })
        .collect();
    sure.sort_unstable();
    sure
}

/// The best place, when no other comes near it.
fn clear_winner(places: &[Place]) -> Option<Span> {
    let mut scores: Vec<(f32, Span)> = places.iter().map(|p| (score(p), p.span)).collect();
    scores.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = scores.first().filter(|best| 0.8 <= best.0)?;
    scores.get(1).is_none_or(|second| second.0 + 0.2 < best.0).then_some(best.1)
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

/// How well a place fits, from 0 to 1: the passage counts for a half and more, its surroundings for the rest.
pub fn score(place: &Place) -> f32 {
    let parts = [(50.0, Some(place.kept)), (20.0, place.before), (20.0, place.after)];
    let known = parts.iter().filter_map(|&(weight, part)| part.map(|p| (weight, p)));
    let (sum, all) = known.fold((0.0, 0.0), |(sum, all), (weight, part)| (sum + weight * part, all + weight));
    sum / all
}

fn choose(places: Vec<Place>, expected: Option<i64>) -> Resolution {
    let near = |p: &Place| {
        expected.map_or(0.0, |e| 0.1 / (1.0 + (i64::from(p.span.start().0) - e).abs() as f32 / 400.0))
    };
    let Some(best) = places.into_iter().max_by(|a, b| (score(a) + near(a)).total_cmp(&(score(b) + near(b))))
    else {
        return Resolution::Lost;
    };
    let score = score(&best);
    if std::env::var_os("ANCHOR").is_some() {
        eprintln!("{best:?} {score}");
    }
    if score < 0.5 {
        Resolution::Lost
    } else if best.verbatim {
        Resolution::Exact(best.span)
    } else {
        Resolution::Moved { span: best.span, score }
    }
}
