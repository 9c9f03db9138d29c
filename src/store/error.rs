//! Why something cannot be saved, in the words that the page shows.

/// Why a store cannot do what it is asked to. What it had before, it still has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum StoreError {
    /// The browser does not let the page store anything.
    Denied,
    /// The browser gives the page local storage, which it writes to the disk late, but no database.
    NoJournal,
    /// This visit cannot open the database that earlier visits used, for this reason in the browser's words.
    Unopened(String),
    /// The storage quota is used up.
    Full,
    /// The browser says that the quota is used up, and is wrong: it has miscounted.
    Miscounted,
    /// The database refuses a transaction, for this reason in the browser's words.
    Refused(String),
    /// The database has not answered in time.
    Silent,
    /// A record is damaged: its key.
    Damaged(String),
    /// The text of an article cannot be read: what the list calls it.
    TextUnreadable(String),
    /// The work in an article cannot be read; its text can.
    WorkUnreadable,
    /// A record is of a newer version of the page: its key.
    Newer(String),
    /// Another tab has written what a back-up was to add.
    ChangedMeanwhile,
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StoreError::Denied => f.write_str(
                "This browser does not let the page store anything. Export your work before you close the page",
            ),
            StoreError::NoJournal => f.write_str(
                "This browser gives the page no database. Your work is saved when you close the page, but if the \
                 browser crashes, you can lose the last minute of it",
            ),
            StoreError::Unopened(why) => write!(
                f,
                "The browser's database cannot be opened ({why}). Your last changes may be missing here. Reload the \
                 page before you go on. If that does not help, restart the browser"
            ),
            StoreError::Full => f.write_str(
                "The browser's storage is full. Your work is safe in this tab. Make a back-up, then remove articles \
                 from the library or free space on the disk",
            ),
            StoreError::Miscounted => f.write_str(
                "The browser has miscounted what it stores and refuses to save your work. Your work is safe in this \
                 tab. Make a back-up, then restart the browser, which corrects the count",
            ),
            StoreError::Refused(why) => write!(
                f,
                "The browser's database refuses to save your work ({why}). Your work is safe in this tab, and the \
                 page tries again. Until it is saved, make a back-up before you close the tab"
            ),
            StoreError::Silent => f.write_str(
                "The browser's database does not answer. Your work is safe in this tab, and the page tries again. \
                 Until it is saved, make a back-up before you close the tab",
            ),
            StoreError::Damaged(_) => f.write_str(
                "A record of the library cannot be read. It stays as it is: open Library and choose “Try to recover”",
            ),
            StoreError::TextUnreadable(title) => write!(
                f,
                "The text of {title} cannot be read. Nothing is deleted: open the same text again, or open Library and \
                 choose “Try to recover”"
            ),
            StoreError::WorkUnreadable => f.write_str(
                "Your annotations in this article cannot be read. Its text is here, analysed anew. Nothing is deleted: \
                 open Library and choose “Try to recover”",
            ),
            StoreError::Newer(_) => f.write_str(
                "A newer version of Pullquote wrote this article's record. It stays as it is. Reload the page to get the \
                 newer version",
            ),
            StoreError::ChangedMeanwhile => f.write_str(
                "Another tab has changed the library while the back-up was read. Restore the back-up again",
            ),
        }
    }
}

impl std::error::Error for StoreError {}
