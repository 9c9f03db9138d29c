//! What stands around the other occurrences of a word in its document: a title before it, "said" after it, a
//! ministry's first word (the global features of Chieu and Ng 2003); and which acronyms stand for which long names.

use std::ops::Range;
use std::sync::LazyLock;

use super::{List, Looks, Word};
use crate::lang::en;
use crate::model::hash::{self, Map};

/// What is so of one occurrence, or of some other occurrence of the same word.
pub mod sign {
    pub const ALONE: u16 = 1;
    pub const FIRST: u16 = 1 << 1;
    pub const LAST: u16 = 1 << 2;
    pub const AFTER_TITLE: u16 = 1 << 3;
    pub const BEFORE_SAID: u16 = 1 << 4;
    pub const AFTER_PLACE_WORD: u16 = 1 << 5;
    pub const AFTER_FIRST_NAME: u16 = 1 << 6;
    pub const IN_ORGANISATION: u16 = 1 << 7;
    pub const AFTER_THE: u16 = 1 << 8;
    pub const POSSESSIVE: u16 = 1 << 9;
    pub const BEFORE_COMMA: u16 = 1 << 10;
    pub const BEFORE_SMALL: u16 = 1 << 11;
    /// The word is part of a name whose acronym the document has.
    pub const HAS_ACRONYM: u16 = 1 << 12;
    /// The word is the acronym of a name that the document has.
    pub const IS_ACRONYM: u16 = 1 << 13;
    pub const COUNT: u16 = 14;
}

/// What a neighbour is.
mod class {
    pub const TITLE: u8 = 1;
    pub const SAID: u8 = 2;
    pub const PLACE_WORD: u8 = 4;
    pub const THE: u8 = 8;
    pub const POSSESSIVE: u8 = 16;
    pub const ORGANISATION: u8 = 32;
    /// Stands within long names without a letter in their acronyms.
    pub const JOINS: u8 = 64;
    pub const COMMA: u8 = 128;
}

static CLASSES: LazyLock<Map<u8>> = LazyLock::new(|| {
    let mut classes = Map::default();
    let mut add = |word: &str, class: u8| {
        *classes.entry(hash::word(word.to_lowercase().as_bytes())).or_insert(0) |= class;
    };
    en::titles().for_each(|word| add(word, class::TITLE));
    en::organisation_words().for_each(|word| add(word, class::ORGANISATION));
    for word in ["said", "says", "told", "added", "tweeted", "wrote", "who"] {
        add(word, class::SAID);
    }
    for word in ["in", "at", "from", "near", "to", "outside", "across", "around", "into", "throughout"] {
        add(word, class::PLACE_WORD);
    }
    for word in ["of", "the", "and", "for", "de", "&"] {
        add(word, class::JOINS);
    }
    add("the", class::THE);
    add("'s", class::POSSESSIVE);
    add(",", class::COMMA);
    classes
});

fn class(word: &Word) -> u8 {
    CLASSES.get(&word.lower).copied().unwrap_or(0)
}

/// What is so of each word once, and what twice or more.
type Signs = Map<(u16, u16)>;

/// Capitalised words in the longest name that is looked at.
const LONGEST: usize = 8;

/// Fills in [`Word::elsewhere`] and [`Word::long_form`] for the words of all sentences.
pub fn note(sentences: impl Iterator<Item = Range<usize>>, words: &mut [Word]) {
    let mut signs = Signs::default();
    let mut own: Vec<(usize, u16)> = vec![];
    let mut acronyms: Map<u16> = Map::default();
    let mut long = vec![];
    for word in words.iter().filter(|w| is_acronym(w)) {
        acronyms.insert(word.lower, 0);
    }
    for sentence in sentences {
        for row in rows(words, sentence.clone()) {
            for i in row.clone() {
                let sign = signs_of(words, &sentence, &row, i);
                own.push((i, sign));
                let all = signs.entry(words[i].lower).or_insert((0, 0));
                *all = (all.0 | sign, all.1 | all.0 & sign);
            }
        }
        if !acronyms.is_empty() {
            long_forms(words, sentence, &mut acronyms, &mut long);
        }
    }
    for (i, sign) in own {
        let (once, twice) = signs.get(&words[i].lower).copied().unwrap_or((0, 0));
        words[i].elsewhere = twice | once & !sign;
    }
    for (range, is_new) in long {
        words[range].iter_mut().for_each(|w| w.elsewhere |= is_new);
    }
    for word in words.iter_mut().filter(|w| is_acronym(w)) {
        if let Some(&last) = acronyms.get(&word.lower).filter(|&&last| last != 0) {
            word.elsewhere |= sign::IS_ACRONYM;
            word.long_form = last;
        }
    }
}

