//! The infons that Pullquote knows.

/// The infon that has what Pullquote knows of an annotation.
pub(super) const CARRIED: &str = "pullquote";

/// The infons of the kind and of the comment.
pub(super) const KIND: &str = "type";
pub(super) const NOTE: &str = "note";
