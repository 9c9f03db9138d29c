//! Files that the page gives to the reader.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
    Url,
};

use super::beside::{ReadingShown, WorkerAnswer, ask};
use super::pause::promise;
use super::reply::{BASE64, Download};
use super::{dialogs, dom};
use crate::strings;

/// How long a browser may take to begin with a download, in milliseconds.
const BEGINS: u32 = 10_000;

/// A drawing becomes a picture of so many times its size, for sharp print.
const SCALE: u32 = 2;

pub(super) fn download(file: Download) {
    spawn_local(async move {
        let content = match file.pack {
            Some(BASE64) => from_base64(&file.text),
            Some(kind) => packed(kind, &file.text).await,
            None => Some(file.text.as_str().into()),
        };
        let Some(content) = content else { return };
        // A browser that refuses to make or draw a file has nothing to download.
        make(&file, &content).await.map(|blob| save(&blob, &file.name)).ok();
    });
}

/// The bytes that are written in Base64; the browser reads it.
fn from_base64(text: &str) -> Option<JsValue> {
    let bytes = gloo::utils::window().atob(text).ok()?;
    let bytes: Vec<u8> = bytes.chars().filter_map(|byte| u8::try_from(byte).ok()).collect();
    Some(Uint8Array::from(bytes.as_slice()).into())
}

/// The bytes that a text becomes in a program of its own; none where the reader stops it, or it fails, which is said.
async fn packed(kind: &str, text: &str) -> Option<JsValue> {
    let given = Array::of3(&"pack".into(), &kind.into(), &text.into());
    let answer = ask("readers", &given, ReadingShown::AtOnce).await;
    dialogs::close(dialogs::READING);
    match answer? {
        WorkerAnswer::Done(bytes) => return Some(bytes),
        WorkerAnswer::Failed(why) if !why.is_empty() => dialogs::fail(&why),
        _ => dialogs::fail(strings::NO_READER),
    }
    None
}

async fn make(file: &Download, content: &JsValue) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(file.mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(content).into(), &options)?;
    if file.as_png { pixels(&blob).await } else { Ok(blob) }
}

fn save(blob: &Blob, name: &str) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = dom::document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Timeout::new(BEGINS, move || drop(Url::revoke_object_url(&address))).forget();
    Ok(())
}

async fn pixels(drawing: &Blob) -> Result<Blob, JsValue> {
    let address = Url::create_object_url_with_blob(drawing)?;
    let image = HtmlImageElement::new()?;
    image.set_src(&address);
    JsFuture::from(image.decode()).await?;
    let canvas: HtmlCanvasElement = dom::document().create_element("canvas")?.unchecked_into();
    canvas.set_width(SCALE * image.width());
    canvas.set_height(SCALE * image.height());
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    Url::revoke_object_url(&address)?;
    let (drawn, tell) = promise();
    canvas.to_blob(&tell)?;
    JsFuture::from(drawn).await?.dyn_into()
}
