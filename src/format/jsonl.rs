//! JSON lines: one article a line, for programs and for measuring. Positions count code points; the end is exclusive.
//!
//! Each span of a quotation is an item of its own; the spans of one quotation share a `group`. What a reader
//! rejected is left out.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::import::UNNAMED_IDS;
use super::spec::{FileStart, FormatSpec, SeveralArticles, no_companions};
use super::{FormatError, Imported, ImportedAnnotation, Skipped, json, labels};
use crate::anchor::{Position, Selector};
use crate::annotation::{
    Annotation, AnnotationSet, Body, EntityKind, Id, Origin, Quote, QuoteKind, Relation, RelationKind,
    SourceKind, Timex, TimexKind, Verdict, Why,
};
use crate::document::Document;
use crate::recognise::pipeline::date_names;
use crate::span::{CodePointPos, Span};

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "jsonl",
    label: "JSON lines: quotations, entities, dates",
    extension: "jsonl",
    own_endings: &[],
    media_type: "application/jsonl",
    leaves_out: Some(
        "Each line holds positions and labels, but not the words: import it into the same text. Comments, tags, \
         verdicts and rejected suggestions are not exported.",
    ),
    several_articles: SeveralArticles::Appended,
    companion_files: no_companions,
    detect: is_article,
    write,
    read,
};

fn is_article(file: &FileStart) -> bool {
    file.has_key("quotes") || (file.has_key("entities") && file.has_key("dates"))
}

#[derive(Serialize)]
struct JsonlArticle<'a> {
    id: &'a str,
    quotes: Vec<JsonlQuote<'a>>,
    entities: Vec<JsonlEntity<'a>>,
    dates: Vec<JsonlDate<'a>>,
}

/// Code points, end exclusive.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct JsonlSpan {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct JsonlQuote<'a> {
    #[serde(flatten)]
    place: JsonlSpan,
    kind: QuoteKind,
    source_kind: SourceKind,
    /// Written only where it is true.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_question: bool,
    speaker: Option<JsonlSpan>,
    speaker_name: Option<&'a str>,
    cue: Option<JsonlSpan>,
    group: String,
    confidence: f32,
}

#[derive(Serialize)]
struct JsonlEntity<'a> {
    #[serde(flatten)]
    place: JsonlSpan,
    label: JsonlLabel,
    name: &'a str,
    confidence: f32,
}

#[derive(Serialize)]
struct JsonlDate<'a> {
    #[serde(flatten)]
    place: JsonlSpan,
    #[serde(rename = "type")]
    kind: TimexKind,
    value: &'a str,
}

/// What an entity is; dates and times are among the entities, too.
#[derive(Serialize)]
#[serde(untagged)]
enum JsonlLabel {
    Entity(EntityKind),
    Date(TimexKind),
}

/// One line, with its line break.
fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let shown: Vec<&Annotation> = set.in_order().filter(|a| a.verdict != Verdict::Rejected).collect();
    let article = JsonlArticle {
        id,
        quotes: shown.iter().flat_map(|a| quotes(document, set, a)).collect(),
        entities: entities(document, &shown),
        dates: shown.iter().filter_map(|a| Some(date(document, a.spans.first(), a.date()?))).collect(),
    };
    let mut line = serde_json::to_string(&article).expect("plain structs of strings and numbers become JSON");
    line.push('\n');
    line
}

fn quotes<'a>(
    document: &'a Document,
    set: &'a AnnotationSet,
    annotation: &'a Annotation,
) -> impl Iterator<Item = JsonlQuote<'a>> {
    let part = |part: Option<&Annotation>| {
        part.filter(|p| p.verdict != Verdict::Rejected).map(|p| place(document, p.spans.hull()))
    };
    let (speaker, cue) = (part(set.speaker_of(annotation.id)), part(set.cue_of(annotation.id)));
    annotation.quote().into_iter().flat_map(move |quote| {
        annotation.spans.iter().map(move |&span| JsonlQuote {
            place: place(document, span),
            kind: quote.kind,
            source_kind: quote.source_kind,
            is_question: quote.is_question,
            speaker,
            speaker_name: quote.speaker.as_deref(),
            cue,
            group: annotation.id.to_string(),
            confidence: annotation.confidence(),
        })
    })
}

