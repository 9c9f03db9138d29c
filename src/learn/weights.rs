//! Weights as rows of bytes: one row a feature, one weight a label. A model has them coded; they are unpacked once.

#[cfg(any(test, feature = "training"))]
use super::coded;
use super::coded::CodedNumbers;
use super::{BadModel, Reader};

/// Labels that are summed together: a row is read in one go, past its own end into the next, so that the sum
/// is the same few vector instructions whatever the number of labels. At most this many labels fit. More would read
/// a second line of the processor's memory for most rows.
pub(crate) const LANES: usize = 24;

/// Bytes behind the last row, so that it can be read like any other.
const PADDING: usize = LANES;

/// Rows whose places are worked out before their weights are read.
const ROWS_AT_ONCE: usize = 64;

/// Scores of one token, a lane a label; the lanes past the last label hold what happened to lie there.
pub(crate) type TokenScores = [i16; LANES];

/// Rows of signed 8-bit weights.
///
/// Features are hashed to far more rows than a model keeps, so that they seldom collide. A bit a row says whether it
/// is kept; the number of bits set before it is its place.
#[derive(Clone, Debug)]
pub struct WeightRows {
    labels: usize,
    bits: u32,
    /// A bit a row.
    kept: Vec<u64>,
    /// For 64 rows: kept rows before them.
    before: Vec<u32>,
    weights: Vec<u8>,
}

/// The context in which the distances from one kept row to the next are coded; then follows one a label.
const DISTANCE: usize = 0;

/// A distance goes on in the next number.
const FURTHER: u8 = u8::MAX;

impl WeightRows {
    /// Unpacks the rows at the front of a model's bytes.
    pub fn read(reader: &mut Reader) -> Result<WeightRows, BadModel> {
        reader.magic(b"rowc")?;
        let (labels, bits, rows) = (reader.u32()? as usize, reader.u32()?, reader.u32()? as usize);
        let multiple = reader.u32()? as u8;
        if labels == 0 || LANES < labels || !(6..=24).contains(&bits) || rows >> bits != 0 {
            return Err(BadModel);
        }
        let mut numbers = CodedNumbers::read(reader)?;
        let kept = read_kept(&mut numbers, bits, rows)?;
        let mut weights = Vec::with_capacity(labels * rows + PADDING);
        for _ in 0..rows {
            weights.extend((1..=labels).map(|context| numbers.next(context).wrapping_mul(multiple)));
        }
        weights.resize(labels * rows + PADDING, 0);
        numbers.end()?;
        let before = kept.iter().scan(0, |count, word| {
            *count += word.count_ones();
            Some(*count - word.count_ones())
        });
        Ok(WeightRows { labels, bits, before: before.collect(), kept, weights })
    }

    /// The bytes that `WeightRows::read` reads. Rows without a weight are left out.
    #[cfg(any(test, feature = "training"))]
    pub fn write(labels: usize, bits: u32, weights: &[i8], out: &mut Vec<u8>) {
        assert_eq!(weights.len(), labels << bits, "one weight a label and row");
        let rows = || weights.chunks(labels).enumerate().filter(|(_, row)| row.iter().any(|&w| w != 0));
        let mut numbers = vec![];
        let mut next = 0;
        for (place, _) in rows() {
            let distance = place - next;
            numbers.resize(numbers.len() + distance / usize::from(FURTHER), (DISTANCE, FURTHER));
            numbers.push((DISTANCE, (distance % usize::from(FURTHER)) as u8));
            next = place + 1;
        }
        let multiple =
            weights.iter().fold(0, |multiple, w| common_divisor(multiple, w.unsigned_abs())).max(1);
        for (_, row) in rows() {
            // A weight of -128 is a multiple whose quotient may be 128: the same byte.
            let number = |&weight: &i8| (i16::from(weight) / i16::from(multiple)) as u8;
            numbers.extend(row.iter().map(number).enumerate().map(|(label, number)| (label + 1, number)));
        }
        out.extend_from_slice(b"rowc");
        for number in [labels as u32, bits, rows().count() as u32, u32::from(multiple)] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        coded::write(labels + 1, &numbers, out);
    }

