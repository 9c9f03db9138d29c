//! Draws the state, and of it only what changed: a paragraph, the lists of the panel, the card.

use std::collections::BTreeSet;

use super::deep_reader::is_served;
use super::state::{DrawnPage, State};
use super::{dom, handles, paragraphs};
use crate::annotation::{Annotation, Id};
use crate::page::command::{Command, HistoryCommand, PagePart, ViewCommand};
use crate::page::panel::{EntryList, ListCounts, PanelChoice};
use crate::page::{card, deep, filter_bar, language, layers as layer_bar, newer, panel, progress, welcome};
use crate::session::{Changed, Session};
use crate::sorting::CollectSorted as _;
use crate::view::wire::wire_name;
use crate::view::{self, article};

/// What is looked at keeps this distance from the card, in CSS pixels.
const MARGIN: f64 = 16.0;

/// How long marks are drawn before the browser gets its turn, in milliseconds: half a frame.
const SLICE: f64 = 8.0;

/// Lays an article out where nobody sees it, and removes it. The browser loads fonts and builds tables for its first
/// layout; done now, it does not delay the reader.
pub(super) fn rehearse(session: &Session) {
    let choice = PanelChoice::default();
    let paragraphs = article::render(session.document(), session.set());
    let stage = view::Element::new("div")
        .class("rehearsal")
        .with("aria-hidden", "true")
        .child(view::Element::new("article").children(paragraphs))
        .child(
            view::Element::new("aside")
                .child(EntryList::new(session, &choice, &[]).render())
                .child(card::render(session, choice.card)),
        );
    let stage = dom::build(&stage);
    let Some(body) = dom::document().body() else { return };
    // Without it there is nothing to lay out, and nothing is lost.
    body.append_child(&stage).ok();
    // Asking for the size has the browser lay the article out.
    stage.get_bounding_client_rect();
    stage.remove();
}

/// The whole page.
pub(super) fn everything(state: &mut State) {
    layers(state);
    article(state);
    page_part(state);
    dom::set_on_body("data-open", &state.open.session.is_some().to_string());
    head_of_panel(state);
    selection(state);
    deep_reading(state);
}

/// The switch of the deep reading and how far a reading is, where an article is open.
pub(super) fn deep_reading(state: &mut State) {
    let is_shown = is_served() && state.open.session.is_some();
    let view = state.deep.view(state.open.id());
    state.drawn.regions.deep.show(is_shown.then(|| deep::render(&view)));
}

/// The language that a reader has chosen for the article.
fn read_in(state: &State) -> Option<String> {
    state.open.session.as_ref()?.document().meta().reader_lang.clone()
}

fn article(state: &mut State) {
    let place = dom::article();
    place.set_text_content(None);
    state.drawn.unmarked.clear();
    state.drawn.without_text.clear();
    state.drawn.looked_at.clear();
    let document = state.open.session.as_ref().map(Session::document);
    dom::fill(&dom::by_id("notice"), &document.and_then(language::notice));
    dom::fill(&dom::by_id("language"), &document.and_then(language::below));
    state.drawn.read_in = read_in(state);
    let n = n_paragraphs(state);
    dom::set_class(&place, "long", paragraphs::are_many(n));
    let Some(session) = &state.open.session else { return dom::append(&place, &welcome::render()) };
    let document = session.document();
    if paragraphs::are_many(n) {
        state.drawn.without_text = paragraphs::make_room(document);
        state.drawn.unmarked = (0..n).collect();
        return;
    }
    for index in 0..n {
        let visible = state.drawn.visible();
        dom::append(&place, &article::paragraph_with(document, session.set(), index, visible));
    }
}

fn n_paragraphs(state: &State) -> usize {
    state.open.session.as_ref().map_or(0, |session| session.document().paragraphs().len())
}

/// Puts all text of a long article in the page: whatever is done next may need it.
pub(super) fn all_text(state: &mut State) {
    while let Some(&group) = state.drawn.without_text.first() {
        text_of(state, group);
    }
}

