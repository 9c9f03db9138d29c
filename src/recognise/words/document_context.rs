//! What stands around the other occurrences of a word in its document: a title before it, "said" after it, a
//! ministry's first word (the global features of Chieu and Ng 2003); and which acronyms stand for which long names.

use std::ops::Range;

use super::features::{Looks, Word, seen};
use super::lexicon::List;
use crate::lang::neighbours::role;
use crate::learn::hash::{self, Map};

/// What is so of one occurrence of a word, or of another of the same word, a bit each. The trained weights know the bits
/// by their places.
pub(crate) mod sign {
    /// The only capitalised word of its row: "Orvani left".
    pub(crate) const ALONE: u32 = 1;
    /// The first of several: "Orvani Lund".
    pub(crate) const FIRST: u32 = 1 << 1;
    /// The last of several: "Ada Orvani".
    pub(crate) const LAST: u32 = 1 << 2;
    /// "Mr Orvani"
    pub(crate) const AFTER_TITLE: u32 = 1 << 3;
    /// "Orvani said"
    pub(crate) const BEFORE_SAID: u32 = 1 << 4;
    /// "in Orvani"
    pub(crate) const AFTER_PLACE_WORD: u32 = 1 << 5;
    /// "Ada Orvani", where "Ada" is a known first name
    pub(crate) const AFTER_FIRST_NAME: u32 = 1 << 6;
    /// "the Orvani Party"
    pub(crate) const IN_ORGANISATION: u32 = 1 << 7;
    /// "the Orvani"
    pub(crate) const AFTER_THE: u32 = 1 << 8;
    /// "Orvani's"
    pub(crate) const POSSESSIVE: u32 = 1 << 9;
    /// "Orvani,"
    pub(crate) const BEFORE_COMMA: u32 = 1 << 10;
    /// "Orvani left": a word in small letters follows.
    pub(crate) const BEFORE_SMALL: u32 = 1 << 11;
    /// The word is part of a name whose acronym the document has.
    pub(crate) const HAS_ACRONYM: u32 = 1 << 12;
    /// The word is the acronym of a name that the document has.
    pub(crate) const IS_ACRONYM: u32 = 1 << 13;
    /// The document has the word with an "s" behind it: "Orvani", "Orvanis".
    pub(crate) const HAS_PLURAL: u32 = 1 << 14;
    /// The document has the word without the "s" at its end.
    pub(crate) const IS_PLURAL: u32 = 1 << 15;
    /// "indigenous Orvani"
    pub(crate) const AFTER_ETHNIC: u32 = 1 << 16;
    /// "the Orvani people", "Orvani-speaking"
    pub(crate) const BEFORE_FOLK: u32 = 1 << 17;
    /// "the Orvani were"
    pub(crate) const THE_WITH_PLURAL: u32 = 1 << 18;
    /// "Torvik are"
    pub(crate) const BEFORE_PLURAL: u32 = 1 << 19;
    /// "Torvik's coach", "Torvik shares"
    pub(crate) const BEFORE_OFFICE: u32 = 1 << 20;
    /// "the club Torvik", "joined Torvik"
    pub(crate) const AFTER_BODY: u32 = 1 << 21;
    /// "residents of Torvik", "the village of Torvik"
    pub(crate) const AFTER_PLACE_OF: u32 = 1 << 22;
    /// "Torvik district", "Torvik-based"
    pub(crate) const BEFORE_PLACE_NOUN: u32 = 1 << 23;
    /// "activist Ada", "Ada, 34,"
    pub(crate) const LIKE_PERSON: u32 = 1 << 24;
    /// "2-1"
    pub(crate) const BESIDE_SCORE: u32 = 1 << 25;
    /// How many signs there are.
    pub(crate) const COUNT: u32 = 26;
    /// So many of them, from the first, are common.
    pub(crate) const COMMON: u32 = 14;
}

/// The last word of the long name that an acronym stands for: its cluster and its hash.
#[derive(Clone, Copy, Default)]
struct AcronymExpansion {
    cluster: u16,
    last: u64,
}

/// What is so of each word once, and what twice or more.
type SignsByWord = Map<(u32, u32)>;

/// Capitalised words in the longest name whose initials are compared: longer acronyms are rare, and each word more
/// costs as many comparisons.
const LONGEST: usize = 8;

