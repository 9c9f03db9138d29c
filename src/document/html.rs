//! Web pages and pasted rich text as blocks.
//!
//! HTML is parsed and read, never passed on: what comes out is text. A page goes through dom_smoothie, which
//! finds the article in it as the reader views of browsers do; a pasted fragment stays whole. What parses is `parse` with the
//! files that it uses; the others weigh what it gives with the words of the language.

mod block_roles;
mod fragment;
mod head;
mod page;

#[cfg(feature = "html")]
mod asides;
#[cfg(feature = "html")]
mod elements;
#[cfg(feature = "html")]
mod limits;
#[cfg(feature = "html")]
mod long_nodes;
#[cfg(feature = "html")]
mod metadata;
#[cfg(feature = "html")]
pub(crate) mod parse;
#[cfg(feature = "html")]
mod style;
#[cfg(feature = "html")]
mod text_blocks;

pub use super::parsed::HtmlError;
pub(crate) use fragment::lay_out_fragment;
pub use fragment::looks_like_html;
#[cfg(all(feature = "html", any(test, feature = "fuzzing")))]
pub(crate) use fragment::read_fragment;
pub use page::WebPage;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub(crate) use page::lay_out_page;
#[cfg(feature = "html")]
pub use page::read_page;
