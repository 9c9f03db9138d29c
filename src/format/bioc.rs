//! BioC in JSON: documents of passages, with annotations over one or more places, and relations between them. Positions count
//! code points; a place has its length. What BioC has no place for is an "infon", which programs carry along.

use serde_json::{Value, json};

use super::labelled_spans::{self, AnnotationDetails};
use super::spec::{FileStart, FormatCodec, FormatSpec, LOSES_REJECTED, SeveralArticles, no_companions};
use super::{article_details, labels};
use crate::annotation::AnnotationSet;
use crate::document::Document;

mod infons;
mod read;

use infons::{CARRIED, KIND, NOTE};

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "bioc",
    label: "BioC (JSON)",
    extension: "json",
    own_endings: &[],
    media_type: "application/json",
    leaves_out: LOSES_REJECTED,
    several_articles: SeveralArticles::OneFileEach,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec =
    FormatCodec { companion_files: no_companions, detect: is_bioc, write, read: read::read };

/// A collection of documents, or one of them.
fn is_bioc(file: &FileStart) -> bool {
    let has_passages = |document: &Value| document["passages"].is_array();
    let first = file.json_value("documents").and_then(|all| all.get(0));
    first.is_some_and(has_passages) || file.json_value("passages").is_some_and(Value::is_array)
}

fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let relations = labelled_spans::relations(set).zip(1..).map(|(relation, number)| {
        json!({
            "id": format!("R{number}"),
            "infons": { KIND: labelled_spans::relation_word(relation.kind) },
            "nodes": [{ "refid": relation.from.to_string(), "role": "quote" }, { "refid": relation.to.to_string(), "role": "part" }],
        })
    });
    let collection = json!({
        "source": "Pullquote", "date": "", "key": "", "infons": {},
        "documents": [{
            "id": id,
            "infons": article_details::fields(document.meta()),
            "passages": [{
                "offset": 0,
                "infons": { KIND: "article" },
                "text": document.text(),
                "sentences": [],
                "annotations": annotations(document, set),
                "relations": relations.collect::<Vec<_>>(),
            }],
            "annotations": [],
            "relations": [],
        }],
    });
    let mut text = serde_json::to_string_pretty(&collection).expect("values become JSON");
    text.push('\n');
    text
}

fn annotations(document: &Document, set: &AnnotationSet) -> Vec<Value> {
    let mut all: Vec<Value> = vec![];
    for span in labelled_spans::spans(document, set) {
        let words = document.slice(span.span);
        let place = json!({ "offset": span.start, "length": span.end - span.start });
        if let Some(last) = all.last_mut().filter(|_| span.part != 0) {
            last["text"] = format!("{} {words}", last["text"].as_str().unwrap_or_default()).into();
            last["locations"].as_array_mut().into_iter().for_each(|places| places.push(place.clone()));
            continue;
        }
        let details = serde_json::to_string(&AnnotationDetails::of(&span));
        // Infons are texts.
        let mut infons = json!({
            KIND: labels::label(&span.annotation.body),
            CARRIED: details.expect("plain values become JSON"),
        });
        if !span.annotation.note.is_empty() {
            infons[NOTE] = span.annotation.note.clone().into();
        }
        all.push(json!({ "id": span.key(), "infons": infons, "text": words, "locations": [place] }));
    }
    all
}
