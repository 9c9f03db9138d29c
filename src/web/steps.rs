//! The selection moved by keys: a word or a sentence at a time, in the direction that the text is read.

use web_sys::Element;

use super::state::State;
use super::{Reply, dom, selection};
use crate::session::{Direction, SelectionMode, SelectionUnit, Session, WordSelection};
use crate::span::Pos;
use crate::strings;

/// How far below the window's top the first line is looked for, in CSS pixels: past the header.
const BELOW_HEADER: f32 = 96.0;

/// Selects a word to start from: that of the annotation which is looked at, or the first in view.
pub(super) fn begin(state: &State) -> Reply {
    let Some(session) = &state.session else { return Reply::said(strings::OPEN_FIRST) };
    let looked_at = session.selected().map(|a| a.spans.first().start());
    let from = looked_at.or_else(|| selection::caret(session)).or_else(|| in_view(session));
    let word = from.and_then(|pos| session.word_at(pos));
    let Some(word) = word else { return Reply::said(strings::NO_WORDS) };
    dom::focus(&State::dom_article());
    show(session, WordSelection { anchor: word, head: word })
}

fn in_view(session: &Session) -> Option<Pos> {
    let is_at_top = gloo::utils::window().scroll_y().is_ok_and(|top| top < 1.0);
    let left = State::dom_article().get_bounding_client_rect().left() as f32;
    let seen = if is_at_top { None } else { selection::at_point(session, left + 40.0, BELOW_HEADER) };
    seen.or(Some(Pos::default()))
}

/// Moves the selection, or takes more in; `None` while no words are selected: then the keys scroll.
pub(super) fn step(state: &State, key: &str) -> Option<Reply> {
    let session = state.session.as_ref()?;
    let from = selection::stretch(session)?;
    let (grip, key) =
        key.strip_prefix("Shift+").map_or((SelectionMode::Move, key), |key| (SelectionMode::Extend, key));
    let is_leftward = selection::paragraph_of(session, from.head).is_some_and(|p| is_read_leftward(&p));
    let (stride, way) = match (key, is_leftward) {
        ("ArrowRight", false) | ("ArrowLeft", true) => (SelectionUnit::Word, Direction::Forward),
        ("ArrowLeft", false) | ("ArrowRight", true) => (SelectionUnit::Word, Direction::Back),
        ("ArrowDown", _) => (SelectionUnit::Sentence, Direction::Forward),
        _ => (SelectionUnit::Sentence, Direction::Back),
    };
    Some(show(session, session.step_selection(from, stride, way, grip)))
}

fn is_read_leftward(paragraph: &Element) -> bool {
    paragraph.matches(":dir(rtl)").unwrap_or(false)
}

/// Has the browser select these words, and the screen reader say the one that moved.
fn show(session: &Session, stretch: WordSelection) -> Reply {
    let is_backward = stretch.head < stretch.anchor;
    let (anchor, head) = if is_backward {
        (stretch.anchor.end(), stretch.head.start())
    } else {
        (stretch.anchor.start(), stretch.head.end())
    };
    selection::set(session, anchor, head);
    if let Some(paragraph) = selection::paragraph_of(session, stretch.head) {
        selection::bring_into_view(&paragraph);
    }
    let said = session.document().slice(stretch.head);
    let words = session.document().tokens_in(stretch.span()).len();
    let more = if stretch.anchor == stretch.head {
        String::new()
    } else {
        strings::fill(strings::SAID_WORDS, &[&words])
    };
    Reply::said(format!("{said}{more}"))
}
