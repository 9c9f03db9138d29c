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

pub fn write(document: &Document, set: &AnnotationSet) -> String {
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

pub fn read(file: &str) -> Result<Imported, FormatError> {
    let cas: Value = serde_json::from_str(file).map_err(|e| json::error(&e, 0))?;
    let wrong = |what: &str| FormatError::at_line(1, format!("no CAS: it needs {what}"));
    let structures = cas["%FEATURE_STRUCTURES"].as_array().ok_or_else(|| wrong("\"%FEATURE_STRUCTURES\""))?;
    let kind = |s: &Value| s["%TYPE"].as_str().unwrap_or_default().to_owned();
    let sofa = structures.iter().find(|s| kind(s) == "uima.cas.Sofa" && s["sofaString"].is_string());
    let text = sofa.and_then(|s| s["sofaString"].as_str()).ok_or_else(|| wrong("a Sofa with its text"))?;
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut set = Imported { text: Some(text.to_owned()), ..Imported::default() };
    let (mut found, mut ties, mut keys) = (vec![], vec![], HashMap::new());
    for structure in structures {
        let kind = kind(structure);
        if kind == TIE || structure.get("@Governor").is_some() {
            ties.push(structure);
        } else if let Some(stretch) = stretch(structure, &kind, &units) {
            keys.insert(structure["%ID"].as_u64(), stretch.key.clone());
            found.push(stretch);
        } else if !kind.starts_with("uima.") && structure.get("begin").is_some() && !is_layout(&kind) {
            let what = format!("{kind} {}: it bears no label, or lies past the text", structure["%ID"]);
            set.skipped.push(Skipped { line: None, what });
        }
    }
    let ties = ties.into_iter().filter_map(|tie| {
        let word = ["label", "role"].iter().find_map(|key| tie[*key].as_str())?;
        let end = |key: &str| keys.get(&tie[key].as_u64()).cloned();
        Some((pieces::relation_kind(word)?, end("@Governor")?, end("@Dependent")?))
    });
    let ties = ties.collect();
    pieces::gather(&mut set, found, ties);
    Ok(set)
}

/// Sentences, tokens and what hangs on them are made anew from the text.
fn is_layout(kind: &str) -> bool {
    [
        "Sentence",
        "Token",
        "Lemma",
        "POS",
        "Stem",
        "MorphologicalFeatures",
        "DocumentMetaData",
        "TagsetDescription",
    ]
    .iter()
    .any(|name| kind.ends_with(name))
}

/// A structure with a place and a label; INCEpTION's own layers call it `value` or `identifier`.
fn stretch(structure: &Value, kind: &str, text: &[u16]) -> Option<Found> {
    if kind.starts_with("uima.") || is_layout(kind) {
        return None;
    }
    let (start, end) = (position(structure.get("begin"))?, position(structure.get("end"))?);
    let label = ["label", "value", "identifier"].iter().find_map(|key| structure[*key].as_str())?;
    let key = structure["key"].as_str().map_or_else(|| structure["%ID"].to_string(), str::to_owned);
    let exact = String::from_utf16_lossy(text.get(start as usize..end as usize)?);
    let position = Some(Position::Utf16(Utf16Pos(start), Utf16Pos(end)));
    Some(Found {
        part_of: key.split_once('.').map(|(whole, _)| whole.to_owned()),
        key,
        label: label.to_owned(),
        selectors: vec![Selector { exact, position, ..Selector::default() }],
        facts: structure["facts"].as_str().and_then(|facts| serde_json::from_str(facts).ok()),
        ..Found::default()
    })
}
