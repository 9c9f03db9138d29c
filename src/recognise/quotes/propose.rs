//! Which words may be a quotation: spans that the tagger or the rules propose, each with its features.

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::PassageContext;
use super::reports::rule_spans::RuleSpan;
use super::span_features::{SpanContext, SpanFeatures, SpanProbabilities};
use super::tagger::{self, TaggerOutput, TokenMarginals};
use super::tags::CONTENT;
use crate::sorting::{CollectSorted as _, Sorting as _};

/// Where the tagger begins or ends a content with less than this probability, no other span is tried: lower, there are
/// more spans to score and none is found that was missing.
const LEAST: f32 = 0.06;

/// Proposed ends for each beginning, and tokens that they may lie apart: bounds, so that the cost stays linear. Few
/// quotations within a paragraph are longer.
const MOST_ENDS: usize = 6;
const FARTHEST: usize = 160;

/// Words that may be a quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteCandidate {
    /// Tokens of the document.
    pub tokens: Range<usize>,
    /// What the span classifier asks for.
    pub features: SpanFeatures,
}

/// The candidates of a passage, given the spans that the rules found in it.
pub fn propose(context: &PassageContext, output: &TaggerOutput, rules: &[RuleSpan]) -> Vec<QuoteCandidate> {
    let (start, n) = (output.start, output.marginals.len());
    let local = |r: &Range<usize>| r.start.max(start) - start..r.end.min(start + n).max(start) - start;
    let rules: Vec<(Range<usize>, &RuleSpan)> =
        rules.iter().map(|r| (local(&r.tokens), r)).filter(|(r, _)| !r.is_empty()).collect();
    let contents = output.spans.iter().filter(|s| s.kind == CONTENT);
    let tagged: Vec<Range<usize>> = contents.map(|s| local(&s.tokens)).collect();
    let given = rules.iter().map(|(r, _)| r).chain(&tagged).map(|r| (r.start, r.end));
    let spans = with_likely_ends(given.collect(), &output.marginals);
    let probabilities = probabilities(&spans, &output.marginals);
    let context = SpanContext { context, marginals: &output.marginals, rules: &rules, tagged: &tagged };
    let candidate = |((from, end), probabilities): ((usize, usize), SpanProbabilities)| QuoteCandidate {
        tokens: start + from..start + end,
        features: context.features(&(from..end), &probabilities),
    };
    spans.into_iter().zip(probabilities).map(candidate).collect()
}

/// The spans given, and those between any likely beginning and the likely ends that follow it.
fn with_likely_ends(
    mut spans: BTreeSet<(usize, usize)>,
    marginals: &[TokenMarginals],
) -> BTreeSet<(usize, usize)> {
    let n = marginals.len();
    let mut starts: BTreeSet<usize> = spans.iter().map(|s| s.0).collect_set();
    starts.extend((0..n).filter(|&i| LEAST <= marginals[i].begins));
    let mut ends: Vec<usize> = (0..n).filter(|&i| LEAST <= marginals[i].ends).map(|i| i + 1).collect();
    ends.extend(spans.iter().map(|s| s.1));
    ends.order();
    ends.dedup();
    for &from in &starts {
        let first = ends.partition_point(|&end| end <= from);
        let near = ends[first..].iter().take_while(|&&end| end - from <= FARTHEST).take(MOST_ENDS);
        spans.extend(near.map(|&end| (from, end)));
    }
    spans
}

/// Spans that share as much of their words count as the same, as they do in the figures on PolNeAR.
const SAME: f32 = 0.8;

/// The probabilities of each span, given all of them in order.
fn probabilities(spans: &BTreeSet<(usize, usize)>, marginals: &[TokenMarginals]) -> Vec<SpanProbabilities> {
    let spans: Vec<(usize, usize)> = spans.iter().copied().collect();
    let exact: Vec<f32> =
        spans.iter().map(|&(from, end)| tagger::probability_of_content(marginals, &(from..end))).collect();
    let of = |i: usize| {
        let (from, end) = spans[i];
        let mut of_span = SpanProbabilities { exactly: exact[i], ..SpanProbabilities::default() };
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
                    of_span.nearly += exact[j];
                } else {
                    of_span.other = of_span.other.max(exact[j]);
                }
            }
        }
        of_span
    };
    (0..spans.len()).map(of).collect()
}
