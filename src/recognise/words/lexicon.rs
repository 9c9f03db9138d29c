//! The lexicon: clusters and usage of words, and lists of names.
//!
//! The tables come from `src/recognise/words/lexicon.bin`, which tools/lab makes (`lab lexicon`); its model card names
//! the sources.

use std::sync::LazyLock;

use super::features::Word;
use super::spelling::plain;
use crate::learn::{BadModel, Reader, WordTable, hash};

/// Kinds of names that the lists tell apart. A name may be of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "training"), allow(dead_code, reason = "only the lab names all of them"))]
pub enum List {
    /// First names of persons.
    FirstName,
    /// Family names of persons.
    Surname,
    /// Cities and towns.
    City,
    /// Countries, their parts, and regions.
    Country,
    /// Peoples, faiths and political groups.
    People,
    /// Organisations and companies.
    Organisation,
}

impl List {
    /// How many lists there are.
    pub const COUNT: u32 = 6;

    /// The list's bit in [`Word::lists`](super::Word::lists).
    pub fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The tables: single words with cluster, usage and lists; names of several words with lists.
#[derive(Clone, Debug)]
pub struct Lexicon {
    words: WordTable,
    phrases: WordTable,
    /// The coarse cluster that each fine cluster belongs to.
    coarse: Vec<u8>,
}

/// The values of the table of words, in their order.
mod value {
    pub(super) const CLUSTER_HIGH: usize = 0;
    pub(super) const CLUSTER_LOW: usize = 1;
    pub(super) const USAGE: usize = 2;
    pub(super) const LISTS: usize = 3;
}

/// In which context a value of the table of words is coded, given those before it: the lower half of a cluster by the
/// upper one, usage and lists by the coarse cluster.
pub fn word_context(coarse: &[u8], before: &[u8]) -> usize {
    let of_cluster = |high: u8, low: u8| {
        usize::from(coarse.get(usize::from(u16::from_le_bytes([low, high]))).copied().unwrap_or(0))
    };
    match *before {
        [] => 0,
        [high] => 1 + usize::from(high),
        [high, low] => 256 + of_cluster(high, low),
        [high, low, ..] => 512 + of_cluster(high, low),
    }
}

/// The bits of a word's usage that say how frequent it is.
const FREQUENCY: u8 = 0b111;

/// Fine clusters: 1024, and 0 for words in none.
pub const CLUSTERS: usize = 1025;

/// Words in the longest listed name: longer ones are few, and each word more costs a look-up at every capital.
pub const LONGEST_NAME: usize = 4;

impl Lexicon {
    /// Reads the tables that `lab lexicon` writes.
    ///
    /// # Errors
    /// If the bytes are no such tables.
    pub fn from_bytes(bytes: &[u8]) -> Result<Lexicon, BadModel> {
        let mut reader = Reader(bytes);
        reader.magic(b"lex2")?;
        let coarse = reader.take(CLUSTERS)?.to_vec();
        let words = WordTable::read(&mut reader, |before| word_context(&coarse, before))?;
        let phrases = WordTable::read(&mut reader, |_| 0)?;
        Ok(Lexicon { words, phrases, coarse })
    }

    /// The lists that hold a word by itself: bits of [`List`].
    pub fn lists(&self, word: &str) -> u8 {
        let mut small = vec![];
        plain(word, &mut small);
        self.words.find(hash::word(&small)).map_or(0, |place| self.words.value(value::LISTS, place))
    }

    /// How frequent a word is in news: 0 (not known) to 7.
    pub(crate) fn frequency(&self, word: &str) -> u8 {
        let mut small = vec![];
        plain(word, &mut small);
        let usage =
            self.words.find(hash::word(&small)).map_or(0, |place| self.words.value(value::USAGE, place));
        usage & FREQUENCY
    }

    /// The cluster of a word as it is written here, 0 for a word in none.
    pub(crate) fn cluster_of(&self, exact: &str) -> u16 {
        self.words.find(hash::word(exact.as_bytes())).map_or(0, |place| self.cluster(place))
    }

    /// Fills in cluster, usage and lists of a word, by its hashes as written and in small letters. Words that mean
    /// something else with a capital have a cluster of their own.
    pub(super) fn look_up(&self, exact: u64, lower: u64, word: &mut Word) {
        let by_lower = self.words.find(lower);
        if let Some(place) = by_lower {
            word.usage = self.words.value(value::USAGE, place);
            word.lists = self.words.value(value::LISTS, place);
        }
        let by_case = if exact == lower { None } else { self.words.find(exact) };
        word.fine = by_case.map_or(0, |place| self.cluster(place));
        if word.fine == 0 {
            word.fine = by_lower.map_or(0, |place| self.cluster(place));
        }
        word.coarse = self.coarse[usize::from(word.fine)];
    }

    /// The lists that hold a name of several words, by its hash: the words' hashes in small letters, mixed in order.
    pub(crate) fn lists_of_name(&self, hash: u64) -> Option<u8> {
        self.phrases.find(hash).map(|place| self.phrases.value(0, place))
    }

    fn cluster(&self, place: usize) -> u16 {
        let high = self.words.value(value::CLUSTER_HIGH, place);
        let low = self.words.value(value::CLUSTER_LOW, place);
        u16::from_le_bytes([low, high]).min(CLUSTERS as u16 - 1)
    }
}

/// The tables that the program carries.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        Lexicon::from_bytes(include_bytes!("lexicon.bin")).expect("the program's own tables are whole")
    });
    &LEXICON
}
