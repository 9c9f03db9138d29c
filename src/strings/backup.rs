//! What the page says of back-ups, of the storage that is left, and of a database that is slow.

use super::frame::frame;

pub(crate) const BACKUP_RESTORED: &str = "Back-up restored";
pub(crate) const BACKUP_EMPTY: &str = "This back-up has no article: nothing has changed";
pub(crate) const BACKUP_CHOOSE: &str = "Choose a back-up file first.";
pub(crate) const BACKUP_SURE: &str = "of this library would be replaced by those in the file. Press the button once more to \
    replace them. Merge keeps both.";
pub(crate) const BACKUP_NOTHING_CHANGED: &str = "Nothing was changed";
pub(crate) const BACKUP_PART_STAYS: &str =
    "What was merged before stays, and can be undone in each article. {0}";
pub(crate) const BACKUP_STOPPED: &str =
    "Stopped. What was merged stays, and can be undone in each article. {0}";
pub(crate) const STOPPED_NOTHING_CHANGED: &str = frame("stopped-nothing-changed");
pub(crate) const MAKE_ROOM: &str = "Make a back-up, then remove articles from the library.";
pub(crate) const ROOM_USED: &str = "{0} of about {1} million characters used, in this browser only.";
pub(crate) const ROOM_USED_BYTES: &str = "{0} of about {1} MB used, in this browser only.";
/// For a browser that does not say its limit.
pub(crate) const ROOM_USED_ALONE: &str =
    "{0} MB used, in this browser only. The browser does not say how much more it would save.";
pub(crate) const CLEARED: &str = "The browser has deleted what the page had saved, as some do when the disk is nearly full. \
    This tab has saved again all that it has. Make a back-up, then free some disk space.";
pub(crate) const SHORT: &str = "This browser has little storage left for the page. {0}";
pub(crate) const NEARLY_FULL: &str = "{0} % of the storage that this browser gives the page is used. {1}";
pub(crate) const BACKUP_OF: &str = "Back-up of {0}: keep the file in a safe place";
pub(crate) const ARTICLES: [&str; 2] = ["article", "articles"];
pub(crate) const ADDED: &str = "added";
pub(crate) const COMPLETED: &str = "completed";
pub(crate) const KEPT_BESIDE: &str = "kept beside yours because they differ";
pub(crate) const BACK_UP_EVERYTHING: &str = frame("back-up-everything");
/// The step that undo takes back.
pub(crate) const MERGE: &str = frame("merge");
pub(crate) const MERGED: &str = "merged";
pub(crate) const HERE_ALREADY: &str = "here already";
pub(crate) const GONE: &str = "removed";

pub(crate) const WAITING: &str = "Waiting for the browser's database. It can take a while after a crash";
pub(crate) const NO_ANSWER: &str = "it does not answer";
