//! How the lines begin that are no tokens, and the one relation that is ours.

/// How the first line begins, whatever the minor version.
pub(super) const FORMAT: &str = "#FORMAT=WebAnno TSV 3.";

/// How the lines of a sentence's head begin: its text, and what we carry along.
pub(super) const TEXT: &str = "#Text=";
pub(super) const CARRIED: &str = "#Pullquote=";

/// How a line of ours goes on that carries what stands before the first token: readers put blanks there.
pub(super) const LEAD: &str = "lead ";

/// How such a line goes on that carries what is known of the article, as JSON.
pub(super) const ARTICLE: &str = "article ";

/// The label of the relation between a later part of a split annotation and its first part.
pub(super) const PART: &str = "Part";
