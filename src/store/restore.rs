//! Whole articles put into the library, all of them or none.

use super::{ASIDE, Copied, Cover, FORMER, Library, PREFIX, Store, StoreError};

impl<S: Store> Library<S> {
    /// Makes several changes or none: where one fails, everything is put back as it was.
    pub fn all_or_none<T>(
        &mut self,
        change: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let own = |key: &String| key.starts_with(PREFIX) || key.starts_with(FORMER) || key.starts_with(ASIDE);
        let keys: Vec<String> = self.store.keys()?.into_iter().filter(own).collect();
        let before: Result<Vec<_>, _> = keys.iter().map(|key| self.store.get(key)).collect();
        let before = before?;
        let changed = change(self);
        if changed.is_err() {
            // Room first: what is new goes, then what was there comes back.
            for key in self.store.keys()?.iter().filter(|key| own(key)) {
                self.store.remove(key)?;
            }
            for (key, value) in keys.iter().zip(before) {
                value.map_or(Ok(()), |value| self.store.set(key, &value))?;
            }
            self.latest = None;
        }
        changed
    }

    /// Puts an article of a back-up in, in place of what is under its id. `cover` says which steps of the journal
    /// are not to be done again over it.
    pub fn put(&mut self, article: &Copied, cover: Cover) -> Result<(), StoreError> {
        let Copied { id, stored, older } = article;
        self.add_with(id, &stored.document, &stored.set, &stored.history, cover)?;
        older.as_ref().map_or(Ok(()), |older| self.set_older(id, older))
    }
}
