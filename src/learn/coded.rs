//! Numbers in few bits: asymmetric numeral systems (Duda 2009) with a table of frequencies for each context.
//!
//! A context is what is known before a number is read, its column for example. Each has the frequencies of its numbers;
//! a number takes as many bits as the logarithm of its rarity. This packs weights tighter than a compressor of
//! texts does, and is unpacked in some nanoseconds a number.

use super::{BadModel, Reader};

/// The logarithm of what the frequencies of a context add up to.
const SCALE_BITS: u32 = 12;

const SCALE: u32 = 1 << SCALE_BITS;

/// The state lies between this and 2^16 times as much.
const LOWEST: u32 = 1 << 16;

/// The numbers of one context.
#[derive(Clone)]
struct Frequencies {
    /// The number of each slot; a number has as many slots as its frequency.
    numbers: Box<[u8; SCALE as usize]>,
    /// The first slot of each number, and how many it has.
    slots: Box<[(u16, u16); 256]>,
}

impl Frequencies {
    fn read(reader: &mut Reader) -> Result<Frequencies, BadModel> {
        let mut numbers = Vec::with_capacity(SCALE as usize);
        let mut slots = Box::new([(0, 0); 256]);
        while numbers.len() < SCALE as usize {
            let entry = reader.take(3)?;
            let (number, frequency) = (entry[0], u16::from_le_bytes([entry[1], entry[2]]));
            let place = &mut slots[usize::from(number)];
            if frequency == 0 || place.1 != 0 || (SCALE as usize) < numbers.len() + usize::from(frequency) {
                return Err(BadModel);
            }
            *place = (numbers.len() as u16, frequency);
            numbers.resize(numbers.len() + usize::from(frequency), number);
        }
        Ok(Frequencies { numbers: numbers.try_into().map_err(|_| BadModel)?, slots })
    }
}

/// Gives numbers back in the order in which they were written.
pub(crate) struct CodedNumbers<'a> {
    contexts: Vec<Option<Frequencies>>,
    state: u32,
    bytes: &'a [u8],
    is_bad: bool,
}

impl<'a> CodedNumbers<'a> {
    /// Splits coded numbers off the front of a model's bytes.
    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<CodedNumbers<'a>, BadModel> {
        reader.magic(b"code")?;
        let (contexts, length) = (reader.u32()? as usize, reader.u32()? as usize);
        let used = reader.take(contexts.div_ceil(8))?;
        let is_used = |context: usize| used[context / 8] >> (context % 8) & 1 == 1;
        let read = |context| if is_used(context) { Frequencies::read(reader).map(Some) } else { Ok(None) };
        let contexts = (0..contexts).map(read).collect::<Result<_, _>>()?;
        let state = reader.u32()?;
        Ok(CodedNumbers { contexts, state, bytes: reader.take(length)?, is_bad: false })
    }

    /// The next number, which was written in this context. Bytes that are damaged give any number.
    #[inline]
    pub(crate) fn next(&mut self, context: usize) -> u8 {
        let Some(Some(frequencies)) = self.contexts.get(context) else {
            self.is_bad = true;
            return 0;
        };
        let slot = self.state & (SCALE - 1);
        let number = frequencies.numbers[slot as usize];
        let (first, count) = frequencies.slots[usize::from(number)];
        self.state = u32::from(count) * (self.state >> SCALE_BITS) + slot - u32::from(first);
        if self.state < LOWEST {
            let two = self.bytes.split_at_checked(2);
            self.is_bad |= two.is_none();
            let (two, rest) = two.unwrap_or((&[0, 0], &[]));
            self.state = self.state << 16 | u32::from(u16::from_le_bytes([two[0], two[1]]));
            self.bytes = rest;
        }
        number
    }

    /// Whether all that was written has been read, and nothing else.
    pub(crate) fn end(self) -> Result<(), BadModel> {
        let is_whole = !self.is_bad && self.bytes.is_empty() && self.state == LOWEST;
        if is_whole { Ok(()) } else { Err(BadModel) }
    }
}

