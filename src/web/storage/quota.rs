//! The browser's storage quota: how much is used, how much is left, and whether it may evict what is stored.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions, FileSystemWritableFileStream,
    StorageManager,
};

/// `None` for pages that did not come over a secure connection.
fn manager() -> Option<StorageManager> {
    let navigator = gloo::utils::window().navigator();
    let has_one = Reflect::get(&navigator, &"storage".into()).is_ok_and(|manager| manager.is_object());
    has_one.then(|| navigator.storage())
}

/// More bytes than any browser stores. After some of its crashes Firefox counts below zero, and reports nearly 2^64.
const IMPOSSIBLE: f64 = 1e15;

/// Chromium tells every page that its limit is a whole number of GiB above what is used, whatever the real limit is.
const PRETENDED_UNIT: f64 = (1u64 << 30) as f64;

/// How much of its quota the browser says is used, in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct QuotaEstimate {
    pub used: f64,
    /// 0 where the browser does not say.
    pub limit: f64,
}

/// What the browser says about its quota; `None` where it says nothing, or has miscounted.
pub(super) async fn estimate() -> Option<QuotaEstimate> {
    let reported = reported().await.filter(|reported| reported.used < IMPOSSIBLE)?;
    let is_pretended = (reported.limit - reported.used) % PRETENDED_UNIT == 0.0;
    Some(QuotaEstimate { limit: if is_pretended { 0.0 } else { reported.limit }, ..reported })
}

/// How many bytes below zero the browser has counted, if it has miscounted.
pub(super) async fn bytes_below_zero() -> Option<f64> {
    let reported = reported().await.filter(|reported| IMPOSSIBLE <= reported.used)?;
    Some(2f64.powi(64) - reported.used)
}

/// Whether the browser would refuse so many more bytes. The page asks for a file of that length, and discards it.
pub(super) async fn would_refuse(bytes: f64) -> bool {
    let reserved = reserve(bytes).await;
    reserved.is_err_and(|thrown| {
        let name = Reflect::get(&thrown, &"name".into()).ok().and_then(|name| name.as_string());
        name.as_deref() == Some("QuotaExceededError")
    })
}

/// The name of the file that is never saved.
const PROBE_FILE: &str = "pullquote-room";

async fn reserve(bytes: f64) -> Result<(), JsValue> {
    let manager = manager().ok_or(JsValue::NULL)?;
    let folder: FileSystemDirectoryHandle = JsFuture::from(manager.get_directory()).await?.dyn_into()?;
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    let file = folder.get_file_handle_with_options(PROBE_FILE, &options);
    let file: FileSystemFileHandle = JsFuture::from(file).await?.dyn_into()?;
    let stream: FileSystemWritableFileStream = JsFuture::from(file.create_writable()).await?.dyn_into()?;
    let longer = JsFuture::from(stream.truncate_with_f64(bytes)?).await;
    JsFuture::from(stream.abort()).await.ok(); // Nothing of it is saved either way.
    JsFuture::from(folder.remove_entry(PROBE_FILE)).await.ok(); // An empty file does no harm.
    longer.map(drop)
}

/// What the browser reports, right or wrong.
async fn reported() -> Option<QuotaEstimate> {
    let reported: JsValue = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let number = |name: &str| Reflect::get(&reported, &name.into()).ok()?.as_f64();
    Some(QuotaEstimate { used: number("usage")?, limit: number("quota")? })
}

/// Asks the browser not to evict the database when the disk is nearly full. Nothing waits for the answer, which may
/// never come.
pub(crate) fn request_persistence() {
    if let Some(manager) = manager() {
        manager.persist().ok(); // The page goes on either way.
    }
}
