//! What the library needs of a store.

use super::error::StoreError;

/// Texts under keys.
pub(crate) trait Store {
    /// The text under a key, if there is one.
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;
    /// Puts a text under a key. When this fails, the former text stays.
    fn set(&mut self, key: &str, value: &str) -> Result<(), StoreError>;
    /// Removes the text under a key, if there is one.
    fn remove(&mut self, key: &str) -> Result<(), StoreError>;
    /// All keys, also those of other programs.
    fn keys(&self) -> Result<Vec<String>, StoreError>;
}

impl<S: Store + ?Sized> Store for Box<S> {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        (**self).get(key)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        (**self).set(key, value)
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        (**self).remove(key)
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        (**self).keys()
    }
}

/// The length of a text as browsers count it: UTF-16 units.
pub(super) fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
}
