//! What the formats in JSON share: errors in plain words, the line of a part of a file, values that may be lists.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::error::FormatError;
use crate::anchor::json_problem::json_problem;

/// Ids are numbers in some files.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum JsonId {
    Text(String),
    Number(serde_json::Number),
}

impl fmt::Display for JsonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JsonId::Text(text) => f.write_str(text),
            JsonId::Number(number) => number.fmt(f),
        }
    }
}

/// An error of the JSON reader; `above` is the number of lines before the part that it read.
pub(super) fn error(error: &serde_json::Error, above: usize) -> FormatError {
    FormatError {
        line: Some(error.line() + above),
        column: Some(error.column()),
        message: json_problem(error),
    }
}

/// The items of a JSON array, or the only value, each with its line (counted from 1).
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

/// Whether a value is this string, or a list that has it.
pub(super) fn includes(value: &Value, string: &str) -> bool {
    strings(Some(value)).contains(&string)
}

/// A value that may be one thing or several, as several.
pub(super) fn each(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None | Some(Value::Null) => vec![],
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
    }
}

/// A position in a text: a whole number.
pub(super) fn position(value: Option<&Value>) -> Option<u32> {
    value?.as_u64().and_then(|n| u32::try_from(n).ok())
}

/// The first JSON value of a file, or the first item of it where it is an array: what shows a file's format. An array that
/// begins with a text is a value of its own: a pair.
pub(super) fn first_item(file: &str) -> Option<Value> {
    let first: Value = serde_json::Deserializer::from_str(file).into_iter().next()?.ok()?;
    match first {
        Value::Array(items) if !matches!(items.first(), Some(Value::String(_))) => items.into_iter().next(),
        value => Some(value),
    }
}

/// What is wrong with a file that begins as JSON does.
pub(super) fn first_error(file: &str) -> Option<FormatError> {
    if !file.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(file).into_iter::<Value>();
    values.find_map(Result::err).map(|e| error(&e, 0))
}