fn text_of(state: &mut State, group: usize) {
    let State { open, drawn, .. } = state;
    let Some(session) = &open.session else { return drawn.without_text.clear() };
    paragraphs::put_text(session.document(), &mut drawn.without_text, group);
}

/// All marks again, in slices: the annotations were replaced.
pub(super) fn marks_of_all(state: &mut State) {
    state.drawn.unmarked = (0..n_paragraphs(state)).collect();
    in_view(state);
    head_of_panel(state);
    selection(state);
}

/// Draws what the window shows of a long article before the rest.
pub(super) fn in_view(state: &mut State) {
    let n = n_paragraphs(state);
    if !paragraphs::are_many(n) {
        return;
    }
    paragraphs::groups_in_view(n).for_each(|group| text_of(state, group));
    paragraphs::paragraphs_in_view(n).for_each(|index| paragraph(state, index));
}

/// Whether text or marks are still to be drawn, or matches of the search to be shown.
pub(super) fn is_unfinished(state: &State) -> bool {
    let DrawnPage { without_text, unmarked, matches, .. } = &state.drawn;
    !without_text.is_empty() || !unmarked.is_empty() || matches.are_waiting()
}

/// Draws missing text, marks and matches for the length of a slice. Returns whether more are missing.
pub(super) fn some_marks(state: &mut State) -> bool {
    let clock = gloo::utils::window().performance();
    let now = || clock.as_ref().map_or(f64::INFINITY, web_sys::Performance::now);
    let end = now() + SLICE;
    while is_unfinished(state) && now() < end {
        if let Some(&group) = state.drawn.without_text.first() {
            text_of(state, group);
        } else if let Some(&index) = state.drawn.unmarked.first() {
            paragraph(state, index);
            if state.drawn.unmarked.is_empty() {
                selection(state);
            }
        } else if let Some(session) = &state.open.session {
            state.drawn.matches.show_one(session);
        } else {
            break;
        }
    }
    is_unfinished(state)
}

/// One paragraph, as it is now.
fn paragraph(state: &mut State, index: usize) {
    state.drawn.unmarked.remove(&index);
    text_of(state, paragraphs::group_of(index));
    let Some(session) = &state.open.session else { return };
    if let Some(old) = paragraphs::at(index) {
        let visible = state.drawn.visible();
        dom::replace(&old, &article::paragraph_with(session.document(), session.set(), index, visible));
    }
}

/// These paragraphs again: of many, those that the window shows at once, the others in slices.
fn these_paragraphs(state: &mut State, indices: &BTreeSet<usize>) {
    let at_once = paragraphs::drawn_at_once(n_paragraphs(state), indices.len());
    let (now, later): (Vec<usize>, Vec<usize>) = indices.iter().partition(|index| at_once.contains(index));
    state.drawn.unmarked.extend(later);
    now.into_iter().for_each(|index| paragraph(state, index));
}

/// The checkboxes of the layers.
pub(super) fn layers(state: &mut State) {
    let bar = state
        .open
        .session
        .as_ref()
        .map(|_| layer_bar::render(&state.drawn.choice.hidden, &state.drawn.guidelines));
    state.drawn.regions.layers.show(bar);
}

/// The part of the page that a small screen shows.
pub(super) fn page_part(state: &State) {
    let part = state.drawn.part;
    dom::set_on_body("data-part", &wire_name(&part));
    for other in [PagePart::Article, PagePart::Lists] {
        if let Some(button) = dom::find_command("#parts", &Command::View(ViewCommand::Show(other))) {
            dom::set_attribute(&button, "aria-pressed", Some(&(other == part).to_string()));
        }
    }
}

/// All marks again, after other layers were chosen: at once what is in view, the rest of a long article in slices.
pub(super) fn all_marks(state: &mut State) {
    remove_handles(state);
    these_paragraphs(state, &(0..n_paragraphs(state)).collect());
    selection(state);
}

/// The paragraphs that a reader sees, or some more: all of a short article.
pub(super) fn looked_at(session: &Session) -> std::ops::Range<usize> {
    let n = session.document().paragraphs().len();
    if paragraphs::are_many(n) { paragraphs::paragraphs_in_view(n) } else { 0..n }
}

