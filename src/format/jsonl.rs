//! JSON lines: one article a line, for programs and for measuring. Places in code points, end exclusive.
//!
//! Each span of a quotation is an item of its own; the spans of one quotation share a `group`. What a reader
//! rejected is left out.

use serde::Serialize;

use crate::annotation::{Annotation, AnnotationSet, EntityKind, QuoteKind, Timex, TimexKind, Verdict};
use crate::document::Document;
use crate::span::Span;

#[derive(Serialize)]
struct Article<'a> {
    id: &'a str,
    quotes: Vec<Quote<'a>>,
    entities: Vec<Entity<'a>>,
    dates: Vec<Date<'a>>,
}

/// Code points, end exclusive.
#[derive(Clone, Copy, Serialize)]
struct Place {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Quote<'a> {
    #[serde(flatten)]
    place: Place,
    kind: QuoteKind,
    speaker: Option<Place>,
    speaker_name: Option<&'a str>,
    cue: Option<Place>,
    group: String,
    confidence: f32,
}

#[derive(Serialize)]
struct Entity<'a> {
    #[serde(flatten)]
    place: Place,
    label: Label,
    name: &'a str,
    confidence: f32,
}

#[derive(Serialize)]
struct Date<'a> {
    #[serde(flatten)]
    place: Place,
    #[serde(rename = "type")]
    kind: TimexKind,
    value: &'a str,
}

/// What an entity is; dates and times stand among the entities too.
#[derive(Serialize)]
#[serde(untagged)]
enum Label {
    Entity(EntityKind),
    Date(TimexKind),
}

/// One line, with its line break.
pub fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let kept: Vec<&Annotation> = set.in_order().filter(|a| a.verdict != Verdict::Rejected).collect();
    let article = Article {
        id,
        quotes: kept.iter().flat_map(|a| quotes(document, set, a)).collect(),
        entities: kept.iter().filter_map(|a| entity(document, a)).collect(),
        dates: kept.iter().filter_map(|a| Some(date(document, a.spans.first(), a.date()?))).collect(),
    };
    let mut line = serde_json::to_string(&article).expect("plain structs of strings and numbers become JSON");
    line.push('\n');
    line
}

fn quotes<'a>(
    document: &'a Document,
    set: &'a AnnotationSet,
    annotation: &'a Annotation,
) -> impl Iterator<Item = Quote<'a>> {
    let part = |part: Option<&Annotation>| {
        part.filter(|p| p.verdict != Verdict::Rejected).map(|p| place(document, p.spans.hull()))
    };
    let (speaker, cue) = (part(set.speaker_of(annotation.id)), part(set.cue_of(annotation.id)));
    annotation.quote().into_iter().flat_map(move |quote| {
        annotation.spans.iter().map(move |&span| Quote {
            place: place(document, span),
            kind: quote.kind,
            speaker,
            speaker_name: quote.speaker.as_deref(),
            cue,
            group: annotation.id.to_string(),
            confidence: annotation.confidence(),
        })
    })
}

fn entity<'a>(document: &'a Document, annotation: &'a Annotation) -> Option<Entity<'a>> {
    let span = annotation.spans.first();
    let (label, name) = match (annotation.entity(), annotation.date()) {
        (Some(entity), _) => (Label::Entity(entity.kind), entity.name.as_str()),
        (_, Some(timex)) => (Label::Date(date_or_time(timex.kind)), document.slice(span)),
        _ => return None,
    };
    Some(Entity { place: place(document, span), label, name, confidence: annotation.confidence() })
}

/// Durations and repeated times count as dates among the entities.
fn date_or_time(kind: TimexKind) -> TimexKind {
    if kind == TimexKind::Time { TimexKind::Time } else { TimexKind::Date }
}

fn date<'a>(document: &Document, span: Span, timex: &'a Timex) -> Date<'a> {
    Date { place: place(document, span), kind: timex.kind, value: &timex.value }
}

/// Positions that do not fit the document (a set of another text) count as its end.
fn place(document: &Document, span: Span) -> Place {
    let [start, end] = [span.start(), span.end()].map(|pos| {
        let at = document.to_code_point(pos);
        at.or_else(|| document.to_code_point(document.text().len().into())).map_or(0, |p| p.0)
    });
    Place { start, end }
}
