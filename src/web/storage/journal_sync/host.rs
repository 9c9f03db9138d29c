//! What saving needs of the page.

use super::super::local::BrowserStore;
use super::super::quota::QuotaEstimate;
use super::sync::JournalSync;
use crate::edit::WrittenParts;
use crate::store::{JournalEntry, Library, StoreError};

/// What saving needs of the page: where the work is, and where to report its state.
pub(crate) trait SyncHost: 'static {
    fn library(&mut self) -> &mut Library<BrowserStore>;

    fn journal_sync(&mut self) -> &mut JournalSync;

    /// Writes the open article to the library, although nothing in it has changed.
    fn rewrite_open_article(&mut self) -> Result<(), StoreError>;

    /// Applies a step of another tab to the open article, if it is a step in that article. `later` are the changes of
    /// this tab that come after it.
    fn merge_step(&mut self, entry: &JournalEntry, later: &WrittenParts);

    /// Another tab is open: new ids must come from this range from now on.
    fn set_id_range(&mut self, id_range: u32);

    /// The database has records or steps that local storage has lost: what is drawn is out of date.
    fn records_were_restored(&mut self);

    /// The browser does not give a database, or it does not open.
    fn database_is_missing(&mut self, why: StoreError);

    /// The browser has evicted the database while the page was open.
    fn database_was_evicted(&mut self);

    /// Some records do not fit local storage: only the database has them.
    fn database_is_needed(&mut self);

    /// Another tab has replaced the whole library: nothing here may be written any more.
    fn library_was_replaced(&mut self);

    /// What the browser says about its quota. `is_nearly_full` is the answer where it says nothing.
    fn quota_was_checked(&mut self, estimate: Option<QuotaEstimate>, is_nearly_full: bool);

    /// Shows whether the work is saved.
    fn show_saved(outcome: &Result<(), StoreError>);

    /// Shows that the page waits for the database, or no longer.
    fn show_waiting(is_waiting: bool);
}
