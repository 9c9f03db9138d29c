//! What the panel's filters, search, pages and files ask for.

use super::found::{self, Direction, Found};
use super::state::State;
use super::{Download, Reply, draw};
use crate::annotation::Id;
use crate::page::filter::Speaker;
use crate::page::panel::{List, Tab, speakers};
use crate::strings;

/// Does what `act` names, if it is about the lists.
pub(super) fn act(state: &mut State, act: &str, id: &str, value: &str) -> Option<Reply> {
    match act {
        "list-page" => turn_to(state, id.parse().unwrap_or(0)),
        "find-next" => step(state, Direction::On),
        "find-previous" => step(state, Direction::Back),
        "quotes-of" => quotes_of(state, id),
        "focus-search" => super::dom::focus(&super::dom::by_id("search")),
        "library-search" => return Some(search_library(state, value)),
        "speakers-csv" | "speakers-svg" | "speakers-png" => return Some(export(state, act)),
        _ if state.choice.filter.set(act, value) => filtered(state),
        _ => return None,
    }
    Some(Reply::quiet())
}

/// The annotations that the list shows, on all its pages.
pub(super) fn shown(state: &State) -> Vec<Id> {
    let Some(session) = &state.session else { return vec![] };
    List::new(session, &state.choice, &state.orphans).ids()
}

fn turn_to(state: &mut State, page: usize) {
    state.choice.page = page;
    draw::panel(state);
    super::dom::by_id("tabs").scroll_into_view();
}

fn filtered(state: &mut State) {
    state.choice.page = 0;
    search(state);
    draw::panel(state);
}

/// Looks for the words in the article that is open now.
pub(super) fn search(state: &mut State) {
    let words = &state.choice.filter.words;
    state.found = state.session.as_ref().map_or_else(Found::default, |session| Found::new(session, words));
    found::show(state);
}

fn step(state: &mut State, direction: Direction) {
    state.found.step(direction);
    draw::panel(state);
    found::show(state);
    found::scroll(state);
}

fn search_library(state: &mut State, words: &str) -> Reply {
    words.clone_into(&mut state.shelf_search);
    state.removing = None;
    match draw::library(state) {
        Ok(()) => Reply::quiet(),
        Err(error) => Reply::failed("storage", error.to_string()),
    }
}

fn quotes_of(state: &mut State, speaker: &str) {
    state.choice.tab = Tab::Quotes;
    state.choice.filter.speaker = Speaker::from_value(speaker);
    filtered(state);
}

fn export(state: &State, act: &str) -> Reply {
    let Some(session) = &state.session else { return Reply::said(strings::OPEN_FIRST) };
    let title = state.title();
    let picture = || speakers::picture(session, &title);
    let (text, mime, ending, is_picture) = match act {
        "speakers-csv" => (speakers::csv(session), "text/csv;charset=utf-8", "csv", false),
        "speakers-svg" => (picture(), "image/svg+xml", "svg", false),
        _ => (picture(), "image/svg+xml", "png", true),
    };
    let name = format!("{}-speakers.{ending}", super::files::slug(&title));
    let download = Some(Download { name, mime, text, as_png: is_picture });
    Reply { download, ..Reply::said(strings::EXPORTED) }
}
