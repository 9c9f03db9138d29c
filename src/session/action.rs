//! What a reader can ask for, and the edit that does it.

mod dispatch;
mod extent;
mod judge;
mod mark;
mod names;
mod planned;
mod request;
mod texts;

pub(super) use dispatch::plan;
pub(crate) use request::{Action, ActionError, EdgeMove, MarkKind, SpanEdge};
