//! Draws what changed, and only that: a paragraph, the lists of the panel, the card.

use super::place::Place;
use super::state::State;
use super::{dom, handles};
use crate::annotation::{Annotation, Id};
use crate::page::panel::List;
use crate::page::{card, export, filter, language, library, newer, panel, progress, shortcuts, welcome};
use crate::session::{Changed, Session};
use crate::store::{Entry, StoreError};
use crate::strings;
use crate::view::{self, article};

/// From this many paragraphs on, an article is drawn as text first and its marks in slices, and the browser lays
/// out only what is in view: below, it would save nothing and cut off the labels that stand over a paragraph's
/// first line.
const LONG: usize = 150;

/// How long marks are drawn before the browser gets its turn, in milliseconds: half a frame.
const SLICE: f64 = 8.0;

/// The parts of the panel that show what the session holds.
pub(super) struct Places {
    tabs: Place,
    filter: Place,
    list: Place,
    progress: Place,
}

impl Places {
    pub(super) fn new() -> Places {
        Places {
            tabs: Place::new("tabs"),
            filter: Place::new("filter"),
            list: Place::new("list"),
            progress: Place::new("progress"),
        }
    }
}

/// What never changes.
pub(super) fn dialogs() {
    dom::fill(&dom::by_id("keys-list"), [&shortcuts::render()]);
    dom::fill(&dom::by_id("format"), &export::options());
}

/// Lays an article out where nobody sees it, and takes it away: the browser loads its fonts and makes its tables for
/// the first layout, which would have the reader wait.
pub(super) fn rehearse(session: &Session) {
    let choice = panel::Choice::default();
    let paragraphs = article::render(session.document(), session.set());
    let stage = view::Element::new("div")
        .class("rehearsal")
        .with("aria-hidden", "true")
        .child(view::Element::new("article").children(paragraphs))
        .child(
            view::Element::new("aside")
                .child(List::new(session, &choice, &[]).render())
                .child(card::render(session)),
        );
    let stage = dom::build(&stage);
    let Some(body) = dom::document().body() else { return };
    let _a_body_takes_it = body.append_child(&stage);
    let _laid_out = stage.get_bounding_client_rect();
    stage.remove();
}

/// The whole page.
pub(super) fn everything(state: &mut State) {
    article(state);
    let is_open = state.session.is_some().to_string();
    let _ = dom::document().body().map(|b| b.set_attribute("data-open", &is_open));
    head_of_panel(state);
    selection(state);
}

fn article(state: &mut State) {
    let place = State::dom_article();
    place.set_text_content(None);
    state.undrawn.clear();
    let notice = state.session.as_ref().and_then(|session| language::notice(session.document()));
    dom::fill(&dom::by_id("notice"), &notice);
    let Some(session) = &state.session else { return dom::append(&place, &welcome::render()) };
    let document = session.document();
    let n = document.paragraphs().len();
    let _ = place.class_list().toggle_with_force("long", LONG < n);
    for index in 0..n {
        let paragraph = if LONG < n {
            article::bare_paragraph(document, index)
        } else {
            article::paragraph(document, session.set(), index)
        };
        dom::append(&place, &paragraph);
    }
    if LONG < n {
        state.undrawn = (0..n).collect();
    }
}

/// All marks again, in slices: the set is another.
pub(super) fn marks_of_all(state: &mut State) {
    let n = state.session.as_ref().map_or(0, |s| s.document().paragraphs().len());
    state.undrawn = (0..n).collect();
    head_of_panel(state);
    selection(state);
}

/// Draws marks that are still to be drawn, for the length of a slice; whether there are more.
pub(super) fn some_marks(state: &mut State) -> bool {
    let clock = gloo::utils::window().performance();
    let now = || clock.as_ref().map_or(f64::INFINITY, web_sys::Performance::now);
    let end = now() + SLICE;
    while let Some(&index) = state.undrawn.first() {
        paragraph(state, index);
        if end < now() {
            break;
        }
    }
    !state.undrawn.is_empty()
}

