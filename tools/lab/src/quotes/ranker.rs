//! Learns whose words quotations are, and how far to trust them.

use std::ops::Range;

use pullquote::training::learn::Rows;
use pullquote::training::recognise::quotes::Trust;
use pullquote::training::recognise::quotes::speakers::{self, Choice, Scene};
use pullquote::training::recognise::quotes::tagger::{Reading, Tagged};

use super::crf::Example;
use super::weigher::HALVES;
use super::{Article, SEED, logistic};

/// Of each article's tokens, how probable they are to name a source.
pub fn sources(articles: &[Article], examples: &[Example], readings: &[Reading]) -> Vec<Vec<f32>> {
    let mut all: Vec<Vec<f32>> =
        articles.iter().map(|a| vec![0.0; a.record.document.tokens().len()]).collect();
    for (example, reading) in examples.iter().zip(readings) {
        reading.note_sources(&mut all[example.article]);
    }
    all
}

const RANKER_EPOCHS: usize = 8;
const RANKER_RATE: f32 = 0.15;
/// Pull of a weight towards zero at each sight.
const RANKER_DECAY: f32 = 1e-3;

/// What the step sizes have fallen by at the end.
const RANKER_FALL: f32 = 0.8;
/// Smaller gradients than this change nothing.
const RANKER_LEAST: f32 = 1e-4;

/// Weights that make a right speaker likely among all candidates: a softmax over them, by AdaGrad (Duchi et al. 2011).
pub fn train(
    articles: &[Article],
    spans: &[Vec<Tagged>],
    sources: &[Vec<f32>],
    learns: impl Fn(usize) -> bool,
) -> Vec<f32> {
    let size = 1usize << speakers::BITS;
    let (mut weights, mut squares) = (vec![0f32; size], vec![1f32; size]);
    let mut random = crate::entities::crf::Random(SEED);
    let mut order: Vec<usize> = (0..articles.len()).filter(|&a| learns(a)).collect();
    for epoch in 0..RANKER_EPOCHS {
        random.shuffle(&mut order);
        let rate = RANKER_RATE * (1.0 - RANKER_FALL * epoch as f32 / RANKER_EPOCHS as f32);
        for &a in &order {
            let scene = scene(&articles[a], &spans[a], &sources[a]);
            let mut last: Option<Range<usize>> = None;
            for content in scene.contents() {
                let all = scene.candidates(content, last.as_ref());
                let gold = articles[a].record.speaker_of(&spans[a][content].tokens);
                let is_right: Vec<bool> =
                    all.iter().map(|c| gold.iter().any(|g| speakers::overlap(g, &c.tokens))).collect();
                let scores: Vec<f32> =
                    all.iter().map(|c| c.rows.iter().map(|&r| weights[r as usize]).sum()).collect();
                let most = scores.iter().fold(f32::MIN, |a, &b| a.max(b));
                let chances: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
                let sum = |right: bool| -> f32 {
                    chances.iter().zip(&is_right).filter(|(_, r)| **r || !right).map(|(c, _)| c).sum()
                };
                let (total, good) = (sum(false), sum(true));
                if 0.0 < good {
                    for (i, candidate) in all.iter().enumerate() {
                        let wanted = if is_right[i] { chances[i] / good } else { 0.0 };
                        let gradient = chances[i] / total - wanted;
                        if gradient.abs() < RANKER_LEAST {
                            continue;
                        }
                        for &row in &candidate.rows {
                            let row = row as usize;
                            let g = gradient + RANKER_DECAY * weights[row];
                            squares[row] += g * g;
                            weights[row] -= rate * g / squares[row].sqrt();
                        }
                    }
                }
                // What it would choose itself, so that it learns to live with its mistakes.
                let best = (0..all.len()).max_by(|&i, &j| scores[i].total_cmp(&scores[j]).then(j.cmp(&i)));
                if let Some(best) = best {
                    last = Some(all[best].tokens.clone());
                }
            }
        }
    }
    weights
}

