//! What the page does for its storage, and at its request.

use super::state::State;
use super::{draw, guidelines, status, storage, update};
use crate::store::{StoreError, fits};
use crate::sync::{MergedStep, PageEffect, SyncEffect, SyncEvent};

impl storage::SyncHost for State {
    fn step(&mut self, now: f64, event: SyncEvent) -> Vec<SyncEffect> {
        if let Some(changed) = self.drawn.behind.take() {
            draw::changed(self, &changed);
        }
        self.saving.journal_sync.step(&mut self.saving.library, now, event)
    }

    fn connection(&mut self) -> &mut storage::Connection {
        &mut self.saving.connection
    }

    fn carry_out(&mut self, effect: PageEffect) {
        match effect {
            PageEffect::MergeStep(step) => merge_step(self, *step),
            PageEffect::RewriteOpenArticle => {
                self.saving.changed_beside_history();
                self.save().ok(); // A failure shows when the queue is written.
            }
            PageEffect::SetIdRange(range) => {
                self.open.session.iter_mut().for_each(|session| session.set_id_range(range));
            }
            PageEffect::ShowSaved(outcome) => {
                status::saved(&outcome);
                if outcome.is_ok() {
                    self.queue.forget_read();
                }
            }
            PageEffect::ShowWaiting => status::waiting(),
            PageEffect::HideWaiting => status::waited(),
            PageEffect::NoteRestored => self.saving.has_restored = true,
            PageEffect::NoteDatabaseMissing(why) => note_missing(self, why),
            PageEffect::NoteEvicted => {
                self.saving.was_evicted = true;
                update::watch_storage(self);
            }
            PageEffect::NoteDatabaseNeeded => self.saving.ask_for_persistence(),
            PageEffect::FollowGuidelines => {
                guidelines::start(self);
                draw::everything(self);
            }
            PageEffect::ReloadReplaced => {
                self.saving.is_superseded = true;
                gloo::utils::window().location().reload().ok(); // A page can always reload itself.
            }
        }
    }

    fn quota_was_checked(&mut self, estimate: Option<storage::QuotaEstimate>, is_nearly_full: bool) {
        self.saving.estimate = estimate;
        self.saving.is_quota_near = is_nearly_full;
        update::watch_storage(self);
    }
}

fn note_missing(state: &mut State, why: StoreError) {
    state.saving.has_no_database(why);
    update::watch_storage(state);
}

/// Applies a step of another tab to the open article, if it is a step in that article.
fn merge_step(state: &mut State, step: MergedStep) {
    let MergedStep { key, entry, later, is_after_gap } = step;
    if entry.article != state.open.id() {
        return;
    }
    let Some(session) = &mut state.open.session else { return };
    let edit = entry.logged.step.edit.clone();
    if !fits(session.document(), &edit) {
        return;
    }
    let changed =
        if is_after_gap { session.merge_whole(edit, later) } else { Some(session.merge(edit, later).1) };
    match changed {
        Some(changed) => update::changed_elsewhere(state, &changed),
        None => state.saving.journal_sync.leave_out(key, &entry),
    }
}
