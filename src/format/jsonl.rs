//! JSON lines: one article a line, for programs and for measuring. Positions count code points; the end is exclusive.
//!
//! Each span of a quotation is an item of its own; the spans of one quotation share a `group`. What a reader
//! rejected is left out.

use std::collections::HashMap;

use serde::Serialize;

use super::article_details;
use super::spec::{FileStart, FormatCodec, FormatSpec, SeveralArticles, no_companions};
use crate::annotation::{
    Annotation, AnnotationSet, EntityKind, Id, QuoteKind, SourceFinding, SourceKind, Timex, TimexKind,
    Verdict,
};
use crate::document::Document;
use crate::recognise::pipeline::{date_names, date_names_as_written};
use crate::sorting::Sorting as _;
use crate::span::Span;

mod read;
mod span;

use span::JsonlSpan;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "jsonl",
    label: "JSON lines: quotations, entities, dates",
    extension: "jsonl",
    own_endings: &[],
    media_type: "application/jsonl",
    leaves_out: Some(
        "Each line holds positions, labels and the words, but not the article: import it into the same text. Comments, \
         tags and rejected suggestions are not exported.",
    ),
    several_articles: SeveralArticles::Appended,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec =
    FormatCodec { companion_files: no_companions, detect: is_article, write, read: read::read };

fn is_article(file: &FileStart) -> bool {
    file.has_key("quotes") || (file.has_key("entities") && file.has_key("dates"))
}

#[derive(Serialize)]
struct JsonlArticle<'a> {
    id: &'a str,
    /// What is known of the article, under the names that lines of articles have.
    #[serde(flatten)]
    known: serde_json::Map<String, serde_json::Value>,
    quotes: Vec<JsonlQuote<'a>>,
    entities: Vec<JsonlEntity<'a>>,
    dates: Vec<JsonlDate<'a>>,
}

/// The words that name a speaker or report speech.
#[derive(Clone, Copy, Serialize)]
struct JsonlMention<'a> {
    #[serde(flatten)]
    place: JsonlSpan,
    id: Id,
    words: &'a str,
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
    speaker: Option<JsonlMention<'a>>,
    speaker_name: Option<&'a str>,
    cue: Option<JsonlMention<'a>>,
    group: String,
    /// What the sources show, where they were asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    source_check: Option<&'a SourceFinding>,
    words: &'a str,
    #[serde(flatten)]
    judged: JsonlJudged,
}

/// How sure it is, and whether a reader has confirmed it, which is written only where it is true.
#[derive(Clone, Copy, Serialize)]
struct JsonlJudged {
    confidence: f32,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    checked: bool,
}

impl JsonlJudged {
    fn of(annotation: &Annotation) -> JsonlJudged {
        JsonlJudged { confidence: annotation.confidence(), checked: annotation.verdict == Verdict::Confirmed }
    }
}

#[derive(Serialize)]
struct JsonlEntity<'a> {
    #[serde(flatten)]
    place: JsonlSpan,
    label: JsonlLabel,
    name: &'a str,
    /// The name of a date is part of what is among the dates, and has no id of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Id>,
    words: &'a str,
    #[serde(flatten)]
    judged: JsonlJudged,
}

#[derive(Serialize)]
struct JsonlDate<'a> {
    #[serde(flatten)]
    place: JsonlSpan,
    #[serde(rename = "type")]
    kind: TimexKind,
    value: &'a str,
    id: Id,
    words: &'a str,
    #[serde(flatten)]
    judged: JsonlJudged,
}

/// What an entity is; dates and times are among the entities, too.
#[derive(Serialize)]
#[serde(untagged)]
enum JsonlLabel {
    Entity(EntityKind),
    Date(TimexKind),
}

