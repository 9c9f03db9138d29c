//! Web pages and pasted rich text as blocks.
//!
//! HTML is parsed and read, never passed on: what comes out is text. A page goes through dom_smoothie, which
//! finds the article in it as the reader views of browsers do; a pasted fragment stays whole.

mod asides;
mod block_roles;
mod elements;
mod fragment;
mod head;
mod limits;
mod long_nodes;
mod metadata;
mod page;
mod style;
mod text_blocks;

pub use fragment::looks_like_html;
#[cfg_attr(
    not(target_arch = "wasm32"),
    allow(unused_imports, reason = "only the page pastes rich text")
)]
pub(crate) use fragment::read_fragment;
pub use page::{HtmlError, WebPage, read_page};
