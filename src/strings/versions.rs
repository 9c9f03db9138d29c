//! What the page says of the versions of an article, and of verdicts on words that changed since.

pub(crate) const CONFIRMED_BEFORE: &str = "Confirmed before";
pub(crate) const REJECTED_BEFORE: &str = "Rejected before";
/// After what a reader said of the earlier words, or alone where the reader said nothing.
pub(crate) const WORDS_CHANGED: &str = "words changed";
pub(crate) const SPEAKER_CHANGED: &str = "speaker changed";
pub(crate) const CUE_CHANGED: &str = "cue changed";
pub(crate) const VALUE_CHANGED: &str = "date changed";
pub(crate) const CHANGED_BEFORE: &str = "Changed since";
pub(crate) const JUDGED_BEFORE: &str = "Judged before a change";
pub(crate) const BEFORE: &str = "Before";
pub(crate) const SPEAKER_BEFORE: &str = "Speaker before";
pub(crate) const CUE_BEFORE: &str = "Cue before";
pub(crate) const VALUE_BEFORE: &str = "Value before";

pub(crate) const DOUBTFUL: &str = "Removed, or altered?";
pub(crate) const DOUBTFUL_HINT: &str =
    "The older quotation is not there. This one may be it, altered. Which is true?";
pub(crate) const N_DOUBTFUL: &str = "removed or altered: please decide";
pub(crate) const WAS_ALTERED: &str = "It was altered";
pub(crate) const WAS_REMOVED: &str = "It was removed";
pub(crate) const SAID_WAS_ALTERED: &str = "Taken as altered";
pub(crate) const SAID_WAS_REMOVED: &str = "Taken as removed";
pub(crate) const SPEAKERS_THEN_NOW: &str = "{0} → {1}";
pub(crate) const REPORT_FILES: &str = "The report as a file";
pub(crate) const REPORT_HTML: &str = "Web page (HTML)";
pub(crate) const REPORT_MARKDOWN: &str = "Markdown";
pub(crate) const OLDER_VERSION: &str = "Older version: {0}";
pub(crate) const NEWER_VERSION_OF: &str = "Newer version: {0}";
pub(crate) const YOUR_COMMENT: &str = "Your comment: {0}";
pub(crate) const YOUR_TAGS: &str = "Your tags: {0}";

pub(crate) const LITTLE_SHARED: &str = "These two texts share {0} % of their words.";
pub(crate) const NEWEST_ONE: &str = "newest version";
pub(crate) const OLDER_ONE: &str = "older version";
pub(crate) const OPENED_ON: &str = "opened {0}";
pub(crate) const CHAIN_KEPT: &str = "Removed. The versions before and after it stay linked";
