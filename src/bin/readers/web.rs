//! What the page calls.

use wasm_bindgen::prelude::wasm_bindgen;

/// Reads a Word or PDF file: its article as JSON.
///
/// # Errors
/// Where it cannot be read: the message.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> Result<String, String> {
    let article = crate::read(bytes).map_err(|error| error.to_string())?;
    Ok(serde_json::to_string(&article).expect("texts become JSON"))
}
