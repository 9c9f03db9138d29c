//! The panel's tabs, filters, pages, search and files.

use super::reply::{Download, Reply};
use super::state::State;
use super::update::search;
use super::{dom, draw, matches};
use crate::annotation::Id;
use crate::format::file_stem;
use crate::page::command::{Command, ListCommand, SpeakersFile};
use crate::page::filter::{Filter, FilterField, QuoteSpeaker};
use crate::page::panel::{EntryList, Ticks};
use crate::page::speakers;
use crate::page::tab::{QuoteOrder, Tab};
use crate::session::ReadingDirection;
use crate::strings;

pub(super) fn act(state: &mut State, command: ListCommand) -> Reply {
    match command {
        ListCommand::Tab(tab) => show_tab(state, tab),
        ListCommand::TurnTab(direction) => show_tab(state, state.drawn.choice.tab.beside(direction)),
        ListCommand::Order(order) => set_order(state, order),
        ListCommand::Page(page) => turn_to(state, page),
        ListCommand::QuotesOf(speaker) => quotes_of(state, speaker),
        ListCommand::ClearFilter => {
            state.drawn.choice.filter = Filter::default();
            filtered(state)
        }
        ListCommand::LeaveSearch => leave_search(state),
        ListCommand::Tick(id) => tick(state, |ticks, entries| ticks.toggle(entries, id)),
        ListCommand::TickTo(id) => tick(state, |ticks, entries| ticks.extend_to(entries, id)),
        ListCommand::TickShown => tick(state, Ticks::toggle_all),
        ListCommand::Find(direction) => find(state, direction),
        ListCommand::FocusSearch => {
            dom::focus(&dom::by_id("search"));
            Reply::quiet()
        }
        ListCommand::ExportSpeakers(file) => export(state, file),
    }
}

/// The annotations that the list shows, on all its pages.
pub(super) fn shown(state: &State) -> Vec<Id> {
    let Some(session) = &state.open.session else { return vec![] };
    EntryList::new(session, &state.drawn.choice, &state.open.orphans).ids()
}

/// What is ticked of that.
pub(super) fn ticked(state: &State) -> Vec<Id> {
    let Some(session) = &state.open.session else { return vec![] };
    EntryList::new(session, &state.drawn.choice, &state.open.orphans).ticked_ids()
}

/// Ticks entries of the list.
fn tick(state: &mut State, change: impl FnOnce(&mut Ticks, &[Vec<Id>])) -> Reply {
    let State { open, drawn, .. } = state;
    let Some(session) = &open.session else { return Reply::quiet() };
    let entries = EntryList::new(session, &drawn.choice, &open.orphans).entry_ids();
    change(&mut drawn.choice.ticks, &entries);
    draw::panel(state);
    Reply::quiet()
}

/// Sets a field of the filter.
pub(super) fn filter(state: &mut State, field: FilterField, value: &str) -> Reply {
    state.drawn.choice.filter.set(field, value);
    filtered(state)
}

/// Empties the search; where it is empty, the other filters.
fn leave_search(state: &mut State) -> Reply {
    let filter = &mut state.drawn.choice.filter;
    *filter = if filter.words.is_empty() {
        Filter::default()
    } else {
        Filter { words: String::new(), ..std::mem::take(filter) }
    };
    filtered(state).and_read()
}

fn show_tab(state: &mut State, tab: Tab) -> Reply {
    state.drawn.choice.ticks.clear();
    state.drawn.choice.tab = tab;
    state.drawn.choice.page = 0;
    draw::panel(state);
    dom::focus(&dom::by_id(tab.spec().id));
    Reply::done()
}

fn set_order(state: &mut State, order: QuoteOrder) -> Reply {
    state.drawn.choice.order = order;
    state.drawn.choice.page = 0;
    draw::panel(state);
    if let Some(button) = dom::find_command("#list", &Command::List(ListCommand::Order(order))) {
        dom::focus(&button);
    }
    Reply::done()
}

fn turn_to(state: &mut State, page: usize) -> Reply {
    state.drawn.choice.page = page;
    draw::panel(state);
    dom::by_id("tabs").scroll_into_view();
    Reply::quiet()
}

fn quotes_of(state: &mut State, speaker: QuoteSpeaker) -> Reply {
    state.drawn.choice.tab = Tab::Quotes;
    state.drawn.choice.filter.speaker = Some(speaker);
    filtered(state)
}

fn filtered(state: &mut State) -> Reply {
    state.drawn.choice.page = 0;
    search(state);
    draw::panel(state);
    Reply::quiet()
}

fn find(state: &mut State, direction: ReadingDirection) -> Reply {
    state.drawn.matches.step(direction);
    draw::panel(state);
    if let Some(session) = &state.open.session {
        matches::show(&mut state.drawn.matches, session, &draw::looked_at(session));
        matches::scroll(&state.drawn.matches, session);
    }
    Reply::quiet()
}

fn export(state: &State, file: SpeakersFile) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let title = state.open.title();
    let (extension, mime) = match file {
        SpeakersFile::Csv => ("csv", "text/csv;charset=utf-8"),
        SpeakersFile::Svg => ("svg", "image/svg+xml"),
        // The script makes the PNG of the drawing.
        SpeakersFile::Png => ("png", "image/svg+xml"),
    };
    let text = match file {
        SpeakersFile::Csv => speakers::csv(session),
        SpeakersFile::Svg | SpeakersFile::Png => speakers::picture(session, &title),
    };
    let name = format!("{}-speakers.{extension}", file_stem(&title));
    Reply::download(
        strings::EXPORTED,
        Download { name, mime, text, as_png: file == SpeakersFile::Png, pack: None },
    )
}
