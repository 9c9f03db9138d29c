//! What the page's buttons, fields and keys ask for.

use std::collections::BTreeSet;

use super::draw::{self, Focus};
use super::files;
use super::state::State;
use super::{Reply, dom, selection};
use crate::annotation::{EntityKind, Id, QuoteKind, RelationKind};
use crate::page::panel::{Order, Tab};
use crate::session::{Action, ActionError, Changed, Edge, Label, Move, SAMPLE, Session};
use crate::view::article;

/// Does what `act` names. `id` is an annotation's, or empty for the selected one.
pub fn act(state: &mut State, act: &str, id: &str, value: &str) -> Reply {
    match act {
        "undo" => history(state, Session::undo, "Nothing to undo"),
        "redo" => history(state, Session::redo, "Nothing to redo"),
        "sample" => files::open_text(state, SAMPLE, ""),
        "format" => files::tell_of_format(value),
        "dialog-open" => Reply::dialog("open-dialog"),
        "dialog-keys" => Reply::dialog("keys-dialog"),
        "library" | "library-open" | "library-remove" => library(state, act, id),
        "tab" | "order" => choose(state, act, id),
        "select" => select(state, id, value),
        "next" | "previous" | "next-unsure" => walk(state, act),
        "deselect" => deselect(state),
        "mark" | "as-speaker" | "as-cue" => mark(state, act, value),
        "analyse" => perform_with(state, |session| session.analyse_again()),
        "focus-speaker" => focus("set-speaker"),
        "focus-note" => focus("set-note"),
        "focus-tags" => focus("set-tags"),
        _ => change(state, act, id, value),
    }
}

type Step = fn(&mut Session) -> Result<Option<Changed>, crate::edit::EditError>;

fn history(state: &mut State, step: Step, nothing: &str) -> Reply {
    let Some(session) = &mut state.session else { return Reply::said(nothing) };
    match step(session) {
        Ok(Some(changed)) => state.changed(changed),
        Ok(None) => Reply::said(nothing),
        Err(error) => Reply::failed("edit", error.to_string()),
    }
}

fn perform_with(state: &mut State, work: impl FnOnce(&mut Session) -> Result<Changed, ActionError>) -> Reply {
    let Some(session) = &mut state.session else { return Reply::said("Open an article first") };
    match work(session) {
        Ok(changed) => state.changed(changed),
        Err(ActionError::Nothing(why)) => Reply::said(why),
        Err(error) => Reply::failed("edit", error.to_string()),
    }
}

/// An action on an annotation.
fn change(state: &mut State, act: &str, id: &str, value: &str) -> Reply {
    let selected = state.session.as_ref().and_then(Session::selected).map(|a| a.id);
    let Some(id) = id.parse().ok().or(selected) else {
        return Reply::said("Select an annotation first");
    };
    let value = value.to_owned();
    let resize = |edge, towards| Action::Resize { id, edge, towards };
    let action = match act {
        "confirm" => Action::Confirm { id },
        "reject" => Action::Reject { id },
        "delete" => Action::Delete { id },
        "mark-all" => Action::MarkAll { id },
        "set-speaker" => Action::SetSpeaker { id, name: value },
        "set-name" => Action::SetName { id, name: value },
        "set-value" => Action::SetValue { id, value },
        "set-note" => Action::SetNote { id, note: value },
        "set-tags" => Action::SetTags { id, tags: value },
        "set-kind" => match label(&value) {
            Some(label) => Action::SetKind { id, label },
            None => return Reply::default(),
        },
        "start-out" => resize(Edge::Start, Move::Out),
        "start-in" => resize(Edge::Start, Move::In),
        "end-out" => resize(Edge::End, Move::Out),
        "end-in" => resize(Edge::End, Move::In),
        _ => return Reply::default(),
    };
    perform_with(state, |session| session.perform(action))
}

/// The kind that a value of the page names: `quote`, `direct`, `PERSON`, `date`, `note`.
fn label(value: &str) -> Option<Label> {
    match value {
        "quote" => Some(Label::Quote),
        "date" => Some(Label::Date),
        "note" => Some(Label::Note),
        _ => {
            let json = serde_json::Value::String(value.to_owned());
            let quote = serde_json::from_value::<QuoteKind>(json.clone()).ok().map(Label::QuoteOf);
            quote.or_else(|| serde_json::from_value::<EntityKind>(json).ok().map(Label::Entity))
        }
    }
}

