//! What comes in: how much of it the page takes, and that a worker reads it.

use super::open_article::LONGEST;
use super::reading::ReadRequest;
use super::reply::{FailureCode, Reply};
use crate::strings;

/// The reply to too many bytes.
pub(super) fn refusal(bytes: usize) -> Option<Reply> {
    // A decimal, rounded up: "4 MB" is no reason where 4 MB are allowed.
    let tenths = bytes.div_ceil(100_000);
    let size = format!("{}.{}", tenths / 10, tenths % 10);
    let message = || strings::fill(strings::TOO_LONG, &[&size, &(LONGEST / 1_000_000)]);
    (LONGEST < bytes).then(|| Reply::failed(FailureCode::TooLong, message()))
}

/// Has a worker read what a request names.
pub(super) fn read_beside(request: &ReadRequest) -> Reply {
    Reply { read: serde_json::to_string(request).ok(), ..Reply::quiet() }
}
