//! The MUSTs of the Web Annotation Data Model that keep a reader from guessing what an annotation says. Who made
//! it, when and under which licence is not read here, and so not asked.

use std::collections::HashMap;

use serde_json::Value;
use serde_json::value::RawValue;

use super::super::super::FormatError;
use super::super::super::json::{self, each};
use super::is;

/// A rule that an annotation breaks, and by which of its keys.
pub(super) struct Broken {
    key: &'static str,
    message: String,
}

impl Broken {
    /// With the line on which the key's value stands; where the key is missing, that of the annotation.
    pub(super) fn at(self, annotation: &RawValue, line: usize) -> FormatError {
        let text = annotation.get();
        let fields: HashMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();
        let down = fields.get(self.key).map_or(0, |value| json::line_of(text, value.get()) - 1);
        FormatError::at_line(line + down, format!("no Web Annotation: {}", self.message))
    }
}

pub(super) fn check(item: &Value) -> Result<(), Broken> {
    let wrong = |key, message: &str| Err(Broken { key, message: message.to_owned() });
    if !item.is_object() {
        return wrong("", "an annotation is an object in braces");
    }
    if !is(&item["type"], "Annotation") {
        return wrong("type", "\"type\" is to be, or to hold, \"Annotation\"");
    }
    let Some(id) = item["id"].as_str() else { return wrong("id", "it needs one \"id\"") };
    // Some tools number theirs; that is no IRI, but it names the annotation.
    if id.is_empty() || id.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return wrong("id", "its \"id\" is to be an IRI, which has no blanks in it");
    }
    if each(item.get("target")).is_empty() {
        return wrong("target", "it needs a \"target\"");
    }
    if item.get("body").is_some() && item.get("bodyValue").is_some() {
        return wrong("bodyValue", "it has both \"body\" and \"bodyValue\"; only one may stand");
    }
    if item.get("bodyValue").is_some_and(|value| !value.is_string()) {
        return wrong("bodyValue", "\"bodyValue\" is to be one string");
    }
    for key in ["target", "body"] {
        for resource in each(item.get(key)) {
            self::resource(resource).map_err(|why| Broken { key, message: format!("its {key:?} {why}") })?;
        }
    }
    Ok(())
}

/// What a body or target is to be.
fn resource(resource: &Value) -> Result<(), &'static str> {
    let one_string = |value: Option<&Value>| value.is_some_and(Value::is_string);
    match resource {
        Value::String(_) => Ok(()),
        Value::Object(fields) => {
            let kind = &resource["type"];
            if is(kind, "TextualBody") && !one_string(fields.get("value")) {
                return Err("is a TextualBody and needs one \"value\", a string");
            }
            if is(kind, "SpecificResource") && fields.get("source").is_none() {
                return Err("is a SpecificResource and needs its \"source\"");
            }
            each(fields.get("selector")).into_iter().try_for_each(selector)
        }
        _ => Err("is to be an IRI, or an object in braces"),
    }
}

fn selector(selector: &Value) -> Result<(), &'static str> {
    let kind = |name| is(&selector["type"], name);
    if kind("FragmentSelector") && !selector["value"].is_string() {
        return Err("has a FragmentSelector, which needs one \"value\", a string");
    }
    if kind("TextQuoteSelector") && !selector["exact"].is_string() {
        return Err("has a TextQuoteSelector, which needs \"exact\", the words");
    }
    let place = |key: &str| selector[key].as_u64();
    if kind("TextPositionSelector") && place("start").zip(place("end")).is_none_or(|(start, end)| end < start)
    {
        return Err("has a TextPositionSelector, which needs \"start\" and \"end\", whole numbers in order");
    }
    Ok(())
}
