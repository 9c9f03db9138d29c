//! Which words may be a quotation: spans that the tagger or the rules propose, each weighed as a whole.
//!
//! The tagger knows words, the rules know clauses, and neither sees a span from end to end; what both say of it, how
//! it begins and ends and what stands around it, decides. The weight is a logarithm of odds: that a span of PolNeAR
//! shares four words of five with it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::{Context, Seen, bucket, mark};
use super::speakers::Ruled;
use super::tagger::{self, Belief, Reading, Tagged};
use super::tags::{CONTENT, CUE, SOURCE, THOUGHT};
use crate::model::hash::{mix, row};

/// The logarithm of the number of rows of the weights.
pub const BITS: u32 = 16;

/// Where the tagger begins or ends a content with less than this chance, no other span is tried.
const LEAST: f32 = 0.06;

/// Proposed ends for each beginning, and tokens that they may lie apart.
const MOST_ENDS: usize = 6;
const FARTHEST: usize = 160;

/// Words that may be a quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Tokens of the document.
    pub tokens: Range<usize>,
    /// Rows of the features.
    pub rows: Vec<u32>,
}

/// The candidates of a stretch, given the pieces that the rules found in it.
pub fn propose(context: &Context, reading: &Reading, ruled: &[Ruled]) -> Vec<Candidate> {
    let (start, n) = (reading.start, reading.beliefs.len());
    let local = |r: &Range<usize>| r.start.max(start) - start..r.end.min(start + n).max(start) - start;
    let rules: Vec<(Range<usize>, &Ruled)> =
        ruled.iter().map(|r| (local(&r.tokens), r)).filter(|(r, _)| !r.is_empty()).collect();
    let contents = reading.spans.iter().filter(|s| s.kind == CONTENT);
    let tagged: Vec<Range<usize>> = contents.map(|s| local(&s.tokens)).collect();
    let mut spans: BTreeSet<(usize, usize)> = BTreeSet::new();
    spans.extend(rules.iter().map(|(r, _)| (r.start, r.end)));
    spans.extend(tagged.iter().map(|r| (r.start, r.end)));
    let mut starts: BTreeSet<usize> = spans.iter().map(|s| s.0).collect();
    starts.extend((0..n).filter(|&i| LEAST <= reading.beliefs[i].begins));
    let mut ends: Vec<usize> = (0..n).filter(|&i| LEAST <= reading.beliefs[i].ends).map(|i| i + 1).collect();
    ends.extend(spans.iter().map(|s| s.1));
    ends.sort_unstable();
    ends.dedup();
    for &from in &starts {
        let first = ends.partition_point(|&end| end <= from);
        let near = ends[first..].iter().take_while(|&&end| end - from <= FARTHEST).take(MOST_ENDS);
        spans.extend(near.map(|&end| (from, end)));
    }
    let chances = chances(&spans, &reading.beliefs);
    let see = Sight { context, beliefs: &reading.beliefs, rules: &rules, tagged: &tagged };
    spans
        .into_iter()
        .zip(chances)
        .map(|((from, end), chance)| Candidate {
            tokens: start + from..start + end,
            rows: see.features(from..end, &chance),
        })
        .collect()
}

/// What the tagger's sums say of a span as a whole.
#[derive(Clone, Copy, Debug, Default)]
struct Chance {
    /// That it is a content, neither more nor less.
    exactly: f32,
    /// That something near enough to it is one, and the likeliest thing that shares words with it and is not.
    nearly: f32,
    other: f32,
}

/// Spans as near as this count as the same.
const SAME: f32 = 0.8;

/// The chances of each span, given all of them in order.
fn chances(spans: &BTreeSet<(usize, usize)>, beliefs: &[Belief]) -> Vec<Chance> {
    let spans: Vec<(usize, usize)> = spans.iter().copied().collect();
    let exact: Vec<f32> =
        spans.iter().map(|&(from, end)| tagger::chance_of_content(beliefs, &(from..end))).collect();
    let of = |i: usize| {
        let (from, end) = spans[i];
        let mut chance = Chance { exactly: exact[i], ..Chance::default() };
        let first = spans.partition_point(|s| s.0 + FARTHEST < from);
        for j in first..spans.len() {
            let (a, b) = spans[j];
            if end <= a {
                break;
            }
            let both = b.min(end).saturating_sub(a.max(from)) as f32;
            if 0.0 < both {
                let all = b.max(end) - a.min(from);
                if SAME <= both / all as f32 {
                    chance.nearly += exact[j];
                } else {
                    chance.other = chance.other.max(exact[j]);
                }
            }
        }
        chance
    };
    (0..spans.len()).map(of).collect()
}

