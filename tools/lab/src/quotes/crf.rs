//! Linear-chain CRF over hashed features for whole paragraphs: AdaGrad, feature dropout.
//!
//! Lafferty et al. 2001 for the model, Duchi et al. 2011 for the step sizes.

// The rows of a lattice stand beside each other under one index.
#![allow(clippy::needless_range_loop)]

use pullquote::training::learn::marginals::Sums;
use pullquote::training::learn::tags::may_follow;
use pullquote::training::recognise::quotes::tags::TAGS;

use crate::entities::crf::Random;

/// A number of lanes that vector instructions like; the lanes past the last tag stay zero.
pub const LANES: usize = 20;
pub type Row = [f32; LANES];

/// A sequence to learn from.
pub struct Example {
    pub rows: Vec<u32>,
    pub starts: Vec<u32>,
    pub gold: Vec<u8>,
    /// The article that it is from.
    pub article: usize,
}

impl Example {
    pub fn rows(&self, i: usize) -> &[u32] {
        &self.rows[self.starts[i] as usize..self.starts[i + 1] as usize]
    }

    /// The same with the features alone that the model has weights for.
    fn without(&self, model: &Model) -> Example {
        let (mut rows, mut starts) = (vec![], vec![0]);
        for i in 0..self.gold.len() {
            rows.extend(self.rows(i).iter().filter(|&&row| model.rows[row as usize] != [0.0; LANES]));
            starts.push(rows.len() as u32);
        }
        Example { rows, starts, gold: self.gold.clone(), article: self.article }
    }
}

#[derive(Clone, Copy)]
pub struct Settings {
    pub bits: u32,
    pub dropout: f32,
    pub rate: f32,
    pub epochs: usize,
    /// Rows that are kept.
    pub keep: usize,
    /// Dropout of the second training.
    pub again: f32,
    pub seed: u64,
}

#[derive(Clone)]
pub struct Model {
    pub rows: Vec<Row>,
    /// `steps[from][to]`
    pub steps: [Row; TAGS],
}

/// Room for the sums over all sequences.
#[derive(Default)]
pub struct Lattice {
    pub scores: Vec<Row>,
    potentials: Vec<Row>,
    forward: Vec<Row>,
    backward: Vec<Row>,
    scales: Vec<f32>,
    /// Probability of each tag of each token.
    pub marginals: Vec<Row>,
    /// Expected number of each step.
    steps: [Row; TAGS],
}

pub fn exponents(steps: &[Row; TAGS]) -> [Row; TAGS] {
    std::array::from_fn(|from| {
        std::array::from_fn(|to| if to < TAGS && may_follow(from, to) { steps[from][to].exp() } else { 0.0 })
    })
}

impl Lattice {
    /// What was summed.
    pub fn sums<'s>(&'s self, factors: &'s [Row]) -> Sums<'s, Row> {
        Sums {
            forward: &self.forward,
            backward: &self.backward,
            potentials: &self.potentials,
            scales: &self.scales,
            factors,
        }
    }

    /// Fills in marginals and expected steps; the sequence stands between outside tokens. Returns the logarithm of
    /// the sum over all sequences.
    pub fn sum(&mut self, factors: &[Row; TAGS]) -> f64 {
        let n = self.scores.len();
        let mut log = 0.0;
        self.potentials.clear();
        for scores in &self.scores {
            let most = scores[..TAGS].iter().fold(f32::MIN, |a, &b| a.max(b));
            let mut row = [0.0; LANES];
            for tag in 0..TAGS {
                row[tag] = (scores[tag] - most).exp();
            }
            log += f64::from(most);
            self.potentials.push(row);
        }
        self.forward.resize(n, [0.0; LANES]);
        self.backward.resize(n, [0.0; LANES]);
        self.marginals.resize(n, [0.0; LANES]);
        self.scales.resize(n, 1.0);
        let mut outside = [0.0; LANES];
        outside[0] = 1.0;
        for i in 0..n {
            let before = if i == 0 { outside } else { self.forward[i - 1] };
            let mut row = [0.0; LANES];
            for from in 0..TAGS {
                let chance = before[from];
                for to in 0..LANES {
                    row[to] += chance * factors[from][to];
                }
            }
            for to in 0..LANES {
                row[to] *= self.potentials[i][to];
            }
            let total: f32 = row.iter().sum::<f32>().max(1e-30);
            row.iter_mut().for_each(|x| *x /= total);
            self.scales[i] = total;
            log += f64::from(total.ln());
            self.forward[i] = row;
        }
        let mut last = [0.0; LANES];
        for from in 0..TAGS {
            last[from] = factors[from][0];
        }
        let end: f32 = (0..TAGS).map(|t| self.forward[n - 1][t] * last[t]).sum::<f32>().max(1e-30);
        log += f64::from(end.ln());
        last.iter_mut().for_each(|x| *x /= end);
        self.backward[n - 1] = last;
        self.steps = [[0.0; LANES]; TAGS];
        for i in (0..n).rev() {
            let mut after = self.backward[i];
            for to in 0..LANES {
                self.marginals[i][to] = self.forward[i][to] * after[to];
                after[to] *= self.potentials[i][to] / self.scales[i];
            }
            let before = if i == 0 { outside } else { self.forward[i - 1] };
            let mut row = [0.0; LANES];
            for from in 0..TAGS {
                let mut sum = 0.0;
                for to in 0..LANES {
                    let step = factors[from][to] * after[to];
                    self.steps[from][to] += before[from] * step;
                    sum += step;
                }
                row[from] = sum;
            }
            if 0 < i {
                self.backward[i - 1] = row;
            }
        }
        for from in 0..TAGS {
            self.steps[from][0] += self.marginals[n - 1][from];
        }
        log
    }
}

