//! Writes Web Annotations.

use serde_json::{Map, Value, json};

use super::super::labels;
use super::super::urn::urn;
use super::vocabulary::{CONTEXT, OWN};
use crate::anchor::{self, Selector};
use crate::annotation::{Annotation, AnnotationSet, Body, Origin, Relation, RelationKind, SourceKind};
use crate::document::Document;
use crate::span::Span;

/// The whole set as one AnnotationCollection with one page.
pub(in crate::format) fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let meta = document.meta();
    let mut article = json!({ "pq:name": id, "pq:text": document.text() });
    let facts = [
        ("pq:title", meta.title.clone()),
        ("pq:byline", meta.byline.clone()),
        ("pq:published", meta.published.map(|d| d.to_string())),
        ("pq:publisher", meta.publisher.clone()),
        ("pq:lang", meta.lang.clone()),
        ("pq:readerLang", meta.reader_lang.clone()),
        ("pq:url", meta.url.clone()),
    ];
    for (key, fact) in facts {
        if let Some(fact) = fact {
            article[key] = fact.into();
        }
    }
    if !meta.times.is_empty() {
        article["pq:times"] = serde_json::to_value(&meta.times).expect("numbers become JSON");
    }
    let items = items(document, set, id);
    let collection = json!({
        "@context": [CONTEXT, { "pq": OWN }],
        "id": urn(&[id, "collection"]),
        "type": "AnnotationCollection",
        "label": meta.title.as_deref().unwrap_or(id),
        "total": items.len(),
        "pq:article": article,
        "first": {
            "id": urn(&[id, "page"]),
            "type": "AnnotationPage",
            "partOf": urn(&[id, "collection"]),
            "startIndex": 0,
            "items": items,
        },
    });
    let mut text = serde_json::to_string_pretty(&collection).expect("values become JSON");
    text.push('\n');
    text
}

fn items(document: &Document, set: &AnnotationSet, id: &str) -> Vec<Value> {
    let spans: Vec<Span> = set.in_order().flat_map(|a| a.spans.iter().copied()).collect();
    let mut selectors = anchor::describe_all(document.text(), &spans).into_iter();
    let source = document.meta().url.clone().unwrap_or_else(|| urn(&[id, "article"]));
    let annotations = set.in_order().map(|annotation| {
        let targets = annotation.spans.iter().zip(selectors.by_ref());
        let targets = targets.map(|(&span, selector)| target(document, &source, span, &selector)).collect();
        item(annotation, id, targets)
    });
    let mut items: Vec<Value> = annotations.collect();
    items.extend(set.relations().map(|relation| link(relation, id)));
    items
}

fn target(document: &Document, source: &str, span: Span, selector: &Selector) -> Value {
    let [start, end] = [span.start(), span.end()].map(|p| document.to_code_point(p).map_or(0, |p| p.0));
    let mut selectors = vec![
        json!({
            "type": "TextQuoteSelector",
            "exact": selector.exact,
            "prefix": selector.prefix,
            "suffix": selector.suffix,
        }),
        json!({ "type": "TextPositionSelector", "start": start, "end": end }),
    ];
    // In a transcript: when it is said.
    selectors.extend(document.time_at(span.start()).map(|time| {
        json!({ "type": "FragmentSelector", "conformsTo": MEDIA_FRAGMENTS, "value": time.to_string() })
    }));
    json!({ "type": "SpecificResource", "source": source, "selector": selectors })
}

/// What says how a stretch of a recording is written.
const MEDIA_FRAGMENTS: &str = "http://www.w3.org/TR/media-frags/";

