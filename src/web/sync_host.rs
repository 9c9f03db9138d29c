//! What the page does for its storage, and at its request.

use super::state::State;
use super::{draw, storage};
use crate::edit::WrittenParts;
use crate::store::{JournalEntry, Library, StoreError, fits};

impl storage::SyncHost for State {
    fn library(&mut self) -> &mut Library<storage::BrowserStore> {
        &mut self.library
    }

    fn journal_sync(&mut self) -> &mut storage::JournalSync {
        &mut self.journal_sync
    }

    fn rewrite_open_article(&mut self) -> Result<(), StoreError> {
        self.touch();
        self.save()
    }

    fn merge_step(&mut self, entry: &JournalEntry, later: &WrittenParts) {
        if entry.article != self.id() {
            return;
        }
        let Some(session) = &mut self.session else { return };
        let edit = entry.logged.step.edit.clone();
        if fits(session.document(), &edit) {
            let (_, changed) = session.merge(edit, later);
            draw::changed(self, &changed);
            self.touch();
        }
    }

    fn set_id_range(&mut self, id_range: u32) {
        self.session.iter_mut().for_each(|session| session.set_id_range(id_range));
    }

    fn records_were_restored(&mut self) {
        self.brought_back = true;
    }

    fn database_is_missing(&mut self, why: StoreError) {
        self.has_no_database(why);
        self.watch_room();
    }

    fn database_was_evicted(&mut self) {
        self.was_cleared = true;
        self.watch_room();
    }

    fn database_is_needed(&mut self) {
        self.ask_to_last();
    }

    fn library_was_replaced(&mut self) {
        self.is_void = true;
    }

    fn quota_was_checked(&mut self, estimate: Option<storage::QuotaEstimate>, is_nearly_full: bool) {
        self.reckoned = estimate.map(|estimate| (estimate.used, estimate.limit));
        self.is_short = is_nearly_full;
        self.watch_room();
    }

    fn show_saved(outcome: &Result<(), StoreError>) {
        draw::saved(outcome);
    }

    fn show_waiting(is_waiting: bool) {
        if is_waiting { draw::waiting() } else { draw::waited() }
    }
}
