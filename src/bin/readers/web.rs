//! What the page calls.

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads a Word or PDF file: its article as JSON.
///
/// # Errors
/// Where it cannot be read; the message says what to do.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> Result<String, JsError> {
    let article = crate::read(bytes)?;
    Ok(serde_json::to_string(&article).expect("texts become JSON"))
}
