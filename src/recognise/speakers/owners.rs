//! Whose claim a clause is: "the board rejected Lane's claim that the bridge was safe".

use std::ops::Range;

use super::context::SpeakerContext;
use crate::document::TokenKind;
use crate::lang::quotes::ClauseUse;
use crate::lang::speech::WordClass;

/// Adjectives between an owner and the noun for what is claimed, at most: "Lane's first public claim".
const MOST_ADJECTIVES: usize = 3;

/// Words of an owner, at most.
const LONGEST: usize = 8;

impl SpeakerContext<'_> {
    /// The words for whose claim a content with "that" is, if a noun for what is claimed stands before it.
    pub(super) fn claimant(&self, content: usize) -> Option<Range<usize>> {
        let words = &self.document.language().quotes;
        let start = self.tokens(content).start;
        let is_clause = words.uses(self.document.word(start)).has(ClauseUse::That);
        let noun =
            start.checked_sub(1).filter(|&noun| is_clause && self.sentence(noun) == self.sentence(start))?;
        if !self.document.language().speakers.claims.contains(self.document.word(noun)) {
            return None;
        }
        let is_adjective = |t: &usize| {
            let word = self.document.word(*t);
            self.document.tokens()[*t].kind == TokenKind::Word
                && word.starts_with(char::is_lowercase)
                && !self.info(*t).is_function_word()
        };
        let adjectives = (0..noun).rev().take(MOST_ADJECTIVES).take_while(is_adjective).count();
        let owner = (noun - adjectives).checked_sub(1)?;
        let speakers = &self.document.language().speakers;
        if speakers.of_persons.contains_ignoring_case(self.document.word(owner)) {
            return Some(owner..owner + 1);
        }
        let is_clitic = self.document.tokens()[owner].kind == TokenKind::Clitic
            || matches!(self.document.word(owner), "'" | "’");
        let first = self.owner_before(owner).filter(|_| is_clitic)?;
        Some(first..owner + 1)
    }

    /// Where the name or the noun phrase begins that ends before a token.
    fn owner_before(&self, end: usize) -> Option<usize> {
        let is_article =
            |t: usize| self.info(t).is(WordClass::Determiner) || self.info(t).is(WordClass::Possessive);
        let is_named = end.checked_sub(1).is_some_and(|last| self.entity_over(last).is_some());
        let is_part = |t: &usize| match self.entity_over(*t) {
            Some(_) => is_named,
            None => !is_named && self.is_plain_noun(*t),
        };
        let length = (0..end).rev().take(LONGEST).take_while(is_part).count();
        let first = end - length;
        let article = first.checked_sub(1).filter(|&t| is_article(t));
        (0 < length).then(|| article.unwrap_or(first))
    }

    /// Whether a word is neither small nor a verb in the past.
    fn is_plain_noun(&self, token: usize) -> bool {
        let words = &self.document.language().quotes;
        let word = self.document.word(token);
        let uses = words.uses(word).and(words.uses_of_ending(word));
        self.document.tokens()[token].kind == TokenKind::Word
            && !self.info(token).is_function_word()
            && !uses.has(ClauseUse::PastEnding)
            && !uses.has(ClauseUse::IrregularVerb)
    }
}
