//! Word lists as text: files of named sections, and the sets and tables that the analysis asks.
//!
//! A file holds sections: a line `[name]`, then entries, one or several to a line, parted by blanks. An entry of
//! several words joins them with `_`. Other files have one entry a line. Lines that begin with `#` are remarks.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

/// The entries of a list with one a line.
pub(crate) fn entries(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The names of the files and of the sections (`file: [section]`) that were asked for.
pub(crate) type ReadLists = Rc<RefCell<BTreeSet<String>>>;

/// The sections of one file, by name.
pub(crate) struct Sections {
    file: &'static str,
    sections: HashMap<&'static str, Vec<&'static str>>,
    read: ReadLists,
}

impl Sections {
    /// Reads a file. `file` names it where a section is missing; `read` takes the names of the sections that are
    /// asked for.
    pub(crate) fn read(file: &'static str, text: &'static str, read: &ReadLists) -> Sections {
        let mut sections: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut section = "";
        for line in entries(text) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => {
                    section = name;
                    sections.entry(section).or_default();
                }
                None => sections.entry(section).or_default().extend(line.split_whitespace()),
            }
        }
        Sections { file, sections, read: Rc::clone(read) }
    }

    /// The entries of a section, in the order of the file.
    ///
    /// # Panics
    /// If the file has no such section: the lists are part of the program, and a test reads all of them.
    pub(crate) fn list(&self, section: &str) -> &[&'static str] {
        self.read.borrow_mut().insert(format!("{}: [{section}]", self.file));
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
        self.list(section).iter().map(pair).collect()
    }
}

/// A list that is read from a section.
pub(crate) trait FromSection {
    /// # Panics
    /// If there is no such section, or an entry is not understood: a test reads all lists.
    fn from_section(sections: &Sections, section: &str) -> Self;
}

impl FromSection for WordSet {
    fn from_section(sections: &Sections, section: &str) -> WordSet {
        sections.set(section)
    }
}

/// In the order of the file.
impl FromSection for Vec<&'static str> {
    fn from_section(sections: &Sections, section: &str) -> Vec<&'static str> {
        sections.list(section).to_vec()
    }
}

/// In the order of the file, each `_` a blank again.
impl FromSection for Vec<String> {
    fn from_section(sections: &Sections, section: &str) -> Vec<String> {
        sections.phrases(section)
    }
}

/// The entries `word=other`.
impl FromSection for WordMap<&'static str> {
    fn from_section(sections: &Sections, section: &str) -> WordMap<&'static str> {
        sections.table(section, |other| other)
    }
}

/// The entries `word=number`.
impl FromSection for WordMap<i8> {
    fn from_section(sections: &Sections, section: &str) -> WordMap<i8> {
        sections.table(section, |number| number.parse().expect("the entries of this section are numbers"))
    }
}

