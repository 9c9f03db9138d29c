//! The features of a span that may be a quotation, as numbers for the trees of the span classifier.
//!
//! The tagger knows words, the rules know clauses, and neither sees a span from end to end; here is what both say of
//! it, how it begins and ends, and what stands around it.

use std::ops::Range;

use super::context::{NONE, PassageContext, TokenContext, mark};
use super::reports::rule_spans::RuleSpan;
use super::tagger::TokenMarginals;
use super::tags::{CONTENT, CUE, KINDS, SOURCE, THOUGHT};

/// How many there are.
pub const COUNT: usize = 100;

/// Stands for the distance to what is not there.
const FAR: f32 = 99.0;

/// The features of a span, in an order that the trees know.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanFeatures {
    values: [f32; COUNT],
    filled: usize,
}

impl SpanFeatures {
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    fn add(&mut self, value: f32) {
        self.values[self.filled] = value;
        self.filled += 1;
    }

    fn add_all<const N: usize>(&mut self, values: [f32; N]) {
        values.into_iter().for_each(|value| self.add(value));
    }

    fn add_flags<const N: usize>(&mut self, values: [bool; N]) {
        self.add_all(values.map(|on| if on { 1.0 } else { 0.0 }));
    }
}

/// What the tagger's sums say of a span as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SpanProbabilities {
    /// That it is a content, neither more nor less.
    pub exactly: f32,
    /// That something near enough to it is one, and the likeliest thing that shares words with it and is not.
    pub nearly: f32,
    pub other: f32,
}

/// All that the features of the spans of a passage are read from.
pub(crate) struct SpanContext<'a> {
    pub context: &'a PassageContext,
    pub marginals: &'a [TokenMarginals],
    /// What the rules found, and what the tagger's likeliest tags mark, in tokens of the passage.
    pub rules: &'a [(Range<usize>, &'a RuleSpan)],
    pub tagged: &'a [Range<usize>],
}

/// As odds: near nothing and near certainty, small differences count.
fn odds(probability: f32) -> f32 {
    probability.max(1e-6) / (1.0 - probability).max(1e-6)
}

fn most(probabilities: impl Iterator<Item = f32>) -> f32 {
    odds(probabilities.fold(0.0, f32::max))
}

/// The share of the words of either that both have.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> f32 {
    let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    both as f32 / (a.len() + b.len() - both).max(1) as f32
}

