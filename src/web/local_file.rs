//! The page as a file on a disk: it says once that other files may read what it saves.

use web_sys::Storage;

use super::{dom, tab_only};
use crate::strings;

/// In local storage once the reader has dismissed the note.
const DISMISSED: &str = "pullquote/file-note";

fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

/// Shows the note after the first saving, until the reader dismisses it.
pub(super) fn saved() {
    let is_file = gloo::utils::window().location().protocol().is_ok_and(|protocol| protocol == "file:");
    if !is_file || tab_only::is_on() {
        return;
    }
    let note = dom::by_id("file-note");
    let is_dismissed =
        storage().is_some_and(|storage| storage.get_item(DISMISSED).is_ok_and(|at| at.is_some()));
    if is_dismissed || !note.has_attribute("hidden") {
        return;
    }
    dom::set_attribute(&note, "hidden", None);
    // Put in after the place is shown: a screen reader announces what is added to what it knows.
    if let Some(text) = note.first_element_child() {
        text.set_text_content(Some(strings::FILE_NOTE));
    }
}

/// The reader has read the note.
pub(super) fn dismiss() {
    dom::set_attribute(&dom::by_id("file-note"), "hidden", Some(""));
    storage().map(|storage| storage.set_item(DISMISSED, "read"));
}
