//! A store in memory.

use std::collections::BTreeMap;

use super::error::StoreError;
use super::traits::{Store, utf16_len};

/// A store in memory, for tests.
#[derive(Clone, Debug, Default)]
pub(crate) struct MemoryStore {
    pub(super) entries: BTreeMap<String, String>,
    /// How many UTF-16 units it has room for.
    limit: Option<usize>,
}

impl MemoryStore {
    /// A store that is full at `limit` UTF-16 units, keys included.
    #[cfg(any(test, feature = "fuzzing"))]
    pub(crate) fn with_limit(limit: usize) -> MemoryStore {
        MemoryStore { limit: Some(limit), ..MemoryStore::default() }
    }
}

impl Store for MemoryStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.entries.get(key).cloned())
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        let used = || {
            let others = self.entries.iter().filter(|(k, _)| *k != key);
            others.map(|(k, v)| utf16_len(k) + utf16_len(v)).sum::<usize>()
        };
        if self.limit.is_some_and(|limit| limit < used() + utf16_len(key) + utf16_len(value)) {
            return Err(StoreError::Full);
        }
        self.entries.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        self.entries.remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.entries.keys().cloned().collect())
    }
}
