//! What the case of a word is told by: what the lexicon knows of it and of its neighbours, in any case.

use std::ops::Range;

use crate::document::Document;
use crate::learn::hash;
use crate::learn::templates::{FeatureWriter, three};
use crate::recognise::words::{self, LONGEST_NAME, Word};

/// A word whose case is not known.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CasingWord {
    /// The word in small letters.
    small: Word,
    /// The cluster that it has with a capital, and all in capitals, where that is another.
    capital: u16,
    shouted: u16,
    /// Lists that hold a name of several words which it is a part of.
    names: u32,
    is_first: bool,
}

impl CasingWord {
    /// Hash of the word in small letters without accents.
    pub(super) fn lower(&self) -> u64 {
        self.small.lower
    }

    /// Whether it begins its sentence.
    pub(crate) fn is_first(&self) -> bool {
        self.is_first
    }

    /// What the lists and its use say of it.
    fn facts(&self) -> u64 {
        u64::from(self.small.usage) << 8 | u64::from(self.small.lists)
    }
}

/// The words of a sentence.
pub(crate) fn casing_words(document: &Document, tokens: Range<usize>) -> Vec<CasingWord> {
    let (lexicon, neighbours) = (words::lexicon(), &document.language().neighbours);
    let mut first = true;
    let word = |token: usize| {
        let text = document.word(token);
        let small = text.to_lowercase();
        let mut capital = small.clone();
        if let Some(letter) = capital.get_mut(..1) {
            letter.make_ascii_uppercase();
        }
        let small_word = words::look_up_alone(&small, lexicon, neighbours);
        let is_word = text.starts_with(char::is_alphanumeric);
        let is_first = first && is_word;
        first &= !is_word;
        CasingWord {
            capital: lexicon.cluster_of(&capital),
            shouted: lexicon.cluster_of(&small.to_uppercase()),
            small: small_word,
            names: 0,
            is_first,
        }
    };
    let mut all: Vec<CasingWord> = tokens.map(word).collect();
    mark_names(&mut all);
    all
}

/// Marks the words that are part of a listed name of several words.
fn mark_names(all: &mut [CasingWord]) {
    for start in 0..all.len() {
        let mut name = all[start].small.lower;
        for end in start + 1..all.len().min(start + LONGEST_NAME) {
            name = hash::mix(name, all[end].small.lower);
            let Some(lists) = words::lexicon().lists_of_name(name) else { continue };
            all[start..end].iter_mut().for_each(|word| word.names |= words::in_place(lists, 1));
            all[end].names |= words::in_place(lists, 2);
        }
    }
}

/// Writes the features of word `i` of a sentence.
pub(crate) fn write_features(all: &[CasingWord], i: usize, writer: &mut FeatureWriter) {
    let none = CasingWord::default();
    let at = |distance: isize| i.checked_add_signed(distance).and_then(|j| all.get(j)).unwrap_or(&none);
    let [before2, before, word, after, after2] = [-2, -1, 0, 1, 2].map(at);
    let fine = |word: &CasingWord| u64::from(word.small.fine);
    writer.begin();
    writer.write([1]);
    writer.write_each([word.lower(), fine(word), word.capital.into(), word.shouted.into(), word.facts()]);
    writer.write_each([
        word.small.tail.into(),
        (word.small.tail & 0x00ff_ffff).into(),
        word.small.head.into(),
        three(word.small.brief_shape.into(), word.small.len.into(), word.facts()),
        word.names.into(),
    ]);
    for other in [before, after] {
        writer.write_each([
            other.lower(),
            fine(other),
            other.capital.into(),
            other.facts(),
            other.small.role.into(),
            other.names.into(),
        ]);
        writer.write([other.facts(), word.facts()]);
        writer.write([fine(other), fine(word)]);
        writer.write([other.lower(), word.lower()]);
        writer.write([other.small.role.into(), word.facts()]);
        writer.write([other.small.brief_shape.into(), word.facts()]);
        writer.write([other.capital.into(), word.capital.into()]);
    }
    writer.write([before.facts(), three(word.facts(), after.facts(), 0)]);
    writer.write_each([
        before2.lower(),
        fine(before2),
        after2.lower(),
        fine(after2),
        before2.facts(),
        after2.facts(),
    ]);
    writer.write([before2.facts(), before.facts(), word.facts()]);
    writer.write([word.facts(), after.facts(), after2.facts()]);
    writer.write([u64::from(word.is_first), word.facts()]);
}
