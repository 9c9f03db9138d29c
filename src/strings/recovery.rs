//! What the page says of records that cannot be read, of restore points, and of the folder for back-ups.

pub(crate) const SET_ASIDE: &str = "{0} set aside";
pub(crate) const SET_ASIDE_HINT: &str = "The page could not read this and did not change it. Recovering adds what can be \
    read; it overwrites nothing.";
pub(crate) const SET_ASIDE_NOTICE: &str = "Of your work, {0} cannot be read: {1}. Set aside, not deleted: \
    open Library and choose “Try to recover”";
pub(crate) const COPY_OF_LOCAL_STORAGE: &str = "copy of local storage";
pub(crate) const COPY_OF_DATABASE: &str = "copy of the database";
pub(crate) const IN_ITS_PLACE: &str = "still in its place";
pub(crate) const SET_ASIDE_ON: &str = "set aside on {0}";
pub(crate) const AN_ARTICLE: &str = "an article";
pub(crate) const TITLE_IN_MARKS: &str = "“{0}”";
pub(crate) const TITLE_OPENED_ON: &str = "“{0}” (opened on {1})";
pub(crate) const TRY_TO_RECOVER: &str = "Try to recover";
pub(crate) const TRY_TO_RECOVER_OF: &str = "Try to recover: {0}, {1}";
pub(crate) const DOWNLOAD: &str = "Download";
pub(crate) const DOWNLOAD_OF: &str = "Download: {0}, {1}";
pub(crate) const REMOVE_OF: &str = "Remove: {0}, {1}";
pub(crate) const UNTITLED: &str = "Article without a title";
pub(crate) const NO_ARTICLE: &str = "No article";
pub(crate) const KIND_TEXT: &str = "Text";
pub(crate) const KIND_WORK: &str = "Annotations";
pub(crate) const KIND_STEPS: &str = "Steps";
pub(crate) const KIND_OTHER: &str = "List entry";
pub(crate) const SIZE_KB: &str = "{0} KB";
pub(crate) const TEXT_LOST: &str = "Its text cannot be read. Paste the article again to get your work back.";
pub(crate) const TEXT_LOST_OF: &str = "The text of this article cannot be read. Your work is here: open the same text \
    again to get it back";
pub(crate) const RECOVERED_NOTHING: &str = "Nothing could be recovered. The record stays as it is: download it, and \
    look for a back-up";
pub(crate) const RECOVERED_TEXT: &str = "Recovered: the text is back";
pub(crate) const RECOVERED_ALL: &str = "Recovered: the article has all that was in it";
pub(crate) const RECOVERED_WORK: &str = "Recovered: {0} added, {1} completed";
pub(crate) const RECOVERED_FROM_POINT: &str =
    "Added from the newest restore point: {0}. The record stays set aside";
pub(crate) const RECOVERED_STEPS: &str = "Recovered: {0}";
pub(crate) const SOME_STEPS_LEFT: &str = "{0}. The rest stays set aside: it builds on work that is not here";
pub(crate) const STEPS: [&str; 2] = ["step", "steps"];
pub(crate) const COMMENTS: [&str; 2] = ["comment", "comments"];
pub(crate) const DAMAGED_ARTICLES: &str = ". What could not be read is in it as it is stored: {0}";
/// The step that undo takes back.
pub(crate) const RECOVER: &str = "Recover";

pub(crate) const POINTS_HINT: &str = "The page takes a snapshot of your work on an article before the first change of a \
    visit, after much work, and before large steps. The last ten that differ stay. Restoring one is a step that you \
    can undo.";
pub(crate) const NO_POINTS: &str = "There is none yet: the first is taken before your next change.";
pub(crate) const POINTS_NEED_DATABASE: &str =
    "This browser gives the page no database, so there are no restore points.";
pub(crate) const POINTS_UNREAD: &str = "The restore points cannot be read: {0}";
pub(crate) const POINT_COUNTS: &str = "{0}, {1}, {2}";
pub(crate) const POINT_SAME: &str = "the same as now";
pub(crate) const POINT_MORE: &str = "{0} more than now";
pub(crate) const POINT_FEWER: &str = "{0} fewer";
pub(crate) const POINT_CHANGED: &str = "{0} different";
pub(crate) const RESTORE: &str = "Restore";
pub(crate) const RESTORE_OF: &str = "Restore {0}";
/// The step that undo takes back.
pub(crate) const RESTORED_POINT: &str = "Restore point";
pub(crate) const SAID_RESTORED_POINT: &str = "Restored: {0}. Undo takes it back";

pub(crate) const REMINDER: &str = "Your work of {0} is only in this browser: make a back-up.";
pub(crate) const DAYS: [&str; 2] = ["day", "days"];
pub(crate) const NOT_NOW: &str = "Not now";
pub(crate) const FOLDER_CHOOSE: &str = "Choose a folder";
pub(crate) const FOLDER_CHOOSE_OTHER: &str = "Choose another folder";
pub(crate) const FOLDER_HINT: &str =
    "After a day of work, the page writes a back-up into a folder by itself, one file a day.";
pub(crate) const FOLDER_IS: &str = "Back-ups go into the folder “{0}” by themselves, one file a day.";
pub(crate) const FOLDER_STOP: &str = "Stop";
pub(crate) const FOLDER_STOPPED: &str = "No more back-ups into the folder";
pub(crate) const FOLDER_ASK: &str = "The browser asks again before the page may write back-ups into “{0}”.";
pub(crate) const FOLDER_ALLOW: &str = "Allow";
pub(crate) const FOLDER_WRITTEN: &str = "Back-up written into “{0}”: {1}";
pub(crate) const FOLDER_REFUSED: &str = "The back-up could not be written into “{0}” ({1}). Choose the folder again, or \
    download a back-up";
