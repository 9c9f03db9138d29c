//! What there is to know of each word on its own and in its document, looked up once for all recognisers.
//!
//! The tables come from `src/recognise/words/lexicon.bin`, which tools/lab makes (`lab lexicon`); its model card names the
//! sources.

use std::ops::Range;
use std::sync::LazyLock;

use crate::document::{Document, TokenKind};
use crate::learn::{BadModel, Reader, WordTable, hash};

mod document_context;
mod spelling;

pub(crate) use crate::lang::neighbours::role;
pub(crate) use document_context::sign;
pub(crate) use spelling::Looks;
pub use spelling::plain;

/// Kinds of names that the lists tell apart. A name may be of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    FirstName,
    Surname,
    City,
    Country,
    People,
    Organisation,
}

impl List {
    pub const COUNT: u32 = 6;

    pub fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The tables: single words with cluster, usage and lists; names of several words with lists.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'a> {
    words: WordTable<'a>,
    phrases: WordTable<'a>,
    /// The coarse cluster that each fine cluster belongs to.
    coarse: &'a [u8],
}

/// The planes of the table of words.
mod plane {
    pub(super) const CLUSTER_LOW: usize = 0;
    pub(super) const CLUSTER_HIGH: usize = 1;
    pub(super) const USAGE: usize = 2;
    pub(super) const LISTS: usize = 3;
}

/// Fine clusters, with 0 for words in none.
pub const CLUSTERS: usize = 1025;

/// Words in the longest listed name.
pub const LONGEST_NAME: usize = 4;

impl<'a> Lexicon<'a> {
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Lexicon<'a>, BadModel> {
        let mut reader = Reader(bytes);
        reader.magic(b"lex1")?;
        let coarse = reader.take(CLUSTERS)?;
        let words = WordTable::read(&mut reader)?;
        let phrases = WordTable::read(&mut reader)?;
        Ok(Lexicon { words, phrases, coarse })
    }

    /// The lists that hold a word by itself: bits of [`List`].
    pub fn lists(&self, word: &str) -> u8 {
        let mut small = vec![];
        plain(word, &mut small);
        self.words.find(hash::word(&small)).map_or(0, |place| self.words.fact(plane::LISTS, place))
    }

    fn look_up(&self, exact: u64, lower: u64, word: &mut Word) {
        let by_lower = self.words.find(lower);
        if let Some(place) = by_lower {
            word.usage = self.words.fact(plane::USAGE, place);
            word.lists = self.words.fact(plane::LISTS, place);
        }
        let by_case = if exact == lower { None } else { self.words.find(exact) };
        word.fine = by_case.map_or(0, |place| self.cluster(place));
        if word.fine == 0 {
            word.fine = by_lower.map_or(0, |place| self.cluster(place));
        }
        word.coarse = self.coarse[usize::from(word.fine)];
    }

    fn cluster(&self, place: usize) -> u16 {
        let high = self.words.fact(plane::CLUSTER_HIGH, place);
        let low = self.words.fact(plane::CLUSTER_LOW, place);
        u16::from_le_bytes([low, high]).min(CLUSTERS as u16 - 1)
    }
}

/// The tables that the program carries.
pub fn lexicon() -> &'static Lexicon<'static> {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        Lexicon::from_bytes(include_bytes!("words/lexicon.bin")).expect("the program's own tables are whole")
    });
    &LEXICON
}

/// What is known of one token. Hashes are of [`crate::learn::hash`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Hash of the word as written.
    pub exact: u64,
    /// Hash of the word in small letters without accents.
    pub lower: u64,
    /// Hash of its pattern of capitals, small letters, digits: `Xxxx`, with long runs cut short.
    pub shape: u32,
    /// The same with each run as one.
    pub brief_shape: u32,
    /// First and last four bytes of the small letters.
    pub head: u32,
    pub tail: u32,
    /// Bytes of the small letters, at most 255.
    pub len: u8,
    /// Cluster of words used alike, of 1024; 0: in none.
    pub fine: u16,
    /// Cluster of 128.
    pub coarse: u8,
    /// Low three bits: how frequent, 0 (unknown) to 7; next two: how often it is capitalised within sentences,
    /// 1 (hardly ever) to 3 (mostly), 0 (not known).
    pub usage: u8,
    /// Lists that hold the word by itself: bits of [`List`].
    pub lists: u8,
    /// Lists that hold a name of which the word is a part, by place: three bits a list (alone, begin or inside,
    /// end).
    pub names: u32,
    pub looks: Looks,
    /// How the word is written elsewhere in the document: bits of [`seen`].
    pub seen: u8,
    /// Hash of the word without the "s" at its end, of a capitalised one; else 0.
    pub singular: u64,
    /// What the word is to names beside it: bits of [`role`].
    pub role: u32,
    /// What stands around the word elsewhere in the document: bits of [`sign`].
    pub elsewhere: u32,
    /// Of an acronym: the cluster of the last word of its long form, if the document has one.
    pub long_form: u16,
    /// Hash of that last word.
    pub long_form_word: u64,
}

impl Word {
    pub fn frequency(&self) -> u8 {
        self.usage & 7
    }
}

