//! A passage of one of two versions, as the report on them has it.

use serde::{Deserialize, Serialize};

use crate::annotation::{Id, Verdict};

/// A passage of one of the two versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ReportedPassage {
    /// The annotation of its version, if there is one.
    pub id: Option<Id>,
    pub what: String,
    pub speaker: Option<String>,
    pub words: String,
    /// In code points.
    pub start: u32,
    pub end: u32,
    pub verdict: Verdict,
    /// The reader's comment on it.
    pub note: String,
    pub tags: Vec<String>,
}
