//! What the pointer does: clicks on buttons and marks, selects words, drags the ends of an annotation.

use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlDialogElement, MouseEvent, PointerEvent};

use super::dragging::{self, Point};
use super::following::follow;
use super::gesture::Gesture;
use super::page_handle::PageHandle;
use super::words::PointerUnit;
use super::{act, dialogs, dom, listening, opening, words};
use crate::annotation::Id;
use crate::page::command::{Command, Navigation};
use crate::view::wire::from_wire_name;

/// What sends something when it is clicked.
const SENDERS: &str = "button, #alert, #licences, #bookmarklet";

/// What leaves the selected words as they are.
const KEEPS_SELECTION: &str = "[data-keeps-selection]";

pub(super) fn click(page: &PageHandle, event: &MouseEvent) {
    let Some(target) = element(event) else { return };
    if let Ok(Some(sender)) = target.closest(SENDERS)
        && send(page, &sender, event)
    {
        return;
    }
    let gesture = page.gesture.get();
    let selection = gloo::utils::window().get_selection().ok().flatten();
    if gesture.is_dragged || selection.is_some_and(|selection| !selection.is_collapsed()) {
        return;
    }
    // A handle that was only pressed lets the click through to the words.
    let under = if gesture.edge.is_some() {
        dom::document().elements_from_point(event.client_x() as f32, event.client_y() as f32)
    } else {
        event.composed_path()
    };
    let ids = marked(&under);
    if !ids.is_empty() {
        follow(page, page.call(|state| act::act(state, Command::Navigate(Navigation::SelectMark(ids)))));
    }
}

/// The annotations of the article's marks among these elements, in their order.
fn marked(elements: &Array) -> Vec<Id> {
    let mark = |element: &Element| matches!(element.closest("#article"), Ok(Some(_)));
    let elements = elements.iter().filter_map(|element| element.dyn_into::<Element>().ok()).filter(mark);
    elements.filter_map(|element| element.get_attribute("data-annotation")?.parse().ok()).collect()
}

/// Does what a button or a link stands for; gives whether it stands for anything.
fn send(page: &PageHandle, sender: &Element, event: &MouseEvent) -> bool {
    let carried = |name: &str| sender.get_attribute(name);
    let shifted = if event.shift_key() { carried("data-shift-command") } else { None };
    if let Some(command) = shifted.or_else(|| carried("data-command")) {
        listening::act(page, &command);
    } else if let Some(dialog) = carried("data-dialog") {
        dialogs::show(&dialog);
    } else if let Some(mode) = carried("data-restore") {
        spawn_local(opening::restore(page.clone(), mode));
    } else if sender.has_attribute("data-close") {
        if let Some(dialog) = sender.closest("dialog").ok().flatten() {
            dialog.unchecked_into::<HtmlDialogElement>().close();
        }
    } else {
        if sender.has_attribute("href") {
            event.prevent_default();
        }
        return opening::press(page, &sender.id());
    }
    true
}

pub(super) fn press(page: &PageHandle, event: &PointerEvent) {
    let Some(target) = element(event) else { return };
    let edge = target.get_attribute("data-edge").and_then(|edge| from_wire_name(&edge));
    page.gesture.set(Gesture { selects: event.pointer_type() == "mouse", edge, is_dragged: false });
    if edge.is_some() || matches!(target.closest(KEEPS_SELECTION), Ok(Some(_))) {
        event.prevent_default();
    }
}

pub(super) fn move_to(page: &PageHandle, event: &PointerEvent) {
    let gesture = page.gesture.get();
    if let Some(edge) = gesture.edge {
        page.gesture.set(Gesture { is_dragged: true, ..gesture });
        dragging::drag(&page.state.borrow(), edge, point(event));
    }
}

pub(super) fn release(page: &PageHandle, event: &PointerEvent) {
    let gesture = page.gesture.get();
    page.gesture.set(Gesture { selects: false, ..gesture });
    let keeps = |target: Element| matches!(target.closest(KEEPS_SELECTION), Ok(Some(_)));
    if let Some(edge) = gesture.edge {
        follow(page, page.call(|state| dragging::drop(state, edge, point(event))));
    } else if !element(event).is_some_and(keeps) {
        let unit = if event.alt_key() { PointerUnit::Letters } else { PointerUnit::Words };
        words::snap(&mut page.state.borrow_mut(), unit);
    }
    // After the click that may follow.
    let page = page.clone();
    let end = move || {
        page.gesture.set(Gesture { edge: None, ..page.gesture.get() });
        listening::offer_toolbar(&page);
    };
    Timeout::new(0, end).forget();
}

/// Other words are selected.
pub(super) fn select(page: &PageHandle) {
    let gesture = page.gesture.get();
    if !gesture.selects && gesture.edge.is_none() {
        listening::offer_toolbar(page);
    }
}

fn element(event: &MouseEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn point(event: &MouseEvent) -> Point {
    Point { x: event.client_x() as f32, y: event.client_y() as f32 }
}
