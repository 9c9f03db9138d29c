//! Reminds the reader of back-ups.

use super::reply::Reply;
use super::state::State;
use super::{backup_folder, dom};
use crate::page::reminder::{folder, render};

const MILLISECONDS_A_DAY: f64 = 86_400_000.0;

const MILLISECONDS_A_MINUTE: f64 = 60_000.0;

/// The day in the reader's time zone, counted from 1 January 1970.
pub(super) fn today() -> i64 {
    let now = js_sys::Date::new_0();
    ((now.get_time() - now.get_timezone_offset() * MILLISECONDS_A_MINUTE) / MILLISECONDS_A_DAY).floor() as i64
}

/// Notes that there is work of today.
pub(super) fn note_change(state: &mut State) {
    if state.saving.note_day(today()) {
        draw(state);
    }
}

/// Shows the reminder if it is time, and whether the folder needs permission.
pub(super) fn draw(state: &State) {
    let days = state.saving.library.backup_log().reminder(today());
    dom::fill(&dom::by_id("reminder"), &render(days, state.folder.view().as_ref()));
}

/// Shows in the back-up dialog which folder back-ups go into, where the browser has folders to offer.
pub(super) fn draw_folder(state: &State) {
    let section = dom::by_id("backup-folder-section");
    dom::set_attribute(&section, "hidden", (!backup_folder::is_offered()).then_some(""));
    dom::fill(&dom::by_id("backup-folder"), &folder(state.folder.view().as_ref()));
}

/// The reader does not want to be reminded now.
pub(super) fn dismiss(state: &mut State) -> Reply {
    state.saving.change_backup_log(|log| log.dismiss(today()));
    draw(state);
    Reply::done()
}
