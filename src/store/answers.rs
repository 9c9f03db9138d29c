//! What a reader said of quotations that a newer version of an article may have altered or removed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::annotation::{Id, Spans};

/// What became of a quotation of the older version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum VersionAnswer {
    /// It is what stands here in the newer version.
    Altered(Spans),
    Removed,
}

/// The answers, by the ids of the older version.
pub(crate) type VersionAnswers = BTreeMap<Id, VersionAnswer>;
