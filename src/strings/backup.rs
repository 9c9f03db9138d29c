//! What the page says of back-ups, of the room that is left, and of a database that has it wait.

use super::frame::frame;

pub(crate) const BACKUP_TAKEN_IN: &str = "Back-up taken in";
pub(crate) const BACKUP_EMPTY: &str = "There is no article in this back-up: nothing was changed";
pub(crate) const BACKUP_CHOOSE: &str = "Choose a back-up file first.";
pub(crate) const BACKUP_SURE: &str = "of this library would give way to what is in the file. Press the button once more to \
    have it so; Merge keeps both.";
pub(crate) const BACKUP_NOTHING_CHANGED: &str = "Nothing was changed";
pub(crate) const MAKE_ROOM: &str = "Make a back-up, then remove articles from the library.";
pub(crate) const ROOM_USED: &str = "{0} of about {1} million characters used, in this browser alone.";
pub(crate) const ROOM_USED_BYTES: &str = "{0} of about {1} MB used, in this browser alone.";
/// Where the browser tells no limit.
pub(crate) const ROOM_USED_ALONE: &str =
    "{0} MB used, in this browser alone. It does not say how much more it would keep.";
pub(crate) const CLEARED: &str = "The browser has cleared away what it kept for the page, as some do when they are short of \
    room. All of it that this tab has was written again: make a back-up, then make room on the disk.";
pub(crate) const SHORT: &str = "Little room is left of what this browser keeps for the page. {0}";
pub(crate) const NEARLY_FULL: &str = "{0} % of what this browser keeps for the page is used. {1}";
pub(crate) const BACKUP_OF: &str = "Back-up of {0}: keep the file in a safe place";
pub(crate) const BACKUP_WITHOUT: &str = ". {0} could not be read and is not in it";
pub(crate) const ARTICLES: [&str; 2] = ["article", "articles"];
pub(crate) const ADDED: &str = "added";
pub(crate) const COMPLETED: &str = "completed";
pub(crate) const KEPT_BESIDE: &str = "kept beside yours, since they differ";
/// The step that undo takes back.
pub(crate) const MERGE: &str = frame("merge");
pub(crate) const MERGED: &str = "merged";
pub(crate) const HERE_ALREADY: &str = "here already";
pub(crate) const GONE: &str = "removed";

pub(crate) const WAITING: &str = "Waiting for the browser's database. It can take a while after a crash";
pub(crate) const NO_ANSWER: &str = "it does not answer";
