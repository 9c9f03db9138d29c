//! Weighs spans as wholes, learned on what taggers propose of articles that they have not seen.

use std::ops::Range;

use pullquote::training::learn::Trees;
use pullquote::training::recognise::quotes::candidates::{self, Candidate};
use pullquote::training::recognise::quotes::decide::Stretch;
use pullquote::training::recognise::quotes::speakers;
use pullquote::training::recognise::quotes::tagger::{Reading, Tagged};

use super::boost::{self, Grown};
use super::crf::Example;
use super::{Article, place_of, start_of};

pub fn propose(articles: &[Article], examples: &[Example], readings: &[Reading]) -> Vec<Vec<Candidate>> {
    let of = |(i, reading): (usize, &Reading)| {
        let article = &articles[examples[i].article];
        let within = reading.start..reading.start + reading.beliefs.len();
        let ruled = speakers::ruled_in(&article.ruled, &within);
        candidates::propose(&article.contexts[place_of(examples, i)], reading, ruled)
    };
    readings.iter().enumerate().map(of).collect()
}

/// Folds by which the candidates' weights, too, are worked out on articles that they were not learned from.
pub const HALVES: usize = 2;

/// The trees of all candidates, and what each candidate weighs by the trees of the other half.
pub fn train(
    articles: &[Article],
    examples: &[Example],
    proposed: &[Vec<Candidate>],
) -> (Grown, Vec<Vec<f32>>) {
    let learn = |half: Option<usize>| {
        let (mut facts, mut right) = (vec![], vec![]);
        for (i, proposed) in proposed.iter().enumerate() {
            let article = examples[i].article;
            if half.is_some_and(|half| article % HALVES == half) {
                continue;
            }
            for candidate in proposed {
                if let Some(is_right) = articles[article].record.is_right(&candidate.tokens) {
                    facts.push(candidate.facts.values());
                    right.push(is_right);
                }
            }
        }
        boost::grow(&facts, &right)
    };
    let halves: Vec<Trees> = (0..HALVES).map(|half| learn(Some(half)).trees()).collect();
    let weigh = |(i, p): (usize, &Vec<Candidate>)| {
        let half = &halves[examples[i].article % HALVES];
        p.iter().map(|c| half.sum(c.facts.values())).collect()
    };
    let held_out = proposed.iter().enumerate().map(weigh).collect();
    (learn(None), held_out)
}

/// The candidates that are kept, by what they weigh.
pub fn keep(
    articles: &[Article],
    examples: &[Example],
    proposed: &[Vec<Candidate>],
    weights: &[Vec<f32>],
    threshold: f32,
) -> Vec<Vec<(Range<usize>, f32)>> {
    let of = |(i, (weights, proposed)): (usize, (&Vec<f32>, &Vec<Candidate>))| {
        let article = &articles[examples[i].article];
        let context = &article.contexts[place_of(examples, i)];
        let start = start_of(articles, examples, i);
        let rules = speakers::ruled_in(&article.ruled, &(start..start + context.seen.len()));
        let stretch = Stretch { document: &article.record.document, context, start, rules };
        stretch.keep(proposed.iter().zip(weights).map(|(c, w)| (c.tokens.clone(), *w)).collect(), threshold)
    };
    weights.iter().zip(proposed).enumerate().map(of).collect()
}

/// How well the spans that were kept agree with the training articles, none of which its tagger had seen.
pub fn held_out_line(
    articles: &[Article],
    examples: &[Example],
    kept: &[Vec<(Range<usize>, f32)>],
) -> String {
    let (mut found, mut right) = ([0; 4], [0; 4]);
    for (i, kept) in kept.iter().enumerate() {
        let article = &articles[examples[i].article];
        let (context, start) = (&article.contexts[place_of(examples, i)], start_of(articles, examples, i));
        for (tokens, _) in kept {
            let Some(is_right) = article.record.is_right(tokens) else { continue };
            let marked = tokens.clone().filter(|t| context.seen[t - start].mark != 0).count();
            let kind = match marked {
                n if n == tokens.len() => 1,
                0 => 3,
                _ => 2,
            };
            for k in [0, kind] {
                found[k] += 1;
                right[k] += usize::from(is_right);
            }
        }
    }
    let mut gold = [0; 4];
    for quote in articles.iter().flat_map(|a| a.record.quotes.iter().filter(|q| !q.ignore)) {
        gold[0] += 1;
        gold[quote.kind] += 1;
    }
    let f = |k: usize| 200.0 * right[k] as f64 / (found[k] + gold[k]).max(1) as f64;
    format!("all {:.2}  direct {:.2}  mixed {:.2}  indirect {:.2}", f(0), f(1), f(2), f(3))
}

/// The spans of each article.
pub fn settle(
    articles: &[Article],
    examples: &[Example],
    readings: &[Reading],
    kept: &[Vec<(Range<usize>, f32)>],
) -> Vec<Vec<Tagged>> {
    let mut spans: Vec<Vec<Tagged>> = articles.iter().map(|_| vec![]).collect();
    for (i, (reading, kept)) in readings.iter().zip(kept).enumerate() {
        spans[examples[i].article].extend(candidates::settle(&reading.spans, kept));
    }
    spans
}
