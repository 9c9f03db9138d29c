//! How the lines begin that belong to a block and are not shown as its words.

/// How the remark begins that says which annotation a block is.
pub(super) const REMARK: &str = "<!-- pullquote ";
pub(super) const REMARK_END: &str = "-->";

/// How the line begins that leads to the passage in the article.
pub(super) const LINK: &str = "[In the article](<";

/// The last word of the remark where a reader has confirmed the annotation.
pub(super) const CHECKED: &str = "checked";
