//! Weighs the spans of both readings: how probable each is to be a quotation, by a logistic regression over what either
//! reading says of it. `tools/lab/deep` learns the weights.

use std::ops::Range;

use super::facts::{Combination, DeepFacts};
use super::stretch::Stretch;
use crate::annotation::QuoteKind;
use crate::recognise::quotes::tags::{CONTENT, SOURCE};
use crate::sorting::Sorting as _;
use crate::span::Span;

/// A span of the second reading is a candidate from this probability on.
const LEAST: f32 = 0.05;

/// A quotation of the first reading, or one of its parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct FirstSpan {
    /// The indices of the quotation and of its part.
    pub(super) index: (usize, usize),
    pub(super) span: Span,
    pub(super) kind: QuoteKind,
    pub(super) confidence: f32,
    /// The report can be nothing else by its form, so that it is not weighed away.
    pub(super) is_plain: bool,
}

/// A span that is weighed, or was and stands.
#[derive(Clone, Debug)]
pub(super) struct WeighedSpan {
    pub(super) span: Span,
    /// The first reading's, where it is of that.
    pub(super) first: Option<FirstSpan>,
    pub(super) probability: f32,
}

/// A stretch of text with what the first reading found there.
pub(super) struct WeighedStretch<'s> {
    pub(super) stretch: &'s Stretch,
    pub(super) firsts: &'s [FirstSpan],
    /// What stands whatever the readings say.
    pub(super) settled: &'s [Span],
    /// Whom something is said to, by the rules, right before the words that are said.
    pub(super) listeners: &'s [Span],
}

/// A span of words that may be a quotation.
struct DeepCandidate {
    words: Range<usize>,
    span: Span,
    first: Option<FirstSpan>,
    is_likeliest: bool,
}

impl DeepCandidate {
    fn is_plain(&self) -> bool {
        self.first.is_some_and(|first| first.is_plain)
    }
}

impl WeighedStretch<'_> {
    /// The spans that are quotations: the likeliest first, none over another, none under the threshold. `kind` says
    /// of a span how it is quoted; nothing where it is no speech.
    pub(super) fn choose(
        &self,
        combination: &Combination,
        kind: impl Fn(Span) -> Option<QuoteKind>,
    ) -> Vec<WeighedSpan> {
        let has_source = self.stretch.best.iter().any(|span| span.kind == SOURCE);
        let weigh = |candidate: DeepCandidate| {
            let kind = candidate.first.map(|first| first.kind).or_else(|| kind(candidate.span))?;
            let facts = self.facts(&candidate, kind, has_source);
            let probability = combination.weights.probability(&facts);
            // Enough to stay, too little to put it before another reading of these words.
            let floor = if candidate.is_plain() { combination.threshold } else { 0.0 };
            Some((probability.max(floor), candidate))
        };
        let candidates = self.candidates().into_iter().filter(|candidate| !self.has_listener(candidate.span));
        let mut weighed: Vec<(f64, DeepCandidate)> = candidates.filter_map(weigh).collect();
        weighed.retain(|(probability, _)| combination.threshold <= *probability);
        weighed.order_by(|a, b| b.0.total_cmp(&a.0)); // Of equals, the first reading's and the earlier stay before.
        let mut taken: Vec<Span> = self.settled.to_vec();
        let mut chosen = vec![];
        for (probability, candidate) in weighed {
            if !taken.iter().any(|other| other.overlaps(candidate.span)) {
                taken.push(candidate.span);
                let of_first =
                    candidate.first.filter(|first| first.is_plain).map_or(0.0, |first| first.confidence);
                let probability = of_first.max(probability as f32);
                chosen.push(WeighedSpan { span: candidate.span, first: candidate.first, probability });
            }
        }
        chosen
    }

    /// Whether words begin with those whom they are said to.
    fn has_listener(&self, span: Span) -> bool {
        let begins = |listener: &Span| listener.start() <= span.start() && span.start() < listener.end();
        self.listeners.iter().any(|listener| begins(listener) && listener.end() < span.end())
    }

    /// The first reading's spans, and those of the second that are other words.
    fn candidates(&self) -> Vec<DeepCandidate> {
        let of_first = |first: &FirstSpan| {
            let words = self.stretch.words_in(first.span);
            let candidate =
                DeepCandidate { words, span: first.span, first: Some(*first), is_likeliest: false };
            (!candidate.words.is_empty()).then_some(candidate)
        };
        let mut all: Vec<DeepCandidate> = self.firsts.iter().filter_map(of_first).collect();
        let count = all.len();
        let best = || self.stretch.best.iter().filter(|span| span.kind == CONTENT).map(|span| &span.tokens);
        let likely = self.stretch.likely.iter().filter(|(_, probability)| LEAST <= *probability);
        let mut own: Vec<Range<usize>> = likely.map(|(words, _)| words).chain(best()).cloned().collect();
        own.order_by_key(|words| (words.start, words.end));
        own.dedup();
        for words in own {
            let is_likeliest = best().any(|best| *best == words);
            let same = all[..count].iter_mut().find(|c| self.stretch.likeness(&c.words, &words) == 1.0);
            match same {
                Some(same) => same.is_likeliest |= is_likeliest,
                None => {
                    let span = self.stretch.text_span(&words);
                    all.push(DeepCandidate { words, span, first: None, is_likeliest });
                }
            }
        }
        all
    }

    fn facts(&self, candidate: &DeepCandidate, kind: QuoteKind, has_source: bool) -> DeepFacts {
        let DeepCandidate { words, span, first, is_likeliest } = candidate;
        let index = first.map(|first| first.index);
        let others =
            || self.firsts.iter().filter(|other| Some(other.index) != index && other.span.overlaps(*span));
        let is = |fact: bool| f64::from(u8::from(fact));
        let is_first = is(first.is_some());
        let near = log_odds(self.stretch.near(words));
        let confidence = |first: &FirstSpan| log_odds(f64::from(first.confidence));
        let like = others().map(|other| self.stretch.likeness(words, &self.stretch.words_in(other.span)));
        DeepFacts {
            one: 1.0,
            first: is_first,
            first_confidence: first.as_ref().map_or(0.0, confidence),
            near,
            exact: log_odds(self.stretch.exact(words)),
            content: log_odds(self.stretch.mean_content(words)),
            ignored: log_odds(self.stretch.mean_thought(words)),
            likeliest: is(*is_likeliest),
            first_elsewhere: is(others().next().is_some()),
            first_near: like.reduce(f64::max).unwrap_or(0.0),
            first_elsewhere_confidence: others().map(confidence).reduce(f64::max).unwrap_or(0.0),
            direct: is(kind == QuoteKind::Direct),
            mixed: is(kind == QuoteKind::Mixed),
            marked_near: is(kind != QuoteKind::Indirect) * near,
            first_and_near: is_first * near,
            length: (words.len() as f64).ln(),
            source: is(has_source),
        }
    }
}

/// The logarithm of the odds of a probability; finite at both ends.
fn log_odds(probability: f64) -> f64 {
    ((probability + 0.002) / (1.002 - probability)).ln()
}
