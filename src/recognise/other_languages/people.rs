//! Who the speakers are: the fullest name that the article gives, found by surname or pronoun.

use std::collections::HashMap;

use super::marked_speech::{SpeakerPhrase, Speech};
use super::prose::without_elided;
use crate::annotation::{EntityKind, QuoteKind, SourceKind, Why};
use crate::document::Document;
use crate::lang;
use crate::lang::persons::Gender;
use crate::recognise::found::{FoundEntity, FoundQuote};
use crate::recognise::names::name_forms;
use crate::span::{Pos, Span};

/// How probable a quotation is whose cue is known, and one that its marks alone tell.
const WITH_CUE: f32 = 0.9;
const BY_MARKS: f32 = 0.6;

/// The quotations under their speakers' names. The entities of these persons get the same names.
pub(super) fn name_speakers(
    document: &Document,
    entities: &mut [FoundEntity],
    speeches: Vec<Speech>,
) -> Vec<FoundQuote> {
    fold(entities);
    let known = NamedEntities::of(entities);
    let named = speeches.into_iter().map(|speech| {
        let name = speech.speaker.as_ref().and_then(|speaker| known.name_of(document, speaker));
        let confidence = if speech.why == Why::MarksAlone { BY_MARKS } else { WITH_CUE };
        FoundQuote {
            kind: QuoteKind::Direct,
            source_kind: SourceKind::Cued,
            is_question: false,
            speaker: speech.speaker.map(|speaker| speaker.span),
            speaker_name: name,
            cue: speech.cue,
            confidence,
            words_confidence: confidence,
            why: speech.why,
            spans: speech.spans,
        }
    });
    named.collect()
}

/// Gives surnames the full name that stands anywhere in the article.
fn fold(entities: &mut [FoundEntity]) {
    let is_full = |entity: &&FoundEntity| entity.kind == EntityKind::Person && entity.name.contains(' ');
    let mut by_surname: HashMap<String, String> = HashMap::new();
    for entity in entities.iter().filter(is_full) {
        if let Some((_, surname)) = entity.name.rsplit_once(' ') {
            by_surname.entry(surname.to_owned()).or_insert_with(|| entity.name.clone());
        }
    }
    for entity in entities.iter_mut().filter(|entity| !entity.name.contains(' ')) {
        if let Some(whole) = by_surname.get(&entity.name) {
            entity.name.clone_from(whole);
            entity.kind = EntityKind::Person;
        }
    }
}

/// The entities as speakers are looked for among them.
struct NamedEntities<'e> {
    by_span: HashMap<Span, &'e str>,
    /// The first person's name of several words that ends with these words.
    by_end: HashMap<&'e str, &'e str>,
    /// In the order of the text.
    persons: Vec<&'e FoundEntity>,
}

impl<'e> NamedEntities<'e> {
    fn of(entities: &'e [FoundEntity]) -> NamedEntities<'e> {
        let mut by_end = HashMap::new();
        for entity in entities.iter().filter(|entity| entity.kind == EntityKind::Person) {
            for (blank, _) in entity.name.match_indices(' ') {
                by_end.entry(&entity.name[blank + 1..]).or_insert(entity.name.as_str());
            }
        }
        NamedEntities {
            by_end,
            by_span: entities.iter().map(|entity| (entity.span, entity.name.as_str())).collect(),
            persons: entities.iter().filter(|entity| entity.kind == EntityKind::Person).collect(),
        }
    }

    /// The name of who is meant by the words for a speaker.
    fn name_of(&self, document: &Document, speaker: &SpeakerPhrase) -> Option<String> {
        let SpeakerPhrase { span, prose, tokens } = speaker;
        if tokens.is_empty() {
            return Some(document.slice(*span).to_owned());
        }
        let words = &prose.language.speech;
        if tokens.len() == 1 && prose.has(&words.pronouns, tokens.start) {
            return self.antecedent(span.start(), gender_of_pronoun(speaker));
        }
        if let Some(name) = prose.name_in(tokens) {
            let place = name_span(document, prose.span(&name));
            let words = document.slice(place);
            // "Selon Marchetti" at a sentence's start may have no entity of its own.
            let known = self.by_span.get(&place).or_else(|| self.by_end.get(words));
            return Some(known.copied().unwrap_or(words).to_owned());
        }
        let article = prose.has(&words.articles, tokens.start) && 1 < tokens.len();
        let elided = without_elided(prose.word(tokens.start)).len() < prose.word(tokens.start).len();
        let start = tokens.start + usize::from(article && !elided);
        let described = document.slice(prose.span(&(start..tokens.end)));
        Some(if elided { without_elided(described) } else { described }.to_owned())
    }

    /// The last person before a place who may be of this gender.
    fn antecedent(&self, before: Pos, gender: Option<Gender>) -> Option<String> {
        let earlier = self.persons.partition_point(|entity| entity.span.start() < before);
        let fits = |entity: &&&FoundEntity| {
            let known = gender_of_name(&entity.name);
            gender.is_none() || known.is_none() || known == gender
        };
        let mut near = self.persons[..earlier].iter().rev().take(MENTIONS_BACK);
        near.find(fits).map(|entity| entity.name.clone())
    }
}

/// Where a name stands, without an elided word before it: "d’Anne".
pub(super) fn name_span(document: &Document, span: Span) -> Span {
    let text = document.slice(span);
    let elided = text.len() - without_elided(text).len();
    let is_elided = elided != 0 && text.starts_with(char::is_lowercase);
    if is_elided { Span::new(span.start().index() + elided, span.end().index()) } else { span }
}

fn gender_of_pronoun(speaker: &SpeakerPhrase) -> Option<Gender> {
    let (prose, token) = (&speaker.prose, speaker.tokens.start);
    let words = &prose.language.speech;
    if prose.has(&words.feminine_pronouns, token) {
        return Some(Gender::Female);
    }
    prose.has(&words.masculine_pronouns, token).then_some(Gender::Male)
}

/// How many mentions of persons back a pronoun looks.
const MENTIONS_BACK: usize = 4;

/// The gender of a person's first name, where the list of first names has it: names cross borders.
pub(super) fn gender_of_name(name: &str) -> Option<Gender> {
    let english = lang::english();
    let first = name_forms::words(english, name, EntityKind::Misc).into_iter().next()?;
    english.persons.gender_of(&first)
}
