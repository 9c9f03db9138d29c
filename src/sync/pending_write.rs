//! What is on its way to the secondary store.

/// A write for the secondary store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PendingWrite {
    Put(String, String),
    Remove(String),
}

impl PendingWrite {
    pub(crate) fn key(&self) -> &str {
        match self {
            PendingWrite::Put(key, _) | PendingWrite::Remove(key) => key,
        }
    }

    /// Roughly how many bytes it takes.
    pub(crate) fn size(&self) -> usize {
        match self {
            PendingWrite::Put(key, value) => key.len() + value.len(),
            PendingWrite::Remove(_) => 0,
        }
    }

    pub(super) fn of((key, value): (String, Option<String>)) -> PendingWrite {
        match value {
            Some(value) => PendingWrite::Put(key, value),
            None => PendingWrite::Remove(key),
        }
    }

    /// The record, with its value or none.
    pub(super) fn into_pair(self) -> (String, Option<String>) {
        match self {
            PendingWrite::Put(key, value) => (key, Some(value)),
            PendingWrite::Remove(key) => (key, None),
        }
    }
}
