//! The dialog in which a reader chooses where the work is kept: in this browser, or in this tab alone.

use super::command::{Command, FormerWork, StorageCommand};
use super::controls::button;
use crate::strings;
use crate::view::{Element, count};

/// What is asked while the work is saved in the browser, which has so many articles.
pub(crate) fn ask_to_keep_in_tab(saved: usize) -> Vec<Element> {
    let keep = |label, former| button(label, &Command::Storage(StorageCommand::KeepInTab(former)));
    let lead = Element::new("p").text(strings::TAB_ONLY_LEAD);
    let buttons = Element::new("div").class("buttons");
    if saved == 0 {
        return vec![lead, buttons.child(keep(strings::TAB_ONLY, FormerWork::Leave).class("primary"))];
    }
    let articles = count(saved, strings::ARTICLES);
    let said = strings::fill(strings::TAB_ONLY_SAVED_BEFORE, &[&articles]);
    let leave = keep(strings::TAB_ONLY_LEAVE, FormerWork::Leave).class("primary");
    let buttons = buttons.child(leave).child(keep(strings::TAB_ONLY_REMOVE, FormerWork::Remove));
    vec![lead, Element::new("p").text(said), buttons]
}

/// What is asked while the work is kept in the tab.
pub(crate) fn ask_to_save() -> Vec<Element> {
    let save = button(strings::SAVE_IN_BROWSER, &Command::Storage(StorageCommand::SaveInBrowser));
    vec![
        Element::new("p").text(strings::TAB_ONLY_IS_ON),
        Element::new("div").class("buttons").child(save.class("primary")),
    ]
}
