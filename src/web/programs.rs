//! What the command line does, for programs in a browser.

use wasm_bindgen::prelude::*;

use crate::document::Document;

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
