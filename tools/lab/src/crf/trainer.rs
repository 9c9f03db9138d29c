//! Learns a model from examples, one after the other.

// The rows of weights stand beside each other under one index.
#![allow(clippy::needless_range_loop)]

use super::lattice::{Scaling, factors};
use super::model::rounded;
use super::{Example, Lattice, Model, Random, Target};

/// What a training is told.
#[derive(Clone, Copy)]
pub struct Settings {
    /// The logarithm of the number of rows that features are hashed to.
    pub bits: u32,
    /// The share of features that each sight of an example leaves out.
    pub dropout: f32,
    pub seed: u64,
    pub arithmetic: Arithmetic,
}

/// In what the arithmetic of the taggers differs. None of it matters much for accuracy; all of it matters for the bytes
/// of the weights.
#[derive(Clone, Copy)]
pub struct Arithmetic {
    pub scaling: Scaling,
    /// How many features one random number decides on: 1 or 4.
    pub draws: usize,
    /// Smaller gradients of a token change nothing.
    pub least_gradient: f32,
    /// Whether that is asked of the gradient as the dropout enlarges it.
    pub is_least_of_enlarged: bool,
    /// An example with a smaller loss teaches nothing.
    pub least_loss: f64,
}

/// What the sums of squared gradients begin with: lower, and a feature's first sight moves it too far.
const START: f32 = 1.0;

/// A model in training.
pub struct Trainer<const TAGS: usize, const LANES: usize> {
    pub model: Model<TAGS, LANES>,
    settings: Settings,
    squares: Vec<[f32; LANES]>,
    step_squares: [[f32; LANES]; TAGS],
    dropout: Dropout,
    /// The sums over all sequences, and over those that are right.
    free: Lattice<TAGS, LANES>,
    right: Lattice<TAGS, LANES>,
    /// Rows of the example at hand that the dropout spared.
    spared: Vec<u32>,
    starts: Vec<usize>,
    /// The step that the weights are rounded to before they are used, where they are.
    unit: Option<f32>,
}

impl<const TAGS: usize, const LANES: usize> Trainer<TAGS, LANES> {
    /// A model that has learned nothing yet.
    pub fn new(settings: Settings) -> Trainer<TAGS, LANES> {
        Trainer::with(Model::zero(settings.bits), settings)
    }

    /// Goes on with a model that has learned, and will be used with its weights in steps of `unit`: the weights that are
    /// moved stay whole, and the loss is that of the rounded ones.
    pub fn rounding(model: Model<TAGS, LANES>, settings: Settings, unit: f32) -> Trainer<TAGS, LANES> {
        Trainer { unit: Some(unit), ..Trainer::with(model, settings) }
    }

    fn with(model: Model<TAGS, LANES>, settings: Settings) -> Trainer<TAGS, LANES> {
        Trainer {
            unit: None,
            squares: vec![[START; LANES]; model.rows.len()],
            step_squares: [[START; LANES]; TAGS],
            dropout: Dropout::new(&settings),
            free: Lattice::new(settings.arithmetic.scaling),
            right: Lattice::new(settings.arithmetic.scaling),
            spared: vec![],
            starts: vec![],
            model,
            settings,
        }
    }

    /// Learns from each example once, in a new order. Returns the loss.
    pub fn epoch(&mut self, examples: &[&Example<LANES>], rate: f32) -> f64 {
        let mut order: Vec<usize> = (0..examples.len()).filter(|&e| examples[e].len() > 0).collect();
        self.dropout.random.shuffle(&mut order);
        order.into_iter().map(|e| self.learn(examples[e], rate)).sum()
    }

    fn learn(&mut self, example: &Example<LANES>, rate: f32) -> f64 {
        self.score(example);
        let all_factors = factors(&self.model.steps);
        let all = self.free.sum(&all_factors, |_| u32::MAX);
        let loss = match &example.target {
            Target::Tags(tags) => {
                let loss = all - self.score_of(tags);
                self.subtract_tags(tags);
                loss
            }
            Target::AnyOf(allowed) => {
                self.right.scores.clone_from(&self.free.scores);
                let loss = all - self.right.sum(&all_factors, |i| allowed[i]);
                self.subtract_right();
                loss
            }
            Target::LogProbabilities(rows) => {
                self.right.scores.clone_from(rows);
                // All sequences by their probabilities, whatever the model thinks of the steps.
                self.right.sum(&factors(&[[0.0; LANES]; TAGS]), |_| u32::MAX);
                let loss = all - self.agreed();
                self.subtract_right();
                loss
            }
        };
        if self.settings.arithmetic.least_loss < loss {
            self.step(example.len(), rate);
        }
        loss
    }

    /// The score that the model gives to a sequence.
    fn score_of(&self, tags: &[u8]) -> f64 {
        let (mut score, mut before) = (0.0, 0);
        for (i, tag) in tags.iter().chain(std::iter::once(&0)).map(|&tag| usize::from(tag)).enumerate() {
            let token = if i < tags.len() { self.free.scores[i][tag] } else { 0.0 };
            score += f64::from(token + self.model.steps[before][tag]);
            before = tag;
        }
        score
    }

