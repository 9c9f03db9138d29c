//! How a passage is described, and where it was found.

use serde::{Deserialize, Serialize};

use crate::span::{CodePointPos, Span, Utf16Pos};

/// How a passage is found again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selector {
    /// The passage itself. Empty where the source gave none: then the position counts, or the surroundings.
    pub exact: String,
    /// What stood before it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// What stood after it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    /// Where it stood: a hint, never trusted alone where there are words to compare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// A stretch of a text in the unit of whoever wrote it down, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    Bytes(Span),
    CodePoints(CodePointPos, CodePointPos),
    Utf16(Utf16Pos, Utf16Pos),
}

/// Where a passage was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Resolution {
    /// Word for word.
    Exact(Span),
    /// In other words: the passage or what surrounds it was edited. `score`, from 0 to 1, is the share of it
    /// that is still there.
    Moved { span: Span, score: f32 },
    /// Nowhere: too little of it is left, or nothing shows that this is the place.
    Lost,
}

impl Resolution {
    /// Where the passage is, in bytes.
    pub fn span(self) -> Option<Span> {
        match self {
            Resolution::Exact(span) | Resolution::Moved { span, .. } => Some(span),
            Resolution::Lost => None,
        }
    }
}