/// The paragraphs that a change touched, and what depends on the set.
pub(super) fn changed(state: &mut State, changed: &Changed) {
    if state.drawn.read_in != read_in(state) {
        return everything(state);
    }
    remove_handles(state);
    these_paragraphs(state, &changed.paragraphs);
    if let Some(session) = &state.open.session {
        state.drawn.matches.show_again(session, &changed.paragraphs);
    }
    head_of_panel(state);
    selection(state);
}

/// The panel: the list, and what stands over it. The entries are gathered once.
pub(super) fn panel(state: &mut State) {
    let counts = list(state);
    draw_head(state, counts);
    bring_entry_into_view(state);
}

/// The tabs, the filters, how much is checked, and what can be undone.
fn head_of_panel(state: &mut State) {
    let State { open, drawn, .. } = &*state;
    let counts = open.session.as_ref().filter(|_| drawn.choice.filter.is_narrow());
    let counts = counts.map(|session| EntryList::new(session, &drawn.choice, &open.orphans).counts());
    draw_head(state, counts.unwrap_or_default());
}

fn draw_head(state: &mut State, counts: ListCounts) {
    let empty = Session::default();
    let State { open, drawn, .. } = state;
    let DrawnPage { choice, regions, matches, .. } = drawn;
    let session = open.session.as_ref().unwrap_or(&empty);
    regions.tabs.show([panel::tabs(session, choice, &open.orphans)]);
    regions.filter.show(filter_bar::render(session, choice, counts, matches.position()));
    let changes = open.report.as_ref().map(|_| newer::button());
    regions.progress.show(progress::render(session, choice.review_order).into_iter().chain(changes));
    history_button(HistoryCommand::Undo, session.history().next_undo().map(|s| s.label.as_str()));
    history_button(HistoryCommand::Redo, session.history().next_redo().map(|s| s.label.as_str()));
}

/// The list. A newly selected annotation turns it to its page.
fn list(state: &mut State) -> ListCounts {
    let empty = Session::default();
    let State { open, drawn, .. } = state;
    let session = open.session.as_ref().unwrap_or(&empty);
    let selected = session.selected().map(|a| a.id);
    drawn.choice.is_analysing = open.is_analysing;
    let mut list = EntryList::new(session, &drawn.choice, &open.orphans);
    let is_other = drawn.listed != selected;
    if is_other {
        drawn.listed = selected;
        list.page = selected.and_then(|id| list.page_of(id)).unwrap_or(list.page);
    }
    let (tree, page, counts) = (list.render(), list.page, list.counts());
    drawn.choice.page = page;
    drawn.regions.list.show([tree]);
    drawn.is_entry_due |= is_other;
    counts
}

/// Brings the entry of what was selected into view. The browser lays the page out for it: after all is drawn.
fn bring_entry_into_view(state: &mut State) {
    if std::mem::take(&mut state.drawn.is_entry_due)
        && let Some(entry) = dom::find("#list .entry[aria-current]")
    {
        dom::bring_into_view(&entry);
    }
}

/// Enables Undo or Redo when there is a step for it; the tooltip says which.
fn history_button(command: HistoryCommand, label: Option<&str>) {
    let Some(button) = dom::find_command("header", &Command::History(command)) else { return };
    dom::set_attribute(&button, "disabled", label.is_none().then_some(""));
    dom::set_attribute(&button, "title", Some(label.unwrap_or("")));
}

/// The selected annotation: its marks, those of its speaker and cue, its entry and its card.
pub(super) fn selection(state: &mut State) {
    list(state);
    let former = marks_of_selected(state);
    let empty = Session::default();
    let session = state.open.session.as_ref().unwrap_or(&empty);
    let kind = session.selected().map_or("", |a| view::kind_of(&a.body));
    dom::set_on_body("data-selected", kind);
    card(state);
    reach_one_mark(state, former);
    bring_entry_into_view(state);
}

