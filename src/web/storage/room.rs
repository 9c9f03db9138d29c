//! How much room the browser gives, and whether it may take it back.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// Pages that did not come over a secure connection have none.
fn manager() -> Option<StorageManager> {
    let navigator = gloo::utils::window().navigator();
    let has_one = Reflect::get(&navigator, &"storage".into()).is_ok_and(|manager| manager.is_object());
    has_one.then(|| navigator.storage())
}

/// More bytes than any browser has. Firefox counts below zero after some of its crashes, and takes that for nearly 2^64.
const NONSENSE: f64 = 1e15;

/// Bytes used and to be had, as the browser reckons them; `None` where it does not say, or has miscounted.
pub async fn estimate() -> Option<(f64, f64)> {
    told().await.filter(|(used, _)| *used < NONSENSE)
}

/// Whether what the browser reckons cannot be.
pub async fn is_miscounted() -> bool {
    told().await.is_some_and(|(used, _)| NONSENSE <= used)
}

async fn told() -> Option<(f64, f64)> {
    let told: JsValue = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let number = |name: &str| Reflect::get(&told, &name.into()).ok()?.as_f64();
    Some((number("usage")?, number("quota")?))
}

/// Asks the browser not to clear the database away when it needs room. It may never answer: nothing waits.
pub fn ask_to_last() {
    if let Some(manager) = manager() {
        let _whether_it_agrees = manager.persist();
    }
}