/// Marks the selected words, or makes them the speaker or the cue of the selected quotation.
fn mark(state: &mut State, act: &str, value: &str) -> Reply {
    let Some(span) = state.session.as_ref().and_then(selection::read) else {
        return Reply::said("Select some words in the article first");
    };
    let selected = state.session.as_ref().and_then(Session::selected).map(|a| a.id);
    let action = match (act, selected) {
        ("as-speaker", Some(id)) => Action::SetMention { id, span, kind: RelationKind::SpokenBy },
        ("as-cue", Some(id)) => Action::SetMention { id, span, kind: RelationKind::CuedBy },
        ("mark", _) => match label(value) {
            Some(label) => Action::Mark { span, label },
            None => return Reply::default(),
        },
        _ => return Reply::said("Select a quotation first"),
    };
    let reply = perform_with(state, |session| session.perform(action));
    selection::clear();
    // The words are in view: they were selected just now.
    draw::refocus(state);
    reply
}

/// Looks at an annotation. From the article, `value` lists the marks under the pointer, innermost first:
/// pressing again goes outwards. From the panel it is empty, and the article scrolls there.
fn select(state: &mut State, id: &str, value: &str) -> Reply {
    let selected = state.session.as_ref().and_then(Session::selected).map(|a| a.id);
    let under: Vec<Id> = value.split_whitespace().filter_map(|id| id.parse().ok()).collect();
    if let Some(&first) = under.first() {
        let here = under.iter().position(|&id| Some(id) == selected);
        state.select(Some(here.map_or(first, |i| under[(i + 1) % under.len()])));
        return Reply::done();
    }
    state.select(id.parse().ok());
    if state.choice.tab == Tab::Entities {
        draw::panel(state);
        if let Some(entry) = dom::find("#list .entry[aria-current]") {
            dom::focus(&entry);
        }
    }
    draw::show_selected(state, Focus::Stay);
    Reply::done()
}

fn deselect(state: &mut State) -> Reply {
    selection::clear();
    state.select(None);
    Reply::done()
}

/// Goes to the next or previous annotation in the order of the text, or to the next unsure one; from the last to
/// the first. What is looked at need not be on the way: after a rejection the way goes on from there.
fn walk(state: &mut State, act: &str) -> Reply {
    let Some(session) = &state.session else { return Reply::said("Open an article first") };
    let set = session.set();
    let unsure_alone = act == "next-unsure";
    let wanted = |id: &&Id| !unsure_alone || set.get(**id).is_some_and(crate::view::is_unsure);
    let way = article::way(set);
    let way: BTreeSet<Id> = way.iter().filter(wanted).copied().collect();
    let order: Vec<Id> = set.in_order().map(|a| a.id).collect();
    let here = session.selected().and_then(|selected| order.iter().position(|&id| id == selected.id));
    let (before, after) = here.map_or((&[][..], &order[..]), |i| (&order[..i], &order[i + 1..]));
    let is_on_way = |id: &&Id| way.contains(*id);
    let found = if act == "previous" {
        before.iter().rev().chain(after.iter().rev()).find(is_on_way)
    } else {
        after.iter().chain(before).find(is_on_way)
    };
    let Some(&id) = found else { return Reply::said("There is no other") };
    state.select(Some(id));
    draw::show_selected(state, Focus::Mark);
    Reply::done()
}

fn choose(state: &mut State, act: &str, id: &str) -> Reply {
    let value = serde_json::Value::String(id.to_owned());
    match act {
        "tab" => state.choice.tab = serde_json::from_value::<Tab>(value).unwrap_or_default(),
        _ => state.choice.order = serde_json::from_value::<Order>(value).unwrap_or_default(),
    }
    draw::panel(state);
    let again = if act == "tab" {
        format!("#{}", state.choice.tab.id())
    } else {
        format!("[data-act=order][data-id={id}]")
    };
    if let Some(button) = dom::find(&again) {
        dom::focus(&button);
    }
    Reply::done()
}

fn focus(field: &str) -> Reply {
    match dom::find(&format!("#card [data-change='{field}']")) {
        Some(field) => {
            dom::focus(&field);
            Reply::done()
        }
        None => Reply::said("Select an annotation that has this first"),
    }
}

fn library(state: &mut State, act: &str, id: &str) -> Reply {
    if act == "library-open" {
        return open_stored(state, id);
    }
    if act == "library-remove" {
        if state.removing.as_deref() == Some(id) {
            if let Err(error) = state.library.remove(id) {
                return Reply::failed("storage", error.to_string());
            }
            state.removing = None;
            if state.id() == id {
                state.close();
                draw::everything(state);
            }
        } else {
            state.removing = Some(id.to_owned());
        }
    } else {
        state.removing = None;
    }
    match draw::library(state) {
        Ok(()) => Reply::dialog("library-dialog"),
        Err(error) => Reply::failed("storage", error.to_string()),
    }
}

fn open_stored(state: &mut State, id: &str) -> Reply {
    if let Err(error) = state.save() {
        return Reply::failed("storage", error.to_string());
    }
    match state.open_stored(id) {
        Ok(true) => {
            files::opened(state);
            Reply::said("Opened from the library").and_close().and_read()
        }
        Ok(false) => Reply::failed("storage", "This article is not in the library any more"),
        Err(error) => Reply::failed("storage", error.to_string()),
    }
}
