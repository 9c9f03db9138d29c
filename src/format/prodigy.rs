//! JSON lines as spaCy and Prodigy have them: text, tokens, labelled spans over tokens, relations between them.
//! Places in code points, end exclusive; `token_end` is inclusive.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::json::{self, position};
use super::pieces::{self, Facts, Found, Piece};
use super::{FormatError, Imported, Skipped};
use crate::anchor::Position;
use crate::annotation::AnnotationSet;
use crate::document::Document;

/// One line, with its line break.
pub(crate) fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let pieces = pieces::pieces(document, set);
    let spans: HashMap<String, Value> = pieces.iter().map(|p| (p.key(), span(document, p))).collect();
    let relations: Vec<Value> = pieces::relations(set)
        .filter_map(|relation| {
            let (from, to) = (relation.from.to_string(), relation.to.to_string());
            let (head, child) = (&spans[&from], &spans[&to]);
            Some(json!({
                "head": head.get("token_end")?,
                "child": child.get("token_end")?,
                "head_span": bare(head),
                "child_span": bare(child),
                "label": pieces::relation_word(relation.kind).to_uppercase(),
            }))
        })
        .collect();
    let ties: Vec<_> = pieces::relations(set)
        .map(|r| [pieces::relation_word(r.kind).to_owned(), r.from.to_string(), r.to.to_string()])
        .collect();
    let mut line = json!({
        "text": document.text(),
        "tokens": tokens(document),
        "spans": pieces.iter().map(|p| spans[&p.key()].clone()).collect::<Vec<_>>(),
        "relations": relations,
        "answer": "accept",
        "meta": { "id": id, "title": document.meta().title, "url": document.meta().url },
        "pullquote": { "ties": ties },
    })
    .to_string();
    line.push('\n');
    line
}

fn tokens(document: &Document) -> Vec<Value> {
    let at = |pos| document.to_code_point(pos).map_or(0, |p| p.0);
    let text = document.text();
    let tokens = document.tokens().iter().enumerate();
    tokens
        .map(|(id, token)| {
            let blank = text[token.span.end().index()..].starts_with(char::is_whitespace);
            json!({
                "text": document.slice(token.span),
                "start": at(token.span.start()),
                "end": at(token.span.end()),
                "id": id,
                "ws": blank,
            })
        })
        .collect()
}

fn span(document: &Document, piece: &Piece) -> Value {
    let tokens = document.tokens_in(piece.span);
    let mut span = json!({
        "start": piece.start,
        "end": piece.end,
        "label": super::labels::label(&piece.annotation.body),
        "id": piece.key(),
    });
    if !tokens.is_empty() {
        span["token_start"] = tokens.start.into();
        span["token_end"] = (tokens.end - 1).into();
    }
    if piece.part == 0 {
        span["pullquote"] =
            serde_json::to_value(Facts::of(piece.annotation)).expect("plain values become JSON");
    } else {
        span["part_of"] = piece.annotation.id.to_string().into();
    }
    span
}

/// A span without what is carried along.
fn bare(span: &Value) -> Value {
    let mut span = span.clone();
    if let Some(fields) = span.as_object_mut() {
        fields.retain(|key, _| !["pullquote", "part_of", "id"].contains(&key.as_str()));
    }
    span
}

pub(crate) fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    let lines = file.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    lines
        .map(|(line, number)| {
            let value: Value = serde_json::from_str(line).map_err(|e| json::error(&e, number - 1))?;
            article(&value, number)
        })
        .collect()
}

fn article(value: &Value, line: usize) -> Result<Imported, FormatError> {
    let Some(text) = value["text"].as_str() else {
        return Err(FormatError::at_line(line, "no task of Prodigy's: it needs its \"text\""));
    };
    let chars: Vec<char> = text.chars().collect();
    let id = &value["meta"]["id"];
    let mut set = Imported {
        id: id.as_str().map(str::to_owned).or_else(|| id.as_u64().map(|n| n.to_string())),
        text: Some(text.to_owned()),
        ..Imported::default()
    };
    // doccano has triples in "label" (or "labels") and, where spans are tied, "entities".
    let spans = ["spans", "entities", "label", "labels"].iter().find_map(|key| value.get(key));
    let mut found = vec![];
    for (span, number) in json::each(spans).into_iter().zip(0..) {
        match stretch(span, number, &chars) {
            Some(stretch) => found.push(stretch),
            None => set
                .skipped
                .push(Skipped { line: Some(line), what: format!("span {span}: no place in the text") }),
        }
    }
    let ties = ties(value, &found, line, &mut set.skipped);
    pieces::gather(&mut set, found, ties);
    Ok(set)
}

fn stretch(span: &Value, number: usize, text: &[char]) -> Option<Found> {
    let field = |key: &str, index: usize| span.get(key).or_else(|| span.get(index));
    let start = position(field("start", 0).or(span.get("start_offset")))?;
    let end = position(field("end", 1).or(span.get("end_offset")))?;
    let words: String = text.get(start as usize..end as usize)?.iter().collect();
    let name =
        |value: &Value| value.as_str().map(str::to_owned).or_else(|| value.as_u64().map(|n| n.to_string()));
    Some(Found {
        key: span.get("id").and_then(name).unwrap_or_else(|| format!("span {number}")),
        label: field("label", 2).and_then(Value::as_str).unwrap_or_default().to_owned(),
        selectors: vec![pieces::selector(&words, start, end)],
        facts: span.get("pullquote").and_then(|f| serde_json::from_value(f.clone()).ok()),
        part_of: span.get("part_of").and_then(name),
        ..Found::default()
    })
}

/// Ours by the spans' ids; Prodigy's by the spans' places; doccano's by its ids.
fn ties(value: &Value, found: &[Found], line: usize, skipped: &mut Vec<Skipped>) -> Vec<Tie> {
    let own = json::each(value["pullquote"].get("ties")).into_iter().filter_map(|tie| {
        let word = |i: usize| tie.get(i).and_then(Value::as_str);
        Some((pieces::relation_kind(word(0)?)?, word(1)?.to_owned(), word(2)?.to_owned()))
    });
    let own: Vec<_> = own.collect();
    if !own.is_empty() {
        return own;
    }
    let place = |f: &Found| match f.selectors[0].position {
        Some(Position::CodePoints(start, end)) => Some((start.0, end.0)),
        _ => None,
    };
    let keys: HashMap<_, &String> = found.iter().rev().map(|f| (place(f), &f.key)).collect();
    let key_at = |span: &Value| {
        let place = (position(span.get("start"))?, position(span.get("end"))?);
        keys.get(&Some(place)).map(|&key| key.clone())
    };
    let mut ties = vec![];
    for relation in json::each(value.get("relations")) {
        let word = relation.get("label").or(relation.get("type")).and_then(Value::as_str).unwrap_or_default();
        let id = |key: &str| relation.get(key).and_then(Value::as_u64).map(|n| n.to_string());
        let from = relation.get("head_span").and_then(key_at).or_else(|| id("from_id"));
        let to = relation.get("child_span").and_then(key_at).or_else(|| id("to_id"));
        match (pieces::relation_kind(word), from, to) {
            (Some(kind), Some(from), Some(to)) => ties.push((kind, from, to)),
            _ => {
                let what = format!("relation {word:?}: no such tie is known here");
                skipped.push(Skipped { line: Some(line), what });
            }
        }
    }
    ties
}

type Tie = (crate::annotation::RelationKind, String, String);
