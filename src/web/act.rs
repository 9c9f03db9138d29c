//! What the page's buttons, fields and keys ask for.

use super::draw::{self, Focus};
use super::lists;
use super::state::State;
use super::{Reply, backup, correct, dom, files, handles, received, selection, steps};
use crate::annotation::{EntityKind, Id, QuoteKind, Verdict};
use crate::page::citation;
use crate::page::panel::{Order, Tab};
use crate::session::{
    Action, ActionError, Changed, Direction, EdgeMove, MarkKind, SAMPLE, Session, SpanEdge,
};
use crate::strings;
use crate::view::article;

/// Does what `act` names. `id` is an annotation's, or empty for the selected one.
pub(super) fn act(state: &mut State, act: &str, id: &str, value: &str) -> Reply {
    match act {
        "undo" => history(state, Session::undo, strings::NOTHING_TO_UNDO),
        "redo" => history(state, Session::redo, strings::NOTHING_TO_REDO),
        "sample" => files::open_text(state, SAMPLE, ""),
        "open-received" => received::open(state),
        "format" => files::tell_of_format(value),
        "dialog-open" => Reply::dialog("open-dialog"),
        "dialog-keys" => Reply::dialog("keys-dialog"),
        "backup" => backup::write(state),
        "backup-dialog" => {
            state.replacing = None;
            Reply::dialog("backup-dialog").and_close()
        }
        "library" | "library-open" | "library-remove" => library(state, act, id),
        "tab" | "order" => choose(state, act, id),
        "turn" => turn(state, value),
        "select" => select(state, id, value),
        "next" | "previous" => walk(state, act),
        "next-unsure" => correct::next_unchecked(state),
        "confirm-next" => correct::judge_and_go_on(state, Verdict::Confirmed),
        "reject-next" => correct::judge_and_go_on(state, Verdict::Rejected),
        "digit" => correct::digit(state, value),
        "join-next" | "join-previous" => correct::join(state, act),
        "rename-dialog" => correct::rename_dialog(state, id),
        "rename" => correct::rename(state),
        "copy-plain" => correct::copy(state, id, citation::plain),
        "copy-markdown" => correct::copy(state, id, citation::markdown),
        "elsewhere" => correct::elsewhere(state),
        "report" => {
            draw::report(state);
            Reply::dialog("report-dialog")
        }
        "show" => {
            state.select(id.parse().ok());
            draw::show_selected(state, Focus::Stay);
            Reply::done().and_close()
        }
        "deselect" => deselect(state),
        "put-away" => {
            draw::put_away();
            Reply::done()
        }
        "mark" | "as-speaker" | "as-cue" | "include" | "exclude" | "split" => {
            correct::with_words(state, act, value)
        }
        "analyse" => files::analyse_again(state),
        "walk" => steps::begin(state),
        "step" => steps::step(state, value).unwrap_or_default(),
        "drag" => handles::drag(state, id, value),
        "drop" => handles::drop(state, id, value),
        "complete-tags" => correct::complete_tags(state, value),
        "refocus" => {
            draw::refocus(state);
            Reply::done()
        }
        "focus-speaker" => focus(&["set-speaker", "set-name", "set-value"]),
        "focus-kind" => focus(&["set-kind"]),
        "focus-note" => focus(&["set-note"]),
        "focus-tags" => focus(&["set-tags"]),
        "stop-analysis" => files::stop_analysis(state),
        "confirm-shown" => judge_shown(state, |ids| Action::ConfirmAll { ids }),
        "reject-shown" => judge_shown(state, |ids| Action::RejectAll { ids }),
        _ => lists::act(state, act, id, value).unwrap_or_else(|| change(state, act, id, value)),
    }
}

