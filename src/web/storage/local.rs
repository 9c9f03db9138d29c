//! The browser's local storage as a [`Store`], and the page's store.

use gloo::storage::{LocalStorage, Storage};

use crate::store::{Store, StoreError};
use crate::sync::TieredStore;

/// The store of the page's library: local storage, and the database beyond it.
pub(crate) type BrowserStore = TieredStore<LocalStorageStore>;

/// Local storage, where the browser gives it to the page.
pub(crate) struct LocalStorageStore(());

impl LocalStorageStore {
    /// `None` where the browser denies it. There, gloo's own access throws, hence this test first.
    pub(crate) fn open() -> Option<LocalStorageStore> {
        let storage = gloo::utils::window().local_storage().ok().flatten();
        storage.map(|_| LocalStorageStore(()))
    }
}

impl Store for LocalStorageStore {
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
