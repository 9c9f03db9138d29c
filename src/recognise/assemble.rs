//! An annotation set of everything that was found.

use std::collections::HashMap;

use super::entities::confidence::shown_confidence;
use super::found::{FoundDate, FoundEntity, FoundQuote};
use crate::annotation::{
    Annotation, AnnotationSet, Body, Entity, Id, Quote, Relation, RelationKind, Spans, Why,
};
use crate::span::Span;

/// The annotations of what was found. Their ids are numbered from 1 in the order of their making.
pub(super) fn assemble(
    quotes: Vec<FoundQuote>,
    entities: Vec<FoundEntity>,
    dates: Vec<FoundDate>,
) -> AnnotationSet {
    let mut builder = SetBuilder::default();
    for entity in entities {
        let confidence = shown_confidence(&entity);
        let body = Body::Entity(Entity { kind: entity.kind, name: entity.name });
        builder.add(entity.span.into(), body, confidence, entity.why);
    }
    for date in dates {
        builder.add(date.span.into(), Body::Date(date.timex), date.confidence, Why::Pattern);
    }
    for quote in quotes {
        builder.add_quote(quote);
    }
    builder.set
}

/// A set in the making. Two quotations with the same speaker's words or cue share one annotation for them.
#[derive(Default)]
struct SetBuilder {
    set: AnnotationSet,
    last_id: u64,
    /// The annotations of speakers' words and cues, by their words.
    parts: HashMap<(Span, RelationKind), Id>,
}

impl SetBuilder {
    fn add(&mut self, spans: Spans, body: Body, confidence: f32, why: Why) -> Id {
        self.last_id += 1;
        let id = Id::new(self.last_id);
        self.set.insert(Annotation::by_machine(id, spans, body, confidence, why));
        id
    }

    fn add_quote(&mut self, quote: FoundQuote) {
        let confidence = quote.shown_confidence();
        let Ok(spans) = Spans::new(quote.spans) else { return };
        let body = Body::Quote(Quote {
            kind: quote.kind,
            speaker: quote.speaker_name,
            source_kind: quote.source_kind,
            is_question: quote.is_question,
        });
        let id = self.add(spans, body, confidence, quote.why);
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
