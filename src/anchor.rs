//! Selectors that find a passage again: in the same text, in a newer version of it, in another file.
//!
//! A [`Selector`] quotes the passage with some of what stands before and after it, as the W3C's
//! TextQuoteSelector does, and remembers where it stood. [`resolve`] finds the place word for word, or, after
//! an edit, the nearest wording in the nearest surroundings; what is gone is [`Resolution::Lost`] and never put
//! on other text. [`resolve_all`] places all passages of a set together: that is quicker, and passages that
//! are easy to find show where the doubtful ones must be.

mod align;
mod alignments;
mod compared;
mod describe;
mod evidence;
mod fit;
pub(crate) mod json_problem;
mod letters;
mod pattern;
mod placement;
mod reanchor;
mod resolve;
pub(crate) mod revision;
mod same_words;
mod search;
mod selector;
mod units;
mod versions;
mod words;

pub(crate) use align::{EndGaps, WordPair, align};
pub use describe::{describe, describe_all};
pub(crate) use letters::{fold_letter, is_mark, same_form};
pub use reanchor::reanchor;
pub use resolve::{resolve, resolve_all};
pub(crate) use same_words::{same_words, word_key};
pub use selector::{PassageCandidate, Position, Resolution, Selector};
pub(crate) use versions::longest_rise;
pub(crate) use words::{HashedWord, WordIndex, WordSequence, split as split_words};
