//! How saves of articles are counted: which of two copies is newer.

/// How many visits count differently. As a number of JavaScript, a count then goes up to 2^37 saves.
pub(super) const SALTS: u64 = 1 << 16;

/// The count of saves after another, in a visit with this salt.
pub(super) fn next_count(last: u64, salt: u64) -> u64 {
    (last / SALTS + 1) * SALTS + salt
}
