//! Numbers that all of the quotation models are trained with.

use pullquote::training::quotes::TAGS;

/// The length of a row of weights: 17 tags, rounded up.
pub(super) const LANES: usize = 20;

/// Any number will do; this one was used.
pub(super) const SEED: u64 = 20211110;

const _: () = assert!(TAGS <= LANES);
