//! The start: opens the database, and restores what local storage has lost or has no room for.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::super::answer::{PATIENCE, pause, warn};
use super::super::database::Database;
use super::super::quota_repair;
use super::host::SyncHost;
use super::other_tabs::receive;
use super::read::{DatabaseContent, read_content};
use super::writer::{reopen_when_closed, write_pending};
use crate::store::{StoreError, replay};

/// How long the start waits in all for a database that refuses or does not answer, in milliseconds. To go on without
/// it is to go on with local storage, which may be a minute older. To wait for ever is no better.
const LONGEST_START: f64 = 60_000.0;

/// The pause before the next attempt, in milliseconds.
const PAUSE_BETWEEN_ATTEMPTS: u32 = 500;

/// When the page begins to show that it waits, in milliseconds.
const SHOW_WAITING_AFTER: u32 = 2000;

/// Opens the database, and restores what local storage has lost or has no room for.
pub(crate) async fn open_database<H: SyncHost>(host: &Rc<RefCell<H>>) {
    let waiting = gloo::timers::callback::Timeout::new(SHOW_WAITING_AFTER, || H::show_waiting(true));
    let opened = open_and_read(host).await;
    drop(waiting);
    H::show_waiting(false);
    match opened {
        Ok((database, content)) => {
            begin(host, database, content);
            quota_repair::remove_padding().await;
        }
        Err(why) => host.borrow_mut().database_is_missing(why),
    }
}

/// Reads everything before anything is changed: with half of it, old records would overwrite newer ones.
async fn open_and_read<H: SyncHost>(host: &RefCell<H>) -> Result<(Database, DatabaseContent), StoreError> {
    let start = js_sys::Date::now();
    loop {
        let why = match attempt(host).await {
            Ok(opened) => return Ok(opened),
            Err(why) => why,
        };
        warn("at the start", &why);
        let may_pass = quota_repair::repair().await || may_pass(&why);
        if !may_pass || start + LONGEST_START < js_sys::Date::now() {
            return Err(why);
        }
        pause(PAUSE_BETWEEN_ATTEMPTS).await;
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

async fn attempt<H: SyncHost>(host: &RefCell<H>) -> Result<(Database, DatabaseContent), StoreError> {
    let database = Database::open(PATIENCE).await?;
    let content = read_content(host, &database).await;
    if content.is_err() {
        database.close();
    }
    Ok((database, content?))
}

fn begin<H: SyncHost>(host: &Rc<RefCell<H>>, database: Database, content: DatabaseContent) {
    let DatabaseContent { entries, records } = content;
    let receiver = Rc::clone(host);
    {
        let mut host = host.borrow_mut();
        host.journal_sync().queue.start_with(entries);
        if !records.is_empty() {
            host.records_were_restored();
        }
        for (key, value) in records {
            host.library().store_mut().adopt(key, value);
        }
        reopen_when_closed(&database, &receiver);
        host.journal_sync().database = Some(Rc::new(database));
        host.library().store_mut().connect_secondary();
        replay_journal(&mut *host);
        host.journal_sync().tabs.listen(move |message| {
            let receiver = Rc::clone(&receiver);
            spawn_local(async move { receive(&receiver, message).await });
        });
    }
    write_pending(host);
}

/// Applies the journal's steps to the articles whose records do not include them.
fn replay_journal<H: SyncHost>(host: &mut H) {
    for id in host.journal_sync().queue.articles() {
        // An article that cannot be read keeps its journal. One that was removed needs none.
        let Ok(Some(mut stored)) = host.library().load(&id) else { continue };
        let sync = host.journal_sync();
        if replay(&mut stored, sync.journal_name(), sync.steps_of(&id)) == 0 {
            continue;
        }
        let position = sync.position_after_saving(&id);
        host.records_were_restored();
        host.library().save(&id, stored.work(), position).ok(); // The journal still has the steps.
    }
}
