//! A store in memory.

use std::collections::BTreeMap;

use super::{Store, StoreError, units};

/// A store that forgets: for tests, and where the browser's is denied.
#[derive(Clone, Debug, Default)]
pub(crate) struct MemoryStore {
    pub(super) entries: BTreeMap<String, String>,
    /// How many UTF-16 units it holds at the most.
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
        let others = self.entries.iter().filter(|(k, _)| *k != key);
        let used: usize = others.map(|(k, v)| units(k) + units(v)).sum();
        if self.limit.is_some_and(|limit| limit < used + units(key) + units(value)) {
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
