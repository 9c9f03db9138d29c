//! The tabs of the panel, and the order of the first one's list.

use serde::{Deserialize, Serialize};

/// A tab of the panel, in the order of the row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tab {
    #[default]
    Quotes,
    Speakers,
    Entities,
    Dates,
    Notes,
    Problems,
}

/// The order of the quotations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum QuoteOrder {
    /// As the text has them.
    #[default]
    Text,
    /// Under their speakers.
    Speaker,
}
