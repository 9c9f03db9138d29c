//! What the stages hand on to each other: entities, dates and quotations, as found.

use crate::annotation::{EntityKind, QuoteKind, Timex, Why};
use crate::span::Span;

/// A mention of a named thing, as found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundEntity {
    /// Without a leading "the", title or trailing possessive.
    pub span: Span,
    pub kind: EntityKind,
    /// The name that all mentions of this thing share; the words themselves until [`super::names::fold`] has run.
    pub name: String,
    pub confidence: f32,
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
    pub kind: QuoteKind,
    /// The words that name the source: `she`, `a spokesman`, `Hadi al-Ameri`.
    pub speaker: Option<Span>,
    /// The source's canonical name, where it is known; filled in by [`super::speakers::name_speakers`].
    pub speaker_name: Option<String>,
    pub cue: Option<Span>,
    pub confidence: f32,
    pub why: Why,
}
