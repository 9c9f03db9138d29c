//! UIMA's CAS as JSON, which INCEpTION reads: the text (sofa), spans and relations as feature structures with
//! their types. Positions count UTF-16 units; the end is exclusive.
//!
//! The types are the layers of INCEpTION's project template for spans and relations, with features of ours: a project made
//! with it shows the annotations at once, and one without the features loses only them.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::json::{self, position};
use super::labelled_spans::{self, AnnotationDetails, ImportedSpan, KeyedRelation, LabelledSpan};
use super::spec::{FormatCodec, FormatSpec, LOSES_REJECTED, SeveralArticles, no_companions};
use super::{FormatError, Imported, Skipped, labels};
use crate::anchor::{Position, Selector};
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::span::{Span, Utf16Pos};

pub(super) mod article;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "cas",
    label: "UIMA CAS for INCEpTION (JSON)",
    extension: "json",
    own_endings: &[],
    media_type: "application/json",
    leaves_out: LOSES_REJECTED,
    several_articles: SeveralArticles::OneFileEach,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec = FormatCodec {
    companion_files: no_companions,
    detect: |file| file.has_key("%FEATURE_STRUCTURES") || file.has_key("%VIEWS"),
    write,
    read: |file| read(file).map(|set| vec![set]),
};

pub(super) const SPAN: &str = "custom.Span";
pub(super) const RELATION: &str = "custom.Relation";
/// The line of a structure, where it was read from a format that has lines.
pub(super) const LINE: &str = "%LINE";
/// Files of earlier versions.
const OLD_RELATION: &str = "pullquote.Relation";

fn write(document: &Document, set: &AnnotationSet, _: &str) -> String {
    let mut structures = feature_structures(document, set);
    structures.extend(article::structures(document, structures.len()));
    let members: Vec<usize> = (2..=structures.len()).collect();
    let cas = json!({
        "%TYPES": types(),
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": { "_InitialView": { "%SOFA": 1, "%MEMBERS": members } },
    });
    let mut text = serde_json::to_string_pretty(&cas).expect("values become JSON");
    text.push('\n');
    text
}

/// The text, then the spans, then the relations, numbered from 1.
pub(super) fn feature_structures(document: &Document, set: &AnnotationSet) -> Vec<Value> {
    let mut structures = vec![json!({
        "%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain",
        "sofaString": document.text(),
    })];
    let mut numbers = HashMap::new();
    for span in &labelled_spans::spans(document, set) {
        let number = structures.len() + 1;
        numbers.insert(span.key(), (number, span.span));
        structures.push(span_structure(document, span, number));
    }
    for relation in labelled_spans::relations(set) {
        let [from, to] = [relation.from, relation.to].map(|end| numbers[&end.to_string()]);
        let [begin, end] = utf16(document, to.1);
        structures.push(json!({
            "%ID": structures.len() + 1, "%TYPE": RELATION, "@sofa": 1, "begin": begin, "end": end,
            "@Governor": from.0, "@Dependent": to.0,
            "label": labelled_spans::relation_word(relation.kind),
        }));
    }
    structures
}

fn span_structure(document: &Document, span: &LabelledSpan, number: usize) -> Value {
    let [begin, end] = utf16(document, span.span);
    let mut structure = json!({
        "%ID": number, "%TYPE": SPAN, "@sofa": 1, "begin": begin, "end": end,
        "label": labels::label(&span.annotation.body), "key": span.key(),
    });
    if span.part == 0 {
        let details = serde_json::to_string(&AnnotationDetails::of(span));
        // Files of earlier versions have the details under this key, too.
        structure["facts"] = details.expect("plain values become JSON").into();
    }
    structure
}

fn utf16(document: &Document, span: Span) -> [u32; 2] {
    [span.start(), span.end()].map(|pos| document.to_utf16(pos).map_or(0, |p| p.0))
}

fn types() -> Value {
    let feature = |name: &str, range: &str| (name.to_owned(), json!({ "%NAME": name, "%RANGE": range }));
    let string = "uima.cas.String";
    let kind = |name: &str, features: Vec<(String, Value)>| {
        let mut kind = Map::new();
        kind.insert("%NAME".to_owned(), name.into());
        kind.insert("%SUPER_TYPE".to_owned(), "uima.tcas.Annotation".into());
        kind.extend(features);
        Value::Object(kind)
    };
    let span = vec![feature("label", string), feature("key", string), feature("facts", string)];
    let relation = vec![feature("label", string), feature("Governor", SPAN), feature("Dependent", SPAN)];
    let mut types = article::types();
    types.insert(SPAN.to_owned(), kind(SPAN, span));
    types.insert(RELATION.to_owned(), kind(RELATION, relation));
    Value::Object(types)
}

fn read(file: &str) -> Result<Imported, FormatError> {
    from_value(&serde_json::from_str(file).map_err(|e| json::error(&e, 0))?)
}

