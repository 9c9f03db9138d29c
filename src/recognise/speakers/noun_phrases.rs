//! Which words can name a speaker at all: a noun phrase, and not one that tells when or where.

use std::ops::Range;

use super::context::SpeakerContext;
use crate::annotation::EntityKind;
use crate::document::TokenKind;
use crate::lang::lists::WordSet;
use crate::lang::quotes::ClauseUse;
use crate::lang::speech::{VerbForm, WordClass, WordInfo};

impl SpeakerContext<'_> {
    /// Whether a candidate can name a speaker: not signs or a number alone, a verb, an adverb, a time, nor a place behind
    /// its preposition ("in Bergen").
    pub(super) fn is_noun_phrase(&self, span: &Range<usize>) -> bool {
        let is_sign = |t: usize| {
            matches!(
                self.document.tokens()[t].kind,
                TokenKind::Punctuation | TokenKind::Mark | TokenKind::Number
            )
        };
        if span.clone().all(is_sign) {
            return false;
        }
        let is_bad_word = span.len() == 1 && self.is_no_noun(span.start);
        !is_bad_word
            && !self.is_participle(span)
            && !self.is_time(span)
            && !self.is_place_behind_preposition(span)
    }

    /// Whether a word that stands alone in small letters is a verb or a small word that is no pronoun.
    fn is_no_noun(&self, token: usize) -> bool {
        let word = self.document.word(token);
        if !word.starts_with(char::is_lowercase) {
            return false;
        }
        let info = self.info(token);
        if is_pronominal(info) {
            return false;
        }
        let small_classes =
            [WordClass::Preposition, WordClass::Conjunction, WordClass::Auxiliary, WordClass::Adverb];
        if small_classes.iter().any(|&class| info.is(class)) {
            return true;
        }
        let words = &self.document.language().quotes;
        let uses = words.uses(word).and(words.uses_of_ending(word));
        let past = info.verb.is_some_and(|verb| matches!(verb.form, VerbForm::Past | VerbForm::Participle));
        // "the accused": a noun.
        let after_article = token.checked_sub(1).is_some_and(|t| is_determiner(self.info(t)));
        let is_verb = past
            || [
                ClauseUse::PastEnding,
                ClauseUse::IrregularVerb,
                ClauseUse::AdverbEnding,
                ClauseUse::Perceived,
            ]
            .iter()
            .any(|&which| uses.has(which));
        is_verb && !after_article || !info.is_function_word() && self.is_before_article(token)
    }

    /// Whether a phrase begins with a participle after its auxiliary: "were [seen holding signs]".
    fn is_participle(&self, span: &Range<usize>) -> bool {
        let words = &self.document.language().quotes;
        let word = self.document.word(span.start);
        let uses = words.uses(word).and(words.uses_of_ending(word));
        let is_after_be =
            span.start.checked_sub(1).is_some_and(|t| words.uses(self.document.word(t)).has(ClauseUse::Be));
        word.starts_with(char::is_lowercase)
            && is_after_be
            && (uses.has(ClauseUse::Perceived) || uses.has(ClauseUse::PastEnding))
    }

    /// Whether an article follows a token: "“…,” ran the verdict". No noun stands there.
    fn is_before_article(&self, token: usize) -> bool {
        let words = &self.document.language().quotes;
        token + 1 < self.document.tokens().len() && words.articles.contains(self.document.word(token + 1))
    }

    /// Whether a phrase ends with a day or a time: "the past", "last year".
    fn is_time(&self, span: &Range<usize>) -> bool {
        let last = self.info(span.end - 1);
        let is_time = last.is(WordClass::Day) || last.is(WordClass::Time);
        let others =
            || span.clone().rev().skip(1).all(|t| self.info(t).is_function_word() || self.is_number(t));
        let is_past = self.document.language().speakers.times.contains(self.document.word(span.end - 1));
        (is_time || is_past) && self.entity_is_none(span.end - 1) && others()
    }

    /// Whether a phrase is about what happened to somebody or somewhere: "the killing of two guards", "protests in
    /// Bergen", but not "witnesses to the killing of two guards".
    pub(super) fn is_happening(&self, span: &Range<usize>) -> bool {
        let words = &self.document.language().speakers;
        let word = |t: usize| self.document.word(t);
        let happens = |t: usize| words.happenings.contains(word(t)) || words.gatherings.contains(word(t));
        let before_head = |&t: &usize| {
            let info = self.info(t);
            is_determiner(info) || !info.is_function_word() && !happens(t)
        };
        let head = span.start + span.clone().take_while(|t| before_head(t)).count();
        let is_before = |after: &WordSet| after.contains(word(head + 1));
        head + 1 < span.end
            && (words.happenings.contains(word(head)) && is_before(&words.before_owners)
                || words.gatherings.contains(word(head)) && is_before(&words.before_places))
    }

    fn is_number(&self, token: usize) -> bool {
        self.document.tokens()[token].kind == TokenKind::Number
    }

    /// Whether a name is taken for that of somebody.
    fn entity_is_none(&self, token: usize) -> bool {
        !matches!(self.entity_over(token), Some(EntityKind::Person | EntityKind::Org))
    }

    /// Whether a span is a name right after a word like "in": "in Bergen".
    fn is_place_behind_preposition(&self, span: &Range<usize>) -> bool {
        let Some(before) = span.start.checked_sub(1) else { return false };
        let places = &self.document.language().speakers.before_places;
        let is_named = |t: usize| self.entity_over(t).is_some();
        let is_name =
            is_named(span.end - 1) && span.clone().all(|t| is_named(t) || self.info(t).is_function_word());
        is_name && places.contains_ignoring_case(self.document.word(before))
    }

    pub(super) fn info(&self, token: usize) -> WordInfo {
        self.document.language().quotes.speech.look_up(self.document.word(token))
    }
}

fn is_determiner(info: WordInfo) -> bool {
    info.is(WordClass::Determiner) || info.is(WordClass::Possessive)
}

/// Whether a small word can stand for somebody: "she", "others", "some", "who".
fn is_pronominal(info: WordInfo) -> bool {
    is_determiner(info)
        || info.is(WordClass::Pronoun)
        || info.is(WordClass::Object)
        || info.is(WordClass::Subordinator)
}
