//! Label Studio's tasks: a text with a prediction whose regions and relations can be corrected there. Places in
//! code points, end exclusive. [`labelstudio_configuration`] is the labelling set-up that the tasks need.

use serde_json::{Value, json};

use super::json::{self, each, position, strings};
use super::pieces::{self, Facts, Found, Piece};
use super::{FormatError, Imported, Skipped, labels};
use crate::annotation::AnnotationSet;
use crate::document::Document;

/// The labelling set-up (XML) to paste into a project of Label Studio.
pub fn labelstudio_configuration() -> String {
    let labels: String =
        labels::ALL.iter().map(|label| format!("    <Label value=\"{label}\"/>\n")).collect();
    format!(
        "<View>\n  <Relations>\n    <Relation value=\"Speaker\"/>\n    <Relation value=\"Cue\"/>\n  </Relations>\n  \
         <Labels name=\"label\" toName=\"text\">\n{labels}  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n"
    )
}

/// A list of one task.
pub(crate) fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
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
pub(crate) fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
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
    // The small export ("JSON-MIN") has the task's data and the labels side by side.
    let small = task.get("data").is_none();
    let data = if small { task } else { &task["data"] };
    let Some(text) = text(data, small) else {
        return Err(FormatError::at_line(line, "no task of Label Studio's: it needs its text in \"data\""));
    };
    let id = data["id"].as_str().map(str::to_owned).or_else(|| task["id"].as_u64().map(|n| n.to_string()));
    let mut set = Imported { id, text: Some(text.to_owned()), ..Imported::default() };
    set.meta.title = data["title"].as_str().map(str::to_owned);
    set.meta.url = data["url"].as_str().map(str::to_owned);
    let made = if small { Made::by_people(labels_beside(task)) } else { made(task, line, &mut set.skipped) };
    let (mut found, mut ties) = (vec![], vec![]);
    for (item, number) in made.items.iter().zip(0..) {
        if item["type"].as_str() == Some("relation") {
            let words = strings(item.get("labels"));
            let end = |key: &str| item[key].as_str().map(str::to_owned);
            let kind = words.iter().copied().find_map(pieces::relation_kind);
            match (kind, end("from_id"), end("to_id")) {
                (Some(kind), Some(from), Some(to)) => ties.push((kind, from, to)),
                _ => {
                    let what = format!("relation {:?}: no such tie is known here", words.join(", "));
                    set.skipped.push(Skipped { line: Some(line), what });
                }
            }
            continue;
        }
        match stretch(item, number, made.confidence(item)) {
            Some(stretch) => found.push(stretch),
            None => {
                let kind = item["type"].as_str().unwrap_or("item");
                let what = format!("{kind} {}: no labelled passage of text", item["id"]);
                set.skipped.push(Skipped { line: Some(line), what });
            }
        }
    }
    pieces::gather(&mut set, found, ties);
    Ok(set)
}

/// Set-ups name the text as they like: it is "text", or else the only string of the data.
fn text(data: &Value, small: bool) -> Option<&str> {
    if let Some(text) = data["text"].as_str().filter(|_| !small || labels_beside(data).is_some()) {
        return Some(text);
    }
    let mut strings = data.as_object().filter(|_| !small)?.values().filter_map(Value::as_str);
    strings.next().filter(|_| strings.next().is_none())
}

/// The labels of the small export, under whatever name the set-up gave them.
fn labels_beside(task: &Value) -> Option<&Vec<Value>> {
    let are_labels = |list: &&Vec<Value>| list.iter().all(|item| item.get("labels").is_some());
    task.as_object()?.values().filter_map(Value::as_array).find(are_labels)
}

/// The regions of a task that count.
struct Made<'a> {
    items: Vec<&'a Value>,
    by_people: bool,
}

impl<'a> Made<'a> {
    fn by_people(items: Option<&'a Vec<Value>>) -> Made<'a> {
        Made { items: items.into_iter().flatten().collect(), by_people: true }
    }

    fn confidence(&self, item: &Value) -> Option<f32> {
        (!self.by_people).then(|| item["score"].as_f64().unwrap_or(0.5) as f32)
    }
}

/// What people made goes before what was proposed to them; of several people's work the last counts.
fn made<'a>(task: &'a Value, line: usize, skipped: &mut Vec<Skipped>) -> Made<'a> {
    for key in ["annotations", "completions", "predictions"] {
        let mut all = each(task.get(key));
        all.retain(|one| one["was_cancelled"] != true);
        let Some(last) = all.pop() else { continue };
        if !all.is_empty() {
            let what = format!("the task has {} {key}; the last is read", all.len() + 1);
            skipped.push(Skipped { line: Some(line), what });
        }
        return Made { items: each(last.get("result")), by_people: key != "predictions" };
    }
    Made { items: vec![], by_people: true }
}

fn stretch(item: &Value, number: usize, confidence: Option<f32>) -> Option<Found> {
    // In the small export the region is its value; in a set-up for pages the places in the text are apart.
    let value = item.get("value").unwrap_or(item);
    let place = value.get("globalOffsets").unwrap_or(value);
    let (start, end) = (position(place.get("start"))?, position(place.get("end"))?);
    let carried = &item["meta"]["pullquote"];
    let facts: Option<Facts> = serde_json::from_value(carried.clone()).ok();
    let note = strings(item["meta"].get("text")).join("\n");
    let labels = strings(value.get("labels").or(value.get("hypertextlabels")));
    let (label, more) = labels.split_first()?;
    Some(Found {
        key: item["id"].as_str().map_or_else(|| format!("region {number}"), str::to_owned),
        label: (*label).to_owned(),
        selectors: vec![pieces::selector(value["text"].as_str().unwrap_or_default(), start, end)],
        part_of: carried["part_of"].as_str().map(str::to_owned),
        note: Some(note).filter(|n| !n.is_empty()),
        tags: more.iter().map(|&label| label.to_owned()).collect(),
        facts,
        confidence,
        ..Found::default()
    })
}
