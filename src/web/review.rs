//! The pass through the unchecked annotations, and verdicts on many at once.

use super::draw::{self, Focus};
use super::reply::Reply;
use super::state::State;
use super::update::{offer_rename, perform, perform_bulk};
use super::{annotations, lists, words};
use crate::annotation::{Body, Id, Verdict};
use crate::page::command::ReviewCommand;
use crate::page::progress;
use crate::session::{Action, MarkKind, Session};
use crate::strings;
use crate::view::ENTITY_KINDS;
use crate::view::wire::from_wire_name;

pub(super) fn act(state: &mut State, command: ReviewCommand) -> Reply {
    match command {
        ReviewCommand::NextUnchecked => next_unchecked(state),
        ReviewCommand::ConfirmAndNext => judge_and_go_on(state, Verdict::Confirmed),
        ReviewCommand::RejectAndNext => judge_and_go_on(state, Verdict::Rejected),
        ReviewCommand::Digit(digit) => choose_by_digit(state, digit),
        ReviewCommand::ConfirmShown => judge_all(state, lists::shown(state), Verdict::Confirmed),
        ReviewCommand::RejectShown => judge_all(state, lists::shown(state), Verdict::Rejected),
        ReviewCommand::ConfirmTicked => judge_all(state, lists::ticked(state), Verdict::Confirmed),
        ReviewCommand::RejectTicked => judge_all(state, lists::ticked(state), Verdict::Rejected),
        ReviewCommand::OnlyThis => annotations::only_this(state),
    }
}

/// Judges many as one step. What was ticked is done.
fn judge_all(state: &mut State, ids: Vec<Id>, verdict: Verdict) -> Reply {
    state.drawn.choice.ticks.clear();
    let action =
        if verdict == Verdict::Confirmed { Action::ConfirmAll { ids } } else { Action::RejectAll { ids } };
    perform_bulk(state, |session| session.perform(action))
}

/// Sets the order of the pass, which the bookmark remembers.
pub(super) fn set_order(state: &mut State, value: &str) -> Reply {
    state.drawn.choice.review_order = from_wire_name(value).unwrap_or_default();
    draw::panel(state);
    state.save_bookmark();
    Reply::quiet()
}

/// Gives a kind to what is ticked in the list.
pub(super) fn set_ticked_kind(state: &mut State, value: &str) -> Reply {
    let quote = || from_wire_name(value).map(MarkKind::QuoteOf);
    let Some(label) = from_wire_name(value).map(MarkKind::Entity).or_else(quote) else {
        return Reply::default();
    };
    let ids = lists::ticked(state);
    state.drawn.choice.ticks.clear();
    perform_bulk(state, |session| session.perform(Action::SetKinds { ids, label }))
}

/// Goes on to the next annotation that nobody has checked.
fn next_unchecked(state: &mut State) -> Reply {
    let Some(session) = &mut state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let next = session.look_at_next_unchecked(state.drawn.choice.review_order);
    let progress = session.progress();
    draw::selection(state);
    draw::show_selected(state, Focus::Mark);
    let said = progress::said(progress);
    match next {
        None if progress.others.is_complete() && progress.quotations.is_complete() => {
            Reply::said(strings::fill(strings::ALL_CHECKED, &[&said]))
        }
        None => Reply::said(strings::NO_OTHER_TO_CHECK),
        Some(_) => Reply::said(said),
    }
}

/// Gives a verdict, and goes on to the next. An annotation that has the verdict already stays as it is.
fn judge_and_go_on(state: &mut State, verdict: Verdict) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let Some(selected) = session.selected() else { return next_unchecked(state) };
    let (id, has_verdict) = (selected.id, selected.verdict == verdict);
    let was_quotation = selected.quote().is_some();
    if !has_verdict {
        let action = if verdict == Verdict::Confirmed {
            Action::ConfirmName { id }
        } else {
            Action::RejectName { id }
        };
        let done = perform(state, |session| session.perform(action));
        if done.error.is_some() {
            return done;
        }
    }
    let narrower = state.open.session.as_ref().and_then(Session::narrower).map(|step| step.all);
    let next = next_unchecked(state);
    let did = if verdict == Verdict::Confirmed { strings::CONFIRMED } else { strings::REJECTED };
    let did = narrower.map_or(did.to_owned(), |n| strings::fill(strings::SAID_WITH_MENTIONS, &[&did, &n]));
    let session = state.open.session.as_ref();
    let all_done = session.is_some_and(|s| s.progress().quotations.is_complete());
    let turn = if all_done && was_quotation { strings::QUOTATIONS_CHECKED } else { "" };
    let rest = next.status.clone().unwrap_or_default();
    Reply { status: Some(format!("{did}{turn}. {rest}")), ..next }
}

/// What a digit stands for: a kind of name for the selected words; else a speaker of the selected quotation, or a kind
/// for the selected name.
fn choose_by_digit(state: &mut State, digit: u8) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let Some(at) = usize::from(digit).checked_sub(1) else { return Reply::default() };
    let kind = || ENTITY_KINDS.get(at).map(|&kind| MarkKind::Entity(kind));
    if let Ok(span) = words::selected_words(state) {
        let action = kind().map(|label| Action::Mark { span, label });
        return action.map_or_else(Reply::default, |action| words::perform_on_words(state, action));
    }
    let Some(selected) = session.selected() else { return Reply::said(strings::SELECT_FIRST) };
    let selected = session.quotation_of(selected);
    let id = selected.id;
    let action = match selected.body {
        Body::Quote(_) => {
            session.likely_speakers(selected).into_iter().nth(at).map(|name| Action::SetSpeaker { id, name })
        }
        Body::Entity(_) => ENTITY_KINDS.get(at).map(|&kind| Action::SetNameKind { id, kind }),
        _ => None,
    };
    let Some(action) = action else {
        return Reply::said(strings::fill(strings::NO_CHOICE, &[&digit]));
    };
    let reply = perform(state, |session| session.perform(action));
    offer_rename(state, reply)
}
