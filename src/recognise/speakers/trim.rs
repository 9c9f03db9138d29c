//! The words that name a speaker, without the clauses that the article goes on with after them.

use std::ops::Range;

use super::context::SpeakerContext;
use crate::document::TokenKind;
use crate::lang::quotes::ClauseUse;
use crate::lang::speech::WordClass;

impl SpeakerContext<'_> {
    /// Who speaks in words that go on: of "Webb, who built the bridge", "Webb"; of "the council sued the bank", "the
    /// council".
    pub(super) fn without_clauses(&self, tokens: Range<usize>) -> Range<usize> {
        let relative = self.relative_clause(&tokens);
        let end = relative.or_else(|| self.main_verb(&tokens)).unwrap_or(tokens.end);
        tokens.start..end
    }

    /// The comma before a relative clause.
    fn relative_clause(&self, tokens: &Range<usize>) -> Option<usize> {
        let relatives = &self.document.language().speakers.after_descriptions;
        let mut inner = tokens.start + 1..tokens.end.saturating_sub(1);
        inner.find(|&t| self.document.word(t) == "," && relatives.contains(self.document.word(t + 1)))
    }

    /// The verb whose subject the words begin with: one in the past with its object. Of "the man who sued the bank",
    /// none.
    fn main_verb(&self, tokens: &Range<usize>) -> Option<usize> {
        let words = &self.document.language().quotes;
        let is_past = |t: usize| {
            let uses = words.uses(self.document.word(t)).and(words.uses_of_ending(self.document.word(t)));
            let before = self.info(t - 1);
            self.document.tokens()[t].kind == TokenKind::Word
                && self.document.word(t).starts_with(char::is_lowercase)
                && (uses.has(ClauseUse::PastEnding) || uses.has(ClauseUse::IrregularVerb))
                && !before.is(WordClass::Determiner)
                && !before.is(WordClass::Possessive)
        };
        let has_object = |t: usize| {
            let after = self.info(t + 1);
            after.is(WordClass::Determiner) || after.is(WordClass::Possessive)
        };
        let relative = |t: &usize| words.uses(self.document.word(*t)).has(ClauseUse::Relative);
        let clause = (tokens.start + 1..tokens.end.saturating_sub(1)).take_while(|t| !relative(t));
        clause.into_iter().find(|&t| is_past(t) && has_object(t))
    }
}
