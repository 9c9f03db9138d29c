//! Exports of Hypothesis, as its client imports them. Positions count UTF-16 units. The client finds passages by the
//! quoted words and their surroundings.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::labelled_spans::{self, AnnotationDetails, LabelledSpan};
use super::spec::{FileStart, FormatCodec, FormatSpec, SeveralArticles, no_companions};
use super::urn::urn;
use super::{article_details, labels};
use crate::anchor::{self, Selector};
use crate::annotation::{Annotation, AnnotationSet, Body, Id, Verdict};
use crate::document::Document;
use crate::span::Span;

pub(super) mod highlights;
mod own_tags;
mod plain_text;
mod read;

use own_tags::{KEY, NAME, PART, SPEAKER, UNCHECKED, VALUE};

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "hypothesis",
    label: "Hypothesis (JSON)",
    extension: "json",
    own_endings: &[],
    media_type: "application/json",
    leaves_out: Some(
        "Rejected suggestions are not exported: the other tool would show them as correct. Hypothesis keeps one passage an \
         annotation: a split quotation is several annotations there, which tags tie together. Of the article it keeps title and \
         address; byline, day, publisher and language come back from an unchanged file alone.",
    ),
    several_articles: SeveralArticles::OneFileEach,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec =
    FormatCodec { companion_files: no_companions, detect: is_hypothesis, write, read: read::read };

/// An export of the client, an answer of the service, or one annotation of it; or the highlights of other programs.
fn is_hypothesis(file: &FileStart) -> bool {
    let is_export =
        file.has_key("annotations") && (file.has_key("export_date") || file.has_key("client_version"));
    let first_row = file.json_value("rows").and_then(|rows| rows.get(0));
    let is_answer = file.has_key("rows")
        && (file.has_key("total") || first_row.is_some_and(|row| row["target"].is_array()));
    let is_annotation = file.has_key("uri") && file.has_key("target");
    is_export || is_answer || is_annotation || file.plain().is_some_and(highlights::are_highlights)
}

/// Hypothesis wants a date; a set's own is not known, and a file must not change by being written again.
const NO_DATE: &str = "1970-01-01T00:00:00Z";

fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let spans = labelled_spans::spans(document, set);
    let source = HypothesisSource::of(document, id, &spans);
    let mut ties: HashMap<Id, Vec<String>> = HashMap::new();
    for relation in labelled_spans::relations(set) {
        let tie =
            format!("{KEY}{} {}", labelled_spans::relation_word(relation.kind).to_lowercase(), relation.to);
        ties.entry(relation.from).or_default().push(tie);
    }
    let ties_of = |span: &LabelledSpan| ties.get(&span.annotation.id).map_or(&[][..], Vec::as_slice);
    let annotations: Vec<Value> =
        spans.iter().map(|span| row(document, &source, span, ties_of(span))).collect();
    let relations: Vec<_> = labelled_spans::relations(set)
        .map(|r| [labelled_spans::relation_word(r.kind).to_owned(), r.from.to_string(), r.to.to_string()])
        .collect();
    let export = json!({
        "export_date": source.date,
        "export_userid": "acct:pullquote@localhost",
        "client_version": concat!("pullquote ", env!("CARGO_PKG_VERSION")),
        "annotations": annotations,
        // Files of earlier versions have the relations under this key, too.
        "pullquote": { "id": id, "article": article_details::fields(document.meta()), "ties": relations },
    });
    let mut text = serde_json::to_string_pretty(&export).expect("values become JSON");
    text.push('\n');
    text
}

/// What every annotation of an export says of its article.
struct HypothesisSource<'a> {
    date: String,
    uri: String,
    title: &'a str,
    /// By the keys of the spans.
    selectors: HashMap<String, Selector>,
}

impl<'a> HypothesisSource<'a> {
    fn of(document: &'a Document, id: &'a str, spans: &[LabelledSpan]) -> HypothesisSource<'a> {
        let meta = document.meta();
        let places: Vec<Span> = spans.iter().map(|span| span.span).collect();
        let selectors = anchor::describe_all(document.text(), &places);
        HypothesisSource {
            date: meta.published.map_or_else(|| NO_DATE.to_owned(), |day| format!("{day}T00:00:00Z")),
            uri: meta.url.clone().unwrap_or_else(|| urn(&[id, "article"])),
            title: meta.title.as_deref().unwrap_or(id),
            selectors: spans.iter().map(LabelledSpan::key).zip(selectors).collect(),
        }
    }
}

/// One part of an annotation: the server keeps one passage of each, and nothing but its comment and tags. So each part
/// is an annotation of its own there, and tags tie them together.
fn row(document: &Document, source: &HypothesisSource, part: &LabelledSpan, ties: &[String]) -> Value {
    let LabelledSpan { annotation, span, .. } = *part;
    let mut tags = if part.part == 0 { tags(annotation) } else { vec![PART.to_owned()] };
    tags.push(format!("{KEY}{}", part.key()));
    let mut row = json!({
        "id": part.key(),
        "created": source.date,
        "updated": source.date,
        "user": "acct:pullquote@localhost",
        "uri": source.uri,
        "text": "",
        "group": "__world__",
        "permissions": { "read": ["group:__world__"] },
        "document": { "title": [source.title] },
        "target": [target(document, &source.uri, span, source.selectors.get(&part.key()))],
    });
    if part.part == 0 {
        tags.extend(ties.iter().cloned());
        row["text"] = annotation.note.clone().into();
        row["pullquote"] =
            serde_json::to_value(AnnotationDetails::of(part)).expect("plain values become JSON");
    }
    row["tags"] = tags.into();
    row
}

fn target(document: &Document, uri: &str, span: Span, selector: Option<&Selector>) -> Value {
    let words = || Selector { exact: document.slice(span).to_owned(), ..Selector::default() };
    let selector = selector.cloned().unwrap_or_else(words);
    let [start, end] = [span.start(), span.end()].map(|p| document.to_utf16(p).map_or(0, |p| p.0));
    json!({
        "source": uri,
        "selector": [
            { "type": "TextPositionSelector", "start": start, "end": end },
            {
                "type": "TextQuoteSelector",
                "exact": selector.exact,
                "prefix": selector.prefix,
                "suffix": selector.suffix,
            },
        ],
    })
}

/// What it is and who is meant, and the reader's own tags.
fn tags(annotation: &Annotation) -> Vec<String> {
    let mut tags = vec![labels::label(&annotation.body).to_owned()];
    match &annotation.body {
        Body::Quote(quote) => {
            tags.push(labels::quote_word(quote.kind).to_owned());
            tags.extend(quote.speaker.iter().map(|name| format!("{SPEAKER}{name}")));
        }
        Body::Entity(entity) => tags.push(format!("{NAME}{}", entity.name)),
        Body::Date(timex) => tags.push(format!("{VALUE}{}", timex.value)),
        Body::Speaker | Body::Cue | Body::Note => {}
    }
    tags.extend(annotation.tags.iter().cloned());
    tags.extend((annotation.verdict == Verdict::Open).then(|| UNCHECKED.to_owned()));
    tags
}