    /// How many weights a row has.
    pub(crate) fn labels(&self) -> usize {
        self.labels
    }

    /// The logarithm of the number of rows, as [`FeatureWriter`](super::templates::FeatureWriter) takes it.
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// The place of a row among the kept ones, and whether it is one of them; `None` where there is no such row.
    #[inline]
    fn place(&self, row: u32) -> Option<(u32, bool)> {
        let word = (row >> 6) as usize;
        let (kept, before) = (*self.kept.get(word)?, *self.before.get(word)?);
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

    /// The kept rows with their places among all rows, and a weight a label.
    #[cfg(any(test, feature = "training"))]
    pub fn rows(&self) -> impl Iterator<Item = (usize, Vec<i8>)> {
        let places = (0..self.kept.len() << 6).filter(|place| self.kept[place >> 6] >> (place & 63) & 1 == 1);
        places
            .zip(self.weights.chunks(self.labels))
            .map(|(place, row)| (place, row.iter().map(|&w| w as i8).collect()))
    }

    /// The weight of a row for the first label.
    #[inline]
    pub(crate) fn first(&self, row: u32) -> i8 {
        let kept = self.place(row).filter(|(_, is_kept)| *is_kept);
        kept.and_then(|(place, _)| self.weights.get(place as usize * self.labels)).map_or(0, |&w| w as i8)
    }
}

/// The bits of the kept rows, from their distances.
fn read_kept(numbers: &mut CodedNumbers, bits: u32, rows: usize) -> Result<Vec<u64>, BadModel> {
    let mut kept = vec![0u64; 1 << (bits - 6)];
    let mut next = 0usize;
    for _ in 0..rows {
        loop {
            let number = numbers.next(DISTANCE);
            next += usize::from(number);
            if number != FURTHER || next >> bits != 0 {
                break;
            }
        }
        *kept.get_mut(next >> 6).ok_or(BadModel)? |= 1 << (next & 63);
        next += 1;
    }
    Ok(kept)
}

/// The largest number that divides both; 0 is divided by all.
#[cfg(any(test, feature = "training"))]
fn common_divisor(a: u8, b: u8) -> u8 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_and_bad_bytes_are_refused() {
        let mut weights = [0; 3 << 7];
        weights[3..6].copy_from_slice(&[1, -2, 3]);
        weights[300..303].copy_from_slice(&[4, 5, -128]);
        weights[381..384].copy_from_slice(&[-4, 8, 0]);
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
        assert_eq!(sums(&[127]), [-4, 8, 0], "the last row, far from the one before");
        assert_eq!([1, 100, 2, u32::MAX].map(|row| rows.first(row)), [1, 4, 0, 0]);
        let kept: Vec<(usize, Vec<i8>)> = rows.rows().collect();
        assert_eq!(kept, [(1, vec![1, -2, 3]), (100, vec![4, 5, -128]), (127, vec![-4, 8, 0])]);
        for cut in 0..bytes.len() {
            assert_eq!(WeightRows::read(&mut Reader(&bytes[..cut])).unwrap_err(), BadModel, "cut at {cut}");
        }
        assert_eq!(WeightRows::read(&mut Reader(b"cols")).unwrap_err(), BadModel);
    }

    #[test]
    fn multiples_and_far_rows_come_back() {
        let mut weights = vec![0; 1 << 12];
        [(0, -128), (700, 64), (4095, 4)].iter().for_each(|&(row, weight)| weights[row] = weight);
        let mut bytes = vec![];
        WeightRows::write(1, 12, &weights, &mut bytes);
        let rows = WeightRows::read(&mut Reader(&bytes)).unwrap();
        assert!((0..4096).all(|row| rows.first(row) == weights[row as usize]));
    }
}
