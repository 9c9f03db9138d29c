//! What the library calls where it is compiled for the page.

use wasm_bindgen::prelude::wasm_bindgen;

/// Answers a request about a file; the request and the answer are JSON.
#[wasm_bindgen]
pub fn answer(request: &str, file: &str) -> String {
    crate::answer(request, file)
}
