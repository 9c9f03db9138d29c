//! Words with their true case, to learn from.

use super::features::{CasingWord, casing_words, write_features};
use super::rescore::{self, ArticleScores};
use super::{Scores, scored_words, titled};
use crate::document::Document;
use crate::learn::templates::FeatureWriter;

/// A word to learn from.
pub struct CasedWord {
    word: CasingWord,
    /// The rows of its features in the first pass; none for marks.
    pub rows: Vec<u32>,
    /// Whether it begins with a capital; not known at the start of a sentence.
    pub is_capital: Option<bool>,
    /// Whether all its letters are capitals, and there are two or more.
    pub is_shouted: Option<bool>,
}

/// The sentences of a document. Nothing is known of the case in those in title case or capitals.
pub fn cased_sentences(document: &Document, bits: u32) -> Vec<Vec<CasedWord>> {
    let all: Vec<usize> = (0..document.paragraphs().len()).collect();
    let titled = titled(document, &all);
    let mut writer = FeatureWriter::new(bits);
    let mut found = vec![];
    for sentence in titled.sentences() {
        let words = casing_words(&titled, sentence.tokens.clone());
        let original = |token: usize| document.slice(titled.tokens()[token].span);
        let is_capital = |token: usize| original(token).starts_with(char::is_uppercase);
        let (mut count, mut capitals) = (0, 0);
        for (token, _) in sentence.tokens.clone().zip(&words).filter(|(_, word)| word.has_case()) {
            count += 1;
            capitals += usize::from(is_capital(token));
        }
        let is_telling = 4 <= count && 2 * capitals <= count;
        let cased = |(i, token): (usize, usize)| {
            writer.begin();
            let is_word = words[i].has_case();
            if is_word {
                write_features(&words, i, &mut writer);
            }
            let letters = original(token).chars().filter(|c| c.is_alphabetic());
            let is_shouted = 1 < letters.clone().count() && letters.clone().all(char::is_uppercase);
            CasedWord {
                word: words[i],
                rows: writer.rows().to_vec(),
                is_capital: (is_telling && is_word && !words[i].is_first()).then(|| is_capital(token)),
                is_shouted: (is_telling && is_word).then_some(is_shouted),
            }
        };
        found.push(sentence.tokens.clone().enumerate().map(cased).collect());
    }
    found
}

/// The rows of the second pass, of each word of an article with its scores in the first.
pub fn second_rows(sentences: &[Vec<CasedWord>], scores: &[Vec<Scores>], bits: u32) -> Vec<Vec<u32>> {
    let mut writer = FeatureWriter::new(bits);
    let words: Vec<Vec<CasingWord>> = sentences.iter().map(|s| s.iter().map(|w| w.word).collect()).collect();
    let all = words.iter().flatten().zip(scores.iter().flatten().copied());
    let article = ArticleScores::of(all);
    let mut rows = vec![];
    for (words, scores) in words.iter().zip(scores) {
        let scored = scored_words(words, scores, &article);
        for i in 0..words.len() {
            rescore::write_features(&scored, i, &mut writer);
            rows.push(writer.rows().to_vec());
        }
    }
    rows
}