/// One paragraph, as it is now.
fn paragraph(state: &mut State, index: usize) {
    state.undrawn.remove(&index);
    let Some(session) = &state.session else { return };
    if let Some(old) = paragraph_at(index) {
        dom::replace(&old, &article::paragraph(session.document(), session.set(), index));
    }
}

/// The paragraphs are the article's children, in order.
fn paragraph_at(index: usize) -> Option<web_sys::Element> {
    dom::child(&State::dom_article(), index)
}

/// The paragraphs that a change touched, and what hangs on the set.
pub(super) fn changed(state: &mut State, changed: &Changed) {
    remove_handles(state);
    for &index in &changed.paragraphs {
        paragraph(state, index);
    }
    head_of_panel(state);
    selection(state);
}

/// The panel: what stands over the list, and the list.
pub(super) fn panel(state: &mut State) {
    head_of_panel(state);
    list(state);
}

/// The tabs, the filters, how much is checked, and what can be undone.
fn head_of_panel(state: &mut State) {
    let empty = Session::default();
    let State { session, choice, orphans, places, found, report, .. } = state;
    let session = session.as_ref().unwrap_or(&empty);
    places.tabs.show([panel::tabs(session, choice, orphans)]);
    places.filter.show(filter::render(session, choice, orphans, found.position()));
    let changes = report.as_ref().map(|_| newer::button());
    places.progress.show(progress::render(session).into_iter().chain(changes));
    step("undo", session.history().next_undo().map(|s| s.label.as_str()));
    step("redo", session.history().next_redo().map(|s| s.label.as_str()));
}

/// The list, on the page with the annotation that is newly looked at.
fn list(state: &mut State) {
    let empty = Session::default();
    let State { session, choice, orphans, places, followed, .. } = state;
    let session = session.as_ref().unwrap_or(&empty);
    let selected = session.selected().map(|a| a.id);
    let mut list = List::new(session, choice, orphans);
    if *followed != selected {
        *followed = selected;
        list.page = selected.and_then(|id| list.page_of(id)).unwrap_or(list.page);
    }
    let (tree, page) = (list.render(), list.page);
    choice.page = page;
    places.list.show([tree]);
}

/// Undo and Redo can be pressed when there is something to undo; their tooltips say what.
fn step(act: &str, label: Option<&str>) {
    let Some(button) = dom::find(&format!("header [data-act={act}]")) else { return };
    let _ = button.toggle_attribute_with_force("disabled", label.is_none());
    let _ = button.set_attribute("title", label.unwrap_or(""));
}

/// Which annotation is looked at: its marks, those of its speaker and cue, its entry and its card.
pub(super) fn selection(state: &mut State) {
    list(state);
    marks_of_selected(state);
    let empty = Session::default();
    let session = state.session.as_ref().unwrap_or(&empty);
    let kind = session.selected().map_or("", |a| view::kind_of(&a.body));
    let _ = dom::document().body().map(|b| b.set_attribute("data-selected", kind));
    dom::fill(&dom::by_id("card"), [&card::render(session)]);
}

/// The marks are drawn without them.
fn remove_handles(state: &State) {
    state.dressed.iter().flat_map(|&index| marks_in(index, ".handle")).for_each(|handle| handle.remove());
}

fn marks_of_selected(state: &mut State) {
    remove_handles(state);
    for index in std::mem::take(&mut state.dressed) {
        for mark in marks_in(index, "mark:is(.selected, .linked, [tabindex])") {
            let _ = mark.class_list().remove_2("selected", "linked");
            let _ = mark.remove_attribute("tabindex");
        }
    }
    let Some(session) = &state.session else { return };
    let selected = session.selected().map(|a| a.id);
    let tied = selected.map_or(vec![], |id| tied_to(session, id));
    for id in selected.into_iter().chain(tied.iter().copied()) {
        for index in paragraphs_of(state, id) {
            if state.undrawn.contains(&index) {
                paragraph(state, index);
            }
            state.dressed.push(index);
        }
    }
    if let Some(id) = selected {
        let marks = marks_of(state, id);
        marks.iter().for_each(|mark| drop(mark.class_list().add_1("selected")));
        handles::put(&marks);
    }
    for mark in tied.iter().flat_map(|&id| marks_of(state, id)) {
        let _ = mark.class_list().add_1("linked");
    }
    // One mark can be reached with the Tab key: the selected one, or the first. The others cannot have the focus at
    // all: where marks that can are nested, Chromium lets go of a selection that is dragged out of the inner one.
    let reach = match selected {
        Some(id) => marks_of(state, id).into_iter().next(),
        None => dom::find("#article mark"),
    };
    let Some(mark) = reach else { return };
    let _ = mark.set_attribute("tabindex", "0");
    let paragraph = mark.closest("[data-paragraph]").ok().flatten();
    let index: Option<usize> = paragraph.and_then(|p| p.get_attribute("data-paragraph")?.parse().ok());
    state.dressed.extend(index);
}