/// The set of a CAS that is laid out as in JSON.
pub(super) fn from_value(cas: &Value) -> Result<Imported, FormatError> {
    let wrong = |what: &str| FormatError::at_line(1, format!("not a CAS: it has no {what}"));
    let structures = structures(cas).ok_or_else(|| wrong("\"%FEATURE_STRUCTURES\""))?;
    let sofa = structures.iter().find(|s| s.kind == SOFA && s.fields["sofaString"].is_string());
    let sofa = sofa.ok_or_else(|| wrong("Sofa with a text (\"sofaString\")"))?;
    let text = sofa.fields["sofaString"].as_str().unwrap_or_default();
    let units: Vec<u16> = text.encode_utf16().collect();
    let meta = article::details(structures.iter().map(|structure| structure.fields));
    let mut set = Imported { text: Some(text.to_owned()), meta, ..Imported::default() };
    let (mut spans, mut keys) = (vec![], HashMap::new());
    // Of several texts in one CAS the first counts: the others are translations or earlier states of it.
    let of_sofa = |s: &&CasStructure| s.fields.get("@sofa").is_none_or(|at| at.as_u64() == sofa.id);
    let (relations, others): (Vec<_>, Vec<_>) =
        structures.iter().filter(of_sofa).partition(|structure| structure.is_relation());
    for structure in others {
        if structure.fields.get("begin").is_none() || structure.is_layout() {
            continue;
        } else if let Some(span) = imported_span(structure, &units) {
            keys.insert(structure.id, span.key.clone());
            spans.push(span);
        } else {
            let what =
                format!("{} {} is not imported: it ends after the text", structure.kind, structure.name());
            set.skipped.push(Skipped { line: structure.line(), what });
        }
    }
    let relations = keyed_relations(&relations, &keys, &mut set.skipped);
    labelled_spans::assemble(&mut set, spans, relations);
    Ok(set)
}

/// `keys` are the keys of the spans by the ids of their structures.
fn keyed_relations(
    relations: &[&CasStructure],
    keys: &HashMap<Option<u64>, String>,
    skipped: &mut Vec<Skipped>,
) -> Vec<KeyedRelation> {
    let mut keyed = vec![];
    for relation in relations {
        let word = ["label", "role", "value"].iter().find_map(|key| relation.fields[*key].as_str());
        let end = |key: &str| keys.get(&relation.fields[key].as_u64()).cloned();
        match (word.and_then(labelled_spans::relation_kind), end("@Governor"), end("@Dependent")) {
            (Some(kind), Some(from), Some(to)) => keyed.push((kind, from, to)),
            // Grammar comes from the analysis of the text.
            _ if relation.kind.ends_with("Dependency") => {}
            _ => {
                let word = word.unwrap_or(relation.kind);
                skipped.push(labelled_spans::skipped_relation(relation.line(), word));
            }
        }
    }
    keyed
}

const SOFA: &str = "uima.cas.Sofa";

/// A feature structure.
struct CasStructure<'a> {
    id: Option<u64>,
    kind: &'a str,
    fields: &'a Value,
}

/// The feature structures: a list in which each has its id, or an object by their ids.
fn structures(cas: &Value) -> Option<Vec<CasStructure<'_>>> {
    let structure = |id: Option<u64>, fields| CasStructure { id, kind: kind(fields), fields };
    match &cas["%FEATURE_STRUCTURES"] {
        Value::Array(all) => Some(all.iter().map(|s| structure(s["%ID"].as_u64(), s)).collect()),
        Value::Object(all) => Some(all.iter().map(|(id, s)| structure(id.parse().ok(), s)).collect()),
        _ => None,
    }
}

fn kind(fields: &Value) -> &str {
    fields["%TYPE"].as_str().unwrap_or_default()
}

impl CasStructure<'_> {
    fn name(&self) -> String {
        self.id.map(|id| id.to_string()).unwrap_or_default()
    }

    fn line(&self) -> Option<usize> {
        self.fields[LINE].as_u64().and_then(|line| usize::try_from(line).ok())
    }

    fn is_relation(&self) -> bool {
        [RELATION, OLD_RELATION].contains(&self.kind) || self.fields.get("@Governor").is_some()
    }

    /// Sentences, tokens and what belongs to them: they come from the analysis of the text.
    fn is_layout(&self) -> bool {
        let layout = [
            "Sentence",
            "Token",
            "Lemma",
            "POS",
            "Stem",
            "MorphologicalFeatures",
            "DocumentAnnotation",
            "DocumentMetaData",
            "TagsetDescription",
        ];
        let name = self.kind.rsplit('.').next().unwrap_or_default();
        layout.contains(&name) || name.starts_with("POS_") || self.kind.contains(".api.lexmorph.")
    }
}

/// A structure with a position. INCEpTION's own layers call the label `value` or `identifier`; without one the
/// layer's name says what it is.
fn imported_span(structure: &CasStructure, text: &[u16]) -> Option<ImportedSpan> {
    let fields = structure.fields;
    let (start, end) = (position(fields.get("begin"))?, position(fields.get("end"))?);
    let label = ["label", "value", "identifier"].iter().find_map(|key| fields[*key].as_str());
    let layer = structure.kind.rsplit('.').next().unwrap_or_default();
    let key = fields["key"].as_str().map_or_else(|| structure.name(), str::to_owned);
    let exact = String::from_utf16_lossy(text.get(start as usize..end as usize)?);
    let position = Some(Position::Utf16(Utf16Pos(start), Utf16Pos(end)));
    Some(ImportedSpan {
        part_of: key.split_once('.').map(|(whole, _)| whole.to_owned()),
        key,
        label: label.unwrap_or(layer).to_owned(),
        selectors: vec![Selector { exact, position, ..Selector::default() }],
        details: fields["facts"].as_str().and_then(|details| serde_json::from_str(details).ok()),
        ..ImportedSpan::default()
    })
}
