//! Fits the calibration: logistic regression over a few numbers.

/// Weights of features that make what is right likely, by plain gradient descent over all rows.
pub fn fit<const N: usize>(rows: &[([f32; N], bool)]) -> [f32; N] {
    let mut weights = [0f64; N];
    let mut squares = [1e-6f64; N];
    for _ in 0..600 {
        let mut gradient = [0f64; N];
        for (features, right) in rows {
            let sum: f64 = weights.iter().zip(features).map(|(w, &f)| w * f64::from(f)).sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - if *right { 1.0 } else { 0.0 };
            gradient.iter_mut().zip(features).for_each(|(g, &f)| *g += error * f64::from(f));
        }
        for k in 0..N {
            let g = gradient[k] / rows.len().max(1) as f64;
            squares[k] += g * g;
            weights[k] -= 0.3 * g / squares[k].sqrt();
        }
    }
    weights.map(|w| w as f32)
}
