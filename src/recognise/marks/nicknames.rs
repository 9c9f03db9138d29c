//! Marked words that are what somebody is called: `a rapper who calls himself "Mr. Kipper"`.

use crate::document::{Document, TokenKind};
use crate::span::Span;

/// Words of such a name, at most.
const LONGEST: usize = 4;

/// Whether marked words are a name that the words before them give. `inside` is without the marks.
pub(super) fn is_given_name(document: &Document, marked: Span, inside: Span) -> bool {
    let words = &document.language().quotes;
    let inside = document.tokens_in(inside);
    let Some(before) = document.tokens_in(marked).start.checked_sub(1) else { return false };
    let ends_before = |phrase: &Vec<&str>| {
        let start = (before + 1).checked_sub(phrase.len());
        let same = |start| {
            phrase.iter().zip(start..).all(|(word, token)| document.word(token).eq_ignore_ascii_case(word))
        };
        start.is_some_and(same)
    };
    let names = words.before_given_names.contains(&document.word(before).to_lowercase())
        || words.naming_phrases.iter().any(ends_before);
    if !names {
        return false;
    }
    let is_word =
        |token: &usize| !matches!(document.tokens()[*token].kind, TokenKind::Punctuation | TokenKind::Mark);
    let count = inside.clone().filter(is_word).count();
    (1..=LONGEST).contains(&count)
        && inside.clone().filter(is_word).all(|token| !document.word(token).starts_with(char::is_lowercase))
        && inside.last().is_some_and(|last| !matches!(document.word(last), "!" | "?"))
}
