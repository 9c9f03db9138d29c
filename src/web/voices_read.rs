//! The articles of the library that are counted together.

use crate::page::voices::VoicesChoice;
use crate::project::digest::ArticleDigest;

/// The articles as they are counted, and what is shown of them.
#[derive(Default)]
pub(super) struct Voices {
    /// The ids of articles that are still to be read, the last one first.
    pub unread: Vec<String>,
    pub articles: Vec<ArticleDigest>,
    /// How many could not be read.
    pub lost: usize,
    pub choice: VoicesChoice,
}
