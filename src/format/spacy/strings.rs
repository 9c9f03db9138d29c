//! The numbers by which spaCy knows strings: those of its own names are small, those of all others are hashes.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

/// The names that have small numbers.
const SYMBOLS: &str = include_str!("symbols.txt");

fn symbols() -> &'static HashMap<&'static str, u64> {
    static MAP: OnceLock<HashMap<&'static str, u64>> = OnceLock::new();
    MAP.get_or_init(|| {
        let lines = SYMBOLS.lines().filter(|line| !line.starts_with('#'));
        lines
            .flat_map(|line| {
                let (first, names) = line.split_once(' ').unwrap_or_default();
                names.split(' ').zip(first.parse().unwrap_or(0)..)
            })
            .collect()
    })
}

/// `FLAG19` is 19, `DEPRECATED001` is 104.
fn numbered(name: &str) -> Option<u64> {
    let number = |series: &str, digits: usize| {
        let digits = name.strip_prefix(series).filter(|rest| rest.len() == digits)?;
        digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse::<u64>().ok())?
    };
    let flag = number("FLAG", 2).filter(|flag| (19..=63).contains(flag));
    let deprecated = number("DEPRECATED", 3).filter(|old| (1..=276).contains(old));
    flag.or(deprecated.map(|old| 103 + old))
}

/// The number of a string.
pub(super) fn id(string: &str) -> u64 {
    match string {
        "" => 0,
        _ => symbols().get(string).copied().or_else(|| numbered(string)).unwrap_or_else(|| hash(string)),
    }
}

/// MurmurHash64A (Austin Appleby, in the public domain) with the seed 1: some twenty lines, which are not worth a crate.
fn hash(string: &str) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = 1 ^ (string.len() as u64).wrapping_mul(M);
    let mix = |k: u64| {
        let k = k.wrapping_mul(M);
        (k ^ (k >> 47)).wrapping_mul(M)
    };
    let (words, rest) = string.as_bytes().as_chunks::<8>();
    for word in words {
        hash = (hash ^ mix(u64::from_le_bytes(*word))).wrapping_mul(M);
    }
    if !rest.is_empty() {
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash = (hash ^ (hash >> 47)).wrapping_mul(M);
    hash ^ (hash >> 47)
}

/// The strings of a file that is written.
#[derive(Default)]
pub(super) struct WrittenStrings(pub(super) BTreeSet<String>);

impl WrittenStrings {
    pub(super) fn id(&mut self, string: &str) -> u64 {
        if !self.0.contains(string) {
            self.0.insert(string.to_owned());
        }
        id(string)
    }
}

/// The strings of a file that is read, by their numbers.
pub(super) struct ReadStrings(HashMap<u64, String>);

impl ReadStrings {
    pub(super) fn new<'s>(strings: impl Iterator<Item = &'s str>) -> ReadStrings {
        let own = symbols().keys().copied();
        ReadStrings(own.chain(strings).map(|string| (id(string), string.to_owned())).collect())
    }

    pub(super) fn get(&self, id: u64) -> Option<&str> {
        if id == 0 { Some("") } else { self.0.get(&id).map(String::as_str) }
    }

    /// The string of a number that may stand for none.
    pub(super) fn some(&self, id: u64) -> Option<&str> {
        self.get(id).filter(|string| !string.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As spaCy 3.8 gives them.
    #[test]
    fn strings_have_spacys_numbers() {
        for (string, expected) in [
            ("", 0),
            ("IS_CURRENCY", 18),
            ("FLAG63", 63),
            ("ID", 64),
            ("DEPRECATED276", 379),
            ("PERSON", 380),
            ("det", 415),
            ("_", 456),
            ("hello", 5_983_625_672_228_268_878),
        ] {
            assert_eq!(id(string), expected, "{string}");
        }
        assert!(456 < id("FLAG64") && 456 < id("DEPRECATED277") && 456 < id("DEPRECATED01"));
    }
}
