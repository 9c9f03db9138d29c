//! One step of the protocol: what happened, and what to do next.

use super::event::{
    DatabaseContent, OpenedDatabase, PageEffect, QuotaAnswer, SyncEffect, SyncEvent, SyncTimer, TabMessage,
    WrittenTransaction,
};
use super::state::{Activity, READ_AGAIN_AFTER, SyncPhase, SyncState};
use super::tiered::TieredStore;
use crate::store::{Library, Store, StoreError};

/// What has just happened, as the functions below hand it on.
type Answer<T> = Result<T, StoreError>;

impl SyncState {
    /// Takes what happened at a time, in milliseconds since 1970. Reads and writes the library, whose store answers at
    /// once. Returns what to do next, in order.
    pub(crate) fn step<S: Store>(
        &mut self,
        library: &mut Library<TieredStore<S>>,
        now: f64,
        event: SyncEvent,
    ) -> Vec<SyncEffect> {
        let may_go_on = self.may_go_on_after(&event);
        let mut effects = match event {
            SyncEvent::Started => self.start(now),
            SyncEvent::Queued => vec![],
            SyncEvent::Opened(answer) => self.opened(answer),
            SyncEvent::ContentRead(answer) => self.content_answered(library, answer),
            SyncEvent::RecordsRead(answer) => self.records_answered(library, answer),
            SyncEvent::Written(answer) => self.write_answered(library, answer),
            SyncEvent::DatabaseClosed => {
                self.retry.connection_lost();
                vec![]
            }
            SyncEvent::Heard(message) => self.heard(message),
            SyncEvent::TimerFired(timer) => self.timer_fired(timer),
            SyncEvent::QuotaRepaired(answer) => self.quota_repaired(answer, now),
        };
        if std::mem::take(&mut self.announces_guidelines) {
            effects.push(SyncEffect::Broadcast(TabMessage::NewGuidelines));
        }
        library.store_mut().set_alone(self.journal.is_alone());
        let is_at_rest = self.phase == SyncPhase::Running && matches!(self.activity, Activity::Idle);
        let has_failed =
            effects.iter().any(|effect| matches!(effect, SyncEffect::SetTimer(SyncTimer::WriteAgain(_), _)));
        if is_at_rest && may_go_on && !has_failed {
            effects.extend(self.next(library, now));
        }
        effects
    }

    /// After a failure the next attempt waits for its timer, or for something that the reader does.
    fn may_go_on_after(&self, event: &SyncEvent) -> bool {
        match event {
            SyncEvent::TimerFired(SyncTimer::WriteAgain(failures)) => *failures == self.retry.failures(),
            SyncEvent::Heard(_) | SyncEvent::TimerFired(_) => self.retry.failures() == 0,
            SyncEvent::QuotaRepaired(answer) => *answer == QuotaAnswer::Repaired,
            _ => true,
        }
    }

    fn opened(&mut self, answer: Answer<OpenedDatabase>) -> Vec<SyncEffect> {
        match (self.phase, answer) {
            (SyncPhase::Starting, Ok(opened)) => self.opened_at_start(opened),
            (SyncPhase::Starting, Err(why)) => self.start_failed(why),
            (_, Ok(opened)) => self.opened_again(opened),
            (_, Err(why)) => self.failed(why),
        }
    }

    fn content_answered<S: Store>(
        &mut self,
        library: &Library<TieredStore<S>>,
        answer: Answer<DatabaseContent>,
    ) -> Vec<SyncEffect> {
        match (&self.activity, answer) {
            (Activity::ReadingContent, Ok(content)) => self.content_read(library, content),
            (Activity::Rejoining, Ok(content)) => self.rejoined(library, &content.entries),
            (_, Ok(content)) => {
                self.activity = Activity::Idle;
                let mut effects = vec![];
                self.take_in(&content.entries, &mut effects);
                effects
            }
            (Activity::ReadingSteps, Err(why)) => {
                self.activity = Activity::Idle;
                // What could not be read is read when the database is open again.
                self.retry.connection_lost();
                vec![SyncEffect::Warn("at steps of another tab", why)]
            }
            (_, Err(why)) => self.reading_failed(why),
        }
    }

    fn records_answered<S: Store>(
        &mut self,
        library: &mut Library<TieredStore<S>>,
        answer: Answer<Vec<(String, String)>>,
    ) -> Vec<SyncEffect> {
        match (&self.activity, answer) {
            (Activity::CheckingRecords, Ok(records)) => self.records_checked(library, records),
            (Activity::CheckingRecords, Err(why)) => {
                self.activity = Activity::Idle;
                self.unchecked.clear();
                vec![SyncEffect::Warn("at a check", why)]
            }
            (_, Ok(records)) if self.phase == SyncPhase::Starting => self.begin(library, records),
            (_, Ok(records)) => self.refill(library, records),
            (_, Err(why)) => self.reading_failed(why),
        }
    }

    fn reading_failed(&mut self, why: StoreError) -> Vec<SyncEffect> {
        if self.phase == SyncPhase::Starting {
            return self.start_failed(why);
        }
        self.retry.connection_lost();
        self.failed(why)
    }

    fn write_answered<S: Store>(
        &mut self,
        library: &mut Library<TieredStore<S>>,
        answer: Answer<WrittenTransaction>,
    ) -> Vec<SyncEffect> {
        let Activity::Writing(transaction) = std::mem::replace(&mut self.activity, Activity::Idle) else {
            return vec![];
        };
        match answer {
            Ok(written) => self.written(library, &transaction, &written),
            Err(why) => self.write_failed(library, transaction, why),
        }
    }

    fn heard(&mut self, message: TabMessage) -> Vec<SyncEffect> {
        let mut effects = vec![];
        self.meet_other_tab(&mut effects);
        match message {
            TabMessage::Hello => effects.push(SyncEffect::Broadcast(TabMessage::Here)),
            TabMessage::Here => {}
            TabMessage::NewSteps => self.must_read = true,
            TabMessage::NewGuidelines => effects.push(SyncEffect::Page(PageEffect::FollowGuidelines)),
            TabMessage::LibraryReplaced => effects.push(SyncEffect::Page(PageEffect::ReloadReplaced)),
        }
        effects
    }

    fn timer_fired(&mut self, timer: SyncTimer) -> Vec<SyncEffect> {
        let is_starting = self.phase == SyncPhase::Starting;
        match timer {
            SyncTimer::ShowWaiting if is_starting => vec![SyncEffect::Page(PageEffect::ShowWaiting)],
            SyncTimer::StartAgain if is_starting => self.open_again_at_start(),
            SyncTimer::Alone if self.journal.end_silence() => {
                vec![SyncEffect::Page(PageEffect::SetIdRange(self.journal.id_range()))]
            }
            SyncTimer::CheckRecords => self.check_records(),
            SyncTimer::ReadAgain => {
                self.must_read = true;
                vec![SyncEffect::SetTimer(SyncTimer::ReadAgain, READ_AGAIN_AFTER)]
            }
            _ => vec![],
        }
    }

    fn quota_repaired(&mut self, answer: QuotaAnswer, now: f64) -> Vec<SyncEffect> {
        match self.start_error.take() {
            Some(why) => self.repaired_at_start(answer, why, now),
            None if answer == QuotaAnswer::Miscounted && self.retry.failures() != 0 => {
                vec![SyncEffect::Page(PageEffect::ShowSaved(Err(StoreError::Miscounted)))]
            }
            None => vec![],
        }
    }
}
