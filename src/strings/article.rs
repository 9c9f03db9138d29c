//! What the page says within the article.

/// Beside a line that is no part of it.
pub const LEFT_OUT: &str = "left out of the analysis";
