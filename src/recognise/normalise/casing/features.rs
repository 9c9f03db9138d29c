//! What the case of a word is told by: what the lexicon knows of it and of its neighbours, in any case.

use std::ops::{Range, RangeInclusive};

use crate::document::{Document, TokenKind};
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
    /// A word or the end of one, no mark and no number.
    has_case: bool,
    initials: Initials,
}

/// What a short form in brackets says of the words before it: "Electronic Voting Machine (EVM)".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Initials {
    #[default]
    None,
    /// The word is the short form.
    ShortForm,
    /// One of the words that it stands for.
    LongForm,
}

impl CasingWord {
    /// Hash of the word in small letters without accents.
    pub(super) fn lower(&self) -> u64 {
        self.small.lower
    }

    /// Cluster of words used alike.
    pub(super) fn fine(&self) -> u64 {
        self.small.fine.into()
    }

    /// Whether it begins its sentence.
    pub(crate) fn is_first(&self) -> bool {
        self.is_first
    }

    /// Whether it has a case to decide.
    pub(super) fn has_case(&self) -> bool {
        self.has_case
    }

    /// What the lists and its use say of it.
    pub(super) fn facts(&self) -> u64 {
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
            has_case: matches!(document.tokens()[token].kind, TokenKind::Word | TokenKind::Clitic),
            initials: Initials::None,
        }
    };
    let mut all: Vec<CasingWord> = tokens.clone().map(word).collect();
    mark_names(&mut all);
    mark_initials(document, tokens, &mut all);
    all
}

/// Letters of a short form: with two, too many words have its initials by chance; longer ones are rare.
const SHORT_FORM: RangeInclusive<usize> = 3..=7;

/// Letters of the words that a short form leaves out: "of", "and", "for".
const LEFT_OUT: usize = 3;

/// Words left out in a row; a bound, so that a row of short words costs no more than others.
const MOST_LEFT_OUT: usize = 2;

/// Marks short forms in brackets and the words whose initials they are.
fn mark_initials(document: &Document, tokens: Range<usize>, all: &mut [CasingWord]) {
    for (bracket, token) in tokens.clone().enumerate().filter(|&(_, token)| document.word(token) == "(") {
        if tokens.end <= token + 2 || document.word(token + 2) != ")" {
            continue;
        }
        let letters = document.word(token + 1).to_lowercase();
        if !SHORT_FORM.contains(&letters.len()) {
            continue;
        }
        let word = |i: usize| document.word(tokens.start + i);
        if let Some(start) = long_form_start(word, bracket, &letters) {
            all[start..bracket].iter_mut().for_each(|word| word.initials = Initials::LongForm);
            all[bracket + 1].initials = Initials::ShortForm;
        }
    }
}

/// Where the words before `end` begin that have these letters as their initials, short words left out.
fn long_form_start<'a>(word: impl Fn(usize) -> &'a str, end: usize, letters: &str) -> Option<usize> {
    letters.chars().rev().try_fold(end, |start, letter| {
        let most = if start == end { 1 } else { 1 + MOST_LEFT_OUT };
        let initial = (0..start).rev().take(most).find(|&i| begins_with(word(i), letter))?;
        (initial + 1..start).all(|i| word(i).len() <= LEFT_OUT).then_some(initial)
    })
}

fn begins_with(word: &str, letter: char) -> bool {
    word.chars().next().is_some_and(|first| first.to_lowercase().eq([letter]))
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
    writer.write([word.initials as u64, word.facts()]);
    writer.write([before.lower(), word.lower(), after.lower()]);
    writer.write([fine(before), fine(word), fine(after)]);
    writer.write([fine(before2), fine(before), fine(word)]);
    writer.write([fine(word), fine(after), fine(after2)]);
    writer.write([before.lower(), fine(word)]);
    writer.write([after.lower(), fine(word)]);
    writer.write([fine(before), word.lower()]);
    writer.write([fine(after), word.lower()]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_form_in_brackets_marks_what_it_stands_for() {
        let marked = |text: &str| {
            let document = Document::from_text(text);
            let tokens = 0..document.tokens().len();
            let words = casing_words(&document, tokens.clone());
            let is_marked = |&i: &usize| words[i].initials != Initials::None;
            tokens.filter(is_marked).map(|i| document.word(i).to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(marked("he asked the water safety board (wsb) twice"), "water safety board wsb");
        assert_eq!(marked("a bank of the north coast (bnc) closed"), "bank of the north coast bnc");
        assert_eq!(marked("the water board met (wsb) twice"), "");
        assert_eq!(marked("(wsb) met"), "");
        assert_eq!(marked("water safety was the main board (wsb)"), "");
    }
}
