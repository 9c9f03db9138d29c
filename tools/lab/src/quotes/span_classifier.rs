//! Classifies spans as wholes, learned on what taggers propose of articles that they have not seen.

use std::ops::Range;

use pullquote::training::learn::Trees;
use pullquote::training::quotes::{self, QuoteCandidate, SelectionInput, TaggedSpan};

use super::articles::TaggedArticles;
use super::trees::{self, GrownTrees};

/// Folds by which the candidates' scores, too, are worked out on articles that they were not learned from.
pub const HALVES: usize = 2;

/// A span with its score.
pub type ScoredSpan = (Range<usize>, f32);

/// What the classifier makes of each passage.
pub struct Classified {
    /// Learned from all candidates.
    pub trees: GrownTrees,
    pub candidates: Vec<Vec<QuoteCandidate>>,
    /// The score of each candidate by the trees of the other half.
    pub scores: Vec<Vec<f32>>,
    /// The candidates that are quotations by those scores.
    pub selected: Vec<Vec<ScoredSpan>>,
    /// Candidates with lower scores are no quotations.
    pub threshold: f32,
}

pub fn train(tagged: &TaggedArticles, threshold: f32) -> Classified {
    let candidates = propose(tagged);
    let halves: Vec<Trees> = (0..HALVES)
        .map(|half| grow(tagged, &candidates, |article| article % HALVES != half).trees())
        .collect();
    let score = |(i, own): (usize, &Vec<QuoteCandidate>)| {
        let half = &halves[tagged.examples[i].article % HALVES];
        own.iter().map(|c| half.score(c.features.values())).collect()
    };
    let scores: Vec<Vec<f32>> = candidates.iter().enumerate().map(score).collect();
    let trees = grow(tagged, &candidates, |_| true);
    println!("{} candidates", candidates.iter().map(Vec::len).sum::<usize>());
    let mut classified = Classified { trees, candidates, scores, selected: vec![], threshold };
    classified.selected = (0..tagged.examples.len()).map(|i| classified.select(tagged, i)).collect();
    classified
}

fn propose(tagged: &TaggedArticles) -> Vec<Vec<QuoteCandidate>> {
    let of = |(i, output): (usize, &quotes::TaggerOutput)| {
        let within = output.start..output.start + output.marginals.len();
        let rules = quotes::rule_spans_in(&tagged.article_of(i).rule_spans, &within);
        quotes::propose(tagged.context_of(i), output, rules)
    };
    tagged.outputs.iter().enumerate().map(of).collect()
}

/// Trees that tell right candidates from others, learned from some articles.
fn grow(
    tagged: &TaggedArticles,
    candidates: &[Vec<QuoteCandidate>],
    learns: impl Fn(usize) -> bool,
) -> GrownTrees {
    let (mut features, mut right) = (vec![], vec![]);
    for (i, own) in candidates.iter().enumerate() {
        let article = tagged.examples[i].article;
        for candidate in own.iter().filter(|_| learns(article)) {
            if let Some(is_right) = tagged.articles[article].record.is_right(&candidate.tokens) {
                features.push(candidate.features.values());
                right.push(is_right);
            }
        }
    }
    trees::grow(&features, &right)
}

impl Classified {
    /// The candidates of a passage that are quotations.
    fn select(&self, tagged: &TaggedArticles, i: usize) -> Vec<ScoredSpan> {
        let (article, context, start) = (tagged.article_of(i), tagged.context_of(i), tagged.start_of(i));
        let rules = quotes::rule_spans_in(&article.rule_spans, &(start..start + context.seen.len()));
        let selection = SelectionInput { document: &article.record.document, context, start, rules };
        selection.select(self.scored(i).collect(), self.threshold)
    }

    /// The candidates of a passage with their scores.
    pub fn scored(&self, i: usize) -> impl Iterator<Item = ScoredSpan> {
        self.candidates[i].iter().zip(&self.scores[i]).map(|(c, &score)| (c.tokens.clone(), score))
    }

    /// The spans of each article: the quotations, and what the tagger marks beside them.
    pub fn spans(&self, tagged: &TaggedArticles) -> Vec<Vec<TaggedSpan>> {
        let mut spans: Vec<Vec<TaggedSpan>> = tagged.articles.iter().map(|_| vec![]).collect();
        for (i, (output, selected)) in tagged.outputs.iter().zip(&self.selected).enumerate() {
            spans[tagged.examples[i].article].extend(quotes::with_other_spans(&output.spans, selected));
        }
        spans
    }
}

/// How well the selected spans agree with the training articles, none of which its tagger had seen.
pub fn held_out_line(tagged: &TaggedArticles, classified: &Classified) -> String {
    let (mut found, mut right) = ([0; 4], [0; 4]);
    for (i, selected) in classified.selected.iter().enumerate() {
        let (article, context, start) = (tagged.article_of(i), tagged.context_of(i), tagged.start_of(i));
        for (tokens, _) in selected {
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
    for quote in tagged.articles.iter().flat_map(|a| a.record.quotes.iter().filter(|q| !q.ignore)) {
        gold[0] += 1;
        gold[quote.kind] += 1;
    }
    let f = |k: usize| 200.0 * right[k] as f64 / (found[k] + gold[k]).max(1) as f64;
    format!("all {:.2}  direct {:.2}  mixed {:.2}  indirect {:.2}", f(0), f(1), f(2), f(3))
}
