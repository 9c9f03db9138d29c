//! What the pointer is at between two of its events.

use crate::session::SpanEdge;

/// What the pointer is at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gesture {
    /// While the mouse selects, the toolbar would be in its way; fingers and keys have no end of the gesture to wait for.
    pub selects: bool,
    /// The end of the annotation that is being moved.
    pub edge: Option<SpanEdge>,
    /// Whether it was moved.
    pub is_dragged: bool,
}
