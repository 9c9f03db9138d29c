//! Hypothesis's exports, as its client reads them in. Places in UTF-16 units; the quoted words and their
//! surroundings are what it goes by.

use serde_json::{Value, json};

use super::json::{self, each, position, strings};
use super::jsonld::urn;
use super::pieces::{self, Facts, Found};
use super::{FormatError, Imported, Skipped, labels};
use crate::anchor::{self, Position, Selector};
use crate::annotation::{Annotation, AnnotationSet, Body};
use crate::document::Document;
use crate::span::{Span, Utf16Pos};

/// Hypothesis wants a date; a set's own is not known, and a file must not change by being written again.
const NO_DATE: &str = "1970-01-01T00:00:00Z";

pub(crate) fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let meta = document.meta();
    let date = meta.published.map_or_else(|| NO_DATE.to_owned(), |day| format!("{day}T00:00:00Z"));
    let uri = meta.url.clone().unwrap_or_else(|| urn(&[id, "article"]));
    let pieces = pieces::pieces(document, set);
    let spans: Vec<Span> = pieces.iter().map(|p| p.span).collect();
    let selectors = anchor::describe_all(document.text(), &spans);
    let described: Vec<_> = pieces.iter().zip(&selectors).collect();
    let annotations: Vec<Value> = described
        .chunk_by(|a, b| a.0.annotation.id == b.0.annotation.id)
        .map(|parts| {
            let annotation = parts[0].0.annotation;
            let targets: Vec<Value> =
                parts.iter().map(|(piece, selector)| target(document, &uri, piece.span, selector)).collect();
            json!({
                "id": annotation.id.to_string(),
                "created": date,
                "updated": date,
                "user": "acct:pullquote@localhost",
                "uri": uri,
                "text": annotation.note,
                "tags": tags(annotation),
                "group": "__world__",
                "permissions": { "read": ["group:__world__"] },
                "document": { "title": [meta.title.as_deref().unwrap_or(id)] },
                "target": targets,
                "pullquote": Facts::of(annotation),
            })
        })
        .collect();
    let ties: Vec<_> = pieces::relations(set)
        .map(|r| [pieces::relation_word(r.kind).to_owned(), r.from.to_string(), r.to.to_string()])
        .collect();
    let export = json!({
        "export_date": date,
        "export_userid": "acct:pullquote@localhost",
        "client_version": concat!("pullquote ", env!("CARGO_PKG_VERSION")),
        "annotations": annotations,
        "pullquote": { "id": id, "ties": ties },
    });
    let mut text = serde_json::to_string_pretty(&export).expect("values become JSON");
    text.push('\n');
    text
}

fn target(document: &Document, uri: &str, span: Span, selector: &Selector) -> Value {
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
            tags.extend(quote.speaker.iter().map(|name| format!("speaker: {name}")));
        }
        Body::Entity(entity) => tags.push(entity.name.clone()),
        Body::Date(timex) => tags.push(timex.value.clone()),
        Body::Speaker | Body::Cue | Body::Note => {}
    }
    tags.extend(annotation.tags.iter().cloned());
    tags
}

/// An export of the client, an answer of the service, a list of its annotations, or one of them.
pub(crate) fn read(file: &str) -> Result<Imported, FormatError> {
    let export: Value = serde_json::from_str(file).map_err(|e| json::error(&e, 0))?;
    let listed = export.get("annotations").or(export.get("rows")).filter(|rows| rows.is_array());
    let alone = Some(&export).filter(|all| all.is_array() || all.get("target").is_some());
    let Some(rows) = listed.or(alone) else {
        return Err(FormatError::at_line(
            1,
            "no export of Hypothesis's: it needs its list of \"annotations\" (or \"rows\")",
        ));
    };
    let own = &export["pullquote"];
    let mut set = Imported { id: own["id"].as_str().map(str::to_owned), ..Imported::default() };
    let mut found = vec![];
    for row in each(Some(rows)) {
        if !row.is_object() {
            return Err(FormatError::whole(
                "no export of Hypothesis's: an annotation is an object in braces",
            ));
        }
        set.meta.url = set.meta.url.take().or_else(|| row["uri"].as_str().map(str::to_owned));
        let title = || strings(row["document"].get("title")).first().map(|&title| title.to_owned());
        set.meta.title = set.meta.title.take().or_else(title);
        match stretch(row) {
            Some(stretch) => found.push(stretch),
            None => {
                let name = row["id"].as_str().unwrap_or("without an id");
                let why = match each(row.get("references"))[..] {
                    [] => "it is on the page as a whole, not on words of it",
                    _ => "it answers another annotation",
                };
                set.skipped.push(Skipped { line: None, what: format!("annotation {name}: {why}") });
            }
        }
    }
    let ties = each(own.get("ties")).into_iter().filter_map(|tie| {
        let word = |i: usize| tie.get(i).and_then(Value::as_str);
        Some((pieces::relation_kind(word(0)?)?, word(1)?.to_owned(), word(2)?.to_owned()))
    });
    pieces::gather(&mut set, found, ties.collect());
    Ok(set)
}

fn stretch(row: &Value) -> Option<Found> {
    let selectors: Vec<Selector> = each(row.get("target")).into_iter().filter_map(selector).collect();
    let mut tags: Vec<String> = strings(row.get("tags")).into_iter().map(str::to_owned).collect();
    let label = tags.iter().position(|tag| labels::body(tag, "").is_some());
    let label = label.map_or_else(|| "Note".to_owned(), |index| tags.remove(index));
    (!selectors.is_empty()).then(|| Found {
        key: row["id"].as_str().unwrap_or_default().to_owned(),
        label,
        selectors,
        facts: row.get("pullquote").and_then(|f| serde_json::from_value(f.clone()).ok()),
        note: row["text"].as_str().map(str::to_owned),
        tags,
        ..Found::default()
    })
}

fn selector(target: &Value) -> Option<Selector> {
    let mut selector = Selector::default();
    let mut found = false;
    for part in each(target.get("selector")) {
        match part["type"].as_str() {
            Some("TextQuoteSelector") => {
                let text = |key: &str| part[key].as_str().unwrap_or_default().to_owned();
                (selector.exact, selector.prefix, selector.suffix) =
                    (text("exact"), text("prefix"), text("suffix"));
                found = true;
            }
            Some("TextPositionSelector") => {
                let place = position(part.get("start")).zip(position(part.get("end")));
                selector.position = place.map(|(start, end)| Position::Utf16(Utf16Pos(start), Utf16Pos(end)));
            }
            _ => {}
        }
    }
    found.then_some(selector)
}