/// The bytes that `CodedNumbers::read` reads, from contexts and the numbers in them.
#[cfg(any(test, feature = "training"))]
pub(crate) fn write(contexts: usize, numbers: &[(usize, u8)], out: &mut Vec<u8>) {
    let mut counts = vec![[0u32; 256]; contexts];
    numbers.iter().for_each(|&(context, number)| counts[context][usize::from(number)] += 1);
    let scaled: Vec<[u32; 256]> = counts.iter().map(scale).collect();
    let mut used = vec![0u8; contexts.div_ceil(8)];
    let mut tables = vec![];
    for (context, frequencies) in scaled.iter().enumerate() {
        for (number, &frequency) in frequencies.iter().enumerate().filter(|(_, f)| 0 < **f) {
            used[context / 8] |= 1 << (context % 8);
            tables.push(number as u8);
            tables.extend((frequency as u16).to_le_bytes());
        }
    }
    let firsts: Vec<[u32; 256]> = scaled.iter().map(firsts).collect();
    let mut state = LOWEST;
    let mut words: Vec<u16> = vec![];
    // What is read first is written last.
    for &(context, number) in numbers.iter().rev() {
        let (first, count) = (firsts[context][usize::from(number)], scaled[context][usize::from(number)]);
        if u64::from(count) << (32 - SCALE_BITS) <= u64::from(state) {
            words.push(state as u16);
            state >>= 16;
        }
        state = ((state / count) << SCALE_BITS) + state % count + first;
    }
    out.extend_from_slice(b"code");
    out.extend((contexts as u32).to_le_bytes());
    out.extend((2 * words.len() as u32).to_le_bytes());
    out.extend(used);
    out.extend(tables);
    out.extend(state.to_le_bytes());
    out.extend(words.iter().rev().flat_map(|word| word.to_le_bytes()));
}

/// The first slot of each number.
#[cfg(any(test, feature = "training"))]
fn firsts(frequencies: &[u32; 256]) -> [u32; 256] {
    let mut next = 0;
    frequencies.map(|frequency| {
        next += frequency;
        next - frequency
    })
}

/// Counts as frequencies that add up to [`SCALE`]; what occurs has at least one.
#[cfg(any(test, feature = "training"))]
fn scale(counts: &[u32; 256]) -> [u32; 256] {
    let all: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    if all == 0 {
        return [0; 256];
    }
    let share = |count: u32| (u64::from(count) * u64::from(SCALE) / all) as u32;
    let mut scaled = counts.map(|count| if count == 0 { 0 } else { share(count).max(1) });
    // What is over or missing goes where it costs least.
    while scaled.iter().sum::<u32>() != SCALE {
        let is_over = SCALE < scaled.iter().sum();
        let bits =
            |count: u32, from: u32, to: u32| f64::from(count) * (f64::from(from) / f64::from(to)).log2();
        let cost = |i: usize| {
            let to = if is_over { scaled[i] - 1 } else { scaled[i] + 1 };
            bits(counts[i], scaled[i], to)
        };
        let may_change = |i: &usize| if is_over { 1 < scaled[*i] } else { 0 < scaled[*i] };
        let best = (0..256).filter(may_change).min_by(|&a, &b| cost(a).total_cmp(&cost(b)));
        let best = best.expect("256 numbers at most share 4,096 slots");
        scaled[best] = if is_over { scaled[best] - 1 } else { scaled[best] + 1 };
    }
    scaled
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn coded(contexts: usize, numbers: &[(usize, u8)]) -> Vec<u8> {
        let mut bytes = vec![];
        write(contexts, numbers, &mut bytes);
        bytes
    }

    fn decoded(bytes: &[u8], contexts: impl Iterator<Item = usize>) -> Result<Vec<u8>, BadModel> {
        let mut numbers = CodedNumbers::read(&mut Reader(bytes))?;
        let read = contexts.map(|context| numbers.next(context)).collect();
        numbers.end().map(|()| read)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in prop::collection::vec((0usize..9, any::<u8>()), 0..300)) {
            let read = decoded(&coded(9, &numbers), numbers.iter().map(|n| n.0));
            prop_assert_eq!(read, Ok(numbers.iter().map(|n| n.1).collect()));
        }

        #[test]
        fn damaged_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..99)) {
            let bytes = [b"code\x01\0\0\0\x04\0\0\0\x01\x07\0\x10".as_slice(), &bytes].concat();
            decoded(&bytes, [0, 0, 7, 0].into_iter()).ok();
        }
    }

    #[test]
    fn what_is_frequent_takes_few_bits() {
        let mut numbers = vec![(0, 0); 8000];
        numbers.extend((0..80).map(|i| (0, i)));
        let size = coded(1, &numbers).len();
        assert!(size < 500, "{size} bytes, 240 of them for the table");
    }

    #[test]
    fn cut_bytes_are_refused() {
        let numbers: Vec<(usize, u8)> = (0..400).map(|i| (i % 2, (i * i) as u8)).collect();
        let bytes = coded(2, &numbers);
        for cut in 0..bytes.len() {
            assert!(decoded(&bytes[..cut], numbers.iter().map(|n| n.0)).is_err(), "cut at {cut}");
        }
        assert!(decoded(&bytes, (0..399).map(|i| i % 2)).is_err(), "one is left");
    }
}