pub fn bytes(weights: &[f32]) -> Vec<u8> {
    let most = weights.iter().fold(0f32, |a, w| a.max(w.abs())).max(1e-6);
    let small: Vec<i8> = weights.iter().map(|w| (w * 100.0 / most).round() as i8).collect();
    let mut bytes = vec![];
    Rows::write(1, speakers::BITS, &small, &mut bytes);
    bytes
}

/// The share of speakers, in percent, that weights get right which were learned on the other half of the articles.
pub fn held_out(articles: &[Article], spans: &[Vec<Tagged>], sources: &[Vec<f32>]) -> f64 {
    let of = |half: usize| {
        let ranker = bytes(&train(articles, spans, sources, |a| a % HALVES != half));
        right(articles, spans, sources, &ranker, |a| a % HALVES == half)
    };
    let (right, all) = (0..HALVES).map(of).fold((0, 0), |sum, r| (sum.0 + r.0, sum.1 + r.1));
    100.0 * right as f64 / all.max(1) as f64
}

/// Of the contents that are right and have a speaker, how many get theirs, and how many there are.
fn right(
    articles: &[Article],
    spans: &[Vec<Tagged>],
    sources: &[Vec<f32>],
    ranker: &[u8],
    counts: impl Fn(usize) -> bool,
) -> (usize, usize) {
    let ranker =
        Rows::read(&mut pullquote::training::learn::Reader(ranker)).expect("these bytes were just written");
    let (mut right, mut all) = (0, 0);
    for (a, article) in articles.iter().enumerate().filter(|(a, _)| counts(*a)) {
        let scene = scene(article, &spans[a], &sources[a]);
        let choices: Vec<Choice> = speakers::choose(&scene, &ranker);
        for (content, choice) in scene.contents().zip(&choices) {
            let tokens = &spans[a][content].tokens;
            let gold = article.record.speaker_of(tokens);
            if article.record.is_right(tokens) == Some(true) && !gold.is_empty() {
                all += 1;
                right += usize::from(names(choice, &gold));
            }
        }
    }
    (right, all)
}

/// Whether the choice is one of these speakers.
fn names(choice: &Choice, gold: &[Range<usize>]) -> bool {
    choice.speaker.as_ref().is_some_and(|s| gold.iter().any(|g| speakers::overlap(g, s)))
}

fn scene<'a>(article: &'a Article, spans: &'a [Tagged], sources: &'a [f32]) -> Scene<'a> {
    Scene::new(&article.record.document, &article.words, &article.marked, spans, &article.ruled, sources)
}

/// How far to trust a quotation, from those of the training articles.
pub fn train_trust(
    articles: &[Article],
    spans: &[Vec<Tagged>],
    sources: &[Vec<f32>],
    kept: &[Vec<(Range<usize>, f32)>],
    examples: &[Example],
    ranker: &[u8],
) -> Trust {
    let ranker =
        Rows::read(&mut pullquote::training::learn::Reader(ranker)).expect("these bytes were just written");
    let mut weights: Vec<Vec<f32>> = articles.iter().map(|_| vec![]).collect();
    for (i, kept) in kept.iter().enumerate() {
        weights[examples[i].article].extend(kept.iter().map(|k| k.1));
    }
    let mut rows = vec![];
    for (a, article) in articles.iter().enumerate() {
        let scene = scene(article, &spans[a], &sources[a]);
        let choices: Vec<Choice> = speakers::choose(&scene, &ranker);
        for ((content, choice), &weight) in scene.contents().zip(&choices).zip(&weights[a]) {
            let tokens = &spans[a][content].tokens;
            let Some(right) = article.record.is_right(tokens) else { continue };
            let gold = article.record.speaker_of(tokens);
            rows.push((Trust::facts(&scene, content, choice, weight), right && names(choice, &gold)));
        }
    }
    Trust(logistic::fit(&rows))
}