/// Fills in [`Word::elsewhere`] and what [`Word`] knows of long forms for the words of all sentences.
pub(super) fn note(sentences: impl Iterator<Item = Range<usize>>, words: &mut [Word]) {
    let mut signs = SignsByWord::default();
    let mut own: Vec<(usize, u32)> = vec![];
    let mut acronyms: Map<AcronymExpansion> = Map::default();
    let mut long = vec![];
    for word in words.iter().filter(|w| is_acronym(w)) {
        acronyms.insert(word.lower, AcronymExpansion::default());
    }
    for sentence in sentences {
        for row in rows(words, sentence.clone()) {
            let around = NameSurroundings::of(words, &sentence, &row);
            for i in row.clone() {
                let sign = signs_of(words, &around, &row, i);
                own.push((i, sign));
                let all = signs.entry(words[i].lower).or_insert((0, 0));
                *all = (all.0 | sign, all.1 | all.0 & sign);
            }
        }
        if !acronyms.is_empty() {
            long_forms(words, sentence, &mut acronyms, &mut long);
        }
    }
    note_plurals(&own, words, &mut signs);
    for (i, sign) in own {
        let (once, twice) = signs.get(&words[i].lower).copied().unwrap_or((0, 0));
        words[i].elsewhere |= twice | once & !sign;
    }
    for (range, is_new) in long {
        words[range].iter_mut().for_each(|w| w.elsewhere |= is_new);
    }
    for word in words.iter_mut().filter(|w| is_acronym(w)) {
        if let Some(&long) = acronyms.get(&word.lower).filter(|long| long.cluster != 0) {
            word.elsewhere |= sign::IS_ACRONYM;
            word.long_form = long.cluster;
            word.long_form_word = long.last;
        }
    }
}

/// Notes which words stand in the document with an "s" behind them and without it.
fn note_plurals(own: &[(usize, u32)], words: &mut [Word], signs: &mut SignsByWord) {
    for &(i, _) in own {
        if let Some(singular) = signs.get_mut(&words[i].singular) {
            singular.1 |= sign::HAS_PLURAL;
            words[i].elsewhere |= sign::IS_PLURAL;
        }
    }
}

fn is_acronym(word: &Word) -> bool {
    word.looks.has(Looks::ALL_CAPITALS)
        && (2..=LONGEST as u8).contains(&word.len)
        && word.seen & seen::IN_CAPITALS == 0
}

fn is_capital(word: &Word) -> bool {
    word.looks.has(Looks::CAPITAL)
}