/// The annotations at the other ends of an annotation's ties.
fn tied_to(session: &Session, id: Id) -> Vec<Id> {
    let ties = session.set().relations_of(id).into_iter();
    ties.map(|r| if r.from == id { r.to } else { r.from }).collect()
}

fn paragraphs_of(state: &State, id: Id) -> Vec<usize> {
    let Some(session) = &state.session else { return vec![] };
    let of = |a: &Annotation| article::paragraphs_of(session.document(), a).collect();
    session.set().get(id).map_or(vec![], of)
}

fn marks_in(paragraph: usize, selector: &str) -> Vec<web_sys::Element> {
    paragraph_at(paragraph).map_or(vec![], |p| dom::find_all_in(&p, selector))
}

/// The marks of an annotation, in the order of the text.
fn marks_of(state: &State, id: Id) -> Vec<web_sys::Element> {
    let selector = format!("mark[data-annotation='{id}']");
    let mut paragraphs = paragraphs_of(state, id);
    paragraphs.dedup();
    paragraphs.into_iter().flat_map(|index| marks_in(index, &selector)).collect()
}

/// The annotation under the pointer, in the article or in a list: its quotation shows with speaker and cue.
pub(super) fn point(state: &mut State, id: Option<Id>) {
    if state.pointed == id {
        return;
    }
    for mark in near(state).into_iter().flat_map(|id| marks_of(state, id)) {
        let _ = mark.class_list().remove_1("near");
    }
    state.pointed = id;
    for mark in near(state).into_iter().flat_map(|id| marks_of(state, id)) {
        let _ = mark.class_list().add_1("near");
    }
}

/// What belongs to the annotation under the pointer: a quotation with its speaker and cue, from any of the three.
fn near(state: &State) -> Vec<Id> {
    let (Some(session), Some(id)) = (&state.session, state.pointed) else { return vec![] };
    let quotes: Vec<Id> = session.set().leading_to(id).map(|a| a.id).collect();
    let quotes = if quotes.is_empty() { vec![id] } else { quotes };
    quotes.iter().flat_map(|&quote| std::iter::once(quote).chain(tied_to(session, quote))).collect()
}

/// Brings the selected annotation into view; with `focus`, the keyboard goes there too.
pub(super) fn show_selected(state: &State, focus: Focus) {
    let Some(selected) = state.session.as_ref().and_then(Session::selected) else { return };
    let Some(mark) = marks_of(state, selected.id).into_iter().next() else { return };
    dom::scroll_into_view(&mark);
    if focus == Focus::Mark {
        dom::focus(&mark);
    }
}

