//! The hash functions that features, tables and weights agree on. A change here makes every model stale.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map by hashes made here, which are not hashed again.
pub(crate) type Map<V> = HashMap<u64, V, BuildHasherDefault<PassThroughHasher>>;

/// The hasher of [`Map`]: the key is the hash.
#[derive(Default)]
pub(crate) struct PassThroughHasher(u64);

impl Hasher for PassThroughHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = word(bytes);
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

const K: u64 = 0x9e37_79b9_7f4a_7c15; // 2^64 over the golden ratio, odd: spreads neighbours far apart.
const L: u64 = 0xd6e8_feb8_6659_fd93; // An odd multiplier found good at avalanche by search (Mulvey).

/// Adds a value to a hash; the order of the values matters.
#[inline]
pub fn mix(hash: u64, value: u64) -> u64 {
    let mixed = (hash.rotate_left(23) ^ value).wrapping_mul(L);
    mixed ^ (mixed >> 32)
}

/// The hash of a word's bytes, eight at a time.
#[inline]
pub fn word(bytes: &[u8]) -> u64 {
    let mut hash = K ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        hash = mix(hash, u64::from_le_bytes(eight));
    }
    hash
}

/// The row of a feature: the `template` tells features of one value apart. `bits` is the logarithm of the
/// number of rows.
#[inline]
pub(crate) fn row(template: u64, value: u64, bits: u32) -> u32 {
    let mixed = (value ^ template.wrapping_mul(L)).wrapping_mul(K);
    let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(L);
    (mixed >> (64 - bits)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_orders_are_told_apart() {
        let words = ["", "a", "b", "ab", "ba", "Kabul", "kabul", "Kabul ", "a\0", "abcdefgh", "abcdefghi"];
        let hashes: std::collections::HashSet<u64> = words.iter().map(|w| word(w.as_bytes())).collect();
        assert_eq!(hashes.len(), words.len());
        assert_ne!(mix(1, 2), mix(2, 1));
    }

    #[test]
    fn rows_fill_their_table_evenly() {
        let mut counts = [0u32; 64];
        for value in 0..6400 {
            counts[row(value % 7, value, 6) as usize] += 1;
        }
        assert!(counts.iter().all(|&n| (50..150).contains(&n)), "{counts:?}");
    }
}
