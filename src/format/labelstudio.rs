//! Label Studio's tasks: a text with a prediction whose regions and relations can be corrected there. Places in
//! code points, end exclusive. [`configuration`] is the labelling set-up that the tasks need.

use serde_json::{Value, json};

use super::json::{self, each, position, strings};
use super::pieces::{self, Facts, Found, Piece};
use super::{FormatError, Imported, Skipped, labels};
use crate::annotation::AnnotationSet;
use crate::document::Document;

/// The labelling set-up (XML) to paste into a project of Label Studio.
pub fn configuration() -> String {
    let labels: String =
        labels::ALL.iter().map(|label| format!("    <Label value=\"{label}\"/>\n")).collect();
    format!(
        "<View>\n  <Relations>\n    <Relation value=\"Speaker\"/>\n    <Relation value=\"Cue\"/>\n  </Relations>\n  \
         <Labels name=\"label\" toName=\"text\">\n{labels}  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n"
    )
}

/// A list of one task.
pub fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let mut result: Vec<Value> =
        pieces::pieces(document, set).iter().map(|piece| region(document, piece)).collect();
    result.extend(pieces::relations(set).map(|relation| {
        json!({
            "type": "relation",
            "from_id": relation.from.to_string(),
            "to_id": relation.to.to_string(),
            "direction": "right",
            "labels": [pieces::relation_word(relation.kind)],
        })
    }));
    let meta = document.meta();
    let task = json!([{
        "data": { "text": document.text(), "id": id, "title": meta.title, "url": meta.url },
        "predictions": [{ "model_version": "pullquote", "result": result }],
    }]);
    let mut text = serde_json::to_string_pretty(&task).expect("values become JSON");
    text.push('\n');
    text
}

fn region(document: &Document, piece: &Piece) -> Value {
    let carried = if piece.part == 0 {
        serde_json::to_value(Facts::of(piece.annotation)).expect("plain values become JSON")
    } else {
        json!({ "part_of": piece.annotation.id.to_string() })
    };
    let note = &piece.annotation.note;
    let notes: Vec<&String> = Some(note).filter(|n| !n.is_empty()).into_iter().collect();
    json!({
        "id": piece.key(),
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": piece.start,
            "end": piece.end,
            "text": document.slice(piece.span),
            "labels": [labels::label(&piece.annotation.body)],
        },
        "score": f64::from(piece.annotation.confidence()),
        "meta": { "text": notes, "pullquote": carried },
    })
}

/// The tasks of a file, one an article.
pub fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    let raw: &serde_json::value::RawValue = serde_json::from_str(file).map_err(|e| json::error(&e, 0))?;
    let tasks = json::items(file, raw)?.into_iter();
    tasks
        .map(|(line, task)| {
            let task: Value = serde_json::from_str(task.get()).map_err(|e| json::error(&e, line - 1))?;
            article(&task, line)
        })
        .collect()
}

fn article(task: &Value, line: usize) -> Result<Imported, FormatError> {
    let data = &task["data"];
    let texts =
        data.as_object().map(|fields| fields.iter().filter(|(_, v)| v.is_string()).collect::<Vec<_>>());
    let text = data["text"].as_str().or_else(|| match texts.as_deref() {
        // Set-ups name the text as they like.
        Some([(_, only)]) => only.as_str(),
        _ => None,
    });
    let Some(text) = text else {
        return Err(FormatError::at_line(line, "no task of Label Studio's: it needs its text in \"data\""));
    };
    let id = data["id"].as_str().map(str::to_owned).or_else(|| task["id"].as_u64().map(|n| n.to_string()));
    let mut set = Imported { id, text: Some(text.to_owned()), ..Imported::default() };
    set.meta.title = data["title"].as_str().map(str::to_owned);
    set.meta.url = data["url"].as_str().map(str::to_owned);
    // What people made goes before what was proposed to them.
    let made = ["annotations", "completions", "predictions"].iter().find_map(|key| each(task.get(key)).pop());
    let (mut found, mut ties) = (vec![], vec![]);
    for item in each(made.and_then(|m| m.get("result"))) {
        if item["type"].as_str() == Some("relation") {
            let kind = strings(item.get("labels")).into_iter().find_map(pieces::relation_kind);
            let end = |key: &str| item[key].as_str().map(str::to_owned);
            if let (Some(kind), Some(from), Some(to)) = (kind, end("from_id"), end("to_id")) {
                ties.push((kind, from, to));
                continue;
            }
        }
        match stretch(item) {
            Some(stretch) => found.push(stretch),
            None => {
                let what = format!("{} {}: no labelled passage of text", item["type"], item["id"]);
                set.skipped.push(Skipped { line: Some(line), what });
            }
        }
    }
    pieces::gather(&mut set, found, ties);
    Ok(set)
}

fn stretch(item: &Value) -> Option<Found> {
    let value = &item["value"];
    let (start, end) = (position(value.get("start"))?, position(value.get("end"))?);
    let carried = &item["meta"]["pullquote"];
    let facts: Option<Facts> = serde_json::from_value(carried.clone()).ok();
    let note = strings(item["meta"].get("text")).join("\n");
    Some(Found {
        key: item["id"].as_str()?.to_owned(),
        label: strings(value.get("labels")).first().copied().unwrap_or_default().to_owned(),
        selectors: vec![pieces::selector(value["text"].as_str().unwrap_or_default(), start, end)],
        part_of: carried["part_of"].as_str().map(str::to_owned),
        note: Some(note).filter(|n| !n.is_empty()),
        facts,
        ..Found::default()
    })
}
