//! What saving is told, and what it asks for.

use super::pending_write::PendingWrite;
use crate::edit::Edit;
use crate::store::{JournalEntry, StoreError};

/// Something that happened.
#[derive(Clone, Debug)]
pub(crate) enum SyncEvent {
    /// The page starts.
    Started,
    /// The page has queued something, or did what an effect asked for.
    Queued,
    /// The answer to [`SyncEffect::OpenDatabase`].
    Opened(Result<OpenedDatabase, StoreError>),
    /// The answer to [`SyncEffect::ReadContent`] and to [`SyncEffect::ReadJournal`], which gives entries alone.
    ContentRead(Result<DatabaseContent, StoreError>),
    /// The answer to [`SyncEffect::ReadRecords`]: the keys that exist, with their values.
    RecordsRead(Result<Vec<(String, String)>, StoreError>),
    /// The answer to [`SyncEffect::Write`].
    Written(Result<WrittenTransaction, StoreError>),
    /// The browser has closed the database, as it does when it evicts it.
    DatabaseClosed,
    /// Another tab says something.
    Heard(TabMessage),
    TimerFired(SyncTimer),
    /// The answer to [`SyncEffect::RepairQuota`].
    QuotaRepaired(QuotaAnswer),
}

/// Something to do. Effects are carried out in their order; those with an answer give it as a later event.
#[derive(Clone, Debug)]
pub(crate) enum SyncEffect {
    /// Close the open database, if there is one, and open it again. No answer in so many milliseconds is an error.
    OpenDatabase {
        patience: u32,
    },
    /// Read, in one transaction, all entries of the journal, all keys, and the values of the small records.
    ReadContent,
    /// Read the entries after a key.
    ReadJournal {
        after: u64,
    },
    ReadRecords {
        keys: Vec<String>,
    },
    /// Write in one transaction.
    Write(PendingTransaction),
    /// Set right a quota that the browser has miscounted.
    RepairQuota,
    /// Take back what repaired the quota, if it is right without that.
    EndQuotaRepair,
    /// Ask the browser about its quota, for the page.
    CheckQuota,
    /// Say something to the other tabs.
    Broadcast(TabMessage),
    SetTimer(SyncTimer, u32),
    /// The start is over: the reader may work.
    EndStart,
    Page(PageEffect),
    /// A warning for developers: what was done, and what came of it.
    Warn(&'static str, StoreError),
}

/// What the page is to do.
#[derive(Clone, Debug)]
pub(crate) enum PageEffect {
    /// Apply a step of another tab to the open article, if it is a step in that article.
    MergeStep(Box<MergedStep>),
    /// Write the open article to the library, although nothing in it has changed, with what
    /// [`SyncState::catch_up`](super::SyncState::catch_up) says; then report [`SyncEvent::Queued`].
    RewriteOpenArticle,
    /// New ids must come from this range from now on.
    SetIdRange(u32),
    /// Show whether the work is saved.
    ShowSaved(Result<(), StoreError>),
    /// Show that the page waits for the database.
    ShowWaiting,
    /// Show that the page waits no longer.
    HideWaiting,
    /// The database had records or steps that local storage has lost: what is drawn is out of date.
    NoteRestored,
    /// The browser does not give a database, or it does not open.
    NoteDatabaseMissing(StoreError),
    /// The browser has evicted the database while the page was open.
    NoteEvicted,
    /// Some records do not fit local storage: only the database has them.
    NoteDatabaseNeeded,
    /// Another tab has written other guidelines into local storage.
    FollowGuidelines,
    /// Another tab has replaced the whole library: write nothing any more, and reload.
    ReloadReplaced,
}

/// A step of another tab.
#[derive(Clone, Debug)]
pub(crate) struct MergedStep {
    pub key: u64,
    pub entry: JournalEntry,
    /// The changes that are in the article already and come after it, in order.
    pub later: Vec<Edit>,
    /// Whether it is applied as a whole or not at all: a step before it cannot be read.
    pub is_after_gap: bool,
}

/// A database that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OpenedDatabase {
    /// The journal's name: a random number that it keeps for life.
    pub journal: u64,
    /// How often the database has been opened, this time included.
    pub openings: u64,
}

/// What was read in one transaction.
#[derive(Clone, Debug, Default)]
pub(crate) struct DatabaseContent {
    /// The journal's entries by their keys, as they stand there, in order.
    pub entries: Vec<(u64, String)>,
    /// The keys of all records.
    pub keys: Vec<String>,
    /// The small records: see [`crate::store::is_small_record`].
    pub small: Vec<(String, String)>,
}

/// What one transaction writes: all or nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct PendingTransaction {
    pub records: Vec<PendingWrite>,
    /// New entries of the journal.
    pub entries: Vec<String>,
    /// Keys of entries that the journal drops, if the database was opened `openings` times. Else they stay.
    pub obsolete: Vec<u64>,
    pub openings: u64,
}

impl PendingTransaction {
    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty() && self.entries.is_empty() && self.obsolete.is_empty()
    }
}

/// What came of a transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WrittenTransaction {
    /// The keys of the new entries.
    pub keys: Vec<u64>,
    /// How often the database has been opened.
    pub openings: u64,
}

/// What came of the attempt to set the quota right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QuotaAnswer {
    /// It was right, or the browser does not say.
    Right,
    /// It was wrong and is right now.
    Repaired,
    /// It is wrong.
    Miscounted,
}

/// What another tab says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TabMessage {
    /// It starts, and asks who else is there.
    Hello,
    /// It is there.
    Here,
    /// It has written steps to the journal.
    NewSteps,
    /// It has replaced the whole library.
    LibraryReplaced,
    /// It has written other guidelines.
    NewGuidelines,
}

/// What a timer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SyncTimer {
    /// The start takes long.
    ShowWaiting,
    /// The next attempt to open the database at the start.
    StartAgain,
    /// Other tabs would have answered by now.
    Alone,
    /// The next attempt to write, after so many failures.
    WriteAgain(u32),
    /// The next records to be checked.
    CheckRecords,
    /// The next look for steps of other tabs.
    ReadAgain,
}
