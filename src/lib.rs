//! Pullquote finds every quotation in a news article, who said it, and the people, organisations, places and
//! dates beside it; saves what readers correct; and reads and writes the formats of other annotation tools.
//!
//! A [`Document`] holds an article's text. [`annotate`] gives an [`AnnotationSet`]: each [`Annotation`] lies over some
//! [`Spans`] of the text and says what they are ([`Body`]).
//!
//! ```
//! use pullquote::{Document, annotate};
//!
//! let article = "Ferry stays in town\n\n“It stays,” said Mara Lindqvist on Monday. “We are glad.”";
//! let document = Document::from_text(article);
//! let set = annotate(&document);
//!
//! let mut found = vec![];
//! for annotation in set.in_order() {
//!     let Some(quote) = annotation.quote() else { continue };
//!     let words = annotation.spans.iter().map(|&span| document.slice(span)).collect::<Vec<_>>().join(" … ");
//!     found.push(format!("{}: {words}", quote.speaker.as_deref().unwrap_or("?")));
//! }
//! assert_eq!(found, ["Mara Lindqvist: “It stays,”", "Mara Lindqvist: “We are glad.”"]);
//! ```
//!
//! Articles come in as text, Markdown or HTML ([`Document::from_text`], [`Document::from_markdown`],
//! [`Document::from_html`]); files of any encoding go through [`decode`] first. Analysis cannot fail: of a text without
//! quotations it gives none.
//!
//! # Other tools
//!
//! [`export`] writes a set in a [`Format`]; [`import`] reads one, and [`place`] finds its passages in an article, which
//! may have changed meanwhile.
//!
//! ```
//! use pullquote::{Document, Format, annotate, export, import_one, place};
//!
//! let document = Document::from_text("“It stays,” said Mara Lindqvist.");
//! let set = annotate(&document);
//! let file = export(&document, &set, "ferry", Format::Jsonld);
//!
//! let edited = Document::from_text("Good news. “It stays,” said Mara Lindqvist.");
//! let placed = place(&import_one(&file, Format::Jsonld)?, &edited);
//! assert_eq!(placed.set.len(), set.len());
//! assert!(placed.lost.is_empty());
//! # Ok::<(), pullquote::FormatError>(())
//! ```
//!
//! # Passages in changing texts
//!
//! [`describe`] makes a [`Selector`] of a passage: its words and what surrounds them. [`resolve`] finds it again.
//! Where the old text is at hand, [`reanchor`] is surer.
//!
//! # Features
//!
//! `html` (on by default) reads web pages and Markdown; without it only text comes in. `page` (on by default) is what the page
//! calls, where this is compiled to WebAssembly.
//!
//! # Modules
//!
//! The crate knows text and annotations and no browser; only `web`, compiled for WebAssembly alone, knows JavaScript.
//! Modules stand bottom-up: each uses only those above it.
#![cfg_attr(
    not(feature = "training"),
    allow(unreachable_pub, reason = "`training` shows what tools/lab needs")
)]
#![cfg_attr(
    all(target_arch = "wasm32", not(feature = "page")),
    allow(dead_code, unused_imports, reason = "a module beside the page uses a part")
)]

mod read_json;
mod sorting;
mod span;

mod lang;

mod document;

mod annotation;

#[cfg_attr(
    not(all(target_arch = "wasm32", feature = "page")),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod edit;

mod anchor;

mod learn;

mod recognise;

#[cfg_attr(
    not(all(target_arch = "wasm32", feature = "page")),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod strings;

#[cfg_attr(
    not(all(target_arch = "wasm32", feature = "page")),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod word_list;

#[cfg_attr(
    not(all(target_arch = "wasm32", feature = "page")),
    allow(dead_code, reason = "only the page uses all of it")
)]
mod guidelines;

#[cfg_attr(
    not(all(target_arch = "wasm32", feature = "page")),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod view;

mod format;

