//! What goes beyond one action on one annotation: the pass through the unchecked, digits, names carried to others,
//! the words selected in the browser.

use super::act::{label, perform_with};
use super::draw::{self, Focus};
use super::state::State;
use super::{Reply, dom, selection};
use crate::annotation::{Annotation, Body, Id, RelationKind, Verdict};
use crate::page::elsewhere::{self, Elsewhere};
use crate::page::{progress, rename, tags};
use crate::session::{Action, Session, name_of};
use crate::span::Span;
use crate::strings;
use crate::view::{ENTITY_KINDS, count};

const OPEN_FIRST: &str = strings::OPEN_FIRST;
const SELECT_WORDS: &str = strings::SELECT_WORDS;
const SELECT_ONE: &str = strings::SELECT_FIRST;

/// Goes on to the next annotation that nobody has checked.
pub(super) fn next_unchecked(state: &mut State) -> Reply {
    let Some(session) = &mut state.session else { return Reply::said(OPEN_FIRST) };
    let next = session.look_at_next_unchecked();
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

/// A verdict, and on to the next. What has the verdict already only lets the reader go on.
pub(super) fn judge_and_go_on(state: &mut State, verdict: Verdict) -> Reply {
    let Some(session) = &state.session else { return Reply::said(OPEN_FIRST) };
    let Some(selected) = session.selected() else { return next_unchecked(state) };
    let (id, is_so) = (selected.id, selected.verdict == verdict);
    let was_quotation = selected.quote().is_some();
    if !is_so {
        let action =
            if verdict == Verdict::Confirmed { Action::Confirm { id } } else { Action::Reject { id } };
        let done = perform_with(state, |session| session.perform(action));
        if done.error.is_some() {
            return done;
        }
    }
    let went = next_unchecked(state);
    let did = if verdict == Verdict::Confirmed { strings::CONFIRMED } else { strings::REJECTED };
    let all_done = state.session.as_ref().is_some_and(|s| s.progress().quotations.is_complete());
    let turn = if all_done && was_quotation { strings::QUOTATIONS_CHECKED } else { "" };
    let rest = went.status.clone().unwrap_or_default();
    Reply { status: Some(format!("{did}{turn}. {rest}")), ..went }
}

/// What a digit stands for: a kind of name for the words that are selected, a speaker of the quotation that is
/// looked at, a kind for the name that is.
pub(super) fn digit(state: &mut State, digit: &str) -> Reply {
    let Some(session) = &state.session else { return Reply::said(OPEN_FIRST) };
    let Some(at) = digit.parse::<usize>().ok().and_then(|n| n.checked_sub(1)) else {
        return Reply::default();
    };
    let kind = || ENTITY_KINDS.get(at).map(|&kind| crate::session::MarkKind::Entity(kind));
    if let Some(span) = selection::read(session) {
        let action = kind().map(|label| Action::Mark { span, label });
        return action.map_or_else(Reply::default, |action| on_words(state, action));
    }
    let Some(selected) = session.selected() else { return Reply::said(SELECT_ONE) };
    let selected = session.quotation_of(selected);
    let id = selected.id;
    let action = match selected.body {
        Body::Quote(_) => {
            session.likely_speakers(selected).into_iter().nth(at).map(|name| Action::SetSpeaker { id, name })
        }
        Body::Entity(_) => kind().map(|label| Action::SetKind { id, label }),
        _ => None,
    };
    let Some(action) = action else {
        return Reply::said(strings::fill(strings::NO_CHOICE, &[&digit]));
    };
    perform(state, action)
}

/// What is to be done with the words that are selected.
pub(super) fn with_words(state: &mut State, act: &str, value: &str) -> Reply {
    let Some(session) = &state.session else { return Reply::said(OPEN_FIRST) };
    let selected = session.selected().map(|a| a.id);
    if act == "split" {
        return match (selected, selection::caret(session)) {
            (Some(id), Some(at)) => on_words(state, Action::Split { id, at }),
            (None, _) => Reply::said(SELECT_ONE),
            _ => Reply::said(strings::CLICK_TO_SPLIT),
        };
    }
    let Some(span) = selection::read(session) else { return Reply::said(SELECT_WORDS) };
    let action = match (act, selected) {
        ("mark", _) => label(value).map(|label| Action::Mark { span, label }),
        (_, Some(id)) => Some(about(act, id, span)),
        (_, None) => return Reply::said(SELECT_ONE),
    };
    action.map_or_else(Reply::default, |action| on_words(state, action))
}

fn about(act: &str, id: Id, span: Span) -> Action {
    match act {
        "as-speaker" => Action::SetMention { id, span, kind: RelationKind::SpokenBy },
        "as-cue" => Action::SetMention { id, span, kind: RelationKind::CuedBy },
        "include" => Action::Include { id, span },
        _ => Action::Exclude { id, span },
    }
}

/// An action on the selected words, which are let go of when it is done.
fn on_words(state: &mut State, action: Action) -> Reply {
    let reply = perform_with(state, |session| session.perform(action));
    if reply.error.is_none() {
        selection::clear();
        // The words are in view: they were selected just now.
        draw::refocus(state);
    }
    reply
}

/// An action, with what it offers.
pub(super) fn perform(state: &mut State, action: Action) -> Reply {
    let reply = perform_with(state, |session| session.perform(action));
    with_offer(state, reply)
}

/// Fills the list under the field for tags: those of this article and of the library, after those that are written
/// already.
pub(super) fn complete_tags(state: &State, written: &str) -> Reply {
    let Some(session) = &state.session else { return Reply::quiet() };
    // A library that cannot be read has no tags to offer.
    let mut known = state.library.tags().unwrap_or_default();
    known.extend(tags::of(session));
    dom::fill(&dom::by_id("known-tags"), &tags::options(&known, written));
    Reply::quiet()
}

/// Joins the quotation that is looked at with the one after it or before it.
pub(super) fn join(state: &mut State, act: &str) -> Reply {
    let Some(session) = &state.session else { return Reply::said(OPEN_FIRST) };
    let Some(id) = session.selected().map(|a| a.id) else { return Reply::said(SELECT_ONE) };
    let other = if act == "join-next" { session.quotation_after(id) } else { session.quotation_before(id) };
    let Some(other) = other else { return Reply::said(strings::NO_QUOTATION_TO_JOIN) };
    perform_with(state, |session| session.perform(Action::Join { id, other }))
}

/// Shows what a name could be carried to.
pub(super) fn rename_dialog(state: &State, id: &str) -> Reply {
    let Some(session) = &state.session else { return Reply::said(OPEN_FIRST) };
    let asked = id.parse().ok().and_then(|id| session.set().get(id));
    let Some(annotation) = asked.or(session.selected()) else { return Reply::said(SELECT_ONE) };
    let annotation = session.quotation_of(annotation);
    let Some(name) = name_of(annotation) else {
        return Reply::said(strings::SELECT_NAMED);
    };
    let offer = session.offer().filter(|offer| offer.id == annotation.id);
    let (from, to) = offer.map_or((name, name), |offer| (&offer.from, &offer.to));
    dom::fill(&dom::by_id("rename-list"), &rename::render(session, from, to));
    Reply::dialog("rename-dialog")
}

/// Carries the name in the dialog to those that are ticked there.
pub(super) fn rename(state: &mut State) -> Reply {
    let ticked = dom::find_all("#rename-list input:checked");
    let ids: Vec<Id> = ticked.iter().filter_map(|e| e.get_attribute("data-id")?.parse().ok()).collect();
    let name = dom::value_of("new-name").split_whitespace().collect::<Vec<_>>().join(" ");
    if ids.is_empty() || name.is_empty() {
        return Reply::failed("empty", strings::WRITE_AND_TICK);
    }
    perform_with(state, |session| session.rename(ids, name)).and_close()
}

/// The quotation that is looked at goes to the clipboard, as it is cited.
pub(super) fn copy(state: &State, id: &str, cite: fn(&Session, &Annotation) -> String) -> Reply {
    let Some(session) = &state.session else { return Reply::said(OPEN_FIRST) };
    let asked = id.parse().ok().and_then(|id| session.set().get(id));
    let Some(annotation) = asked.or(session.selected()) else { return Reply::said(SELECT_ONE) };
    let copy = cite(session, session.quotation_of(annotation));
    Reply { copy: Some(copy), ..Reply::said(strings::COPIED_WITH_ITS_SOURCE) }
}

/// Looks for the quotations of this article in the others of the library.
pub(super) fn elsewhere(state: &State) -> Reply {
    let Some(session) = &state.session else { return Reply::said(OPEN_FIRST) };
    let (entries, _) = match state.library.list() {
        Ok(list) => list,
        Err(error) => return Reply::failed("storage", error.to_string()),
    };
    let others = entries.into_iter().filter(|entry| entry.id != state.id());
    let articles = others.filter_map(|entry| {
        // One that cannot be read is told of in the library itself.
        let other = state.library.load(&entry.id).ok().flatten()?;
        let echoes = session.shared_quotations(&other.document, &other.set);
        Some(Elsewhere { id: entry.id, title: entry.title, echoes })
    });
    let found = elsewhere::render(&articles.collect::<Vec<_>>());
    dom::fill(&dom::by_id("elsewhere"), &found);
    Reply { dialog: Some("elsewhere-dialog"), ..Reply::done() }.and_close()
}

/// The status line after a change of one name that others could follow.
fn with_offer(state: &State, reply: Reply) -> Reply {
    let Some(offer) = state.session.as_ref().and_then(Session::offer) else { return reply };
    let said = reply.status.clone().unwrap_or_default();
    let more = count(offer.others, strings::ANNOTATIONS);
    let offer = strings::fill(strings::OTHERS_COULD_FOLLOW, &[&said, &more, &offer.from]);
    Reply { status: Some(offer), ..reply }
}
