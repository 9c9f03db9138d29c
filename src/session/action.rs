//! What a reader can ask for, and the edit that does it.

mod details;
mod dispatch;
mod extent;
mod judge;
mod kinds;
mod mark;
mod mention;
mod names;
mod occurrences;
mod planned;
mod request;
mod step;
mod texts;

pub(super) use dispatch::plan;
pub(crate) use occurrences::Occurrence;
pub(crate) use request::{Action, ActionError, EdgeMove, MarkKind, SpanEdge};