struct Sight<'a> {
    context: &'a Context,
    beliefs: &'a [Belief],
    rules: &'a [(Range<usize>, &'a Ruled)],
    tagged: &'a [Range<usize>],
}

/// How far two spans are the same: 0 (not at all) to 5 (equal), and whether they begin and end together.
fn likeness(a: &Range<usize>, b: &Range<usize>) -> (u64, bool, bool) {
    let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let share = both as f32 / (a.len() + b.len() - both).max(1) as f32;
    let class = match share {
        s if s <= 0.0 => 0,
        s if s < 0.5 => 1,
        s if s < 0.8 => 2,
        s if s < 0.9 => 3,
        s if s < 1.0 => 4,
        _ => 5,
    };
    (class, a.start == b.start, a.end == b.end)
}

/// A chance as a class of its odds.
pub fn odds(chance: f32) -> u64 {
    const STEPS: [f32; 11] = [0.01, 0.03, 0.08, 0.17, 0.3, 0.45, 0.6, 0.75, 0.87, 0.95, 0.985];
    STEPS.iter().filter(|&&s| s <= chance).count() as u64
}

impl Sight<'_> {
    fn at(&self, i: usize) -> Option<&Seen> {
        self.context.seen.get(i)
    }

    fn word(&self, i: usize) -> u64 {
        self.at(i).map_or(7, |s| s.word)
    }

    fn class(&self, i: usize) -> u64 {
        self.at(i).map_or(7, |s| s.class)
    }

    fn before(&self, i: usize, back: usize) -> Option<&Seen> {
        self.at(i.checked_sub(back)?)
    }

    fn belief(&self, i: Option<usize>, kind: usize) -> f32 {
        i.and_then(|i| self.beliefs.get(i)).map_or(0.0, |b| b.kinds[kind])
    }

    fn features(&self, span: Range<usize>, chance: &Chance) -> Vec<u32> {
        let mut see = Take { rows: Vec::with_capacity(96), template: 0 };
        let form = self.form(&span);
        self.see_beliefs(&span, form, &mut see);
        self.see_proposers(&span, form, &mut see);
        self.see_borders(&span, form, &mut see);
        self.see_whole(&span, form, chance, &mut see);
        see.rows
    }

    /// What the tagger's sums say of the whole, and what is within that seldom is.
    fn see_whole(&self, span: &Range<usize>, form: u64, chance: &Chance, see: &mut Take) {
        let (exactly, nearly, other) = (odds(chance.exactly), odds(chance.nearly), odds(chance.other));
        let lead = odds(chance.nearly / (chance.nearly + chance.other).max(1e-6));
        see.all(&[
            exactly,
            nearly,
            mix(nearly, form),
            mix(nearly, other),
            mix(lead, form),
            mix(nearly, lead),
        ]);
        let seen = &self.context.seen[span.clone()];
        let is_last = |i: usize| seen[i].last as usize == span.start + i;
        let outside = (0..seen.len() - 1).filter(|&i| is_last(i) && seen[i].mark == mark::OUTSIDE).count();
        let sentences = (0..seen.len() - 1).filter(|&i| is_last(i)).count().min(3) as u64;
        let opened = seen.iter().filter(|s| s.mark == mark::OPENS).count();
        let closed = seen.iter().filter(|s| s.mark == mark::CLOSES).count();
        let marks = (opened.min(2) * 3 + closed.min(2)) as u64;
        let outside = outside.min(2) as u64;
        let b = &self.beliefs[span.clone()];
        let inner_end = odds(b[..b.len() - 1].iter().map(|b| b.ends).fold(0.0, f32::max));
        let cue = odds(b.iter().map(|b| b.kinds[CUE]).fold(0.0, f32::max));
        let report = seen.iter().filter(|s| s.hint.report != 0).count().min(2) as u64;
        let border = u64::from(seen[1..].iter().any(|s| s.hint.is_border));
        see.all(&[
            mix(outside, form),
            mix(sentences, form),
            mix(marks, form),
            mix(mix(marks, outside), form),
        ]);
        see.all(&[mix(inner_end, form), mix(cue, form), mix(report, mix(form, cue)), mix(border, form)]);
        see.all(&[mix(inner_end, nearly), mix(border, mix(report, nearly))]);
        let after = [0, 1].map(|k| self.at(span.end + k).map_or(3, |s| u64::from(s.hint.is_border)));
        see.all(&[mix(mix(after[0], after[1]), form), mix(self.word(span.end + 1), mix(nearly, form))]);
    }

    /// Outside, mixed or inside marks; with how the first and last words stand to them.
    fn form(&self, span: &Range<usize>) -> u64 {
        let seen = &self.context.seen[span.clone()];
        let inside = seen.iter().filter(|s| s.mark != mark::OUTSIDE).count();
        let form = if inside == seen.len() {
            1
        } else if inside == 0 {
            3
        } else {
            2
        };
        let edge = |s: &Seen| u64::from(s.mark & !mark::NESTED);
        form * 16 + edge(&seen[0]) * 4 + edge(&seen[seen.len() - 1])
    }

    fn see_beliefs(&self, span: &Range<usize>, form: u64, see: &mut Take) {
        let b = &self.beliefs[span.clone()];
        let (begins, ends) = (odds(b[0].begins), odds(b[b.len() - 1].ends));
        let mean = |kind: usize| odds(b.iter().map(|b| b.kinds[kind]).sum::<f32>() / b.len() as f32);
        let least = odds(b.iter().map(|b| b.kinds[CONTENT]).fold(1.0, f32::min));
        let inner = b[1..].iter().map(|b| b.begins).fold(0.0, f32::max);
        let (content, thought) = (mean(CONTENT), mean(THOUGHT));
        let outside = [span.start.checked_sub(1), Some(span.end)].map(|i| odds(self.belief(i, CONTENT)));
        see.all(&[begins, ends, content, thought, least, odds(inner), outside[0], outside[1]]);
        see.all(&[mix(begins, ends), mix(mix(begins, ends), least), mix(content, thought), mix(least, form)]);
        see.all(&[mix(begins, form), mix(ends, form), mix(mix(begins, ends), mix(content, form))]);
        see.all(&[mix(outside[0], begins), mix(outside[1], ends), mix(odds(inner), least)]);
    }

    fn see_proposers(&self, span: &Range<usize>, form: u64, see: &mut Take) {
        let rule = self.rules.iter().map(|(r, ruled)| (likeness(r, span), *ruled)).max_by_key(|(l, _)| *l);
        let tag = self.tagged.iter().map(|t| likeness(t, span)).max().unwrap_or_default();
        let ((alike, same_start, same_end), why, named) = match rule {
            Some((l, ruled)) if 0 < l.0 => (l, u64::from(ruled.rule), u64::from(ruled.speaker.is_some())),
            _ => ((0, false, false), 0, 2),
        };
        let edges = u64::from(same_start) * 2 + u64::from(same_end);
        let tag_edges = u64::from(tag.1) * 2 + u64::from(tag.2);
        let by_rule = mix(mix(alike, edges), why);
        let by_tag = mix(tag.0, tag_edges);
        see.all(&[
            alike,
            tag.0,
            by_rule,
            by_tag,
            mix(by_rule, form),
            mix(by_tag, form),
            mix(by_rule, by_tag),
        ]);
        see.all(&[mix(mix(by_rule, by_tag), form), mix(mix(alike, edges), by_tag), mix(by_rule, named)]);
        let b = &self.beliefs[span.clone()];
        let least = odds(b.iter().map(|b| b.kinds[CONTENT]).fold(1.0, f32::min));
        see.all(&[
            mix(by_rule, least),
            mix(by_rule, odds(b[0].begins)),
            mix(by_rule, odds(b[b.len() - 1].ends)),
        ]);
        let thought = odds(b.iter().map(|b| b.kinds[THOUGHT]).sum::<f32>() / b.len() as f32);
        see.all(&[mix(by_rule, thought)]);
    }

    fn see_borders(&self, span: &Range<usize>, form: u64, see: &mut Take) {
        let (a, b) = (span.start, span.end);
        let before = |back: usize| self.before(a, back).map_or(5, |s| s.word);
        let class_before = self.before(a, 1).map_or(5, |s| s.class);
        let first = &self.context.seen[a];
        let last = &self.context.seen[b - 1];
        let opens = u64::from(first.first as usize == a);
        let closes = u64::from(last.last as usize + 1 == b || last.last as usize == b);
        let length = bucket(span.len());
        see.all(&[
            mix(length, form),
            mix(mix(opens, closes), form),
            mix(mix(opens, closes), mix(length, form)),
        ]);
        see.all(&[mix(first.word, form), mix(last.word, 1), mix(self.word(b), form), mix(before(1), form)]);
        see.all(&[mix(before(1), first.word), mix(last.word, self.word(b)), mix(before(2), before(1))]);
        see.all(&[mix(self.class(b), self.class(b + 1)), mix(self.word(b), self.word(b + 1))]);
        see.all(&[mix(class_before, first.class), mix(last.class, self.class(b))]);
        let cue_before =
            [1, 2, 3, 4].map(|k| self.belief(a.checked_sub(k), CUE)).into_iter().fold(0.0, f32::max);
        let cue_after =
            [0, 1, 2, 3, 4, 5].map(|k| self.belief(Some(b + k), CUE)).into_iter().fold(0.0, f32::max);
        let source_before =
            [1, 2, 3, 4, 5, 6].map(|k| self.belief(a.checked_sub(k), SOURCE)).into_iter().fold(0.0, f32::max);
        let source_after =
            [0, 1, 2, 3].map(|k| self.belief(Some(b + k), SOURCE)).into_iter().fold(0.0, f32::max);
        let c = [odds(cue_before), odds(cue_after), odds(source_before), odds(source_after)];
        see.all(&[mix(c[0], form), mix(c[1], form), mix(mix(c[0], c[2]), form), mix(mix(c[1], c[3]), form)]);
        see.all(&[mix(mix(c[0], c[1]), mix(opens, closes))]);
        let near_cue = |place: u32| self.at(place as usize).map_or(3, |s| s.word);
        see.all(&[mix(near_cue(first.cue_before), form), mix(near_cue(last.cue_after), form)]);
        see.all(&[mix(near_cue(first.cue_before), mix(first.word, closes))]);
        see.all(&[mix(near_cue(first.cue_before), mix(length, closes)), mix(first.stretch, form)]);
        let verb = self.context.seen[span.clone()].iter().any(|s| s.is_verb);
        let inner = self.context.seen[span.clone()].iter().filter(|s| s.is_break).count().min(3) as u64;
        see.all(&[mix(u64::from(verb), mix(length, form)), mix(inner, mix(length, form))]);
        see.all(&[
            mix(u64::from(self.context.is_title), form),
            mix(u64::from(self.context.is_title), length),
        ]);
    }
}

