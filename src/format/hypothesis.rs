//! Exports of Hypothesis, as its client imports them. Positions count UTF-16 units. The client finds passages by the
//! quoted words and their surroundings.

use serde_json::{Value, json};

use super::json::{self, each, position, strings};
use super::labelled_spans::{self, AnnotationDetails, ImportedSpan, LabelledSpan};
use super::spec::{FileStart, FormatSpec, LOSES_REJECTED, SeveralArticles, no_companions};
use super::urn::urn;
use super::{FormatError, Imported, Skipped, labels};
use crate::anchor::{self, Position, Selector};
use crate::annotation::{Annotation, AnnotationSet, Body};
use crate::document::Document;
use crate::span::{Span, Utf16Pos};

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "hypothesis",
    label: "Hypothesis (JSON)",
    extension: "json",
    own_endings: &[],
    media_type: "application/json",
    leaves_out: LOSES_REJECTED,
    several_articles: SeveralArticles::OneFileEach,
    companion_files: no_companions,
    detect: is_hypothesis,
    write,
    read: |file| read(file).map(|set| vec![set]),
};

/// An export of the client, an answer of the service, or one annotation of it.
fn is_hypothesis(file: &FileStart) -> bool {
    let is_export =
        file.has_key("annotations") && (file.has_key("export_date") || file.has_key("client_version"));
    let is_answer = file.has_key("rows") && file.has_key("total");
    let is_annotation = file.has_key("uri") && file.has_key("target");
    is_export || is_answer || is_annotation
}

/// Hypothesis wants a date; a set's own is not known, and a file must not change by being written again.
const NO_DATE: &str = "1970-01-01T00:00:00Z";

fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let source = HypothesisSource::of(document, id);
    let spans = labelled_spans::spans(document, set);
    let places: Vec<Span> = spans.iter().map(|span| span.span).collect();
    let selectors = anchor::describe_all(document.text(), &places);
    let described: Vec<_> = spans.iter().zip(&selectors).collect();
    let annotations: Vec<Value> = described
        .chunk_by(|a, b| a.0.annotation.id == b.0.annotation.id)
        .map(|parts| row(document, &source, parts))
        .collect();
    let relations: Vec<_> = labelled_spans::relations(set)
        .map(|r| [labelled_spans::relation_word(r.kind).to_owned(), r.from.to_string(), r.to.to_string()])
        .collect();
    let export = json!({
        "export_date": source.date,
        "export_userid": "acct:pullquote@localhost",
        "client_version": concat!("pullquote ", env!("CARGO_PKG_VERSION")),
        "annotations": annotations,
        // Files of earlier versions have the relations under this key, too.
        "pullquote": { "id": id, "ties": relations },
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
}

impl<'a> HypothesisSource<'a> {
    fn of(document: &'a Document, id: &'a str) -> HypothesisSource<'a> {
        let meta = document.meta();
        HypothesisSource {
            date: meta.published.map_or_else(|| NO_DATE.to_owned(), |day| format!("{day}T00:00:00Z")),
            uri: meta.url.clone().unwrap_or_else(|| urn(&[id, "article"])),
            title: meta.title.as_deref().unwrap_or(id),
        }
    }
}

