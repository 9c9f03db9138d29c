//! Why something could not be kept, as the reader is told.

/// Why a store could not do what was asked; what it held before, it holds still.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum StoreError {
    /// The browser does not let the page store anything.
    Denied,
    /// The browser lets the page store things, but writes them late.
    NoJournal,
    /// There was a database before, and this visit has to do without it, for this reason in the browser's words.
    Unopened(String),
    /// There is no room left.
    Full,
    /// The browser says that there is no room left, and cannot be right.
    Miscounted,
    /// The database does not take what it is given, for this reason in the browser's words.
    Refused(String),
    /// The database has not answered in time.
    Silent,
    /// A record is damaged: its key.
    Damaged(String),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StoreError::Denied => f.write_str(
                "This browser does not let the page store anything: export your work before you close it",
            ),
            StoreError::NoJournal => f.write_str(
                "This browser gives the page no database: your work is kept when you close the page, but if the \
                 browser crashes, the last minute of it can be lost",
            ),
            StoreError::Unopened(why) => write!(
                f,
                "The browser's database could not be opened ({why}): what you did last may not show yet. Load the \
                 page again before you go on; if that does not help, restart the browser"
            ),
            StoreError::Full => f.write_str(
                "The browser's storage is full: your work is safe in this tab; take a back-up, then remove \
                 articles from the library, or make room on the disk",
            ),
            StoreError::Miscounted => f.write_str(
                "The browser has miscounted what it stores and refuses to keep your work: it is safe in this tab; \
                 take a back-up, then restart the browser, which sets it right",
            ),
            StoreError::Refused(why) => write!(
                f,
                "The browser's database refuses to keep your work ({why}): it is safe in this tab, and the page \
                 tries again by itself; until it is saved, do not close the tab without a back-up"
            ),
            StoreError::Silent => f.write_str(
                "The browser's database does not answer: your work is safe in this tab, and the page tries again \
                 by itself; until it is saved, do not close the tab without a back-up",
            ),
            StoreError::Damaged(key) => write!(f, "The record {key} cannot be read; it was left as it is"),
        }
    }
}

impl std::error::Error for StoreError {}
