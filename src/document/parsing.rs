//! Parses for a library that has no parsers: the page's. What comes out is JSON.

use serde::Serialize;

use super::{html, markdown};

/// Parses a web page.
pub fn parse_page(html: &str) -> String {
    json(&html::parse::page(html))
}

/// Parses rich text, as the clipboard gives it.
pub fn parse_fragment(html: &str) -> String {
    json(&html::parse::fragment(html))
}

/// Parses a Markdown text without its front matter.
pub fn parse_markdown(text: &str) -> String {
    json(&markdown::parse::parts(text))
}

fn json(parsed: &impl Serialize) -> String {
    serde_json::to_string(parsed).expect("texts become JSON")
}
