//! Trains the network of the second pass (see `src/recognise/entities/second_pass.rs`): Adam, dropout, the inputs
//! brought to one scale while it learns (Kingma and Ba 2015).

use pullquote::training::entities::{EntityTagger, INPUTS, SecondPassToken, TAGS};
use pullquote::training::learn::{HIDDEN, Network, TagRow, WIDTH};
use pullquote::training::words::{self, Lexicon};

use super::corpus::{OPEN, Record};
use crate::crf::Random;

/// A token to learn from, with its tag.
pub struct TrainingToken {
    input: SecondPassToken,
    gold: usize,
}

/// The tokens of a record that the tagger, which has not learned from it, sees in the second pass.
pub fn tokens(record: &Record, lexicon: &Lexicon, tagger: &EntityTagger) -> Vec<TrainingToken> {
    let words = words::look_up(&record.document, lexicon);
    let inputs = tagger.second_pass_tokens(&record.document, &words);
    let token = |input: SecondPassToken| TrainingToken { gold: usize::from(record.gold[input.token]), input };
    inputs.into_iter().map(token).filter(|token| token.gold != usize::from(OPEN)).collect()
}

const EPOCHS: usize = 25;
const BATCH: usize = 256;
const RATE: f32 = 0.002;
const DROPOUT: f64 = 0.2;
/// How much of each weight the network forgets, against the gradient.
const DECAY: f32 = 1e-4;
/// Added to the spread of an input, so that what hardly ever differs is not blown up.
const SPREAD: f32 = 0.05;

type Hidden = [f32; HIDDEN];

/// Weights, or what is kept beside each of them: a row an input and one more, a row a hidden unit and one more.
#[derive(Clone)]
struct Weights {
    first: Vec<Hidden>,
    second: Vec<TagRow>,
}

impl Weights {
    fn zero() -> Weights {
        Weights { first: vec![[0.0; HIDDEN]; INPUTS + 1], second: vec![[0.0; WIDTH]; HIDDEN + 1] }
    }

    fn all(&mut self) -> impl Iterator<Item = &mut f32> {
        self.first.iter_mut().flatten().chain(self.second.iter_mut().flatten())
    }
}

/// Mean and spread of each input.
type Scale = Vec<(f32, f32)>;

fn scale_of(tokens: &[TrainingToken]) -> Scale {
    let mut sums = vec![(0.0f64, 0.0f64); INPUTS];
    for &(input, value) in tokens.iter().flat_map(|token| &token.input.inputs) {
        sums[usize::from(input)].0 += f64::from(value);
        sums[usize::from(input)].1 += f64::from(value) * f64::from(value);
    }
    let n = tokens.len().max(1) as f64;
    let scale = |(sum, squares): (f64, f64)| {
        let mean = sum / n;
        (mean as f32, (squares / n - mean * mean).max(0.0).sqrt() as f32 + SPREAD)
    };
    sums.into_iter().map(scale).collect()
}

pub fn train(tokens: &[TrainingToken], seed: u64) -> Network {
    let scale = scale_of(tokens);
    let mut trainer = NetworkTrainer::new(seed);
    let mut order: Vec<usize> = (0..tokens.len()).collect();
    for epoch in 0..EPOCHS {
        trainer.random.shuffle(&mut order);
        let rate = RATE * (1.0 - 0.95 * epoch as f32 / EPOCHS as f32);
        for batch in order.chunks(BATCH) {
            let mut gradient = Weights::zero();
            batch.iter().for_each(|&l| trainer.learn(&tokens[l], &scale, batch.len(), &mut gradient));
            trainer.step(&mut gradient, rate);
        }
    }
    unscaled(trainer.weights, &scale)
}

/// The network for inputs as they come.
fn unscaled(mut weights: Weights, scale: &Scale) -> Network {
    for (input, (mean, spread)) in scale.iter().enumerate() {
        for unit in 0..HIDDEN {
            weights.first[input][unit] /= spread;
            weights.first[INPUTS][unit] -= weights.first[input][unit] * mean;
        }
    }
    Network::new(weights.first, weights.second)
}

struct NetworkTrainer {
    weights: Weights,
    means: Weights,
    squares: Weights,
    steps: i32,
    random: Random,
}

impl NetworkTrainer {
    fn new(seed: u64) -> NetworkTrainer {
        let mut random = Random(seed);
        let mut weights = Weights::zero();
        let range = (3.0 / INPUTS as f32).sqrt();
        for weight in weights.first[..INPUTS].iter_mut().flatten() {
            *weight = range * (2.0 * share(&mut random) as f32 - 1.0);
        }
        NetworkTrainer { weights, means: Weights::zero(), squares: Weights::zero(), steps: 0, random }
    }

