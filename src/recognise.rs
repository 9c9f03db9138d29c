//! Finds what an article holds: quotations with cue and speaker, entities under one name each, dates with
//! values. The stages in order; each is a function of the document and of what came before it.

use crate::annotation::{
    Annotation, AnnotationSet, Body, Entity, EntityKind, Id, Quote, QuoteKind, Relation, RelationKind, Spans,
    Timex, Why,
};
use crate::document::Document;
use crate::span::Span;

pub(crate) mod dates;
pub(crate) mod entities;
pub(crate) mod marks;
pub(crate) mod names;
pub(crate) mod quotes;
pub(crate) mod speakers;
pub(crate) mod words;

/// A mention of a named thing, as found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundEntity {
    /// Without a leading "the", title or trailing possessive.
    pub span: Span,
    pub kind: EntityKind,
    /// The name that all mentions of this thing share; the words themselves until [`names::fold`] has run.
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
    /// The source's canonical name, where it is known; filled in by [`speakers::name_speakers`].
    pub speaker_name: Option<String>,
    pub cue: Option<Span>,
    pub confidence: f32,
    pub why: Why,
}

/// Everything that the recognisers find in a document. Cannot fail: of a text without any of it, nothing.
///
/// The annotations' ids are numbered from 1 in the order of their making: the same text gives the same set.
pub fn annotate(document: &Document) -> AnnotationSet {
    let words = words::look_up(document, words::lexicon());
    let dates = dates::find(document);
    let mut entities = entities::find_with(document, &words, entities::tagger());
    names::fold(document, &mut entities);
    let mut quotes = quotes::find_with(document, &words);
    speakers::name_speakers(document, &entities, &mut quotes);
    assemble(quotes, entities, dates)
}

fn assemble(quotes: Vec<FoundQuote>, entities: Vec<FoundEntity>, dates: Vec<FoundDate>) -> AnnotationSet {
    let mut made = Made::default();
    for entity in entities {
        let body = Body::Entity(Entity { kind: entity.kind, name: entity.name });
        made.add(entity.span.into(), body, entity.confidence, entity.why);
    }
    for date in dates {
        made.add(date.span.into(), Body::Date(date.timex), date.confidence, Why::Pattern);
    }
    for quote in quotes {
        made.add_quote(quote);
    }
    made.set
}

/// A set in the making. Two quotations with the same speaker's words or cue share one annotation for them.
#[derive(Default)]
struct Made {
    set: AnnotationSet,
    last: u64,
    parts: std::collections::HashMap<(Span, RelationKind), Id>,
}

impl Made {
    fn add(&mut self, spans: Spans, body: Body, confidence: f32, why: Why) -> Id {
        self.last += 1;
        let id = Id::new(self.last);
        self.set.insert(Annotation::by_machine(id, spans, body, confidence, why));
        id
    }

    fn add_quote(&mut self, quote: FoundQuote) {
        let Ok(spans) = Spans::new(quote.spans) else { return };
        let body = Body::Quote(Quote { kind: quote.kind, speaker: quote.speaker_name });
        let id = self.add(spans, body, quote.confidence, quote.why);
        let speaker = quote.speaker.map(|span| (span, RelationKind::SpokenBy, Body::Speaker));
        let cue = quote.cue.map(|span| (span, RelationKind::CuedBy, Body::Cue));
        for (span, kind, body) in speaker.into_iter().chain(cue) {
            let to = match self.parts.get(&(span, kind)) {
                Some(&part) => part,
                None => self.add(span.into(), body, quote.confidence, Why::PartOfQuotation),
            };
            self.parts.insert((span, kind), to);
            self.set.link(Relation { kind, from: id, to });
        }
    }
}