/// What has a name, in the order of the text.
fn entities<'a>(document: &'a Document, shown: &[&'a Annotation]) -> Vec<JsonlEntity<'a>> {
    let mut entities: Vec<JsonlEntity> = shown.iter().filter_map(|a| entity(document, a)).collect();
    // The year of "Vision 2030" is the plan's, the day of the "Sunday Times" the paper's; the
    // year that begins "2014 elections" is a date.
    let places: Vec<JsonlSpan> = entities.iter().map(|entity| entity.place).collect();
    let is_free = |date: &JsonlEntity| {
        let next = places.partition_point(|place| place.end <= date.place.start);
        let first = |place: &JsonlSpan| {
            date.place.start <= place.start && date.name.starts_with(|c: char| c.is_ascii_digit())
        };
        places.get(next).is_none_or(|place| date.place.end <= place.start || first(place))
    };
    entities.extend(named_dates(document, shown, is_free));
    entities.sort_by_key(|entity| (entity.place.start, entity.place.end));
    entities
}

fn entity<'a>(document: &Document, annotation: &'a Annotation) -> Option<JsonlEntity<'a>> {
    let entity = annotation.entity()?;
    let place = place(document, annotation.spans.first());
    let confidence = annotation.confidence();
    Some(JsonlEntity { place, label: JsonlLabel::Entity(entity.kind), name: &entity.name, confidence })
}

/// The names among the dates: of "early Tuesday morning" the day, of "two weeks ago" nothing. One day has one name,
/// the fullest: "10 November" that of "10 November 2021".
fn named_dates<'a>(
    document: &'a Document,
    shown: &[&'a Annotation],
    is_free: impl Fn(&JsonlEntity) -> bool,
) -> Vec<JsonlEntity<'a>> {
    let dates: Vec<(Span, &Timex, f32)> =
        shown.iter().filter_map(|a| Some((a.spans.first(), a.date()?, a.confidence()))).collect();
    let named = date_names(document, dates.iter().map(|(span, ..)| *span));
    let mut fullest: HashMap<&str, &str> = HashMap::new();
    let mut entities = vec![];
    for (span, kind) in named {
        let index = dates.partition_point(|(date, ..)| date.end() <= span.start());
        let Some((date, timex, confidence)) = dates.get(index) else { continue };
        let words = document.slice(span);
        // A range has a value for each end, and its words are its name.
        let day = if span.end() <= date.end() { timex.value.split('T').next() } else { None };
        let day = day.unwrap_or(words);
        let name = fullest.entry(day).or_insert(words);
        if name.len() < words.len() {
            *name = words;
        }
        let (place, label) = (place(document, span), JsonlLabel::Date(kind));
        entities.push((day, JsonlEntity { place, label, name: words, confidence: *confidence }));
    }
    let free = entities.into_iter().filter(|(_, entity)| is_free(entity));
    free.map(|(day, entity)| JsonlEntity { name: fullest[day], ..entity }).collect()
}

fn date<'a>(document: &Document, span: Span, timex: &'a Timex) -> JsonlDate<'a> {
    JsonlDate { place: place(document, span), kind: timex.kind, value: &timex.value }
}

/// Positions that do not fit the document (a set of another text) count as its end.
fn place(document: &Document, span: Span) -> JsonlSpan {
    let [start, end] = [span.start(), span.end()].map(|pos| {
        let at = document.to_code_point(pos);
        at.or_else(|| document.to_code_point(document.text().len().into())).map_or(0, |p| p.0)
    });
    JsonlSpan { start, end }
}

#[derive(Deserialize)]
struct JsonlLine {
    id: Option<json::JsonId>,
    /// Not written here. Where another program adds it, the set can be placed in an edited article, too.
    text: Option<String>,
    #[serde(default)]
    quotes: Vec<JsonlQuoteInput>,
    #[serde(default)]
    entities: Vec<JsonlEntityInput>,
    #[serde(default)]
    dates: Vec<JsonlDateInput>,
}

#[derive(Deserialize)]
struct JsonlQuoteInput {
    #[serde(flatten)]
    place: JsonlSpan,
    kind: QuoteKind,
    #[serde(default)]
    source_kind: SourceKind,
    #[serde(default)]
    is_question: bool,
    speaker: Option<JsonlSpan>,
    speaker_name: Option<String>,
    cue: Option<JsonlSpan>,
    group: Option<json::JsonId>,
    confidence: Option<f32>,
}

#[derive(Deserialize)]
struct JsonlEntityInput {
    #[serde(flatten)]
    place: JsonlSpan,
    label: String,
    #[serde(default)]
    name: String,
    confidence: Option<f32>,
}

#[derive(Deserialize)]
struct JsonlDateInput {
    #[serde(flatten)]
    place: JsonlSpan,
    #[serde(rename = "type")]
    kind: TimexKind,
    value: String,
}

/// The sets of a file, one a line.
fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    let lines = file.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    lines
        .map(|(line, number)| {
            let line: JsonlLine = serde_json::from_str(line).map_err(|e| json::error(&e, number - 1))?;
            Ok(imported(line))
        })
        .collect()
}

