//! Tasks of Label Studio: a text with a prediction, whose regions and relations people can correct there. Positions
//! count code points; the end is exclusive. The tasks need the labelling set-up in `labels.xml`.

use serde_json::{Value, json};

use super::json::{self, each, position, strings};
use super::labelled_spans::{self, AnnotationDetails, ImportedSpan, KeyedRelation, LabelledSpan};
use super::spec::{
    CompanionFile, CompanionInput, FileStart, FormatCodec, FormatSpec, LOSES_REJECTED, SeveralArticles,
};
use super::{FormatError, Imported, Skipped, article_details, labels};
use crate::annotation::AnnotationSet;
use crate::document::Document;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "labelstudio",
    label: "Label Studio (JSON)",
    extension: "json",
    own_endings: &[],
    media_type: "application/json",
    leaves_out: LOSES_REJECTED,
    several_articles: SeveralArticles::OneFileEach,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec = FormatCodec { companion_files, detect: is_task, write, read };

/// A task, or one of the small export ("JSON-MIN").
fn is_task(file: &FileStart) -> bool {
    let is_task = ["predictions", "annotations", "completions"].iter().any(|key| file.has_key(key));
    (file.has_key("data") && is_task) || is_small(file)
}

/// Whether the file is of the small export, whose keys Prodigy's tasks share in part.
pub(super) fn is_small(file: &FileStart) -> bool {
    file.has_key("text") && (file.has_key("annotator") || file.has_key("annotation_id"))
}

fn companion_files(_: &CompanionInput) -> Vec<CompanionFile> {
    vec![CompanionFile { name: "labels.xml".to_owned(), text: configuration() }]
}

/// The labelling set-up (XML) to paste into a project of Label Studio.
fn configuration() -> String {
    let labels: String =
        labels::ALL.iter().map(|label| format!("    <Label value=\"{label}\"/>\n")).collect();
    format!(
        "<View>\n  <Relations>\n    <Relation value=\"Speaker\"/>\n    <Relation value=\"Cue\"/>\n  </Relations>\n  \
         <Labels name=\"label\" toName=\"text\">\n{labels}  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n"
    )
}

/// A list of one task.
fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let mut result: Vec<Value> =
        labelled_spans::spans(document, set).iter().map(|span| region(document, span)).collect();
    result.extend(labelled_spans::relations(set).map(|relation| {
        json!({
            "type": "relation",
            "from_id": relation.from.to_string(),
            "to_id": relation.to.to_string(),
            "direction": "right",
            "labels": [labelled_spans::relation_word(relation.kind)],
        })
    }));
    let mut data = article_details::with_id(id, document.meta());
    data.insert("text".to_owned(), document.text().into());
    let task = json!([{
        "data": data,
        "predictions": [{ "model_version": "pullquote", "result": result }],
    }]);
    let mut text = serde_json::to_string_pretty(&task).expect("values become JSON");
    text.push('\n');
    text
}

fn region(document: &Document, span: &LabelledSpan) -> Value {
    let carried = if span.part == 0 {
        serde_json::to_value(AnnotationDetails::of(span)).expect("plain values become JSON")
    } else {
        json!({ "part_of": span.annotation.id.to_string() })
    };
    let note = &span.annotation.note;
    let notes: Vec<&String> = Some(note).filter(|n| !n.is_empty()).into_iter().collect();
    json!({
        "id": span.key(),
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": span.start,
            "end": span.end,
            "text": document.slice(span.span),
            "labels": [labels::label(&span.annotation.body)],
        },
        "score": f64::from(span.annotation.confidence()),
        "meta": { "text": notes, "pullquote": carried },
    })
}

