//! What is known of an article beside its text, as formats carry it: title, byline, day, publisher, language, address. They
//! have the names that columns of a table of articles have. The language that a reader chose and the times of a transcript
//! stand in Web Annotations alone, and in what carries these.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::csv_rows::column;
use crate::document::{Meta, byline};
use crate::lang;

/// What columns and fields with the details are called, in small letters with `_` for blanks; the first that is there counts.
pub(super) const TITLE: &[&str] = &["title", "headline", "article_title"];
pub(super) const BYLINE: &[&str] = &["byline", "author", "authors"];
pub(super) const PUBLISHER: &[&str] = &["publisher", "source", "outlet", "publication", "newspaper", "site"];
pub(super) const PUBLISHED: &[&str] =
    &["published", "date", "publication_date", "published_at", "pubdate", "date_published"];
pub(super) const LANG: &[&str] = &["lang", "language"];
pub(super) const URL: &[&str] = &["url", "link", "article_url"];

/// What the details are called in what is written.
pub(super) const NAMES: [&str; 6] = ["title", "byline", "published", "publisher", "lang", "url"];

/// The details as the fields of a JSON object; what is not known has none.
pub(super) fn fields(meta: &Meta) -> Map<String, Value> {
    let known = [
        meta.title.clone(),
        meta.byline.clone(),
        meta.published.map(|day| day.to_string()),
        meta.publisher.clone(),
        meta.lang.clone(),
        meta.url.clone(),
    ];
    NAMES.iter().zip(known).filter_map(|(name, value)| Some(((*name).to_owned(), value?.into()))).collect()
}

/// The fields with a name before them: what a program shows of an article besides.
pub(super) fn with_id(id: &str, meta: &Meta) -> Map<String, Value> {
    [("id".to_owned(), Value::from(id))].into_iter().chain(fields(meta)).collect()
}

/// The details among the fields of an object: ours as they were written, others by what columns of a table are called.
pub(super) fn read(object: &Map<String, Value>) -> Meta {
    let own = |name: &str| {
        let text = object.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
        text.map(str::to_owned)
    };
    let own = Meta {
        title: own("title"),
        byline: own("byline"),
        published: own("published").and_then(|day| day.parse().ok()),
        publisher: own("publisher"),
        lang: own("lang"),
        url: own("url"),
        ..Meta::default()
    };
    let cells = cells(object);
    own.or(known(|name| cells.get(name).map(String::as_str)))
}

/// The details in a value; nothing where it is no object.
pub(super) fn of_value(value: &Value) -> Meta {
    value.as_object().map(read).unwrap_or_default()
}

/// What the cells of a row say of its article beside the text.
pub(super) fn known<'c>(cell: impl Fn(&str) -> Option<&'c str>) -> Meta {
    let get = |names| filled(names, &cell);
    let lang = get(LANG);
    Meta {
        title: get(TITLE),
        byline: get(BYLINE),
        published: get(PUBLISHED).and_then(|cell| day(&cell, lang.as_deref())),
        publisher: get(PUBLISHER),
        lang,
        url: get(URL),
        ..Meta::default()
    }
}

/// The first cell that is not blank, of the columns with these names.
pub(super) fn filled<'c>(names: &[&str], cell: impl Fn(&str) -> Option<&'c str>) -> Option<String> {
    let filled = names.iter().filter_map(|name| cell(name));
    filled.map(str::trim).find(|cell| !cell.is_empty()).map(str::to_owned)
}

/// The values of an object, by the names that columns have.
pub(super) fn cells(object: &Map<String, Value>) -> HashMap<String, String> {
    let cell = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    object.iter().filter_map(|(name, value)| Some((column(name), cell(value)?))).collect()
}

/// Whether a value is a day.
pub(super) fn is_day(value: &str) -> bool {
    value.len() < 40 && byline::find_date(value, lang::of(None)).is_some()
}

/// The day that a cell names.
pub(super) fn day(cell: &str, lang: Option<&str>) -> Option<Date> {
    let found = |day: &str| Some(byline::find_date(day, lang::of(lang))?.0);
    found(cell).or_else(|| found(&dashed(cell)?))
}

/// A day without dashes, as `20240503`, with them.
fn dashed(day: &str) -> Option<String> {
    let is_short = day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit());
    is_short.then(|| format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let meta = Meta {
            title: Some(" Ferry\tstays ".to_owned()),
            byline: Some("By Ana Ruiz".to_owned()),
            published: "2024-05-03".parse().ok(),
            publisher: Some("Norland \"Times\"".to_owned()),
            lang: Some("pt-BR".to_owned()),
            url: Some("https://news.example/a?b=1#c".to_owned()),
            ..Meta::default()
        };
        assert_eq!(read(&fields(&meta)), meta);
        assert_eq!(fields(&Meta::default()), Map::new());
    }

    #[test]
    fn other_programs_have_other_names() {
        let value = serde_json::json!({
            "headline": "Ferry stays", "authors": "Ana Ruiz", "date": "3 May 2024", "source": "Norland Times",
            "language": "en", "link": "https://news.example/a", "year": 2024, "title": 7, "tags": ["a"],
        });
        let meta = of_value(&value);
        assert_eq!(meta.title.as_deref(), Some("7"), "a number that stands where a title does");
        assert_eq!(meta.byline.as_deref(), Some("Ana Ruiz"));
        assert_eq!(meta.published.map(|day| day.to_string()).as_deref(), Some("2024-05-03"));
        assert_eq!(meta.publisher.as_deref(), Some("Norland Times"));
        assert_eq!((meta.lang.as_deref(), meta.url.as_deref()), (Some("en"), Some("https://news.example/a")));
        assert_eq!(of_value(&serde_json::json!(["title"])), Meta::default());
    }
}
