//! Whom a label may name: somebody who asks or answers, a part in a transcript, a person.

use std::collections::{HashMap, HashSet};

use super::labels::{LineHead, is_shouted, is_title};
use super::lines::other_language;
use crate::annotation::EntityKind;
use crate::document::{Document, TokenKind};
use crate::recognise::entities::name_spans::is_capital_role;
use crate::recognise::found::FoundEntity;
use crate::recognise::words::{List, Word};
use crate::span::Span;

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LabelKind {
    /// "Q", "HOST"
    Asker,
    /// "A"
    Answerer,
    /// "WITNESS", "The Speaker", "Minister"
    Part,
    /// "Ida Lund", "Mr. LUND"
    Person,
    /// "IL" of Ida Lund
    Initials,
    /// Something with a capital: a paper's name, or no speaker at all.
    Unknown,
    /// Something that looks like a place or a people; some surnames do.
    Place,
}

/// A label read: what it names, and what the labels of one speaker share.
pub(super) struct NamedLabel {
    pub kind: LabelKind,
    /// The last word of a person's name, or all words of another label; in small letters.
    pub key: String,
    /// Without titles.
    pub core: Span,
}

/// Letters of the longest initials.
const LONGEST_INITIALS: usize = 3;
/// From 0 (not known) to 7: more frequent words in capitals are words rather than names.
const RARE: u8 = 3;
/// Of three classes from 1: words with a capital within sentences mostly.
const MOSTLY_CAPITAL: u8 = 3;

/// What is known of the people of an article before its labels are read.
pub(super) struct LabelReader<'a> {
    document: &'a Document,
    words: &'a [Word],
    entities: &'a [FoundEntity],
    /// The words of all persons' names in small letters.
    person_words: HashSet<String>,
    /// The persons by their initials.
    initials: HashMap<String, Span>,
}

