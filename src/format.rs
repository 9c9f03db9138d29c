//! Annotation sets in the formats of other tools: written from a document and its set, read back as selectors.
//!
//! Each format counts positions in its own unit. Only this module converts them. An [`Imported`] set never trusts
//! the positions of a file: it holds selectors, and [`place`] finds them in the article.
//!
//! A format is one file here, with its [`spec::FormatSpec`], and one row of the table in [`registry`].

mod article_table;
#[cfg(feature = "corpora")]
mod bioc;
mod brat;
mod cas;
#[cfg(feature = "corpora")]
mod conllu;
mod csv;
mod csv_rows;
#[cfg(feature = "corpora")]
mod doccano;
mod error;
mod file_name;
mod html;
mod hypothesis;
mod import;
mod iob2;
mod json;
mod jsonl;
mod jsonld;
mod judged;
mod labelled_spans;
mod labels;
mod labelstudio;
mod markdown;
#[cfg(feature = "corpora")]
mod pdnc;
mod placing;
pub(crate) mod policy;
mod prodigy;
mod registry;
mod spec;
#[cfg(any(test, target_arch = "wasm32"))]
mod split;
mod tei;
#[cfg(feature = "corpora")]
mod tsv3;
mod urn;
#[cfg(feature = "corpora")]
mod vtt;
mod xmi;

pub use article_table::{
    TableArticle, are_article_lines, is_article_table, read_article_lines, read_article_table,
};
pub use error::FormatError;
pub use import::{Imported, ImportedAnnotation, Placed, Skipped};
pub use labels::{label, meaning};
pub use placing::place;
pub use registry::{Format, UnknownFormat, export, identify, import, import_one};
pub use spec::CompanionFile;

pub(crate) use csv::write_row as write_csv_row;
#[cfg(target_arch = "wasm32")]
pub(crate) use csv::{quotation_columns, quotation_rows};
#[cfg(target_arch = "wasm32")]
pub(crate) use file_name::file_stem;
pub(crate) use import::Unstated;
#[cfg_attr(not(target_arch = "wasm32"), allow(unused_imports, reason = "only the page uses them"))]
pub(crate) use markdown::escaped as markdown_text;
#[cfg(any(test, feature = "fuzzing", target_arch = "wasm32"))]
pub(crate) use registry::detect;
#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) use registry::import_for;
#[cfg(target_arch = "wasm32")]
pub(crate) use split::split;
