//! Another person's set of the open article: comparing it, walking through the differences, settling them.

use super::coming_in::read_beside;
use super::modules::NoModule;
use super::reading::{ArticleText, ReadRequest};
use super::reply::{Download, FailureCode, Reply, ReplyError};
use super::state::State;
use super::update::perform_bulk;
use super::waiting::BrowserRequest;
use super::{annotator, dom, formats, project};
use crate::format::{Format, file_stem};
use crate::page::command::{Command, ComparisonCommand, Dialog, ManySetsCommand, SettledFile};
use crate::page::comparison::{self, ComparisonView};
use crate::page::comparison_files;
use crate::page::controls::button;
use crate::page::project_answers::{ComparedSets, ProjectRequest};
use crate::project::settling::{Dispute, settled};
use crate::session::{Changed, Session};
use crate::store::{Choice, Decision, DisputedPair, StoredComparison, StoredSource, difference};
use crate::strings;
use crate::view::count;

/// The dialog, which has keys of its own.
pub(super) const DIALOG: &str = "comparison-dialog";

pub(super) fn act(state: &mut State, command: ComparisonCommand) -> Reply {
    match command {
        ComparisonCommand::Show => show(state),
        ComparisonCommand::Decide(pair, choice) => decide(state, pair, choice),
        ComparisonCommand::Undo => {
            step(state, StoredComparison::undo, [strings::DECISION_UNDONE, strings::NO_DECISION_TO_UNDO])
        }
        ComparisonCommand::Redo => {
            step(state, StoredComparison::redo, [strings::DECISION_REDONE, strings::NO_DECISION_TO_REDO])
        }
        ComparisonCommand::GoTo(index) => go_to(state, index),
        ComparisonCommand::Take => take_settled(state),
        ComparisonCommand::Export(file) => export(state, file),
    }
}

/// Shows the dialog, with the comparison that is kept with the article.
fn show(state: &mut State) -> Reply {
    if let Some(refused) = project::refused() {
        return refused;
    }
    state.comparing = None;
    draw(state);
    if state.open.session.is_none() {
        return Reply::dialog(Dialog::Comparison);
    }
    let kept = match state.saving.library.comparison(state.open.id()) {
        Ok(kept) => kept,
        Err(error) => return Reply { dialog: Some(Dialog::Comparison), ..Reply::not_saved(&error) },
    };
    let again = match kept {
        Some(kept) => compare(state, kept),
        None => Reply::done(),
    };
    Reply { dialog: Some(Dialog::Comparison), status: None, ..again }
}

/// Has the set of a file read.
pub(super) fn read(state: &State, name: &str, file: String) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let (id, article) = (state.open.id().to_owned(), ArticleText::of(session.document()));
    read_beside(&ReadRequest::OtherSet { name: name.to_owned(), file, id, article })
}

/// Compares the set that was read with the open article's.
pub(super) fn begin(state: &State, id: &str, theirs: StoredComparison) -> Reply {
    if id != state.open.id() {
        return Reply::failed(FailureCode::Empty, strings::CHECKED_OTHER_ARTICLE);
    }
    compare(state, theirs)
}

pub(super) fn compare(state: &State, comparison: StoredComparison) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    project::ask(&ProjectRequest::Compare {
        id: state.open.id().to_owned(),
        article: StoredSource::new("", session.document()),
        mine: session.set().clone(),
        comparison,
    })
}

/// Takes what was compared.
pub(super) fn take(state: &mut State, compared: ComparedSets) -> Reply {
    if compared.id != state.open.id() {
        return Reply::failed(FailureCode::Empty, strings::CHECKED_OTHER_ARTICLE);
    }
    let said = count(compared.disputes.len(), strings::DIFFERENCES_COUNT);
    let kept = state.saving.library.set_comparison(&compared.id, &compared.comparison);
    let choices = compared.comparison.choices();
    let is_open = |dispute: &Dispute| !choices.contains_key(&dispute.pair);
    let next = compared.disputes.iter().position(is_open).unwrap_or(0);
    state.difference =
        state.first_difference.take().filter(|&at| at < compared.disputes.len()).unwrap_or(next);
    state.comparing = Some(compared);
    draw(state);
    if 0 < state.difference {
        focus_current();
    }
    let error = kept.err().map(|error| ReplyError::not_saved(&error));
    if std::mem::take(&mut state.has_settled) {
        return Reply { error, ..Reply::said(strings::SAID_SETTLED) };
    }
    Reply { error, ..Reply::said(strings::fill(strings::SAID_COMPARED, &[&said])) }
}

fn draw(state: &State) {
    let shown = state.open.session.as_ref().zip(state.comparing.as_ref()).map(|(session, compared)| {
        comparison::render(&ComparisonView {
            document: session.document(),
            mine: session.set(),
            comparison: &compared.comparison,
            agreement: &compared.agreement,
            disputes: &compared.disputes,
            current: state.difference,
        })
    });
    let back = (!state.many_sets.shown.is_empty())
        .then(|| button(strings::BACK_TO_ALL, &Command::ManySets(ManySetsCommand::Show)));
    dom::fill(&dom::by_id("comparison"), back.iter().chain(shown.iter().flatten()));
}