/// How a word is written in its document, and what its sentence looks like.
pub(crate) mod seen {
    /// With a capital, not first in its sentence.
    pub(crate) const CAPITAL_WITHIN: u8 = 1;
    /// With a small letter, not first in its sentence.
    pub(crate) const SMALL_WITHIN: u8 = 2;
    /// With a capital, first in its sentence.
    pub(crate) const CAPITAL_FIRST: u8 = 4;
    /// The word stands in a sentence of which most words have a capital: a headline.
    pub(crate) const IN_TITLE_CASE: u8 = 8;
    /// The word stands in a sentence all in capitals.
    pub(crate) const IN_CAPITALS: u8 = 16;
}

/// Looks up all words of a document, a [`Word`] a token.
pub fn look_up(document: &Document, lexicon: &Lexicon) -> Vec<Word> {
    let mut words = Vec::with_capacity(document.tokens().len());
    let mut small = Vec::with_capacity(64);
    let neighbours = &document.language().neighbours;
    for (i, token) in document.tokens().iter().enumerate() {
        let text = document.word(i);
        let mut word = spelling::read(text, &mut small);
        word.looks.set(Looks::MARK, matches!(token.kind, TokenKind::Mark | TokenKind::Punctuation));
        lexicon.look_up(word.exact, word.lower, &mut word);
        word.role = std::str::from_utf8(&small).map_or(0, |small| neighbours.roles(small));
        words.push(word);
    }
    let mut writings = Writings::with_capacity_and_hasher(words.len() / 4, Default::default());
    for sentence in document.sentences() {
        place_in_sentence(document, sentence.tokens.clone(), &mut words);
        note_case(&mut words[sentence.tokens.clone()], &mut writings);
        mark_names(lexicon, &mut words[sentence.tokens.clone()]);
    }
    for word in words.iter_mut().filter(|w| w.looks.has(Looks::LETTER)) {
        word.seen |= writings.get(&word.lower).copied().unwrap_or(0);
    }
    document_context::note(document.sentences().iter().map(|s| s.tokens.clone()), &mut words);
    words
}

/// Marks which words begin their sentence and which touch their neighbours.
fn place_in_sentence(document: &Document, tokens: Range<usize>, words: &mut [Word]) {
    let all = document.tokens();
    let mut first = true;
    for i in tokens.clone() {
        words[i].looks.set(Looks::FIRST, first);
        first &= words[i].looks.has(Looks::MARK);
        if tokens.start < i && all[i - 1].span.end() == all[i].span.start() {
            words[i].looks.set(Looks::GLUED_BEFORE, true);
            words[i - 1].looks.set(Looks::GLUED_AFTER, true);
        }
    }
}

type Writings = hash::Map<u8>;

/// Fewer words with letters than this do not show whether a sentence is a headline.
const ENOUGH_TO_TELL: usize = 4;

fn note_case(sentence: &mut [Word], writings: &mut Writings) {
    let count = |look| sentence.iter().filter(|w| w.looks.has(Looks::LETTER) && w.looks.has(look)).count();
    let (letters, capitals, shouted) =
        (count(Looks::LETTER), count(Looks::CAPITAL), count(Looks::ALL_CAPITALS));
    let case = match () {
        _ if letters < ENOUGH_TO_TELL => 0,
        _ if 10 * shouted >= 7 * letters => seen::IN_CAPITALS,
        _ if 10 * capitals >= 7 * letters => seen::IN_TITLE_CASE,
        _ => 0,
    };
    for word in sentence.iter_mut() {
        word.seen = case;
        if case != 0 || !word.looks.has(Looks::LETTER) {
            continue;
        }
        let how = match (word.looks.has(Looks::CAPITAL), word.looks.has(Looks::FIRST)) {
            (true, false) => seen::CAPITAL_WITHIN,
            (true, true) => seen::CAPITAL_FIRST,
            (false, false) => seen::SMALL_WITHIN,
            (false, true) => continue,
        };
        *writings.entry(word.lower).or_insert(0) |= how;
    }
}

/// Marks the words that are, or are part of, a listed name that begins with a capital.
fn mark_names(lexicon: &Lexicon, sentence: &mut [Word]) {
    for start in 0..sentence.len() {
        if !sentence[start].looks.has(Looks::CAPITAL) {
            continue;
        }
        sentence[start].names |= in_place(sentence[start].lists, 0);
        let mut name = sentence[start].lower;
        for end in start + 1..sentence.len().min(start + LONGEST_NAME) {
            name = hash::mix(name, sentence[end].lower);
            let Some(place) = lexicon.phrases.find(name) else { continue };
            let lists = lexicon.phrases.fact(0, place);
            sentence[start..end].iter_mut().for_each(|w| w.names |= in_place(lists, 1));
            sentence[end].names |= in_place(lists, 2);
        }
    }
}

/// The bits of [`Word::names`] for a part (0 alone, 1 begin or inside, 2 end) of a name of these lists.
fn in_place(lists: u8, part: u32) -> u32 {
    (0..List::COUNT).filter(|list| lists >> list & 1 == 1).map(|list| 1 << (3 * list + part)).sum()
}
