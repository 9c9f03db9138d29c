//! The formats of other tools, as a module of its own in the page: a visit begins without it. What reads and writes them is
//! the library's. It holds no state and knows no page.

#[cfg(target_arch = "wasm32")]
pub mod web;

pub use pullquote::format_answer as answer;
