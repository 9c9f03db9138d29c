//! Parses web pages, rich text and Markdown, as a module of its own in the page: a visit begins without it. The parsers are
//! the library's; what they give goes back to the library as JSON.

#[cfg(target_arch = "wasm32")]
pub mod web;

pub use pullquote::{parse_fragment, parse_markdown, parse_page};
