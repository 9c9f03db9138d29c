//! What the database answers: success, the reason why it refuses, or nothing in time.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbRequest, IdbTransaction};

use crate::store::StoreError;

enum DatabaseAnswer {
    Succeeded,
    Failed,
    TimedOut,
}

/// Waits for the first of two callbacks, for success and for failure.
async fn answer(milliseconds: u32, mut begin: impl FnMut(Function, Function)) -> DatabaseAnswer {
    let clock = Promise::new(&mut |done: Function, _| {
        let window = gloo::utils::window();
        let (late, time) = (Array::of1(&JsValue::TRUE), milliseconds as i32);
        window.set_timeout_with_callback_and_timeout_and_arguments(&done, time, &late).ok(); // Windows always can.
    });
    match JsFuture::from(Promise::race(&Array::of2(&Promise::new(&mut begin), &clock))).await {
        Ok(first) if first == JsValue::TRUE => DatabaseAnswer::TimedOut,
        Ok(_) => DatabaseAnswer::Succeeded,
        Err(_) => DatabaseAnswer::Failed,
    }
}

/// Waits for the result of a request.
pub(super) async fn request_result(request: &IdbRequest, patience: u32) -> Result<JsValue, StoreError> {
    let answer = answer(patience, |done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    match answer.await {
        DatabaseAnswer::Succeeded => Ok(request.result()?),
        DatabaseAnswer::Failed => Err(reason(request.error().ok().flatten())),
        DatabaseAnswer::TimedOut => Err(StoreError::Silent),
    }
}

/// Waits until a transaction is complete, or has failed. One that does not answer is aborted. It may be too late for
/// that: then only the database knows whether the transaction succeeded.
pub(super) async fn transaction_end(transaction: &IdbTransaction, patience: u32) -> Result<(), StoreError> {
    let answer = answer(patience, |done, failed| {
        transaction.set_oncomplete(Some(&done));
        transaction.set_onabort(Some(&failed));
    });
    match answer.await {
        DatabaseAnswer::Succeeded => Ok(()),
        DatabaseAnswer::Failed => Err(reason(transaction.error())),
        DatabaseAnswer::TimedOut => {
            transaction.abort().ok(); // It may be too late.
            Err(StoreError::Silent)
        }
    }
}

/// Why a transaction failed of which a request failed: an abort says its reason to the transaction alone.
pub(super) fn failure_of(transaction: &IdbTransaction, of_request: StoreError) -> StoreError {
    transaction.error().map_or(of_request, |error| store_error(&error))
}

fn reason(error: Option<DomException>) -> StoreError {
    error.map_or_else(|| StoreError::Refused("AbortError".to_owned()), |error| store_error(&error))
}

/// Why the database refuses, from what it threw.
fn store_error(thrown: &JsValue) -> StoreError {
    let text = |field: &str| Reflect::get(thrown, &field.into()).ok().and_then(|value| value.as_string());
    match text("name").unwrap_or_default().as_str() {
        "QuotaExceededError" => StoreError::Full,
        // Chromium reports a full disk as `UnknownError`, with this in its message.
        _ if text("message").is_some_and(|message| message.contains("NO_SPACE")) => StoreError::Full,
        "SecurityError" | "NotAllowedError" => StoreError::Denied,
        name => StoreError::Refused([name, &text("message").unwrap_or_default()].join(": ")),
    }
}

impl From<JsValue> for StoreError {
    fn from(thrown: JsValue) -> StoreError {
        store_error(&thrown)
    }
}

/// Writes a warning to the console, for developers.
pub(super) fn warn(what: &str, why: &StoreError) {
    web_sys::console::warn_1(&format!("Database, {what}: {why}").into());
}

/// A random number that JavaScript can represent exactly.
pub(crate) fn random() -> u64 {
    (js_sys::Math::random() * (1u64 << 52) as f64) as u64
}
