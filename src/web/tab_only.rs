//! The choice to keep the work in this tab alone, and what comes along when it is made.
//!
//! Both stand in the session storage, which belongs to the tab and ends with it. What comes along is there for the length
//! of a reload.

use web_sys::Storage;

use crate::page::command::FormerWork;

/// There while the choice holds. Its value says what is still to be done with what was saved before.
const CHOICE: &str = "pullquote/tab-only";
const LEAVE_FORMER: &str = "leave";
const REMOVE_FORMER: &str = "remove";

/// The work that comes along, as a back-up.
const LUGGAGE: &str = "pullquote/taken-along";

/// Whether the work is kept in this tab alone.
pub(super) fn is_on() -> bool {
    thread_local! {
        // Fixed at the start: the page saves in one way as long as it lives.
        static IS_ON: bool = read(CHOICE).is_some();
    }
    IS_ON.with(|is_on| *is_on)
}

/// Keeps the work in this tab from the next load on. `None` where the session storage takes neither choice nor work.
pub(super) fn choose(former: FormerWork, work: Option<&str>) -> Option<()> {
    let choice = match former {
        FormerWork::Leave => LEAVE_FORMER,
        FormerWork::Remove => REMOVE_FORMER,
    };
    pack(work)?;
    storage()?.set_item(CHOICE, choice).ok()
}

/// Saves in the browser from the next load on. `None` where the session storage does not take the work.
pub(super) fn choose_browser(work: &str) -> Option<()> {
    pack(Some(work))?;
    storage()?.remove_item(CHOICE).ok()
}

/// Puts the work where the next load finds it.
pub(super) fn pack(work: Option<&str>) -> Option<()> {
    work.map_or(Some(()), |work| storage()?.set_item(LUGGAGE, work).ok())
}

/// Takes the work that came along.
pub(super) fn unpack() -> Option<String> {
    let work = read(LUGGAGE)?;
    storage()?.remove_item(LUGGAGE).ok();
    Some(work)
}

/// Whether what was saved before is to be removed; asks once.
pub(super) fn takes_former_away() -> bool {
    let is_removing = read(CHOICE).as_deref() == Some(REMOVE_FORMER);
    if is_removing {
        storage().map(|storage| storage.set_item(CHOICE, LEAVE_FORMER));
    }
    is_removing
}

fn storage() -> Option<Storage> {
    gloo::utils::window().session_storage().ok().flatten()
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}
