//! What a page says of its article outside the text: JSON-LD, meta elements, times.

use dom_query::{Document, NodeRef};
use serde_json::{Map, Value};

use crate::document::parsed::PageMetadata;

/// In bytes; far above any article's.
const LONGEST_TITLE: usize = 2_000;
/// Bytes of JSON-LD that cannot be read and is left to the finder all the same.
const LARGEST_UNREAD: usize = 50_000;
/// Authors that are looked up; more would cost a hostile page's reader time.
const MOST_AUTHORS: usize = 64;

/// Elements that may tell the day.
const MOST_TIMES: usize = 64;
/// Characters of a text that tells the day.
const LONGEST_DAY: usize = 200;
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
pub(super) fn read(page: &Document) -> PageMetadata {
    let mut metadata = linked_data(page);
    add_days(page, &mut metadata.days);
    metadata.lang = lang(page).or(metadata.lang);
    metadata.description = metadata.description.or_else(|| meta(page, &["og:description", "description"]));
    metadata.site = meta(page, &["og:site_name", "application-name"]).or(metadata.site);
    metadata.shared_title = meta(page, &["og:title", "twitter:title"]);
    metadata.url = url(page);
    metadata
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
fn linked_data(page: &Document) -> PageMetadata {
    let scripts = page.select("script[type='application/ld+json']");
    let scripts: Vec<String> = scripts.nodes().iter().map(|script| script.text().to_string()).collect();
    let data: Vec<Option<Value>> = scripts.iter().map(|script| parsed(script)).collect();
    let things: Vec<&Map<String, Value>> = data.iter().flatten().flat_map(things).collect();
    let unread = scripts.iter().zip(&data).filter(|(_, data)| data.is_none()).map(|(script, _)| script.len());
    let titles = things.iter().flat_map(|thing| [thing.get("headline"), thing.get("name")]);
    let titles = titles.flatten().filter_map(Value::as_str).map(str::len);
    PageMetadata {
        has_long_title: unread.max() > Some(LARGEST_UNREAD) || titles.max() > Some(LONGEST_TITLE),
        ..article(&things).unwrap_or_default()
    }
}

fn article(things: &[&Map<String, Value>]) -> Option<PageMetadata> {
    // Of some articles, only the page that holds them is described.
    let article = *things
        .iter()
        .find(|thing| is_a(ARTICLES, thing))
        .or_else(|| things.iter().find(|thing| is_a(&["WebPage"], thing)))?;
    let text = |field: &str| article.get(field).and_then(Value::as_str).map(str::to_owned);
    Some(PageMetadata {
        authors: article.get("author").and_then(|author| names(author, things)),
        days: text("datePublished").into_iter().collect(),
        lang: text("inLanguage"),
        description: text("description"),
        site: article.get("publisher").and_then(|publisher| name(publisher, things)).map(str::to_owned),
        body: text("articleBody"),
        ..PageMetadata::default()
    })
}

/// Publishers leave line breaks in their strings, which JSON forbids.
fn parsed(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
    let folded = || script.replace(|c: char| c.is_control(), " ");
    serde_json::from_str(script).or_else(|_| serde_json::from_str(&folded())).ok()
}

/// All that the data describe, however nested, from the outside in. serde_json limits the depth.
fn things(data: &Value) -> Vec<&Map<String, Value>> {
    match data {
        Value::Array(items) => items.iter().flat_map(things).collect(),
        Value::Object(fields) => std::iter::once(fields).chain(fields.values().flat_map(things)).collect(),
        _ => vec![],
    }
}

fn is_a(kinds: &[&str], thing: &Map<String, Value>) -> bool {
    let is = |kind: &Value| kind.as_str().is_some_and(|kind| kinds.iter().any(|known| kind.ends_with(known)));
    match thing.get("@type") {
        Some(Value::Array(several)) => several.iter().any(is),
        kind => kind.is_some_and(is),
    }
}

/// The names of one author or of several.
fn names(author: &Value, things: &[&Map<String, Value>]) -> Option<String> {
    let authors = author.as_array().map_or(std::slice::from_ref(author), Vec::as_slice);
    let names: Vec<&str> =
        authors.iter().take(MOST_AUTHORS).filter_map(|author| name(author, things)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// `"Ana Ruiz"`, `{"name": "Ana Ruiz"}`, or the `{"@id": …}` of somebody who is named elsewhere in the data.
fn name<'a>(who: &'a Value, things: &[&'a Map<String, Value>]) -> Option<&'a str> {
    let named = who.as_str().or_else(|| who["name"].as_str());
    let elsewhere = || {
        let id = who["@id"].as_str()?;
        let same = things.iter().filter(|thing| thing.get("@id").and_then(Value::as_str) == Some(id));
        same.into_iter().find_map(|thing| thing.get("name")?.as_str())
    };
    let name = named.or_else(elsewhere)?.trim();
    // Some give the address of the author's page.
    (!name.is_empty() && !name.contains("://")).then_some(name)
}

fn add_days(page: &Document, days: &mut Vec<String>) {
    days.extend(PUBLISHED.iter().filter_map(|name| meta(page, &[name])));
    let times = page.select(
        "time[itemprop='datePublished'], [itemprop='datePublished'], time[pubdate], article time, time",
    );
    days.extend(times.nodes().iter().take(MOST_TIMES).map(time_of));
    days.iter_mut().for_each(|day| *day = day.chars().take(LONGEST_DAY).collect());
}

fn time_of(time: &NodeRef) -> String {
    let given = time.attr("datetime").or_else(|| time.attr("content"));
    given.map_or_else(|| time.text().to_string(), |given| given.to_string())
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
