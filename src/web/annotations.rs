//! Commands on one annotation, and the fields of its card.

use super::reply::{FailureCode, Reply};
use super::state::State;
use super::update::{offer_rename, perform, perform_bulk, selected};
use super::{dom, selection, words};
use crate::annotation::Id;
use crate::page::command::{AnnotationCommand, AnnotationField, CitationStyle, Dialog};
use crate::page::occurrences as occurrence_list;
use crate::page::{citation, rename, tags};
use crate::session::{Action, MarkKind, ReadingDirection, Session, name_of};
use crate::span::Pos;
use crate::strings;
use crate::view::wire::from_wire_name;

/// Does a command on an annotation, or on the selected one.
pub(super) fn act(state: &mut State, id: Option<Id>, command: AnnotationCommand) -> Reply {
    if state.open.session.is_none() {
        return Reply::said(strings::OPEN_FIRST);
    }
    let Some(id) = id.or_else(|| selected(state)) else { return Reply::said(strings::SELECT_FIRST) };
    match command {
        AnnotationCommand::Confirm => perform_offering(state, Action::ConfirmName { id }),
        AnnotationCommand::Reject => perform_offering(state, Action::RejectName { id }),
        AnnotationCommand::Delete => perform_offering(state, Action::Delete { id }),
        AnnotationCommand::MarkAll => mark_all(state, id),
        AnnotationCommand::Resize(edge, towards) => {
            perform_offering(state, Action::Resize { id, edge, towards })
        }
        AnnotationCommand::SetSpeaker(name) => perform_offering(state, Action::SetSpeaker { id, name }),
        AnnotationCommand::Join(direction) => join(state, id, direction),
        AnnotationCommand::Split => split(state, id),
        AnnotationCommand::ShowRename => show_rename(state, id),
        AnnotationCommand::Copy(style) => copy(state, id, style),
    }
}

/// Sets a field of the card.
pub(super) fn set(state: &mut State, id: Id, field: AnnotationField, value: String) -> Reply {
    let Some(action) = setting(id, field, value) else { return Reply::default() };
    let reply = perform_offering(state, action);
    // A browser may report a text that is saved already.
    let is_known = field.is_typed() && reply.status.as_deref() == Some(strings::SO_ALREADY);
    if is_known { Reply::quiet() } else { reply }
}

/// What sets a field of the card; `None` for a kind that there is not.
pub(super) fn setting(id: Id, field: AnnotationField, value: String) -> Option<Action> {
    let set_kind = |label: Option<MarkKind>| label.map(|label| Action::SetKind { id, label });
    match field {
        AnnotationField::Speaker => Some(Action::SetSpeaker { id, name: value }),
        AnnotationField::Name => Some(Action::SetName { id, name: value }),
        AnnotationField::Value => Some(Action::SetValue { id, value }),
        AnnotationField::QuoteKind => set_kind(from_wire_name(&value).map(MarkKind::QuoteOf)),
        AnnotationField::EntityKind => from_wire_name(&value).map(|kind| Action::SetNameKind { id, kind }),
        AnnotationField::Note => Some(Action::SetNote { id, note: value }),
        AnnotationField::Tags => Some(Action::SetTags { id, tags: value }),
    }
}

/// Does an action, and adds to the reply that others have the same name.
fn perform_offering(state: &mut State, action: Action) -> Reply {
    let reply = perform(state, |session| session.perform(action));
    offer_rename(state, reply)
}

/// Marks every occurrence of an annotation's words. Where some are marked as something else, shows them first.
fn mark_all(state: &mut State, id: Id) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let Some(annotation) = session.set().get(id) else { return Reply::said(strings::SELECT_FIRST) };
    let occurrences = session.occurrences(annotation);
    if occurrences.iter().all(|occurrence| occurrence.other.is_none()) {
        return perform_offering(state, Action::MarkAll { id });
    }
    dom::fill(&dom::by_id("occurrences-list"), &occurrence_list::render(session, annotation, &occurrences));
    Reply::dialog(Dialog::Occurrences)
}

