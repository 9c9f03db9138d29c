//! The place of a passage.

use serde::{Deserialize, Serialize};

/// Code points, end exclusive.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct JsonlSpan {
    pub start: u32,
    pub end: u32,
}
