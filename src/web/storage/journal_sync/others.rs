//! What other tabs do: read from the journal when they tell of it, and brought into the open article.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::answer::log;
use super::super::tabs::Told;
use super::{Reading, pump};
use crate::store::{Noted, journal};
use crate::web::draw;
use crate::web::state::State;

pub(super) async fn heard(state: &Rc<RefCell<State>>, told: Told) {
    {
        let mut state = state.borrow_mut();
        if state.journal_sync.is_alone {
            state.journal_sync.is_alone = false;
            let id_range = state.journal_sync.id_range();
            state.session.iter_mut().for_each(|session| session.set_id_range(id_range));
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
        let Some(database) = state.journal_sync.database.clone() else { return };
        if state.journal_sync.reading != Reading::No {
            state.journal_sync.reading = Reading::AndAgain;
            return;
        }
        state.journal_sync.reading = Reading::Now;
        (database, state.journal_sync.seen)
    };
    let steps = database.steps_after(seen).await;
    let again = {
        let mut state = state.borrow_mut();
        match steps {
            Ok(steps) => take_in(&mut state, steps),
            // It is opened anew then, and read.
            Err(why) => {
                log("at news of another tab", &why);
                state.journal_sync.is_lost = true;
            }
        }
        std::mem::replace(&mut state.journal_sync.reading, Reading::No) == Reading::AndAgain
    };
    pump(state);
    if again {
        Box::pin(catch_up(state)).await;
    }
}

pub(super) fn take_in(state: &mut State, steps: Vec<(u64, Noted)>) {
    for (key, noted) in steps {
        state.journal_sync.seen = state.journal_sync.seen.max(key);
        if state.journal_sync.journal.iter().any(|(known, _)| *known == key) {
            continue;
        }
        if noted.visit != state.journal_sync.visit {
            state.merge(key, &noted);
        }
        state.journal_sync.journal.push((key, noted));
    }
    state.journal_sync.journal.sort_by_key(|(key, _)| *key);
}

impl State {
    fn merge(&mut self, key: u64, noted: &Noted) {
        if noted.article != self.id() {
            return;
        }
        let later = self.journal_sync.slots_after(key);
        let Some(session) = &mut self.session else { return };
        let edit = noted.logged.step.edit.clone();
        if journal::fits(session.document(), &edit) {
            let (_, changed) = session.merge(edit, &later);
            draw::changed(self, &changed);
            self.touch();
        }
    }
}
