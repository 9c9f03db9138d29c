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

/// Bytes used and to be had, as the browser reckons them; `None` where it does not say.
pub async fn estimate() -> Option<(f64, f64)> {
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
