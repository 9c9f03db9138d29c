//! What saving needs of the page, and what it keeps there.

use std::rc::Rc;

use js_sys::Function;

use super::database::Database;
use super::offline_files::OfflineFiles;
use super::quota::QuotaEstimate;
use super::tabs::Tabs;
use crate::store::StoreError;
use crate::sync::{PageEffect, SyncEffect, SyncEvent};

/// What saving needs of the page: where the state and the work are, and where to show what comes of it.
pub(crate) trait SyncHost: 'static {
    /// Tells the state of saving what happened at a time. Returns what is to do.
    fn step(&mut self, now: f64, event: SyncEvent) -> Vec<SyncEffect>;

    /// Does what the page is to do.
    fn carry_out(&mut self, effect: PageEffect);

    fn connection(&mut self) -> &mut Connection;

    /// What the browser says about its quota. `is_nearly_full` is the answer where it says nothing.
    fn quota_was_checked(&mut self, estimate: Option<QuotaEstimate>, is_nearly_full: bool);
}

/// The connection to the database and to other tabs.
pub(crate) struct Connection {
    pub(super) database: Option<Rc<Database>>,
    pub(super) tabs: Tabs,
    offline_files: OfflineFiles,
    /// Called when the start is over.
    pub(super) end_start: Option<Function>,
}

impl Connection {
    /// Not connected yet.
    pub(crate) fn new() -> Connection {
        Connection {
            database: None,
            tabs: Tabs::new(),
            offline_files: OfflineFiles::default(),
            end_start: None,
        }
    }

    /// Adapts what the browser keeps for the page to what the database did.
    pub(super) fn heed(&self, outcome: Result<(), &StoreError>) {
        match outcome {
            Ok(()) => self.offline_files.go_on(),
            Err(StoreError::Full | StoreError::Refused(_)) => self.offline_files.do_without(),
            Err(_) => {}
        }
    }
}
