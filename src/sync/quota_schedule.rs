//! When the quota is checked next.

/// The time between two checks, in milliseconds: the browser needs a while for the answer.
const CHECK_AFTER: f64 = 10_000.0;

/// A check comes sooner after so many bytes: by then little may be left.
const CHECK_AFTER_BYTES: usize = 500_000;

/// When the quota was last checked, and what was written since.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct QuotaSchedule {
    /// In milliseconds since 1970.
    last: f64,
    /// In bytes.
    written: usize,
}

impl QuotaSchedule {
    pub(super) fn add_written(&mut self, bytes: usize) {
        self.written += bytes;
    }

    /// Has the next check come at once.
    pub(super) fn expire(&mut self) {
        self.last = 0.0;
    }

    /// Whether a check is due; if it is, the next one comes later.
    pub(super) fn begin(&mut self, now: f64) -> bool {
        let is_due = self.last + CHECK_AFTER <= now || CHECK_AFTER_BYTES <= self.written;
        if is_due {
            *self = QuotaSchedule { last: now, written: 0 };
        }
        is_due
    }
}