    /// What is kept under dropout, as a factor.
    fn kept(&mut self) -> f32 {
        if share(&mut self.random) < DROPOUT { 0.0 } else { (1.0 / (1.0 - DROPOUT)) as f32 }
    }

    /// Adds what a token says about the weights, as one of so many.
    fn learn(&mut self, token: &TrainingToken, scale: &Scale, of: usize, gradient: &mut Weights) {
        let mut inputs: Vec<f32> = scale.iter().map(|(mean, spread)| -mean / spread).collect();
        for &(input, value) in &token.input.inputs {
            inputs[usize::from(input)] += value / scale[usize::from(input)].1;
        }
        inputs.iter_mut().for_each(|input| *input *= self.kept());
        let mut hidden = self.weights.first[INPUTS];
        for (&input, weights) in inputs.iter().zip(&self.weights.first).filter(|(input, _)| **input != 0.0) {
            hidden.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += input * weight);
        }
        let lit: Hidden = std::array::from_fn(|unit| if 0.0 < hidden[unit] { self.kept() } else { 0.0 });
        hidden.iter_mut().zip(lit).for_each(|(unit, lit)| *unit *= lit);
        let error = self.error(token, &hidden, of as f32);
        let mut back = [0.0; HIDDEN];
        for unit in 0..HIDDEN {
            let both = error.iter().zip(&self.weights.second[unit]);
            back[unit] = lit[unit] * both.map(|(e, w)| e * w).sum::<f32>();
            gradient.second[unit].iter_mut().zip(error).for_each(|(g, e)| *g += hidden[unit] * e);
        }
        gradient.second[HIDDEN].iter_mut().zip(error).for_each(|(g, e)| *g += e);
        for (&input, row) in inputs.iter().zip(&mut gradient.first).filter(|(input, _)| **input != 0.0) {
            row.iter_mut().zip(back).for_each(|(g, b)| *g += input * b);
        }
        gradient.first[INPUTS].iter_mut().zip(back).for_each(|(g, b)| *g += b);
    }

    /// How far the probability of each tag is from what it should be.
    fn error(&self, token: &TrainingToken, hidden: &Hidden, of: f32) -> TagRow {
        let mut scores = self.weights.second[HIDDEN];
        for (&value, weights) in hidden.iter().zip(&self.weights.second).filter(|(value, _)| **value != 0.0) {
            scores.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
        }
        scores.iter_mut().zip(token.input.logarithms).for_each(|(score, own)| *score += own);
        let most = scores[..TAGS].iter().copied().fold(f32::MIN, f32::max);
        let mut error: TagRow =
            std::array::from_fn(|tag| if tag < TAGS { (scores[tag] - most).exp() } else { 0.0 });
        let sum: f32 = error.iter().sum();
        error.iter_mut().for_each(|probability| *probability /= sum);
        error[token.gold] -= 1.0;
        error.map(|e| e / of)
    }

    fn step(&mut self, gradient: &mut Weights, rate: f32) {
        self.steps += 1;
        let (first, second) = (1.0 - 0.9f32.powi(self.steps), 1.0 - 0.999f32.powi(self.steps));
        let beside = self.means.all().zip(self.squares.all());
        for ((weight, gradient), (mean, square)) in self.weights.all().zip(gradient.all()).zip(beside) {
            let g = *gradient + DECAY * *weight;
            *mean = 0.9 * *mean + 0.1 * g;
            *square = 0.999 * *square + 0.001 * g * g;
            *weight -= rate * (*mean / first) / ((*square / second).sqrt() + 1e-8);
        }
    }
}

/// A number from 0 to 1.
fn share(random: &mut Random) -> f64 {
    (random.next() >> 11) as f64 / (1u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tag that the first pass thinks unlikely, and that one input always goes with.
    #[test]
    fn what_the_first_reading_gets_wrong_is_learned() {
        let token = |lit: bool| {
            let mut logarithms = [-3.0; WIDTH];
            logarithms[0] = -0.1;
            let inputs = if lit { vec![(100, 1.0)] } else { vec![(101, 1.0)] };
            TrainingToken {
                input: SecondPassToken { token: 0, inputs, logarithms },
                gold: if lit { 4 } else { 0 },
            }
        };
        let tokens: Vec<TrainingToken> = (0..4000).map(|i| token(i % 2 == 0)).collect();
        let network = train(&tokens, 7);
        let answer = |input| network.output(&[(input, 1.0)]);
        assert!(answer(100)[4] - answer(100)[0] > 3.0, "{:?}", answer(100));
        assert!(answer(101)[4] - answer(101)[0] < 2.0, "{:?}", answer(101));
    }
}