/// One annotation, given by its spans and their selectors.
fn row(document: &Document, source: &HypothesisSource, parts: &[(&LabelledSpan, &Selector)]) -> Value {
    let annotation = parts[0].0.annotation;
    let targets: Vec<Value> =
        parts.iter().map(|(span, selector)| target(document, &source.uri, span.span, selector)).collect();
    json!({
        "id": annotation.id.to_string(),
        "created": source.date,
        "updated": source.date,
        "user": "acct:pullquote@localhost",
        "uri": source.uri,
        "text": annotation.note,
        "tags": tags(annotation),
        "group": "__world__",
        "permissions": { "read": ["group:__world__"] },
        "document": { "title": [source.title] },
        "target": targets,
        "pullquote": AnnotationDetails::of(annotation),
    })
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

/// What comes before a speaker's name in a tag.
const SPEAKER: &str = "speaker: ";

/// What it is and who is meant, and the reader's own tags.
fn tags(annotation: &Annotation) -> Vec<String> {
    let mut tags = vec![labels::label(&annotation.body).to_owned()];
    match &annotation.body {
        Body::Quote(quote) => {
            tags.push(labels::quote_word(quote.kind).to_owned());
            tags.extend(quote.speaker.iter().map(|name| format!("{SPEAKER}{name}")));
        }
        Body::Entity(entity) => tags.push(entity.name.clone()),
        Body::Date(timex) => tags.push(timex.value.clone()),
        Body::Speaker | Body::Cue | Body::Note => {}
    }
    tags.extend(annotation.tags.iter().cloned());
    tags
}

/// An export of the client, an answer of the service, a list of its annotations, or one of them.
fn read(file: &str) -> Result<Imported, FormatError> {
    let export: Value = serde_json::from_str(file).map_err(|e| json::error(&e, 0))?;
    let listed = export.get("annotations").or(export.get("rows")).filter(|rows| rows.is_array());
    let alone = Some(&export).filter(|all| all.is_array() || all.get("target").is_some());
    let Some(rows) = listed.or(alone) else {
        return Err(FormatError::at_line(
            1,
            "not an export of Hypothesis: it has no list of \"annotations\" (or \"rows\")",
        ));
    };
    let own = &export["pullquote"];
    let mut set = Imported { id: own["id"].as_str().map(str::to_owned), ..Imported::default() };
    let mut found = vec![];
    for row in each(Some(rows)) {
        if !row.is_object() {
            return Err(FormatError::whole(
                "not an export of Hypothesis: an annotation must be an object in braces",
            ));
        }
        set.meta.url = set.meta.url.take().or_else(|| row["uri"].as_str().map(str::to_owned));
        let title = || strings(row["document"].get("title")).first().map(|&title| title.to_owned());
        set.meta.title = set.meta.title.take().or_else(title);
        match imported_span(row) {
            Some(span) => found.push(span),
            None => {
                let name = row["id"].as_str().unwrap_or("without an id");
                let why = match each(row.get("references"))[..] {
                    [] => "it annotates the page as a whole",
                    _ => "it replies to another annotation",
                };
                set.skipped
                    .push(Skipped { line: None, what: format!("annotation {name} is not imported: {why}") });
            }
        }
    }
    let relations = each(own.get("ties")).into_iter().filter_map(|relation| {
        let word = |i: usize| relation.get(i).and_then(Value::as_str);
        Some((labelled_spans::relation_kind(word(0)?)?, word(1)?.to_owned(), word(2)?.to_owned()))
    });
    labelled_spans::assemble(&mut set, found, relations.collect());
    Ok(set)
}

fn imported_span(row: &Value) -> Option<ImportedSpan> {
    let selectors: Vec<Selector> = each(row.get("target")).into_iter().filter_map(selector).collect();
    let mut tags: Vec<String> = strings(row.get("tags")).into_iter().map(str::to_owned).collect();
    let details: Option<AnnotationDetails> =
        row.get("pullquote").and_then(|f| serde_json::from_value(f.clone()).ok());
    let own_label = details.as_ref().map(|details| labels::label(&details.body));
    let label = tags.iter().position(|tag| Some(tag.as_str()) == own_label);
    let label = label.or_else(|| tags.iter().position(|tag| labels::body(tag, "").is_some()));
    let label = label.map_or_else(|| own_label.unwrap_or("Note").to_owned(), |index| tags.remove(index));
    (!selectors.is_empty()).then(|| ImportedSpan {
        key: row["id"].as_str().unwrap_or_default().to_owned(),
        label,
        selectors,
        details: details.map(|details| tagged(details, tags.clone())),
        note: row["text"].as_str().map(str::to_owned),
        tags,
        ..ImportedSpan::default()
    })
}

/// What was carried along, with what somebody has since changed in the tags. `tags` are those without the label.
fn tagged(mut details: AnnotationDetails, mut tags: Vec<String>) -> AnnotationDetails {
    let mut take =
        |is_it: &dyn Fn(&str) -> bool| tags.iter().position(|tag| is_it(tag)).map(|index| tags.remove(index));
    match &mut details.body {
        Body::Quote(quote) => {
            let old = labels::quote_word(quote.kind);
            let kind = take(&|tag| tag == old).or_else(|| take(&|tag| labels::quote_kind(tag).is_some()));
            quote.kind = kind.and_then(|word| labels::quote_kind(&word)).unwrap_or(quote.kind);
            let old = quote.speaker.as_ref().map(|name| format!("{SPEAKER}{name}"));
            let name =
                take(&|tag| Some(tag) == old.as_deref()).or_else(|| take(&|tag| tag.starts_with(SPEAKER)));
            let name = name.map(|tag| tag[SPEAKER.len()..].to_owned());
            quote.speaker = name.or(quote.speaker.take());
        }
        Body::Entity(entity) => drop(take(&|tag| tag == entity.name)),
        Body::Date(timex) => drop(take(&|tag| tag == timex.value)),
        Body::Speaker | Body::Cue | Body::Note => {}
    }
    details.tags = tags;
    details
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
