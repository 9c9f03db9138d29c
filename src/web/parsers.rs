//! Parses web pages, rich text and Markdown: with a module of its own (`src/bin/pages`), which who calls the library loads
//! when the library needs it.

use std::cell::RefCell;

use serde::Deserialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::hands::hands;
use crate::document::html::{self, HtmlError, WebPage};
use crate::document::parsed::{MarkdownPart, ParsedPage};
use crate::document::{Block, Document, markdown};

#[wasm_bindgen]
extern "C" {
    /// The module.
    #[derive(Clone)]
    pub type Parsers;

    #[wasm_bindgen(method)]
    fn parse_page(this: &Parsers, html: &str) -> String;

    #[wasm_bindgen(method)]
    fn parse_fragment(this: &Parsers, html: &str) -> String;

    #[wasm_bindgen(method)]
    fn parse_markdown(this: &Parsers, text: &str) -> String;
}

/// Why nothing is parsed.
#[derive(Clone, Copy)]
pub(super) enum NoParsers {
    /// They are to be loaded first.
    NotLoaded,
    /// They could not be loaded.
    Unavailable,
}

thread_local! {
    static PARSERS: RefCell<Result<Parsers, NoParsers>> = const { RefCell::new(Err(NoParsers::NotLoaded)) };
}

/// Takes the module, or nothing where it could not be loaded: then the next text that needs it is refused, and one after
/// that asks again.
#[wasm_bindgen]
pub fn take_parsers(parsers: Option<Parsers>) {
    PARSERS.set(parsers.ok_or(NoParsers::Unavailable));
}

/// Loads the module into the page itself, where there is no worker that could.
pub(super) async fn load() {
    let loaded = JsFuture::from(hands().parsers()).await;
    take_parsers(loaded.ok().map(JsCast::unchecked_into));
}

/// The article in a web page.
pub(super) fn page(html: &str, url: Option<&str>) -> Result<Result<WebPage, HtmlError>, NoParsers> {
    let parsed: Result<ParsedPage, HtmlError> = parse(|parsers| parsers.parse_page(html))?;
    Ok(parsed.map(|parsed| html::lay_out_page(parsed, url)))
}

/// The blocks of rich text.
pub(super) fn fragment(html: &str) -> Result<Vec<Block>, NoParsers> {
    Ok(html::lay_out_fragment(parse(|parsers| parsers.parse_fragment(html))?))
}

/// A document of a Markdown text.
pub(super) fn document_of_markdown(text: &str) -> Result<Document, NoParsers> {
    let text = markdown::with_usual_line_ends(text);
    let (meta, body) = markdown::front_matter(&text);
    let parts: Vec<MarkdownPart> = parse(|parsers| parsers.parse_markdown(body))?;
    let (blocks, meta) = markdown::lay_out_markdown(parts, meta);
    Ok(Document::from_blocks(&blocks, meta))
}

fn parse<T: for<'de> Deserialize<'de>>(with: impl FnOnce(&Parsers) -> String) -> Result<T, NoParsers> {
    let parsers = PARSERS.with_borrow(Clone::clone);
    let parsers = parsers.inspect_err(|_| PARSERS.set(Err(NoParsers::NotLoaded)))?;
    Ok(serde_json::from_str(&with(&parsers)).expect("the parsers are of the same version"))
}
