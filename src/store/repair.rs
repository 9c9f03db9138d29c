//! Repairs a record in which one UTF-16 unit is wrong, from its checksum alone.
//!
//! Every step of FNV-1a can be undone: its prime has an inverse modulo 2^64. So the hash is known before each byte from
//! the front, and after each byte from the stored sum backwards. Where both meet over the two or three bytes of one unit,
//! that unit is the damaged one. This finds any change of one unit, not only of one bit, in linear time. A wrong repair
//! passes with a probability of about n · 2^-49 for n units; a record that decompresses is wrong less often still.

use super::record::{self, BITS, LOWEST, PRIME, checked, hash, pack};

/// The inverse of FNV-1a's prime modulo 2^64.
const INVERSE: u64 = inverse(PRIME);

/// Bytes of a checksum.
const SUM: usize = 8;

/// Newton's iteration doubles the right bits: an odd number is its own inverse modulo 8, and 3 · 2^5 exceeds 64.
const fn inverse(odd: u64) -> u64 {
    let (mut inverse, mut round) = (odd, 0);
    while round < 5 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(inverse)));
        round += 1;
    }
    inverse
}

/// The record that was written under this key, if this value is it but for one unit.
pub(super) fn repair(key: &str, value: &str) -> Option<String> {
    let units: Vec<Option<u32>> = value.chars().map(unit_of).collect();
    let mut invalid = units.iter().enumerate().filter(|(_, unit)| unit.is_none()).map(|(at, _)| at);
    let known = invalid.next();
    if invalid.next().is_some() {
        return None;
    }
    let bits = Bits::of(&units)?;
    let repaired = bits.with_right_sum(key, value).or_else(|| bits.with_right_unit(key, known))?;
    record::unseal(key, &repaired).map(|_| repaired)
}

/// The text that has this hash, if this one is it but for one byte.
pub(super) fn repair_text(text: &str, sum: u64) -> Option<String> {
    let bytes = text.as_bytes();
    // The hash before each byte, counting back from the whole one's.
    let mut after = vec![sum; bytes.len()];
    for i in (1..bytes.len()).rev() {
        after[i - 1] = after[i].wrapping_mul(INVERSE) ^ u64::from(bytes[i]);
    }
    let mut before = hash(&[]);
    for (i, &byte) in bytes.iter().enumerate() {
        if let Ok(right) = u8::try_from(after[i].wrapping_mul(INVERSE) ^ before) {
            let mut bytes = bytes.to_vec();
            bytes[i] = right;
            return String::from_utf8(bytes).ok();
        }
        before = (before ^ u64::from(byte)).wrapping_mul(PRIME);
    }
    None
}

/// What a unit carries; `None` if it cannot be one of a record.
fn unit_of(char: char) -> Option<u32> {
    u32::from(char).checked_sub(LOWEST).filter(|value| value >> BITS == 0)
}

/// The bits of a record whose last unit may be damaged.
struct Bits {
    /// The bytes that all units but the last hold in full; an invalid unit counts as 0.
    bytes: Vec<u8>,
    /// The bits that all units but the last hold.
    n_sure: usize,
    /// The bits that all units hold, without the end mark; `None` if the last unit has none in the right place.
    n_bits: Option<usize>,
    /// The last unit.
    last: Option<u32>,
    /// How many units there are.
    n_units: usize,
}

impl Bits {
    fn of(units: &[Option<u32>]) -> Option<Bits> {
        let (&last, front) = units.split_last()?;
        let (mut bytes, mut held, mut n) = (Vec::with_capacity(2 * units.len()), 0u32, 0);
        for unit in front {
            held = held << BITS | unit.unwrap_or(0);
            n += BITS;
            while 8 <= n {
                n -= 8;
                bytes.push((held >> n) as u8);
            }
            held &= (1 << n) - 1;
        }
        let n_sure = front.len() * BITS as usize;
        let used = last.and_then(|unit| (BITS as usize).checked_sub(unit.trailing_zeros() as usize + 1));
        let n_bits = used.map(|used| n_sure + used).filter(|n| n % 8 == 0);
        if let (Some(last), Some(n_bits)) = (last, n_bits) {
            let (held, n) = (u64::from(held) << BITS | u64::from(last), n as usize + BITS as usize);
            let wanted = n_bits / 8 - bytes.len();
            bytes.extend((1..=wanted).map(|i| (held >> (n - 8 * i)) as u8));
        }
        Some(Bits { bytes, n_sure, n_bits, last, n_units: units.len() })
    }

