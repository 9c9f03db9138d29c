//! What the database answers: that it is done, why it refuses, or nothing within the time that it has.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbRequest, IdbTransaction};

use crate::store::StoreError;

/// How long the first answer may take, in milliseconds. It takes some 10; on a busy machine, or just after a crash,
/// seconds. No answer at all is a fault that browsers have had.
pub(super) const PATIENCE: u32 = 10_000;

enum Answer {
    Done,
    Failed,
    NotInTime,
}

async fn answer(milliseconds: u32, mut begin: impl FnMut(Function, Function)) -> Answer {
    let clock = Promise::new(&mut |done: Function, _| {
        let window = gloo::utils::window();
        let (late, time) = (Array::of1(&JsValue::TRUE), milliseconds as i32);
        let _it_can = window.set_timeout_with_callback_and_timeout_and_arguments(&done, time, &late);
    });
    match JsFuture::from(Promise::race(&Array::of2(&Promise::new(&mut begin), &clock))).await {
        Ok(first) if first == JsValue::TRUE => Answer::NotInTime,
        Ok(_) => Answer::Done,
        Err(_) => Answer::Failed,
    }
}

pub(super) async fn pause(milliseconds: u32) {
    let _late = answer(milliseconds, |_, _| ()).await;
}

/// Waits for what a request gives.
pub(super) async fn success(request: &IdbRequest, patience: u32) -> Result<JsValue, StoreError> {
    let answer = answer(patience, |done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    match answer.await {
        Answer::Done => Ok(request.result()?),
        Answer::Failed => Err(why(request.error().ok().flatten())),
        Answer::NotInTime => Err(StoreError::Silent),
    }
}

/// Waits until a transaction is on the disk, or will never be. One that gives no answer is taken back, unless it is
/// too late for that: then only the database knows what became of it.
pub(super) async fn complete(transaction: &IdbTransaction, patience: u32) -> Result<(), StoreError> {
    let answer = answer(patience, |done, failed| {
        transaction.set_oncomplete(Some(&done));
        transaction.set_onabort(Some(&failed));
    });
    match answer.await {
        Answer::Done => Ok(()),
        Answer::Failed => Err(why(transaction.error())),
        Answer::NotInTime => {
            let _unless_it_is_too_late = transaction.abort();
            Err(StoreError::Silent)
        }
    }
}

fn why(error: Option<DomException>) -> StoreError {
    error.map_or_else(|| StoreError::Refused("AbortError".to_owned()), |error| refusal(&error))
}

/// Why the database refuses, from what it threw.
fn refusal(thrown: &JsValue) -> StoreError {
    let said = |field: &str| Reflect::get(thrown, &field.into()).ok().and_then(|text| text.as_string());
    match said("name").unwrap_or_default().as_str() {
        "QuotaExceededError" => StoreError::Full,
        // Chromium, of a disk that is full: `UnknownError`, and this in its message.
        _ if said("message").is_some_and(|message| message.contains("NO_SPACE")) => StoreError::Full,
        "SecurityError" | "NotAllowedError" => StoreError::Denied,
        name => StoreError::Refused([name, &said("message").unwrap_or_default()].join(": ")),
    }
}

impl From<JsValue> for StoreError {
    fn from(thrown: JsValue) -> StoreError {
        refusal(&thrown)
    }
}

/// Tells whoever looks into the console; the reader is told in the page.
pub(super) fn log(what: &str, why: &StoreError) {
    web_sys::console::warn_1(&format!("Database, {what}: {why}").into());
}
