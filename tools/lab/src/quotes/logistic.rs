//! Logistic regression, over hashed features and over a few dense ones.

use crate::entities::crf::Random;

/// Weights over hashed features.
pub struct Logistic {
    weights: Vec<f32>,
}

const EPOCHS: usize = 6;
const RATE: f32 = 0.08;
/// Pull of a weight towards zero at each sight, so that features seen once say little.
const DECAY: f32 = 2e-5;

impl Logistic {
    /// Learns from rows of features and whether each is right (AdaGrad: Duchi et al. 2011).
    pub fn train(bits: u32, rows: &[(&[u32], bool)], seed: u64) -> Logistic {
        let mut model = Logistic { weights: vec![0.0; 1 << bits] };
        let mut squares = vec![1f32; 1 << bits];
        let mut random = Random(seed);
        let mut order: Vec<usize> = (0..rows.len()).collect();
        for epoch in 0..EPOCHS {
            random.shuffle(&mut order);
            let rate = RATE * (1.0 - 0.8 * epoch as f32 / EPOCHS as f32);
            for &i in &order {
                let (features, right) = rows[i];
                let gradient = chance(model.sum(features)) - if right { 1.0 } else { 0.0 };
                for &f in features {
                    let f = f as usize;
                    let g = gradient + DECAY * model.weights[f];
                    squares[f] += g * g;
                    model.weights[f] -= rate * g / squares[f].sqrt();
                }
            }
        }
        model
    }

    /// The logarithm of the odds.
    pub fn sum(&self, features: &[u32]) -> f32 {
        features.iter().map(|&f| self.weights[f as usize]).sum()
    }

    /// The weights in a byte each, and what one step is worth.
    pub fn rounded(&self) -> (Vec<i8>, f32) {
        let most = self.weights.iter().fold(0f32, |a, w| a.max(w.abs())).max(1e-6);
        let unit = most / 127.0;
        (self.weights.iter().map(|w| (w / unit).round() as i8).collect(), unit)
    }
}

fn chance(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

/// Weights of dense features, by plain gradient descent over all rows.
pub fn dense<const N: usize>(rows: &[([f32; N], bool)]) -> [f32; N] {
    let mut weights = [0f64; N];
    let mut squares = [1e-6f64; N];
    for _ in 0..600 {
        let mut gradient = [0f64; N];
        for (facts, right) in rows {
            let sum: f64 = weights.iter().zip(facts).map(|(w, &f)| w * f64::from(f)).sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - if *right { 1.0 } else { 0.0 };
            gradient.iter_mut().zip(facts).for_each(|(g, &f)| *g += error * f64::from(f));
        }
        for k in 0..N {
            let g = gradient[k] / rows.len().max(1) as f64;
            squares[k] += g * g;
            weights[k] -= 0.3 * g / squares[k].sqrt();
        }
    }
    weights.map(|w| w as f32)
}
