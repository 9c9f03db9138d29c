//! What the page asks of its script (`www/page.js`), which knows where the files beside it are.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::Worker;

#[wasm_bindgen]
extern "C" {
    /// What the script can do for the page.
    #[derive(Clone)]
    pub type Hands;

    /// A new worker; none in the single file.
    #[wasm_bindgen(method, js_name = startWorker)]
    pub(super) fn start_worker(this: &Hands) -> Option<Worker>;

    /// Fulfilled once the service worker keeps what is asked for, where there is one.
    #[wasm_bindgen(method)]
    pub(super) fn kept(this: &Hands) -> Promise;

    /// Copies a text; gives whether that was possible.
    #[wasm_bindgen(method)]
    pub(super) fn copy(this: &Hands, text: &str) -> Promise;

    /// Loads the module that parses pages, rich text and Markdown; `again` is appended to its address.
    #[wasm_bindgen(method)]
    pub(super) fn pages(this: &Hands, again: &str) -> Promise;

    /// Loads the module that reads and writes the formats of other tools; `again` is appended to its address.
    #[wasm_bindgen(method)]
    pub(super) fn formats(this: &Hands, again: &str) -> Promise;

    /// The licences of what others made.
    #[wasm_bindgen(method)]
    pub(super) fn licences(this: &Hands) -> Promise;
}

thread_local! {
    static HANDS: RefCell<Option<Hands>> = const { RefCell::new(None) };
}

/// The page begins with these.
pub(super) fn take(hands: Hands) {
    HANDS.set(Some(hands));
}

pub(super) fn hands() -> Hands {
    HANDS.with_borrow(Clone::clone).expect("the page begins with them")
}