impl SpanContext<'_> {
    /// The features of a span of the passage, which has a token at least.
    pub(crate) fn features(&self, span: &Range<usize>, probabilities: &SpanProbabilities) -> SpanFeatures {
        let mut features = SpanFeatures { values: [0.0; COUNT], filled: 0 };
        self.add_marginals(span, &mut features);
        let SpanProbabilities { exactly, nearly, other } = *probabilities;
        let lead = nearly / (nearly + other).max(1e-6);
        features.add_all([odds(exactly), odds(nearly), odds(other), lead]);
        self.add_proposers(span, &mut features);
        self.add_shape(span, &mut features);
        self.add_marks_and_breaks(span, &mut features);
        self.add_neighbours(span, &mut features);
        self.add_cues(span, &mut features);
        self.add_distances(span, &mut features);
        self.add_surroundings(span, &mut features);
        debug_assert_eq!(features.filled, COUNT);
        features
    }

    fn seen(&self, i: Option<usize>) -> Option<&TokenContext> {
        self.context.seen.get(i?)
    }

    fn marginal(&self, i: Option<usize>, kind: usize) -> f32 {
        i.and_then(|i| self.marginals.get(i)).map_or(0.0, |b| b.kinds[kind])
    }

    /// The marginals of its tokens and of those beside it.
    fn add_marginals(&self, span: &Range<usize>, features: &mut SpanFeatures) {
        let all = &self.marginals[span.clone()];
        let (first, last) = (&all[0], &all[all.len() - 1]);
        let (but_first, but_last) = (&all[1..], &all[..all.len() - 1]);
        features.add_all([odds(first.begins), odds(last.ends)]);
        for kind in 0..KINDS {
            features.add(all.iter().map(|b| b.kinds[kind]).sum::<f32>() / all.len() as f32);
        }
        features.add(odds(all.iter().map(|b| b.kinds[CONTENT]).fold(1.0, f32::min)));
        features.add_all([most(but_first.iter().map(|b| b.begins)), most(but_last.iter().map(|b| b.ends))]);
        features.add_all([CUE, THOUGHT, SOURCE].map(|kind| most(all.iter().map(|b| b.kinds[kind]))));
        let beside = [span.start.checked_sub(1), Some(span.end)];
        for i in beside {
            (0..KINDS).for_each(|kind| features.add(self.marginal(i, kind)));
        }
        let at = |i: Option<usize>| i.and_then(|i| self.marginals.get(i));
        features.add(at(beside[0]).map_or(0.0, |b| odds(b.ends)));
        features.add(at(beside[1]).map_or(0.0, |b| odds(b.begins)));
        let (mut likeliest, mut second, mut sum) = (0f32, 0f32, 0.0);
        for marginal in but_last {
            second = second.max(marginal.ends.min(likeliest));
            likeliest = likeliest.max(marginal.ends);
            sum += marginal.ends;
        }
        features.add_all([second, sum, but_first.iter().map(|b| b.begins).sum()]);
    }

    /// How near it is to what the rules found, and to what the tagger marks.
    fn add_proposers(&self, span: &Range<usize>, features: &mut SpanFeatures) {
        let near = self.rules.iter().map(|(r, rule_span)| (overlap(r, span), r, *rule_span));
        match near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(share, ..)| 0.0 < *share) {
            Some((share, r, rule_span)) => {
                features.add_all([share, f32::from(rule_span.rule)]);
                features.add_flags([r.start == span.start, r.end == span.end]);
                features.add_flags([rule_span.speaker.is_some(), rule_span.cue.is_some()]);
            }
            None => features.add_all([0.0, 0.0, 0.0, 0.0, -1.0, -1.0]),
        }
        let near = self.tagged.iter().map(|r| (overlap(r, span), r));
        match near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(share, _)| 0.0 < *share) {
            Some((share, r)) => {
                features.add(share);
                features.add_flags([r.start == span.start, r.end == span.end]);
            }
            None => features.add_all([0.0; 3]),
        }
    }

    /// Outside, mixed or inside marks; how its ends stand to them, to its sentence and to its paragraph.
    fn add_shape(&self, span: &Range<usize>, features: &mut SpanFeatures) {
        let seen = &self.context.seen[span.clone()];
        let (first, last) = (&seen[0], &seen[seen.len() - 1]);
        let inside = seen.iter().filter(|s| s.mark != mark::OUTSIDE).count();
        let edge = |s: &TokenContext| f32::from(s.mark & !mark::NESTED);
        features.add_all([inside as f32 / seen.len() as f32, edge(first), edge(last), seen.len() as f32]);
        features.add((span.start - first.first as usize) as f32);
        features.add(last.last as f32 + 1.0 - span.end as f32);
        features.add_all([span.start as f32, (self.context.seen.len() - span.end) as f32]);
        features.add_flags([self.context.is_title, self.context.begins_article]);
        features.add_flags([self.context.goes_on, self.context.stays_open]);
        features.add(self.context.before as f32);
    }

    /// The sentences, marks, breaks and reports within it.
    fn add_marks_and_breaks(&self, span: &Range<usize>, features: &mut SpanFeatures) {
        let seen = &self.context.seen[span.clone()];
        let count = |is: &dyn Fn(&TokenContext) -> bool| seen.iter().filter(|s| is(s)).count() as f32;
        let stops = (0..seen.len() - 1).filter(|&i| seen[i].last as usize == span.start + i);
        let (outside, within): (Vec<usize>, Vec<usize>) = stops.partition(|&i| seen[i].mark == mark::OUTSIDE);
        features.add_all([outside.len() as f32, within.len() as f32]);
        features.add_all([count(&|s| s.mark == mark::OPENS), count(&|s| s.mark == mark::CLOSES)]);
        features.add_all([
            count(&|s| s.is_break),
            count(&|s| s.hint.report != 0),
            count(&|s| s.hint.is_border),
        ]);
        features.add_flags([seen.iter().any(|s| s.is_verb)]);
    }

    fn add_neighbours(&self, span: &Range<usize>, features: &mut SpanFeatures) {
        for i in [span.start.checked_sub(2), span.start.checked_sub(1), Some(span.end), Some(span.end + 1)] {
            match self.seen(i) {
                Some(s) => features.add_all([
                    f32::from(u8::from(s.is_break)),
                    f32::from(s.mark & !mark::NESTED),
                    f32::from(u8::from(s.is_verb)),
                ]),
                None => features.add_all([-1.0; 3]),
            }
        }
    }

    /// The nearest likely cue before and after it, and the likeliest cues and sources around.
    fn add_cues(&self, span: &Range<usize>, features: &mut SpanFeatures) {
        let (first, last) = (&self.context.seen[span.start], &self.context.seen[span.end - 1]);
        for (place, from) in [(first.cue_before, span.start), (last.cue_after, span.end)] {
            match self.seen((place != NONE).then_some(place as usize)) {
                Some(cue) => features.add_all([
                    from as f32 - place as f32,
                    f32::from(cue.cue),
                    odds(self.marginal(Some(place as usize), CUE)),
                    f32::from(cue.mark & !mark::NESTED),
                ]),
                None => features.add_all([FAR, -1.0, 0.0, 0.0]),
            }
        }
        let around = |range: Range<usize>, kind: usize| most(range.map(|i| self.marginal(Some(i), kind)));
        for (reach, kind) in [(4, CUE), (8, CUE), (6, SOURCE), (12, SOURCE)] {
            features.add(around(span.start.saturating_sub(reach)..span.start, kind));
        }
        for (reach, kind) in [(6, CUE), (4, SOURCE), (10, SOURCE)] {
            features.add(around(span.end..span.end + reach, kind));
        }
    }

    /// How far its end is from the last verb and the like.
    fn add_distances(&self, span: &Range<usize>, features: &mut SpanFeatures) {
        let last = &self.context.seen[span.end - 1];
        let back = [last.verb_before, last.subordinator_before, last.break_before, last.pronoun_before];
        features.add_all(back.map(|place| if place == NONE { FAR } else { span.end as f32 - place as f32 }));
        let on = last.break_after;
        features.add(if on == NONE { FAR } else { on as f32 - span.end as f32 });
        let rest = span.end..last.last as usize + 1;
        let verb = rest.clone().find(|&i| self.context.seen[i].is_verb);
        features.add(verb.map_or(FAR, |verb| (verb - span.end) as f32));
    }

    /// The marginals of the rest of its sentence and of its paragraph.
    fn add_surroundings(&self, span: &Range<usize>, features: &mut SpanFeatures) {
        let (first, last) = (&self.context.seen[span.start], &self.context.seen[span.end - 1]);
        let sum = |range: Range<usize>, kind: usize| -> f32 {
            self.marginals[range].iter().map(|b| b.kinds[kind]).sum()
        };
        let before = first.first as usize..span.start;
        features.add_all([CONTENT, CUE, SOURCE].map(|kind| sum(before.clone(), kind)));
        let after = span.end..last.last as usize + 1;
        features.add_all([CONTENT, CUE, THOUGHT, SOURCE].map(|kind| sum(after.clone(), kind)));
        let n = self.marginals.len();
        let other = sum(0..span.start, CONTENT) + sum(span.end..n, CONTENT);
        features.add(other / (n - span.len()).max(1) as f32);
    }
}
