//! Repairs Firefox's count of what the page stores.
//!
//! After some crashes the count falls below zero. Firefox reads that as nearly 2^64 bytes and refuses every write until
//! it restarts, except a write that brings the count above zero again; and a value in local storage counts as a whole.
//! So the page stores padding there, and removes it when the count stays above zero without it.

use gloo::storage::{LocalStorage, Storage};

use super::quota;

const KEY: &str = "pullquote-ballast";

/// The padding is larger than needed by this, in bytes: what is removed meanwhile was not counted either.
const MARGIN: usize = 200_000;

/// The largest padding, in bytes: local storage has room for little more.
const LARGEST_PADDING: usize = 4_500_000;

/// Repairs the count. Returns whether it was wrong and is right now.
pub(super) async fn repair() -> bool {
    let Some(below_zero) = quota::bytes_below_zero().await else { return false };
    // In one write: each must bring the count above zero by itself.
    let size = padding_size().unwrap_or(0).saturating_add(below_zero as usize).saturating_add(MARGIN);
    let is_padded = size < LARGEST_PADDING && LocalStorage::raw().set_item(KEY, &" ".repeat(size)).is_ok();
    is_padded && quota::bytes_below_zero().await.is_none()
}

/// Removes the padding, if there is any and the count stays above zero without it: as a rule, after a restart.
pub(super) async fn remove_padding() {
    let Some(size) = padding_size() else { return };
    if quota::estimate().await.is_some_and(|estimate| (size + MARGIN) as f64 <= estimate.used) {
        LocalStorage::delete(KEY);
    }
}

fn padding_size() -> Option<usize> {
    LocalStorage::raw().get_item(KEY).ok().flatten().map(|value| value.len())
}
