//! Brings steps and records to the database, and back from it at the start and from other tabs.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::database::{Database, random};
use super::tabs::{Tabs, Told};
use crate::edit::{Edit, Logged, Slots};
use crate::store::{Cover, Noted, StoreError, Write, journal};
use crate::web::draw;
use crate::web::state::State;

/// What is on its way to the database, and what of its journal is known.
pub struct Keeper {
    database: Option<Rc<Database>>,
    tabs: Tabs,
    /// Whether no other tab has been heard of.
    is_alone: bool,
    visit: u64,
    /// How many steps this visit has made.
    number: u64,
    /// Steps that are not yet in the journal.
    steps: Vec<Noted>,
    /// The journal, as far as it was read.
    journal: Vec<(u64, Noted)>,
    /// All steps up to this key are in `journal` or in a record.
    seen: u64,
    /// Keys of steps that the records on their way have in them.
    old: Vec<u64>,
    is_writing: bool,
    /// How long the next attempt waits after one that failed, in milliseconds; 0 after one that did not.
    patience: u32,
    reading: Reading,
    /// Whether other tabs are to be told that everything was replaced, once it is written.
    has_replaced: bool,
    /// When the room was last reckoned, in milliseconds since 1970.
    reckoned: f64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    No,
    Now,
    /// There is more to read than the read that runs may have found.
    AndAgain,
}

impl Keeper {
    pub fn new() -> Keeper {
        Keeper {
            database: None,
            tabs: Tabs::new(),
            is_alone: true,
            visit: random(),
            number: 0,
            steps: vec![],
            journal: vec![],
            seen: 0,
            old: vec![],
            is_writing: false,
            patience: 0,
            reading: Reading::No,
            has_replaced: false,
            reckoned: 0.0,
        }
    }

    pub fn has_database(&self) -> bool {
        self.database.is_some()
    }

    /// The numbers of new ids that no other tab gives: the first ones, as long as there is none.
    pub fn lane(&self) -> u32 {
        if self.is_alone { 0 } else { 1 + (self.visit % ((1 << 20) - 1)) as u32 }
    }

    /// Takes in the steps that were made in an article.
    pub fn note(&mut self, article: &str, steps: Vec<Logged>) {
        for logged in steps {
            self.number += 1;
            let (visit, number) = (self.visit, self.number);
            self.steps.push(Noted { article: article.to_owned(), visit, number, logged });
        }
    }

    /// What a record that is written now has in it. Other tabs may not have read it: as long as there are any,
    /// the journal keeps it, too.
    pub fn cover(&mut self, article: &str) -> Cover {
        if self.is_alone {
            let old = self.journal.iter().filter(|(_, noted)| noted.article == article);
            self.old.extend(old.map(|(key, _)| key));
            self.journal.retain(|(_, noted)| noted.article != article);
        }
        let journal = self.database.as_ref().map_or(0, |database| database.journal);
        Cover { journal, key: self.seen, visit: self.visit, number: self.number }
    }

    /// Has other tabs told that everything is another now, once it is written.
    pub fn replaced(&mut self) {
        self.has_replaced = true;
    }

    /// The steps of the journal that were made in an article.
    pub fn steps_of<'a>(&'a self, article: &'a str) -> impl Iterator<Item = (u64, &'a Noted)> {
        let known = self.journal.iter().map(|(key, noted)| (*key, noted));
        let on_their_way = self.steps.iter().map(|noted| (u64::MAX, noted));
        known.chain(on_their_way).filter(move |(_, noted)| noted.article == article)
    }

    /// The journal's name.
    pub fn journal_name(&self) -> u64 {
        self.database.as_ref().map_or(0, |database| database.journal)
    }

    /// What steps of this visit write that come after a key.
    fn slots_after(&self, key: u64) -> Slots {
        let own = |noted: &&Noted| noted.visit == self.visit;
        let known = self.journal.iter().filter(|(k, _)| key < *k).map(|(_, noted)| noted);
        let edits: Vec<&Edit> =
            known.chain(&self.steps).filter(own).map(|noted| &noted.logged.step.edit).collect();
        Slots::of(edits)
    }
}

