//! Removes the ticked articles, a little at a time, and brings back those that were removed last.

use std::collections::BTreeSet;

use super::{close_open, redraw};
use crate::page::command::{Command, LibraryCommand};
use crate::sorting::CollectSorted as _;
use crate::store::StoreError;
use crate::strings;
use crate::view::count;
use crate::web::reply::Reply;
use crate::web::shelf::{Left, Removal, RemovedArticle};
use crate::web::state::State;
use crate::web::waiting::BrowserRequest;
use crate::web::{dom, restore_points};

/// For how long articles are removed at a time, in milliseconds.
const SLICE: f64 = 20.0;

/// Removes the ticked articles.
pub(in crate::web) fn remove_ticked(state: &mut State) -> Reply {
    let shelf = &state.drawn.shelf;
    let ids: Vec<String> = shelf.choice.ticked.iter().cloned().collect();
    if ids.is_empty() || !matches!(shelf.removal.left, Left::Nothing) {
        return Reply::quiet();
    }
    let said = match ids.as_slice() {
        [id] => shelf.entries.iter().find(|entry| entry.id == *id).map(|entry| entry.title.clone()),
        _ => None,
    };
    let said = said.unwrap_or_else(|| count(ids.len(), strings::ARTICLES));
    if let Err(error) = state.save() {
        return Reply::not_saved(&error);
    }
    if ids.iter().any(|id| id == state.open.id()) {
        close_open(state);
    }
    state.drawn.shelf.removal = Removal { said, left: Left::ToRemove(ids), ..Removal::default() };
    go_on(state)
}

/// Brings back the articles that were removed last in this visit.
pub(in crate::web) fn bring_back(state: &mut State) -> Reply {
    if matches!(state.drawn.shelf.removal.left, Left::Nothing) {
        state.drawn.shelf.removal.left = Left::ToBringBack(0);
    }
    go_on(state)
}

/// Goes on with removing or bringing back, for a while.
pub(in crate::web) fn go_on(state: &mut State) -> Reply {
    let end = js_sys::Date::now() + SLICE;
    let is_on = || js_sys::Date::now() < end;
    let done = match std::mem::take(&mut state.drawn.shelf.removal.left) {
        Left::Nothing => return Reply::quiet(),
        Left::ToRemove(ids) => remove_some(state, ids, is_on),
        Left::ToBringBack(n_back) => bring_some_back(state, n_back, is_on),
    };
    match done {
        Ok(Some(reply)) => reply,
        Ok(None) => state.waiting.ask(BrowserRequest::Pause, Command::Library(LibraryCommand::GoOn)),
        Err(error) => {
            redraw(state);
            Reply::not_saved(&error)
        }
    }
}

fn remove_some(
    state: &mut State,
    mut ids: Vec<String>,
    is_on: impl Fn() -> bool,
) -> Result<Option<Reply>, StoreError> {
    let links = state.saving.library.older_links()?;
    let linked: BTreeSet<&str> =
        links.iter().flat_map(|(id, older)| [id.as_str(), older.as_str()]).collect_set();
    while let Some(id) = ids.pop() {
        let newer = links.iter().filter(|(_, older)| **older == id).map(|(newer, _)| newer.clone()).collect();
        let (records, has_bridged) = state.saving.take_out(&id, linked.contains(id.as_str()))?;
        let removal = &mut state.drawn.shelf.removal;
        removal.has_bridged |= has_bridged;
        removal.removed.push(RemovedArticle { id, records, newer });
        if !is_on() && !ids.is_empty() {
            removal.left = Left::ToRemove(ids);
            return Ok(None);
        }
    }
    restore_points::note_removal();
    let has_bridged = state.drawn.shelf.removal.has_bridged;
    let reply = redraw(state);
    if let Some(button) = dom::find_command("#library-list", &Command::Library(LibraryCommand::BringBack)) {
        dom::focus(&button);
    }
    let status = (has_bridged && reply.error.is_none()).then(|| strings::CHAIN_KEPT.to_owned());
    Ok(Some(Reply { status, ..reply }))
}

fn bring_some_back(
    state: &mut State,
    mut n_back: usize,
    is_on: impl Fn() -> bool,
) -> Result<Option<Reply>, StoreError> {
    let State { drawn, saving, .. } = state;
    while let Some(article) = drawn.shelf.removal.removed.get(n_back) {
        let put = saving.library.put_back(&article.id, &article.records);
        let linked = put.and_then(|()| {
            article.newer.iter().try_for_each(|newer| saving.library.set_older(newer, &article.id))
        });
        linked?;
        n_back += 1;
        if !is_on() && n_back < drawn.shelf.removal.removed.len() {
            drawn.shelf.removal.left = Left::ToBringBack(n_back);
            return Ok(None);
        }
    }
    let said = strings::fill(strings::BROUGHT_BACK, &[&drawn.shelf.removal.said]);
    drawn.shelf.removal = Removal::default();
    Ok(Some(Reply { status: Some(said), ..redraw(state) }))
}
