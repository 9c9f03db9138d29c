//! Turns a few numbers into a probability that holds: logistic regression (Platt 1999).

use super::{BadModel, Reader};

/// The weights of `N` features. The first feature is 1 for all, so its weight is the intercept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration<const N: usize>(pub [f32; N]);

impl<const N: usize> Calibration<N> {
    /// Splits the weights off the front of a model's bytes.
    pub(crate) fn read(reader: &mut Reader) -> Result<Calibration<N>, BadModel> {
        let mut weights = [0.0; N];
        for weight in &mut weights {
            *weight = reader.f32()?;
        }
        Ok(Calibration(weights))
    }

    /// The bytes that `Calibration::read` reads.
    #[cfg(any(test, feature = "training"))]
    pub fn write(&self, out: &mut Vec<u8>) {
        self.0.iter().for_each(|weight| out.extend(weight.to_le_bytes()));
    }

    /// How probable it is that what has these features is right.
    pub(crate) fn probability(&self, features: &[f32; N]) -> f32 {
        let sum: f32 = self.0.iter().zip(features).map(|(weight, feature)| weight * feature).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let calibration = Calibration([0.0, 2.0]);
        let mut bytes = vec![];
        calibration.write(&mut bytes);
        assert_eq!(Calibration::read(&mut Reader(&bytes)), Ok(calibration));
        assert_eq!(Calibration::<2>::read(&mut Reader(&bytes[..7])), Err(BadModel));
    }

    #[test]
    fn a_higher_feature_makes_it_more_probable() {
        let probability = |feature| Calibration([0.0, 2.0]).probability(&[1.0, feature]);
        assert_eq!(probability(0.0), 0.5);
        assert!(probability(-1.0) < 0.5 && 0.5 < probability(1.0));
    }
}
