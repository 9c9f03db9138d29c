//! Names and values as attributes of the page carry them.

use crate::read_json;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The name that serde gives a value without data: `direct`, `PERSON`.
pub(crate) fn wire_name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => json(value),
    }
}

/// The value with this name, if there is one.
pub(crate) fn from_wire_name<T: DeserializeOwned>(name: &str) -> Option<T> {
    read_json::from_value(&serde_json::Value::from(name)).ok()
}

/// A value as JSON.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("what the page sends is made of names, numbers and texts")
}

/// The value that some JSON stands for, if it does.
pub(crate) fn from_json<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}