struct Take {
    rows: Vec<u32>,
    template: u64,
}

impl Take {
    fn all(&mut self, values: &[u64]) {
        for &value in values {
            self.template += 1;
            self.rows.push(row(self.template, value, BITS));
        }
    }
}

/// Of candidates with their weights, those that are kept: the likeliest first, none over another, none under the
/// threshold. In the order of the text.
pub fn keep(mut weighed: Vec<(Range<usize>, f32)>, threshold: f32) -> Vec<(Range<usize>, f32)> {
    weighed.retain(|(_, weight)| threshold < *weight);
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then((a.0.start, a.0.end).cmp(&(b.0.start, b.0.end))));
    let mut kept: std::collections::BTreeMap<usize, (usize, f32)> = Default::default();
    for (span, weight) in weighed {
        let clear_before = kept.range(..span.end).next_back().is_none_or(|(_, &(end, _))| end <= span.start);
        if clear_before {
            kept.insert(span.start, (span.end, weight));
        }
    }
    kept.into_iter().map(|(start, (end, weight))| (start..end, weight)).collect()
}

/// The spans of a stretch: the contents that were kept, and what the tagger marked beside them.
pub fn settle(tagged: &[Tagged], kept: &[(Range<usize>, f32)]) -> Vec<Tagged> {
    let is_clear = |t: &Tagged| {
        let after = kept.partition_point(|(k, _)| k.end <= t.tokens.start);
        kept.get(after).is_none_or(|(k, _)| t.tokens.end <= k.start)
    };
    let others = tagged.iter().filter(|t| t.kind != CONTENT && is_clear(t)).cloned();
    let contents = kept.iter().map(|(tokens, _)| Tagged { kind: CONTENT, tokens: tokens.clone() });
    let mut all: Vec<Tagged> = others.chain(contents).collect();
    all.sort_by_key(|t| t.tokens.start);
    all
}
