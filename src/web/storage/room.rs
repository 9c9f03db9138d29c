//! How much room the browser gives, and whether it may take it back.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions, FileSystemWritableFileStream,
    StorageManager,
};

/// Pages that did not come over a secure connection have none.
fn manager() -> Option<StorageManager> {
    let navigator = gloo::utils::window().navigator();
    let has_one = Reflect::get(&navigator, &"storage".into()).is_ok_and(|manager| manager.is_object());
    has_one.then(|| navigator.storage())
}

/// More bytes than any browser has. Firefox counts below zero after some of its crashes, and takes that for nearly 2^64.
const NONSENSE: f64 = 1e15;

/// Chromium tells every page that it may store so many whole GiB more than it has, whatever it would really let it.
const PRETENCE: f64 = (1u64 << 30) as f64;

/// Bytes used and to be had, as the browser reckons them; `None` where it does not say, or has miscounted. A limit of
/// 0 is one that it keeps to itself.
pub(super) async fn estimate() -> Option<(f64, f64)> {
    let (used, limit) = told().await.filter(|(used, _)| *used < NONSENSE)?;
    let is_pretended = (limit - used) % PRETENCE == 0.0;
    Some((used, if is_pretended { 0.0 } else { limit }))
}

/// By how many bytes the browser has counted below zero, if it has.
pub(super) async fn missing() -> Option<f64> {
    let (used, _) = told().await.filter(|(used, _)| NONSENSE <= *used)?;
    Some(2f64.powi(64) - used)
}

/// Whether the browser would refuse so many bytes more: it is asked to make a file that long, and not to keep it.
pub(super) async fn would_refuse(bytes: f64) -> bool {
    let asked = lengthen(bytes).await;
    asked.is_err_and(|thrown| {
        let name = Reflect::get(&thrown, &"name".into()).ok().and_then(|name| name.as_string());
        name.as_deref() == Some("QuotaExceededError")
    })
}

const PROBE: &str = "pullquote-room";

async fn lengthen(bytes: f64) -> Result<(), JsValue> {
    let manager = manager().ok_or(JsValue::NULL)?;
    let folder: FileSystemDirectoryHandle = JsFuture::from(manager.get_directory()).await?.dyn_into()?;
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    let file = folder.get_file_handle_with_options(PROBE, &options);
    let file: FileSystemFileHandle = JsFuture::from(file).await?.dyn_into()?;
    let stream: FileSystemWritableFileStream = JsFuture::from(file.create_writable()).await?.dyn_into()?;
    let longer = JsFuture::from(stream.truncate_with_f64(bytes)?).await;
    let _nothing_is_kept = JsFuture::from(stream.abort()).await;
    let _it_is_gone = JsFuture::from(folder.remove_entry(PROBE)).await;
    longer.map(drop)
}

async fn told() -> Option<(f64, f64)> {
    let told: JsValue = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let number = |name: &str| Reflect::get(&told, &name.into()).ok()?.as_f64();
    Some((number("usage")?, number("quota")?))
}

/// Asks the browser not to clear the database away when it needs room. It may never answer: nothing waits.
pub(crate) fn ask_to_last() {
    if let Some(manager) = manager() {
        let _whether_it_agrees = manager.persist();
    }
}
