//! Draws what changed, and only that: a paragraph, the panel, the card.

use super::dom;
use super::state::State;
use crate::page::{card, export, library, newer, panel, progress, shortcuts, welcome};
use crate::session::{Changed, Session};
use crate::store::StoreError;
use crate::view::article;

/// From this many paragraphs on, the browser lays out only those in view: below, it would save nothing and cut
/// off the labels that stand over a paragraph's first line.
const LONG: usize = 150;

/// The whole page.
pub fn everything(state: &State) {
    let place = State::dom_article();
    match &state.session {
        Some(session) => {
            let long = LONG < session.document().paragraphs().len();
            let _ = place.class_list().toggle_with_force("long", long);
            dom::fill(&place, &article::render(session.document(), session.set()));
        }
        None => dom::fill(&place, [&welcome::render()]),
    }
    let _ =
        dom::document().body().map(|b| b.set_attribute("data-open", &state.session.is_some().to_string()));
    dom::fill(&dom::by_id("keys-list"), [&shortcuts::render()]);
    dom::fill(&dom::by_id("format"), &export::options());
    panel(state);
    selection(state);
}

/// The paragraphs that a change touched, and what hangs on the set.
pub fn changed(state: &State, changed: &Changed) {
    let Some(session) = &state.session else { return };
    for &index in &changed.paragraphs {
        if let Some(old) = dom::find(&format!("#article > [data-paragraph=\"{index}\"]")) {
            dom::replace(&old, &article::paragraph(session.document(), session.set(), index));
        }
    }
    panel(state);
    selection(state);
}

/// The panel's tabs and list.
pub fn panel(state: &State) {
    let empty = Session::default();
    let session = state.session.as_ref().unwrap_or(&empty);
    dom::fill(&dom::by_id("tabs"), [&panel::tabs(session, state.choice, &state.orphans)]);
    dom::fill(&dom::by_id("list"), [&panel::list(session, state.choice, &state.orphans)]);
    let changes = state.report.as_ref().map(|_| newer::button());
    dom::fill(&dom::by_id("progress"), progress::render(session).iter().chain(&changes));
    step("undo", session.history().next_undo().map(|s| s.label.as_str()));
    step("redo", session.history().next_redo().map(|s| s.label.as_str()));
}

/// Undo and Redo can be pressed when there is something to undo; their tooltips say what.
fn step(act: &str, label: Option<&str>) {
    let Some(button) = dom::find(&format!("header [data-act={act}]")) else { return };
    let _ = button.toggle_attribute_with_force("disabled", label.is_none());
    let _ = button.set_attribute("title", label.unwrap_or(""));
}

/// Which annotation is looked at: its marks, those of its speaker and cue, its entry and its card.
pub fn selection(state: &State) {
    for mark in dom::find_all("#article mark:is(.selected, .linked, [tabindex])") {
        let _ = mark.class_list().remove_2("selected", "linked");
        let _ = mark.remove_attribute("tabindex");
    }
    let empty = Session::default();
    let session = state.session.as_ref().unwrap_or(&empty);
    let selected = session.selected().map(|a| a.id);
    if let Some(id) = selected {
        each_mark(id, |mark| mark.class_list().add_1("selected"));
        let tied =
            session.set().relations_of(id).into_iter().map(|r| if r.from == id { r.to } else { r.from });
        tied.for_each(|other| each_mark(other, |mark| mark.class_list().add_1("linked")));
    }
    // One mark can be reached with the Tab key: the selected one, or the first. The others cannot have the focus at
    // all: where marks that can are nested, Chromium lets go of a selection that is dragged out of the inner one.
    let reach = selected.map_or("#article mark".to_owned(), |id| marks_of(&id.to_string()));
    if let Some(mark) = dom::find(&reach) {
        let _ = mark.set_attribute("tabindex", "0");
    }
    for entry in dom::find_all("#list .entry[aria-current]") {
        let _ = entry.remove_attribute("aria-current");
    }
    if let Some(id) = selected {
        for entry in dom::find_all(&format!("#list .entry[data-id='{id}']")) {
            let _ = entry.set_attribute("aria-current", "true");
        }
    }
    dom::fill(&dom::by_id("card"), [&card::render(session)]);
}

fn marks_of(id: &str) -> String {
    format!("#article mark[data-annotation='{id}']")
}

fn each_mark(
    id: crate::annotation::Id,
    change: impl Fn(&web_sys::Element) -> Result<(), wasm_bindgen::JsValue>,
) {
    for mark in dom::find_all(&marks_of(&id.to_string())) {
        let _ = change(&mark);
    }
}

/// Brings the selected annotation into view; with `focus`, the keyboard goes there too.
pub fn show_selected(state: &State, focus: Focus) {
    let Some(selected) = state.session.as_ref().and_then(Session::selected) else { return };
    let Some(mark) = dom::find(&marks_of(&selected.id.to_string())) else { return };
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    mark.scroll_into_view_with_scroll_into_view_options(&options);
    if focus == Focus::Mark {
        dom::focus(&mark);
    }
}

/// Where the keyboard goes when what had it is gone: the dialog that is open, the selected mark, the article.
pub fn refocus(state: &State) {
    let selected = state.session.as_ref().and_then(Session::selected);
    let mark = || selected.and_then(|a| dom::find(&marks_of(&a.id.to_string())));
    let place = dom::find("dialog[open] button").or_else(mark);
    dom::focus(&place.unwrap_or_else(State::dom_article));
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Mark,
    Stay,
}

/// What changed since the older version, in its dialog.
pub fn report(state: &State) {
    let content = state.report.as_ref().map(newer::render).unwrap_or_default();
    dom::fill(&dom::by_id("report"), &content);
}

/// The list of saved articles, in its dialog.
pub fn library(state: &State) -> Result<(), StoreError> {
    let (entries, damaged) = state.library.list()?;
    let usage = state.library.usage()?;
    let current = Some(state.id()).filter(|id| !id.is_empty());
    dom::fill(&dom::by_id("library-list"), [&library::render(&entries, current, usage, &damaged)]);
    if let Some(id) = &state.removing
        && let Some(button) = dom::find(&format!("#library-list [data-act='library-remove'][data-id='{id}']"))
    {
        button.set_text_content(Some("Really remove?"));
        let _ = button.remove_attribute("aria-label");
        dom::focus(&button);
    }
    Ok(())
}

/// Says in the page whether the work is saved.
pub fn saved(outcome: &Result<(), StoreError>) {
    let place = dom::by_id("saved");
    match outcome {
        Ok(()) => place.set_text_content(Some("Saved")),
        Err(error) => {
            place.set_text_content(Some("Not saved"));
            dom::by_id("status").set_text_content(None);
            dom::by_id("alert").set_text_content(Some(&error.to_string()));
        }
    }
}
