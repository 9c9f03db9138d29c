//! The MUSTs of the Web Annotation Data Model that keep a reader from guessing what an annotation says. Who made
//! it, when and under which licence is not read here, and so not asked.

use std::collections::HashMap;

use serde_json::Value;
use serde_json::value::RawValue;

use super::super::FormatError;
use super::super::json::{self, each, includes};

/// A rule that an annotation breaks, and by which of its keys.
pub(super) struct BrokenRule {
    key: &'static str,
    message: String,
}

impl BrokenRule {
    /// With the line of the key's value; where the key is missing, with the line of the annotation.
    pub(super) fn at(self, annotation: &RawValue, line: usize) -> FormatError {
        let text = annotation.get();
        let fields: HashMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();
        let down = fields.get(self.key).map_or(0, |value| json::line_of(text, value.get()) - 1);
        FormatError::at_line(line + down, format!("not a Web Annotation: {}", self.message))
    }
}

pub(super) fn check(item: &Value) -> Result<(), BrokenRule> {
    let wrong = |key, message: &str| Err(BrokenRule { key, message: message.to_owned() });
    if !item.is_object() {
        return wrong("", "an annotation must be an object in braces");
    }
    if !includes(&item["type"], "Annotation") {
        return wrong("type", "\"type\" must be or contain \"Annotation\"");
    }
    let Some(id) = item["id"].as_str() else { return wrong("id", "it needs one \"id\"") };
    // Some tools number theirs; that is no IRI, but it names the annotation.
    if id.is_empty() || id.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return wrong("id", "its \"id\" must be an IRI, without spaces");
    }
    if each(item.get("target")).is_empty() {
        return wrong("target", "it needs a \"target\"");
    }
    if item.get("body").is_some() && item.get("bodyValue").is_some() {
        return wrong("bodyValue", "it has both \"body\" and \"bodyValue\"; only one is allowed");
    }
    if item.get("bodyValue").is_some_and(|value| !value.is_string()) {
        return wrong("bodyValue", "\"bodyValue\" must be one string");
    }
    for key in ["target", "body"] {
        for resource in each(item.get(key)) {
            self::resource(resource)
                .map_err(|why| BrokenRule { key, message: format!("its {key:?} {why}") })?;
        }
    }
    Ok(())
}

/// Checks one body or target.
fn resource(resource: &Value) -> Result<(), &'static str> {
    let one_string = |value: Option<&Value>| value.is_some_and(Value::is_string);
    match resource {
        Value::String(_) => Ok(()),
        Value::Object(fields) => {
            let kind = &resource["type"];
            if includes(kind, "TextualBody") && !one_string(fields.get("value")) {
                return Err("is a TextualBody and needs one \"value\", a string");
            }
            if includes(kind, "SpecificResource") && fields.get("source").is_none() {
                return Err("is a SpecificResource and needs its \"source\"");
            }
            each(fields.get("selector")).into_iter().try_for_each(selector)
        }
        _ => Err("must be an IRI, or an object in braces"),
    }
}

fn selector(selector: &Value) -> Result<(), &'static str> {
    let kind = |name| includes(&selector["type"], name);
    if kind("FragmentSelector") && !selector["value"].is_string() {
        return Err("has a FragmentSelector, which needs one \"value\", a string");
    }
    if kind("TextQuoteSelector") && !selector["exact"].is_string() {
        return Err("has a TextQuoteSelector, which needs the words in \"exact\"");
    }
    let place = |key: &str| selector[key].as_u64();
    if kind("TextPositionSelector") && place("start").zip(place("end")).is_none_or(|(start, end)| end < start)
    {
        return Err(
            "has a TextPositionSelector, which needs \"start\" and \"end\" as whole numbers in order",
        );
    }
    Ok(())
}
