//! What is known of a span of words that may be a quotation, in numbers that the trees ask for.
//!
//! The tagger knows words, the rules know clauses, and neither sees a span from end to end; here is what both say of
//! it, how it begins and ends, and what stands around it.

use std::ops::Range;

use super::context::{Context, NONE, Seen, mark};
use super::speakers::Ruled;
use super::tagger::TokenMarginals;
use super::tags::{CONTENT, CUE, KINDS, SOURCE, THOUGHT};

/// How many there are.
pub const COUNT: usize = 100;

/// Stands for the distance to what is not there.
const FAR: f32 = 99.0;

/// The facts of a span, in an order that the trees know.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    values: [f32; COUNT],
    filled: usize,
}

impl Facts {
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    fn add(&mut self, value: f32) {
        self.values[self.filled] = value;
        self.filled += 1;
    }

    fn all<const N: usize>(&mut self, values: [f32; N]) {
        values.into_iter().for_each(|value| self.add(value));
    }

    fn flags<const N: usize>(&mut self, values: [bool; N]) {
        self.all(values.map(|on| if on { 1.0 } else { 0.0 }));
    }
}

/// What the tagger's sums say of a span as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Chance {
    /// That it is a content, neither more nor less.
    pub exactly: f32,
    /// That something near enough to it is one, and the likeliest thing that shares words with it and is not.
    pub nearly: f32,
    pub other: f32,
}

/// All that there is to be seen of the spans of a stretch.
pub(crate) struct Sight<'a> {
    pub context: &'a Context,
    pub marginals: &'a [TokenMarginals],
    /// What the rules found, and what the tagger's likeliest tags mark, in tokens of the stretch.
    pub rules: &'a [(Range<usize>, &'a Ruled)],
    pub tagged: &'a [Range<usize>],
}

/// As odds: near nothing and near certainty, small differences count.
fn odds(chance: f32) -> f32 {
    chance.max(1e-6) / (1.0 - chance).max(1e-6)
}

fn most(chances: impl Iterator<Item = f32>) -> f32 {
    odds(chances.fold(0.0, f32::max))
}

/// The share of the words of either that both have.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> f32 {
    let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    both as f32 / (a.len() + b.len() - both).max(1) as f32
}

