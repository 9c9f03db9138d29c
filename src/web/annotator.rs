//! Who works here: the name that a reader has given, kept on this device, and the time of what is done.

use super::dom;
use super::reply::Reply;
use super::state::State;
use crate::session::Author;

/// The reader's name, if one is given.
pub(super) fn name(state: &State) -> Option<String> {
    Some(state.saving.library.annotator()).filter(|name| !name.is_empty())
}

/// The reader and the time, for what is done now.
pub(super) fn author(state: &State) -> Option<Author> {
    Some(Author { name: name(state)?, time: now() })
}

/// The time, as `2021-11-10T09:30:00Z`.
pub(super) fn now() -> String {
    let now = String::from(js_sys::Date::new_0().to_iso_string());
    match now.split_once('.') {
        Some((seconds, _)) => format!("{seconds}Z"),
        None => now,
    }
}

/// Shows the name in its fields.
pub(super) fn draw(state: &State) {
    let name = state.saving.library.annotator();
    dom::find_all(".annotator").iter().for_each(|field| dom::set_value(field, &name));
}

/// Keeps the name.
pub(super) fn set_name(state: &mut State, name: &str) -> Reply {
    match state.saving.library.set_annotator(name.trim()) {
        Ok(()) => {
            draw(state);
            Reply::quiet()
        }
        Err(error) => Reply::not_saved(&error),
    }
}