/// One line, with its line break.
pub(crate) fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let shown: Vec<&Annotation> = set.in_order().filter(|a| a.verdict != Verdict::Rejected).collect();
    let article = JsonlArticle {
        id,
        known: article_details::fields(document.meta()),
        quotes: shown.iter().flat_map(|a| quotes(document, set, a)).collect(),
        entities: entities(document, &shown),
        dates: shown.iter().filter_map(|a| date(document, a)).collect(),
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
        part.filter(|p| p.verdict != Verdict::Rejected).map(|p| JsonlMention {
            place: place(document, p.spans.hull()),
            id: p.id,
            words: document.slice(p.spans.hull()),
        })
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
            source_check: annotation.finding.as_deref(),
            words: document.slice(span),
            judged: JsonlJudged::of(annotation),
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
    entities.order_by_key(|entity| (entity.place.start, entity.place.end));
    entities
}

fn entity<'a>(document: &'a Document, annotation: &'a Annotation) -> Option<JsonlEntity<'a>> {
    let entity = annotation.entity()?;
    let span = annotation.spans.first();
    Some(JsonlEntity {
        place: place(document, span),
        label: JsonlLabel::Entity(entity.kind),
        name: &entity.name,
        id: Some(annotation.id),
        words: document.slice(span),
        judged: JsonlJudged::of(annotation),
    })
}

/// The names among the dates: of "early Tuesday morning" the day, of "two weeks ago" nothing. One day has one name,
/// the fullest: "10 November" that of "10 November 2021".
fn named_dates<'a>(
    document: &'a Document,
    shown: &[&'a Annotation],
    is_free: impl Fn(&JsonlEntity) -> bool,
) -> Vec<JsonlEntity<'a>> {
    let dates: Vec<(Span, &Timex, JsonlJudged)> =
        shown.iter().filter_map(|a| Some((a.spans.first(), a.date()?, JsonlJudged::of(a)))).collect();
    let spans = dates.iter().map(|(span, ..)| *span);
    // What gives a text its usual form takes tables of words, 0.6 MB. The module of formats does without: in the page the
    // library itself writes these lines.
    let named = if cfg!(any(not(target_arch = "wasm32"), feature = "page")) {
        date_names(document, spans)
    } else {
        date_names_as_written(document, spans)
    };
    let mut fullest: HashMap<&str, &str> = HashMap::new();
    let mut entities = vec![];
    for (span, kind) in named {
        let index = dates.partition_point(|(date, ..)| date.end() <= span.start());
        let Some((date, timex, judged)) = dates.get(index) else { continue };
        let words = document.slice(span);
        // A range has a value for each end, and its words are its name.
        let day = if span.end() <= date.end() { timex.value.split('T').next() } else { None };
        let day = day.unwrap_or(words);
        let name = fullest.entry(day).or_insert(words);
        if name.len() < words.len() {
            *name = words;
        }
        let (place, label) = (place(document, span), JsonlLabel::Date(kind));
        entities.push((day, JsonlEntity { place, label, name: words, id: None, words, judged: *judged }));
    }
    let free = entities.into_iter().filter(|(_, entity)| is_free(entity));
    free.map(|(day, entity)| JsonlEntity { name: fullest[day], ..entity }).collect()
}

fn date<'a>(document: &'a Document, annotation: &'a Annotation) -> Option<JsonlDate<'a>> {
    let (timex, span) = (annotation.date()?, annotation.spans.first());
    Some(JsonlDate {
        place: place(document, span),
        kind: timex.kind,
        value: &timex.value,
        id: annotation.id,
        words: document.slice(span),
        judged: JsonlJudged::of(annotation),
    })
}

/// Positions that do not fit the document (a set of another text) count as its end.
fn place(document: &Document, span: Span) -> JsonlSpan {
    let [start, end] = [span.start(), span.end()].map(|pos| {
        let at = document.to_code_point(pos);
        at.or_else(|| document.to_code_point(document.text().len().into())).map_or(0, |p| p.0)
    });
    JsonlSpan { start, end }
}
