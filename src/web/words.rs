//! The words selected in the article: moved by keys, marked, put into an annotation.

use serde::Deserialize;
use web_sys::Element;

use super::reply::Reply;
use super::state::State;
use super::update::{perform, selected};
use super::{dom, draw, guidelines, selection};
use crate::annotation::{Id, RelationKind};
use crate::page::command::{Arrow, WordsCommand};
use crate::session::{Action, ReadingDirection, SelectionMode, SelectionUnit, Session, WordSelection};
use crate::span::{Pos, Span};
use crate::strings;

/// How far below the window's top the first line is looked for, in CSS pixels: past the header.
const BELOW_HEADER: f32 = 96.0;

pub(super) fn act(state: &mut State, command: WordsCommand) -> Reply {
    let about = |kind| move |id, span| Action::SetMention { id, span, kind };
    match command {
        WordsCommand::SelectFirst => select_first(state),
        // While no words are selected, the arrows scroll.
        WordsCommand::Move(arrow) => step(state, arrow, SelectionMode::Move).unwrap_or_default(),
        WordsCommand::Extend(arrow) => step(state, arrow, SelectionMode::Extend).unwrap_or_default(),
        WordsCommand::Mark(label) if !guidelines::marks(&state.drawn.guidelines, label) => {
            Reply::said(strings::NOT_MARKED_HERE)
        }
        WordsCommand::Mark(label) => match selected_words(state) {
            Ok(span) => perform_on_words(state, Action::Mark { span, label }),
            Err(why) => *why,
        },
        WordsCommand::AsSpeaker => with_selected(state, about(RelationKind::SpokenBy)),
        WordsCommand::AsCue => with_selected(state, about(RelationKind::CuedBy)),
        WordsCommand::Include => with_selected(state, |id, span| Action::Include { id, span }),
        WordsCommand::Exclude => with_selected(state, |id, span| Action::Exclude { id, span }),
    }
}

pub(super) fn selected_words(state: &State) -> Result<Span, Box<Reply>> {
    let session = state.open.session.as_ref().ok_or_else(|| Box::new(Reply::said(strings::OPEN_FIRST)))?;
    let selected = selection::read(session).ok_or_else(|| Box::new(Reply::said(strings::SELECT_WORDS)))?;
    Ok(if state.drawn.selects_letters { selected } else { session.whole_words(selected) })
}

/// What a pointer selects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum PointerUnit {
    #[default]
    Words,
    Letters,
}

/// Grows what a pointer has selected to whole words; letters stay.
pub(super) fn snap(state: &mut State, unit: PointerUnit) {
    state.drawn.selects_letters = unit == PointerUnit::Letters;
    let Some(session) = state.open.session.as_ref().filter(|_| unit == PointerUnit::Words) else { return };
    let Some(selected) = selection::read(session) else { return };
    let whole = session.whole_words(selected);
    if whole != selected {
        let (start, end) = (whole.start(), whole.end());
        let (anchor, head) = if selection::is_backward(session) { (end, start) } else { (start, end) };
        selection::set(session, anchor, head);
    }
}

/// Where the selected words are, as seen from the selected annotation.
pub(super) fn place(state: &State) -> &'static str {
    let session = state.open.session.as_ref();
    let words = session.and_then(selection::read);
    let annotation = session.and_then(Session::selected);
    let (Some(words), Some(annotation)) = (words, annotation) else { return "" };
    let shared = |span: &Span| span.intersection(words);
    match annotation.spans.iter().find_map(shared) {
        None => "outside",
        Some(shared) if shared == words => "inside",
        Some(_) => "across",
    }
}

/// An action on the selected annotation and the selected words.
fn with_selected(state: &mut State, action: impl FnOnce(Id, Span) -> Action) -> Reply {
    match (selected_words(state), selected(state)) {
        (Err(why), _) => *why,
        (Ok(_), None) => Reply::said(strings::SELECT_FIRST),
        (Ok(span), Some(id)) => perform_on_words(state, action(id, span)),
    }
}

/// An action on the selected words. Done, it clears the selection.
pub(super) fn perform_on_words(state: &mut State, action: Action) -> Reply {
    let reply = perform(state, |session| session.perform(action));
    if reply.error.is_none() {
        selection::clear();
        // The words are in view: they were selected just now.
        draw::refocus(state);
    }
    reply
}

/// Selects a word to start from: that of the selected annotation, or the first in view.
fn select_first(state: &State) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let selected = session.selected().map(|a| a.spans.first().start());
    let from = selected.or_else(|| selection::caret(session)).or_else(|| in_view(session));
    let word = from.and_then(|pos| session.word_at(pos));
    let Some(word) = word else { return Reply::said(strings::NO_WORDS) };
    dom::focus(&dom::article());
    show(session, WordSelection { anchor: word, head: word })
}

fn in_view(session: &Session) -> Option<Pos> {
    let is_at_top = gloo::utils::window().scroll_y().is_ok_and(|top| top < 1.0);
    let left = dom::article().get_bounding_client_rect().left() as f32;
    let seen = if is_at_top { None } else { selection::at_point(session, left + 40.0, BELOW_HEADER) };
    seen.or(Some(Pos::default()))
}

/// Moves the selection, or extends it; `None` while no words are selected.
fn step(state: &State, arrow: Arrow, mode: SelectionMode) -> Option<Reply> {
    let session = state.open.session.as_ref()?;
    let from = selection::words(session)?;
    let is_leftward = selection::paragraph_of(session, from.head).is_some_and(|p| is_read_leftward(&p));
    let (unit, direction) = match (arrow, is_leftward) {
        (Arrow::Right, false) | (Arrow::Left, true) => (SelectionUnit::Word, ReadingDirection::Forward),
        (Arrow::Left, false) | (Arrow::Right, true) => (SelectionUnit::Word, ReadingDirection::Back),
        (Arrow::Down, _) => (SelectionUnit::Sentence, ReadingDirection::Forward),
        (Arrow::Up, _) => (SelectionUnit::Sentence, ReadingDirection::Back),
    };
    Some(show(session, session.step_selection(from, unit, direction, mode)))
}

fn is_read_leftward(paragraph: &Element) -> bool {
    paragraph.matches(":dir(rtl)").unwrap_or(false)
}

/// Has the browser select these words, and the screen reader say the one that moved.
fn show(session: &Session, words: WordSelection) -> Reply {
    let is_backward = words.head < words.anchor;
    let (anchor, head) = if is_backward {
        (words.anchor.end(), words.head.start())
    } else {
        (words.anchor.start(), words.head.end())
    };
    selection::set(session, anchor, head);
    if let Some(paragraph) = selection::paragraph_of(session, words.head) {
        dom::bring_into_view(&paragraph);
    }
    let said = session.document().slice(words.head);
    let count = session.document().tokens_in(words.span()).len();
    let more = if words.anchor == words.head {
        String::new()
    } else {
        strings::fill(strings::SAID_WORDS, &[&count])
    };
    Reply::said(format!("{said}{more}"))
}
