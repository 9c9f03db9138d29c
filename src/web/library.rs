//! The dialog with the saved articles, and the one with quotations that other articles have, too.

use super::reply::Reply;
use super::state::State;
use super::{dom, draw, restore_points};
use crate::page::command::{Command, Dialog, LibraryCommand};
use crate::page::same_quotations::{self, OtherArticle};
use crate::strings;

/// Shows the saved articles.
pub(super) fn show(state: &mut State) -> Reply {
    state.drawn.removing = None;
    redraw(state)
}

/// Removes a saved article. Asked for once, it only asks back.
pub(super) fn remove(state: &mut State, id: &str) -> Reply {
    if state.drawn.removing.as_deref() != Some(id) {
        state.drawn.removing = Some(id.to_owned());
        return redraw(state);
    }
    let is_open = state.open.id() == id;
    if is_open && let Err(error) = state.save() {
        return Reply::not_saved(&error);
    }
    let copy = state.saving.take_copy(id);
    let has_bridged = match state.saving.remove(id) {
        Ok(has_bridged) => has_bridged,
        Err(error) => return Reply::not_saved(&error),
    };
    state.drawn.removing = None;
    if state.saving.journal_sync.has_database() {
        restore_points::drop_with(state, id);
    }
    state.drawn.removed = copy;
    if is_open {
        state.close();
        draw::everything(state);
    }
    let waits = state.saving.journal_sync.has_database();
    let reply = redraw(state);
    if let Some(button) = dom::find_command("#library-list", &Command::Library(LibraryCommand::BringBack)) {
        dom::focus(&button);
    }
    let status = (has_bridged && reply.error.is_none()).then(|| strings::CHAIN_KEPT.to_owned());
    Reply { waits, status, ..reply }
}

/// Brings back the article that was removed last in this visit.
pub(super) fn bring_back(state: &mut State) -> Reply {
    let Some(removed) = state.drawn.removed.take() else { return redraw(state) };
    if let Err(error) = state.saving.put_back(&removed) {
        state.drawn.removed = Some(removed);
        return Reply::not_saved(&error);
    }
    let said = strings::fill(strings::BROUGHT_BACK, &[&removed.title]);
    Reply { status: Some(said), ..redraw(state) }
}

pub(super) fn redraw(state: &State) -> Reply {
    match draw::library(state) {
        Ok(()) => Reply::dialog(Dialog::Library),
        Err(error) => Reply::not_saved(&error),
    }
}

/// Searches the saved articles.
pub(super) fn search(state: &mut State, words: &str) -> Reply {
    words.clone_into(&mut state.drawn.library_words);
    state.drawn.removing = None;
    match draw::library(state) {
        Ok(()) => Reply::quiet(),
        Err(error) => Reply::not_saved(&error),
    }
}

/// Looks for the quotations of this article in the others of the library.
pub(super) fn find_same_quotations(state: &State) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let (entries, _) = match state.saving.library.list() {
        Ok(list) => list,
        Err(error) => return Reply::not_saved(&error),
    };
    let others = entries.into_iter().filter(|entry| entry.id != state.open.id());
    let articles = others.filter_map(|entry| {
        // The library itself reports a record that cannot be read.
        let other = state.saving.library.load(&entry.id).ok().flatten()?;
        let shared = session.shared_quotations(&other.document, &other.set);
        Some(OtherArticle { id: entry.id, title: entry.title, shared })
    });
    let found = same_quotations::render(&articles.collect::<Vec<_>>());
    dom::fill(&dom::by_id("same-quotations"), &found);
    Reply::dialog(Dialog::SameQuotations).and_close()
}
