//! What a page says of its article outside the text: JSON-LD, meta elements, times.

use dom_query::{Document, NodeRef};
use jiff::civil::Date;
use serde_json::Value;

use crate::document::byline;

/// What a page's own data say. All of it may be missing, and any of it wrong.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub authors: Option<String>,
    pub published: Option<Date>,
    pub lang: Option<String>,
    pub description: Option<String>,
    /// Where the page says that it is to be found.
    pub url: Option<String>,
    /// The article's text, as the publisher gives it to search engines.
    pub body: Option<String>,
}

/// Types of schema.org that are articles.
const ARTICLES: &[&str] = &["Article", "Report", "BlogPosting", "SocialMediaPosting", "ReviewNewsArticle"];

/// Names and properties of `<meta>` that hold the day of publication, the surest first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "publishdate",
    "publish-date",
    "publish_date",
    "published-date",
    "pubdate",
    "publication_date",
    "originalpublicationdate",
    "bt:pubdate",
    "ptime",
    "displaydate",
    "date",
];

/// Reads what a page says of its article. To be asked before the article finder strips the page.
pub fn read(page: &Document) -> Facts {
    let mut facts = linked_data(page).unwrap_or_default();
    facts.published = facts.published.or_else(|| published(page));
    facts.lang = lang(page).or(facts.lang);
    facts.description = facts.description.or_else(|| meta(page, &["og:description", "description"]));
    facts.url = url(page);
    facts
}

/// The page's canonical address, as long as it is a whole one.
fn url(page: &Document) -> Option<String> {
    let stated = page.select("link[rel='canonical'][href]").attr("href").map(|href| href.trim().to_owned());
    let is_whole = |url: &String| {
        let scheme = url.get(..8).unwrap_or("").to_ascii_lowercase();
        (scheme.starts_with("http://") || scheme == "https://") && !url.contains(char::is_whitespace)
    };
    stated.or_else(|| meta(page, &["og:url"])).filter(is_whole)
}

/// The article in the page's JSON-LD.
fn linked_data(page: &Document) -> Option<Facts> {
    let scripts = page.select("script[type='application/ld+json']");
    scripts.nodes().iter().find_map(|script| article(&parsed(&script.text())?))
}

/// Publishers leave line breaks in their strings, which JSON forbids.
fn parsed(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
    let folded = || script.replace(|c: char| c.is_control(), " ");
    serde_json::from_str(script).or_else(|_| serde_json::from_str(&folded())).ok()
}

/// The first article in the data, wherever it is nested. serde_json limits the depth.
fn article(data: &Value) -> Option<Facts> {
    match data {
        Value::Array(items) => items.iter().find_map(article),
        Value::Object(fields) if is_article(data) => Some(Facts {
            authors: fields.get("author").and_then(names),
            published: fields.get("datePublished").and_then(Value::as_str).and_then(day),
            lang: fields.get("inLanguage").and_then(Value::as_str).map(str::to_owned),
            description: fields.get("description").and_then(Value::as_str).map(str::to_owned),
            body: fields.get("articleBody").and_then(Value::as_str).map(str::to_owned),
            url: None,
        }),
        Value::Object(fields) => fields.values().find_map(article),
        _ => None,
    }
}

fn is_article(data: &Value) -> bool {
    let is =
        |kind: &Value| kind.as_str().is_some_and(|kind| ARTICLES.iter().any(|known| kind.ends_with(known)));
    match &data["@type"] {
        Value::Array(kinds) => kinds.iter().any(is),
        kind => is(kind),
    }
}

/// `"Ana Ruiz"`, `{"name": "Ana Ruiz"}`, or several of these.
fn names(author: &Value) -> Option<String> {
    let name = |author: &Value| {
        let name = author.as_str().or_else(|| author["name"].as_str())?.trim();
        // Some give the address of the author's page.
        (!name.is_empty() && !name.contains("://")).then(|| name.to_owned())
    };
    let names: Vec<String> = match author {
        Value::Array(authors) => authors.iter().filter_map(name).collect(),
        author => name(author).into_iter().collect(),
    };
    (!names.is_empty()).then(|| names.join(", "))
}

fn published(page: &Document) -> Option<Date> {
    let metas = PUBLISHED.iter().find_map(|name| day(&meta(page, &[name])?));
    metas.or_else(|| {
        let times = page.select(
            "time[itemprop='datePublished'], [itemprop='datePublished'], time[pubdate], article time, time",
        );
        times.nodes().iter().find_map(|time| day(&time_of(time)))
    })
}

fn time_of(time: &NodeRef) -> String {
    let given = time.attr("datetime").or_else(|| time.attr("content"));
    given.map_or_else(|| time.text().to_string(), |given| given.to_string())
}

/// `2021-11-10T09:00Z`, `20211110`, `10 November 2021`.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return day(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    byline::find_date(text).map(|found| found.0)
}

/// The content of the first `<meta>` with one of these names, case aside.
fn meta(page: &Document, names: &[&str]) -> Option<String> {
    let metas = page.select("meta[content]");
    let called = |meta: &NodeRef, name: &str| {
        let is = |key| meta.attr(key).is_some_and(|given| given.trim().eq_ignore_ascii_case(name));
        is("name") || is("property") || is("itemprop")
    };
    let content = |name: &&str| {
        let found = metas.nodes().iter().find(|meta| called(meta, name))?.attr("content")?;
        Some(found.trim().to_owned()).filter(|content| !content.is_empty())
    };
    names.iter().find_map(content)
}

fn lang(page: &Document) -> Option<String> {
    let lang = page.select("html[lang]").attr("lang").map(|lang| lang.trim().to_owned());
    let lang = lang.filter(|lang| !lang.is_empty()).or_else(|| meta(page, &["content-language", "language"]));
    // "en_GB" is written for "en-GB".
    lang.map(|lang| lang.replace('_', "-")).filter(|lang| lang.len() <= 35)
}
