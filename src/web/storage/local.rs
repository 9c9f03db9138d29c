//! The browser's local storage as a [`Store`].

use gloo::storage::{LocalStorage, Storage};

use crate::store::{Store, StoreError};

/// Local storage, if the browser lets the page have it.
pub(crate) struct Local(());

impl Local {
    /// `None` where storage is denied. gloo's own access throws there, hence the look first.
    pub(crate) fn open() -> Option<Local> {
        let storage = gloo::utils::window().local_storage().ok().flatten();
        storage.map(|_| Local(()))
    }
}

impl Store for Local {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(LocalStorage::raw().get_item(key)?)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        Ok(LocalStorage::raw().set_item(key, value)?)
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        LocalStorage::delete(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let storage = LocalStorage::raw();
        let n = storage.length()?;
        Ok((0..n).filter_map(|i| storage.key(i).ok().flatten()).collect())
    }
}
