//! The text fields of the card while a reader types in them: saved before the reader leaves them, or kept as a draft.

use super::reply::{FailureCode, Reply};
use super::state::State;
use super::status::{self, TypedText};
use super::update::{changed, select};
use super::{annotations, dom, draw};
use crate::annotation::Id;
use crate::page::card;
use crate::page::command::AnnotationField;
use crate::page::field_visit::{Draft, FieldVisit};
use crate::read_json;
use crate::session::ActionError;
use crate::strings;

/// A field has another text. Returns in how many milliseconds [`save`] is due, if it is.
pub(super) fn typed(state: &mut State, id: Id, field: AnnotationField, text: String) -> Option<f64> {
    let now = js_sys::Date::now();
    let visit = visit(state, id, field)?;
    visit.typed(text, now);
    let due = visit.due(now);
    show_label(state);
    due
}

/// An input method composes in a field: what it shows there is no text yet.
pub(super) fn composing(state: &mut State, id: Id, field: AnnotationField) {
    if let Some(visit) = visit(state, id, field) {
        visit.composing();
        show_label(state);
    }
}

/// The visit to a field. It begins here, if another one goes on or none.
fn visit(state: &mut State, id: Id, field: AnnotationField) -> Option<&mut FieldVisit> {
    if !is_visited(state, id, field) {
        finish(state);
        let saved = card::text_in(state.open.session.as_ref()?.set().get(id)?, field);
        state.typing = Some(FieldVisit::new(id, field, saved));
        dom::hold(dom::find_card_field(id, field));
    }
    state.typing.as_mut()
}

fn is_visited(state: &State, id: Id, field: AnnotationField) -> bool {
    state.typing.as_ref().is_some_and(|visit| (visit.id, visit.field) == (id, field))
}

/// Saves what is typed so far, or keeps it as a draft. The visit goes on.
pub(super) fn save(state: &mut State) -> Reply {
    let Some(visit) = &mut state.typing else { return Reply::quiet() };
    let reply = if visit.field.is_saved_while_typed() {
        save_unsaved(state)
    } else {
        state.save_bookmark();
        Reply::quiet()
    };
    show_label(state);
    reply
}

fn save_unsaved(state: &mut State) -> Reply {
    state.before_change();
    let State { typing: Some(visit), open, .. } = state else { return Reply::quiet() };
    let (Some(text), Some(session)) = (visit.take_unsaved(), &mut open.session) else {
        return Reply::quiet();
    };
    let Some(action) = annotations::setting(visit.id, visit.field, text.clone()) else {
        return Reply::quiet();
    };
    match session.save_typed(action) {
        Ok(done) => {
            visit.said.clone_from(&done.said);
            changed(state, done);
            Reply::quiet()
        }
        Err(ActionError::Nothing(_)) => Reply::quiet(),
        Err(_) => {
            state.typing = None;
            dom::hold(None);
            Reply::failed(FailureCode::Edit, strings::fill(strings::TYPED_FOR_NOTHING, &[&text]))
        }
    }
}

/// The reader has left the field, or does something else: what is typed is decided on.
pub(super) fn finish(state: &mut State) -> Reply {
    let Some(visit) = &state.typing else { return Reply::quiet() };
    let is_draft = visit.draft().is_some();
    let saved = if is_draft { Reply::quiet() } else { save_unsaved(state) };
    dom::hold(None);
    let Some(mut visit) = state.typing.take() else { return saved };
    let reply = match visit.take_unsaved() {
        Some(text) => annotations::set(state, visit.id, visit.field, text),
        None if visit.said.is_empty() => Reply::quiet(),
        None => Reply { keeps_toolbar: true, ..Reply::said(visit.said) },
    };
    if let Some(session) = &mut state.open.session {
        session.end_typing();
    }
    // The set may have it in another form, or another tab's later text.
    draw::card(state);
    show_label(state);
    forget_draft(state, visit.field);
    reply
}

/// The reader has left a field that shows this text, or pressed Enter in it.
pub(super) fn decide(state: &mut State, id: Id, field: AnnotationField, text: String) -> Reply {
    if is_visited(state, id, field) {
        typed(state, id, field, text);
        return finish(state);
    }
    finish(state);
    annotations::set(state, id, field, text)
}

/// The reader does not want what was typed: the text from before the visit comes back.
pub(super) fn cancel(state: &mut State) -> Reply {
    let Some(visit) = state.typing.take() else { return Reply::quiet() };
    dom::hold(None);
    let cancelled = state.open.session.as_mut().map_or(Ok(None), |session| session.cancel_typed());
    match cancelled {
        Ok(Some(done)) => drop(changed(state, done)),
        Ok(None) => draw::card(state),
        Err(error) => return Reply::failed(FailureCode::Edit, error.to_string()),
    }
    show_label(state);
    forget_draft(state, visit.field);
    Reply::said(strings::TYPING_CANCELLED)
}

/// The visit to a field is over: the next start offers nothing of it.
fn forget_draft(state: &mut State, field: AnnotationField) {
    if !field.is_saved_while_typed() {
        state.save_bookmark();
    }
}

/// Puts the draft of the last visit into its field again; says so.
pub(super) fn offer_draft(state: &mut State) -> Option<String> {
    let bookmark = state.saving.library.bookmark();
    let Draft { id, field, text } = read_json::from_value(&bookmark.draft).ok()?;
    let annotation = state.open.session.as_ref()?.set().get(id)?;
    let is_here = bookmark.article.as_deref() == Some(state.open.id());
    if !is_here || card::text_in(annotation, field) == text {
        return None;
    }
    select(state, Some(id));
    let element = dom::find_card_field(id, field)?;
    let said = strings::fill(strings::DRAFT_OFFERED, &[&text]);
    dom::set_value(&element, &text);
    typed(state, id, field, text);
    dom::focus(&element);
    Some(said)
}

/// The label beside the buttons says *Saved* of no text that the set does not have.
fn show_label(state: &State) {
    let unsaved = state.typing.as_ref().filter(|visit| visit.is_unsaved());
    status::typing(unsaved.map(|visit| {
        if visit.field.is_saved_while_typed() { TypedText::ToBeSaved } else { TypedText::Undecided }
    }));
}
