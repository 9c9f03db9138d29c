//! The keys under which records are stored.

/// All keys begin with this: on `file://` other pages share the storage. The number is the records' version.
pub(super) const PREFIX: &str = "pullquote/2/";

/// Version 1 wrote plain JSON. Such a record is read where there is no newer one, and removed once there is.
const FORMER_PREFIX: &str = "pullquote/1/";

/// A record under a key that begins with this is in the database only: local storage never has it, and the start neither
/// reads nor compares it.
pub(crate) const POINT_PREFIX: &str = "pullquote/2/point/";

/// A record that cannot be read moves here when something new is written in its place.
pub(super) const ASIDE_PREFIX: &str = "pullquote/aside/";

/// The key of a record; `kind` is `text`, `work`, `entry`, `older`, `answers`, `bookmark`, `backups` or `steps`.
pub(super) fn key(kind: &str, id: &str) -> String {
    format!("{PREFIX}{kind}/{id}")
}

/// The key of an article's text.
pub(crate) fn key_of_text(id: &str) -> String {
    key("text", id)
}

/// The key that a record had in version 1.
pub(super) fn former_key(key: &str) -> String {
    key.replacen(PREFIX, FORMER_PREFIX, 1)
}

/// The key for a value of a record that cannot be read; earlier versions kept one only, without a number.
pub(super) fn aside_key(record_key: &str, number: u32) -> String {
    let number = if number == 1 { String::new() } else { format!("#{number}") };
    format!("{ASIDE_PREFIX}{record_key}{number}")
}

/// The key of the record that a value set aside belongs to; `None` for other keys.
pub(crate) fn record_of_aside(aside_key: &str) -> Option<&str> {
    let record_key = aside_key.strip_prefix(ASIDE_PREFIX)?;
    Some(record_key.split_once('#').map_or(record_key, |(record_key, _)| record_key))
}

/// The article's id in the key of a record of a kind, in this version or the former.
pub(super) fn id_in<'k>(record_key: &'k str, kind: &str) -> Option<&'k str> {
    let prefix = key(kind, "");
    record_key.strip_prefix(prefix.as_str()).or_else(|| record_key.strip_prefix(former_key(&prefix).as_str()))
}

/// The kind and the article's id in the key of a record, in this version or the former.
pub(super) fn kind_and_id(record_key: &str) -> Option<(&str, &str)> {
    let prefixes = [PREFIX, FORMER_PREFIX];
    prefixes.iter().find_map(|prefix| record_key.strip_prefix(prefix))?.split_once('/')
}

/// The article that a record is of, also where it was set aside.
pub(crate) fn article_of_record(record_key: &str) -> Option<&str> {
    kind_and_id(record_of_aside(record_key).unwrap_or(record_key)).map(|(_, id)| id)
}

/// Whether a key is one of ours.
pub(crate) fn is_own(key: &str) -> bool {
    [PREFIX, FORMER_PREFIX, ASIDE_PREFIX].iter().any(|prefix| key.starts_with(prefix))
}

/// Whether the record under this key is small and says when it was written.
pub(crate) fn is_small_record(record_key: &str) -> bool {
    small_record_prefixes().iter().any(|prefix| record_key.starts_with(prefix))
}

/// What the keys of the small records begin with.
pub(crate) fn small_record_prefixes() -> [String; 2] {
    ["bookmark", "entry"].map(|kind| key(kind, ""))
}

/// Whether only the database has the record under this key.
pub(crate) fn is_database_only(record_key: &str) -> bool {
    record_key.starts_with(POINT_PREFIX)
}
