//! Annotation sets in the formats of other tools: written from a document and its set, read back as selectors.
//!
//! Each format counts positions in its own unit. Only this module converts them. An [`Imported`] set never trusts
//! the positions of a file: it holds selectors, and [`place`] finds them in the article.
//!
//! A format is one file here, with its [`spec::FormatSpec`] and [`spec::FormatCodec`], and one row of the table in
//! [`registry`]. The page lists all formats from the start; what reads and writes them is a module beside it
//! (`src/bin/formats`), which it loads when it is needed.

mod article_details;
mod article_table;
mod bioc;
mod brat;
mod cas;
mod columns;
mod conllu;
mod csv;
mod csv_rows;
mod doccano;
mod error;
mod file_name;
mod gate;
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
mod pdnc;
mod placing;
pub(crate) mod policy;
mod prodigy;
mod redewiedergabe;
mod registry;
mod spacy;
mod spacy_training;
mod spec;
mod split;
mod suspect;
mod table_shape;
mod tei;
mod tsv3;
mod urn;
mod vtt;
mod xmi;

pub(crate) use article_table::read_article_rows;
pub use article_table::{
    TableArticle, are_article_lines, is_article_table, read_article_lines, read_article_table,
};
pub use columns::ColumnMap;
pub(crate) use columns::{ARTICLE_COLUMNS, QUOTATION_COLUMNS};
pub use error::FormatError;
pub use import::{Imported, ImportedAnnotation, Placed, Skipped};
pub use labels::{label, meaning};
pub use placing::place;
pub use registry::{Format, UnknownFormat, binary_set, export, identify, import, import_one};
pub use spec::CompanionFile;

pub(crate) use csv::write_row as write_csv_row;
pub(crate) use csv::{quotation_columns, quotation_rows};
pub(crate) use file_name::file_stem;
pub(crate) use import::Unstated;
#[cfg_attr(not(target_arch = "wasm32"), allow(unused_imports, reason = "only the page uses them"))]
pub(crate) use jsonl::write as write_jsonl;
#[cfg_attr(not(target_arch = "wasm32"), allow(unused_imports, reason = "only the page uses them"))]
pub(crate) use markdown::escaped as markdown_text;
#[cfg_attr(not(target_arch = "wasm32"), allow(unused_imports, reason = "only the page uses them"))]
pub(crate) use registry::file_text;
pub(crate) use registry::{detect, import_for, reimported};
pub(crate) use split::split;
#[cfg_attr(not(target_arch = "wasm32"), allow(unused_imports, reason = "only the page uses them"))]
pub(crate) use suspect::may_be_a_set;
#[cfg_attr(not(target_arch = "wasm32"), allow(unused_imports, reason = "only the page uses it"))]
pub(crate) use table_shape::ColumnsFound;
pub(crate) use table_shape::{
    ColumnsChoice, ColumnsWish, NamedColumns, TableShape, TableSort, columns_of, first_rows, shape_of,
};
