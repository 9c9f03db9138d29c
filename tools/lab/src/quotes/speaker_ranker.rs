//! Learns whose words quotations are, and how probable it is that a quotation is right with its speaker.

use std::ops::Range;

use pullquote::training::learn::{Calibration, Reader, WeightRows};
use pullquote::training::quotes::TaggedSpan;
use pullquote::training::speakers::{
    self, CALIBRATION_FEATURES, SpeakerChoice, SpeakerContext, SpeakerInput, calibration_features,
};

use super::articles::TaggedArticles;
use super::calibration;
use super::settings::SEED;
use super::span_classifier::{Classified, HALVES};
use crate::crf::Random;

const EPOCHS: usize = 8;
const RATE: f32 = 0.15;
/// What the step sizes have fallen by at the end.
const FALL: f32 = 0.8;
/// Pull of a weight towards zero at each sight.
const DECAY: f32 = 1e-3;
/// Smaller gradients than this change nothing.
const LEAST: f32 = 1e-4;
/// What the largest weight is written as.
const LARGEST: f32 = 100.0;

/// The articles with their quotations, whose speakers are to be learned.
pub struct SpeakerArticles<'a> {
    tagged: &'a TaggedArticles,
    /// The spans of each article.
    spans: Vec<Vec<TaggedSpan>>,
    /// The scores of each article's quotations.
    scores: Vec<Vec<f32>>,
    /// Of each article's tokens, how probable they are to name a source.
    sources: Vec<Vec<f32>>,
}

/// Weights and their sums of squared gradients (AdaGrad; Duchi et al. 2011).
struct RankerWeights {
    weights: Vec<f32>,
    squares: Vec<f32>,
}

impl<'a> SpeakerArticles<'a> {
    pub fn new(tagged: &'a TaggedArticles, classified: &Classified) -> SpeakerArticles<'a> {
        let mut sources: Vec<Vec<f32>> =
            tagged.articles.iter().map(|a| vec![0.0; a.record.document.tokens().len()]).collect();
        let mut scores: Vec<Vec<f32>> = tagged.articles.iter().map(|_| vec![]).collect();
        for (i, example) in tagged.examples.iter().enumerate() {
            tagged.outputs[i].record_sources(&mut sources[example.article]);
            scores[example.article].extend(classified.selected[i].iter().map(|selected| selected.1));
        }
        SpeakerArticles { tagged, spans: classified.spans(tagged), scores, sources }
    }

    fn context(&self, a: usize) -> SpeakerContext<'_> {
        let article = &self.tagged.articles[a];
        SpeakerContext::new(&SpeakerInput {
            document: &article.record.document,
            words: &article.words,
            marked: &article.marked,
            entities: &[],
            spans: &self.spans[a],
            rule_spans: &article.rule_spans,
            source_marginals: &self.sources[a],
        })
    }

    /// The bytes of the ranker's weights, learned from all articles.
    pub fn train_ranker(&self) -> Vec<u8> {
        self.train_on(|_| true)
    }

    /// Weights that make a right speaker likely among all candidates: a softmax over them.
    fn train_on(&self, learns: impl Fn(usize) -> bool) -> Vec<u8> {
        let size = 1usize << speakers::BITS;
        let mut ranker = RankerWeights { weights: vec![0.0; size], squares: vec![1.0; size] };
        let mut random = Random(SEED);
        let mut order: Vec<usize> = (0..self.tagged.articles.len()).filter(|&a| learns(a)).collect();
        for epoch in 0..EPOCHS {
            random.shuffle(&mut order);
            let rate = RATE * (1.0 - FALL * epoch as f32 / EPOCHS as f32);
            order.iter().for_each(|&a| self.learn_article(a, rate, &mut ranker));
        }
        bytes(&ranker.weights)
    }

    fn learn_article(&self, a: usize, rate: f32, ranker: &mut RankerWeights) {
        let context = self.context(a);
        let mut last: Option<Range<usize>> = None;
        for content in context.contents() {
            let candidates = context.candidates(content, last.as_ref());
            let gold = self.tagged.articles[a].record.speaker_of(&self.spans[a][content].tokens);
            let rows: Vec<&[u32]> = candidates.iter().map(|c| c.rows.as_slice()).collect();
            let is_right: Vec<bool> = candidates.iter().map(|c| overlaps_any(&c.tokens, &gold)).collect();
            // The next quotation gets the speaker that the ranker chooses now, so that it learns to live with its
            // mistakes.
            if let Some(best) = ranker.learn(&rows, &is_right, rate) {
                last = Some(candidates[best].tokens.clone());
            }
        }
    }

