//! Linear-chain CRF over hashed features: AdaGrad, feature dropout, partial labels.
//!
//! Lafferty et al. 2001 for the model, Duchi et al. 2011 for the step sizes; where a set does not mark a kind,
//! the likelihood sums over all the sequences that its labels allow (Tsuboi et al. 2008).

// The rows of a lattice stand beside each other under one index.
#![allow(clippy::needless_range_loop)]

use pullquote::training::learn::tags::may_follow;
use pullquote::training::recognise::entities::tagger::TAGS;

/// A run of tokens to learn from.
#[derive(Clone)]
pub struct Example {
    /// Rows of each token's features, `width[i]..width[i + 1]`.
    pub rows: Vec<u32>,
    pub starts: Vec<u32>,
    pub right: Right,
}

/// What is known of the right tags, for each token.
#[derive(Clone)]
pub enum Right {
    /// Any of these, as a set of bits.
    Any(Vec<u32>),
    /// The logarithms of the tags' chances.
    Marginals(Vec<Row>),
}

impl Example {
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Forgets the features whose rows are not kept.
    pub fn keep(&mut self, kept: &[bool]) {
        let mut rows = vec![];
        let mut starts = vec![0];
        for i in 0..self.len() {
            rows.extend(self.rows(i).iter().filter(|&&row| kept[row as usize]));
            starts.push(rows.len() as u32);
        }
        (self.rows, self.starts) = (rows, starts);
    }

    pub fn rows(&self, i: usize) -> &[u32] {
        &self.rows[self.starts[i] as usize..self.starts[i + 1] as usize]
    }
}

/// A number of lanes that vector instructions like; the lanes past the last tag stay zero.
pub const LANES: usize = 24;
pub type Row = [f32; LANES];

pub struct Settings {
    pub bits: u32,
    pub dropout: f32,
    pub seed: u64,
}

pub struct Model {
    pub rows: Vec<Row>,
    /// `steps[from][to]`
    pub steps: [Row; TAGS],
}

/// A small generator of random numbers (xorshift, Marsaglia 2003), so that training repeats to the byte.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (((self.next() >> 32) * n as u64) >> 32) as usize
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// Room for the sums over all sequences.
#[derive(Default)]
pub struct Lattice {
    pub scores: Vec<Row>,
    forward: Vec<Row>,
    backward: Vec<Row>,
    potentials: Vec<Row>,
    /// Probability of each tag of each token.
    pub marginals: Vec<Row>,
    /// Expected number of each step.
    pub steps: [Row; TAGS],
}

/// The steps between tags that may be, as lists, by their end.
pub struct Grid {
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
}

impl Grid {
    pub fn new() -> Grid {
        let before = |to| (0..TAGS).filter(|&from| may_follow(from, to)).collect();
        let after = |from| (0..TAGS).filter(|&to| may_follow(from, to)).collect();
        Grid { before: (0..TAGS).map(before).collect(), after: (0..TAGS).map(after).collect() }
    }
}

impl Lattice {
    /// Fills in marginals and expected steps under the scores, over the sequences that `allowed` admits; the run
    /// stands between outside tokens. Returns the logarithm of the sum.
    pub fn sum(&mut self, grid: &Grid, steps: &[Row; TAGS], allowed: impl Fn(usize) -> u32) -> f64 {
        let n = self.scores.len();
        let mut log = 0.0;
        self.potentials.clear();
        for (i, scores) in self.scores.iter().enumerate() {
            let most = scores[..TAGS].iter().fold(f32::MIN, |a, &b| a.max(b));
            let mask = allowed(i);
            let mut row = [0.0; LANES];
            for tag in 0..TAGS {
                row[tag] = if mask >> tag & 1 == 1 { (scores[tag] - most).exp() } else { 0.0 };
            }
            log += f64::from(most);
            self.potentials.push(row);
        }
        self.forward.resize(n, [0.0; LANES]);
        self.backward.resize(n, [0.0; LANES]);
        self.marginals.resize(n, [0.0; LANES]);
        let mut outside = [0.0; LANES];
        outside[0] = 1.0;
        let mut scales = vec![1f32; n];
        for i in 0..n {
            let before = if i == 0 { outside } else { self.forward[i - 1] };
            let mut row = [0.0; LANES];
            for to in 0..TAGS {
                let sum: f32 = grid.before[to].iter().map(|&from| before[from] * steps[from][to]).sum();
                row[to] = sum * self.potentials[i][to];
            }
            let total: f32 = row.iter().sum::<f32>().max(1e-30);
            row.iter_mut().for_each(|x| *x /= total);
            scales[i] = total;
            log += f64::from(total.ln());
            self.forward[i] = row;
        }
        let mut last = [0.0; LANES];
        for from in 0..TAGS {
            last[from] = if may_follow(from, 0) { steps[from][0] } else { 0.0 };
        }
        let end: f32 = (0..TAGS).map(|t| self.forward[n - 1][t] * last[t]).sum::<f32>().max(1e-30);
        log += f64::from(end.ln());
        last.iter_mut().for_each(|x| *x /= end);
        self.backward[n - 1] = last;
        for i in (0..n - 1).rev() {
            let mut row = [0.0; LANES];
            for from in 0..TAGS {
                let to =
                    |&to: &usize| steps[from][to] * self.potentials[i + 1][to] * self.backward[i + 1][to];
                row[from] = grid.after[from].iter().map(to).sum::<f32>() / scales[i + 1];
            }
            self.backward[i] = row;
        }
        self.steps = [[0.0; LANES]; TAGS];
        for i in 0..n {
            for tag in 0..TAGS {
                self.marginals[i][tag] = self.forward[i][tag] * self.backward[i][tag];
            }
            let before = if i == 0 { outside } else { self.forward[i - 1] };
            for from in 0..TAGS {
                if before[from] == 0.0 {
                    continue;
                }
                let scale = before[from] / scales[i];
                for &to in &grid.after[from] {
                    self.steps[from][to] +=
                        scale * steps[from][to] * self.potentials[i][to] * self.backward[i][to];
                }
            }
        }
        for from in 0..TAGS {
            if may_follow(from, 0) {
                self.steps[from][0] += self.marginals[n - 1][from];
            }
        }
        log
    }
}

