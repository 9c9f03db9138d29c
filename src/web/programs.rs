//! What workers and other programs call: the analysis without the page.

use wasm_bindgen::prelude::*;

use super::{analysis, intake, reading};
use crate::document::Document;

/// Analyses a long article in a worker: takes what a reply's `analyse` says, returns what `Page::analysed` takes.
#[wasm_bindgen]
pub fn analyse(request: &str) -> String {
    analysis::analyse(request)
}

/// Reads a long text or file in a worker: takes what a reply's `read` says, with the bytes of the file that it is about
/// (none where the request has all); returns what `Page::take_read` takes.
#[wasm_bindgen]
pub fn read(request: &str, file: &[u8]) -> String {
    let Ok(request) = serde_json::from_str(request) else { return String::new() };
    serde_json::to_string(&reading::read_with(request, file)).unwrap_or_default()
}

/// Reads one of many files in a worker, with what the reader of its kind gave, or nothing. See [`intake::take_in`].
#[wasm_bindgen]
pub fn take_in(request: &str, bytes: &[u8], blocks: &str) -> JsValue {
    intake::take_in(request, bytes, blocks)
}

/// What `pullquote annotate` gives for one article: the annotation set of a text, in a format.
///
/// `format` is one of the names that the export offers (`jsonl`, `jsonld`, `csv`, …). Throws an `Error` that
/// lists them for any other.
#[wasm_bindgen]
pub fn annotate(text: &str, format: &str) -> Result<String, JsError> {
    let format: crate::format::Format = format.parse()?;
    let document = Document::from_text(text);
    Ok(crate::format::export(&document, &crate::recognise::annotate(&document), "article", format))
}

/// What `pullquote reanchor` gives for one line: passages of an old text, found again in a new one. See
/// [`crate::anchor::revision::reanchor_line`]. Throws an `Error` for a line that is no revision.
#[wasm_bindgen]
pub fn reanchor(line: &str) -> Result<String, JsError> {
    Ok(crate::anchor::revision::reanchor_line(line.as_bytes())?)
}