/// The rows of capitalised words of a sentence that is no headline.
fn rows(words: &[Word], sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = vec![];
    if sentence.is_empty() || words[sentence.start].seen & (seen::IN_CAPITALS | seen::IN_TITLE_CASE) != 0 {
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

/// The words around a row of capitalised words.
struct NameSurroundings {
    /// Roles of the word right before the row, and of the one before that: bits of [`role`].
    before: u32,
    second_before: u32,
    /// The same after the row.
    after: u32,
    second_after: u32,
    /// Whether a word follows, and no mark.
    small_after: bool,
    /// "2-1" before or after it.
    score: bool,
    /// ", 34," after it.
    age: bool,
}

impl NameSurroundings {
    fn of(words: &[Word], sentence: &Range<usize>, row: &Range<usize>) -> NameSurroundings {
        let at = |j: usize| Some(j).filter(|j| sentence.contains(j)).map(|j| &words[j]);
        let role = |word: Option<&Word>| word.map_or(0, |word| word.role);
        let digit = |word: Option<&Word>| word.is_some_and(|word| word.looks.has(Looks::DIGIT));
        let back = |n: usize| row.start.checked_sub(n).and_then(at);
        let (after, before) = (role(at(row.end)), role(back(1)));
        let dashed = |dash: Option<&Word>, digit: bool| digit && role(dash) & role::DASH != 0;
        NameSurroundings {
            before,
            second_before: role(back(2)),
            after,
            second_after: role(at(row.end + 1)),
            small_after: at(row.end).is_some_and(|word| word.looks.has(Looks::LETTER)),
            score: digit(at(row.end)) && dashed(at(row.end + 1), digit(at(row.end + 2)))
                || digit(back(1)) && dashed(back(2), digit(back(3))),
            age: after & role::COMMA != 0
                && digit(at(row.end + 1))
                && role(at(row.end + 2)) & role::COMMA != 0,
        }
    }
}

/// What is so of the word `i` of a row: bits of [`sign`].
fn signs_of(words: &[Word], around: &NameSurroundings, row: &Range<usize>, i: usize) -> u32 {
    let before = if row.start < i { words[i - 1].role } else { around.before };
    let last = i + 1 == row.end;
    let after = if last { around.after } else { 0 };
    let first_name = row.start < i && words[i - 1].lists & List::FirstName.bit() != 0;
    let in_organisation = row.clone().any(|j| j != i && words[j].role & role::ORGANISATION != 0);
    let has = |roles: u32, role: u32| roles & role != 0;
    let the = has(around.before, role::THE);
    let owned = if has(after, role::POSSESSIVE) { around.second_after } else { after };
    let dashed = if has(after, role::DASH) { around.second_after } else { 0 };
    let when = |is: bool, sign: u32| if is { sign } else { 0 };
    when(row.len() == 1, sign::ALONE)
        | when(1 < row.len() && i == row.start, sign::FIRST)
        | when(1 < row.len() && last, sign::LAST)
        | when(has(before, role::TITLE), sign::AFTER_TITLE)
        | when(has(after, role::SAID), sign::BEFORE_SAID)
        | when(has(around.before, role::PLACE_WORD), sign::AFTER_PLACE_WORD)
        | when(first_name, sign::AFTER_FIRST_NAME)
        | when(in_organisation, sign::IN_ORGANISATION)
        | when(the, sign::AFTER_THE)
        | when(has(after, role::POSSESSIVE), sign::POSSESSIVE)
        | when(has(after, role::COMMA), sign::BEFORE_COMMA)
        | when(last && around.small_after, sign::BEFORE_SMALL)
        | when(has(around.before, role::ETHNIC), sign::AFTER_ETHNIC)
        | when(has(after, role::FOLK) || has(dashed, role::FOLK), sign::BEFORE_FOLK)
        | when(the && has(after, role::PLURAL), sign::THE_WITH_PLURAL)
        | when(!the && has(after, role::PLURAL), sign::BEFORE_PLURAL)
        | when(has(owned, role::OFFICE), sign::BEFORE_OFFICE)
        | when(has(around.before, role::BODY), sign::AFTER_BODY)
        | when(
            has(around.before, role::OF) && has(around.second_before, role::PLACE_OF),
            sign::AFTER_PLACE_OF,
        )
        | when(has(owned, role::PLACE_NOUN) || has(dashed, role::BASED), sign::BEFORE_PLACE_NOUN)
        | when(has(before, role::PERSON) || last && around.age, sign::LIKE_PERSON)
        | when(around.score, sign::BESIDE_SCORE)
}

/// Finds the names whose initials are an acronym of the document's.
fn long_forms(
    words: &[Word],
    sentence: Range<usize>,
    acronyms: &mut Map<AcronymExpansion>,
    found: &mut Vec<(Range<usize>, u32)>,
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
                    *last = AcronymExpansion { cluster: words[i].fine.max(1), last: words[i].lower };
                    found.push((parts[0]..i + 1, sign::HAS_ACRONYM));
                }
            }
        } else if words[i].role & role::JOINS == 0 {
            name.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::super::{lexicon, look_up};
    use super::*;
    use crate::document::Document;

    /// The signs of the last occurrence of a word, from the others.
    fn signs(text: &str, word: &str) -> u32 {
        let document = Document::from_text(text);
        let lexicon: &Lexicon = lexicon();
        let words = look_up(&document, lexicon);
        let last =
            (0..words.len()).rev().find(|&i| document.word(i) == word).expect("the word is in the text");
        words[last].elsewhere
    }

    fn check(elsewhere: &str, sign: u32) {
        let text = |first: &str| format!("{first}\n\nThat is all about Orvani.");
        assert!(signs(&text(elsewhere), "Orvani") & sign != 0, "{elsewhere}");
        assert_eq!(signs(&text("Nobody has seen Orvani."), "Orvani") & sign, 0, "{elsewhere}");
    }

    #[test]
    fn what_stands_around_a_word_elsewhere_is_a_sign() {
        check("They met the indigenous Orvani there.", sign::AFTER_ETHNIC);
        check("They met the Orvani people there.", sign::BEFORE_FOLK);
        check("He is an Orvani-speaking boy.", sign::BEFORE_FOLK);
        check("Then the Orvani were many.", sign::THE_WITH_PLURAL);
        check("They say that Orvani are too slow.", sign::BEFORE_PLURAL);
        check("He met the Orvani coach.", sign::BEFORE_OFFICE);
        check("He met Orvani's shareholders.", sign::BEFORE_OFFICE);
        check("She had joined Orvani in May.", sign::AFTER_BODY);
        check("The residents of Orvani were asleep.", sign::AFTER_PLACE_OF);
        check("It is an Orvani-based firm.", sign::BEFORE_PLACE_NOUN);
        check("He asked activist Orvani for help.", sign::LIKE_PERSON);
        check("He asked Orvani, 34, for help.", sign::LIKE_PERSON);
        check("They beat Orvani 2-1 at home.", sign::BESIDE_SCORE);
        check("They met the Orvanis there.", sign::HAS_PLURAL);
    }

    #[test]
    fn a_plural_knows_its_singular() {
        assert!(signs("Orvani said so. The Orvanis left.", "Orvanis") & sign::IS_PLURAL != 0);
        assert_eq!(signs("Torvik said so. The Orvanis left.", "Orvanis") & sign::IS_PLURAL, 0);
    }

    #[test]
    fn an_acronym_knows_the_last_word_of_its_long_form() {
        let document = Document::from_text("The Sunward Alliance of Kestria met. A day later SAK left.");
        let words = look_up(&document, lexicon());
        let last = (0..words.len()).find(|&i| document.word(i) == "SAK").unwrap();
        assert_eq!(words[last].long_form_word, hash::word(b"kestria"));
    }
}
