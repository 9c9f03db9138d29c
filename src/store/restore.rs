//! Whole articles put into the library, all of them or none.

use std::collections::BTreeSet;

use super::{ASIDE, Copied, Cover, FORMER, Library, PREFIX, Store, StoreError};

impl<S: Store> Library<S> {
    /// Makes several changes or none: where one fails, everything is put back as it was.
    pub(crate) fn all_or_none<T>(
        &mut self,
        change: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let before = self.snapshot()?;
        let changed = change(self);
        if changed.is_err() {
            self.put_back(before)?;
        }
        changed
    }

    /// All records as they are.
    pub(crate) fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let keys = self.store.keys()?.into_iter().filter(|key| is_own(key));
        let records = keys.map(|key| Ok(self.store.get(&key)?.map(|value| (key, value))));
        let records: Result<Vec<_>, StoreError> = records.filter_map(Result::transpose).collect();
        Ok(Snapshot(records?))
    }

    /// Puts all records back as they were.
    pub(crate) fn put_back(&mut self, snapshot: Snapshot) -> Result<(), StoreError> {
        // Room first: what is new goes, then what was there comes back.
        for key in self.store.keys()?.iter().filter(|key| is_own(key)) {
            self.store.remove(key)?;
        }
        self.latest = None;
        snapshot.0.iter().try_for_each(|(key, value)| self.store.set(key, value))
    }

    /// Hands every record on once more, but for those under the keys in `known`: a store beyond has lost what it had.
    pub(crate) fn write_again(&mut self, known: &BTreeSet<String>) -> Result<(), StoreError> {
        let all = self.snapshot()?.0;
        all.iter()
            .filter(|(key, _)| !known.contains(key))
            .try_for_each(|(key, value)| self.store.set(key, value))
    }

    /// Puts an article of a back-up in, in place of what is under its id. `cover` says which steps of the journal
    /// are not to be done again over it.
    pub(crate) fn put(&mut self, article: &Copied, cover: Cover) -> Result<(), StoreError> {
        let Copied { id, stored, older } = article;
        self.add_with(id, &stored.document, &stored.set, &stored.history, cover)?;
        older.as_ref().map_or(Ok(()), |older| self.set_older(id, older))
    }
}

/// A library's records at one time.
pub(crate) struct Snapshot(Vec<(String, String)>);

fn is_own(key: &str) -> bool {
    [PREFIX, FORMER, ASIDE].iter().any(|prefix| key.starts_with(prefix))
}
