//! Another person's sets of many articles, as far as they are read.

use std::collections::HashMap;

use crate::page::articles_by_name::ArticlesByName;
use crate::store::StoredComparison;
use crate::view::Element;

/// The sets that are read and compared.
#[derive(Default)]
pub(super) struct ManySets {
    /// Names and texts of files that are still to be read, the last one first.
    pub left: Vec<(String, String)>,
    pub n_all: usize,
    pub by_name: ArticlesByName,
    /// The sets that were read, by the ids of their articles.
    pub sets: HashMap<String, StoredComparison>,
    /// The articles as JSON, for the module that compares.
    pub articles: Vec<String>,
    /// What could not be compared, and why.
    pub left_out: Vec<(String, String)>,
    /// What the comparison over all shows.
    pub shown: Vec<Element>,
}
