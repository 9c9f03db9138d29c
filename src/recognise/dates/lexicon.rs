//! What single words say about time, out of `lang/en/time_words.txt`.

use crate::document::{Document, TokenKind};
use crate::lang::dates::DateWords;
pub(super) use crate::lang::dates::{Tense, TimeWord, Unit};
use crate::span::Span;

/// A token with what it says about time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub span: Span,
    pub kind: TokenKind,
    pub sense: Option<TimeWord>,
    /// No blank stands before it.
    pub glued: bool,
}

impl Word<'_> {
    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    pub(super) fn is_capitalised(&self) -> bool {
        self.text.starts_with(|c: char| c.is_uppercase())
    }
}

/// Looks up the tokens of one sentence, or of any other stretch.
pub(super) fn words<'a>(document: &'a Document, tokens: std::ops::Range<usize>, words: &mut Vec<Word<'a>>) {
    words.clear();
    let language = &document.language().dates;
    for token in &document.tokens()[tokens] {
        let text = document.slice(token.span);
        let glued = words.last().is_some_and(|w: &Word| w.span.end() == token.span.start());
        let sense = if token.kind == TokenKind::Number { None } else { look_up(language, text) };
        words.push(Word { text, span: token.span, kind: token.kind, sense, glued });
    }
}

fn look_up(language: &DateWords, word: &str) -> Option<TimeWord> {
    let sense = language.time_word(word.strip_suffix('.').unwrap_or(word))?;
    // Names of months and days are capitalised; "march", "may", "sun" are other words.
    let named = matches!(
        sense,
        TimeWord::Month(_) | TimeWord::Weekday(_) | TimeWord::ShortWeekday(_) | TimeWord::Feast
    );
    (!named || word.starts_with(|c: char| c.is_ascii_uppercase())).then_some(sense)
}
