//! What there is to know of each word on its own and in its document, looked up once for all recognisers.

mod document_context;
mod features;
mod lexicon;
mod look_up;
mod spelling;

pub(crate) use crate::lang::neighbours::role;
pub(crate) use document_context::sign;
pub(crate) use features::Looks;
pub use features::Word;
#[cfg(feature = "training")]
pub use lexicon::{CLUSTERS, Lexicon, word_context};
pub use lexicon::{LONGEST_NAME, List, lexicon};
pub use look_up::look_up;
pub(crate) use look_up::{in_place, look_up_alone};
pub use spelling::plain;