impl<'a> LabelReader<'a> {
    pub(super) fn new(
        document: &'a Document,
        words: &'a [Word],
        entities: &'a [FoundEntity],
    ) -> LabelReader<'a> {
        let mut reader =
            LabelReader { document, words, entities, person_words: HashSet::new(), initials: HashMap::new() };
        let persons = entities.iter().filter(|entity| entity.kind == EntityKind::Person);
        for entity in persons {
            let parts: Vec<&str> = document.slice(entity.span).split_whitespace().collect();
            // A name alone before a colon may be a guess; one of several words is none.
            if 2 <= parts.len() || !is_before_colon(document, entity.span) {
                reader.person_words.extend(parts.iter().map(|part| part.to_lowercase()));
            }
            if 2 <= parts.len() {
                let letters = parts.iter().filter_map(|part| part.chars().next()).collect::<String>();
                reader.initials.entry(letters.to_uppercase()).or_insert(entity.span);
            }
        }
        reader
    }

    /// Where the person is named whose initials a label is.
    pub(super) fn person_of_initials(&self, label: &str) -> Option<Span> {
        let letters: String = label.chars().filter(|c| c.is_alphabetic()).collect();
        let is_short = (2..=LONGEST_INITIALS).contains(&letters.chars().count());
        let is_plain = label.chars().all(|c| c.is_uppercase() || c == '.');
        if is_short && is_plain { self.initials.get(&letters).copied() } else { None }
    }

    /// What a label names; `None` where it names nobody.
    pub(super) fn read(&self, head: &LineHead) -> Option<NamedLabel> {
        let language = self.document.language();
        let turns = &language.turns;
        let tokens: Vec<usize> = self.tokens(head.name).collect();
        // The full stop after "Q." is the tokeniser's part of an initial.
        // A letter set large is the first of its word.
        let small = |t: &usize| {
            let within = self.document.tokens()[*t].span.intersection(head.name).unwrap_or(head.name);
            self.document.slice(within).trim_end_matches('.').to_lowercase()
        };
        let words: Vec<String> = tokens.iter().map(small).collect();
        let is_date = |word: &String| {
            let listed = &language.document;
            listed.weekdays.contains(word) || listed.months.get(word).is_some() && words.len() < 2
        };
        if words.is_empty() || words.iter().any(is_date) {
            return None;
        }
        let n_titles = tokens.iter().take_while(|&&t| is_title(language, self.document.word(t))).count();
        let article = usize::from(language.names.the.contains_ignoring_case(&words[0]));
        let plain: Vec<&str> = words[article..]
            .iter()
            .map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()))
            .filter(|word| !word.is_empty())
            .collect();
        let (whole, last) = (plain.join("_"), *plain.last()?);
        let is_listed = |list: &crate::lang::lists::WordSet| list.contains(&whole);
        let all = self.span(&tokens);
        let other = |kind| Some(NamedLabel { kind, key: words.join("_"), core: all });
        if self.person_of_initials(self.document.slice(head.name)).is_some() {
            return other(LabelKind::Initials);
        }
        let foreign = other_language(self.document, head.name);
        if is_listed(foreign.map_or(&turns.askers, |words| &words.askers)) {
            return other(LabelKind::Asker);
        }
        if is_listed(foreign.map_or(&turns.answerers, |words| &words.answerers)) {
            return other(LabelKind::Answerer);
        }
        if is_listed(&turns.no_labels) || turns.no_labels.contains(plain[0]) {
            return None;
        }
        if is_listed(&turns.parts) || turns.parts.contains(plain[0]) && !self.is_person(&tokens) {
            return other(LabelKind::Part);
        }
        let core = self.without_roles(&tokens[n_titles.min(tokens.len() - 1)..]);
        let person = |kind| {
            let key = self.document.word(*core.last()?).to_lowercase();
            Some(NamedLabel { kind, key, core: self.span(core) })
        };
        if n_titles < tokens.len() && (0 < n_titles || self.is_person(core)) {
            return person(LabelKind::Person);
        }
        if language.persons.is_role(last) {
            return other(LabelKind::Part);
        }
        let kind = if self.is_free(all) { LabelKind::Unknown } else { LabelKind::Place };
        other(kind)
    }

    /// A name without what its bearer does before it, and where they come from behind it: "Engineer Ada Lund", "LUND of
    /// Torvik".
    fn without_roles<'t>(&self, name: &'t [usize]) -> &'t [usize] {
        let n_roles = name.iter().take_while(|&&t| is_capital_role(self.document, t)).count();
        let name = if n_roles + 2 <= name.len() { &name[n_roles..] } else { name };
        let before_origins = &self.document.language().turns.before_origins;
        let origin = name.iter().skip(1).position(|&t| before_origins.contains(self.document.word(t)));
        &name[..origin.map_or(name.len(), |at| at + 1)]
    }

    /// The words and numbers of a label.
    fn tokens(&self, span: Span) -> impl Iterator<Item = usize> {
        let tokens = self.document.tokens();
        self.document
            .tokens_in(span)
            .filter(|&t| matches!(tokens[t].kind, TokenKind::Word | TokenKind::Number))
    }

    fn span(&self, tokens: &[usize]) -> Span {
        let all = self.document.tokens();
        let (first, last) = (tokens[0], tokens[tokens.len() - 1]);
        all[first].span.hull(all[last].span)
    }

    /// Whether words are a person's name, as the article, the tagger or the lists of names have it.
    fn is_person(&self, tokens: &[usize]) -> bool {
        let span = self.span(tokens);
        let (first, last) = (tokens[0], tokens[tokens.len() - 1]);
        let lower = |t: usize| self.document.word(t).to_lowercase();
        if self.person_words.contains(&lower(last)) {
            return true;
        }
        let mut overlapping = self.overlapping(span);
        let is_tagged = |entity: &FoundEntity| entity.kind == EntityKind::Person && span.covers(entity.span);
        let is_listed = |t: usize, list: List| self.words[t].lists & list.bit() != 0;
        if 2 <= tokens.len() {
            let is_named = is_listed(first, List::FirstName) && !self.is_common(last);
            return is_named || overlapping.any(is_tagged);
        }
        let is_name = is_listed(last, List::Surname) || is_listed(last, List::FirstName);
        let is_place = is_listed(last, List::Country) || is_listed(last, List::City);
        let is_unknown = is_shouted(self.document.word(last)) && 4 <= lower(last).chars().count();
        let is_rare = !self.is_common(last);
        is_rare && (is_name && !is_place || is_unknown && !is_place && self.words[last].usage & 7 == 0)
            || overlapping.any(is_tagged) && !is_place && is_rare
    }

    /// Whether a word is known, and not as a name.
    fn is_common(&self, token: usize) -> bool {
        let usage = self.words[token].usage;
        let (frequency, capital) = (usage & 7, usage >> 3 & 3);
        RARE <= frequency && capital < MOSTLY_CAPITAL
    }

    /// Whether no place, people or time is named by these words.
    fn is_free(&self, span: Span) -> bool {
        let names_place = |entity: &FoundEntity| {
            matches!(entity.kind, EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac | EntityKind::Norp)
        };
        !self.overlapping(span).any(names_place)
    }

    fn overlapping(&self, span: Span) -> impl Iterator<Item = &FoundEntity> {
        let first = self.entities.partition_point(|entity| entity.span.end() <= span.start());
        self.entities[first..].iter().take_while(move |entity| entity.span.start() < span.end())
    }
}

fn is_before_colon(document: &Document, span: Span) -> bool {
    document.text()[span.end().index()..].starts_with(':')
}
