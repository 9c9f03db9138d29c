//! Marked words that are what somebody is called: `a rapper who calls himself "Mr. Kipper"`.

use crate::document::{Document, TokenKind};
use crate::span::Span;

/// Words of such a name, at most.
const LONGEST: usize = 4;

/// Whether marked words are a name that the words before them give. `inside` is without the marks.
pub(super) fn is_given_name(document: &Document, marked: Span, inside: Span) -> bool {
    let words = &document.language().quotes.before_given_names;
    let inside = document.tokens_in(inside);
    let Some(before) = document.tokens_in(marked).start.checked_sub(1) else { return false };
    if !words.contains(&document.word(before).to_lowercase()) {
        return false;
    }
    let is_word =
        |token: &usize| !matches!(document.tokens()[*token].kind, TokenKind::Punctuation | TokenKind::Mark);
    let count = inside.clone().filter(is_word).count();
    (1..=LONGEST).contains(&count)
        && inside.clone().filter(is_word).all(|token| !document.word(token).starts_with(char::is_lowercase))
        && inside.last().is_some_and(|last| !matches!(document.word(last), "!" | "?"))
}
