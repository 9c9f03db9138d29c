//! Marked words that are what somebody is called: `a rapper who calls himself "Mr. Kipper"`.

use crate::document::{Document, TokenKind};
use crate::span::Span;

/// Words of such a name, at most.
const LONGEST: usize = 4;

/// Whether the words right before a token give a name: `calls himself`.
pub(crate) fn gives_name(document: &Document, token: usize) -> bool {
    let words = &document.language().quotes;
    let Some(before) = token.checked_sub(1) else { return false };
    let ends_before = |phrase: &Vec<&str>| {
        let start = token.checked_sub(phrase.len());
        let same = |start| {
            phrase.iter().zip(start..).all(|(word, token)| document.word(token).eq_ignore_ascii_case(word))
        };
        start.is_some_and(same)
    };
    words.before_given_names.contains(&document.word(before).to_lowercase())
        || words.naming_phrases.iter().any(ends_before)
}

/// Whether marked words are a name that the words before them give. `inside` is without the marks.
pub(super) fn is_given_name(document: &Document, marked: Span, inside: Span) -> bool {
    let inside = document.tokens_in(inside);
    if !gives_name(document, document.tokens_in(marked).start) {
        return false;
    }
    let is_word =
        |token: &usize| !matches!(document.tokens()[*token].kind, TokenKind::Punctuation | TokenKind::Mark);
    let mut named: Vec<&str> = inside.clone().filter(is_word).map(|token| document.word(token)).collect();
    // "The Hammer"
    if 1 < named.len() && document.language().quotes.articles.contains(named[0]) {
        named.remove(0);
    }
    (1..=LONGEST).contains(&named.len())
        && named.iter().all(|word| !word.starts_with(char::is_lowercase))
        && inside.last().is_some_and(|last| !matches!(document.word(last), "!" | "?"))
}
