//! Pullquote finds every quotation in a news article, who said it, and the people, organisations, places and
//! dates beside it; keeps what readers correct; and speaks the formats of other annotation tools.
//!
//! The crate is pure: it knows text and annotations and no browser. Only `web`, compiled for WebAssembly alone,
//! knows JavaScript. Modules stand bottom-up: each uses only those above it.

mod span;

mod lang;

mod document;

mod annotation;

#[cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod edit;

mod anchor;

mod learn;

mod recognise;

#[cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod strings;

#[cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod view;

mod format;

#[cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod store;

#[cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod session;

#[cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod page;

#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub mod web;

pub use anchor::revision::{NoRevision, reanchor_line};
pub use anchor::{Position, Resolution, Selector, describe, describe_all, reanchor, resolve, resolve_all};
pub use annotation::{
    Annotation, AnnotationSet, BadSpans, Body, Entity, EntityKind, Id, NotAnId, Origin, Quote, QuoteKind,
    Relation, RelationKind, Spans, Timex, TimexKind, Verdict, Why,
};
pub use document::decode::{DecodeError, decode};
#[cfg(feature = "html")]
pub use document::html::{HtmlError, Page, looks_like_html, read_page};
pub use document::markdown::read_markdown;
pub use document::tokens::{Token, TokenKind};
pub use document::{Block, Document, MAX_BYTES, Meta, Paragraph, Role, Sentence};
pub use format::{
    Format, FormatError, Imported, ImportedAnnotation, Placed, Skipped, UnknownFormat,
    brat::brat_configuration, csv::csv_without_header, export, identify, import, import_one, label,
    labelstudio::labelstudio_configuration, place,
};
pub use recognise::annotate;
pub use session::SAMPLE;
pub use span::{CodePointPos, OffsetMap, Pos, Span, Utf16Pos};

#[cfg(feature = "training")]
pub mod training;

#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
#[path = "../fuzz/targets.rs"]
pub mod fuzz_targets;

#[cfg(test)]
#[path = "../tests/unit/mod.rs"]
mod tests;
