//! The dialogs of the page: which is open, what it shows, what becomes of it when it closes.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlDialogElement};

use super::modules::PageModule;
use super::{dom, session_texts, status};
use crate::page::{export, layers, shortcuts};

/// Says that something long is read, and stops it.
pub(super) const READING: &str = "reading-dialog";
pub(super) const RECEIVED: &str = "received-dialog";
const EXPORT: &str = "export-dialog";
const IMPORT: &str = "import-dialog";
const RENAME: &str = "rename-dialog";
const FOREIGN: &str = "foreign-dialog";
const NEWER: &str = "newer-dialog";

thread_local! {
    /// To be called when the reader closes the dialog of a reading.
    static STOPPED: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Fills the dialogs whose content never changes.
pub(super) fn fill() {
    dom::fill(&dom::by_id("keys-list"), [&shortcuts::render()]);
    dom::fill(&dom::by_id("format"), &export::options());
    dom::fill(&dom::by_id("legend"), &layers::legend());
}

fn find(id: &str) -> Option<HtmlDialogElement> {
    dom::document().get_element_by_id(id)?.dyn_into().ok()
}

pub(super) fn is_open(id: &str) -> bool {
    find(id).is_some_and(|dialog| dialog.open())
}

/// The dialog that is open; of two, the one above.
pub(super) fn open() -> Option<HtmlDialogElement> {
    dom::find_all("dialog[open]").pop()?.dyn_into().ok()
}

pub(super) fn show(id: &str) {
    let Some(dialog) = find(id) else { return };
    for problem in dom::find_all_in(&dialog, ".problem") {
        problem.set_text_content(None);
    }
    if [EXPORT, IMPORT].contains(&id) {
        spawn_local(PageModule::Formats.load());
    }
    if id == RENAME {
        session_texts::offer_new_name();
    }
    if !dialog.open() {
        dialog.show_modal().ok(); // It is in the page.
    }
}

pub(super) fn close(id: &str) {
    if let Some(dialog) = find(id) {
        dialog.close();
    }
}

/// Closes the dialog whose question was answered, and the one that asked for it.
pub(super) fn close_answered() {
    let Some(asked) = open() else { return };
    let id = asked.id();
    if [FOREIGN, NEWER].contains(&&*id) {
        dom::set_value(&dom::by_id(session_texts::NEWER_TEXT), "");
    }
    asked.close();
    if id == FOREIGN {
        close(NEWER);
    }
}

/// A dialog has closed. The event of an earlier closing may come when it is open again.
pub(super) fn closed(id: &str) {
    match id {
        READING if !is_open(READING) => {
            if let Some(stopped) = STOPPED.take() {
                stopped.call0(&JsValue::NULL).ok(); // It is never refused.
            }
        }
        RENAME => session_texts::forget_new_name(),
        _ => {}
    }
}

/// What is called when the reader stops a reading, once.
pub(super) fn when_stopped(call: Option<Function>) {
    STOPPED.set(call);
}

/// Shows an error in the dialog that it belongs to, or over the page until the next message.
pub(super) fn fail(message: &str) {
    let within = open().and_then(|dialog| {
        let place: Element = dialog.query_selector(".problem").ok()??;
        Some(place)
    });
    match within {
        Some(place) => {
            place.set_text_content(Some(message));
            dom::bring_into_view(&place);
        }
        None => status::fail(message),
    }
}
