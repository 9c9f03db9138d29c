//! What the page says of back-ups, of the room that is left, and of a database that has it wait.

use super::frame::frame;

pub const BACKUP: &str = frame("back-up");
pub const BACKUP_TAKEN_IN: &str = "Back-up taken in";
pub const BACKUP_EMPTY: &str = "There is no article in this back-up: nothing was changed";
pub const BACKUP_CHOOSE: &str = "Choose a back-up file first.";
pub const BACKUP_SURE: &str = "of this library would give way to what is in the file. Press the button once more to \
    have it so; Merge keeps both.";
pub const BACKUP_NOTHING_CHANGED: &str = "Nothing was changed";
pub const MAKE_ROOM: &str = "Make a back-up, then remove articles from the library.";
pub const ROOM_USED: &str = "{0} of about {1} million characters used, in this browser alone.";
pub const ROOM_USED_BYTES: &str = "{0} of about {1} MB used, in this browser alone.";
/// Where the browser tells no limit.
pub const ROOM_USED_ALONE: &str =
    "{0} MB used, in this browser alone. It does not say how much more it would keep.";
pub const CLEARED: &str = "The browser has cleared away what it kept for the page, as some do when they are short of \
    room. All of it that this tab has was written again: make a back-up, then make room on the disk.";
pub const SHORT: &str = "Little room is left of what this browser keeps for the page. {0}";
pub const NEARLY_FULL: &str = "{0} % of what this browser keeps for the page is used. {1}";
pub const BACKUP_OF: &str = "Back-up of {0}: keep the file in a safe place";
pub const BACKUP_WITHOUT: &str = ". {0} could not be read and is not in it";
pub const ARTICLES: [&str; 2] = ["article", "articles"];
pub const ADDED: &str = "added";
pub const COMPLETED: &str = "completed";
pub const KEPT_BESIDE: &str = "kept beside yours, since they differ";
/// The step that undo takes back.
pub const MERGE: &str = frame("merge");
pub const MERGED: &str = "merged";
pub const HERE_ALREADY: &str = "here already";
pub const GONE: &str = "removed";

pub const WAITING: &str = "Waiting for the browser's database. It can take a while after a crash";
pub const NO_ANSWER: &str = "it does not answer";