fn decide(state: &mut State, pair: DisputedPair, choice: Choice) -> Reply {
    let by = annotator::name(state);
    let Some(compared) = &mut state.comparing else { return Reply::done() };
    compared.comparison.decide(Decision { pair, choice, at: annotator::now(), by });
    let here = compared.disputes.iter().position(|dispute| dispute.pair == pair).unwrap_or(state.difference);
    let choices = compared.comparison.choices();
    let is_open = |&index: &usize| !choices.contains_key(&compared.disputes[index].pair);
    let all = compared.disputes.len();
    let next = (here + 1..all).chain(0..here).find(is_open);
    state.difference = next.unwrap_or(here);
    keep(state, strings::fill(strings::CHOSEN, &[&(here + 1), &comparison::choice_label(choice)]))
}

/// Takes a decision back, or makes it again.
fn step(
    state: &mut State,
    step: fn(&mut StoredComparison) -> Option<DisputedPair>,
    [done, nothing]: [&str; 2],
) -> Reply {
    let Some(compared) = &mut state.comparing else { return Reply::said(nothing) };
    let Some(pair) = step(&mut compared.comparison) else { return Reply::said(nothing) };
    let at = compared.disputes.iter().position(|dispute| dispute.pair == pair);
    state.difference = at.unwrap_or(state.difference);
    keep(state, done.to_owned())
}

/// Keeps the decisions, and shows them.
fn keep(state: &mut State, said: String) -> Reply {
    let Some(compared) = &state.comparing else { return Reply::done() };
    let kept = state.saving.library.set_comparison(&compared.id, &compared.comparison);
    draw(state);
    focus_current();
    let error = kept.err().map(|error| ReplyError::not_saved(&error));
    Reply { error, ..Reply::said(said) }
}

fn go_to(state: &mut State, index: usize) -> Reply {
    let all = state.comparing.as_ref().map_or(0, |compared| compared.disputes.len());
    state.difference = index.min(all.saturating_sub(1));
    draw(state);
    focus_current();
    Reply::done()
}

fn focus_current() {
    if let Some(item) = dom::find("#comparison .differences [aria-current]") {
        dom::focus(&item);
        dom::bring_into_view(&item);
    }
}

/// Does what a key asks for.
pub(super) fn key(state: &mut State, key: &str) -> Reply {
    command_of(state, key).map_or_else(Reply::default, |command| act(state, command))
}

fn command_of(state: &State, key: &str) -> Option<ComparisonCommand> {
    let here = state.difference;
    Some(match key {
        "ArrowDown" => ComparisonCommand::GoTo(here + 1),
        "ArrowUp" => ComparisonCommand::GoTo(here.saturating_sub(1)),
        "Ctrl+z" => ComparisonCommand::Undo,
        "Ctrl+y" | "Ctrl+Shift+z" | "Ctrl+Shift+Z" => ComparisonCommand::Redo,
        key => {
            let pair = state.comparing.as_ref()?.disputes.get(here)?.pair;
            ComparisonCommand::Decide(pair, comparison::choice_of(key)?)
        }
    })
}

/// Makes the open article's set the settled one, as one step, and compares again.
fn take_settled(state: &mut State) -> Reply {
    let Some(compared) = &state.comparing else { return Reply::done() };
    let comparison = compared.comparison.clone();
    let reply = perform_bulk(state, |session: &mut Session| {
        let edits = difference(session.set(), &settled(session.set(), &comparison)).edits;
        if edits.is_empty() {
            return Ok(Changed::default());
        }
        session.perform_restored(strings::SETTLE, edits)
    });
    if reply.error.is_some() {
        return reply;
    }
    state.has_settled = true;
    compare(state, comparison)
}

fn export(state: &mut State, file: SettledFile) -> Reply {
    let formats = match (formats::loaded(), file) {
        (Err(NoModule::NotLoaded), SettledFile::Set) => {
            let again = Command::Comparison(ComparisonCommand::Export(file));
            return state.waiting.ask(BrowserRequest::Formats, again);
        }
        (formats, _) => formats,
    };
    let Some((session, compared)) = state.open.session.as_ref().zip(state.comparing.as_ref()) else {
        return Reply::done();
    };
    let (stem, document) = (file_stem(&state.open.title()), session.document());
    let comparison = &compared.comparison;
    let download = match file {
        SettledFile::Set => {
            let set = settled(session.set(), comparison);
            let Ok(formats) = formats else {
                return Reply::failed(FailureCode::File, strings::NO_FORMATS);
            };
            let text = formats.export(document, &set, state.open.id(), Format::Jsonld);
            let name = format!("{stem}-settled.jsonld");
            Download::text(name, Format::Jsonld.media_type(), text)
        }
        SettledFile::Decisions => {
            let text = comparison_files::decisions(document, session.set(), comparison, &compared.disputes);
            Download::text(format!("{stem}-decisions.csv"), "text/csv", text)
        }
    };
    Reply::download(strings::EXPORTED, download)
}