#[cfg_attr(
    not(all(target_arch = "wasm32", feature = "page")),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod store;

#[cfg_attr(
    not(all(target_arch = "wasm32", feature = "page")),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod sync;

#[cfg_attr(
    not(all(target_arch = "wasm32", feature = "page")),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod session;

#[cfg_attr(
    not(all(target_arch = "wasm32", feature = "page")),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod project;

#[cfg_attr(
    not(all(target_arch = "wasm32", feature = "page")),
    allow(dead_code, unused_imports, reason = "only the page uses all of it")
)]
mod page;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
#[doc(hidden)]
pub mod web;

pub use anchor::json_problem::json_problem;
pub use anchor::revision::{NoRevision, reanchor_line};
pub use anchor::{
    PassageCandidate, Position, Resolution, Selector, describe, describe_all, reanchor, resolve, resolve_all,
};
pub use annotation::{
    Annotation, AnnotationSet, Authorship, BadSpans, Body, ChangeKind, CheckedWords, EarlierVerdict, Entity,
    EntityKind, FoundPassage, Id, Learned, NotAnId, Origin, Outcome, Quote, QuoteKind, Relation,
    RelationKind, SourceFinding, SourceKind, Spans, Timex, TimexKind, Verdict, Why, WordingChange,
};
pub use document::decode::{DecodeError, FileKind, decode, is_address};
pub use document::html::looks_like_html;
#[cfg(feature = "html")]
pub use document::html::{HtmlError, WebPage, read_page};
pub use document::layout::{lay_out, lay_out_json};
#[cfg(feature = "html")]
pub use document::markdown::read_markdown;
#[cfg(feature = "html")]
#[doc(hidden)]
pub use document::parsing::{parse_fragment, parse_markdown, parse_page};
pub use document::subtitles::{looks_like_subtitles, read_subtitles};
pub use document::tokens::{Token, TokenKind};
pub use document::{Block, Document, MAX_BYTES, MediaTime, Meta, Paragraph, Role, Sentence};
pub use format::{
    ColumnMap, CompanionFile, Format, FormatError, Imported, ImportedAnnotation, Placed, Skipped,
    TableArticle, UnknownFormat, are_article_lines, binary_set, export, identify, import, import_one,
    is_article_table, label, meaning, place, read_article_lines, read_article_table,
};
pub use guidelines::{Guidelines, GuidelinesError, MarkedKind, OtherKind, TagRule};
#[doc(hidden)]
pub use page::format_answers::format_answer;
#[doc(hidden)]
pub use page::project_answers::project_answer;
pub use project::agreement::{
    Agreement, AnnotationLayer, CodedArticle, Difference, DifferenceKind, Kappa, SpanAgreement,
    UnitizedCoder, alpha_u, compare_sets, differences, kappa,
};
pub use project::source_check::{QuotationCheck, SourceChange, SourcePassage, SourceText, check_sources};
pub use project::source_finding::source_finding;
pub use project::source_report::{check_header, check_lines, check_rows};
pub use project::speaking::{
    NameProposal, SpeakerRecord, SpeakingStatistics, Spoken, SpokenArticle, Voice, speaking, speaking_table,
};
pub use recognise::{
    BadReading, CalibrationFeature, CalibrationTerm, Excerpt, Explanation, NameResolution, PartExplanation,
    QuoteMarginals, QuoteRule, RuleExplanation, SecondReading, SpeakerExplanation, SpeakerReason, annotate,
    annotate_after, deep_paragraphs, explain,
};
pub use session::SAMPLE;
pub use span::{CodePointPos, OffsetMap, Pos, Span, Utf16Pos};
pub use word_list::{WordEntry, WordList, WordListError, WordSort};

#[cfg(feature = "training")]
pub mod training;

#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
#[path = "../fuzz/targets.rs"]
pub mod fuzz_targets;

#[cfg(test)]
#[path = "../tests/unit/mod.rs"]
mod tests;

/// The example in README.md compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
