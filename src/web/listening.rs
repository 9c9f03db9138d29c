//! What the page's events mean: keys, fields that are left, a selection over which the toolbar is put.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::following::follow;
use super::page_handle::PageHandle;
use super::reply::Reply;
use super::{act, comparison, dialogs, dom, draw, typing, words};
use crate::page::command::{Command, Field};
use crate::page::shortcuts;

const SEARCH: &str = "search";

/// Elements in which keys write.
const TYPED_IN: [&str; 3] = ["input", "textarea", "select"];

/// In the dialog of a comparison: what has the keys for itself.
const WALKED_PAST: [&str; 3] = ["input", "summary", ".figures"];

/// Between the toolbar and what it stands beside, in CSS pixels.
const GAP: f64 = 8.0;

/// Does what a key asks for; gives whether the browser is to do nothing more. None does while a dialog is open or
/// something is typed, but for those that go with Ctrl.
pub(super) fn press(page: &PageHandle, event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(target) = target else { return false };
    if let Some(dialog) = dialogs::open() {
        let is_walked =
            dialog.id() == comparison::DIALOG && !WALKED_PAST.iter().any(|field| is_any(&target, field));
        return is_walked
            && !event.alt_key()
            && follow(page, page.call(|s| comparison::key(s, &name_of(event))));
    }
    let key = event.key();
    let is_typing = TYPED_IN.iter().any(|field| is_any(&target, field));
    if is_typing && event.is_composing() {
        return false;
    }
    if is_typing && key == "Escape" {
        // The search would empty itself, and say so after the keyboard has left it.
        let reply = if target.id() == SEARCH {
            command(page, shortcuts::find_in_search(&key))
        } else {
            page.call_while_typing(typing::cancel)
        };
        follow(page, reply);
        dom::focus(&dom::article());
        return true;
    }
    if key == "Enter" && is_any(&target, "input[data-typed]") {
        end_typing_later(page.clone());
    }
    if target.id() == SEARCH {
        let pressed = format!("{}{key}", if event.shift_key() { "Shift+" } else { "" });
        if follow(page, command(page, shortcuts::find_in_search(&pressed))) {
            return false;
        }
    }
    if is_any(&target, "[role=tab]") && follow(page, command(page, shortcuts::find_on_tab(&key))) {
        return false;
    }
    let presses_button = key == "Enter" && matches!(target.closest("button"), Ok(Some(_)));
    if is_typing || presses_button || event.alt_key() {
        return false;
    }
    follow(page, command(page, shortcuts::find(&name_of(event)).cloned()))
}

const ARROWS: [&str; 4] = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

/// A key as the shortcuts name it.
fn name_of(event: &KeyboardEvent) -> String {
    let key = event.key();
    let has_ctrl = event.ctrl_key() || event.meta_key();
    let has_shift = event.shift_key() && (has_ctrl || ARROWS.contains(&&*key));
    format!("{}{}{key}", if has_ctrl { "Ctrl+" } else { "" }, if has_shift { "Shift+" } else { "" })
}

fn command(page: &PageHandle, command: Option<Command>) -> Reply {
    command.map_or_else(Reply::default, |command| page.call(|state| act::act(state, command)))
}

/// Does the command that an element carries.
pub(super) fn act(page: &PageHandle, command: &str) {
    let reply = match read(command) {
        // The reader is asked while a field may be in use: it goes on.
        Some(command @ Command::Site(_)) => page.call_while_typing(|state| act::act(state, command)),
        Some(command) => page.call(|state| act::act(state, command)),
        None => return,
    };
    follow(page, reply);
}

fn is_any(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or(false)
}

/// The browser itself reports a change first, if it sees one: a suggestion may be chosen with this very key.
fn end_typing_later(page: PageHandle) {
    let end = move || {
        follow(&page, page.call_while_typing(typing::finish));
        draw::refocus(&page.state.borrow());
    };
    Timeout::new(0, end).forget();
}

/// The reader has typed in a field of the card.
pub(super) fn typed(page: &PageHandle, field: Field, text: String) {
    let Field::Annotation { id, field } = field else { return };
    page.typing_timer.take();
    if let Some(due) = typing::typed(&mut page.state.borrow_mut(), id, field, text) {
        let later = page.clone();
        let save = move || {
            follow(&later, later.call_while_typing(typing::save));
        };
        page.typing_timer.replace(Some(Timeout::new(due as u32, save)));
    }
}