/// The tasks of a file, one an article.
fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
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
        return Err(FormatError::at_line(line, "not a task of Label Studio: it has no text in \"data\""));
    };
    let id = data["id"].as_str().map(str::to_owned).or_else(|| task["id"].as_u64().map(|n| n.to_string()));
    let mut set = Imported { id, text: Some(text.to_owned()), ..Imported::default() };
    set.meta = article_details::of_value(data);
    let regions = if small {
        LabelledRegions::by_people(labels_beside(task))
    } else {
        labelled_regions(task, line, &mut set.skipped)
    };
    let (mut found, mut relations): (_, Vec<KeyedRelation>) = (vec![], vec![]);
    for (item, number) in regions.items.iter().zip(0..) {
        if item["type"].as_str() == Some("relation") {
            let words = strings(item.get("labels"));
            let end = |key: &str| item[key].as_str().map(str::to_owned);
            let kind = words.iter().copied().find_map(labelled_spans::relation_kind);
            match (kind, end("from_id"), end("to_id")) {
                (Some(kind), Some(from), Some(to)) => relations.push((kind, from, to)),
                _ => {
                    let skipped = labelled_spans::skipped_relation(Some(line), &words.join(", "));
                    set.skipped.push(skipped);
                }
            }
            continue;
        }
        match imported_span(item, number, regions.confidence(item)) {
            Some(span) => found.push(span),
            None => {
                let kind = item["type"].as_str().unwrap_or("item");
                let what = format!("{kind} {} is not imported: it labels no passage of text", item["id"]);
                set.skipped.push(Skipped { line: Some(line), what });
            }
        }
    }
    labelled_spans::assemble(&mut set, found, relations);
    Ok(set)
}

/// A labelling set-up can give the text any name. It is "text", or the only string of the data.
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
    let lists = || task.as_object().into_iter().flat_map(|task| task.values()).filter_map(Value::as_array);
    // Other controls may have nothing in theirs.
    lists().filter(|list| !list.is_empty()).find(are_labels).or_else(|| lists().find(are_labels))
}

/// The regions of a task that count.
struct LabelledRegions<'a> {
    items: Vec<&'a Value>,
    by_people: bool,
}

impl<'a> LabelledRegions<'a> {
    fn by_people(items: Option<&'a Vec<Value>>) -> LabelledRegions<'a> {
        LabelledRegions { items: items.into_iter().flatten().collect(), by_people: true }
    }

    fn confidence(&self, item: &Value) -> Option<f32> {
        (!self.by_people).then(|| item["score"].as_f64().unwrap_or(0.5) as f32)
    }
}

/// What people made outweighs what was proposed to them. Of several people's work the last counts.
fn labelled_regions<'a>(task: &'a Value, line: usize, skipped: &mut Vec<Skipped>) -> LabelledRegions<'a> {
    for key in ["annotations", "completions", "predictions"] {
        let mut all = each(task.get(key));
        all.retain(|one| one["was_cancelled"] != true);
        let Some(last) = all.pop() else { continue };
        if !all.is_empty() {
            let what = format!("the task has {} {key}; only the last is imported", all.len() + 1);
            skipped.push(Skipped { line: Some(line), what });
        }
        return LabelledRegions { items: each(last.get("result")), by_people: key != "predictions" };
    }
    LabelledRegions { items: vec![], by_people: true }
}

fn imported_span(item: &Value, number: usize, confidence: Option<f32>) -> Option<ImportedSpan> {
    // In the small export the region is its value; in a set-up for pages the places in the text are apart.
    let value = item.get("value").unwrap_or(item);
    let place = value.get("globalOffsets").unwrap_or(value);
    let (start, end) = (position(place.get("start"))?, position(place.get("end"))?);
    let carried = &item["meta"]["pullquote"];
    let details: Option<AnnotationDetails> = serde_json::from_value(carried.clone()).ok();
    let note = strings(item["meta"].get("text")).join("\n");
    let labels = strings(value.get("labels").or(value.get("hypertextlabels")));
    let (label, more) = labels.split_first()?;
    Some(ImportedSpan {
        key: item["id"].as_str().map_or_else(|| format!("region {number}"), str::to_owned),
        label: (*label).to_owned(),
        selectors: vec![labelled_spans::selector(value["text"].as_str().unwrap_or_default(), start, end)],
        part_of: carried["part_of"].as_str().map(str::to_owned),
        note: Some(note).filter(|n| !n.is_empty()),
        tags: more.iter().map(|&label| label.to_owned()).collect(),
        details,
        checked: confidence.is_none(),
        confidence,
        ..ImportedSpan::default()
    })
}
