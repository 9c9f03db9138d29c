//! The sites that a reader does not want to be asked about, remembered in this browser.

use std::cell::RefCell;

use super::tab_only;
use crate::sorting::Sorting as _;

/// Not a record of the library: a back-up and a restore leave it as it is.
const KEY: &str = "pullquote/refused-sites";

thread_local! {
    /// What is remembered where the browser saves nothing.
    static HERE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Their origins.
pub(super) fn list() -> Vec<String> {
    let read = || serde_json::from_str(&storage()?.get_item(KEY).ok()??).ok();
    read().unwrap_or_else(|| HERE.with_borrow(Clone::clone))
}

pub(super) fn refuses(origin: &str) -> bool {
    list().iter().any(|refused| refused == origin)
}

pub(super) fn add(origin: &str) {
    let mut origins = list();
    origins.push(origin.to_owned());
    origins.order();
    origins.dedup();
    remember(origins);
}

pub(super) fn remove(origin: &str) {
    let mut origins = list();
    origins.retain(|refused| refused != origin);
    remember(origins);
}

fn remember(origins: Vec<String>) {
    if let (Some(storage), Ok(json)) = (storage(), serde_json::to_string(&origins)) {
        // Full storage: the list holds as long as the tab.
        storage.set_item(KEY, &json).ok();
    }
    HERE.set(origins);
}

fn storage() -> Option<web_sys::Storage> {
    if tab_only::is_on() { None } else { gloo::utils::window().local_storage().ok().flatten() }
}
