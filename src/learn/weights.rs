//! Weights as rows of bytes: one row a feature, one weight a label.

use super::{BadModel, Reader};

/// Labels that are summed together: a row is read in one go, past its own end into the next, so that the sum
/// is the same few vector instructions whatever the number of labels. At most this many labels fit. More would read
/// a second line of the processor's memory for most rows.
pub(crate) const LANES: usize = 24;

/// Bytes behind the last row, so that it can be read like any other. More than needed: the committed weights have them.
const PADDING: usize = 32;

const _: () = assert!(LANES <= PADDING, "the last row is read past its end");

/// Rows whose places are worked out before their weights are read.
const ROWS_AT_ONCE: usize = 64;

/// Scores of one token, a lane a label; the lanes past the last label hold what happened to lie there.
pub(crate) type TokenScores = [i16; LANES];

/// Rows of signed 8-bit weights, used in place.
///
/// Features are hashed to far more rows than a model keeps, so that they seldom collide. A bit a row says whether it
/// is kept; the number of bits set before it is its place.
#[derive(Clone, Copy, Debug)]
pub struct WeightRows<'a> {
    labels: usize,
    bits: u32,
    /// Eight bytes for 64 rows.
    kept: &'a [u8],
    /// Four bytes for 64 rows: kept rows before them.
    before: &'a [u8],
    weights: &'a [u8],
}

impl<'a> WeightRows<'a> {
    /// Splits the rows off the front of a model's bytes.
    pub fn read(reader: &mut Reader<'a>) -> Result<WeightRows<'a>, BadModel> {
        reader.magic(b"rows")?;
        let (labels, bits, rows) = (reader.u32()? as usize, reader.u32()?, reader.u32()? as usize);
        if labels == 0 || LANES < labels || !(6..=24).contains(&bits) || rows >> bits != 0 {
            return Err(BadModel);
        }
        let kept = reader.take(1 << (bits - 3))?;
        let before = reader.take(1 << (bits - 4))?;
        let weights = reader.take(labels * rows + PADDING)?;
        Ok(WeightRows { labels, bits, kept, before, weights })
    }

    /// The bytes that `WeightRows::read` reads. Rows without a weight are left out.
    #[cfg(any(test, feature = "training"))]
    pub fn write(labels: usize, bits: u32, weights: &[i8], out: &mut Vec<u8>) {
        assert_eq!(weights.len(), labels << bits, "one weight a label and row");
        let rows: Vec<&[i8]> = weights.chunks(labels).collect();
        let is_kept = |row: &&[i8]| row.iter().any(|&w| w != 0);
        out.extend_from_slice(b"rows");
        for number in [labels as u32, bits, rows.iter().filter(|row| is_kept(row)).count() as u32] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        let mut before = vec![];
        let mut count = 0u32;
        for word in rows.chunks(64) {
            let bit = |i: usize| u64::from(is_kept(&word[i])) << i;
            let word: u64 = (0..word.len()).map(bit).sum();
            out.extend_from_slice(&word.to_le_bytes());
            before.extend_from_slice(&count.to_le_bytes());
            count += word.count_ones();
        }
        out.extend_from_slice(&before);
        out.extend(rows.iter().filter(|row| is_kept(row)).flat_map(|row| row.iter().map(|&w| w as u8)));
        out.extend_from_slice(&[0; PADDING]);
    }

    /// How many weights a row has.
    pub(crate) fn labels(&self) -> usize {
        self.labels
    }

    /// The logarithm of the number of rows, as [`FeatureWriter`](super::templates::FeatureWriter) takes it.
    pub(crate) fn bits(&self) -> u32 {
        self.bits
    }

    /// The place of a row among the kept ones, and whether it is one of them; `None` where there is no such row.
    #[inline]
    fn place(&self, row: u32) -> Option<(u32, bool)> {
        let word = (row >> 6) as usize;
        let kept = self.kept.get(word * 8..word * 8 + 8)?;
        let kept = u64::from_le_bytes(kept.try_into().expect("a slice of eight bytes"));
        let before = self.before.get(word * 4..word * 4 + 4)?;
        let before = u32::from_le_bytes(before.try_into().expect("a slice of four bytes"));
        let below = kept & ((1u64 << (row & 63)) - 1);
        Some((before + below.count_ones(), kept >> (row & 63) & 1 == 1))
    }

    /// The sums of the weights of some rows. 127 times 250 features still fit 16 bits.
    ///
    /// No processor foresees which rows are kept, and what it foresees wrongly makes it wait for its memory. So all places
    /// are worked out first, without a branch, and then the weights are read: it fetches many of them at a time.
    pub(crate) fn sum(&self, rows: &[u32]) -> TokenScores {
        let mut scores: TokenScores = [0; LANES];
        let mut places = [0; ROWS_AT_ONCE];
        for rows in rows.chunks(ROWS_AT_ONCE) {
            let mut count = 0;
            for (place, is_kept) in rows.iter().filter_map(|&row| self.place(row)) {
                places[count % ROWS_AT_ONCE] = place;
                count += usize::from(is_kept);
            }
            for &place in &places[..count] {
                let start = place as usize * self.labels;
                let Some(weights) = self.weights.get(start..start + LANES) else { continue };
                for (score, &weight) in scores.iter_mut().zip(weights) {
                    *score = score.wrapping_add(i16::from(weight as i8));
                }
            }
        }
        scores
    }

    /// The weight of a row for the first label.
    #[inline]
    pub(crate) fn first(&self, row: u32) -> i8 {
        let kept = self.place(row).filter(|(_, is_kept)| *is_kept);
        kept.and_then(|(place, _)| self.weights.get(place as usize * self.labels)).map_or(0, |&w| w as i8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_and_bad_bytes_are_refused() {
        let mut weights = [0; 3 << 7];
        weights[3..6].copy_from_slice(&[1, -2, 3]);
        weights[300..303].copy_from_slice(&[4, 5, -128]);
        let mut bytes = vec![];
        WeightRows::write(3, 7, &weights, &mut bytes);
        let rows = WeightRows::read(&mut Reader(&bytes)).unwrap();
        let sums = |all: &[u32]| {
            let scores = rows.sum(all);
            [scores[0], scores[1], scores[2]]
        };
        assert_eq!(sums(&[1]), [1, -2, 3]);
        assert_eq!(sums(&[100]), [4, 5, -128]);
        assert_eq!(sums(&[2]), [0; 3], "a row that was left out");
        assert_eq!(sums(&[u32::MAX]), [0; 3], "no such row");
        assert_eq!(sums(&[1, 2, 100, u32::MAX, 1]), [6, 1, -122]);
        assert_eq!(sums(&[1; 200]), [200, -400, 600]);
        assert_eq!([1, 100, 2, u32::MAX].map(|row| rows.first(row)), [1, 4, 0, 0]);
        assert_eq!(WeightRows::read(&mut Reader(&bytes[..bytes.len() - 1])).unwrap_err(), BadModel);
        assert_eq!(WeightRows::read(&mut Reader(b"cols")).unwrap_err(), BadModel);
    }
}
