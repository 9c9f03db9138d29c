//! The checkboxes of a list, and what can be done with the ticked entries.

use super::entries::PanelEntry;
use super::ticks::Ticks;
use crate::annotation::Annotation;
use crate::guidelines::{Guidelines, MarkedKind};
use crate::page::clip::clip;
use crate::page::command::{Command, Field, ListCommand, ReviewCommand};
use crate::page::controls::{SelectOption, bare_button, button, options};
use crate::page::kinds::QUOTE_KINDS;
use crate::session::Session;
use crate::strings;
use crate::view::wire::{json, wire_name};
use crate::view::{ENTITY_KINDS, Element, entity_kind, quote_kind};

/// The checkbox of an entry; with the Shift key it ticks all entries from the one ticked before.
pub(super) fn checkbox(session: &Session, ticks: &Ticks, entry: &PanelEntry) -> Option<Element> {
    let ids = entry.ids();
    let &id = ids.first()?;
    let name = match entry {
        PanelEntry::Name(name, _) => (*name).to_owned(),
        _ => clip(session.document().slice(entry.annotations().first()?.spans.first()), 60),
    };
    let name = strings::fill(strings::TICK, &[&name]);
    Some(
        tick(ListCommand::Tick(id), &ticks.has_all(&ids).to_string(), &name)
            .with("data-shift-command", json(&Command::List(ListCommand::TickTo(id)))),
    )
}

fn tick(command: ListCommand, is_checked: &str, name: &str) -> Element {
    bare_button(&Command::List(command))
        .class("tick")
        .with("role", "checkbox")
        .with("aria-checked", is_checked)
        .with("aria-label", name)
}

/// What stands over a list with checkboxes: one for all entries, and with something ticked what can be done with that.
pub(super) fn bar(guidelines: &Guidelines, ticks: &Ticks, entries: &[&PanelEntry]) -> Option<Element> {
    let able = || entries.iter().copied().filter(|entry| entry.can_be_ticked());
    able().next()?;
    let is_ticked = |entry: &&PanelEntry| !ticks.is_empty() && ticks.has_all(&entry.ids());
    let ticked: Vec<&PanelEntry> = able().filter(is_ticked).collect();
    let state = match ticked.len() {
        0 => "false",
        n if n == able().count() => "true",
        _ => "mixed",
    };
    let all = tick(ListCommand::TickShown, state, strings::TICK_SHOWN);
    let bar = Element::new("div")
        .class("ticks")
        .with("role", "group")
        .with("aria-label", strings::SELECTED_ENTRIES)
        .child(all);
    if ticked.is_empty() {
        return Some(bar.child(label(strings::TICK_SHOWN)));
    }
    let said = strings::fill(strings::N_TICKED, &[&ticked.len(), &able().count()]);
    let judge = |label, command| button(label, &Command::Review(command));
    Some(
        bar.child(label(&said).with("role", "status"))
            .child(judge(strings::CONFIRM, ReviewCommand::ConfirmTicked))
            .child(judge(strings::REJECT, ReviewCommand::RejectTicked))
            .children(kinds(guidelines, &ticked)),
    )
}

fn label(text: &str) -> Element {
    Element::new("span").class("facts").text(text)
}

/// The kinds that fit what is ticked; none where it is of several sorts.
fn kinds(guidelines: &Guidelines, ticked: &[&PanelEntry]) -> Option<Element> {
    let all = |is_so: fn(&Annotation) -> bool| {
        ticked.iter().all(|entry| entry.annotations().iter().all(|a| is_so(a)))
    };
    let choices: Vec<(String, &str)> = if all(|a| a.entity().is_some()) {
        let kinds = ENTITY_KINDS.iter().filter(|&&kind| guidelines.allows_kind(MarkedKind::Entity(kind)));
        kinds.map(|kind| (wire_name(kind), entity_kind(*kind))).collect()
    } else if all(|a| a.quote().is_some()) {
        let kinds = QUOTE_KINDS.iter().filter(|&&kind| guidelines.allows_kind(MarkedKind::Quote(kind)));
        kinds.map(|kind| (wire_name(kind), quote_kind(*kind))).collect()
    } else {
        return None;
    };
    let none = SelectOption { value: String::new(), label: strings::KIND_TO_CHOOSE, is_chosen: true };
    let choices = choices.into_iter().map(|(value, label)| SelectOption { value, label, is_chosen: false });
    Some(
        Element::new("select")
            .changes(&Field::TickedKind)
            .with("aria-label", strings::CHANGE_KIND_TO)
            .children(options(std::iter::once(none).chain(choices))),
    )
}
