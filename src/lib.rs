//! Pullquote finds every quotation in a news article, who said it, and the people, organisations, places and
//! dates beside it; keeps what readers correct; and speaks the formats of other annotation tools.
//!
//! The crate is pure: it knows text and annotations and no browser. Only `web`, compiled for WebAssembly alone,
//! knows JavaScript. Modules stand bottom-up: each uses only those above it.

pub mod span;

pub mod lang;

pub mod document;

pub mod annotation;

pub mod edit;

pub mod anchor;

pub mod learn;

pub mod recognise;

pub mod strings;

pub mod view;

pub mod format;

pub mod store;

pub mod session;

pub mod page;

#[cfg(target_arch = "wasm32")]
pub mod web;
