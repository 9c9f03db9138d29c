//! How a record is encoded: JSON, compressed, with a checksum, 15 bits to a UTF-16 unit.
//!
//! Local storage counts UTF-16 units, so each unit carries as much as it can. 15 bits avoid the surrogates, which must
//! come in pairs. In WebKit a unit beyond Latin-1 counts twice; 15 bits in two bytes are still about as good as 8 in
//! one.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The first unit in use: the units below are control characters.
pub(super) const LOWEST: u32 = 0x20;

/// The bits that a unit carries.
pub(super) const BITS: u32 = 15;

/// The compression level, from 1 (fast) to 10. Each level above 6 saves 1 % and takes half as much time again.
const LEVEL: u8 = 6;

/// Larger records, in bytes, are compressed at the fast level, so that the reader does not notice the write.
const LARGE: usize = 200_000;
const FAST: u8 = 1;

/// The largest record when it is decompressed, in bytes: the page opens 4 MB of text, and an annotation has about 200
/// bytes. A damaged record cannot take more memory.
const LONGEST: usize = 256 << 20;

/// The prime of FNV-1a with 64 bits.
pub(super) const PRIME: u64 = 0x0000_0100_0000_01b3;

/// FNV-1a, 64 bits. Every step is a bijection, so that one changed byte always changes the hash.
pub(crate) fn hash(parts: &[&[u8]]) -> u64 {
    let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    parts.iter().flat_map(|part| part.iter()).fold(0xcbf2_9ce4_8422_2325, step)
}

/// Writes a record. The checksum includes the key: a record that is stored under another key counts as damaged.
pub(crate) fn seal(key: &str, json: &[u8]) -> String {
    let level = if json.len() < LARGE { LEVEL } else { FAST };
    let mut bytes = compress_to_vec(json, level);
    let sum = hash(&[key.as_bytes(), &bytes]);
    bytes.extend(sum.to_le_bytes());
    pack(&bytes)
}

/// Reads a record; `None` unless it is, to the bit, what was written under this key.
pub(super) fn unseal(key: &str, value: &str) -> Option<Vec<u8>> {
    let bytes = checked(key, value)?;
    decompress_to_vec_with_limit(&bytes, LONGEST).ok()
}

/// Whether a record is, to the bit, what was written under this key. Checks the checksum without decompressing, so that
/// the whole library can be checked at each start.
pub(crate) fn is_intact(key: &str, value: &str) -> bool {
    checked(key, value).is_some()
}

/// The compressed bytes of a record, if the checksum is right.
pub(super) fn checked(key: &str, value: &str) -> Option<Vec<u8>> {
    let mut bytes = unpack(value)?;
    let sum = *bytes.last_chunk::<8>()?;
    bytes.truncate(bytes.len() - sum.len());
    (hash(&[key.as_bytes(), &bytes]) == u64::from_le_bytes(sum)).then_some(bytes)
}

/// The bits of the bytes, then a one, then zeros up to a full unit.
pub(super) fn pack(bytes: &[u8]) -> String {
    let mut packed = String::with_capacity(bytes.len() * 8 / 5 + 3);
    let (mut held, mut n) = (0u32, 0);
    let mut unit =
        |value: u32| packed.push(char::from_u32(LOWEST + value).expect("units end below surrogates"));
    for &byte in bytes {
        held = held << 8 | u32::from(byte);
        n += 8;
        if BITS <= n {
            n -= BITS;
            unit(held >> n);
            held &= (1 << n) - 1;
        }
    }
    unit((held << 1 | 1) << (BITS - 1 - n));
    packed
}

fn unpack(packed: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(packed.len());
    let (mut held, mut n) = (0u32, 0);
    let mut units = packed.chars().peekable();
    while let Some(char) = units.next() {
        let value = u32::from(char).checked_sub(LOWEST).filter(|value| value >> BITS == 0)?;
        // The last unit ends with the one and the zeros after it.
        let used = if units.peek().is_some() { BITS } else { BITS.checked_sub(value.trailing_zeros() + 1)? };
        held = held << used | value >> (BITS - used);
        n += used;
        while 8 <= n {
            n -= 8;
            bytes.push((held >> n) as u8);
        }
        held &= (1 << n) - 1;
    }
    (n == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_sealed_is_unsealed_under_its_key_alone(json in prop::collection::vec(any::<u8>(), 0..400)) {
            let sealed = seal("key", &json);
            prop_assert!(is_intact("key", &sealed) && !is_intact("other", &sealed));
            prop_assert_eq!(unseal("key", &sealed), Some(json));
            prop_assert_eq!(unseal("other", &sealed), None);
        }

        #[test]
        fn anything_else_is_refused(text in "\\PC*") {
            prop_assert_eq!(unseal("key", &text), None);
        }
    }

    #[test]
    fn a_record_with_any_unit_changed_cut_or_doubled_is_refused() {
        let json = "{\"text\":\"“No,” she said. 😀\",\"roles\":[[0,3],[4,9]]}".repeat(3);
        let sealed: Vec<char> = seal("key", json.as_bytes()).chars().collect();
        let refused = |units: Vec<char>| unseal("key", &units.into_iter().collect::<String>()).is_none();
        for at in 0..sealed.len() {
            for mask in (0..16).map(|bit| 1 << bit).chain([0xff, 0xff00, 0x7fff]) {
                let mut changed = sealed.clone();
                let Some(char) = char::from_u32(u32::from(changed[at]) ^ mask) else { continue };
                changed[at] = char;
                assert!(refused(changed), "unit {at} with {mask:x}");
            }
            assert!(refused(sealed[..at].to_vec()), "cut at {at}");
            let doubled = [&sealed[..=at], &sealed[at..]].concat();
            assert!(refused(doubled), "unit {at} twice");
        }
    }
}
