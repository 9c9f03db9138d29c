//! Removes all that the page has saved in this browser.

use gloo::storage::{LocalStorage, Storage};

use super::database::{FOLDER_DATABASE, NAME, QUEUE_DATABASE};
use super::local::LocalStorageStore;
use crate::store::Store;

/// What all keys of the page begin with, those that are no records included.
const OWN: &str = "pullquote/";

/// Removes what is in local storage, and the database. It must not be open in this tab; other tabs close theirs.
pub(crate) fn remove_everything() {
    let keys = LocalStorageStore::open().and_then(|store| store.keys().ok()).unwrap_or_default();
    keys.iter().filter(|key| key.starts_with(OWN)).for_each(LocalStorage::delete);
    if let Ok(Some(factory)) = gloo::utils::window().indexed_db() {
        // Nothing waits for the answer: nothing in this tab reads or writes the database.
        factory.delete_database(NAME).ok();
        factory.delete_database(FOLDER_DATABASE).ok();
        factory.delete_database(QUEUE_DATABASE).ok();
    }
}