/// Steps that leave the chance of a sequence to its tags.
const ALIKE: [Row; TAGS] = [[1.0; LANES]; TAGS];

pub fn exponents(steps: &[Row; TAGS]) -> [Row; TAGS] {
    steps.map(|row| row.map(f32::exp))
}

/// What the sums of squared gradients begin with: lower, and a feature's first sight moves it too far.
const START: f32 = 1.0;

/// A model in training.
pub struct Trainer {
    pub model: Model,
    settings: Settings,
    squares: Vec<Row>,
    step_squares: [Row; TAGS],
    random: Random,
    free: Lattice,
    bound: Lattice,
    /// Rows of the example at hand that the dropout spared.
    kept: Vec<u32>,
    starts: Vec<usize>,
    grid: Grid,
}

impl Trainer {
    pub fn new(settings: Settings) -> Trainer {
        let size = 1usize << settings.bits;
        Trainer {
            model: Model { rows: vec![[0.0; LANES]; size], steps: [[0.0; LANES]; TAGS] },
            squares: vec![[START; LANES]; size],
            step_squares: [[START; LANES]; TAGS],
            random: Random(settings.seed | 1),
            free: Lattice::default(),
            bound: Lattice::default(),
            kept: vec![],
            starts: vec![],
            grid: Grid::new(),
            settings,
        }
    }

    /// Learns from each example once, in a new order. Returns the loss.
    pub fn epoch(&mut self, examples: &[Example], rate: f32) -> f64 {
        let mut order: Vec<usize> = (0..examples.len()).filter(|&e| examples[e].len() > 0).collect();
        self.random.shuffle(&mut order);
        order.into_iter().map(|e| self.learn(&examples[e], rate)).sum()
    }

    fn learn(&mut self, example: &Example, rate: f32) -> f64 {
        self.score(example);
        let steps = exponents(&self.model.steps);
        let all = self.free.sum(&self.grid, &steps, |_| u32::MAX);
        let loss = match &example.right {
            Right::Any(allowed) => {
                self.bound.scores.clone_from(&self.free.scores);
                all - self.bound.sum(&self.grid, &steps, |i| allowed[i])
            }
            // All sequences by their chances, whatever the model thinks of the steps.
            Right::Marginals(chances) => {
                self.bound.scores.clone_from(chances);
                self.bound.sum(&self.grid, &ALIKE, |_| u32::MAX);
                all - self.agreed()
            }
        };
        if 1e-4 < loss {
            self.step(example.len(), rate);
        }
        loss
    }

    /// The score that the model gives, on the average of the sequences by their chances in `bound`.
    fn agreed(&self) -> f64 {
        let all = |chances: &[Row], scores: &[Row]| -> f32 {
            chances.as_flattened().iter().zip(scores.as_flattened()).map(|(c, s)| c * s).sum()
        };
        f64::from(all(&self.bound.marginals, &self.free.scores) + all(&self.bound.steps, &self.model.steps))
    }

    /// The scores of an example's tags, with some features left out.
    fn score(&mut self, example: &Example) {
        let keep = 1.0 - self.settings.dropout;
        let threshold = (f64::from(keep) * 4294967296.0) as u64;
        self.kept.clear();
        self.starts.clear();
        self.free.scores.clear();
        for i in 0..example.len() {
            self.starts.push(self.kept.len());
            let mut sums = [0.0; LANES];
            for &row in example.rows(i) {
                if self.random.next() >> 32 < threshold {
                    self.kept.push(row);
                    let weights = &self.model.rows[row as usize];
                    (0..LANES).for_each(|k| sums[k] += weights[k]);
                }
            }
            sums.iter_mut().for_each(|x| *x /= keep);
            self.free.scores.push(sums);
        }
        self.starts.push(self.kept.len());
    }

    /// Moves the weights of the features at hand against the gradient.
    fn step(&mut self, len: usize, rate: f32) {
        let keep = 1.0 - self.settings.dropout;
        let (free, bound) = (&self.free, &self.bound);
        for i in 0..len {
            let mut gradient = [0.0; LANES];
            (0..TAGS).for_each(|k| gradient[k] = (free.marginals[i][k] - bound.marginals[i][k]) / keep);
            if gradient.iter().all(|g| g.abs() < 1e-4) {
                continue;
            }
            for &row in &self.kept[self.starts[i]..self.starts[i + 1]] {
                let weights = &mut self.model.rows[row as usize];
                let squares = &mut self.squares[row as usize];
                for k in 0..LANES {
                    let g = gradient[k];
                    squares[k] += g * g;
                    weights[k] -= rate * g / squares[k].sqrt();
                }
            }
        }
        for from in 0..TAGS {
            for to in 0..TAGS {
                let g = free.steps[from][to] - bound.steps[from][to];
                if g != 0.0 {
                    self.step_squares[from][to] += g * g;
                    self.model.steps[from][to] -= rate * g / self.step_squares[from][to].sqrt();
                }
            }
        }
    }
}
