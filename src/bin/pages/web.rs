//! What the library calls where it is compiled for the page.

use wasm_bindgen::prelude::wasm_bindgen;

/// Parses a web page.
#[wasm_bindgen]
pub fn parse_page(html: &str) -> String {
    crate::parse_page(html)
}

/// Parses rich text, as the clipboard gives it.
#[wasm_bindgen]
pub fn parse_fragment(html: &str) -> String {
    crate::parse_fragment(html)
}

/// Parses Markdown without its front matter.
#[wasm_bindgen]
pub fn parse_markdown(text: &str) -> String {
    crate::parse_markdown(text)
}
