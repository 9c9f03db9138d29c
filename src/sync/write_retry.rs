//! When a failed write to the database is tried again, and what is done before that.

use crate::store::StoreError;

/// The first pause before another attempt, in milliseconds: some faults pass at once.
const SHORTEST_PAUSE: u32 = 250;

/// The longest pause, in milliseconds: a reader who has freed space waits no longer.
const LONGEST_PAUSE: u32 = 30_000;

/// How often the time for an answer doubles at most. Without it, a database that always answers late would never be
/// written; with more, the page would wait minutes for one that is dead.
const MOST_DOUBLINGS: u32 = 3;

/// The failed attempts since the last write that succeeded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WriteRetry {
    failures: u32,
    /// Whether one of them was for lack of quota. Firefox then refuses the next write for another reason, and the one
    /// after for lack of quota again.
    is_full: bool,
    must_reconnect: bool,
}

impl WriteRetry {
    /// A write succeeded.
    pub(crate) fn succeeded(&mut self) {
        (self.failures, self.is_full) = (0, false);
    }

    /// A write failed. After any failure but a full quota, the database is reopened and the journal read: the write
    /// may have succeeded. A full quota is an answer, and to reopen a full database takes space that it has not.
    pub(crate) fn failed(&mut self, why: &StoreError) {
        self.failures += 1;
        let is_full = *why == StoreError::Full;
        self.is_full |= is_full;
        self.must_reconnect |= !is_full;
    }

    /// The browser closed the database, or it could not be read.
    pub(crate) fn connection_lost(&mut self) {
        self.must_reconnect = true;
    }

    /// The database is open again.
    pub(crate) fn reconnected(&mut self) {
        self.must_reconnect = false;
    }

    /// Whether the database must be reopened before anything is written.
    pub(crate) fn must_reconnect(self) -> bool {
        self.must_reconnect
    }

    /// Whether removals must be written before anything else: with a write that takes space, they would fail too.
    pub(crate) fn must_free_space(self) -> bool {
        self.is_full
    }

    /// The reason to show for a failure: what the browser refuses when its quota is full, it refuses for that.
    pub(crate) fn reason(self, why: StoreError) -> StoreError {
        match why {
            StoreError::Refused(_) if self.is_full => StoreError::Full,
            why => why,
        }
    }

    /// The attempts that failed since the last write that succeeded.
    pub(crate) fn failures(self) -> u32 {
        self.failures
    }

    /// The pause before the next attempt, in milliseconds.
    pub(crate) fn pause(self) -> u32 {
        let doublings = self.failures.saturating_sub(1).min(10);
        SHORTEST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE)
    }

    /// How long the database may take for an answer, where `first` is the time at the first attempt.
    pub(crate) fn patience(self, first: u32) -> u32 {
        first << self.failures.min(MOST_DOUBLINGS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_half_a_minute() {
        let mut retry = WriteRetry::default();
        let pauses: Vec<u32> = (0..9)
            .map(|_| {
                retry.failed(&StoreError::Silent);
                retry.pause()
            })
            .collect();
        assert_eq!(pauses, [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
        assert_eq!(retry.patience(10_000), 80_000);
        retry.succeeded();
        assert_eq!((retry.failures(), retry.patience(10_000)), (0, 10_000));
    }

    #[test]
    fn what_is_refused_after_a_full_quota_is_refused_for_that() {
        let refused = || StoreError::Refused("InvalidStateError".to_owned());
        let mut retry = WriteRetry::default();
        assert_eq!(retry.reason(refused()), refused());
        retry.failed(&StoreError::Full);
        assert_eq!(retry.reason(refused()), StoreError::Full);
        assert_eq!(retry.reason(StoreError::Silent), StoreError::Silent);
    }

    #[test]
    fn only_a_full_quota_keeps_the_connection() {
        let mut retry = WriteRetry::default();
        retry.failed(&StoreError::Full);
        assert_eq!((retry.must_reconnect(), retry.must_free_space()), (false, true));
        retry.failed(&StoreError::Silent);
        assert_eq!((retry.must_reconnect(), retry.must_free_space()), (true, true));
        retry.succeeded();
        assert!(!retry.must_free_space());
        assert!(retry.must_reconnect(), "until the database is open again");
        retry.reconnected();
        assert!(!retry.must_reconnect());
    }
}
