//! What the formats in JSON share: where in a file something stands, and which format a file is in.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Format, FormatError};

/// Ids are numbers in some files.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Name {
    Text(String),
    Number(serde_json::Number),
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Name::Text(text) => f.write_str(text),
            Name::Number(number) => number.fmt(f),
        }
    }
}

/// A trouble of the JSON reader; `above` lines stand before what it read.
pub(super) fn error(error: &serde_json::Error, above: usize) -> FormatError {
    let mut message = error.to_string();
    // The place is told apart from the message.
    if let Some(at) = message.rfind(" at line ") {
        message.truncate(at);
    }
    if message == "recursion limit exceeded" {
        "nested more than 128 levels deep, which no annotation needs".clone_into(&mut message);
    }
    let hint = if error.is_data() { "" } else { "not JSON: " };
    FormatError {
        line: Some(error.line() + above),
        column: Some(error.column()),
        message: format!("{hint}{message}"),
    }
}

/// The items of a JSON array, or the one that stands alone, each with its line (counted from 1).
pub(super) fn items<'a>(
    file: &'a str,
    part: &'a RawValue,
) -> Result<Vec<(usize, &'a RawValue)>, FormatError> {
    let text = part.get();
    if !text.starts_with('[') {
        return Ok(vec![(line_of(file, text), part)]);
    }
    let above = line_of(file, text) - 1;
    let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|e| error(&e, above))?;
    // Each item's line is counted on from the one before: the file is walked once.
    let mut counted = (text.as_ptr() as usize, above + 1);
    Ok(items
        .into_iter()
        .map(|item| {
            let at = item.get().as_ptr() as usize;
            let between = &text[counted.0 - text.as_ptr() as usize..at - text.as_ptr() as usize];
            counted = (at, counted.1 + between.matches('\n').count());
            (counted.1, item)
        })
        .collect())
}

/// The line (counted from 1) of the file on which a part of it begins.
pub(super) fn line_of(file: &str, part: &str) -> usize {
    let at = (part.as_ptr() as usize).saturating_sub(file.as_ptr() as usize);
    1 + file.get(..at).map_or(0, |above| above.matches('\n').count())
}

/// The strings of a value that may be one string or several.
pub(super) fn strings(value: Option<&Value>) -> Vec<&str> {
    each(value).into_iter().filter_map(Value::as_str).collect()
}

/// A value that may be one thing or several, as several.
pub(super) fn each(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None | Some(Value::Null) => vec![],
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
    }
}

/// A whole number of a place in a text.
pub(super) fn position(value: Option<&Value>) -> Option<u32> {
    value?.as_u64().and_then(|n| u32::try_from(n).ok())
}

/// Which of the formats in JSON a file is in.
pub(super) fn detect(file: &str) -> Option<Format> {
    let first = first_value(file)?;
    let one = if let Value::Array(items) = &first { items.first()? } else { &first };
    let has = |key: &str| one.get(key).is_some();
    if has("@context") || one.get("type").is_some_and(|t| strings(Some(t)).contains(&"Annotation")) {
        return Some(Format::Jsonld);
    }
    if has("%FEATURE_STRUCTURES") || has("%VIEWS") {
        return Some(Format::Cas);
    }
    let is_task = has("data") && (has("predictions") || has("annotations") || has("completions"));
    if is_task || (has("text") && (has("annotator") || has("annotation_id"))) {
        return Some(Format::Labelstudio);
    }
    let is_export = has("annotations") && (has("export_date") || has("client_version"));
    let is_answer = has("rows") && has("total");
    if is_export || is_answer || (has("uri") && has("target")) {
        return Some(Format::Hypothesis);
    }
    let spans = ["spans", "tokens", "label", "labels", "relations"];
    if has("text") && !has("quotes") && spans.into_iter().any(has) {
        return Some(Format::Prodigy);
    }
    (has("quotes") || (has("entities") && has("dates"))).then_some(Format::Jsonl)
}

/// What is wrong with a file that begins as JSON does.
pub(super) fn trouble(file: &str) -> Option<FormatError> {
    if !file.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(file).into_iter::<Value>();
    values.find_map(Result::err).map(|e| error(&e, 0))
}

/// The file's value, or that of its first line.
fn first_value(file: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(file).into_iter().next()?.ok()
}
