//! Selecting annotations: from a list, from the article, from one to the next.

use super::draw::{self, Focus};
use super::reply::Reply;
use super::state::State;
use super::update::{select, selected};
use super::{dom, selection, status};
use crate::annotation::{Annotation, Id};
use crate::page::command::Navigation;
use crate::page::tab::Tab;
use crate::session::ReadingDirection;
use crate::strings;
use crate::view::article;

pub(super) fn act(state: &mut State, navigation: Navigation) -> Reply {
    match navigation {
        Navigation::Select(id) => select_in_list(state, id),
        Navigation::SelectMark(under_pointer) => select_mark(state, &under_pointer),
        Navigation::Show(id) => {
            select(state, Some(id));
            draw::show_selected(state, Focus::Stay);
            Reply::done().and_close()
        }
        Navigation::Walk(direction) => walk(state, direction, |_| true),
        Navigation::WalkQuotations(direction) => walk(state, direction, |a| a.quote().is_some()),
        Navigation::Deselect => deselect(state),
    }
}

/// Selects an annotation from the panel; the article scrolls there.
fn select_in_list(state: &mut State, id: Id) -> Reply {
    select(state, Some(id));
    // The entry of a name selects another mention each time, so it is another button then.
    if state.drawn.choice.tab == Tab::Entities
        && let Some(entry) = dom::find("#list .entry[aria-current]")
    {
        dom::focus(&entry);
    }
    draw::show_selected(state, Focus::Stay);
    Reply::done()
}

/// Selects the innermost mark under the pointer, or the one outside the selected one.
fn select_mark(state: &mut State, under_pointer: &[Id]) -> Reply {
    let Some(&innermost) = under_pointer.first() else { return Reply::done() };
    let selected = selected(state);
    let here = under_pointer.iter().position(|&id| Some(id) == selected);
    select(state, Some(here.map_or(innermost, |i| under_pointer[(i + 1) % under_pointer.len()])));
    draw::uncover_selected(state);
    Reply::done()
}

/// Selects nothing. Where nothing is selected, the same key dismisses an error.
fn deselect(state: &mut State) -> Reply {
    if selected(state).is_none() {
        status::dismiss_error();
    }
    selection::clear();
    select(state, None);
    Reply::done()
}

/// Goes to the next or previous annotation of those that are wanted, in the order of the text; from the last to the first. The selected one may be
/// hidden, after a rejection: then the keys go on from its place.
fn walk(state: &mut State, direction: ReadingDirection, is_wanted: fn(&Annotation) -> bool) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let (set, here) = (session.set(), session.selected().map(|a| a.id));
    let visible = state.drawn.visible();
    let found = match direction {
        ReadingDirection::Back => article::next_shown(set, visible, set.in_order().rev(), here, is_wanted),
        ReadingDirection::Forward => article::next_shown(set, visible, set.in_order(), here, is_wanted),
    };
    let Some(id) = found else { return Reply::said(strings::NO_OTHER) };
    select(state, Some(id));
    draw::show_selected(state, Focus::Mark);
    Reply::done()
}
