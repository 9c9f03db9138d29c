//! Two copies of a record: whether one can be read, and which is newer.

use super::entry::LibraryEntry;
use super::keys::{ASIDE_PREFIX, PREFIX, key};
use super::record;
use super::repair::unseal_or_repair;
use crate::read_json;

/// Whether a stored value is what was written under this key. What was set aside is kept as it is, so it always is.
pub(crate) fn is_readable(record_key: &str, value: &str) -> bool {
    if record_key.starts_with(ASIDE_PREFIX) {
        return true;
    }
    if record_key.starts_with(PREFIX) {
        return record::is_intact(record_key, value);
    }
    serde_json::from_str::<serde::de::IgnoredAny>(value).is_ok()
}

/// When a record was written: a count of saves, or a time. `None` where it cannot be read or does not say.
pub(crate) fn save_time(record_key: &str, value: &str) -> Option<f64> {
    let json = record::unseal(record_key, value)?;
    let record: serde_json::Value = read_json::from_bytes(&json).ok()?;
    record.get("saved").or(record.get("time"))?.as_f64()
}

/// Whether a copy that cannot be read can be repaired, and then says something else than one that can be read.
pub(crate) fn differs_when_repaired(record_key: &str, damaged: &str, readable: &str) -> bool {
    unseal_or_repair(record_key, damaged)
        .is_some_and(|json| record::unseal(record_key, readable) != Some(json))
}

/// Whether the small record of an article says that its work was saved by a visit that could not read the database.
pub(crate) fn is_apart(record_key: &str, value: &str) -> bool {
    let entry = record::unseal(record_key, value).and_then(|json| read_json::from_bytes(&json).ok());
    entry.is_some_and(|entry: LibraryEntry| entry.is_apart)
}

/// The key of the small record that says when this one was written.
pub(crate) fn dated_by(record_key: &str) -> Option<String> {
    let id = article_of_work(record_key)?;
    Some(key("entry", id))
}

/// The keys of the records of an article.
pub(crate) fn article_keys(id: &str) -> [String; 3] {
    ["text", "work", "entry"].map(|kind| key(kind, id))
}

/// The article's id in the key of a work record.
pub(crate) fn article_of_work(record_key: &str) -> Option<&str> {
    record_key.strip_prefix(PREFIX)?.strip_prefix("work/")
}