    /// The damage is in the checksum, which the last units hold: writes the right one.
    fn with_right_sum(&self, key: &str, value: &str) -> Option<String> {
        let lengths = (self.n_sure.div_ceil(8)..=(self.n_sure + BITS as usize - 1) / 8).rev();
        lengths.filter_map(|length| length.checked_sub(SUM)).find_map(|n_data| {
            let data = self.bytes.get(..n_data)?;
            let sum = hash(&[key.as_bytes(), data]);
            let right = pack(&[data, &sum.to_le_bytes()].concat());
            differs_by_one(&right, value).then_some(right)
        })
    }

    /// The damage is in a unit before: tries each, or the one that is known to be wrong.
    fn with_right_unit(&self, key: &str, known: Option<usize>) -> Option<String> {
        let n_data = (self.n_bits? / 8).checked_sub(SUM)?;
        self.last?;
        let (data, sum) = self.bytes.split_at(n_data);
        let sum = u64::from_le_bytes(*sum.first_chunk()?);
        let chain = HashChain::of(key, data, sum);
        let units = known.map_or(0..self.n_units, |at| at..at + 1);
        units.filter(|at| at * (BITS as usize) < 8 * n_data).find_map(|at| {
            let first = at * BITS as usize / 8;
            let right = match at * BITS as usize % 8 {
                _ if n_data * 8 < (at + 1) * BITS as usize => return self.with_right_border(key, at),
                offset => chain.right_bytes(first, offset)?,
            };
            let mut bytes = self.bytes.clone();
            bytes[first..first + right.len()].copy_from_slice(&right);
            Some(pack(&bytes))
        })
    }

    /// The unit that holds the end of the data and the begin of the checksum: tries all values.
    fn with_right_border(&self, key: &str, at: usize) -> Option<String> {
        let (first, offset) = (at * BITS as usize / 8, at * BITS as usize % 8);
        let end = (first + 3).min(self.bytes.len());
        let window = self.bytes[first..end].iter().fold(0u32, |window, &byte| window << 8 | u32::from(byte));
        let low = 8 * (end - first) - offset - BITS as usize;
        let n_data = self.n_bits? / 8 - SUM;
        let before = hash(&[key.as_bytes(), &self.bytes[..first]]);
        (0..1u32 << BITS).find_map(|unit| {
            let changed = window & !(((1 << BITS) - 1) << low) | unit << low;
            let changed = &changed.to_be_bytes()[4 - (end - first)..];
            let (data, in_sum) = changed.split_at(n_data - first);
            let sum = data.iter().fold(before, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
            let stored = in_sum.iter().chain(&self.bytes[end..]);
            sum.to_le_bytes().iter().eq(stored).then(|| {
                let bytes = [&self.bytes[..first], changed, &self.bytes[end..]].concat();
                pack(&bytes)
            })
        })
    }
}

/// Whether two texts of the same length differ in one character.
fn differs_by_one(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.chars(), other.chars());
    let mut n = 0;
    loop {
        match (one.next(), other.next()) {
            (None, None) => return n == 1,
            (Some(a), Some(b)) => n += usize::from(a != b),
            _ => return false,
        }
    }
}

/// The hash before and after each byte.
struct HashChain<'b> {
    data: &'b [u8],
    /// The hash before each byte, from the front.
    before: Vec<u64>,
    /// The hash before each byte, and after the last, from the checksum backwards.
    after: Vec<u64>,
}