/// Declares a struct of lists, and `read`, which fills each field from the section of its name.
macro_rules! word_lists {
    ($(#[$doc:meta])* pub(crate) struct $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $list:ty,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub(crate) struct $name {
            $($(#[$field_doc])* pub(crate) $field: $list,)*
        }

        impl $name {
            /// Reads each list from the section of its name.
            pub(super) fn read(sections: &$crate::lang::lists::Sections) -> $name {
                $name {
                    $($field: $crate::lang::lists::FromSection::from_section(sections, stringify!($field)),)*
                }
            }
        }
    };
}
pub(crate) use word_lists;

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

    fn write_usize(&mut self, _length: usize) {}
}

/// By the bytes of the words: a word in small ASCII letters need not be shown to be a text again.
type Table<V> = HashMap<&'static [u8], V, BuildHasherDefault<WordHasher>>;

/// 64-bit words of a filter: 512 bits, since lists have up to some hundred words.
const FILTER_WORDS: usize = 8;
const FILTER_BITS: u32 = (64 * FILTER_WORDS).ilog2();

/// Tells most words that are not in a list, by their length, first and last byte.
#[derive(Clone, Copy, Debug, Default)]
struct WordFilter([u64; FILTER_WORDS]);

impl WordFilter {
    fn of<'a>(words: impl IntoIterator<Item = &'a &'static [u8]>) -> WordFilter {
        let mut filter = WordFilter::default();
        for word in words {
            let bit = WordFilter::bit(word);
            filter.0[bit / 64] |= 1 << (bit % 64);
        }
        filter
    }

    /// Whether the list may have the word, whatever the case of its ASCII letters.
    fn may_have(&self, word: &[u8]) -> bool {
        let bit = WordFilter::bit(word);
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// The number of a word's bit: the same for capitals and small letters, which differ in the sixth bit only.
    fn bit(word: &[u8]) -> usize {
        const CASE: u8 = 0x20;
        let [.., last] = word else { return 0 };
        let shape = usize::from(word[0] | CASE) | usize::from(last | CASE) << 8 | word.len() << 16;
        // The upper bits of a product depend on all bits of its factors.
        ((shape as u32).wrapping_mul(0x9e37_79b1) >> (u32::BITS - FILTER_BITS)) as usize
    }
}

/// Calls `with` with the word in small ASCII letters. Words have fewer than 64 bytes, so that most cost no
/// allocation.
fn in_small_letters<R>(word: &str, with: impl FnOnce(&[u8]) -> R) -> R {
    let mut small = [0; 64];
    match small.get_mut(..word.len()) {
        Some(small) => {
            small.copy_from_slice(word.as_bytes());
            small.make_ascii_lowercase();
            with(small)
        }
        None => with(word.to_ascii_lowercase().as_bytes()),
    }
}

fn text_of(word: &'static [u8]) -> &'static str {
    std::str::from_utf8(word).expect("the keys of a list are the bytes of words")
}

/// A set of words; most words that are not in it are told without a look at it.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordSet {
    filter: WordFilter,
    words: Table<()>,
}

impl WordSet {
    /// Whether the list has the word, to the letter.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.filter.may_have(word.as_bytes()) && self.words.contains_key(word.as_bytes())
    }

    /// Whether the list has the word, whatever the case of its ASCII letters. The list is in small letters.
    pub(crate) fn contains_ignoring_case(&self, word: &str) -> bool {
        self.filter.may_have(word.as_bytes())
            && in_small_letters(word, |small| self.words.contains_key(small))
    }
}

impl WordSet {
    /// All words of the list, in no order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words.keys().map(|word| text_of(word))
    }

    /// Whether a text ends with a word of the list.
    pub(crate) fn ends_word(&self, text: &str) -> bool {
        self.words.keys().any(|word| text.as_bytes().ends_with(word))
    }
}

impl FromIterator<&'static str> for WordSet {
    fn from_iter<I: IntoIterator<Item = &'static str>>(words: I) -> WordSet {
        let words: Table<()> = words.into_iter().map(|word| (word.as_bytes(), ())).collect();
        WordSet { filter: WordFilter::of(words.keys()), words }
    }
}

/// A table from words to what is known of them.
#[derive(Clone, Debug)]
pub(crate) struct WordMap<V> {
    filter: WordFilter,
    words: Table<V>,
}

impl<V> FromIterator<(&'static str, V)> for WordMap<V> {
    /// Of two entries for one word the later counts.
    fn from_iter<I: IntoIterator<Item = (&'static str, V)>>(entries: I) -> WordMap<V> {
        let words: Table<V> = entries.into_iter().map(|(word, value)| (word.as_bytes(), value)).collect();
        WordMap { filter: WordFilter::of(words.keys()), words }
    }
}

impl<V> WordMap<V> {
    /// All entries, in no order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'static str, &V)> {
        self.words.iter().map(|(word, value)| (text_of(word), value))
    }

    /// What the table has for the word, to the letter.
    pub(crate) fn get(&self, word: &str) -> Option<&V> {
        if self.filter.may_have(word.as_bytes()) { self.words.get(word.as_bytes()) } else { None }
    }

    /// What the table has for the word, whatever the case of its ASCII letters. The table is in small letters.
    pub(crate) fn get_ignoring_case(&self, word: &str) -> Option<&V> {
        if !self.filter.may_have(word.as_bytes()) {
            return None;
        }
        in_small_letters(word, |small| self.words.get(small))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Colours.\n[warm]\nred orange\nlight_red\n\n[codes]\nred=1 blue=22\n";

    #[test]
    fn sections_become_sets_phrases_and_tables() {
        let sections = Sections::read("colours", TEXT, &ReadLists::default());
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
        Sections::read("colours", TEXT, &ReadLists::default()).list("cold");
    }
}