fn item(annotation: &Annotation, id: &str, targets: Vec<Value>) -> Value {
    let mut item = Map::new();
    let mut put = |key: &str, value: Value| item.insert(key.to_owned(), value);
    put("id", urn(&[id, &annotation.id.to_string()]).into());
    put("type", "Annotation".into());
    put("motivation", motivation(&annotation.body).into());
    put("body", bodies(annotation).into());
    put("target", targets.into());
    put("pq:id", annotation.id.to_string().into());
    put("pq:kind", kind(&annotation.body).into());
    let name = match &annotation.body {
        Body::Quote(quote) => quote.speaker.as_deref(),
        Body::Entity(entity) => Some(entity.name.as_str()),
        Body::Date(timex) => Some(timex.value.as_str()),
        Body::Speaker | Body::Cue | Body::Note => None,
    };
    if let Some(name) = name {
        put("pq:value", name.into());
    }
    if let Some(quote) = annotation.quote() {
        if quote.source_kind != SourceKind::Cued {
            put("pq:sourceKind", labels::source_word(quote.source_kind).into());
        }
        if quote.is_question {
            put("pq:isQuestion", true.into());
        }
    }
    match annotation.origin {
        Origin::Machine { confidence, why } => {
            put("pq:origin", "machine".into());
            // By way of text: as a plain f32 it would show the digits of its nearest f64.
            put("pq:confidence", serde_json::from_str(&format!("{confidence}")).unwrap_or(Value::Null));
            put("pq:why", serde_json::to_value(why).expect("a unit variant becomes a string"));
        }
        Origin::Reader => {
            put("pq:origin", "reader".into());
        }
    }
    put("pq:verdict", serde_json::to_value(annotation.verdict).expect("a unit variant becomes a string"));
    if let Some(earlier) = &annotation.earlier {
        put("pq:earlier", serde_json::to_value(earlier).expect("texts become strings"));
    }
    if let Some(made) = &annotation.made {
        let creator = made.creator.as_ref().map(|name| json!({ "type": "Person", "name": name }));
        let times = [("created", &made.created), ("modified", &made.modified)];
        let times = times.map(|(key, time)| (key, time.clone().map(Value::from)));
        for (key, said) in [("creator", creator)].into_iter().chain(times) {
            if let Some(said) = said {
                put(key, said);
            }
        }
    }
    if let Some(finding) = &annotation.finding {
        put("pq:sourceCheck", serde_json::to_value(finding).expect("texts become strings"));
    }
    if let Some(learned) = &annotation.learned {
        put("pq:learned", serde_json::to_value(learned).expect("texts become strings"));
    }
    Value::Object(item)
}

/// `quotation:direct`, `speaker`, `cue`, `entity:PERSON`, `date:DATE`, `note`.
fn kind(body: &Body) -> String {
    match body {
        Body::Quote(quote) => format!("quotation:{}", labels::quote_word(quote.kind)),
        Body::Speaker => "speaker".to_owned(),
        Body::Cue => "cue".to_owned(),
        Body::Entity(entity) => format!("entity:{}", labels::entity_label(entity.kind)),
        Body::Date(timex) => format!("date:{}", labels::timex_label(timex.kind)),
        Body::Note => "note".to_owned(),
    }
}

fn motivation(body: &Body) -> &'static str {
    match body {
        Body::Entity(_) | Body::Date(_) => "identifying",
        Body::Quote(_) | Body::Speaker | Body::Cue => "tagging",
        Body::Note => "commenting",
    }
}

/// First what it is, then the name or value, the comment and the tags.
fn bodies(annotation: &Annotation) -> Vec<Value> {
    let textual = |purpose: &str, value: &str| json!({ "type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain" });
    let mut bodies = vec![textual("tagging", &kind(&annotation.body))];
    let name = match &annotation.body {
        Body::Quote(quote) => quote.speaker.as_deref(),
        Body::Entity(entity) => Some(entity.name.as_str()),
        Body::Date(timex) => Some(timex.value.as_str()),
        Body::Speaker | Body::Cue | Body::Note => None,
    };
    bodies.extend(name.filter(|n| !n.is_empty()).map(|n| textual("identifying", n)));
    if !annotation.note.is_empty() {
        bodies.push(textual("commenting", &annotation.note));
    }
    bodies.extend(annotation.tags.iter().map(|tag| textual("tagging", tag)));
    bodies
}

fn link(relation: Relation, id: &str) -> Value {
    let what = relation_word(relation.kind);
    let end = |end: crate::annotation::Id| json!({ "id": urn(&[id, &end.to_string()]) });
    json!({
        "id": urn(&[id, &relation.from.to_string(), what, &relation.to.to_string()]),
        "type": "Annotation",
        "motivation": "linking",
        "body": [{ "type": "TextualBody", "purpose": "tagging", "value": what, "format": "text/plain" }],
        "target": [end(relation.from), end(relation.to)],
    })
}

fn relation_word(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::SpokenBy => "speaker",
        RelationKind::CuedBy => "cue",
    }
}
