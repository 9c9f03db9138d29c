//! Changes to an annotation set, as values: each, when applied, gives the change that takes it back.

mod change;
mod history;
mod merge;

pub(crate) use change::{Change, Edit, EditError, Step, apply};
pub(crate) use history::History;
pub(crate) use merge::{HistoryMove, LoggedStep, merge};
