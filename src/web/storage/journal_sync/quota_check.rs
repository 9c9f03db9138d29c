//! Asks the browser now and then how much of its quota is used.

use std::cell::RefCell;

use super::super::quota;
use super::host::SyncHost;

/// Where the browser does not say its limit, the page asks whether it would give this share of what is used once
/// more. If not, less than a fifth of the whole is left.
const SHARE_TO_ASK_FOR: f64 = 0.25;

/// Checks the quota if a check is due.
pub(super) async fn check_quota<H: SyncHost>(host: &RefCell<H>) {
    if !host.borrow_mut().journal_sync().quota_schedule.begin(js_sys::Date::now()) {
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
