//! The start: what the database has and local storage has lost or has no room for.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::super::answer::{PATIENCE, log, pause};
use super::super::database::Database;
use super::super::quota_repair;
use super::others::heard;
use super::{cleared, pump};
use crate::store::{Noted, StoreError, journal};
use crate::web::draw;
use crate::web::state::State;

/// How long the start waits in all for a database that refuses or does not answer, in milliseconds. To go on without
/// it is to go on with what local storage has, which may be a minute older; to wait for ever is no better.
const LONGEST_START: f64 = 60_000.0;

/// The pause before the next attempt, in milliseconds.
const BETWEEN: u32 = 500;

/// From when on the page says what it waits for, in milliseconds.
const TELL_AFTER: u32 = 2000;

/// What the database had at the start.
struct Found {
    database: Database,
    steps: Vec<(u64, Noted)>,
    /// Records that are newer than local storage's, or that it has not.
    records: Vec<(String, String)>,
}

/// Opens the database and brings back what local storage has lost or has no room for.
pub(crate) async fn settle(state: &Rc<RefCell<State>>) {
    let telling = gloo::timers::callback::Timeout::new(TELL_AFTER, draw::waiting);
    let found = find(state).await;
    // From here on it says nothing any more.
    drop(telling);
    draw::waited();
    match found {
        Ok(found) => {
            begin(state, found);
            quota_repair::lift().await;
        }
        Err(why) => {
            let mut state = state.borrow_mut();
            state.has_no_database(why);
            state.watch_room();
        }
    }
}

/// Reads all that is needed before anything is changed: with half of it, records that are old would be written over
/// those that are not.
async fn find(state: &RefCell<State>) -> Result<Found, StoreError> {
    let start = js_sys::Date::now();
    loop {
        let why = match look(state).await {
            Ok(found) => return Ok(found),
            Err(why) => why,
        };
        log("at the start", &why);
        let may_pass = quota_repair::set_right().await || may_pass(&why);
        if !may_pass || start + LONGEST_START < js_sys::Date::now() {
            return Err(why);
        }
        pause(BETWEEN).await;
    }
}

/// Whether another attempt may have another end. What is denied stays denied; private windows of older browsers say
/// `InvalidStateError`, one whose database is of a later version `VersionError`.
fn may_pass(why: &StoreError) -> bool {
    match why {
        StoreError::Silent => true,
        StoreError::Refused(why) => {
            !["InvalidStateError", "VersionError"].iter().any(|name| why.starts_with(name))
        }
        _ => false,
    }
}

async fn look(state: &RefCell<State>) -> Result<Found, StoreError> {
    let database = Database::open(PATIENCE).await?;
    let read = read(state, &database).await;
    if read.is_err() {
        database.close();
    }
    let (steps, records) = read?;
    Ok(Found { database, steps, records })
}

pub(super) type Read = (Vec<(u64, Noted)>, Vec<(String, String)>);

/// The journal, and the records that are newer than those here or are not here.
pub(super) async fn read(state: &RefCell<State>, database: &Database) -> Result<Read, StoreError> {
    let steps = database.steps_after(0).await?;
    let keys = database.keys().await?;
    let small = keys.iter().filter(|key| crate::store::is_small(key)).cloned().collect();
    let small = database.records(small).await?;
    let wanted: Vec<String> = {
        let state = state.borrow();
        let newer = state.library.newer_of(small);
        let is_wanted = |key: &&String| newer.contains(*key) || !state.library.has(key);
        keys.iter().filter(is_wanted).cloned().collect()
    };
    Ok((steps, database.records(wanted).await?))
}

fn begin(state: &Rc<RefCell<State>>, found: Found) {
    let hearing = Rc::clone(state);
    {
        let mut state = state.borrow_mut();
        state.journal_sync.seen = found.steps.last().map_or(0, |(key, _)| *key);
        state.journal_sync.journal = found.steps;
        state.brought_back |= !found.records.is_empty();
        for (key, value) in found.records {
            state.library.store_mut().adopt(key, value);
        }
        cleared::watch(&found.database, &hearing);
        state.journal_sync.database = Some(Rc::new(found.database));
        state.library.store_mut().open_beyond();
        state.replay();
        state.journal_sync.tabs.listen(move |told| {
            let hearing = Rc::clone(&hearing);
            spawn_local(async move { heard(&hearing, told).await });
        });
    }
    pump(state);
}

impl State {
    /// Does again what the journal has and the records have not, in all articles.
    fn replay(&mut self) {
        let articles: BTreeSet<String> =
            self.journal_sync.journal.iter().map(|(_, noted)| noted.article.clone()).collect();
        for id in articles {
            self.replay_in(&id);
        }
    }

    fn replay_in(&mut self, id: &str) {
        // An article that cannot be read keeps its journal; one that was removed needs none.
        let Ok(Some(mut stored)) = self.library.load(id) else { return };
        if journal::replay(&mut stored, self.journal_sync.journal_name(), self.journal_sync.steps_of(id)) == 0
        {
            return;
        }
        self.brought_back = true;
        let cover = self.journal_sync.cover(id);
        let _the_journal_has_it =
            self.library.save(id, &stored.document, &stored.set, &stored.history, cover);
    }
}
