//! What single words say about time, out of `lang/en/time_words.txt`.

use crate::document::{Document, TokenKind};
use crate::lang::Language;
use crate::lang::dates::DateWords;
use crate::lang::lists::WordSet;
pub(super) use crate::lang::time_words::{Tense, TimeUnit, TimeWord};
use crate::span::Span;

/// A token with what it says about time.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeToken<'a> {
    pub text: &'a str,
    pub span: Span,
    pub kind: TokenKind,
    /// What the word says about time.
    pub sense: Option<TimeWord>,
    /// No blank stands before it.
    pub glued: bool,
}

impl TimeToken<'_> {
    /// Whether a list has the word, in any case.
    pub(super) fn is(&self, list: &WordSet) -> bool {
        list.contains_ignoring_case(self.text)
    }

    /// Whether it is one of these marks, to the letter.
    pub(super) fn is_mark(&self, marks: &[&str]) -> bool {
        marks.contains(&self.text)
    }

    /// Whether it may be a plural, of a noun and not of a name.
    pub(super) fn is_plural(&self, lists: &DateWords) -> bool {
        self.text.len() > 3 && lists.without_plural(self.text).is_some() && !self.is_capitalised()
    }

    pub(super) fn is_capitalised(&self) -> bool {
        self.text.starts_with(|c: char| c.is_uppercase())
    }
}

/// Looks up the tokens of one sentence, or of any other stretch.
pub(super) fn words<'a>(
    document: &'a Document,
    tokens: std::ops::Range<usize>,
    words: &mut Vec<TimeToken<'a>>,
) {
    words.clear();
    let language = document.language();
    for token in &document.tokens()[tokens] {
        let text = document.slice(token.span);
        let glued = words.last().is_some_and(|w: &TimeToken| w.span.end() == token.span.start());
        let sense = if token.kind == TokenKind::Number { None } else { look_up(language, text) };
        words.push(TimeToken { text, span: token.span, kind: token.kind, sense, glued });
    }
}

fn look_up(language: &Language, word: &str) -> Option<TimeWord> {
    let bare = word.strip_suffix('.').unwrap_or(word);
    let sense = language.time_words.get(bare)?;
    // Names of months and days are capitalised; "march", "may", "sun" are other words. "january" and "friday" are not.
    let named = match sense {
        TimeWord::Month(_) => !language.dates.plain_months.contains_ignoring_case(bare),
        TimeWord::ShortWeekday(_) | TimeWord::Feast => true,
        _ => false,
    };
    (!named || word.starts_with(|c: char| c.is_ascii_uppercase())).then_some(sense)
}