    /// The share of speakers, in percent, that weights get right which were learned on the other half of the articles.
    pub fn held_out(&self) -> f64 {
        let of = |half: usize| {
            let ranker = self.train_on(|a| a % HALVES != half);
            self.count_right(&ranker, |a| a % HALVES == half)
        };
        let (right, all) = (0..HALVES).map(of).fold((0, 0), |sum, r| (sum.0 + r.0, sum.1 + r.1));
        100.0 * right as f64 / all.max(1) as f64
    }

    /// Of the contents that are right and have a speaker, how many get theirs, and how many there are.
    fn count_right(&self, ranker: &[u8], counts: impl Fn(usize) -> bool) -> (usize, usize) {
        let ranker = read(ranker);
        let (mut right, mut all) = (0, 0);
        for (a, article) in self.tagged.articles.iter().enumerate().filter(|(a, _)| counts(*a)) {
            let context = self.context(a);
            let choices: Vec<SpeakerChoice> = speakers::choose(&context, &ranker, None);
            for (content, choice) in context.contents().zip(&choices) {
                let tokens = &self.spans[a][content].tokens;
                let gold = article.record.speaker_of(tokens);
                if article.record.is_right(tokens) == Some(true) && !gold.is_empty() {
                    all += 1;
                    right += usize::from(names(choice, &gold));
                }
            }
        }
        (right, all)
    }

    /// How probable it is that a quotation is right, from those of the training articles.
    pub fn train_calibration(&self, ranker: &[u8]) -> Calibration<CALIBRATION_FEATURES> {
        let ranker = read(ranker);
        let mut rows = vec![];
        for (a, article) in self.tagged.articles.iter().enumerate() {
            let context = self.context(a);
            let choices: Vec<SpeakerChoice> = speakers::choose(&context, &ranker, None);
            for ((content, choice), &score) in context.contents().zip(&choices).zip(&self.scores[a]) {
                let tokens = &self.spans[a][content].tokens;
                let Some(is_right) = article.record.is_right(tokens) else { continue };
                let gold = article.record.speaker_of(tokens);
                let features = calibration_features(&context.calibration_input(content, choice, score));
                rows.push((features, is_right && names(choice, &gold)));
            }
        }
        Calibration(calibration::fit(&rows))
    }
}

impl RankerWeights {
    /// Learns from the candidates of one quotation, given by their rows. Returns the one with the highest score before.
    fn learn(&mut self, candidates: &[&[u32]], is_right: &[bool], rate: f32) -> Option<usize> {
        let score = |rows: &&[u32]| rows.iter().map(|&row| self.weights[row as usize]).sum();
        let scores: Vec<f32> = candidates.iter().map(score).collect();
        let most = scores.iter().fold(f32::MIN, |a, &b| a.max(b));
        let odds: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
        let sum = |right: bool| -> f32 {
            odds.iter().zip(is_right).filter(|(_, r)| **r || !right).map(|(c, _)| c).sum()
        };
        let (total, good) = (sum(false), sum(true));
        if 0.0 < good {
            for (i, rows) in candidates.iter().enumerate() {
                let wanted = if is_right[i] { odds[i] / good } else { 0.0 };
                self.step(rows, odds[i] / total - wanted, rate);
            }
        }
        (0..scores.len()).max_by(|&i, &j| scores[i].total_cmp(&scores[j]).then(j.cmp(&i)))
    }

    /// Moves the weights of some rows against a gradient.
    fn step(&mut self, rows: &[u32], gradient: f32, rate: f32) {
        if gradient.abs() < LEAST {
            return;
        }
        for &row in rows {
            let row = row as usize;
            let g = gradient + DECAY * self.weights[row];
            self.squares[row] += g * g;
            self.weights[row] -= rate * g / self.squares[row].sqrt();
        }
    }
}

fn bytes(weights: &[f32]) -> Vec<u8> {
    let most = weights.iter().fold(0f32, |a, w| a.max(w.abs())).max(1e-6);
    let small: Vec<i8> = weights.iter().map(|w| (w * LARGEST / most).round() as i8).collect();
    let mut bytes = vec![];
    WeightRows::write(1, speakers::BITS, &small, &mut bytes);
    bytes
}

fn read(ranker: &[u8]) -> WeightRows {
    WeightRows::read(&mut Reader(ranker)).expect("these bytes were just written")
}

fn overlaps_any(tokens: &Range<usize>, gold: &[Range<usize>]) -> bool {
    gold.iter().any(|g| speakers::overlap(g, tokens))
}

/// Whether the choice is one of these speakers.
fn names(choice: &SpeakerChoice, gold: &[Range<usize>]) -> bool {
    choice.speaker.as_ref().is_some_and(|speaker| overlaps_any(speaker, gold))
}