/// The card of the selected annotation.
pub(super) fn card(state: &State) {
    let empty = Session::default();
    let session = state.open.session.as_ref().unwrap_or(&empty);
    dom::fill(&dom::by_id("card"), [&card::render(session, state.drawn.choice.card)]);
}

/// Removes the handles: the trees of the marks do not have them.
fn remove_handles(state: &State) {
    state
        .drawn
        .with_selection
        .iter()
        .flat_map(|&index| marks_in(index, ".handle"))
        .for_each(|handle| handle.remove());
}

/// Shows what is selected and what belongs to it; gives the paragraphs that showed what was selected before.
fn marks_of_selected(state: &mut State) -> Vec<usize> {
    remove_handles(state);
    let former = std::mem::take(&mut state.drawn.with_selection);
    for mark in former.iter().flat_map(|&index| marks_in(index, "mark:is(.selected, .linked)")) {
        dom::set_class(&mark, "selected", false);
        dom::set_class(&mark, "linked", false);
    }
    let Some(session) = &state.open.session else { return former };
    let selected = session.selected().map(|a| a.id);
    let related = selected.map_or(vec![], |id| related_to(session, id));
    reveal(state, selected.into_iter().chain(related.iter().copied()).collect());
    for id in selected.into_iter().chain(related.iter().copied()) {
        for index in paragraphs_of(state, id) {
            if state.drawn.unmarked.contains(&index) {
                paragraph(state, index);
            }
            state.drawn.with_selection.push(index);
        }
    }
    if let Some(id) = selected {
        let marks = marks_of(state, id);
        marks.iter().for_each(|mark| dom::set_class(mark, "selected", true));
        handles::put(&marks);
    }
    for mark in related.iter().flat_map(|&id| marks_of(state, id)) {
        dom::set_class(&mark, "linked", true);
    }
    former
}

/// One mark can be reached with the Tab key: the selected one, or the first. The others cannot have the focus at all: where
/// marks that can are nested, Chromium drops a selection that is dragged out of the inner one. Those that could are in the
/// `former` paragraphs.
fn reach_one_mark(state: &mut State, former: Vec<usize>) {
    let selected = state.open.session.as_ref().and_then(Session::selected).map(|a| a.id);
    let reach = match selected {
        Some(id) => marks_of(state, id).into_iter().next(),
        None => dom::find("#article mark"),
    };
    if let Some(mark) = &reach {
        dom::set_attribute(mark, "tabindex", Some("0"));
        let paragraph = mark.closest("[data-paragraph]").ok().flatten();
        let index: Option<usize> = paragraph.and_then(|p| p.get_attribute("data-paragraph")?.parse().ok());
        state.drawn.with_selection.extend(index);
    }
    let others = former.into_iter().flat_map(|index| marks_in(index, "mark[tabindex]"));
    for other in others.filter(|other| reach.as_ref() != Some(other)) {
        // The keyboard goes along: the browser lays the page out for a mark that can no longer have it.
        if selected.is_some()
            && dom::document().active_element().as_ref() == Some(&other)
            && let Some(mark) = &reach
        {
            dom::focus_in_place(mark);
        }
        dom::set_attribute(&other, "tabindex", None);
    }
}

/// Draws what is looked at now though its layer is hidden, and no longer what was looked at before.
fn reveal(state: &mut State, looked_at: Vec<Id>) {
    let before = std::mem::replace(&mut state.drawn.looked_at, looked_at);
    let Some(session) = &state.open.session else { return };
    let (now, visible) = (&state.drawn.looked_at, state.drawn.visible());
    let turned =
        before.iter().filter(|id| !now.contains(id)).chain(now.iter().filter(|id| !before.contains(id)));
    let turned = turned.filter_map(|&id| session.set().get(id));
    let turned = turned.filter(|a| !visible.includes(a));
    let indices: BTreeSet<usize> =
        turned.flat_map(|a| article::paragraphs_of(session.document(), a)).collect_set();
    indices.into_iter().for_each(|index| paragraph(state, index));
}

/// The annotations at the other ends of an annotation's relations.
fn related_to(session: &Session, id: Id) -> Vec<Id> {
    let relations = session.set().relations_of(id).into_iter();
    relations.map(|r| if r.from == id { r.to } else { r.from }).collect()
}

