//! What the page says of who speaks in all articles of the library.

use super::frame;

pub(crate) const WHO_SPEAKS_BUTTON: &str = frame("who-speaks");
pub(crate) const VOICES_SPEAKERS: &str = "Speakers";
pub(crate) const DATES_LINE: &str = "Dates";
pub(crate) const SHARED_QUOTATIONS: &str = "Same quotations";
pub(crate) const VOICES_VIEWS: &str = "Views";
pub(crate) const READING_LIBRARY: &str = "Reading {0} of {1} articles";
pub(crate) const NOTHING_READ: &str = "{0} could not be read, and are not counted.";
pub(crate) const COUNTED_OVER: &str = "{0} in {1}, {2}";
pub(crate) const NO_VOICES: &str = "No article of the library has a quotation yet.";
pub(crate) const SPEAKER_COLUMN: &str = "Speaker";
pub(crate) const ARTICLES_COLUMN: &str = "Articles";
pub(crate) const SHARE_COLUMN: &str = "Share";
pub(crate) const DIRECT_COLUMN: &str = "Direct";
pub(crate) const INDIRECT_COLUMN: &str = "Indirect";
pub(crate) const DAYS_COLUMN: &str = "First to last";
pub(crate) const MONTH: &str = "Month";
pub(crate) const ALL_PUBLISHERS: &str = "All publishers";
pub(crate) const ALL_MONTHS: &str = "All months";
pub(crate) const MORE_ROWS: &str = "{0} more are in the table (CSV).";
pub(crate) const PROPOSALS: &str = "The same person?";
pub(crate) const PROPOSALS_HINT: &str =
    "These surnames stand alone in some articles. Nothing is put together unasked.";
pub(crate) const IS_SAME: &str = "{0} is {1}";
pub(crate) const SAID_FOLDED: &str = "{0} counts as {1} in all articles";
pub(crate) const SAID_UNFOLDED: &str = "{0} is counted apart again";
pub(crate) const UNFOLD: &str = "Undo: {0} is {1}";
pub(crate) const ALL_VOICES: &str = "All speakers";
pub(crate) const COUNTED_IN: &str = "{0} in {1}";
pub(crate) const QUOTATIONS_LINE: &str = "Quotations by day";
pub(crate) const SAID_ON_DAY: &str = "{0}: {1}, {2}";
pub(crate) const PERSON_SUMMARY: &str = "{0} in {1}, {2}";
pub(crate) const DAY_UNKNOWN: &str = "Day not known";
pub(crate) const NO_SHARED: &str = "No quotation stands in two articles.";
pub(crate) const NO_DATES_YET: &str = "No article names a day, a month or a year.";
pub(crate) const ON_DATE: &str = "{0}: {1}";
pub(crate) const AS_PICTURE: &str = "Picture (SVG)";
pub(crate) const AS_PIXELS: &str = "Picture (PNG)";
pub(crate) const AS_TABLE: &str = "Table (CSV)";
pub(crate) const VOICES_FILES: &str = "As a file";
pub(crate) const SAME_IN: &str = "In {0}";
