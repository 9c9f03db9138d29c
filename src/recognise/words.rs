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
pub use lexicon::{CLUSTERS, LONGEST_NAME, Lexicon, List, lexicon};
pub use look_up::look_up;
pub use spelling::plain;