/// Marks the occurrences that are ticked in the dialog.
pub(super) fn mark_ticked(state: &mut State) -> Reply {
    let ticked = dom::find_all("#occurrences-list input[data-start]:checked");
    let starts = ticked.iter().filter_map(|e| e.get_attribute("data-start")?.parse().ok().map(Pos));
    let starts: Vec<Pos> = starts.collect();
    let Some(id) = selected(state) else { return Reply::said(strings::SELECT_FIRST).and_close() };
    if starts.is_empty() {
        return Reply::failed(FailureCode::Empty, strings::TICK_ONE);
    }
    perform_bulk(state, |session| session.perform(Action::MarkOccurrences { id, starts })).and_close()
}

/// Does for one mention of a name alone what was just done for all.
pub(super) fn only_this(state: &mut State) -> Reply {
    perform(state, Session::only_this)
}

/// Fills the list under the field for tags: with those of this article and of the library, after those that are
/// written already.
pub(super) fn complete_tags(state: &State, written: &str) -> Reply {
    let Some(session) = &state.open.session else { return Reply::quiet() };
    let mut known = tags::offered(session);
    if session.guidelines().tags.is_none() {
        // A library that cannot be read has no tags to offer.
        known.extend(state.saving.library.tags().unwrap_or_default());
    }
    dom::fill(&dom::by_id("known-tags"), &tags::options(&known, written));
    Reply::quiet()
}

/// Joins a quotation with the one after it or before it.
fn join(state: &mut State, id: Id, direction: ReadingDirection) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let other = match direction {
        ReadingDirection::Forward => session.quotation_after(id),
        ReadingDirection::Back => session.quotation_before(id),
    };
    let Some(other) = other else { return Reply::said(strings::NO_QUOTATION_TO_JOIN) };
    perform(state, |session| session.perform(Action::Join { id, other }))
}

/// Splits an annotation at the caret.
fn split(state: &mut State, id: Id) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    match selection::caret(session) {
        Some(at) => words::perform_on_words(state, Action::Split { id, at }),
        None => Reply::said(strings::CLICK_TO_SPLIT),
    }
}

/// Shows what else could get the name of an annotation.
fn show_rename(state: &State, id: Id) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let Some(annotation) = session.set().get(id) else { return Reply::said(strings::SELECT_FIRST) };
    let annotation = session.quotation_of(annotation);
    let Some(name) = name_of(annotation) else { return Reply::said(strings::SELECT_NAMED) };
    let offer = session.offer().filter(|offer| offer.id == annotation.id);
    let (from, to) = offer.map_or((name, name), |offer| (&offer.from, &offer.to));
    dom::fill(&dom::by_id("rename-list"), &rename::render(session, from, to));
    Reply::dialog(Dialog::Rename)
}

/// Gives the name in the dialog to those that are ticked there.
pub(super) fn rename_ticked(state: &mut State) -> Reply {
    let ticked = dom::find_all("#rename-list input:checked");
    let ids: Vec<Id> = ticked.iter().filter_map(|e| e.get_attribute("data-id")?.parse().ok()).collect();
    let name = dom::value_of("new-name").split_whitespace().collect::<Vec<_>>().join(" ");
    if ids.is_empty() || name.is_empty() {
        return Reply::failed(FailureCode::Empty, strings::WRITE_AND_TICK);
    }
    perform_bulk(state, |session| session.rename(ids, name)).and_close()
}

/// Copies a quotation to the clipboard, as it is cited.
fn copy(state: &State, id: Id, style: CitationStyle) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let Some(annotation) = session.set().get(id) else { return Reply::said(strings::SELECT_FIRST) };
    let quotation = session.quotation_of(annotation);
    let copy = match style {
        CitationStyle::Plain => citation::plain(session, quotation),
        CitationStyle::Markdown => citation::markdown(session, quotation),
    };
    Reply { copy: Some(copy), ..Reply::said(strings::COPIED_WITH_ITS_SOURCE) }
}
