//! A database that the browser has cleared away while the page is open: Chromium does so when it is short of room.
//! What was in it is in memory still, and is written once more.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::database::Database;
use super::pump;
use crate::web::state::State;

/// Has a database opened anew at once when the browser closes it: nobody may write again before the page is left.
pub(super) fn watch(database: &Database, state: &Rc<RefCell<State>>) {
    let state = Rc::clone(state);
    database.on_closed(move || {
        state.borrow_mut().journal_sync.is_lost = true;
        pump(&state);
    });
}

/// Goes on with a database that is another than before. `records` are in it already, from another tab, and newer than
/// those here. Who clears everything by hand clears local storage, too: then only what is open is written again.
pub(super) fn begin_anew(state: &mut State, records: Vec<(String, String)>) {
    let is_by_hand = state.library.store().is_first_bare();
    state.journal_sync.begin_anew();
    let known: BTreeSet<String> = records.iter().map(|(key, _)| key.clone()).collect();
    for (key, value) in records {
        state.library.store_mut().adopt(key, value);
    }
    if !is_by_hand {
        let _told_when_it_is_written = state.library.write_again(&known);
        state.was_cleared = true;
        state.watch_room();
    }
    state.touch();
    let _told_when_it_is_written = state.save();
}