/// Opens the database and brings back what local storage has lost or has no room for.
pub async fn settle(state: &Rc<RefCell<State>>) {
    let Some(database) = Database::open().await.map(Rc::new) else {
        let mut state = state.borrow_mut();
        state.has_no_database();
        state.watch_room();
        return;
    };
    if let Ok(steps) = database.steps_after(0).await {
        let mut state = state.borrow_mut();
        state.keeper.seen = steps.last().map_or(0, |(key, _)| *key);
        state.keeper.journal = steps;
    }
    bring_back(state, &database).await;
    {
        let mut state = state.borrow_mut();
        state.keeper.database = Some(database);
        state.library.store_mut().open_beyond();
        state.replay();
    }
    let hearing = Rc::clone(state);
    state.borrow_mut().keeper.tabs.listen(move |told| {
        let hearing = Rc::clone(&hearing);
        spawn_local(async move { heard(&hearing, told).await });
    });
    pump(state);
}

/// Records of the database that are newer than local storage's, or that it has not.
async fn bring_back(state: &Rc<RefCell<State>>, database: &Database) {
    let Ok(keys) = database.keys().await else { return };
    let small = keys.iter().filter(|key| crate::store::is_small(key)).cloned().collect();
    let Ok(small) = database.records(small).await else { return };
    let wanted: Vec<String> = {
        let state = state.borrow_mut();
        let newer = state.library.newer_of(small);
        let is_wanted = |key: &&String| newer.contains(*key) || !state.library.has(key);
        keys.iter().filter(is_wanted).cloned().collect()
    };
    let Ok(records) = database.records(wanted).await else { return };
    let mut state = state.borrow_mut();
    state.brought_back |= !records.is_empty();
    for (key, value) in records {
        state.library.store_mut().adopt(key, value);
    }
}

async fn heard(state: &Rc<RefCell<State>>, told: Told) {
    {
        let mut state = state.borrow_mut();
        if state.keeper.is_alone {
            state.keeper.is_alone = false;
            let lane = state.keeper.lane();
            state.session.iter_mut().for_each(|session| session.set_lane(lane));
        }
    }
    match told {
        Told::Presence => {}
        Told::News => catch_up(state).await,
        Told::Replaced => {
            state.borrow_mut().is_void = true;
            let _it_is_this_very_page = gloo::utils::window().location().reload();
        }
    }
}

/// Reads what other tabs have written to the journal, and brings in what they did in the open article.
async fn catch_up(state: &Rc<RefCell<State>>) {
    let (database, seen) = {
        let mut state = state.borrow_mut();
        let Some(database) = state.keeper.database.clone() else { return };
        if state.keeper.reading != Reading::No {
            state.keeper.reading = Reading::AndAgain;
            return;
        }
        state.keeper.reading = Reading::Now;
        (database, state.keeper.seen)
    };
    let steps = database.steps_after(seen).await.unwrap_or_default();
    let again = {
        let mut state = state.borrow_mut();
        take_in(&mut state, steps);
        std::mem::replace(&mut state.keeper.reading, Reading::No) == Reading::AndAgain
    };
    if again {
        Box::pin(catch_up(state)).await;
    }
}

fn take_in(state: &mut State, steps: Vec<(u64, Noted)>) {
    for (key, noted) in steps {
        state.keeper.seen = state.keeper.seen.max(key);
        if state.keeper.journal.iter().any(|(known, _)| *known == key) {
            continue;
        }
        if noted.visit != state.keeper.visit {
            state.merge(key, &noted);
        }
        state.keeper.journal.push((key, noted));
    }
    state.keeper.journal.sort_by_key(|(key, _)| *key);
}

impl State {
    fn merge(&mut self, key: u64, noted: &Noted) {
        if noted.article != self.id() {
            return;
        }
        let later = self.keeper.slots_after(key);
        let Some(session) = &mut self.session else { return };
        let edit = noted.logged.step.edit.clone();
        if journal::fits(session.document(), &edit) {
            let (_, changed) = session.merge(edit, &later);
            draw::changed(self, &changed);
            self.touch();
        }
    }

    /// Does again what the journal has and the records have not, in all articles.
    fn replay(&mut self) {
        let articles: BTreeSet<String> =
            self.keeper.journal.iter().map(|(_, noted)| noted.article.clone()).collect();
        for id in articles {
            self.replay_in(&id);
        }
    }

    fn replay_in(&mut self, id: &str) {
        // An article that cannot be read keeps its journal; one that was removed needs none.
        let Ok(Some(mut stored)) = self.library.load(id) else { return };
        if journal::replay(&mut stored, self.keeper.journal_name(), self.keeper.steps_of(id)) == 0 {
            return;
        }
        self.brought_back = true;
        let cover = self.keeper.cover(id);
        let _the_journal_has_it =
            self.library.save(id, &stored.document, &stored.set, &stored.history, cover);
    }
}

