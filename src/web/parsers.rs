//! Parses web pages, rich text and Markdown: with a module of its own (`src/bin/pages`), which who calls the library loads
//! when the library needs it.

use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::modules::{NoModule, PageModule};
use crate::document::html::{self, HtmlError, WebPage};
use crate::document::parsed::{MarkdownPart, ParsedPage};
use crate::document::{Block, Document, markdown};

#[wasm_bindgen]
extern "C" {
    /// The module.
    type Parsers;

    #[wasm_bindgen(method)]
    fn parse_page(this: &Parsers, html: &str) -> String;

    #[wasm_bindgen(method)]
    fn parse_fragment(this: &Parsers, html: &str) -> String;

    #[wasm_bindgen(method)]
    fn parse_markdown(this: &Parsers, text: &str) -> String;
}

/// The article in a web page.
pub(super) fn page(html: &str, url: Option<&str>) -> Result<Result<WebPage, HtmlError>, NoModule> {
    let parsed: Result<ParsedPage, HtmlError> = parse(|parsers| parsers.parse_page(html))?;
    Ok(parsed.map(|parsed| html::lay_out_page(parsed, url)))
}

/// The blocks of rich text.
pub(super) fn fragment(html: &str) -> Result<Vec<Block>, NoModule> {
    Ok(html::lay_out_fragment(parse(|parsers| parsers.parse_fragment(html))?))
}

/// A document of a Markdown text.
pub(super) fn document_of_markdown(text: &str) -> Result<Document, NoModule> {
    let text = markdown::with_usual_line_ends(text);
    let (meta, body) = markdown::front_matter(&text);
    let parts: Vec<MarkdownPart> = parse(|parsers| parsers.parse_markdown(body))?;
    let (blocks, meta) = markdown::lay_out_markdown(parts, meta);
    Ok(Document::from_blocks(&blocks, meta))
}

fn parse<T: for<'de> Deserialize<'de>>(with: impl FnOnce(&Parsers) -> String) -> Result<T, NoModule> {
    let parsers = PageModule::Pages.get()?;
    Ok(serde_json::from_str(&with(&parsers)).expect("the parsers are of the same version"))
}
