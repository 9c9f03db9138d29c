//! Waits: for a time, for a file, for what fulfils a promise.

use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Lets this time pass, and the browser draw and take what the reader does.
pub(super) async fn pause(milliseconds: u32) {
    let over = Promise::new(&mut |done: Function, _| {
        let window = gloo::utils::window();
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds as i32).ok(); // Windows always can.
    });
    JsFuture::from(over).await.ok(); // It is never refused.
}

/// A promise, and what fulfils it.
pub(super) fn promise() -> (Promise, Function) {
    // A function made here would be one made of a text, which the page's policy forbids.
    let mut fulfil = None;
    let promise = Promise::new(&mut |done: Function, _| fulfil = Some(done));
    (promise, fulfil.expect("a promise calls what it is made with at once"))
}

/// What is in a file; nothing, where it cannot be read any more.
pub(super) async fn bytes_of(file: &File) -> Vec<u8> {
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => Uint8Array::new(&buffer).to_vec(),
        Err(_) => vec![],
    }
}
