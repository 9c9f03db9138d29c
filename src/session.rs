//! One open article: its text, its annotations, what was done to them and can be undone.
//!
//! Every change goes through [`Session::perform`], is one step that can be undone, and says which paragraphs
//! must be drawn again.

mod action;
mod added_quotations;
mod article;
mod author;
mod carried;
mod carry_over;
mod counts;
mod file_changes;
mod file_merge;
mod growing;
mod growing_step;
mod import;
mod import_done;
mod merge;
mod names;
mod navigation;
mod past;
mod perform;
mod refine;
mod refine_names;
mod refine_part;
mod reported_passage;
mod review_order;
mod roles;
mod sample;
mod shared_quotations;
mod shared_words;
mod signing;
mod source_findings;
mod spans;
mod suggestions;
mod typing;
mod version_comparison;
mod word_selection;
mod wording;
mod words;

pub(crate) use action::{Action, ActionError, EdgeMove, MarkKind, Occurrence, SpanEdge};
pub(crate) use article::{Changed, Session};
pub(crate) use author::Author;
pub(crate) use counts::name_of;
pub(crate) use refine_part::RefinedPart;
#[cfg(test)]
pub(crate) use refine_part::RefinedStage;
pub(crate) use reported_passage::ReportedPassage;
pub(crate) use review_order::{Checked, Progress, ReviewOrder};
pub use sample::SAMPLE;
pub(crate) use shared_quotations::SharedQuotation;
pub(crate) use shared_words::{is_little_shared, shared_percent};
pub(crate) use suggestions::LONG;
pub(crate) use version_comparison::{DoubtfulQuotation, QuotationChange, RemovedPassage, VersionReport};
pub(crate) use word_selection::{ReadingDirection, SelectionMode, SelectionUnit, WordSelection};
pub(crate) use wording::{DiffPart, compare as compare_wordings};
