//! Firefox's count of what the page stores, set right where it fell below zero.
//!
//! It does so after some crashes, takes the count for nearly 2^64 bytes, and refuses every write until the browser is
//! started anew. But one that brings the count above zero again is let through, and a value in local storage counts as a
//! whole. So a value without any meaning is put there, and taken out again when the count can do without it.

use gloo::storage::{LocalStorage, Storage};

use super::room;

const KEY: &str = "pullquote-ballast";

/// So much more than is missing, in bytes: what is removed in the meantime was not in the count either.
const MARGIN: usize = 200_000;

/// Local storage has room for little more.
const MOST: usize = 4_500_000;

/// Whether the browser had miscounted and does not any more.
pub(super) async fn set_right() -> bool {
    let Some(missing) = room::missing().await else { return false };
    // In one write: each has to bring the count above zero by itself.
    let size = laid().unwrap_or(0).saturating_add(missing as usize).saturating_add(MARGIN);
    let is_laid = size < MOST && LocalStorage::raw().set_item(KEY, &" ".repeat(size)).is_ok();
    is_laid && room::missing().await.is_none()
}

/// Takes the value out again, if there is one and the count stays above zero without it: after a new start, as a rule.
pub(super) async fn lift() {
    let Some(size) = laid() else { return };
    let can_spare_it = room::estimate().await.is_some_and(|(used, _)| (size + MARGIN) as f64 <= used);
    if can_spare_it {
        LocalStorage::delete(KEY);
    }
}

fn laid() -> Option<usize> {
    LocalStorage::raw().get_item(KEY).ok().flatten().map(|value| value.len())
}
