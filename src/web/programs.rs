//! What workers and other programs call: the analysis without the page.

use wasm_bindgen::prelude::*;

use super::{analysis, formats, intake, parsers, reading};
use crate::document::{Document, Meta};
use crate::format::{Format, place, write_jsonl};
use crate::page::project_answers;
use crate::strings;

/// Analyses a long article in a worker: takes what a reply's `analyse` says, returns what `Page::analysed` takes.
#[wasm_bindgen]
pub fn analyse(request: &str) -> String {
    analysis::analyse(request)
}

/// Reads a long text or file in a worker: takes what a reply's `read` says, with the bytes of the file that it is about
/// (none where the request has all); returns what `Page::take_read` takes, or nothing, where `take_module` is to be called
/// first with `lacked_module`.
#[wasm_bindgen]
pub fn read(request: &str, file: &[u8]) -> Option<String> {
    let Ok(request) = serde_json::from_str(request) else { return Some(String::new()) };
    let read = reading::read_with(request, file)?;
    Some(serde_json::to_string(&read).unwrap_or_default())
}

/// Finds who says what in the sources of a request, in a worker: the module of projects, which answers it, cannot.
#[wasm_bindgen]
pub fn with_turns(request: &str) -> String {
    project_answers::with_turns(request)
}

/// Reads one of many files in a worker, with what the reader of its kind gave, or nothing. See [`intake::take_in`].
#[wasm_bindgen]
pub fn take_in(request: &str, bytes: &[u8], blocks: &str) -> JsValue {
    intake::take_in(request, bytes, blocks)
}

/// What `pullquote annotate` gives for one article: the annotation set of a text, in a format.
///
/// `format` is one of the names that the export offers (`jsonl`, `jsonld`, `csv`, …). Throws an `Error` that
/// lists them for any other, and for one but `jsonl` before `take_module` has the formats.
#[wasm_bindgen]
pub fn annotate(text: &str, format: &str) -> Result<String, JsError> {
    annotate_known(text, format, "article", "{}")
}

/// The same for an article of which something is known: `known` is JSON with any of `published`, `lang`, `title`, `byline`
/// and `url`. For the npm package, which checks the arguments. Throws an `Error` for an unknown format or a wrong date.
#[wasm_bindgen]
pub fn annotate_known(text: &str, format: &str, id: &str, known: &str) -> Result<String, JsError> {
    let to: Format = format.parse()?;
    let document = Document::from_text_with(text, serde_json::from_str(known)?);
    let set = crate::recognise::annotate(&document);
    // Lines need no module: what measures the analysis asks for them, with nothing else loaded.
    if to == Format::Jsonl {
        return Ok(write_jsonl(&document, &set, id));
    }
    Ok(formats()?.export(&document, &set, id, to))
}

fn formats() -> Result<formats::Formats, JsError> {
    formats::loaded().map_err(|_| JsError::new(strings::NO_FORMATS))
}

/// What `pullquote extract` gives for a web page: `{"title","byline","published","lang","text"}`. Throws an `Error` for a
/// page without text, and before `take_module` has the parsers.
#[wasm_bindgen]
pub fn extract(html: &str, url: Option<String>) -> Result<String, JsError> {
    let page = parsers::page(html, url.as_deref()).map_err(|_| JsError::new(strings::NO_PARSERS))??;
    let Meta { title, byline, published, lang, .. } = &page.meta;
    let text = page.article_text();
    let article = serde_json::json!({
        "title": title, "byline": byline, "published": published, "lang": lang, "text": text,
    });
    Ok(article.to_string())
}

/// What `pullquote convert` gives: `{"text","losses":["…"]}`. `from` and `article` may be empty: then the file tells its
/// format, and contains its article. Throws an `Error` where it does not.
#[wasm_bindgen]
pub fn convert(file: &str, from: &str, to: &str, article: &str) -> Result<String, JsError> {
    let formats = formats()?;
    let from = if from.is_empty() { formats.identify(file)? } else { from.parse()? };
    let to: Format = to.parse()?;
    let (mut text, mut losses) = (String::new(), vec![]);
    for (number, set) in formats.import(file, from)?.into_iter().enumerate() {
        let article = Some(article.to_owned()).filter(|article| !article.is_empty()).or(set.text.clone());
        let document = Document::from_text_with(
            article.ok_or_else(|| JsError::new(strings::NO_ARTICLE_IN_FILE))?,
            set.meta.clone(),
        );
        let placed = place(&set, &document);
        losses.extend(set.skipped.iter().map(|skipped| skipped.what.clone()));
        losses.extend(placed.lost.iter().flat_map(|lost| &lost.selectors).map(|lost| lost.exact.clone()));
        let id = set.id.clone().unwrap_or_else(|| format!("article-{}", number + 1));
        let written = formats.export(&document, &placed.set, &id, to);
        let next = if number == 0 { Some(written.as_str()) } else { to.appendable(&written) };
        text += next.ok_or_else(|| JsError::new(strings::ONE_ARTICLE_A_FILE))?;
    }
    Ok(serde_json::json!({ "text": text, "losses": losses }).to_string())
}

/// The names of all formats.
#[wasm_bindgen(js_name = formats)]
pub fn format_names() -> Vec<String> {
    Format::ALL.iter().map(|format| format.name().to_owned()).collect()
}

/// What `pullquote reanchor` gives for one line: passages of an old text, found again in a new one. See
/// [`crate::anchor::revision::reanchor_line`]. Throws an `Error` for a line that is no revision.
#[wasm_bindgen]
pub fn reanchor(line: &str) -> Result<String, JsError> {
    Ok(crate::anchor::revision::reanchor_line(line.as_bytes())?)
}
