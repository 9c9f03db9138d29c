//! Writes steps and records to the database, again after a while where it refuses or does not answer.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::super::answer::{PATIENCE, log, pause};
use super::super::database::Database;
use super::super::{quota_repair, room};
use super::cleared;
use super::others::take_in;
use super::start::read;
use crate::store::{Noted, StoreError, Write};
use crate::web::draw;
use crate::web::state::State;

/// The first pause before another attempt, and the longest, in milliseconds.
const SHORTEST: u32 = 250;
const LONGEST: u32 = 30_000;

/// How often the time for an answer doubles at the most. What comes late every time would else never be done.
const DOUBLINGS: u32 = 3;

/// Writes what is to be written to the database, as often as there is something new, and says when it is saved.
pub(crate) fn pump(state: &Rc<RefCell<State>>) {
    let mut now = state.borrow_mut();
    if now.journal_sync.database.is_none() || now.journal_sync.is_writing {
        return;
    }
    now.journal_sync.is_writing = true;
    drop(now);
    let state = Rc::clone(state);
    spawn_local(async move {
        let written = write_all(&state).await;
        state.borrow_mut().journal_sync.is_writing = false;
        match written {
            Ok(()) => {
                let journal_sync = &mut state.borrow_mut().journal_sync;
                (journal_sync.failures, journal_sync.is_full) = (0, false);
            }
            Err(why) => failed(&state, &why),
        }
        reckon(&state).await;
    });
}

async fn write_all(state: &Rc<RefCell<State>>) -> Result<(), StoreError> {
    if state.borrow().journal_sync.is_lost {
        reconnect(state).await?;
    }
    // What makes room goes first, and alone: with what needs room it would be refused as well.
    if state.borrow().journal_sync.is_full
        && let Some(batch) = Batch::take_removals(state)
    {
        batch.write(state).await?;
    }
    while let Some(batch) = Batch::take(state) {
        batch.write(state).await?;
    }
    Ok(())
}

/// Tells of a failure, and has another attempt made after a while: a browser that is just recovering from its own
/// end, or is short of room for a moment, refuses now and then.
fn failed(state: &Rc<RefCell<State>>, why: &StoreError) {
    log("at a write", why);
    draw::saved(&Err(why.clone()));
    let failures = {
        let journal_sync = &mut state.borrow_mut().journal_sync;
        journal_sync.reckoned = 0.0;
        journal_sync.failures += 1;
        journal_sync.is_full = *why == StoreError::Full;
        // A refusal for want of room is an answer, and to open a full database anew takes room that it has not.
        journal_sync.is_lost |= !journal_sync.is_full;
        journal_sync.failures
    };
    let (state, is_full) = (Rc::clone(state), *why == StoreError::Full);
    spawn_local(async move {
        if is_full && quota_repair::set_right().await {
            pump(&state);
            return;
        }
        if is_full && room::missing().await.is_some() && state.borrow().journal_sync.failures != 0 {
            draw::saved(&Err(StoreError::Miscounted));
        }
        pause(SHORTEST.saturating_mul(1 << (failures - 1).min(10)).min(LONGEST)).await;
        // Else another step was written in the meantime, or tried to be.
        if state.borrow().journal_sync.failures == failures {
            pump(&state);
        }
    });
}

/// Opens the database anew after a fault, and looks what of the steps is in the journal after all: where no answer
/// came, nobody can know. A transaction that is still under way ends before this one begins.
async fn reconnect(state: &Rc<RefCell<State>>) -> Result<(), StoreError> {
    let (failures, seen, name) = {
        let journal_sync = &state.borrow().journal_sync;
        (journal_sync.failures, journal_sync.seen, journal_sync.journal_name())
    };
    let database = Database::open(PATIENCE << failures.min(DOUBLINGS)).await?;
    let is_same = database.journal == name;
    let read = if is_same {
        database.steps_after(seen).await.map(|steps| (steps, vec![]))
    } else {
        read(state, &database).await
    };
    if read.is_err() {
        database.close();
    }
    let (steps, records) = read?;
    cleared::watch(&database, state);
    let mut state = state.borrow_mut();
    if let Some(former) = state.journal_sync.database.replace(Rc::new(database)) {
        former.close();
    }
    if !is_same {
        cleared::begin_anew(&mut state, records);
    }
    let (visit, journal_sync) = (state.journal_sync.visit, &mut state.journal_sync);
    journal_sync.is_lost = false;
    let known =
        |noted: &Noted| steps.iter().any(|(_, other)| other.visit == visit && other.number == noted.number);
    let before = journal_sync.steps.len();
    journal_sync.steps.retain(|noted| !known(noted));
    if journal_sync.steps.len() < before {
        journal_sync.tabs.tell_news();
        say_saved(&state);
    }
    take_in(&mut state, steps);
    Ok(())
}