/// An input method composes in a field of the card: nothing of that is saved.
pub(super) fn compose(page: &PageHandle, field: Field) {
    let Field::Annotation { id, field } = field else { return };
    page.typing_timer.take();
    typing::composing(&mut page.state.borrow_mut(), id, field);
}

/// The keyboard has left a field in which the reader typed. A window that loses the keyboard keeps the field, and so does a
/// question.
pub(super) fn left_field(page: &PageHandle, field: &Element) {
    let is_there = dom::document().active_element().is_some_and(|at| at.is_same_node(Some(field)));
    let stays = is_there || dialogs::is_open(dialogs::RECEIVED);
    follow(page, page.call_while_typing(if stays { typing::save } else { typing::finish }));
}

/// A field has another value.
pub(super) fn change(page: &PageHandle, field: Field, value: String) {
    let reply = match field {
        Field::Annotation { .. } | Field::UnfinishedTags => {
            page.call_while_typing(|state| act::act(state, Command::Change(field, value)))
        }
        field => page.call(|state| act::act(state, Command::Change(field, value))),
    };
    follow(page, reply);
}

/// Puts the toolbar beside the selected words, or hides it.
pub(super) fn offer_toolbar(page: &PageHandle) {
    let marker = dom::by_id("marker");
    let selected = selected_box();
    dom::set_attribute(&marker, "hidden", selected.is_none().then_some(""));
    let Some(selected) = selected else { return };
    dom::set_attribute(&marker, "data-words", Some(words::place(&page.state.borrow())));
    if let Some(marker) = marker.dyn_ref::<HtmlElement>() {
        place(marker, &selected);
    }
}

/// Where the words stand that are selected in the article.
fn selected_box() -> Option<web_sys::DomRect> {
    let is_open = dom::document().body()?.get_attribute("data-open").as_deref() == Some("true");
    let selection = gloo::utils::window().get_selection().ok()??;
    let is_within = dom::article().contains(selection.anchor_node().as_ref());
    let is_any = is_open && is_within && !selection.is_collapsed();
    if is_any { selection.get_range_at(0).ok().map(|range| range.get_bounding_client_rect()) } else { None }
}

/// Below the words; above them where the window, the card or the bar ends.
fn place(marker: &HtmlElement, words: &web_sys::DomRect) {
    let window = gloo::utils::window();
    let scrolled = |offset: Result<f64, _>| offset.unwrap_or_default();
    let (scroll_x, scroll_y) = (scrolled(window.scroll_x()), scrolled(window.scroll_y()));
    let (width, height) = (f64::from(marker.offset_width()), f64::from(marker.offset_height()));
    let page = dom::document().document_element().map_or(0.0, |page| f64::from(page.client_width()));
    // Not over the lists and the card, where the article's own column has room for it.
    let panel = dom::by_id("panel").get_bounding_client_rect();
    let has_room = 0.0 < panel.width() && width + 2.0 * GAP <= panel.left();
    let end = if has_room { panel.left() } else { page };
    let left = (words.left() + scroll_x).min(scroll_x + end - width - GAP).max(GAP);

    let below = ["card", "parts"].map(|id| dom::by_id(id).get_bounding_client_rect());
    let below = below.iter().filter(|part| 0.0 < part.height() && part.left() < words.right());
    let bottom = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::INFINITY);
    let floor = below.fold(bottom, |floor, part| floor.min(part.top()));
    let above = words.top() - height - GAP;
    let fits = words.bottom() + GAP + height <= floor || above < 0.0;
    let top = scroll_y + if fits { words.bottom() + GAP } else { above };
    for (side, at) in [("left", left), ("top", top)] {
        marker.style().set_property(side, &format!("{at}px")).ok(); // Both are names of properties.
    }
}

/// What stands in `data-…` of an element as JSON.
pub(super) fn read<T: for<'de> serde::Deserialize<'de>>(sent: &str) -> Option<T> {
    let read = serde_json::from_str(sent);
    if let Err(error) = &read {
        let warning = crate::strings::fill(crate::strings::UNKNOWN_COMMAND, &[error]);
        web_sys::console::warn_1(&warning.into());
    }
    read.ok()
}
