//! The messages about saving: what waits, what is saved, what is not and why.

use std::cell::Cell;

use super::{dom, local_file, tab_only};
use crate::store::StoreError;
use crate::strings;

/// Says in the page that the start takes longer than it should, and why.
pub(super) fn waiting() {
    dom::by_id("alert").set_text_content(Some(strings::WAITING));
}

/// The start waits no longer.
pub(super) fn waited() {
    let alert = dom::by_id("alert");
    if alert.text_content().as_deref() == Some(strings::WAITING) {
        alert.set_text_content(None);
    }
}

/// A text that stands in a field and not in the set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TypedText {
    /// It is saved in a moment.
    ToBeSaved,
    /// It is saved when the reader leaves the field.
    Undecided,
}

thread_local! {
    /// What the label says of the work.
    static WORK: Cell<&'static str> = const { Cell::new("") };
    static TYPED: Cell<Option<TypedText>> = const { Cell::new(None) };
}

/// Says in the page whether a field has a text that is not saved.
pub(super) fn typing(typed: Option<TypedText>) {
    TYPED.set(typed);
    show_label();
}

/// A text in a field is work, too: it is never called saved before it is.
fn show_label() {
    let label = match (TYPED.get(), WORK.get()) {
        (_, strings::NOT_SAVED) => strings::NOT_SAVED,
        (Some(TypedText::ToBeSaved), _) => strings::SAVING,
        (Some(TypedText::Undecided), _) => strings::UNDECIDED,
        (None, work) => work,
    };
    dom::by_id("saved").set_text_content(Some(label));
}

fn show_work(label: &'static str) {
    WORK.set(label);
    show_label();
}

/// Says in the page that the last step is not saved yet.
pub(super) fn saving() {
    show_work(strings::SAVING);
}

/// Says in the page whether the work is saved.
pub(super) fn saved(outcome: &Result<(), StoreError>) {
    match outcome {
        Ok(()) => {
            show_work(if tab_only::is_on() { strings::IN_THIS_TAB } else { strings::SAVED });
            local_file::saved();
            let (rescue, alert) = (dom::by_id("rescue"), dom::by_id("alert"));
            if rescue.has_attribute(UNSAVED) {
                alert.set_text_content(None);
                dom::set_attribute(&alert, DISMISSED, None);
                dom::set_attribute(&rescue, UNSAVED, None);
            }
        }
        Err(error) => {
            show_work(strings::NOT_SAVED);
            report_unsaved(&error.to_string());
        }
    }
}

/// Says why something is not saved, at each attempt, unless the reader has dismissed this very message.
fn report_unsaved(why: &str) {
    let alert = dom::by_id("alert");
    if alert.get_attribute(DISMISSED).as_deref() != Some(why) {
        dom::by_id("status").set_text_content(None);
        alert.set_text_content(Some(why));
    }
    offer_backup();
}

/// Hides the error, which the reader has read. Another error shows again.
pub(super) fn dismiss_error() {
    let alert = dom::by_id("alert");
    if let Some(text) = alert.text_content().filter(|text| !text.is_empty()) {
        dom::set_attribute(&alert, DISMISSED, Some(&text));
        alert.set_text_content(None);
    }
}

/// Whether the work is not saved, and the browser refuses to save it.
pub(super) fn is_failing() -> bool {
    WORK.get() == strings::NOT_SAVED
}

/// The alert has this attribute from when the reader dismisses an error until all is saved. Its value is the error.
const DISMISSED: &str = "data-dismissed";

/// The offer of a back-up has this attribute while something is not saved.
const UNSAVED: &str = "data-unsaved";

/// Offers a back-up under the message that something could not be saved, until it is.
pub(super) fn offer_backup() {
    dom::set_attribute(&dom::by_id("rescue"), UNSAVED, Some(""));
}

/// Shows or hides the warning that the storage is nearly full, with the offer of a back-up.
pub(super) fn storage_warning(warning: Option<&str>) {
    let rescue = dom::by_id("rescue");
    dom::set_attribute(&rescue, "data-full", warning.map(|_| ""));
    if let Some(text) = rescue.first_element_child() {
        text.set_text_content(warning);
    }
}

/// Says something in the status line, for a while.
pub(super) fn say(text: &str) {
    let status = dom::by_id("status");
    status.set_text_content(Some(text));
    // Another name for the same animation begins it anew: what is said now stays as long as what was said first.
    let turn = if status.get_attribute(TURN).as_deref() == Some("1") { "2" } else { "1" };
    dom::set_attribute(&status, TURN, Some(turn));
    dom::by_id("alert").set_text_content(None);
}

/// Shows an error over the page, until the next message.
pub(super) fn fail(message: &str) {
    dom::by_id("alert").set_text_content(Some(message));
    dom::by_id("status").set_text_content(None);
}

/// The status line says by this that it has something new.
const TURN: &str = "data-turn";
