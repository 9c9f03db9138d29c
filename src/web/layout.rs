//! What is shown: the layers of marks, the filters, the whole of the card, and the part of the page that a small screen
//! has room for.

use super::reply::Reply;
use super::state::State;
use super::{dom, draw, matches};
use crate::page::command::{Command, PagePart, ViewCommand};
use crate::page::panel::CardExtent;
use crate::strings;
use crate::view::layers::{HiddenLayers, Layer};

pub(super) fn act(state: &mut State, command: ViewCommand) -> Reply {
    match command {
        ViewCommand::OnlyQuotations => only_quotations(state),
        ViewCommand::FocusLayers => focus_layers(state),
        ViewCommand::ToggleFilters => toggle_filters(state),
        ViewCommand::ToggleMore => toggle_more(state),
        ViewCommand::Show(part) => {
            show(state, part);
            if part == PagePart::Lists {
                dom::focus(&dom::by_id(state.drawn.choice.tab.spec().id));
            } else {
                draw::refocus(state);
            }
            Reply::quiet()
        }
    }
}

/// Shows a part of the page, where there is no room for both.
pub(super) fn show(state: &mut State, part: PagePart) {
    if state.drawn.part != part {
        state.drawn.part = part;
        draw::page_part(state);
    }
}

/// Hides a layer that is shown, and shows one that is hidden.
pub(super) fn toggle(state: &mut State, layer: Layer) -> Reply {
    let hidden = &mut state.drawn.choice.hidden;
    hidden.toggle(layer);
    let said = if hidden.hides(layer) { strings::LAYER_HIDDEN } else { strings::LAYER_SHOWN };
    redraw(state);
    Reply::said(strings::fill(said, &[&layer.name()]))
}

fn only_quotations(state: &mut State) -> Reply {
    let only = HiddenLayers::all_but_quotations();
    let said = if state.drawn.choice.hidden == only {
        state.drawn.choice.hidden = state.drawn.hidden_before.take().unwrap_or_default();
        strings::SAID_LAYERS_BACK
    } else {
        state.drawn.hidden_before = Some(std::mem::replace(&mut state.drawn.choice.hidden, only));
        strings::SAID_QUOTATIONS_ONLY
    };
    redraw(state);
    Reply::said(said)
}

fn redraw(state: &mut State) {
    draw::layers(state);
    draw::all_marks(state);
    if let Some(session) = &state.open.session {
        // The marks cut the text at other places now.
        matches::show(&mut state.drawn.matches, session, &draw::looked_at(session));
    }
}

fn focus_layers(state: &mut State) -> Reply {
    show(state, PagePart::Article);
    if let Some(first) = dom::find("#layers input") {
        dom::focus(&first);
    }
    Reply::quiet()
}

fn toggle_filters(state: &mut State) -> Reply {
    state.drawn.choice.has_filters_open = !state.drawn.choice.has_filters_open;
    draw::panel(state);
    Reply::quiet()
}

fn toggle_more(state: &mut State) -> Reply {
    show_card(
        state,
        match state.drawn.choice.card {
            CardExtent::Short => CardExtent::Full,
            CardExtent::Full => CardExtent::Short,
        },
    );
    Reply::quiet()
}

/// Shows more or less of the card.
pub(super) fn show_card(state: &mut State, extent: CardExtent) {
    state.drawn.choice.card = extent;
    draw::card(state);
    let button = dom::find_command("#card", &Command::View(ViewCommand::ToggleMore));
    button.iter().for_each(dom::focus);
}
