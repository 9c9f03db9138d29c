//! Whom a pronoun means: the person or organisation of fitting gender and number who was spoken of last, subjects
//! before others, the last speaker before a person named in passing.

use std::collections::HashMap;

use super::resolve::Source;
use crate::annotation::EntityKind;
use crate::document::Document;
use crate::lang::persons::Gender;
use crate::recognise::FoundEntity;
use crate::recognise::names::name_forms;
use crate::recognise::names::roles::Roles;
use crate::span::{Pos, Span};

/// How far back a pronoun reaches: in sentences, and in mentions of names.
const SENTENCES: usize = 8;
const MENTIONS: usize = 40;

/// A subject stands among the first tokens of its sentence; room for a title and an article before it.
const SUBJECT: usize = 5;

/// The names that pronouns may mean.
pub(super) struct Antecedents<'a> {
    document: &'a Document,
    entities: &'a [FoundEntity],
    /// Entities outside all quotations, in the order of the text.
    outside: Vec<usize>,
    genders: HashMap<&'a str, Gender>,
}

/// Whether a word is a pronoun that can name a source.
pub(super) fn is_pronoun(word: &str) -> bool {
    // The WHO is an organisation.
    let acronym = 1 < word.len() && name_forms::is_all_capitals(word);
    !acronym
        && matches!(
            word.to_ascii_lowercase().as_str(),
            "he" | "she"
                | "they"
                | "it"
                | "we"
                | "i"
                | "you"
                | "who"
                | "him"
                | "her"
                | "them"
                | "himself"
                | "herself"
        )
}

impl<'a> Antecedents<'a> {
    /// `quoted` holds what is quoted, in order: names within it are not who speaks.
    pub(super) fn new(
        document: &'a Document,
        entities: &'a [FoundEntity],
        quoted: &[Span],
        roles: &Roles,
    ) -> Self {
        let is_quoted = |span: Span| {
            let next = quoted.partition_point(|quote| quote.end() <= span.start());
            quoted.get(next).is_some_and(|quote| quote.overlaps(span))
        };
        let outside = (0..entities.len()).filter(|&index| !is_quoted(entities[index].span)).collect();
        Antecedents { document, entities, outside, genders: genders(document, entities, roles) }
    }

    /// Who is meant by a pronoun, given who spoke last and where.
    pub(super) fn resolve(&self, word: &str, at: Span, last: Option<&(Span, Source)>) -> Option<Source> {
        match word.to_ascii_lowercase().as_str() {
            "he" | "him" | "his" | "himself" | "she" | "her" | "herself" => {
                let gender = self.document.language().persons.gender_of_pronoun(word)?;
                self.person(
                    at.start(),
                    |name| self.genders.get(name).is_none_or(|known| *known == gender),
                    last,
                )
            }
            "who" => self.nearest_person(at.start()).map(Source::Entity),
            "it" | "which" => self.body(at.start(), last),
            "they" | "them" => match last {
                Some((_, source @ Source::Described(_))) => Some(source.clone()),
                _ => self.body(at.start(), last),
            },
            _ => None,
        }
    }

    fn person(&self, at: Pos, fits: impl Fn(&str) -> bool, last: Option<&(Span, Source)>) -> Option<Source> {
        let fits = |&index: &usize| {
            let entity = &self.entities[index];
            entity.kind == EntityKind::Person && fits(&entity.name)
        };
        let speaker = last.filter(|(_, source)| matches!(source, Source::Entity(index) if fits(index)));
        let named = self.subject(at, &fits);
        match (speaker, named) {
            // Someone else who became the subject of a sentence since.
            (Some((where_, _)), Some(index)) if self.is_subject_after(index, *where_) => {
                Some(Source::Entity(index))
            }
            (Some((_, source)), _) => Some(source.clone()),
            (None, named) => named.map(Source::Entity),
        }
    }

    /// The first fitting name of the nearest sentence before that has one.
    fn subject(&self, at: Pos, fits: &impl Fn(&usize) -> bool) -> Option<usize> {
        let before = self.outside.partition_point(|&index| self.entities[index].span.start() < at);
        let mut found: Option<(usize, usize)> = None;
        let here = self.sentence_of(at);
        for &index in self.outside[..before].iter().rev().take(MENTIONS) {
            let sentence = self.sentence_of(self.entities[index].span.start());
            if sentence + SENTENCES < here || found.is_some_and(|(_, of)| of != sentence) {
                break;
            }
            if fits(&index) {
                found = Some((index, sentence));
            }
        }
        found.map(|(index, _)| index)
    }

    fn is_subject_after(&self, index: usize, speaker: Span) -> bool {
        let start = self.entities[index].span.start();
        let Some(sentence) = self.document.sentences().get(self.sentence_of(start)) else { return false };
        let token = self.document.tokens_in(self.entities[index].span).start;
        let later = self.sentence_of(speaker.start()) < self.sentence_of(start);
        later && token < sentence.tokens.start + SUBJECT
    }

    /// The person named last before a position.
    fn nearest_person(&self, at: Pos) -> Option<usize> {
        let before = self.entities.partition_point(|entity| entity.span.start() < at);
        (0..before).rev().take(MENTIONS).find(|&index| self.entities[index].kind == EntityKind::Person)
    }

    /// The organisation that speaks as "it" or "they".
    fn body(&self, at: Pos, last: Option<&(Span, Source)>) -> Option<Source> {
        let is_body = |index: &usize| self.entities[*index].kind == EntityKind::Org;
        match last {
            Some((_, source @ Source::Entity(index))) if is_body(index) => Some(source.clone()),
            _ => self.subject(at, &is_body).map(Source::Entity),
        }
    }

    fn sentence_of(&self, pos: Pos) -> usize {
        let after = self.document.sentences().partition_point(|sentence| sentence.span.start() <= pos);
        after.saturating_sub(1)
    }
}

/// What titles, roles and first names tell of the persons' genders, by name; the first that tells is believed.
fn genders<'a>(document: &Document, entities: &'a [FoundEntity], roles: &Roles) -> HashMap<&'a str, Gender> {
    let mut genders = HashMap::new();
    let persons = || entities.iter().filter(|entity| entity.kind == EntityKind::Person);
    for entity in persons() {
        if let Some(gender) = crate::recognise::names::title_gender(document, entity) {
            genders.entry(entity.name.as_str()).or_insert(gender);
        }
    }
    for (noun, index) in roles.iter() {
        if let Some(gender) = document.language().persons.gender_of_role(noun) {
            genders.entry(entities[index].name.as_str()).or_insert(gender);
        }
    }
    for entity in persons() {
        let first_name =
            name_forms::words(document.language(), &entity.name, EntityKind::Person).into_iter().next();
        if let Some(gender) = first_name.and_then(|name| document.language().persons.gender_of(&name)) {
            genders.entry(entity.name.as_str()).or_insert(gender);
        }
    }
    genders
}
