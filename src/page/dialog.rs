//! The dialogs of the page, by the names of their elements.

use serde::{Deserialize, Serialize};

/// A dialog that a command or a reply opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Dialog {
    #[serde(rename = "open-dialog")]
    Open,
    #[serde(rename = "received-dialog")]
    Received,
    #[serde(rename = "export-dialog")]
    Export,
    #[serde(rename = "library-dialog")]
    Library,
    #[serde(rename = "backup-dialog")]
    Backup,
    #[serde(rename = "foreign-dialog")]
    Foreign,
    #[serde(rename = "tab-only-dialog")]
    TabOnly,
    #[serde(rename = "report-dialog")]
    Report,
    #[serde(rename = "same-quotations-dialog")]
    SameQuotations,
    #[serde(rename = "points-dialog")]
    RestorePoints,
    #[serde(rename = "rename-dialog")]
    Rename,
    #[serde(rename = "occurrences-dialog")]
    Occurrences,
    #[serde(rename = "details-dialog")]
    Details,
    #[serde(rename = "keys-dialog")]
    Keys,
    #[serde(rename = "sources-dialog")]
    Sources,
    #[serde(rename = "comparison-dialog")]
    Comparison,
    #[serde(rename = "voices-dialog")]
    Voices,
    #[serde(rename = "word-list-dialog")]
    WordList,
    #[serde(rename = "guidelines-dialog")]
    Guidelines,
    #[serde(rename = "columns-dialog")]
    Columns,
}

impl Dialog {
    #[cfg(test)]
    pub(crate) const ALL: [Dialog; 20] = [
        Dialog::Open,
        Dialog::Received,
        Dialog::Export,
        Dialog::Library,
        Dialog::Backup,
        Dialog::Foreign,
        Dialog::TabOnly,
        Dialog::Report,
        Dialog::SameQuotations,
        Dialog::RestorePoints,
        Dialog::Rename,
        Dialog::Occurrences,
        Dialog::Details,
        Dialog::Keys,
        Dialog::Sources,
        Dialog::Comparison,
        Dialog::Voices,
        Dialog::WordList,
        Dialog::Guidelines,
        Dialog::Columns,
    ];
}