/// What the sums of squared gradients begin with: lower, and a feature's first sight moves it too far.
const START: f32 = 1.0;

/// A model of the examples, with all its rows.
fn train(examples: &[&Example], settings: Settings) -> Model {
    let mut trainer = Trainer::new(settings);
    for epoch in 0..settings.epochs {
        let rate = settings.rate * (1.0 - 0.85 * epoch as f32 / settings.epochs.max(2) as f32);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        trainer.random.shuffle(&mut order);
        order.into_iter().for_each(|e| trainer.learn(examples[e], rate));
    }
    trainer.model
}

/// The average of models that differ by their seeds, cut to the rows that are kept: steadier than any of them. The
/// models are trained twice, the second time on those rows alone, so that they make up for the others.
pub fn train_several(examples: &[&Example], settings: Settings, seeds: &[u64]) -> Model {
    let model = train_all(examples, settings, seeds);
    let kept: Vec<Example> = examples.iter().map(|e| e.without(&model)).collect();
    let kept: Vec<&Example> = kept.iter().collect();
    train_all(&kept, Settings { dropout: settings.again, ..settings }, seeds)
}

fn train_all(examples: &[&Example], settings: Settings, seeds: &[u64]) -> Model {
    let one = |&seed: &u64| train(examples, Settings { seed, ..settings });
    let models: Vec<Model> = std::thread::scope(|scope| {
        let running: Vec<_> = seeds.iter().map(|seed| scope.spawn(move || one(seed))).collect();
        running.into_iter().map(|thread| thread.join().expect("training does not panic")).collect()
    });
    let mut sum = models[0].clone();
    let share = 1.0 / models.len() as f32;
    let scale = |row: &mut Row| row.iter_mut().for_each(|w| *w *= share);
    for other in &models[1..] {
        let add = |(row, more): (&mut Row, &Row)| row.iter_mut().zip(more).for_each(|(w, m)| *w += m);
        sum.rows.iter_mut().zip(&other.rows).for_each(add);
        sum.steps.iter_mut().zip(&other.steps).for_each(add);
    }
    sum.rows.iter_mut().for_each(scale);
    sum.steps.iter_mut().for_each(scale);
    prune(&mut sum, settings.keep);
    sum
}

/// Keeps the rows with the most weight; all others become zero.
fn prune(model: &mut Model, keep: usize) {
    let size = |row: &Row| row.iter().map(|w| w * w).sum::<f32>();
    let mut sizes: Vec<f32> = model.rows.iter().map(size).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let least = sizes.get(keep).copied().unwrap_or(0.0);
    for row in model.rows.iter_mut().filter(|row| size(row) <= least) {
        *row = [0.0; LANES];
    }
}

struct Trainer {
    model: Model,
    settings: Settings,
    squares: Vec<Row>,
    step_squares: [Row; TAGS],
    random: Random,
    lattice: Lattice,
    /// Rows of the example at hand that the dropout spared.
    spared: Vec<u32>,
    starts: Vec<usize>,
}

impl Trainer {
    fn new(settings: Settings) -> Trainer {
        let size = 1usize << settings.bits;
        Trainer {
            model: Model { rows: vec![[0.0; LANES]; size], steps: [[0.0; LANES]; TAGS] },
            squares: vec![[START; LANES]; size],
            step_squares: [[START; LANES]; TAGS],
            random: Random(settings.seed | 1),
            lattice: Lattice::default(),
            spared: vec![],
            starts: vec![],
            settings,
        }
    }

