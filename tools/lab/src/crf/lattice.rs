//! The sums over all sequences of tags (forward-backward), with what training asks for: marginals and expected steps.

// The rows of a lattice stand beside each other under one index.
#![allow(clippy::needless_range_loop)]

use pullquote::training::learn::{ForwardBackward, may_follow};

/// `factors[from][to]`: how well one tag follows another; 0 where it may not.
pub type Factors<const TAGS: usize, const LANES: usize> = [[f32; LANES]; TAGS];

/// The weights of steps as factors.
pub fn factors<const TAGS: usize, const LANES: usize>(steps: &[[f32; LANES]; TAGS]) -> Factors<TAGS, LANES> {
    std::array::from_fn(|from| {
        std::array::from_fn(|to| if to < TAGS && may_follow(from, to) { steps[from][to].exp() } else { 0.0 })
    })
}

/// Where the backward sums are divided by the scale of a token. Both are right and differ in the last bits alone; each
/// tagger keeps the one that its weights were trained with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scaling {
    /// Once for each sum.
    Sums,
    /// Once for each tag, before the sums.
    Tags,
}

/// The smallest sum that is divided by: guards against scores so far apart that all else vanishes.
const LEAST: f32 = 1e-30;

/// The sums of one sequence. One value serves many, which spares allocations.
pub struct Lattice<const TAGS: usize, const LANES: usize> {
    scaling: Scaling,
    /// A token, a tag.
    pub scores: Vec<[f32; LANES]>,
    potentials: Vec<[f32; LANES]>,
    forward: Vec<[f32; LANES]>,
    backward: Vec<[f32; LANES]>,
    scales: Vec<f32>,
    /// How probable each tag of each token is.
    pub marginals: Vec<[f32; LANES]>,
    /// How often each step is expected.
    pub steps: [[f32; LANES]; TAGS],
}

impl<const TAGS: usize, const LANES: usize> Lattice<TAGS, LANES> {
    /// An empty lattice.
    pub fn new(scaling: Scaling) -> Lattice<TAGS, LANES> {
        Lattice {
            scaling,
            scores: vec![],
            potentials: vec![],
            forward: vec![],
            backward: vec![],
            scales: vec![],
            marginals: vec![],
            steps: [[0.0; LANES]; TAGS],
        }
    }

    /// The sums themselves.
    pub fn sums<'s>(&'s self, factors: &'s Factors<TAGS, LANES>) -> ForwardBackward<'s, [f32; LANES]> {
        ForwardBackward {
            forward: &self.forward,
            backward: &self.backward,
            potentials: &self.potentials,
            scales: &self.scales,
            factors,
        }
    }

    /// Computes marginals and expected steps under the scores, over the sequences that `allowed` (tags as a set of
    /// bits, by token) admits. The sequence stands between outside tokens and has a token at least. Returns the logarithm of
    /// the sum over all sequences.
    pub fn sum(&mut self, factors: &Factors<TAGS, LANES>, allowed: impl Fn(usize) -> u32) -> f64 {
        let n = self.scores.len();
        for rows in [&mut self.forward, &mut self.backward, &mut self.marginals] {
            rows.resize(n, [0.0; LANES]);
        }
        self.scales.resize(n, 1.0);
        self.steps = [[0.0; LANES]; TAGS];
        let mut log = self.compute_potentials(allowed);
        self.run_forward(factors, &mut log);
        self.end_backward(factors, &mut log);
        match self.scaling {
            Scaling::Sums => self.run_backward_by_sums(factors),
            Scaling::Tags => self.run_backward_by_tags(factors),
        }
        for from in 0..TAGS {
            if may_follow(from, 0) {
                self.steps[from][0] += self.marginals[n - 1][from];
            }
        }
        log
    }

    /// Fills in how well each tag fits, the best of each token at one. Returns the logarithm of what that divides by.
    fn compute_potentials(&mut self, allowed: impl Fn(usize) -> u32) -> f64 {
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
        log
    }

    /// The forward row of the token before `i`.
    fn forward_before(&self, i: usize) -> [f32; LANES] {
        let mut outside = [0.0; LANES];
        outside[0] = 1.0;
        if i == 0 { outside } else { self.forward[i - 1] }
    }

    fn run_forward(&mut self, factors: &Factors<TAGS, LANES>, log: &mut f64) {
        for i in 0..self.scores.len() {
            let before = self.forward_before(i);
            let mut row = [0.0; LANES];
            for from in 0..TAGS {
                let probability = before[from];
                for to in 0..LANES {
                    row[to] += probability * factors[from][to];
                }
            }
            for to in 0..LANES {
                row[to] *= self.potentials[i][to];
            }
            let total: f32 = row.iter().sum::<f32>().max(LEAST);
            row.iter_mut().for_each(|x| *x /= total);
            self.scales[i] = total;
            *log += f64::from(total.ln());
            self.forward[i] = row;
        }
    }

    /// Fills in the last backward row: an outside token follows.
    fn end_backward(&mut self, factors: &Factors<TAGS, LANES>, log: &mut f64) {
        let Some(n) = self.scores.len().checked_sub(1) else { return };
        let mut last = [0.0; LANES];
        for from in 0..TAGS {
            last[from] = factors[from][0];
        }
        let end: f32 = (0..TAGS).map(|tag| self.forward[n][tag] * last[tag]).sum::<f32>().max(LEAST);
        *log += f64::from(end.ln());
        last.iter_mut().for_each(|x| *x /= end);
        self.backward[n] = last;
    }

    fn run_backward_by_tags(&mut self, factors: &Factors<TAGS, LANES>) {
        for i in (0..self.scores.len()).rev() {
            let before = self.forward_before(i);
            let mut after = self.backward[i];
            for to in 0..LANES {
                self.marginals[i][to] = self.forward[i][to] * after[to];
                after[to] *= self.potentials[i][to] / self.scales[i];
            }
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
    }

    fn run_backward_by_sums(&mut self, factors: &Factors<TAGS, LANES>) {
        let n = self.scores.len();
        for i in (0..n - 1).rev() {
            let mut row = [0.0; LANES];
            let (potentials, after) = (&self.potentials[i + 1], &self.backward[i + 1]);
            for from in 0..TAGS {
                let mut sum = 0.0;
                for to in 0..TAGS {
                    sum += factors[from][to] * potentials[to] * after[to];
                }
                row[from] = sum / self.scales[i + 1];
            }
            self.backward[i] = row;
        }
        for i in 0..n {
            let before = self.forward_before(i);
            for tag in 0..TAGS {
                self.marginals[i][tag] = self.forward[i][tag] * self.backward[i][tag];
            }
            for from in (0..TAGS).filter(|&from| before[from] != 0.0) {
                let scale = before[from] / self.scales[i];
                for to in 0..TAGS {
                    self.steps[from][to] +=
                        scale * factors[from][to] * self.potentials[i][to] * self.backward[i][to];
                }
            }
        }
    }
}
