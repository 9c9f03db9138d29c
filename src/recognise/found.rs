//! What the stages hand on to each other: entities, dates and quotations, as found.

use crate::annotation::{EntityKind, QuoteKind, SourceKind, Timex, Why};
use crate::span::Span;

/// A mention of a named thing, as found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundEntity {
    /// Without a leading "the", title or trailing possessive.
    pub span: Span,
    /// What it is.
    pub kind: EntityKind,
    /// The name that all mentions of this thing share; the words themselves until [`super::names::fold`] has run.
    pub name: String,
    /// How probable it is that this is right, from 0 to 1.
    pub confidence: f32,
    /// What it was found by.
    pub why: Why,
}

/// A temporal expression, as found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundDate {
    pub span: Span,
    pub timex: Timex,
    pub confidence: f32,
}

/// A quotation, as found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundQuote {
    /// In order, disjoint, none empty, each within one paragraph; direct ones include their marks.
    pub spans: Vec<Span>,
    /// By how many of its words are marked.
    pub kind: QuoteKind,
    /// How it is known to be one.
    pub source_kind: SourceKind,
    /// Whether it is the turn of whoever asks.
    pub is_question: bool,
    /// The words that name the source: `she`, `a spokesman`, `Hadi al-Ameri`.
    pub speaker: Option<Span>,
    /// The source's canonical name, where it is known; filled in by `super::speakers::name_speakers`.
    pub speaker_name: Option<String>,
    /// The words that report it: `said`.
    pub cue: Option<Span>,
    /// How probable it is that this is right with its speaker, from 0 to 1.
    pub confidence: f32,
    /// How probable it is that these words are a quotation, whoever says them.
    pub words_confidence: f32,
    /// What it was found by.
    pub why: Why,
}

impl FoundQuote {
    /// How sure its annotation is. Where nobody is named, there is no speaker to be wrong about: almost every quotation has
    /// one, so that the model thinks none with its missing speaker right.
    pub(super) fn shown_confidence(&self) -> f32 {
        let is_said_by_nobody = self.speaker.is_none() && self.speaker_name.is_none();
        if is_said_by_nobody { self.words_confidence } else { self.confidence }
    }
}

/// What an article holds, as found.
pub(crate) struct FoundInDocument {
    pub quotes: Vec<FoundQuote>,
    pub entities: Vec<FoundEntity>,
    pub dates: Vec<FoundDate>,
}