/// A verdict on all that the filter lets through, as one step.
fn judge_shown(state: &mut State, action: fn(Vec<Id>) -> Action) -> Reply {
    let ids = lists::shown(state);
    perform_with(state, |session| session.perform(action(ids)))
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

pub(super) fn perform_with(
    state: &mut State,
    work: impl FnOnce(&mut Session) -> Result<Changed, ActionError>,
) -> Reply {
    let Some(session) = &mut state.session else { return Reply::said(strings::OPEN_FIRST) };
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
        return Reply::said(strings::SELECT_FIRST);
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
        "start-out" => resize(SpanEdge::Start, EdgeMove::Grow),
        "start-in" => resize(SpanEdge::Start, EdgeMove::Shrink),
        "end-out" => resize(SpanEdge::End, EdgeMove::Grow),
        "end-in" => resize(SpanEdge::End, EdgeMove::Shrink),
        _ => return Reply::default(),
    };
    correct::perform(state, action)
}

/// The kind that a value of the page names: `quote`, `direct`, `PERSON`, `date`, `note`.
pub(super) fn label(value: &str) -> Option<MarkKind> {
    match value {
        "quote" => Some(MarkKind::Quote),
        "date" => Some(MarkKind::Date),
        "note" => Some(MarkKind::Note),
        _ => {
            let json = serde_json::Value::String(value.to_owned());
            let quote = serde_json::from_value::<QuoteKind>(json.clone()).ok().map(MarkKind::QuoteOf);
            quote.or_else(|| serde_json::from_value::<EntityKind>(json).ok().map(MarkKind::Entity))
        }
    }
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
    // An entry of a name stands for another mention each time: it is another button then.
    if state.choice.tab == Tab::Entities
        && let Some(entry) = dom::find("#list .entry[aria-current]")
    {
        dom::focus(&entry);
    }
    draw::show_selected(state, Focus::Stay);
    Reply::done()
}

/// Where nothing is selected, the same key puts an error away.
fn deselect(state: &mut State) -> Reply {
    let is_selected = state.session.as_ref().is_some_and(|session| session.selected().is_some());
    if !is_selected {
        draw::put_away();
    }
    selection::clear();
    state.select(None);
    Reply::done()
}

/// Goes to the next or previous annotation in the order of the text; from the last to the first. What is looked at
/// need not be on the way: after a rejection the way goes on from there.
fn walk(state: &mut State, act: &str) -> Reply {
    let Some(session) = &state.session else { return Reply::said(strings::OPEN_FIRST) };
    let here = session.selected().map(|a| a.id);
    let found = match act {
        "previous" => article::next_on_way(session.set(), session.set().in_order().rev(), here),
        _ => article::next_on_way(session.set(), session.set().in_order(), here),
    };
    let Some(id) = found else { return Reply::said(strings::NO_OTHER) };
    state.select(Some(id));
    draw::show_selected(state, Focus::Mark);
    Reply::done()
}

/// The tab beside the chosen one, as the arrow keys go.
fn turn(state: &mut State, key: &str) -> Reply {
    let way = if key == "ArrowLeft" { Direction::Back } else { Direction::Forward };
    let tab = state.choice.tab.beside(way);
    choose(state, "tab", tab.value())
}

fn choose(state: &mut State, act: &str, id: &str) -> Reply {
    let value = serde_json::Value::String(id.to_owned());
    match act {
        "tab" => state.choice.tab = serde_json::from_value::<Tab>(value).unwrap_or_default(),
        _ => state.choice.order = serde_json::from_value::<Order>(value).unwrap_or_default(),
    }
    state.choice.page = 0;
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

/// Brings the keyboard to the first of these fields that the card has.
fn focus(fields: &[&str]) -> Reply {
    let find = |field: &&str| dom::find(&format!("#card [data-change='{field}']"));
    match fields.iter().find_map(find) {
        Some(field) => {
            dom::focus(&field);
            Reply::done()
        }
        None => Reply::said(strings::SELECT_FITTING),
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
            let _the_journal_forgets_it = state.journal_sync.cover(id);
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
            Reply::said(strings::SAID_OPENED).and_close().and_read()
        }
        Ok(false) => Reply::failed("storage", strings::GONE_FROM_LIBRARY),
        Err(error) => Reply::failed("storage", error.to_string()),
    }
}
