//! Waits.

use js_sys::{Function, Promise};
use wasm_bindgen_futures::JsFuture;

/// Lets this time pass, and the browser draw and take what the reader does.
pub(super) async fn pause(milliseconds: u32) {
    let over = Promise::new(&mut |done: Function, _| {
        let window = gloo::utils::window();
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds as i32).ok(); // Windows always can.
    });
    JsFuture::from(over).await.ok(); // It is never refused.
}
