//! A small network of one hidden layer, for sparse inputs: what adds to the scores of tags.

use super::crf::bioes::TagRow;
#[cfg(any(test, feature = "training"))]
use super::crf::bioes::WIDTH;
use super::{BadModel, Reader};

/// Units of the hidden layer.
pub const HIDDEN: usize = 32;

/// More inputs than this are refused, so that the number of one fits a byte.
const MOST_INPUTS: usize = 256;

/// Bytes of a weight.
const SIZE: usize = 2;

/// An input that is not zero: which, and what it is.
pub(crate) type NetworkInput = (u8, f32);

/// The weights, unpacked: a few thousand.
#[derive(Clone, Debug)]
pub struct Network {
    /// A row an input; then the row that is always added.
    to_hidden: Vec<[f32; HIDDEN]>,
    /// A row a hidden unit; then the row that is always added.
    to_tags: Vec<TagRow>,
}

impl Network {
    /// A network of so many inputs that adds nothing.
    #[cfg(any(test, feature = "training"))]
    pub fn zero(inputs: usize) -> Network {
        Network { to_hidden: vec![[0.0; HIDDEN]; inputs + 1], to_tags: vec![[0.0; WIDTH]; HIDDEN + 1] }
    }

    /// A network of these weights: a row an input and one that is always added, a row a hidden unit and one more.
    #[cfg(feature = "training")]
    pub fn new(to_hidden: Vec<[f32; HIDDEN]>, to_tags: Vec<TagRow>) -> Network {
        Network { to_hidden, to_tags }
    }

    /// How many inputs it has.
    pub(crate) fn inputs(&self) -> usize {
        self.to_hidden.len() - 1
    }

    /// What the network adds to the score of each tag.
    pub fn output(&self, inputs: &[NetworkInput]) -> TagRow {
        let mut hidden = self.to_hidden[self.to_hidden.len() - 1];
        for &(input, value) in inputs {
            let weights = &self.to_hidden[usize::from(input)];
            hidden.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
        }
        let mut sums = self.to_tags[HIDDEN];
        for (&value, weights) in hidden.iter().zip(&self.to_tags) {
            if 0.0 < value {
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
            }
        }
        sums
    }

    /// Splits a network off the front of a model's bytes.
    pub(crate) fn read(reader: &mut Reader) -> Result<Network, BadModel> {
        reader.magic(b"netw")?;
        let inputs = reader.u32()? as usize;
        if inputs == 0 || MOST_INPUTS < inputs {
            return Err(BadModel);
        }
        Ok(Network { to_hidden: layer(reader, inputs + 1)?, to_tags: layer(reader, HIDDEN + 1)? })
    }

    /// The bytes that `Network::read` reads.
    #[cfg(any(test, feature = "training"))]
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"netw");
        out.extend_from_slice(&(self.inputs() as u32).to_le_bytes());
        write_layer(&self.to_hidden, out);
        write_layer(&self.to_tags, out);
    }
}

/// Rows of weights of two bytes, after what a step of one is worth.
fn layer<const N: usize>(reader: &mut Reader, rows: usize) -> Result<Vec<[f32; N]>, BadModel> {
    let unit = reader.f32()?;
    if !unit.is_finite() {
        return Err(BadModel);
    }
    let weights = reader.take(rows * N * SIZE)?;
    let weight = |bytes: &[u8]| f32::from(i16::from_le_bytes([bytes[0], bytes[1]])) * unit;
    let row = |bytes: &[u8]| std::array::from_fn(|i| weight(&bytes[i * SIZE..]));
    Ok(weights.chunks(N * SIZE).map(row).collect())
}

#[cfg(any(test, feature = "training"))]
fn write_layer<const N: usize>(rows: &[[f32; N]], out: &mut Vec<u8>) {
    let most = rows.iter().flatten().fold(0.0f32, |most, weight| most.max(weight.abs()));
    let unit = if most == 0.0 { 1.0 } else { most / f32::from(i16::MAX) };
    out.extend_from_slice(&unit.to_le_bytes());
    out.extend(rows.iter().flatten().flat_map(|weight| ((weight / unit).round() as i16).to_le_bytes()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_sums_over_the_active_units() {
        let mut network = Network::zero(3);
        network.to_hidden[0][0] = 2.0;
        network.to_hidden[1][1] = -1.0;
        network.to_hidden[3][0] = 1.0;
        network.to_tags[0][4] = 10.0;
        network.to_tags[1][5] = 10.0;
        network.to_tags[HIDDEN][4] = 0.5;
        // The first unit is at 2 × 3 + 1, the second below zero and so inactive.
        let output = network.output(&[(0, 3.0), (1, 1.0)]);
        assert_eq!((output[4], output[5]), (70.5, 0.0));
    }

    #[test]
    fn what_is_written_is_read() {
        let mut network = Network::zero(2);
        network.to_hidden[1][3] = 0.25;
        network.to_tags[3][7] = -4.0;
        let mut bytes = vec![];
        network.write(&mut bytes);
        let mut reader = Reader(&bytes);
        let read = Network::read(&mut reader).unwrap();
        assert!(reader.0.is_empty() && (read.output(&[(1, 1.0)])[7] + 1.0).abs() < 1e-3);
        for cut in 0..bytes.len() {
            assert!(Network::read(&mut Reader(&bytes[..cut])).is_err(), "cut at {cut}");
        }
    }
}
