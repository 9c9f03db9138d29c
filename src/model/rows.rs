//! Weights as rows of bytes: one row a feature, one weight a label.

use super::{BadModel, Reader};

/// Labels that are summed together: a row is read in one go, past its own end into the next, so that the sum
/// is the same few vector instructions whatever the number of labels. At most this many labels fit.
pub const LANES: usize = 32;

/// Scores of one token, a lane a label; the lanes past the last label hold what happened to lie there.
pub type Scores = [i16; LANES];

/// Rows of signed 8-bit weights, used in place.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    labels: usize,
    bits: u32,
    // Invariant: (labels << bits) + LANES bytes.
    weights: &'a [u8],
}

impl<'a> Rows<'a> {
    /// Splits the rows off the front of a model's bytes.
    pub fn read(reader: &mut Reader<'a>) -> Result<Rows<'a>, BadModel> {
        reader.magic(b"rows")?;
        let (labels, bits) = (reader.u32()? as usize, reader.u32()?);
        if labels == 0 || LANES < labels || !(1..=24).contains(&bits) {
            return Err(BadModel);
        }
        let weights = reader.take((labels << bits) + LANES)?;
        Ok(Rows { labels, bits, weights })
    }

    /// The bytes that [`Rows::read`] reads.
    pub fn write(labels: usize, bits: u32, weights: &[i8], out: &mut Vec<u8>) {
        assert_eq!(weights.len(), labels << bits, "one weight a label and row");
        out.extend_from_slice(b"rows");
        out.extend_from_slice(&(labels as u32).to_le_bytes());
        out.extend_from_slice(&bits.to_le_bytes());
        out.extend(weights.iter().map(|&w| w as u8));
        out.extend_from_slice(&[0; LANES]);
    }

    pub fn labels(&self) -> usize {
        self.labels
    }

    /// The logarithm of the number of rows, as [`super::hash::row`] takes it.
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// Adds a row's weights to the scores. 127 times 250 features still fit 16 bits.
    #[inline]
    pub fn add(&self, row: u32, scores: &mut Scores) {
        let start = row as usize * self.labels;
        let Some(weights) = self.weights.get(start..start + LANES) else { return };
        for (score, &weight) in scores.iter_mut().zip(weights) {
            *score = score.wrapping_add(i16::from(weight as i8));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_and_bad_bytes_are_refused() {
        let mut bytes = vec![];
        Rows::write(3, 1, &[1, -2, 3, 4, 5, -128], &mut bytes);
        let rows = Rows::read(&mut Reader(&bytes)).unwrap();
        let mut scores = [10; LANES];
        rows.add(1, &mut scores);
        rows.add(7, &mut scores);
        assert_eq!(scores[..3], [14, 15, -118]);
        assert_eq!(Rows::read(&mut Reader(&bytes[..bytes.len() - 1])).unwrap_err(), BadModel);
        assert_eq!(Rows::read(&mut Reader(b"cols")).unwrap_err(), BadModel);
    }
}