    fn learn(&mut self, example: &Example, rate: f32) {
        self.score(example);
        self.lattice.sum(&exponents(&self.model.steps));
        self.step(&example.gold, rate);
    }

    /// The scores of an example's tags, with some features left out.
    fn score(&mut self, example: &Example) {
        let keep = 1.0 - self.settings.dropout;
        let threshold = (f64::from(keep) * 65536.0) as u64;
        self.spared.clear();
        self.starts.clear();
        self.lattice.scores.clear();
        for i in 0..example.gold.len() {
            self.starts.push(self.spared.len());
            let mut sums = [0.0; LANES];
            let mut bits = 0;
            for (k, &row) in example.rows(i).iter().enumerate() {
                // Four draws from one number.
                if k % 4 == 0 {
                    bits = self.random.next();
                }
                let spared = (bits & 0xffff) < threshold;
                bits >>= 16;
                if spared {
                    self.spared.push(row);
                    let weights = &self.model.rows[row as usize];
                    (0..LANES).for_each(|k| sums[k] += weights[k]);
                }
            }
            sums.iter_mut().for_each(|x| *x /= keep);
            self.lattice.scores.push(sums);
        }
        self.starts.push(self.spared.len());
    }

    /// Moves the weights of the features at hand against the gradient.
    fn step(&mut self, gold: &[u8], rate: f32) {
        let keep = 1.0 - self.settings.dropout;
        for (i, &tag) in gold.iter().enumerate() {
            let mut gradient = self.lattice.marginals[i];
            gradient[usize::from(tag)] -= 1.0;
            gradient[TAGS..].fill(0.0);
            if gradient.iter().all(|g| g.abs() < 1e-3) {
                continue;
            }
            gradient.iter_mut().for_each(|g| *g /= keep);
            for &row in &self.spared[self.starts[i]..self.starts[i + 1]] {
                let weights = &mut self.model.rows[row as usize];
                let squares = &mut self.squares[row as usize];
                for k in 0..LANES {
                    let g = gradient[k];
                    squares[k] += g * g;
                    weights[k] -= rate * g / squares[k].sqrt();
                }
            }
        }
        let mut expected = self.lattice.steps;
        let mut before = 0;
        for &tag in gold.iter().chain(std::iter::once(&0)) {
            expected[before][usize::from(tag)] -= 1.0;
            before = usize::from(tag);
        }
        for from in 0..TAGS {
            for to in 0..TAGS {
                let g = expected[from][to];
                if g != 0.0 {
                    self.step_squares[from][to] += g * g;
                    self.model.steps[from][to] -= rate * g / self.step_squares[from][to].sqrt();
                }
            }
        }
    }
}

impl Model {
    /// Scores of an example, all features in.
    pub fn score(&self, example: &Example, lattice: &mut Lattice) {
        lattice.scores.clear();
        for i in 0..example.gold.len() {
            let mut sums = [0.0; LANES];
            for &row in example.rows(i) {
                let weights = &self.rows[row as usize];
                (0..LANES).for_each(|k| sums[k] += weights[k]);
            }
            lattice.scores.push(sums);
        }
    }

    /// The best legal sequence for the scores, `bias` added to beginning a quotation.
    pub fn best(&self, scores: &[Row], bias: f32) -> Vec<u8> {
        let n = scores.len();
        let mut back = vec![[0u8; TAGS]; n];
        let mut before = [f32::NEG_INFINITY; TAGS];
        before[0] = 0.0;
        for i in 0..n {
            let mut row = [f32::NEG_INFINITY; TAGS];
            for to in 0..TAGS {
                for from in (0..TAGS).filter(|&from| may_follow(from, to)) {
                    let score = before[from] + self.steps[from][to];
                    if row[to] < score {
                        row[to] = score;
                        back[i][to] = from as u8;
                    }
                }
                row[to] += scores[i][to] + if to == 1 || to == 4 { bias } else { 0.0 };
            }
            before = row;
        }
        let mut tag = (0..TAGS)
            .filter(|&tag| may_follow(tag, 0))
            .max_by(|&a, &b| (before[a] + self.steps[a][0]).total_cmp(&(before[b] + self.steps[b][0])))
            .unwrap_or(0);
        let mut tags = vec![0; n];
        for i in (0..n).rev() {
            tags[i] = tag as u8;
            tag = usize::from(back[i][tag]);
        }
        tags
    }
}
