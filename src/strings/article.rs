//! What the page says within the article.

/// Beside a line that is no part of the article.
pub(crate) const LEFT_OUT: &str = "left out of the analysis";
