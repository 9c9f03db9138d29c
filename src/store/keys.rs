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

/// The key of a record; `kind` is `text`, `work`, `entry`, `older`, `answers`, `sources`, `comparison`, `bookmark`, `backups`,
/// `collections`, `words`, `guidelines`, `columns` or `steps`.
pub(super) fn key(kind: &str, id: &str) -> String {
    format!("{PREFIX}{kind}/{id}")
}

/// The kinds of records that go with an article, the text last: without it the others are of no use.
pub(super) const KINDS_OF_ARTICLE: [&str; 7] =
    ["answers", "comparison", "sources", "older", "entry", "work", "text"];

/// The key that a record had in version 1.
pub(super) fn former_key(key: &str) -> String {
    key.replacen(PREFIX, FORMER_PREFIX, 1)
}

/// The store in which a value stood that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CopyOrigin {
    LocalStorage,
    Database,
    /// An earlier version of the page did not note it, or it comes out of a back-up.
    Unknown,
}

/// What the key of a value that was set aside says, beside its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AsideLabel {
    /// The values of one record count from 1.
    pub number: u32,
    pub origin: CopyOrigin,
    /// The day on which it was set aside, as `2021-11-10`.
    pub day: Option<String>,
}

/// The key for a value of a record that cannot be read. Earlier versions wrote the number alone, and none for the first.
pub(super) fn aside_key(record_key: &str, label: &AsideLabel) -> String {
    let origin = match label.origin {
        CopyOrigin::LocalStorage => "local",
        CopyOrigin::Database => "database",
        CopyOrigin::Unknown => "",
    };
    let facts = match (origin, label.day.as_deref()) {
        ("", None) => String::new(),
        (origin, day) => format!("@{origin}@{}", day.unwrap_or("")),
    };
    let number = label.number;
    match (number, facts.as_str()) {
        (1, "") => format!("{ASIDE_PREFIX}{record_key}"),
        _ => format!("{ASIDE_PREFIX}{record_key}#{number}{facts}"),
    }
}

/// What a key says of the value that was set aside under it; `None` for other keys.
pub(super) fn label_of_aside(aside_key: &str) -> Option<AsideLabel> {
    let name = aside_key.strip_prefix(ASIDE_PREFIX)?;
    let mut facts = name.split_once('#').map_or("", |(_record_key, facts)| facts).split('@');
    let number = facts.next().and_then(|number| number.parse().ok()).unwrap_or(1);
    let origin = match facts.next() {
        Some("local") => CopyOrigin::LocalStorage,
        Some("database") => CopyOrigin::Database,
        _ => CopyOrigin::Unknown,
    };
    let day = facts.next().filter(|day| !day.is_empty()).map(str::to_owned);
    Some(AsideLabel { number, origin, day })
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