    /// The score that the model gives, on the average of the right sequences by their probabilities.
    fn agreed(&self) -> f64 {
        let all = |probabilities: &[[f32; LANES]], scores: &[[f32; LANES]]| -> f32 {
            probabilities.as_flattened().iter().zip(scores.as_flattened()).map(|(p, s)| p * s).sum()
        };
        f64::from(all(&self.right.marginals, &self.free.scores) + all(&self.right.steps, &self.model.steps))
    }

    /// Leaves in `free` what is expected beyond what is right: the gradient.
    fn subtract_right(&mut self) {
        let (free, right) = (&mut self.free, &self.right);
        let pairs = free.marginals.iter_mut().zip(&right.marginals);
        for (row, right) in pairs.chain(free.steps.iter_mut().zip(&right.steps)) {
            (0..TAGS).for_each(|k| row[k] -= right[k]);
        }
    }

    /// The same where one sequence is right.
    fn subtract_tags(&mut self, tags: &[u8]) {
        let mut before = 0;
        for (i, &tag) in tags.iter().chain(std::iter::once(&0)).enumerate() {
            let tag = usize::from(tag);
            if i < tags.len() {
                self.free.marginals[i][tag] -= 1.0;
            }
            self.free.steps[before][tag] -= 1.0;
            before = tag;
        }
    }

    /// The scores of an example's tags, with some features left out.
    fn score(&mut self, example: &Example<LANES>) {
        self.spared.clear();
        self.starts.clear();
        self.free.scores.clear();
        for i in 0..example.len() {
            self.starts.push(self.spared.len());
            let mut sums = [0.0; LANES];
            self.dropout.begin_token();
            for &row in example.rows(i) {
                if self.dropout.spares() {
                    self.spared.push(row);
                    let weights = &self.model.rows[row as usize];
                    match self.unit {
                        None => (0..LANES).for_each(|k| sums[k] += weights[k]),
                        Some(unit) => (0..LANES).for_each(|k| sums[k] += rounded(weights[k], unit) * unit),
                    }
                }
            }
            sums.iter_mut().for_each(|x| *x /= self.dropout.keep);
            self.free.scores.push(sums);
        }
        self.starts.push(self.spared.len());
    }

    /// Moves the weights of the features at hand against the gradient.
    fn step(&mut self, len: usize, rate: f32) {
        let arithmetic = self.settings.arithmetic;
        for i in 0..len {
            let mut gradient = self.free.marginals[i];
            gradient[TAGS..].fill(0.0);
            let enlarged = gradient.map(|g| g / self.dropout.keep);
            let asked = if arithmetic.is_least_of_enlarged { &enlarged } else { &gradient };
            if asked.iter().all(|g| g.abs() < arithmetic.least_gradient) {
                continue;
            }
            for &row in &self.spared[self.starts[i]..self.starts[i + 1]] {
                let weights = &mut self.model.rows[row as usize];
                let squares = &mut self.squares[row as usize];
                for k in 0..LANES {
                    let g = enlarged[k];
                    squares[k] += g * g;
                    weights[k] -= rate * g / squares[k].sqrt();
                }
            }
        }
        for from in 0..TAGS {
            for to in 0..TAGS {
                let g = self.free.steps[from][to];
                if g != 0.0 {
                    self.step_squares[from][to] += g * g;
                    self.model.steps[from][to] -= rate * g / self.step_squares[from][to].sqrt();
                }
            }
        }
    }
}

/// Decides which features an example is learned with.
struct Dropout {
    random: Random,
    /// The share that is spared.
    keep: f32,
    /// Bits that decide on one feature, and the number below which they spare it.
    width: u32,
    threshold: u64,
    /// What is left of the last random number.
    bits: u64,
    left: usize,
    draws: usize,
}

impl Dropout {
    fn new(settings: &Settings) -> Dropout {
        let keep = 1.0 - settings.dropout;
        let width = if settings.arithmetic.draws == 1 { 32 } else { 16 };
        Dropout {
            random: Random(settings.seed | 1),
            keep,
            width,
            threshold: (f64::from(keep) * (1u64 << width) as f64) as u64,
            bits: 0,
            left: 0,
            draws: settings.arithmetic.draws,
        }
    }

    /// Each token begins with a new number.
    fn begin_token(&mut self) {
        self.left = 0;
    }

    #[inline]
    fn spares(&mut self) -> bool {
        if self.left == 0 {
            let number = self.random.next();
            // A single draw takes the upper half of the number.
            self.bits = if self.draws == 1 { number >> 32 } else { number };
            self.left = self.draws;
        }
        let drawn = self.bits & ((1 << self.width) - 1);
        self.bits >>= self.width;
        self.left -= 1;
        drawn < self.threshold
    }
}
