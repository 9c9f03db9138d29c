//! JSON that is read in one way, from text. Each other way in which `serde_json` can read (bytes, its own values) has
//! every reader of a type compiled once more.

use serde::de::{DeserializeOwned, Error};

/// What some bytes say.
///
/// # Errors
/// If they are no JSON, or say something else.
pub(crate) fn from_bytes<T: DeserializeOwned>(json: &[u8]) -> Result<T, serde_json::Error> {
    std::str::from_utf8(json).map_err(Error::custom).and_then(from_text)
}

/// What a value says that is read already.
///
/// # Errors
/// If it says something else.
pub(crate) fn from_value<T: DeserializeOwned>(value: &serde_json::Value) -> Result<T, serde_json::Error> {
    from_text(&value.to_string())
}

fn from_text<T: DeserializeOwned>(json: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(json)
}
