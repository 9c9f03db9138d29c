//! Who works on an article.

/// Who works here, and what time it is.
#[derive(Clone, Debug)]
pub(crate) struct Author {
    pub name: String,
    /// As `2021-11-10T09:30:00Z`.
    pub time: String,
}
