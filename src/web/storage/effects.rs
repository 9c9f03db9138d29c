//! Carries out what the state of saving asks for, and tells it what came of that.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::answer::warn;
use super::database::{Database, NOT_COUNTED};
use super::host::SyncHost;
use super::{quota, quota_repair};
use crate::store::StoreError;
use crate::sync::{OpenedDatabase, PageEffect, QuotaAnswer, SyncEffect, SyncEvent};

/// Where the browser does not say its limit, the page asks whether it would give this share of what is used once
/// more. If not, less than a fifth of the whole is left.
const SHARE_TO_ASK_FOR: f64 = 0.25;

/// Opens the database, and restores what local storage has lost or has no room for. Returns when the start is over.
pub(crate) async fn open_database<H: SyncHost>(host: &Rc<RefCell<H>>) {
    let start = Promise::new(&mut |done, _| host.borrow_mut().connection().end_start = Some(done));
    let receiver = Rc::clone(host);
    host.borrow_mut().connection().tabs.listen(move |message| tell(&receiver, SyncEvent::Heard(message)));
    tell(host, SyncEvent::Started);
    JsFuture::from(start).await.ok(); // It is never rejected.
}

/// The page has queued something to write.
pub(crate) fn write_pending<H: SyncHost>(host: &Rc<RefCell<H>>) {
    tell(host, SyncEvent::Queued);
}

fn tell<H: SyncHost>(host: &Rc<RefCell<H>>, event: SyncEvent) {
    let effects = host.borrow_mut().step(js_sys::Date::now(), event);
    let mut has_queued = false;
    for effect in effects {
        match effect {
            SyncEffect::Page(effect) => {
                has_queued |= matches!(effect, PageEffect::RewriteOpenArticle);
                host.borrow_mut().carry_out(effect);
            }
            SyncEffect::Broadcast(message) => host.borrow_mut().connection().tabs.post(message),
            SyncEffect::SetTimer(timer, after) => {
                let host = Rc::clone(host);
                Timeout::new(after, move || tell(&host, SyncEvent::TimerFired(timer))).forget();
            }
            SyncEffect::EndStart => {
                if let Some(done) = host.borrow_mut().connection().end_start.take() {
                    done.call0(&JsValue::NULL).ok(); // To resolve a promise cannot fail.
                }
            }
            SyncEffect::Warn(what, why) => warn(what, &why),
            effect => {
                let host = Rc::clone(host);
                spawn_local(async move {
                    if let Some(event) = ask(&host, effect).await {
                        tell(&host, event);
                    }
                });
            }
        }
    }
    if has_queued {
        tell(host, SyncEvent::Queued);
    }
}

/// Asks the browser, and returns its answer if the state of saving waits for one.
async fn ask<H: SyncHost>(host: &Rc<RefCell<H>>, effect: SyncEffect) -> Option<SyncEvent> {
    Some(match effect {
        SyncEffect::OpenDatabase { patience } => {
            let opened = open(host, patience).await;
            match &opened {
                Ok(OpenedDatabase { openings: NOT_COUNTED, .. }) => heed(host, Err(&StoreError::Full)),
                Ok(_) => {} // The count found room. A write may find none.
                Err(why) => heed(host, Err(why)),
            }
            SyncEvent::Opened(opened)
        }
        SyncEffect::ReadContent => SyncEvent::ContentRead(match connected(host) {
            Ok(database) => database.content().await,
            Err(why) => Err(why),
        }),
        SyncEffect::ReadJournal { after } => SyncEvent::ContentRead(match connected(host) {
            Ok(database) => database.journal_after(after).await,
            Err(why) => Err(why),
        }),
        SyncEffect::ReadRecords { keys } => SyncEvent::RecordsRead(match connected(host) {
            Ok(database) => database.records(keys).await,
            Err(why) => Err(why),
        }),
        SyncEffect::Write(transaction) => SyncEvent::Written(match connected(host) {
            Ok(database) => {
                let written = database.write(&transaction).await;
                heed(host, written.as_ref().map(drop));
                written
            }
            Err(why) => Err(why),
        }),
        SyncEffect::RepairQuota => SyncEvent::QuotaRepaired(repair_quota().await),
        SyncEffect::EndQuotaRepair => {
            quota_repair::remove_padding().await;
            return None;
        }
        SyncEffect::CheckQuota => {
            check_quota(host).await;
            return None;
        }
        _ => return None,
    })
}

/// Opens the database in place of the connection that there was.
async fn open<H: SyncHost>(host: &Rc<RefCell<H>>, patience: u32) -> Result<OpenedDatabase, StoreError> {
    let (database, opened) = Database::open(patience).await?;
    let receiver = Rc::clone(host);
    database.on_closed(move || tell(&receiver, SyncEvent::DatabaseClosed));
    if let Some(former) = host.borrow_mut().connection().database.replace(Rc::new(database)) {
        former.close();
    }
    Ok(opened)
}

pub(super) fn connected<H: SyncHost>(host: &RefCell<H>) -> Result<Rc<Database>, StoreError> {
    host.borrow_mut().connection().database.clone().ok_or(StoreError::Denied)
}

fn heed<H: SyncHost>(host: &RefCell<H>, outcome: Result<(), &StoreError>) {
    host.borrow_mut().connection().heed(outcome);
}

async fn repair_quota() -> QuotaAnswer {
    if quota_repair::repair().await {
        return QuotaAnswer::Repaired;
    }
    let is_below_zero = quota::bytes_below_zero().await.is_some();
    if is_below_zero { QuotaAnswer::Miscounted } else { QuotaAnswer::Right }
}

async fn check_quota<H: SyncHost>(host: &RefCell<H>) {
    let estimate = quota::estimate().await;
    let is_nearly_full = match estimate {
        Some(estimate) if estimate.limit == 0.0 => {
            quota::would_refuse(estimate.used * SHARE_TO_ASK_FOR).await
        }
        _ => false,
    };
    host.borrow_mut().quota_was_checked(estimate, is_nearly_full);
}
