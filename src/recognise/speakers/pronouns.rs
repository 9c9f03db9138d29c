//! Whom a pronoun means: the person or organisation of fitting gender and number who was spoken of last, subjects
//! before others, the last speaker before a person named in passing.

use std::collections::{HashMap, HashSet};

use super::source::Source;
use crate::annotation::EntityKind;
use crate::document::Document;
use crate::lang::persons::Gender;
use crate::lang::speakers::SpeakerWords;
use crate::lang::speech::WordClass;
use crate::recognise::found::FoundEntity;
use crate::recognise::names::name_forms;
use crate::recognise::names::roles::Roles;
use crate::span::{Pos, Span};

/// How far back a pronoun reaches, in sentences and in mentions of names: farther back, writers repeat the name; and
/// the cost stays linear.
const SENTENCES: usize = 8;
const MENTIONS: usize = 40;

/// Sentences before "they" that tell of one person alone.
const SENTENCES_OF_ONE: usize = 2;

/// Entities between a person and "they/them", at most: "Vale, of the Harbour Guild in Torvik, uses they/them".
const NEAR_PRONOUNS: usize = 4;

/// A subject stands among the first tokens of its sentence; room for a title and an article before it.
const SUBJECT: usize = 5;

/// The names that pronouns may mean.
pub(super) struct Antecedents<'a> {
    document: &'a Document,
    entities: &'a [FoundEntity],
    /// Entities outside all quotations, in the order of the text.
    outside: Vec<usize>,
    genders: HashMap<&'a str, Gender>,
    /// Names of persons whose pronoun is "they".
    neutral: HashSet<&'a str>,
}

/// Whether a word is a pronoun that can name a source.
pub(super) fn is_pronoun(word: &str, words: &SpeakerWords) -> bool {
    // The WHO is an organisation.
    let acronym = 1 < word.len() && name_forms::is_all_capitals(word);
    !acronym && words.pronouns.contains_ignoring_case(word)
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
        let genders = genders(document, entities, roles);
        Antecedents { document, entities, outside, genders, neutral: neutral(document, entities) }
    }

    /// Who is meant by a pronoun, given who spoke last and where.
    pub(super) fn resolve(&self, word: &str, at: Span, last: Option<&(Span, Source)>) -> Option<Source> {
        let words = &self.document.language().speakers;
        if words.of_persons.contains_ignoring_case(word) {
            let gender = self.document.language().persons.gender_of_pronoun(word)?;
            let fits = |name: &str| self.genders.get(name).is_none_or(|known| *known == gender);
            self.person(at.start(), fits, last)
        } else if words.of_nearest_person.contains_ignoring_case(word) {
            self.nearest_person(at.start()).map(Source::Entity)
        } else if words.of_bodies.contains_ignoring_case(word) {
            self.body(at.start(), last)
        } else if words.of_groups.contains_ignoring_case(word) {
            match last {
                Some((_, source @ Source::Described(_))) => Some(source.clone()),
                Some((named, source @ Source::Entity(index)))
                    if self.is_called_they(*index) || self.speaks_on(*index, *named, at.start()) =>
                {
                    Some(source.clone())
                }
                _ => self
                    .called_they(at.start())
                    .or_else(|| self.body(at.start(), last))
                    .or_else(|| self.only_person(at.start())),
            }
        } else {
            None
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

    /// Whether the article says of a person that "they" is their pronoun.
    fn is_called_they(&self, index: usize) -> bool {
        self.neutral.contains(self.entities[index].name.as_str())
    }

    /// The person of that pronoun who was named last.
    fn called_they(&self, at: Pos) -> Option<Source> {
        if self.neutral.is_empty() {
            return None;
        }
        self.nearest_person(at).filter(|&index| self.is_called_they(index)).map(Source::Entity)
    }

    /// The only person named in the sentences right before, where nothing in them is said of several people: who is
    /// neither called "he" nor "she".
    fn only_person(&self, at: Pos) -> Option<Source> {
        let here = self.sentence_of(at);
        let from = here.saturating_sub(SENTENCES_OF_ONE);
        let start = self.document.sentences().get(from)?.tokens.start;
        let first = self.outside.partition_point(|&i| self.sentence_of(self.entities[i].span.start()) < from);
        let before = self.outside.partition_point(|&i| self.entities[i].span.start() < at);
        let mut persons = self.outside[first..before.max(first)]
            .iter()
            .copied()
            .filter(|&index| self.entities[index].kind == EntityKind::Person);
        let one = persons.next_back()?;
        let name = &self.entities[one].name;
        let alone = persons.all(|other| self.entities[other].name == *name);
        let end = self.document.tokens().partition_point(|token| token.span.start() < at);
        let is_several = |t: usize| is_several(self.document, t);
        let known = self.genders.contains_key(name.as_str());
        (alone && !known && !(start..end).any(is_several)).then_some(Source::Entity(one))
    }

    /// Whether the person who spoke last is the only one named since, and of no known gender: "they" in the next
    /// sentence is that person, where nothing between is said of several.
    fn speaks_on(&self, index: usize, named: Span, at: Pos) -> bool {
        let entity = &self.entities[index];
        let (from, here) = (self.sentence_of(named.start()), self.sentence_of(at));
        if entity.kind != EntityKind::Person
            || self.genders.contains_key(entity.name.as_str())
            || !(from + 1..=from + SENTENCES_OF_ONE).contains(&here)
        {
            return false;
        }
        let tokens = self.document.tokens();
        let first = tokens.partition_point(|token| token.span.start() < named.end());
        let end = self.document.sentences()[here].tokens.start;
        let other = |&i: &usize| {
            let span = self.entities[i].span;
            let speaks =
                matches!(self.entities[i].kind, EntityKind::Person | EntityKind::Org | EntityKind::Norp);
            named.end() <= span.start() && span.start() < at && speaks && self.entities[i].name != entity.name
        };
        let known = self.outside.partition_point(|&i| self.entities[i].span.end() <= named.end());
        let since = self.outside[known..].iter().take_while(|&&i| self.entities[i].span.start() < at);
        !since.into_iter().any(other) && !(first..end).any(|t| is_several(self.document, t))
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

/// Whether a word is a plural for people: "voters", "police".
fn is_several(document: &Document, token: usize) -> bool {
    let language = document.language();
    let small = document.word(token).to_lowercase();
    let endings = &language.speakers.plural_endings;
    let singular = || endings.iter().find_map(|end| small.strip_suffix(end));
    language.speakers.several.contains(&small)
        || singular().is_some_and(|one| {
            language.persons.is_role(one) || language.quotes.speech.look_up(&small).is(WordClass::RoleNoun)
        })
}

/// The persons of whom the article says that their pronoun is "they".
fn neutral<'a>(document: &Document, entities: &'a [FoundEntity]) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    for pronouns in &document.language().speakers.neutral_pronouns {
        for (at, _) in document.text().match_indices(pronouns) {
            let before = entities.partition_point(|entity| entity.span.start().index() < at);
            let near = entities[..before].iter().rev().take(NEAR_PRONOUNS);
            if let Some(person) = near.clone().find(|entity| entity.kind == EntityKind::Person) {
                found.insert(person.name.as_str());
            }
        }
    }
    found
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
