//! Changes to an annotation set, as values: each, when applied, gives the change that takes it back.

mod change;
mod history;
mod merge;

#[cfg(test)]
pub(crate) use change::apply;
pub(crate) use change::{Change, Edit, EditError, Step};
pub(crate) use history::History;
pub(crate) use merge::{HistoryMove, LoggedStep, WrittenParts, merge, merge_whole};