fn paragraphs_of(state: &State, id: Id) -> Vec<usize> {
    let Some(session) = &state.open.session else { return vec![] };
    let of = |a: &Annotation| article::paragraphs_of(session.document(), a).collect();
    session.set().get(id).map_or(vec![], of)
}

fn marks_in(paragraph: usize, selector: &str) -> Vec<web_sys::Element> {
    paragraphs::at(paragraph).map_or(vec![], |p| dom::find_all_in(&p, selector))
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
    if state.drawn.pointed == id {
        return;
    }
    for mark in with_quotation(state).into_iter().flat_map(|id| marks_of(state, id)) {
        dom::set_class(&mark, "near", false);
    }
    state.drawn.pointed = id;
    for mark in with_quotation(state).into_iter().flat_map(|id| marks_of(state, id)) {
        dom::set_class(&mark, "near", true);
    }
}

/// What belongs to the annotation under the pointer: a quotation with its speaker and cue, from any of the three.
fn with_quotation(state: &State) -> Vec<Id> {
    let (Some(session), Some(id)) = (&state.open.session, state.drawn.pointed) else { return vec![] };
    let quotes: Vec<Id> = session.set().leading_to(id).map(|a| a.id).collect();
    let quotes = if quotes.is_empty() { vec![id] } else { quotes };
    quotes.iter().flat_map(|&quote| std::iter::once(quote).chain(related_to(session, quote))).collect()
}

/// Brings the selected annotation into view; with `focus`, the keyboard goes there too.
pub(super) fn show_selected(state: &mut State, focus: Focus) {
    if state.drawn.part == PagePart::Lists {
        state.drawn.part = PagePart::Article;
        page_part(state);
    }
    let Some(selected) = state.open.session.as_ref().and_then(Session::selected) else { return };
    let Some(mark) = marks_of(state, selected.id).into_iter().next() else { return };
    dom::scroll_into_view(&mark);
    uncover_selected(state);
    if focus == Focus::Mark {
        dom::focus(&mark);
    }
}

/// Scrolls the article where the card covers the selected mark, as on a small screen: the words that are looked at stay in
/// view.
pub(super) fn uncover_selected(state: &State) {
    let Some(selected) = state.open.session.as_ref().and_then(Session::selected) else { return };
    let Some(mark) = marks_of(state, selected.id).into_iter().next() else { return };
    let (mark, card) = (mark.get_bounding_client_rect(), dom::by_id("card").get_bounding_client_rect());
    let is_beside = mark.right() <= card.left();
    let below_header = dom::find("header").map_or(0.0, |header| header.get_bounding_client_rect().bottom());
    let room = mark.top() - below_header.max(0.0) - MARGIN;
    let covered = mark.bottom() + MARGIN - card.top();
    if !is_beside && 0.0 < covered {
        gloo::utils::window().scroll_by_with_x_and_y(0.0, covered.min(room));
    }
}

/// Moves the focus when the element that had it is gone: to the open dialog, the selected mark or the article.
pub(super) fn refocus(state: &State) {
    let selected = state.open.session.as_ref().and_then(Session::selected);
    let mark = || marks_of(state, selected?.id).into_iter().next();
    // A hidden button does not take the focus.
    // Of two dialogs, the last one stands above.
    let dialog = dom::find_all("dialog[open]").pop();
    let in_dialog = dialog.iter().flat_map(|dialog| dom::find_all_in(dialog, "button"));
    for place in in_dialog.chain(mark()).chain([dom::article()]) {
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
    let content = state.open.report.as_ref().map(newer::render).unwrap_or_default();
    dom::fill(&dom::by_id("report"), &content);
}

/// Shows or hides that a long article is being analysed.
pub(super) fn working(state: &State) {
    let is_analysing = state.open.is_analysing;
    dom::set_attribute(&dom::by_id("working"), "hidden", (!is_analysing).then_some(""));
    dom::set_attribute(&dom::article(), "aria-busy", Some(&is_analysing.to_string()));
}
