//! Asks the browser now and then how much of its quota is used.

use std::cell::RefCell;

use super::super::quota;
use super::host::SyncHost;

/// The time between two checks, in milliseconds: the browser needs a while for the answer.
const CHECK_AFTER: f64 = 10_000.0;

/// A check comes sooner after so many bytes: by then little may be left.
const CHECK_AFTER_BYTES: usize = 500_000;

/// Where the browser does not say its limit, the page asks whether it would give this share of what is used once
/// more. If not, less than a fifth of the whole is left.
const SHARE_TO_ASK_FOR: f64 = 0.25;

/// When the quota was last checked, and what was written since.
#[derive(Clone, Copy, Default)]
pub(super) struct QuotaCheck {
    /// In milliseconds since 1970.
    last: f64,
    /// In bytes.
    written: usize,
}

impl QuotaCheck {
    pub(super) fn add_written(&mut self, bytes: usize) {
        self.written += bytes;
    }

    /// Has the next check come at once.
    pub(super) fn expire(&mut self) {
        self.last = 0.0;
    }

    /// Whether a check is due; if it is, the next one comes later.
    fn begin(&mut self, now: f64) -> bool {
        let is_due = self.last + CHECK_AFTER <= now || CHECK_AFTER_BYTES <= self.written;
        if is_due {
            *self = QuotaCheck { last: now, written: 0 };
        }
        is_due
    }
}

/// Checks the quota if a check is due.
pub(super) async fn check_quota<H: SyncHost>(host: &RefCell<H>) {
    if !host.borrow_mut().journal_sync().quota_check.begin(js_sys::Date::now()) {
        return;
    }
    let estimate = quota::estimate().await;
    let is_nearly_full = match estimate {
        Some(estimate) if estimate.limit == 0.0 => {
            quota::would_refuse(estimate.used * SHARE_TO_ASK_FOR).await
        }
        _ => false,
    };
    host.borrow_mut().quota_was_checked(estimate, is_nearly_full);
}
