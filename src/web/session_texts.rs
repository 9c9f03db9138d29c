//! What stands in a dialog outlives an accidental reload, as long as the tab: pasted texts, a name that is not decided on.

use std::cell::RefCell;

use gloo::timers::callback::Timeout;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, Storage};

use super::dom;

pub(super) const ARTICLE_TEXT: &str = "article-text";
pub(super) const NEWER_TEXT: &str = "newer-text";
const NEW_NAME: &str = "new-name";

/// A text with what the clipboard had as HTML, which counts as long as nobody edits the text.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Pasted {
    value: String,
    html: String,
}

/// A new name that was typed for a name.
#[derive(Serialize, Deserialize)]
struct NewName {
    was: String,
    name: String,
}

thread_local! {
    static PASTED: RefCell<Pasted> = RefCell::default();
}

/// The reader pastes into a box.
pub(super) fn paste(id: String, html: String) {
    if [ARTICLE_TEXT, NEWER_TEXT].contains(&&*id) {
        // The browser puts the text in after this event.
        let note = move || PASTED.set(Pasted { value: dom::value_of(&id), html });
        Timeout::new(0, note).forget();
    }
}

/// What the clipboard had as HTML for this text, or empty.
pub(super) fn html_of(text: &str) -> String {
    PASTED.with_borrow(|pasted| if pasted.value == text { pasted.html.clone() } else { String::new() })
}

// The browser may deny the storage, or a text may be too long for it: it is where it was copied from.

pub(super) fn keep() {
    for id in [ARTICLE_TEXT, NEWER_TEXT] {
        let value = dom::value_of(id);
        match serde_json::to_string(&Pasted { html: html_of(&value), value: value.clone() }) {
            Ok(json) if !value.is_empty() => store(id, &json),
            _ => forget(id),
        }
    }
}

pub(super) fn restore() {
    for id in [ARTICLE_TEXT, NEWER_TEXT] {
        let Some(pasted) = read::<Pasted>(id) else { continue };
        if dom::value_of(id).is_empty() {
            dom::set_value(&dom::by_id(id), &pasted.value);
        }
        if dom::value_of(id) == pasted.value {
            PASTED.set(pasted);
        }
    }
}

/// Puts the name that was typed for this one into its field again.
pub(super) fn offer_new_name() {
    let Some(field) = new_name() else { return };
    if let Some(NewName { was, name }) = read(NEW_NAME)
        && was == field.default_value()
    {
        field.set_value(&name);
    }
}

/// Keeps what a reader writes in a field, if it is that of the new name.
pub(super) fn keep_new_name(id: &str) {
    let Some(field) = new_name().filter(|_| id == NEW_NAME) else { return };
    if let Ok(json) = serde_json::to_string(&NewName { was: field.default_value(), name: field.value() }) {
        store(NEW_NAME, &json);
    }
}

pub(super) fn forget_new_name() {
    forget(NEW_NAME);
}

fn new_name() -> Option<HtmlInputElement> {
    dom::document().get_element_by_id(NEW_NAME)?.dyn_into().ok()
}

fn storage() -> Option<Storage> {
    gloo::utils::window().session_storage().ok().flatten()
}

fn read<T: for<'de> Deserialize<'de>>(key: &str) -> Option<T> {
    serde_json::from_str(&storage()?.get_item(key).ok()??).ok()
}

fn store(key: &str, json: &str) {
    if let Some(storage) = storage() {
        storage.set_item(key, json).ok();
    }
}

fn forget(key: &str) {
    if let Some(storage) = storage() {
        storage.remove_item(key).ok();
    }
}
