//! The start: opens the database, and restores what local storage has lost or has no room for.

use super::event::{
    DatabaseContent, OpenedDatabase, PageEffect, QuotaAnswer, SyncEffect, SyncTimer, TabMessage,
};
use super::reconcile::{plan, queue_missing, reconcile};
use super::state::{Activity, PATIENCE, SyncPhase, SyncState};
use super::tiered::TieredStore;
use crate::annotation::AnnotationSet;
use crate::edit::{Edit, HistoryMove, LoggedStep, Step, apply};
use crate::store::{Library, Store, StoreError, article_of_record, merge_backup};
use crate::strings;

/// How long the start waits in all for a database that refuses or does not answer, in milliseconds. To go on without
/// it is to go on with local storage, which may be a minute older. To wait for ever is no better.
const LONGEST_START: f64 = 60_000.0;

/// The pause before the next attempt, in milliseconds.
const PAUSE_BETWEEN_ATTEMPTS: u32 = 500;

/// When the page begins to show that it waits, in milliseconds.
const SHOW_WAITING_AFTER: u32 = 2000;

/// By when other tabs have answered, in milliseconds. They take about 5; one that is busy takes half a second.
const LONGEST_SILENCE: u32 = 1000;

/// When the records that the start did not read are checked, in milliseconds: the reader's own work comes first.
const CHECK_RECORDS_AFTER: u32 = 5000;

impl SyncState {
    pub(super) fn start(&mut self, now: f64) -> Vec<SyncEffect> {
        self.started = now;
        self.activity = Activity::Opening;
        vec![
            SyncEffect::SetTimer(SyncTimer::ShowWaiting, SHOW_WAITING_AFTER),
            // Before anything is read: a tab that is open must not drop entries that this one is about to read.
            SyncEffect::Broadcast(TabMessage::Hello),
            SyncEffect::SetTimer(SyncTimer::Alone, LONGEST_SILENCE),
            SyncEffect::OpenDatabase { patience: PATIENCE },
        ]
    }

    pub(super) fn opened_at_start(&mut self, opened: OpenedDatabase) -> Vec<SyncEffect> {
        self.journal.connect(opened.journal);
        self.openings = opened.openings;
        self.activity = Activity::ReadingContent;
        vec![SyncEffect::ReadContent]
    }

    /// Everything is read before anything is changed: with half of it, old records would overwrite newer ones.
    pub(super) fn content_read<S: Store>(
        &mut self,
        library: &Library<TieredStore<S>>,
        content: DatabaseContent,
    ) -> Vec<SyncEffect> {
        self.plan = plan(library, &content);
        self.content = content;
        self.activity = Activity::ReadingRecords;
        vec![SyncEffect::ReadRecords { keys: self.plan.wanted.clone() }]
    }

    pub(super) fn start_failed(&mut self, why: StoreError) -> Vec<SyncEffect> {
        self.activity = Activity::Idle;
        self.start_error = Some(why.clone());
        vec![SyncEffect::Warn("at the start", why), SyncEffect::RepairQuota]
    }

    pub(super) fn repaired_at_start(
        &mut self,
        answer: QuotaAnswer,
        why: StoreError,
        now: f64,
    ) -> Vec<SyncEffect> {
        let may_pass = answer == QuotaAnswer::Repaired || may_pass(&why);
        if may_pass && now <= self.started + LONGEST_START {
            return vec![SyncEffect::SetTimer(SyncTimer::StartAgain, PAUSE_BETWEEN_ATTEMPTS)];
        }
        self.phase = SyncPhase::WithoutDatabase;
        self.journal.connect(0);
        vec![
            SyncEffect::Page(PageEffect::HideWaiting),
            SyncEffect::Page(PageEffect::NoteDatabaseMissing(why)),
            SyncEffect::EndStart,
        ]
    }

    pub(super) fn open_again_at_start(&mut self) -> Vec<SyncEffect> {
        self.activity = Activity::Opening;
        vec![SyncEffect::OpenDatabase { patience: PATIENCE }]
    }

