//! The tags by which what Hypothesis does not keep comes back.

/// What comes before a speaker's name in a tag, before the name of a thing, and before the value of a date.
pub(super) const SPEAKER: &str = "speaker: ";
pub(super) const NAME: &str = "name: ";
pub(super) const VALUE: &str = "value: ";

/// The tag of what nobody has confirmed, and that of the later parts of a split quotation.
pub(super) const UNCHECKED: &str = "unchecked";
pub(super) const PART: &str = "part";

/// What comes before an annotation's id in a tag, and before what ties it to another: the server keeps neither.
pub(super) const KEY: &str = "pullquote ";
