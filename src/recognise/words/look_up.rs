//! Looks up every word of a document once, for all recognisers.

use std::ops::Range;

use super::features::{Looks, Word, seen};
use super::lexicon::{LONGEST_NAME, Lexicon, List};
use super::{document_context, spelling};
use crate::document::{Document, TokenKind};
use crate::lang::neighbours::NeighbourWords;
use crate::learn::hash;

/// Looks up a word by itself, whatever stands around it.
pub(crate) fn look_up_alone(text: &str, lexicon: &Lexicon, neighbours: &NeighbourWords) -> Word {
    let mut small = vec![];
    let mut word = spelling::read(text, &mut small);
    lexicon.look_up(word.exact, word.lower, &mut word);
    word.role = std::str::from_utf8(&small).map_or(0, |small| neighbours.roles(small));
    word
}

/// Looks up all words of a document, a [`Word`] a token.
pub fn look_up(document: &Document, lexicon: &Lexicon) -> Vec<Word> {
    let mut words = Vec::with_capacity(document.tokens().len());
    let mut small = Vec::with_capacity(64);
    let neighbours = &document.language().neighbours;
    for (i, token) in document.tokens().iter().enumerate() {
        let text = document.word(i);
        let mut word = spelling::read(text, &mut small);
        word.looks.set([(Looks::MARK, matches!(token.kind, TokenKind::Mark | TokenKind::Punctuation))]);
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
        words[i].looks.set([(Looks::FIRST, first)]);
        first &= words[i].looks.has(Looks::MARK);
        if tokens.start < i && all[i - 1].span.end() == all[i].span.start() {
            words[i].looks.set([(Looks::GLUED_BEFORE, true)]);
            words[i - 1].looks.set([(Looks::GLUED_AFTER, true)]);
        }
    }
}

/// By the hash of a word in small letters: how it is written in the document, bits of [`seen`].
type Writings = hash::Map<u8>;

/// Fewer words with letters than this do not show whether a sentence is a headline: "Lund Said Yes" may be one.
const ENOUGH_TO_TELL: usize = 4;

/// Of ten words of a headline at least so many have a capital: the small words between have none.
const CAPITALS_OF_TEN: usize = 7;

/// Notes how each word of a sentence is written, unless its case says nothing: in a headline, at the start.
fn note_case(sentence: &mut [Word], writings: &mut Writings) {
    let count = |look| sentence.iter().filter(|w| w.looks.has(Looks::LETTER) && w.looks.has(look)).count();
    let (letters, capitals, shouted) =
        (count(Looks::LETTER), count(Looks::CAPITAL), count(Looks::ALL_CAPITALS));
    let case = match () {
        _ if letters < ENOUGH_TO_TELL => 0,
        _ if CAPITALS_OF_TEN * letters <= 10 * shouted => seen::IN_CAPITALS,
        _ if CAPITALS_OF_TEN * letters <= 10 * capitals => seen::IN_TITLE_CASE,
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
            let Some(lists) = lexicon.lists_of_name(name) else { continue };
            sentence[start..end].iter_mut().for_each(|w| w.names |= in_place(lists, 1));
            sentence[end].names |= in_place(lists, 2);
        }
    }
}

/// The bits of [`Word::names`] for a part (0 alone, 1 begin or inside, 2 end) of a name of these lists.
pub(crate) fn in_place(lists: u8, part: u32) -> u32 {
    (0..List::COUNT).filter(|list| lists >> list & 1 == 1).map(|list| 1 << (3 * list + part)).sum()
}
