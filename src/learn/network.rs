//! A small network of one hidden layer, for sparse inputs: what adds to the scores of tags.

use super::marginals::{Row, WIDTH};
use super::{BadModel, Reader};

/// Units of the hidden layer.
pub const HIDDEN: usize = 32;

/// More inputs than this are refused, so that the number of one fits a byte.
const MOST_INPUTS: usize = 256;

/// Bytes of a weight.
const SIZE: usize = 2;

/// An input that is not zero: which, and what it is.
pub(crate) type Input = (u8, f32);

/// The weights, unpacked: a few thousand.
#[derive(Clone, Debug)]
pub struct Network {
    /// A row an input; then the row that is always added.
    first: Vec<[f32; HIDDEN]>,
    /// A row a hidden unit; then the row that is always added.
    second: Vec<Row>,
}

impl Network {
    /// A network of so many inputs that adds nothing.
    pub fn silent(inputs: usize) -> Network {
        Network { first: vec![[0.0; HIDDEN]; inputs + 1], second: vec![[0.0; WIDTH]; HIDDEN + 1] }
    }

    pub fn new(first: Vec<[f32; HIDDEN]>, second: Vec<Row>) -> Network {
        Network { first, second }
    }

    pub fn inputs(&self) -> usize {
        self.first.len() - 1
    }

    /// What the network adds to the score of each tag.
    pub fn answer(&self, inputs: &[Input]) -> Row {
        let mut hidden = self.first[self.first.len() - 1];
        for &(input, value) in inputs {
            let weights = &self.first[usize::from(input)];
            hidden.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
        }
        let mut sums = self.second[HIDDEN];
        for (&value, weights) in hidden.iter().zip(&self.second) {
            if 0.0 < value {
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
            }
        }
        sums
    }

    /// Splits a network off the front of a model's bytes.
    pub fn read(reader: &mut Reader) -> Result<Network, BadModel> {
        reader.magic(b"netw")?;
        let inputs = reader.u32()? as usize;
        if inputs == 0 || MOST_INPUTS < inputs {
            return Err(BadModel);
        }
        Ok(Network { first: layer(reader, inputs + 1)?, second: layer(reader, HIDDEN + 1)? })
    }

    /// The bytes that [`Network::read`] reads.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"netw");
        out.extend_from_slice(&(self.inputs() as u32).to_le_bytes());
        write_layer(&self.first, out);
        write_layer(&self.second, out);
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
    fn answers_are_sums_of_what_lights_up() {
        let mut network = Network::silent(3);
        network.first[0][0] = 2.0;
        network.first[1][1] = -1.0;
        network.first[3][0] = 1.0;
        network.second[0][4] = 10.0;
        network.second[1][5] = 10.0;
        network.second[HIDDEN][4] = 0.5;
        // The first unit is at 2 × 3 + 1, the second below zero and so dark.
        let answer = network.answer(&[(0, 3.0), (1, 1.0)]);
        assert_eq!((answer[4], answer[5]), (70.5, 0.0));
    }

    #[test]
    fn what_is_written_is_read() {
        let mut network = Network::silent(2);
        network.first[1][3] = 0.25;
        network.second[3][7] = -4.0;
        let mut bytes = vec![];
        network.write(&mut bytes);
        let mut reader = Reader(&bytes);
        let read = Network::read(&mut reader).unwrap();
        assert!(reader.0.is_empty() && (read.answer(&[(1, 1.0)])[7] + 1.0).abs() < 1e-3);
        for cut in 0..bytes.len() {
            assert!(Network::read(&mut Reader(&bytes[..cut])).is_err(), "cut at {cut}");
        }
    }
}