/// Where the keyboard goes when what had it is gone: the dialog that is open, the selected mark, the article.
pub(super) fn refocus(state: &State) {
    let selected = state.session.as_ref().and_then(Session::selected);
    let mark = || marks_of(state, selected?.id).into_iter().next();
    // A button that is hidden does not take it.
    let in_dialog = dom::find_all("dialog[open] button").into_iter();
    for place in in_dialog.chain(mark()).chain([State::dom_article()]) {
        dom::focus(&place);
        if dom::has_focus() {
            return;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Focus {
    Mark,
    Stay,
}

/// What changed since the older version, in its dialog.
pub(super) fn report(state: &State) {
    let content = state.report.as_ref().map(newer::render).unwrap_or_default();
    dom::fill(&dom::by_id("report"), &content);
}

/// The list of saved articles, in its dialog.
pub(super) fn library(state: &State) -> Result<(), StoreError> {
    let (entries, damaged) = state.library.list()?;
    let shelf = library::Shelf {
        entries: &entries,
        current: Some(state.id()).filter(|id| !id.is_empty()),
        room: state.room()?,
        damaged: &damaged,
        words: &state.shelf_search,
    };
    // A text that cannot be read has no hit; the list says so of its record when it is opened.
    let hit = |entry: &Entry| {
        let text = state.library.text(&entry.id).ok().flatten()?;
        library::Hit::find(&text, state.shelf_search.trim())
    };
    dom::fill(&dom::by_id("library-list"), [&library::render(&shelf, hit)]);
    if let Some(id) = &state.removing
        && let Some(button) = dom::find(&format!("#library-list [data-act='library-remove'][data-id='{id}']"))
    {
        button.set_text_content(Some(strings::REALLY_REMOVE));
        let _ = button.remove_attribute("aria-label");
        dom::focus(&button);
    }
    Ok(())
}

/// Says in the page that the start takes longer than it should, and why.
pub(super) fn waiting() {
    dom::by_id("alert").set_text_content(Some(strings::WAITING));
}

/// The start waits no more.
pub(super) fn waited() {
    let alert = dom::by_id("alert");
    if alert.text_content().as_deref() == Some(strings::WAITING) {
        alert.set_text_content(None);
    }
}

/// Says in the page that the last step is not saved yet.
pub(super) fn saving() {
    dom::by_id("saved").set_text_content(Some(strings::SAVING));
}

/// Says in the page whether the work is saved.
pub(super) fn saved(outcome: &Result<(), StoreError>) {
    let place = dom::by_id("saved");
    match outcome {
        Ok(()) => {
            place.set_text_content(Some(strings::SAVED));
            let (rescue, alert) = (dom::by_id("rescue"), dom::by_id("alert"));
            if rescue.has_attribute(UNSAVED) {
                alert.set_text_content(None);
                let _there_may_be_none = alert.remove_attribute(PUT_AWAY);
                let _it_was_there = rescue.remove_attribute(UNSAVED);
            }
        }
        Err(error) => {
            place.set_text_content(Some(strings::NOT_SAVED));
            tell_unsaved(&error.to_string());
        }
    }
}

/// Says why something is not saved, at each attempt, unless the reader has put just this away.
fn tell_unsaved(why: &str) {
    let alert = dom::by_id("alert");
    if alert.get_attribute(PUT_AWAY).as_deref() != Some(why) {
        dom::by_id("status").set_text_content(None);
        alert.set_text_content(Some(why));
    }
    offer_backup();
}

/// Puts away what went wrong, as the reader has read it. It is said again only if it is another.
pub(super) fn put_away() {
    let alert = dom::by_id("alert");
    if let Some(text) = alert.text_content().filter(|text| !text.is_empty()) {
        let _ = alert.set_attribute(PUT_AWAY, &text);
        alert.set_text_content(None);
    }
}

/// What the reader has put away, until all is saved.
const PUT_AWAY: &str = "data-put-away";

/// The offer of a back-up has this while something is not saved.
const UNSAVED: &str = "data-unsaved";

/// Offers a back-up under the message that something could not be saved, until it is.
pub(super) fn offer_backup() {
    let _ = dom::by_id("rescue").set_attribute(UNSAVED, "");
}

/// Warns when the room is nearly gone, and offers a back-up.
pub(super) fn room(warning: Option<&str>) {
    let rescue = dom::by_id("rescue");
    let _ = rescue.toggle_attribute_with_force("data-full", warning.is_some());
    if let Some(text) = rescue.first_element_child() {
        text.set_text_content(warning);
    }
}

/// Shows or hides that a long article is being analysed.
pub(super) fn working(state: &State) {
    let _ = dom::by_id("working").toggle_attribute_with_force("hidden", !state.is_analysing);
    let _ = State::dom_article().set_attribute("aria-busy", &state.is_analysing.to_string());
}