/// Says that all is saved, if it is.
fn say_saved(state: &State) {
    if state.journal_sync.steps.is_empty() && state.library.store().is_handed_on() {
        draw::saved(&Ok(()));
    }
}

struct Batch {
    database: Rc<Database>,
    writes: Vec<Write>,
    steps: Vec<Noted>,
    old: Vec<u64>,
}

impl Batch {
    fn take(state: &RefCell<State>) -> Option<Batch> {
        let mut state = state.borrow_mut();
        let database = state.journal_sync.database.clone()?;
        let writes = state.library.store_mut().take_outbox();
        // They stay among the steps until they are written: what other tabs did comes before them.
        let steps = state.journal_sync.steps.clone();
        let old = std::mem::take(&mut state.journal_sync.old);
        let is_empty = writes.is_empty() && steps.is_empty() && old.is_empty();
        (!is_empty).then_some(Batch { database, writes, steps, old })
    }

    fn take_removals(state: &RefCell<State>) -> Option<Batch> {
        let mut state = state.borrow_mut();
        let database = state.journal_sync.database.clone()?;
        let writes = state.library.store_mut().take_removals();
        (!writes.is_empty()).then_some(Batch { database, writes, steps: vec![], old: vec![] })
    }

    async fn write(self, state: &RefCell<State>) -> Result<(), StoreError> {
        let written = self.database.write(&self.writes, &self.steps, &self.old).await;
        let mut state = state.borrow_mut();
        match written {
            Ok(keys) => {
                self.finish(&mut state, keys);
                Ok(())
            }
            Err(why) => {
                state.library.store_mut().put_back(self.writes);
                state.journal_sync.old.extend(self.old);
                Err(why)
            }
        }
    }

    fn finish(self, state: &mut State, keys: Vec<u64>) {
        if state.library.store().has_moved() {
            state.ask_to_last();
        }
        let journal_sync = &mut state.journal_sync;
        journal_sync.written += self.writes.iter().map(Write::size).sum::<usize>();
        journal_sync.steps.drain(..self.steps.len());
        if !keys.is_empty() {
            journal_sync.tabs.tell_news();
        }
        if std::mem::take(&mut journal_sync.has_replaced) {
            journal_sync.tabs.tell_replaced();
        }
        for (key, noted) in keys.into_iter().zip(self.steps) {
            // Steps of other tabs may stand before this one: then the next news brings them.
            if journal_sync.is_alone || key == journal_sync.seen + 1 {
                journal_sync.seen = key;
            }
            journal_sync.journal.push((key, noted));
        }
        say_saved(state);
    }
}

/// How often the browser is asked at the most, in milliseconds: it takes a while to find out. Sooner only after so many
/// bytes that little room may be left.
const RECKON_AFTER: f64 = 10_000.0;
const MUCH: usize = 500_000;

/// Where the browser does not tell its limit, it is asked whether it would take so much more of what is used: less is
/// a fifth of the whole.
const SHARE: f64 = 0.25;

/// Asks the browser how much of its room is used, and warns when it is nearly gone.
async fn reckon(state: &RefCell<State>) {
    let now = js_sys::Date::now();
    {
        let journal_sync = &mut state.borrow_mut().journal_sync;
        if now < journal_sync.reckoned + RECKON_AFTER && journal_sync.written < MUCH {
            return;
        }
        (journal_sync.reckoned, journal_sync.written) = (now, 0);
    }
    let estimate = room::estimate().await;
    let is_short = match estimate {
        Some((used, 0.0)) => room::would_refuse(used * SHARE).await,
        _ => false,
    };
    let mut state = state.borrow_mut();
    (state.reckoned, state.is_short) = (estimate, is_short);
    state.watch_room();
}