impl Sight<'_> {
    /// The facts of a span of the stretch, which has a token at least.
    pub(crate) fn facts(&self, span: &Range<usize>, chance: &Chance) -> Facts {
        let mut facts = Facts { values: [0.0; COUNT], filled: 0 };
        self.note_beliefs(span, &mut facts);
        let lead = chance.nearly / (chance.nearly + chance.other).max(1e-6);
        facts.all([odds(chance.exactly), odds(chance.nearly), odds(chance.other), lead]);
        self.note_proposers(span, &mut facts);
        self.note_shape(span, &mut facts);
        self.note_marks_and_breaks(span, &mut facts);
        self.note_neighbours(span, &mut facts);
        self.note_cues(span, &mut facts);
        self.note_distances(span, &mut facts);
        self.note_surroundings(span, &mut facts);
        debug_assert_eq!(facts.filled, COUNT);
        facts
    }

    fn seen(&self, i: Option<usize>) -> Option<&Seen> {
        self.context.seen.get(i?)
    }

    fn belief(&self, i: Option<usize>, kind: usize) -> f32 {
        i.and_then(|i| self.marginals.get(i)).map_or(0.0, |b| b.kinds[kind])
    }

    /// What the tagger believes of its tokens and of those beside it.
    fn note_beliefs(&self, span: &Range<usize>, facts: &mut Facts) {
        let all = &self.marginals[span.clone()];
        let (first, last) = (&all[0], &all[all.len() - 1]);
        let (but_first, but_last) = (&all[1..], &all[..all.len() - 1]);
        facts.all([odds(first.begins), odds(last.ends)]);
        for kind in 0..KINDS {
            facts.add(all.iter().map(|b| b.kinds[kind]).sum::<f32>() / all.len() as f32);
        }
        facts.add(odds(all.iter().map(|b| b.kinds[CONTENT]).fold(1.0, f32::min)));
        facts.all([most(but_first.iter().map(|b| b.begins)), most(but_last.iter().map(|b| b.ends))]);
        facts.all([CUE, THOUGHT, SOURCE].map(|kind| most(all.iter().map(|b| b.kinds[kind]))));
        let beside = [span.start.checked_sub(1), Some(span.end)];
        for i in beside {
            (0..KINDS).for_each(|kind| facts.add(self.belief(i, kind)));
        }
        let at = |i: Option<usize>| i.and_then(|i| self.marginals.get(i));
        facts.add(at(beside[0]).map_or(0.0, |b| odds(b.ends)));
        facts.add(at(beside[1]).map_or(0.0, |b| odds(b.begins)));
        let (mut likeliest, mut second, mut sum) = (0f32, 0f32, 0.0);
        for belief in but_last {
            second = second.max(belief.ends.min(likeliest));
            likeliest = likeliest.max(belief.ends);
            sum += belief.ends;
        }
        facts.all([second, sum, but_first.iter().map(|b| b.begins).sum()]);
    }

    /// How near it is to what the rules found, and to what the tagger marks.
    fn note_proposers(&self, span: &Range<usize>, facts: &mut Facts) {
        let near = self.rules.iter().map(|(r, ruled)| (overlap(r, span), r, *ruled));
        match near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(share, ..)| 0.0 < *share) {
            Some((share, r, ruled)) => {
                facts.all([share, f32::from(ruled.rule)]);
                facts.flags([r.start == span.start, r.end == span.end]);
                facts.flags([ruled.speaker.is_some(), ruled.cue.is_some()]);
            }
            None => facts.all([0.0, 0.0, 0.0, 0.0, -1.0, -1.0]),
        }
        let near = self.tagged.iter().map(|r| (overlap(r, span), r));
        match near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(share, _)| 0.0 < *share) {
            Some((share, r)) => {
                facts.add(share);
                facts.flags([r.start == span.start, r.end == span.end]);
            }
            None => facts.all([0.0; 3]),
        }
    }

    /// Outside, mixed or inside marks; how its ends stand to them, to its sentence and to its paragraph.
    fn note_shape(&self, span: &Range<usize>, facts: &mut Facts) {
        let seen = &self.context.seen[span.clone()];
        let (first, last) = (&seen[0], &seen[seen.len() - 1]);
        let inside = seen.iter().filter(|s| s.mark != mark::OUTSIDE).count();
        let edge = |s: &Seen| f32::from(s.mark & !mark::NESTED);
        facts.all([inside as f32 / seen.len() as f32, edge(first), edge(last), seen.len() as f32]);
        facts.add((span.start - first.first as usize) as f32);
        facts.add(last.last as f32 + 1.0 - span.end as f32);
        facts.all([span.start as f32, (self.context.seen.len() - span.end) as f32]);
        facts.flags([self.context.is_title, self.context.begins_article]);
        facts.flags([self.context.goes_on, self.context.stays_open]);
        facts.add(self.context.before as f32);
    }

    /// The sentences, marks, breaks and reports within it.
    fn note_marks_and_breaks(&self, span: &Range<usize>, facts: &mut Facts) {
        let seen = &self.context.seen[span.clone()];
        let count = |is: &dyn Fn(&Seen) -> bool| seen.iter().filter(|s| is(s)).count() as f32;
        let stops = (0..seen.len() - 1).filter(|&i| seen[i].last as usize == span.start + i);
        let (outside, within): (Vec<usize>, Vec<usize>) = stops.partition(|&i| seen[i].mark == mark::OUTSIDE);
        facts.all([outside.len() as f32, within.len() as f32]);
        facts.all([count(&|s| s.mark == mark::OPENS), count(&|s| s.mark == mark::CLOSES)]);
        facts.all([count(&|s| s.is_break), count(&|s| s.hint.report != 0), count(&|s| s.hint.is_border)]);
        facts.flags([seen.iter().any(|s| s.is_verb)]);
    }

    fn note_neighbours(&self, span: &Range<usize>, facts: &mut Facts) {
        for i in [span.start.checked_sub(2), span.start.checked_sub(1), Some(span.end), Some(span.end + 1)] {
            match self.seen(i) {
                Some(s) => facts.all([
                    f32::from(u8::from(s.is_break)),
                    f32::from(s.mark & !mark::NESTED),
                    f32::from(u8::from(s.is_verb)),
                ]),
                None => facts.all([-1.0; 3]),
            }
        }
    }

    /// The nearest likely cue before and after it, and the likeliest cues and sources around.
    fn note_cues(&self, span: &Range<usize>, facts: &mut Facts) {
        let (first, last) = (&self.context.seen[span.start], &self.context.seen[span.end - 1]);
        for (place, from) in [(first.cue_before, span.start), (last.cue_after, span.end)] {
            match self.seen((place != NONE).then_some(place as usize)) {
                Some(cue) => facts.all([
                    from as f32 - place as f32,
                    f32::from(cue.cue),
                    odds(self.belief(Some(place as usize), CUE)),
                    f32::from(cue.mark & !mark::NESTED),
                ]),
                None => facts.all([FAR, -1.0, 0.0, 0.0]),
            }
        }
        let around = |range: Range<usize>, kind: usize| most(range.map(|i| self.belief(Some(i), kind)));
        for (reach, kind) in [(4, CUE), (8, CUE), (6, SOURCE), (12, SOURCE)] {
            facts.add(around(span.start.saturating_sub(reach)..span.start, kind));
        }
        for (reach, kind) in [(6, CUE), (4, SOURCE), (10, SOURCE)] {
            facts.add(around(span.end..span.end + reach, kind));
        }
    }

    /// How far its end is from the last verb and the like.
    fn note_distances(&self, span: &Range<usize>, facts: &mut Facts) {
        let last = &self.context.seen[span.end - 1];
        let back = [last.verb_before, last.subordinator_before, last.break_before, last.pronoun_before];
        facts.all(back.map(|place| if place == NONE { FAR } else { span.end as f32 - place as f32 }));
        let on = last.break_after;
        facts.add(if on == NONE { FAR } else { on as f32 - span.end as f32 });
        let rest = span.end..last.last as usize + 1;
        let verb = rest.clone().find(|&i| self.context.seen[i].is_verb);
        facts.add(verb.map_or(FAR, |verb| (verb - span.end) as f32));
    }

    /// What the tagger believes of the rest of its sentence and of its paragraph.
    fn note_surroundings(&self, span: &Range<usize>, facts: &mut Facts) {
        let (first, last) = (&self.context.seen[span.start], &self.context.seen[span.end - 1]);
        let sum = |range: Range<usize>, kind: usize| -> f32 {
            self.marginals[range].iter().map(|b| b.kinds[kind]).sum()
        };
        let before = first.first as usize..span.start;
        facts.all([CONTENT, CUE, SOURCE].map(|kind| sum(before.clone(), kind)));
        let after = span.end..last.last as usize + 1;
        facts.all([CONTENT, CUE, THOUGHT, SOURCE].map(|kind| sum(after.clone(), kind)));
        let n = self.marginals.len();
        let other = sum(0..span.start, CONTENT) + sum(span.end..n, CONTENT);
        facts.add(other / (n - span.len()).max(1) as f32);
    }
}
