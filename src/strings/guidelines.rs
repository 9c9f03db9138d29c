//! What the page says of a project's guidelines.

pub(crate) const GUIDELINES_LEAD: &str = "What your project marks, as a small file that goes with its sets. The page then \
    offers these kinds and tags alone. Suggestions of other kinds are not shown; nothing is lost, and what you have \
    marked or judged stays.";
pub(crate) const PROJECT_TITLE: &str = "Project";
pub(crate) const KINDS_MARKED: &str = "Kinds that are marked";
pub(crate) const TAGS_ALLOWED: &str = "Tags";
pub(crate) const ANY_TAG: &str =
    "Any tag may be used. With a first tag here, only those of the list are offered.";
pub(crate) const TAG_NAME: &str = "Tag {0}";
pub(crate) const TAG_NOTE: &str = "When to use “{0}”";
pub(crate) const REMOVE_TAG: &str = "Remove the tag “{0}”";
pub(crate) const NEW_TAG: &str = "New tag";
pub(crate) const ADD_TAG: &str = "Add tag";
pub(crate) const EXPORT_GUIDELINES: &str = "Export the guidelines";
pub(crate) const NO_GUIDELINES: &str = "Work without guidelines";
pub(crate) const GUIDELINES_KEPT: &str = "Guidelines kept";
pub(crate) const GUIDELINES_GONE: &str = "No guidelines: all kinds and tags are offered";
pub(crate) const GUIDELINES_READ: &str = "The guidelines of “{0}” are used from now on";
pub(crate) const OTHER_GUIDELINES: &str = "The set has other guidelines, those of “{0}”: yours stay";
pub(crate) const OUTSIDE_GUIDELINES: &str = "Outside the guidelines";
pub(crate) const TAGS_OUTSIDE: &str = "Outside the guidelines: {0}";
pub(crate) const NOT_MARKED_HERE: &str = "The guidelines of this project do not mark this kind";
