//! Which words may be a quotation: spans that the tagger or the rules propose, each weighed as a whole.
//!
//! The weight is a logarithm of odds: that a span of PolNeAR shares four words of five with it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::Context;
use super::facts::{Chance, Facts, Sight};
use super::speakers::Ruled;
use super::tagger::{self, TaggedSpan, TaggerOutput, TokenMarginals};
use super::tags::CONTENT;

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
    pub facts: Facts,
}

/// The candidates of a stretch, given the pieces that the rules found in it.
pub fn propose(context: &Context, reading: &TaggerOutput, ruled: &[Ruled]) -> Vec<Candidate> {
    let (start, n) = (reading.start, reading.marginals.len());
    let local = |r: &Range<usize>| r.start.max(start) - start..r.end.min(start + n).max(start) - start;
    let rules: Vec<(Range<usize>, &Ruled)> =
        ruled.iter().map(|r| (local(&r.tokens), r)).filter(|(r, _)| !r.is_empty()).collect();
    let contents = reading.spans.iter().filter(|s| s.kind == CONTENT);
    let tagged: Vec<Range<usize>> = contents.map(|s| local(&s.tokens)).collect();
    let mut spans: BTreeSet<(usize, usize)> = BTreeSet::new();
    spans.extend(rules.iter().map(|(r, _)| (r.start, r.end)));
    spans.extend(tagged.iter().map(|r| (r.start, r.end)));
    let mut starts: BTreeSet<usize> = spans.iter().map(|s| s.0).collect();
    starts.extend((0..n).filter(|&i| LEAST <= reading.marginals[i].begins));
    let mut ends: Vec<usize> =
        (0..n).filter(|&i| LEAST <= reading.marginals[i].ends).map(|i| i + 1).collect();
    ends.extend(spans.iter().map(|s| s.1));
    ends.sort_unstable();
    ends.dedup();
    for &from in &starts {
        let first = ends.partition_point(|&end| end <= from);
        let near = ends[first..].iter().take_while(|&&end| end - from <= FARTHEST).take(MOST_ENDS);
        spans.extend(near.map(|&end| (from, end)));
    }
    let chances = chances(&spans, &reading.marginals);
    let see = Sight { context, marginals: &reading.marginals, rules: &rules, tagged: &tagged };
    spans
        .into_iter()
        .zip(chances)
        .map(|((from, end), chance)| Candidate {
            tokens: start + from..start + end,
            facts: see.facts(&(from..end), &chance),
        })
        .collect()
}

/// Spans as near as this count as the same.
const SAME: f32 = 0.8;

/// The chances of each span, given all of them in order.
fn chances(spans: &BTreeSet<(usize, usize)>, marginals: &[TokenMarginals]) -> Vec<Chance> {
    let spans: Vec<(usize, usize)> = spans.iter().copied().collect();
    let exact: Vec<f32> =
        spans.iter().map(|&(from, end)| tagger::probability_of_content(marginals, &(from..end))).collect();
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

/// Of candidates with their weights, those that are kept: the likeliest first, none over another, none under the
/// threshold. In the order of the text.
pub(crate) fn keep(mut weighed: Vec<(Range<usize>, f32)>, threshold: f32) -> Vec<(Range<usize>, f32)> {
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
pub fn settle(tagged: &[TaggedSpan], kept: &[(Range<usize>, f32)]) -> Vec<TaggedSpan> {
    let is_clear = |t: &TaggedSpan| {
        let after = kept.partition_point(|(k, _)| k.end <= t.tokens.start);
        kept.get(after).is_none_or(|(k, _)| t.tokens.end <= k.start)
    };
    let others = tagged.iter().filter(|t| t.kind != CONTENT && is_clear(t)).cloned();
    let contents = kept.iter().map(|(tokens, _)| TaggedSpan { kind: CONTENT, tokens: tokens.clone() });
    let mut all: Vec<TaggedSpan> = others.chain(contents).collect();
    all.sort_by_key(|t| t.tokens.start);
    all
}
