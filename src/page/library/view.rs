//! What the library shows, and its checkboxes.

use super::choice::{LibraryChoice, LibraryRow};
use crate::page::backup::StorageUse;
use crate::page::command::{Command, LibraryCommand};
use crate::page::controls::bare_button;
use crate::page::set_aside::SetAsideRecord;
use crate::store::{Collections, LibraryEntry};
use crate::view::Element;

/// What the dialog shows.
pub(crate) struct LibraryView<'a> {
    /// All articles, not only those that are shown.
    pub entries: &'a [LibraryEntry],
    /// Those that the choice shows, in its order.
    pub rows: &'a [LibraryRow<'a>],
    pub choice: &'a LibraryChoice,
    pub collections: &'a Collections,
    /// The id of the article that is open.
    pub current: Option<&'a str>,
    pub storage: StorageUse,
    /// How many articles local storage has no room for.
    pub in_database_alone: usize,
    /// The records that cannot be read.
    pub set_aside: &'a [SetAsideRecord],
    /// The ids of articles whose work is here, and whose text cannot be read.
    pub without_text: &'a [String],
    /// What was removed last, in words, and can be brought back.
    pub removed: Option<&'a str>,
    /// How many texts are still to be read before they can be searched.
    pub n_unread: usize,
}

/// A checkbox of the table.
pub(super) fn tick(command: LibraryCommand, is_checked: &str, name: &str) -> Element {
    bare_button(&Command::Library(command))
        .class("tick")
        .with("role", "checkbox")
        .with("aria-checked", is_checked)
        .with("aria-label", name)
}
