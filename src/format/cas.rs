//! UIMA's CAS as JSON, which INCEpTION reads: the text (sofa), stretches and relations as feature structures with
//! their types. Places in UTF-16 units, end exclusive.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::json::{self, position};
use super::pieces::{self, Facts, Found};
use super::{FormatError, Imported, Skipped, labels};
use crate::anchor::{Position, Selector};
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::span::Utf16Pos;

const SPAN: &str = "pullquote.Span";
const TIE: &str = "pullquote.Relation";

pub(crate) fn write(document: &Document, set: &AnnotationSet) -> String {
    let text = document.text();
    let mut structures = vec![json!({
        "%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain",
        "sofaString": text,
    })];
    let mut numbers = HashMap::new();
    let at = |pos| document.to_utf16(pos).map_or(0, |p| p.0);
    let pieces = pieces::pieces(document, set);
    for piece in &pieces {
        let number = structures.len() + 1;
        numbers.insert(piece.key(), (number, piece.span));
        let mut structure = json!({
            "%ID": number, "%TYPE": SPAN, "@sofa": 1,
            "begin": at(piece.span.start()), "end": at(piece.span.end()),
            "label": labels::label(&piece.annotation.body), "key": piece.key(),
        });
        if piece.part == 0 {
            let facts =
                serde_json::to_string(&Facts::of(piece.annotation)).expect("plain values become JSON");
            structure["facts"] = facts.into();
        }
        structures.push(structure);
    }
    for relation in pieces::relations(set) {
        let ends = [relation.from, relation.to].map(|end| numbers[&end.to_string()]);
        structures.push(json!({
            "%ID": structures.len() + 1, "%TYPE": TIE, "@sofa": 1,
            "begin": at(ends[1].1.start()), "end": at(ends[1].1.end()),
            "@Governor": ends[0].0, "@Dependent": ends[1].0,
            "label": pieces::relation_word(relation.kind),
        }));
    }
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
    let tie = vec![feature("label", string), feature("Governor", SPAN), feature("Dependent", SPAN)];
    json!({ SPAN: kind(SPAN, span), TIE: kind(TIE, tie) })
}

pub(crate) fn read(file: &str) -> Result<Imported, FormatError> {
    let cas: Value = serde_json::from_str(file).map_err(|e| json::error(&e, 0))?;
    let wrong = |what: &str| FormatError::at_line(1, format!("no CAS: it needs {what}"));
    let structures = structures(&cas).ok_or_else(|| wrong("its \"%FEATURE_STRUCTURES\""))?;
    let sofa = structures.iter().find(|s| s.kind == SOFA && s.fields["sofaString"].is_string());
    let sofa = sofa.ok_or_else(|| wrong("a Sofa with its text (\"sofaString\")"))?;
    let text = sofa.fields["sofaString"].as_str().unwrap_or_default();
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut set = Imported { text: Some(text.to_owned()), ..Imported::default() };
    let (mut found, mut ties, mut keys) = (vec![], vec![], HashMap::new());
    // Of several texts in one CAS the first counts: the others are translations or earlier states of it.
    let here = |s: &&Structure| s.fields.get("@sofa").is_none_or(|at| at.as_u64() == sofa.id);
    for structure in structures.iter().filter(here) {
        if structure.is_tie() {
            ties.push(structure);
        } else if structure.fields.get("begin").is_none() || structure.is_layout() {
            continue;
        } else if let Some(stretch) = stretch(structure, &units) {
            keys.insert(structure.id, stretch.key.clone());
            found.push(stretch);
        } else {
            let what = format!("{} {}: it lies past the text", structure.kind, structure.name());
            set.skipped.push(Skipped { line: None, what });
        }
    }
    let mut tied = vec![];
    for tie in ties {
        let word = ["label", "role", "value"].iter().find_map(|key| tie.fields[*key].as_str());
        let end = |key: &str| keys.get(&tie.fields[key].as_u64()).cloned();
        match (word.and_then(pieces::relation_kind), end("@Governor"), end("@Dependent")) {
            (Some(kind), Some(from), Some(to)) => tied.push((kind, from, to)),
            // Grammar is made anew from the text.
            _ if tie.kind.ends_with("Dependency") => {}
            _ => {
                let what = format!("relation {:?}: no such tie is known here", word.unwrap_or(tie.kind));
                set.skipped.push(Skipped { line: None, what });
            }
        }
    }
    pieces::gather(&mut set, found, tied);
    Ok(set)
}

const SOFA: &str = "uima.cas.Sofa";

/// A feature structure.
struct Structure<'a> {
    id: Option<u64>,
    kind: &'a str,
    fields: &'a Value,
}

/// A list of them, each with its id, or an object by their ids.
fn structures(cas: &Value) -> Option<Vec<Structure<'_>>> {
    let structure = |id: Option<u64>, fields| Structure { id, kind: kind(fields), fields };
    match &cas["%FEATURE_STRUCTURES"] {
        Value::Array(all) => Some(all.iter().map(|s| structure(s["%ID"].as_u64(), s)).collect()),
        Value::Object(all) => Some(all.iter().map(|(id, s)| structure(id.parse().ok(), s)).collect()),
        _ => None,
    }
}

fn kind(fields: &Value) -> &str {
    fields["%TYPE"].as_str().unwrap_or_default()
}

impl Structure<'_> {
    fn name(&self) -> String {
        self.id.map(|id| id.to_string()).unwrap_or_default()
    }

    fn is_tie(&self) -> bool {
        self.kind == TIE || self.fields.get("@Governor").is_some()
    }

    /// Sentences, tokens and what hangs on them are made anew from the text.
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

/// A structure with a place. INCEpTION's own layers call the label `value` or `identifier`; without one the
/// layer's name says what it is.
fn stretch(structure: &Structure, text: &[u16]) -> Option<Found> {
    let fields = structure.fields;
    let (start, end) = (position(fields.get("begin"))?, position(fields.get("end"))?);
    let label = ["label", "value", "identifier"].iter().find_map(|key| fields[*key].as_str());
    let layer = structure.kind.rsplit('.').next().unwrap_or_default();
    let key = fields["key"].as_str().map_or_else(|| structure.name(), str::to_owned);
    let exact = String::from_utf16_lossy(text.get(start as usize..end as usize)?);
    let position = Some(Position::Utf16(Utf16Pos(start), Utf16Pos(end)));
    Some(Found {
        part_of: key.split_once('.').map(|(whole, _)| whole.to_owned()),
        key,
        label: label.unwrap_or(layer).to_owned(),
        selectors: vec![Selector { exact, position, ..Selector::default() }],
        facts: fields["facts"].as_str().and_then(|facts| serde_json::from_str(facts).ok()),
        ..Found::default()
    })
}
