//! Word lists as text: files of named sections, and the sets and tables that the analysis asks.
//!
//! A file holds sections: a line `[name]`, then entries, one or several to a line, parted by blanks. An entry of
//! several words joins them with `_`. Lines that begin with `#` are remarks.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The sections of one file, by name.
pub(crate) struct Sections {
    file: &'static str,
    sections: HashMap<&'static str, Vec<&'static str>>,
}

impl Sections {
    /// Reads a file; `name` is for the message of a missing section.
    pub(crate) fn read(name: &'static str, text: &'static str) -> Sections {
        let mut sections: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut section = "";
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => section = name,
                None => sections.entry(section).or_default().extend(line.split_whitespace()),
            }
        }
        Sections { file: name, sections }
    }

    /// The entries of a section, in the order of the file.
    ///
    /// # Panics
    /// If the file has no such section: the lists are part of the program, and a test reads all of them.
    pub(crate) fn list(&self, section: &str) -> &[&'static str] {
        self.sections.get(section).unwrap_or_else(|| panic!("lang: {} has no section [{section}]", self.file))
    }

    /// The entries of a section as a set.
    pub(crate) fn set(&self, section: &str) -> WordSet {
        self.list(section).iter().copied().collect()
    }

    /// The entries of a section as phrases: each `_` is a blank again.
    pub(crate) fn phrases(&self, section: &str) -> Vec<String> {
        self.list(section).iter().map(|entry| entry.replace('_', " ")).collect()
    }

    /// The entries `word=value` of a section, each value read by `value`.
    ///
    /// # Panics
    /// If an entry has no `=`.
    pub(crate) fn table<V>(&self, section: &str, value: impl Fn(&'static str) -> V) -> WordMap<V> {
        let pair = |entry: &&'static str| {
            let (word, of) = entry
                .split_once('=')
                .unwrap_or_else(|| panic!("lang: {}, [{section}]: {entry} has no =", self.file));
            (word, value(of))
        };
        WordMap { lengths: lengths(self.list(section)), words: self.list(section).iter().map(pair).collect() }
    }
}

/// Hashes a word's bytes, eight at a time: the lists hold a few hundred short words, and nobody outside the program
/// chooses them.
#[derive(Clone, Copy, Default)]
pub(crate) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..chunk.len()].copy_from_slice(chunk);
            let mixed =
                (self.0.rotate_left(5) ^ u64::from_le_bytes(eight)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            self.0 = mixed ^ (mixed >> 32);
        }
    }

    fn write_u8(&mut self, _end_of_a_string: u8) {}
}

type Table<V> = HashMap<&'static str, V, BuildHasherDefault<WordHasher>>;

/// A bit for each length in bytes that a word of the list has; 63 stands for all that are longer.
fn lengths<'a>(words: impl IntoIterator<Item = &'a &'static str>) -> u64 {
    words.into_iter().fold(0, |bits, word| bits | length_bit(word.split('=').next().unwrap_or(word)))
}

fn length_bit(word: &str) -> u64 {
    1 << word.len().min(63)
}

/// A set of words; most words that are not in it are told by their length alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordSet {
    lengths: u64,
    words: Table<()>,
}

impl WordSet {
    /// Whether the list has the word, to the letter.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.lengths & length_bit(word) != 0 && self.words.contains_key(word)
    }

    /// Whether the list has the word, whatever the case of its ASCII letters. The list is in small letters.
    pub(crate) fn contains_ignoring_case(&self, word: &str) -> bool {
        if self.lengths & length_bit(word) == 0 {
            return false;
        }
        let mut small = [0; 64];
        let Some(small) = small.get_mut(..word.len()) else {
            return self.words.contains_key(word.to_ascii_lowercase().as_str());
        };
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        std::str::from_utf8(small).is_ok_and(|small| self.words.contains_key(small))
    }

    /// The words, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.words.keys().copied()
    }
}

impl FromIterator<&'static str> for WordSet {
    fn from_iter<I: IntoIterator<Item = &'static str>>(words: I) -> WordSet {
        let words: Table<()> = words.into_iter().map(|word| (word, ())).collect();
        WordSet { lengths: lengths(words.keys()), words }
    }
}

/// A table from words to what is known of them.
#[derive(Clone, Debug)]
pub(crate) struct WordMap<V> {
    lengths: u64,
    words: Table<V>,
}

impl<V> WordMap<V> {
    /// What the table has for the word, to the letter.
    pub(crate) fn get(&self, word: &str) -> Option<&V> {
        if self.lengths & length_bit(word) == 0 { None } else { self.words.get(word) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Colours.\n[warm]\nred orange\nlight_red\n\n[codes]\nred=1 blue=22\n";

    #[test]
    fn sections_become_sets_phrases_and_tables() {
        let sections = Sections::read("colours", TEXT);
        let warm = sections.set("warm");
        assert!(warm.contains("red") && !warm.contains("Red") && warm.contains_ignoring_case("RED"));
        assert!(!warm.contains("rod") && !warm.contains(""));
        assert_eq!(sections.phrases("warm"), ["red", "orange", "light red"]);
        let codes = sections.table("codes", |code| code.parse::<u8>().expect("a number"));
        assert_eq!((codes.get("blue"), codes.get("green")), (Some(&22), None));
    }

    #[test]
    #[should_panic(expected = "colours has no section [cold]")]
    fn a_missing_section_is_named() {
        Sections::read("colours", TEXT).list("cold");
    }
}
