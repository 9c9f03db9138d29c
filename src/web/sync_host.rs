//! What the page does for its storage, and at its request.

use super::state::State;
use super::{status, storage, update};
use crate::edit::WrittenParts;
use crate::store::{JournalEntry, Library, StoreError, fits};

impl storage::SyncHost for State {
    fn library(&mut self) -> &mut Library<storage::BrowserStore> {
        &mut self.saving.library
    }

    fn journal_sync(&mut self) -> &mut storage::JournalSync {
        &mut self.saving.journal_sync
    }

    fn rewrite_open_article(&mut self) -> Result<(), StoreError> {
        self.saving.changed_beside_history();
        self.save()
    }

    fn merge_step(&mut self, entry: &JournalEntry, later: &WrittenParts) {
        if entry.article != self.open.id() {
            return;
        }
        let Some(session) = &mut self.open.session else { return };
        let edit = entry.logged.step.edit.clone();
        if fits(session.document(), &edit) {
            let (_, changed) = session.merge(edit, later);
            update::changed_elsewhere(self, &changed);
        }
    }

    fn set_id_range(&mut self, id_range: u32) {
        self.open.session.iter_mut().for_each(|session| session.set_id_range(id_range));
    }

    fn records_were_restored(&mut self) {
        self.saving.has_restored = true;
    }

    fn database_is_missing(&mut self, why: StoreError) {
        self.saving.has_no_database(why);
        update::watch_storage(self);
    }

    fn database_was_evicted(&mut self) {
        self.saving.was_evicted = true;
        update::watch_storage(self);
    }

    fn database_is_needed(&mut self) {
        self.saving.ask_for_persistence();
    }

    fn library_was_replaced(&mut self) {
        self.saving.is_superseded = true;
    }

    fn quota_was_checked(&mut self, estimate: Option<storage::QuotaEstimate>, is_nearly_full: bool) {
        self.saving.estimate = estimate;
        self.saving.is_quota_near = is_nearly_full;
        update::watch_storage(self);
    }

    fn show_saved(outcome: &Result<(), StoreError>) {
        status::saved(outcome);
    }

    fn show_waiting(is_waiting: bool) {
        if is_waiting { status::waiting() } else { status::waited() }
    }
}
