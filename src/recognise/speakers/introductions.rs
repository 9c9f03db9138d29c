//! Whether the words before a colon name anybody who speaks the words after it.

use std::ops::Range;

use super::context::SpeakerContext;
use crate::annotation::{EntityKind, Why};
use crate::document::TokenKind;
use crate::lang::speech::{Frame, WordClass};

/// Tokens before a colon, at most: what is longer tells of several things, and somebody among them.
const LONGEST: usize = 24;

impl SpeakerContext<'_> {
    /// Whether a colon introduces the words of a content, with nothing before it that can speak, and no verb that
    /// reports: "On the wall of the station: “…”".
    pub(super) fn has_empty_introduction(&self, content: usize) -> bool {
        let tokens = self.tokens(content);
        let Some(colon) = tokens.start.checked_sub(1).filter(|&t| self.document.word(t) == ":") else {
            return false;
        };
        let sentence = self.sentence(colon);
        let near = (colon.saturating_sub(LONGEST)..colon).rev();
        let start = near.take_while(|&t| self.sentence(t) == sentence).last().unwrap_or(colon);
        let rule = self.rule_over(tokens).map(|(rule, _)| rule).filter(|rule| rule.why == Why::MarksAndCue);
        let reports = rule.and_then(|rule| rule.cue.as_ref()).is_some_and(|cue| !self.is_weak(cue.start));
        start < colon
            && self.is_marked(tokens.start)
            && colon - start < LONGEST
            && (self.shows_words(start..colon) || !reports && !self.names_a_speaker(start..colon))
    }

    /// Whether the words before a colon tell of a thing that words are written on: "A sign on the door read: “…”".
    fn shows_words(&self, mut tokens: Range<usize>) -> bool {
        let language = self.document.language();
        let is_preposition =
            |t: usize| language.quotes.speech.look_up(self.document.word(t)).is(WordClass::Preposition);
        let first = tokens.start;
        let shown =
            tokens.find(|&t| language.speakers.written_on.contains_ignoring_case(self.document.word(t)));
        shown.is_some_and(|thing| {
            (first..thing).all(|t| !is_preposition(t) && self.entity_over(t).is_none())
                && self.document.word(thing + 1) != "-"
                && self.document.tokens()[thing + 1].kind != TokenKind::Clitic
        })
    }

    /// Whether a verb reports speech only in company: "paint".
    fn is_weak(&self, token: usize) -> bool {
        let speech = &self.document.language().quotes.speech;
        let verb = speech.look_up(self.document.word(token)).verb;
        verb.is_some_and(|verb| speech.variants(verb).iter().all(|cue| cue.takes(Frame::Weak)))
    }

    /// Whether the words of a speaker may be of one who speaks; of nobody, they may.
    pub(super) fn is_named(&self, speaker: &Option<Range<usize>>) -> bool {
        speaker.as_ref().is_none_or(|tokens| self.names_a_speaker(tokens.clone()))
    }

    /// Whether some words, up to the first preposition, name a person, a body, a role or a thing that was written. An
    /// adverbial before them with its comma is left out.
    fn names_a_speaker(&self, mut tokens: Range<usize>) -> bool {
        let speakers = &self.document.language().speakers;
        let info = |t: usize| self.document.language().quotes.speech.look_up(self.document.word(t));
        let is_preposition = |t: usize| {
            info(t).is(WordClass::Preposition) && !speakers.before_owners.contains(self.document.word(t))
        };
        if is_preposition(tokens.start) {
            let comma = tokens.clone().find(|&t| self.document.word(t) == ",");
            let Some(comma) = comma else { return false };
            tokens.start = comma + 1;
        }
        let first = tokens.start;
        // "The message was simple: “…”" tells of what was said, and names nobody.
        let is_described = tokens.clone().any(|t| info(t).is(WordClass::Auxiliary));
        let is_label = tokens.clone().all(|t| self.is_capital(t));
        let clause: Vec<usize> = tokens.take_while(|&t| !is_preposition(t)).collect();
        let is_thing = |t: usize| speakers.documents.contains(&self.document.word(t).to_lowercase());
        let clause = clause.into_iter().filter(|&t| !(is_described && is_thing(t)));
        is_label || clause.into_iter().any(|t| first < t && self.is_unplaced_name(t) || self.may_speak(t))
    }

    /// Whether a word has a capital and is neither a small word nor a day.
    fn is_capital(&self, token: usize) -> bool {
        let word = self.document.word(token);
        let info = self.document.language().quotes.speech.look_up(word);
        word.starts_with(char::is_uppercase) && !info.is_function_word() && !info.is(WordClass::Day)
    }

    /// Whether a word with a capital within a sentence is not taken for a place.
    fn is_unplaced_name(&self, token: usize) -> bool {
        let places = [EntityKind::Gpe, EntityKind::Loc, EntityKind::Fac];
        self.is_capital(token) && self.entity_over(token).is_none_or(|kind| !places.contains(&kind))
    }

    /// Whether a word is of one who speaks.
    fn may_speak(&self, token: usize) -> bool {
        let word = self.document.word(token);
        let language = self.document.language();
        let info = language.quotes.speech.look_up(word);
        let small = word.to_lowercase();
        let is_person = language.speakers.of_persons.contains(&small)
            || language.speakers.of_groups.contains(&small)
            || info.is(WordClass::Possessive)
            || language.speakers.of_speakers.contains(&small);
        let is_named = || {
            let entity = self.entity_over(token);
            entity.is_some_and(|kind| matches!(kind, EntityKind::Person | EntityKind::Org | EntityKind::Norp))
        };
        is_person
            || info.is(WordClass::RoleNoun)
            || language.persons.is_role(&small)
            || language.speakers.documents.contains(&small)
            || is_named()
    }

    /// The kind of the entity that covers a token.
    pub(super) fn entity_over(&self, token: usize) -> Option<EntityKind> {
        let span = self.document.tokens()[token].span;
        let first = self.entities.partition_point(|entity| entity.span.end() <= span.start());
        self.entities.get(first).filter(|entity| entity.span.overlaps(span)).map(|entity| entity.kind)
    }
}
