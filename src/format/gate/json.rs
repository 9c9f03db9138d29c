//! Reads documents of GATE in JSON.

use serde_json::Value;

use super::super::Imported;
use super::super::json::{self, position};
use super::{GateAnnotation, Utf16Places, imported};

/// A text with sets of annotations (`bdocjs`), or with lists of annotations by their types.
fn is_json(value: &Value) -> bool {
    let is_list_of_places = |list: &Value| list[0]["indices"].is_array();
    let by_type = || value["entities"].as_object().is_some_and(|types| types.values().any(is_list_of_places));
    value["text"].is_string() && (value["annotation_sets"].is_object() || by_type())
}

/// The document, where it is one.
pub(in super::super) fn article(value: &Value) -> Option<Imported> {
    let text = value["text"].as_str().filter(|_| is_json(value))?;
    let counts_code_points = value["offset_type"] == "p";
    let places = Utf16Places::of(text);
    let place = |value: Option<&Value>| {
        let unit = position(value)?;
        if counts_code_points { Some(unit) } else { places.code_point(unit) }
    };
    let annotation =
        |value: &Value, kind: &str, (start, end): (Option<&Value>, Option<&Value>)| GateAnnotation {
            kind: kind.to_owned(),
            id: value["id"].as_u64().map(|id| id.to_string()).unwrap_or_default(),
            // What has no place is told as such.
            start: place(start).unwrap_or(u32::MAX),
            end: place(end).unwrap_or(0),
            features: value
                .get("features")
                .unwrap_or(value)
                .as_object()
                .into_iter()
                .flatten()
                .filter_map(|(name, value)| Some((name.clone(), plain(value)?)))
                .filter(|(name, _)| !["indices", "id", "type", "start", "end"].contains(&name.as_str()))
                .collect(),
        };
    let sets = match value["annotation_sets"].as_object() {
        Some(sets) => {
            let read = |set: &Value| {
                let all = json::each(set.get("annotations")).into_iter();
                let kind = |one: &Value| one["type"].as_str().unwrap_or_default().to_owned();
                all.map(|one| annotation(one, &kind(one), (one.get("start"), one.get("end")))).collect()
            };
            sets.iter().map(|(name, set)| (name.clone(), read(set))).collect()
        }
        None => {
            let types = value["entities"].as_object().into_iter().flatten();
            let read = types.flat_map(|(kind, list)| {
                let all = json::each(Some(list)).into_iter();
                let places =
                    |one: &'_ Value| (one["indices"].get(0).cloned(), one["indices"].get(1).cloned());
                all.map(|one| {
                    let (start, end) = places(one);
                    annotation(one, kind, (start.as_ref(), end.as_ref()))
                })
                .collect::<Vec<_>>()
            });
            vec![(String::new(), read.collect())]
        }
    };
    let mut set = imported(text.to_owned(), sets);
    set.id = value["name"].as_str().filter(|name| !name.is_empty()).map(str::to_owned);
    Some(set)
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
