//! From saving in the browser to keeping in this tab alone, and back.
//!
//! The choice takes effect with a reload, so that nothing of the former way of saving goes on.

use gloo::timers::callback::Timeout;

use super::reply::{FailureCode, Reply};
use super::saving::Saving;
use super::state::State;
use super::{backup, dom, files, restoring, storage, tab_only};
use crate::page::command::{Dialog, FormerWork};
use crate::page::tab_only as dialog;
use crate::store::{JournalPosition, backup as backup_file};
use crate::strings;

/// Asks where the work is to be kept.
pub(super) fn ask(state: &State) -> Reply {
    let content = if tab_only::is_on() {
        dialog::ask_to_save()
    } else {
        dialog::ask_to_keep_in_tab(state.saving.library.ids().map_or(0, |ids| ids.len()))
    };
    dom::fill(&dom::by_id("tab-only-content"), &content);
    Reply::dialog(Dialog::TabOnly).and_close()
}

/// Keeps the work in this tab from now on. The open article comes along.
pub(super) fn switch_on(state: &mut State, former: FormerWork) -> Reply {
    state.save_bookmark();
    let work = backup::open_article(state);
    reload_if(state, tab_only::choose(former, work.as_deref()))
}

/// Saves in this browser again. All that is in this tab comes along.
pub(super) fn switch_off(state: &mut State) -> Reply {
    state.save_bookmark();
    match backup::everything(state) {
        Ok(work) => reload_if(state, tab_only::choose_browser(&work)),
        Err(error) => Reply::not_saved(&error),
    }
}

fn reload_if(state: &mut State, chosen: Option<()>) -> Reply {
    if chosen.is_none() {
        tab_only::unpack();
        return Reply::failed(FailureCode::Storage, strings::TAB_ONLY_TOO_LARGE);
    }
    state.in_no_file.clear();
    // After this call: the browser asks the page at once whether it may be left.
    Timeout::new(0, || drop(gloo::utils::window().location().reload())).forget();
    Reply::done()
}

/// At the start of a tab that keeps the work to itself: takes in what came along, and removes what was saved before if
/// that was chosen.
pub(super) fn begin(saving: &mut Saving) {
    if !tab_only::is_on() {
        return;
    }
    if tab_only::takes_former_away() {
        storage::remove_everything();
    }
    let Some(copy) = tab_only::unpack().and_then(|work| backup_file::read(&work).ok()) else { return };
    for article in &copy.articles {
        // Memory never refuses.
        saving.library.restore_article(article, JournalPosition::default()).ok();
    }
    saving.library.set_bookmark(&copy.bookmark).ok();
}

/// At the start of a tab that saves in the browser: takes in what the tab had kept to itself.
pub(super) fn take_in(state: &mut State) -> Option<Reply> {
    let work = if tab_only::is_on() { None } else { tab_only::unpack() }?;
    let open = backup_file::read(&work).ok().and_then(|copy| copy.bookmark.article);
    let restored = restoring::merge_now(state, strings::THIS_TAB, work.as_bytes());
    if restored.error.is_some() {
        // The next reload tries again.
        tab_only::pack(Some(&work));
        return Some(restored);
    }
    Some(open.map_or(restored, |id| files::open_stored(state, &id)))
}
