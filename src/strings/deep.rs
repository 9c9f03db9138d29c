//! What the page says of the deep reading.

pub(crate) const DEEP_READING: &str = "Deep reading";
pub(crate) const DEEP_HINT: &str =
    "A second reading with a larger model finds more. It is fetched once (13 MB) and kept.";
pub(crate) const DEEP_HINT_ON: &str = "On for each article that you open from now on.";
pub(crate) const DEEP_READ_NOW: &str = "Read this article deeply";
pub(crate) const DEEP_REMOVE: &str = "Remove its files";
pub(crate) const DEEP_SAID_REMOVED: &str = "The files of deep reading are removed";
pub(crate) const DEEP_SAID_STOPPED: &str = "Deep reading is stopped. Nothing has changed";
pub(crate) const DEEP_SAID_STOPPED_MIDWAY: &str =
    "Deep reading is stopped. What it had found by then stays; Undo takes it back";
pub(crate) const DEEP_SAID_OFF: &str = "Deep reading is off. What it has found stays";
pub(crate) const DEEP_OPENING: &str = "Fetching the model";
pub(crate) const DEEP_LOADING: &str = "Fetching the model: {0} of {1} MB";
pub(crate) const DEEP_IS_READING: &str = "Deep reading: {0} %";
pub(crate) const DEEP_FOUND: &str = "Deep reading: {0}";
pub(crate) const DEEP_MORE: [&str; 2] = ["quotation more", "quotations more"];
pub(crate) const DEEP_CHANGED: &str = "{0} changed";
pub(crate) const DEEP_REMOVED: &str = "{0} removed";
pub(crate) const DEEP_NAMES: [&str; 2] = ["name changed", "names changed"];
pub(crate) const DEEP_FOUND_NOTHING: &str = "Deep reading: nothing changed";
pub(crate) const DEEP_FOUND_THE_SAME: &str =
    "Deep reading: the same quotations and names, some surer or less sure";
pub(crate) const DEEP_LEFT_NOTHING: &str = "Nothing has changed";
pub(crate) const DEEP_LEFT_SOME: &str = "What it had found by then stays; Undo takes it back";
pub(crate) const DEEP_NOT_FETCHED: &str =
    "Deep reading is switched off: its model was not fetched. {0}. Switch it on again when you are online.";
pub(crate) const DEEP_FAILED: &str =
    "Deep reading is switched off: {0}. {1}. Switch it on again to fetch its files anew.";