fn is_acronym(word: &Word) -> bool {
    word.looks.has(Looks::ALL_CAPITALS)
        && (2..=LONGEST as u8).contains(&word.len)
        && word.seen & super::seen::IN_CAPITALS == 0
}

fn is_capital(word: &Word) -> bool {
    word.looks.has(Looks::CAPITAL)
}

/// The rows of capitalised words of a sentence that is no headline.
fn rows(words: &[Word], sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = vec![];
    if sentence.is_empty()
        || words[sentence.start].seen & (super::seen::IN_CAPITALS | super::seen::IN_TITLE_CASE) != 0
    {
        return rows;
    }
    for i in sentence.filter(|&i| is_capital(&words[i])) {
        match rows.last_mut() {
            Some(row) if row.end == i => row.end = i + 1,
            _ => rows.push(i..i + 1),
        }
    }
    rows
}

fn signs_of(words: &[Word], sentence: &Range<usize>, row: &Range<usize>, i: usize) -> u16 {
    let class_at = |j: usize| if sentence.contains(&j) { class(&words[j]) } else { 0 };
    let before = if row.start < i { class_at(i - 1) } else { class_at(row.start.wrapping_sub(1)) };
    let before_row = class_at(row.start.wrapping_sub(1));
    let after = if i + 1 == row.end { class_at(row.end) } else { 0 };
    let first_name = row.start < i && words[i - 1].lists & List::FirstName.bit() != 0;
    let in_organisation = row.clone().any(|j| j != i && class(&words[j]) & class::ORGANISATION != 0);
    let small_after = i + 1 == row.end
        && sentence.contains(&row.end)
        && words[row.end].looks.has(Looks::LETTER)
        && after == 0;
    let when = |is: bool, sign: u16| if is { sign } else { 0 };
    when(row.len() == 1, sign::ALONE)
        | when(1 < row.len() && i == row.start, sign::FIRST)
        | when(1 < row.len() && i + 1 == row.end, sign::LAST)
        | when(before & class::TITLE != 0, sign::AFTER_TITLE)
        | when(after & class::SAID != 0, sign::BEFORE_SAID)
        | when(before_row & class::PLACE_WORD != 0, sign::AFTER_PLACE_WORD)
        | when(first_name, sign::AFTER_FIRST_NAME)
        | when(in_organisation, sign::IN_ORGANISATION)
        | when(before_row & class::THE != 0, sign::AFTER_THE)
        | when(after & class::POSSESSIVE != 0, sign::POSSESSIVE)
        | when(after & class::COMMA != 0, sign::BEFORE_COMMA)
        | when(small_after, sign::BEFORE_SMALL)
}

/// Finds the names whose initials are an acronym of the document's.
fn long_forms(
    words: &[Word],
    sentence: Range<usize>,
    acronyms: &mut Map<u16>,
    found: &mut Vec<(Range<usize>, u16)>,
) {
    let mut name: Vec<usize> = vec![];
    for i in sentence {
        if is_capital(&words[i]) && !is_acronym(&words[i]) {
            name.push(i);
            if LONGEST < name.len() {
                name.remove(0);
            }
            for start in 0..name.len() - 1 {
                let mut initials = [0; LONGEST];
                let parts = &name[start..];
                parts.iter().zip(&mut initials).for_each(|(&j, letter)| *letter = words[j].head as u8);
                let hash = hash::word(&initials[..parts.len()]);
                if let Some(last) = acronyms.get_mut(&hash) {
                    *last = words[i].fine.max(1);
                    found.push((parts[0]..i + 1, sign::HAS_ACRONYM));
                }
            }
        } else if class(&words[i]) & class::JOINS == 0 {
            name.clear();
        }
    }
}