fn imported(mut line: JsonlLine) -> Imported {
    let mut reader = JsonlReader {
        text: line.text.as_deref().map(|text| text.chars().collect()),
        set: Imported { id: line.id.map(|id| id.to_string()), ..Imported::default() },
        shared: HashMap::new(),
    };
    let mut groups: HashMap<String, usize> = HashMap::new();
    for quote in line.quotes {
        let group = quote.group.as_ref().map(json::JsonId::to_string);
        match group.as_ref().and_then(|g| groups.get(g)) {
            Some(&index) => {
                let selector = reader.selector(quote.place);
                reader.set.annotations[index].selectors.push(selector);
            }
            None => {
                let index = reader.quote(quote);
                groups.extend(group.map(|g| (g, index)));
            }
        }
    }
    line.entities.sort_by_key(|entity| (entity.place.end, entity.place.start));
    let mut dates: Vec<JsonlSpan> = line.dates.iter().map(|d| d.place).collect();
    dates.sort_unstable_by_key(|date| (date.end, date.start));
    for date in line.dates {
        // Dates have no confidence but in their names.
        let next = line.entities.partition_point(|entity| entity.place.end <= date.place.start);
        let name = line.entities.get(next).filter(|entity| entity.place.start < date.place.end);
        let confidence = name.and_then(|name| name.confidence);
        reader.add(date.place, Body::Date(Timex { kind: date.kind, value: date.value }), confidence);
    }
    for entity in line.entities {
        // The name of a date is made of the date: of "early Tuesday morning" it is the day.
        let is_date = matches!(labels::body(&entity.label, ""), Some(Body::Date(_)));
        let next = dates.partition_point(|date| date.end <= entity.place.start);
        if !is_date || dates.get(next).is_none_or(|date| entity.place.end <= date.start) {
            reader.entity(entity);
        }
    }
    let mut set = reader.set.with_unique_ids().numbered();
    set.text = line.text;
    set
}

/// The set as far as it is read.
struct JsonlReader {
    text: Option<Vec<char>>,
    set: Imported,
    /// Speakers and cues that several quotations share.
    shared: HashMap<(JsonlSpan, RelationKind), Id>,
}

impl JsonlReader {
    fn selector(&self, place: JsonlSpan) -> Selector {
        let words = self.text.as_ref().and_then(|text| text.get(place.start as usize..place.end as usize));
        Selector {
            exact: words.map(String::from_iter).unwrap_or_default(),
            position: Some(Position::CodePoints(CodePointPos(place.start), CodePointPos(place.end))),
            ..Selector::default()
        }
    }

    fn add(&mut self, place: JsonlSpan, body: Body, confidence: Option<f32>) -> Id {
        let id = Id::new(UNNAMED_IDS + self.set.annotations.len() as u64);
        let mut annotation = ImportedAnnotation::new(id, vec![self.selector(place)], body);
        if let Some(confidence) = confidence.filter(|&c| c < 1.0) {
            // The lines do not say why; a program made them.
            annotation.origin = Origin::Machine { confidence: confidence.clamp(0.0, 1.0), why: Why::Model };
            annotation.verdict = Verdict::Open;
            annotation.unstated.origin = false;
        }
        self.set.annotations.push(annotation);
        id
    }

    /// The index of the quotation.
    fn quote(&mut self, quote: JsonlQuoteInput) -> usize {
        let body = Body::Quote(Quote {
            kind: quote.kind,
            speaker: quote.speaker_name,
            source_kind: quote.source_kind,
            is_question: quote.is_question,
        });
        let mut from = self.add(quote.place, body, quote.confidence);
        let index = self.set.annotations.len() - 1;
        // Our own groups are the quotations' ids.
        let own_id = quote.group.and_then(|group| group.to_string().parse().ok());
        if let Some(id) = own_id.filter(|id: &Id| id.number() < UNNAMED_IDS) {
            let annotation = &mut self.set.annotations[index];
            (annotation.id, annotation.unstated.id, from) = (id, false, id);
        }
        let speaker = quote.speaker.map(|p| (p, RelationKind::SpokenBy, Body::Speaker));
        let cue = quote.cue.map(|p| (p, RelationKind::CuedBy, Body::Cue));
        for (place, kind, body) in speaker.into_iter().chain(cue) {
            let to = match self.shared.get(&(place, kind)) {
                Some(&id) => id,
                None => self.add(place, body, quote.confidence),
            };
            self.shared.insert((place, kind), to);
            self.set.relations.push(Relation { kind, from, to });
        }
        index
    }

    fn entity(&mut self, entity: JsonlEntityInput) {
        match labels::body(&entity.label, &entity.name) {
            Some(body) => {
                self.add(entity.place, body, entity.confidence);
            }
            None => self.set.skipped.push(Skipped {
                line: None,
                what: format!(
                    "the entity at {} is not imported: Pullquote has no label {:?}",
                    entity.place.start, entity.label
                ),
            }),
        }
    }
}
