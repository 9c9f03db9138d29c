//! What a reader wants to see of the lists.

use serde::{Deserialize, Serialize};

use crate::annotation::{Annotation, EntityKind, Quote, QuoteKind, SourceKind, Verdict, is_unsure};
use crate::session::Session;
use crate::strings;
use crate::view::search;
use crate::view::wire::{from_json, from_wire_name};

/// What the panel's lists show. A part that is not set admits everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(crate) struct Filter {
    /// Searched for in the article and in the lists.
    pub words: String,
    pub quote_kind: Option<QuoteKind>,
    pub quote_source: Option<QuoteSource>,
    pub entity_kind: Option<EntityKind>,
    pub speaker: Option<QuoteSpeaker>,
    pub verdict: Option<Verdict>,
    pub confidence: Option<Confidence>,
    /// One of its tags.
    pub tag: Option<String>,
}

/// A part of the filter that a field sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FilterField {
    Words,
    QuoteKind,
    QuoteSource,
    EntityKind,
    Speaker,
    Verdict,
    Confidence,
    Tag,
}

/// Who speaks a quotation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum QuoteSpeaker {
    Named(String),
    /// Words in the text say who speaks, but no name is known.
    Unnamed,
    Nobody,
}

/// How a quotation is known, as far as readers tell quotations apart by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum QuoteSource {
    /// All but the turns of whoever asks.
    NoQuestions,
    Questions,
    /// Turns of interviews, questions too.
    Turns,
    SetOff,
}

impl QuoteSource {
    pub(crate) const ALL: [QuoteSource; 4] =
        [QuoteSource::NoQuestions, QuoteSource::Questions, QuoteSource::Turns, QuoteSource::SetOff];

    fn admits(self, quote: &Quote) -> bool {
        match self {
            QuoteSource::NoQuestions => !quote.is_question,
            QuoteSource::Questions => quote.is_question,
            QuoteSource::Turns => quote.source_kind == SourceKind::Turn,
            QuoteSource::SetOff => quote.source_kind == SourceKind::SetOff,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            QuoteSource::NoQuestions => strings::ALL_BUT_QUESTIONS,
            QuoteSource::Questions => strings::ONLY_QUESTIONS,
            QuoteSource::Turns => strings::ONLY_TURNS,
            QuoteSource::SetOff => strings::ONLY_SET_OFF,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Confidence {
    Sure,
    Unsure,
}

impl QuoteSpeaker {
    /// Who speaks a quotation.
    pub(crate) fn of(session: &Session, quotation: &Annotation) -> Option<QuoteSpeaker> {
        let quote = quotation.quote()?;
        Some(match (&quote.speaker, session.set().speaker_of(quotation.id)) {
            (Some(name), _) => QuoteSpeaker::Named(name.clone()),
            (None, Some(_)) => QuoteSpeaker::Unnamed,
            (None, None) => QuoteSpeaker::Nobody,
        })
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            QuoteSpeaker::Named(name) => name,
            QuoteSpeaker::Unnamed => strings::UNNAMED,
            QuoteSpeaker::Nobody => strings::NOBODY,
        }
    }
}

impl Filter {
    /// Sets a part from a field's value. An empty value, or one that is unknown, admits everything.
    pub(crate) fn set(&mut self, field: FilterField, value: &str) {
        match field {
            FilterField::Words => value.clone_into(&mut self.words),
            FilterField::QuoteKind => self.quote_kind = from_wire_name(value),
            FilterField::QuoteSource => self.quote_source = from_wire_name(value),
            FilterField::EntityKind => self.entity_kind = from_wire_name(value),
            FilterField::Speaker => self.speaker = from_json(value),
            FilterField::Verdict => self.verdict = from_wire_name(value),
            FilterField::Confidence => self.confidence = from_wire_name(value),
            FilterField::Tag => self.tag = (!value.is_empty()).then(|| value.to_owned()),
        }
    }

    /// Whether it leaves anything out.
    pub(crate) fn is_narrow(&self) -> bool {
        *self != Filter::default()
    }

    /// Whether a list shows this annotation.
    pub(crate) fn admits(&self, session: &Session, annotation: &Annotation) -> bool {
        if !self.is_narrow() {
            return true;
        }
        let confidence = self.confidence.is_none_or(|c| (c == Confidence::Unsure) == is_unsure(annotation));
        let verdict = self.verdict.is_none_or(|v| v == annotation.verdict);
        let quote = annotation.quote().is_none_or(|quote| {
            self.quote_kind.is_none_or(|k| k == quote.kind)
                && self.quote_source.is_none_or(|source| source.admits(quote))
                && self.admits_speaker(session, annotation)
        });
        let entity =
            annotation.entity().is_none_or(|entity| self.entity_kind.is_none_or(|k| k == entity.kind));
        let tag = self.tag.as_ref().is_none_or(|tag| annotation.tags.contains(tag));
        tag && confidence && verdict && quote && entity && self.has_words(session, annotation)
    }

    fn admits_speaker(&self, session: &Session, quotation: &Annotation) -> bool {
        self.speaker.is_none() || self.speaker == QuoteSpeaker::of(session, quotation)
    }

    /// Looks for the words in the annotation's text, names, comment and tags.
    fn has_words(&self, session: &Session, annotation: &Annotation) -> bool {
        let wanted = search::folded(self.words.trim());
        if wanted.is_empty() {
            // Words of signs that do not count are nowhere.
            return self.words.trim().is_empty();
        }
        let names = annotation.quote().and_then(|q| q.speaker.as_deref());
        let names = names.into_iter().chain(annotation.entity().map(|e| e.name.as_str()));
        let notes = annotation.tags.iter().map(String::as_str).chain([annotation.note.as_str()]);
        let words = annotation.spans.iter().map(|&span| session.document().slice(span));
        let mut texts = words.chain(names).chain(notes);
        texts.any(|text| search::has_folded(&search::folded(text), &wanted))
    }
}