/// Writes what is to be written to the database, as often as there is something new, and says when it is saved.
pub fn pump(state: &Rc<RefCell<State>>) {
    let mut now = state.borrow_mut();
    if now.keeper.database.is_none() || now.keeper.is_writing {
        return;
    }
    now.keeper.is_writing = true;
    drop(now);
    let state = Rc::clone(state);
    spawn_local(async move {
        let mut has_failed = false;
        while !has_failed && let Some(batch) = Batch::take(&state) {
            has_failed = batch.write(&state).await.is_err();
        }
        state.borrow_mut().keeper.is_writing = false;
        if has_failed {
            try_again(&state);
        }
        reckon(&state).await;
    });
}

/// The first pause before another attempt, and the longest, in milliseconds.
const SHORTEST: u32 = 250;
const LONGEST: u32 = 30_000;

/// Writes again after a while what could not be written, with the database opened anew: a browser that is just
/// recovering from its own end, or is short of room for a moment, refuses now and then.
fn try_again(state: &Rc<RefCell<State>>) {
    let pause = {
        let keeper = &mut state.borrow_mut().keeper;
        keeper.patience = (2 * keeper.patience).clamp(SHORTEST, LONGEST);
        keeper.patience
    };
    let state = Rc::clone(state);
    let again = move || {
        spawn_local(async move {
            if state.borrow().keeper.patience != pause {
                return;
            }
            let opened = Database::open().await;
            let mut now = state.borrow_mut();
            let keeper = &mut now.keeper;
            if keeper.is_writing {
                return;
            }
            if let Some(database) = opened.filter(|new| keeper.journal_name() == new.journal)
                && let Some(former) = keeper.database.replace(Rc::new(database))
            {
                former.close();
            }
            drop(now);
            pump(&state);
        });
    };
    gloo::timers::callback::Timeout::new(pause, again).forget();
}

/// How often the browser is asked at the most, in milliseconds: it takes a while to find out.
const RECKON_AFTER: f64 = 10_000.0;

/// Asks the browser how much of its room is used, and warns when it is nearly gone.
async fn reckon(state: &RefCell<State>) {
    let now = js_sys::Date::now();
    if now < state.borrow().keeper.reckoned + RECKON_AFTER {
        return;
    }
    state.borrow_mut().keeper.reckoned = now;
    let estimate = super::room::estimate().await;
    let mut state = state.borrow_mut();
    state.reckoned = estimate;
    state.watch_room();
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
        let database = state.keeper.database.clone()?;
        let writes = state.library.store_mut().take_outbox();
        // They stay among the steps until they are written: what other tabs did comes before them.
        let steps = state.keeper.steps.clone();
        let old = std::mem::take(&mut state.keeper.old);
        let is_empty = writes.is_empty() && steps.is_empty() && old.is_empty();
        (!is_empty).then_some(Batch { database, writes, steps, old })
    }

    async fn write(self, state: &RefCell<State>) -> Result<(), ()> {
        let written = self.database.write(&self.writes, &self.steps, &self.old).await;
        let mut state = state.borrow_mut();
        let Ok(keys) = written else {
            state.library.store_mut().put_back(self.writes);
            state.keeper.old.extend(self.old);
            state.keeper.reckoned = 0.0;
            draw::saved(&Err(StoreError::Full));
            return Err(());
        };
        state.keeper.patience = 0;
        let store = state.library.store_mut();
        store.written(&self.writes);
        if store.has_moved() {
            state.ask_to_last();
        }
        let keeper = &mut state.keeper;
        keeper.steps.drain(..self.steps.len());
        if !keys.is_empty() {
            keeper.tabs.tell_news();
        }
        if std::mem::take(&mut keeper.has_replaced) {
            keeper.tabs.tell_replaced();
        }
        for (key, noted) in keys.into_iter().zip(self.steps) {
            // Steps of other tabs may stand before this one: then the next news brings them.
            if keeper.is_alone || key == keeper.seen + 1 {
                keeper.seen = key;
            }
            keeper.journal.push((key, noted));
        }
        if keeper.steps.is_empty() {
            draw::saved(&Ok(()));
        }
        Ok(())
    }
}
