//! The library's work on sources, on two people's sets and on many articles, as a module of its own in the page: most
//! visits never need it. It holds no state and knows no page.

#[cfg(target_arch = "wasm32")]
pub mod web;

pub use pullquote::project_answer as answer;
