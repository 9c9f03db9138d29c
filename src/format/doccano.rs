//! JSON lines for doccano's projects of relations: a text with its entities, which have numbers, and relations between
//! them. Positions count code points; the end is exclusive. doccano's own exports are read as those of Prodigy are.
//!
//! doccano keeps what else stands in a line and writes it again: so what it has no place for comes back.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::labelled_spans::{self, AnnotationDetails, LabelledSpan};
use super::spec::{FormatCodec, FormatSpec, SeveralArticles, no_companions};
use super::{article_details, labels, prodigy};
use crate::annotation::AnnotationSet;
use crate::document::Document;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "doccano",
    label: "doccano (JSON lines)",
    extension: "jsonl",
    own_endings: &[],
    media_type: "application/jsonl",
    leaves_out: Some(
        "Rejected suggestions are not exported: the other tool would show them as correct. doccano takes entities that \
         overlap only in a project that allows it, and relations only in one that uses them.",
    ),
    several_articles: SeveralArticles::Appended,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec = FormatCodec {
    companion_files: no_companions,
    detect: prodigy::is_own_of_doccano,
    write,
    read: prodigy::read,
};

/// One line, with its line break.
fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let spans = labelled_spans::spans(document, set);
    // doccano takes no empty ones.
    let spans: Vec<(usize, &LabelledSpan)> =
        (1..).zip(spans.iter().filter(|span| span.start < span.end)).collect();
    let numbers: HashMap<String, usize> = spans.iter().map(|&(number, span)| (span.key(), number)).collect();
    let relations: Vec<Value> = (1..)
        .zip(labelled_spans::relations(set))
        .filter_map(|(at, relation)| {
            let [from, to] = [relation.from, relation.to].map(|end| numbers.get(&end.to_string()).copied());
            let kind = labelled_spans::relation_word(relation.kind);
            Some(json!({ "id": at, "from_id": from?, "to_id": to?, "type": kind }))
        })
        .collect();
    let mut line = json!({
        "text": document.text(),
        "entities": spans.iter().map(|&(number, span)| entity(number, span)).collect::<Vec<_>>(),
        "relations": relations,
        "meta": article_details::with_id(id, document.meta()),
        "pullquote": { "entities": spans.iter().map(|(_, span)| carried(span)).collect::<Vec<_>>() },
    })
    .to_string();
    line.push('\n');
    line
}

fn entity(number: usize, span: &LabelledSpan) -> Value {
    json!({
        "id": number,
        "label": labels::label(&span.annotation.body),
        "start_offset": span.start,
        "end_offset": span.end,
    })
}

/// What doccano has no place for, with what an entity is known by: its numbers are others.
fn carried(span: &LabelledSpan) -> Value {
    let details = (span.part == 0).then(|| AnnotationDetails::of(span));
    json!({
        "start_offset": span.start,
        "end_offset": span.end,
        "label": labels::label(&span.annotation.body),
        "key": span.key(),
        "details": details,
    })
}
