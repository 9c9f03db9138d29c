//! What the page calls.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

/// Reads a Word or PDF file: its article as JSON.
///
/// # Errors
/// Where it cannot be read; the message says what to do.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> Result<String, JsError> {
    let article = crate::read(bytes)?;
    Ok(serde_json::to_string(&article).expect("texts become JSON"))
}

/// The files of a ZIP archive, as arrays of a name and its bytes, or of a name, nothing and why it cannot be read; undefined
/// where the bytes are a document.
///
/// # Errors
/// Where the archive cannot be read; the message says what to do.
#[wasm_bindgen]
pub fn unpack(bytes: &[u8]) -> Result<JsValue, JsError> {
    let Some(files) = crate::unpack(bytes)? else { return Ok(JsValue::UNDEFINED) };
    let files = files.into_iter().map(|file| match file.bytes {
        Ok(bytes) => Array::of2(&file.name.into(), &Uint8Array::from(bytes.as_slice())),
        Err(why) => Array::of3(&file.name.into(), &JsValue::NULL, &why.to_string().into()),
    });
    Ok(files.collect::<Array>().into())
}

/// Packs an export, which comes as JSON: `zip`, arrays of a file's name, its text, and whether that is Base64; `xlsx`,
/// arrays of a row's cells.
///
/// # Errors
/// Where there is more than fits; the message says what to do.
#[wasm_bindgen]
pub fn pack(kind: &str, json: &str) -> Result<Vec<u8>, JsError> {
    Ok(match kind {
        "xlsx" => crate::spreadsheet(&serde_json::from_str::<Vec<Vec<String>>>(json)?)?,
        _ => {
            let files: Vec<(String, String, bool)> = serde_json::from_str(json)?;
            let bytes = files.into_iter().map(|(name, text, is_base64)| {
                let bytes = if is_base64 { BASE64_STANDARD.decode(text)? } else { text.into_bytes() };
                Ok((name, bytes))
            });
            crate::archive(&bytes.collect::<Result<Vec<_>, base64::DecodeError>>()?)?
        }
    })
}