    /// The start has read all it needs.
    pub(super) fn begin<S: Store>(
        &mut self,
        library: &mut Library<TieredStore<S>>,
        records: Vec<(String, String)>,
    ) -> Vec<SyncEffect> {
        let content = std::mem::take(&mut self.content);
        let plan = std::mem::take(&mut self.plan);
        for (key, json) in &content.entries {
            self.journal.take_in(*key, json);
        }
        library.store_mut().connect_secondary();
        library.distinguish(self.journal.visit());
        // A failure shows when the queue is written.
        let reconciled = reconcile(library, &plan, records);
        let mut has_restored = reconciled.as_ref().map_or(true, |done| done.has_changed);
        let local_keys = library.store().keys().unwrap_or_default();
        let stored = content.keys.iter().chain(&local_keys).filter_map(|key| article_of_record(key));
        self.journal.note_stored_articles(stored.map(str::to_owned).collect());
        queue_missing(library, &content.keys, plan.outdated).ok();
        for id in library.unlisted() {
            library.rebuild_entry(&id).ok(); // It stays unlisted, as it was.
        }
        has_restored |= self.replay_journal(library);
        for (id, set) in reconciled.map(|done| done.apart).unwrap_or_default() {
            self.merge_apart(library, &id, &set).ok(); // A failure shows when the queue is written.
        }
        self.unchecked = plan.rest;
        self.in_database = content.keys.into_iter().collect();
        self.phase = SyncPhase::Running;
        self.activity = Activity::Idle;
        let mut effects = vec![];
        if has_restored {
            effects.push(SyncEffect::Page(PageEffect::NoteRestored));
        }
        effects.push(SyncEffect::Page(PageEffect::HideWaiting));
        effects.push(SyncEffect::SetTimer(SyncTimer::CheckRecords, CHECK_RECORDS_AFTER));
        effects.push(SyncEffect::EndQuotaRepair);
        effects.push(SyncEffect::EndStart);
        effects
    }

    /// Applies the journal's steps to the articles whose records do not include them. Returns whether there were any.
    fn replay_journal<S: Store>(&mut self, library: &mut Library<TieredStore<S>>) -> bool {
        let mut has_applied = false;
        for id in self.journal.articles() {
            let mut stored = match library.load(&id) {
                Ok(Some(stored)) => stored,
                // It was removed: an article's text is in the database before its first step.
                Ok(None) => {
                    self.journal.position_after_saving(&id);
                    continue;
                }
                // An article that cannot be read keeps its journal.
                Err(_) => continue,
            };
            if self.journal.bring_up_to_date(&id, &mut stored) == 0 {
                continue;
            }
            let position = self.journal.position_after_saving(&id);
            has_applied = true;
            library.save(&id, stored.work(), position).ok(); // The journal still has the steps.
        }
        has_applied
    }

    /// Merges work in an article that a visit began without the database, where there was earlier work: as a step like
    /// any other, so that other tabs learn of it.
    fn merge_apart<S: Store>(
        &mut self,
        library: &mut Library<TieredStore<S>>,
        id: &str,
        apart: &AnnotationSet,
    ) -> Result<(), StoreError> {
        let Some(mut stored) = library.load(id)? else { return Ok(()) };
        self.journal.bring_up_to_date(id, &mut stored);
        let edits = merge_backup(&stored.set, apart).edits;
        if edits.is_empty() {
            return Ok(());
        }
        let edit = Edit::Batch(edits);
        let Ok(inverse) = apply(&mut stored.set, edit.clone()) else { return Ok(()) };
        stored.history.follow(HistoryMove::Did, strings::MERGE, inverse);
        let step = Step { label: strings::MERGE.to_owned(), edit };
        self.journal.add_steps(id, vec![LoggedStep { history_move: HistoryMove::Did, step }]);
        let position = self.journal.position_after_saving(id);
        library.save(id, stored.work(), position)
    }
}

/// Whether another attempt may succeed. What is denied stays denied. Private windows of older browsers throw
/// `InvalidStateError`; a database of a later version throws `VersionError`.
fn may_pass(why: &StoreError) -> bool {
    match why {
        StoreError::Silent => true,
        StoreError::Refused(why) => {
            !["InvalidStateError", "VersionError"].iter().any(|name| why.starts_with(name))
        }
        _ => false,
    }
}