impl HashChain<'_> {
    fn of<'b>(key: &str, data: &'b [u8], sum: u64) -> HashChain<'b> {
        let mut before = Vec::with_capacity(data.len());
        let mut state = hash(&[key.as_bytes()]);
        for &byte in data {
            before.push(state);
            state = (state ^ u64::from(byte)).wrapping_mul(PRIME);
        }
        let mut after = vec![sum; data.len() + 1];
        for (at, &byte) in data.iter().enumerate().rev() {
            after[at] = undo(after[at + 1]) ^ u64::from(byte);
        }
        HashChain { data, before, after }
    }

    /// The bytes from `first` on with the unit that begins `offset` bits into them set right, if that unit is the one
    /// that is wrong. One byte of a unit is its alone: it follows from the hashes on both sides. The other bits of the
    /// unit are at most seven, so there are 128 values to try.
    fn right_bytes(&self, first: usize, offset: usize) -> Option<Vec<u8>> {
        let n_front = if offset == 0 { 0 } else { 8 - offset };
        let n_back = BITS as usize - 8 - n_front;
        let n_bytes = 1 + usize::from(0 < n_front) + usize::from(0 < n_back);
        let bytes = &self.data[first..first + n_bytes];
        let fronts: Vec<Vec<u8>> = match n_front {
            0 => vec![vec![]],
            n => (0..1 << n).map(|value| vec![bytes[0] >> n << n | value]).collect(),
        };
        let backs: Vec<Vec<u8>> = match n_back {
            0 => vec![vec![]],
            n => {
                let kept = bytes[n_bytes - 1] & (0xff >> n);
                (0..1u8 << n).map(|value| vec![value << (8 - n) | kept]).collect()
            }
        };
        fronts.iter().find_map(|front| {
            let state = front
                .iter()
                .fold(self.before[first], |state, &byte| (state ^ u64::from(byte)).wrapping_mul(PRIME));
            backs.iter().find_map(|back| {
                let end =
                    back.iter().fold(self.after[first + n_bytes], |end, &byte| undo(end) ^ u64::from(byte));
                let middle = u8::try_from(undo(end) ^ state).ok()?;
                Some([front.as_slice(), &[middle], back].concat())
            })
        })
    }
}

/// Takes the multiplication of the last step back.
fn undo(hash: u64) -> u64 {
    hash.wrapping_mul(INVERSE)
}

/// The content of a record: as it was written, or repaired.
pub(super) fn unseal_or_repair(key: &str, value: &str) -> Option<Vec<u8>> {
    if checked(key, value).is_some() {
        return record::unseal(key, value);
    }
    record::unseal(key, &repair(key, value)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::record::seal;
    use super::*;

    fn units(sealed: &str) -> Vec<char> {
        sealed.chars().collect()
    }

    /// As the page gets a unit that is half of a pair.
    fn char_of(unit: u32) -> char {
        char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    #[test]
    fn every_flipped_bit_of_every_unit_is_repaired() {
        for length in 0..60 {
            let json: Vec<u8> = (0..length).map(|n: usize| (n * n * 31 % 251) as u8).collect();
            let sealed = seal("key", &json);
            let right = units(&sealed);
            for (at, bit) in (0..right.len()).flat_map(|at| (0..16).map(move |bit| (at, bit))) {
                let mut changed = right.clone();
                changed[at] = char_of(u32::from(right[at]) ^ 1 << bit);
                let changed: String = changed.into_iter().collect();
                assert_eq!(repair("key", &changed).as_ref(), Some(&sealed), "{length}: unit {at}, bit {bit}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_unit_with_any_other_value_is_repaired(
            json in prop::collection::vec(any::<u8>(), 0..300), at in any::<prop::sample::Index>(), to in any::<u16>(),
        ) {
            let sealed = seal("key", &json);
            let mut changed = units(&sealed);
            let at = at.index(changed.len());
            changed[at] = char_of(u32::from(to));
            let changed: String = changed.into_iter().collect();
            if changed != sealed {
                prop_assert_eq!(repair("key", &changed), Some(sealed));
            }
        }

        #[test]
        fn what_is_no_such_record_is_left_alone(text in "\\PC{0,80}", json in prop::collection::vec(any::<u8>(), 20..80)) {
            prop_assert_eq!(repair("key", &text), None);
            let sealed = seal("key", &json);
            prop_assert_eq!(repair("other", &sealed), None, "another record's");
            let mut twice = units(&sealed);
            for at in [1, 9] {
                twice[at] = char_of(LOWEST + ((u32::from(twice[at]) - LOWEST) ^ 1));
            }
            prop_assert_eq!(repair("key", &twice.into_iter().collect::<String>()), None, "two are wrong");
        }
    }
}
