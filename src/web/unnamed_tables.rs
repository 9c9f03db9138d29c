//! The tables whose columns the reader is asked for.

use serde_json::Value;

/// The tables that wait, the one that the dialog is about first.
#[derive(Default)]
pub(super) struct UnnamedTables {
    pub waiting: Vec<UnnamedTable>,
}

/// A table that waits for the reader.
pub(super) struct UnnamedTable {
    pub name: String,
    /// Its beginning.
    pub head: String,
    /// Under which it waits in the queue.
    pub key: u64,
    /// The whole file, where it is imported; without, it waits in the queue.
    pub imported: Option<String>,
    /// What the reader has said so far.
    pub choice: Value,
    /// The same, where it does, to be kept.
    pub named: Value,
}

impl UnnamedTable {
    pub(super) fn new(key: u64, name: String, head: String) -> UnnamedTable {
        UnnamedTable { key, name, head, imported: None, choice: Value::Null, named: Value::Null }
    }
}
