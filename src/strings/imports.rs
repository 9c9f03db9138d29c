//! What the page says of an annotation file that was taken in.

pub(crate) const ALL_HERE: &str = "Nothing new: all {0} are here already";
pub(crate) const ONE_HERE: &str = "Nothing new: the annotation is here already";
pub(crate) const NO_ANNOTATIONS: &str = "Nothing new: the file has no annotations";
pub(crate) const OLDER_THAN_HERE: &str = "older than your work here, which stays";
pub(crate) const COMMENTS_CHANGED: [&str; 2] = ["comment changed", "comments changed"];
pub(crate) const TAGS_CHANGED: [&str; 2] = ["annotation with other tags", "annotations with other tags"];
pub(crate) const LABELS_CHANGED: [&str; 2] = ["label changed", "labels changed"];
pub(crate) const SPEAKERS_CHANGED: [&str; 2] = ["speaker changed", "speakers changed"];
pub(crate) const CUES_CHANGED: [&str; 2] = ["cue changed", "cues changed"];
pub(crate) const NAMES_CHANGED: [&str; 2] = ["name changed", "names changed"];
pub(crate) const VALUES_CHANGED: [&str; 2] = ["value changed", "values changed"];
pub(crate) const VERDICTS_CHANGED: [&str; 2] = ["verdict changed", "verdicts changed"];
pub(crate) const EXTENTS_CHANGED: [&str; 2] = ["extent changed", "extents changed"];
pub(crate) const N_NOT_FOUND: &str = "not found in this text: see Problems";
pub(crate) const N_AMBIGUOUS: &str =
    "in words that stand here several times, and nothing says which are meant: see Problems";
pub(crate) const N_UNREADABLE: &str = "that could not be read";

/// For programs that convert a file without an article.
pub(crate) const NO_ARTICLE_IN_FILE: &str = "the file does not contain its article: give it as `text`";
/// For programs that convert a file of several articles.
pub(crate) const ONE_ARTICLE_A_FILE: &str = "the file has several articles, but this format holds one a file";
