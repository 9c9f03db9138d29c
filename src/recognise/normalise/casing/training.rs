//! Words with their true case, to learn from.

use super::features::{casing_words, write_features};
use super::titled;
use crate::document::{Document, TokenKind};
use crate::learn::templates::FeatureWriter;

/// A word to learn from.
pub struct CasedWord {
    /// The rows of its features.
    pub rows: Vec<u32>,
    /// Whether it begins with a capital; not known at the start of a sentence.
    pub is_capital: Option<bool>,
    /// Whether all its letters are capitals, and there are two or more.
    pub is_shouted: bool,
}

/// The words of a document in both cases; sentences in title case or capitals are left out.
pub fn cased_words(document: &Document, bits: u32) -> Vec<CasedWord> {
    let all: Vec<usize> = (0..document.paragraphs().len()).collect();
    let titled = titled(document, &all);
    let mut writer = FeatureWriter::new(bits);
    let mut found = vec![];
    for sentence in titled.sentences() {
        let words = casing_words(&titled, sentence.tokens.clone());
        let original = |token: usize| document.slice(titled.tokens()[token].span);
        let is_word = |&token: &usize| titled.tokens()[token].kind == TokenKind::Word;
        let is_capital = |token: usize| original(token).starts_with(char::is_uppercase);
        let (mut count, mut capitals) = (0, 0);
        for token in sentence.tokens.clone().filter(is_word) {
            count += 1;
            capitals += usize::from(is_capital(token));
        }
        if count < 4 || count < 2 * capitals {
            continue;
        }
        for (i, token) in sentence.tokens.clone().enumerate().filter(|(_, token)| is_word(token)) {
            write_features(&words, i, &mut writer);
            let letters = original(token).chars().filter(|c| c.is_alphabetic());
            found.push(CasedWord {
                rows: writer.rows().to_vec(),
                is_capital: (!words[i].is_first()).then(|| is_capital(token)),
                is_shouted: 1 < letters.clone().count() && letters.clone().all(char::is_uppercase),
            });
        }
    }
    found
}
