//! What a reader has said of names, speakers, cues and quotations, kept for other articles.
//!
//! A [`WordList`] is a plain list of entries; nothing is retrained. [`corrections`] makes entries of what a reader changed
//! in an article, [`apply`] brings them to another. Rather nothing than something false: what a reader has judged is
//! never touched, and neither is a name that may be somebody else's in the article.

pub(crate) mod apply;
mod apply_cues;
mod apply_names;
mod apply_quotes;
mod applying;
pub(crate) mod corrections;
mod entry;
mod file;
mod index;
mod list;
mod places;

pub use entry::{WordEntry, WordSort};
pub(crate) use entry::{cut, fold_blanks};
pub use file::WordListError;
pub(crate) use index::Index;
pub use list::WordList;
