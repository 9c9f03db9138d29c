//! What the page calls, in a worker.

use wasm_bindgen::prelude::wasm_bindgen;

/// Answers a request of the page; both are JSON.
#[wasm_bindgen]
pub fn answer(request: &str) -> String {
    crate::answer(request)
}
