//! Restoring a back-up. A worker reads the file and makes the records. What must know what is here (merging into an
//! article, a restore point of one that is replaced) is done in the page, a little at a time.

use std::collections::BTreeMap;

use super::backup::{current, merge_one};
use super::draw;
use super::reading::{ReadRequest, ReadResult, RestoreMode, read_with};
use super::reply::{FailureCode, Reply};
use super::restoration::Restoration;
use super::state::State;
use super::update::start_again;
use super::waiting::BrowserRequest;
use crate::page::backup::RestoreReport;
use crate::page::command::{Command, LibraryCommand};
use crate::sorting::CollectSorted as _;
use crate::store::{JournalPosition, PreparedBackup, RestorePlan, StoreError, backup as backup_file};
use crate::strings;
use crate::view::count;

/// For how long the page works at one time, in milliseconds: with what the browser does afterwards less than the 50 from
/// which on a reader feels a delay.
const SLICE: f64 = 20.0;

/// Has a worker read the file.
pub(super) fn begin(state: &mut State, name: &str, mode: RestoreMode) -> Reply {
    if name.is_empty() {
        return Reply::failed(FailureCode::File, strings::BACKUP_CHOOSE);
    }
    match plan(state, mode) {
        Ok(plan) => {
            let request = ReadRequest::Backup { name: name.to_owned(), mode, plan };
            Reply { read: serde_json::to_string(&request).ok(), ..Reply::quiet() }
        }
        Err(error) => Reply::not_saved(&error),
    }
}

/// Merges a back-up, all of it before anything else is done.
pub(super) fn merge_now(state: &mut State, name: &str, bytes: &[u8]) -> Reply {
    let plan = match plan(state, RestoreMode::Merge) {
        Ok(plan) => plan,
        Err(error) => return Reply::not_saved(&error),
    };
    let request = ReadRequest::Backup { name: name.to_owned(), mode: RestoreMode::Merge, plan };
    let mut reply = match read_with(request, bytes) {
        Some(ReadResult::Backup(name, mode, prepared)) => take(state, &name, mode, prepared),
        Some(ReadResult::Refused(error)) => return Reply { error: Some(error), ..Reply::done() },
        _ => return Reply::default(),
    };
    while state.restoration.is_some() {
        reply = go_on(state);
    }
    state.waiting.forget();
    reply
}

fn plan(state: &mut State, mode: RestoreMode) -> Result<RestorePlan, StoreError> {
    state.save()?;
    let (library, sync) = (&mut state.saving.library, &state.saving.journal_sync);
    match mode {
        RestoreMode::Merge => library.plan_merge(sync.position("")),
        RestoreMode::Replace => {
            let ids = library.ids()?;
            let positions: BTreeMap<_, _> =
                ids.into_iter().map(|id| (id.clone(), sync.position(&id))).collect_map();
            library.plan_replacement(positions, sync.position(""))
        }
    }
}

/// Restores what the worker has read.
pub(super) fn take(state: &mut State, name: &str, mode: RestoreMode, prepared: PreparedBackup) -> Reply {
    match mode {
        RestoreMode::Merge => said(state, |state| merge(state, prepared)),
        RestoreMode::Replace => {
            let here = match state.saving.library.ids() {
                Ok(here) => here,
                Err(error) => return Reply::not_saved(&error),
            };
            if !here.is_empty() && state.drawn.replacing.as_deref() != Some(name) {
                state.drawn.replacing = Some(name.to_owned());
                let n = count(here.len(), strings::ARTICLES);
                return Reply::failed(FailureCode::Confirm, format!("{n} {}", strings::BACKUP_SURE));
            }
            state.drawn.replacing = None;
            state.restoration = Some(Restoration::Replacing { prepared, here, n_kept: 0 });
            go_on(state)
        }
    }
}

/// Does as much as the page has time for; more follows after a pause.
pub(super) fn go_on(state: &mut State) -> Reply {
    said(state, |state| {
        let end = js_sys::Date::now() + SLICE;
        while js_sys::Date::now() < end {
            let Some(restoration) = state.restoration.take() else { return Ok(None) };
            let report = match restoration {
                Restoration::Merging { prepared, report } => merge_next(state, prepared, report)?,
                Restoration::Replacing { prepared, here, n_kept } => {
                    replace_next(state, prepared, here, n_kept)?
                }
            };
            if report.is_some() {
                return Ok(report);
            }
        }
        Ok(None)
    })
}

/// The reader has stopped it. What was merged stays: each of these articles has it as one step.
pub(super) fn stop(state: &mut State) -> Reply {
    state.waiting.forget();
    if let Some(import) = state.importing.take() {
        return import.finished();
    }
    match state.restoration.take() {
        Some(Restoration::Merging { report, .. }) if report != RestoreReport::default() => {
            draw::panel(state);
            Reply::said(strings::fill(strings::BACKUP_STOPPED, &[&report.said()]))
        }
        _ => Reply::said(strings::STOPPED_NOTHING_CHANGED),
    }
}

/// What came of a part of the work, or a pause before the next.
fn said(
    state: &mut State,
    work: impl FnOnce(&mut State) -> Result<Option<RestoreReport>, StoreError>,
) -> Reply {
    match work(state) {
        Ok(Some(report)) => Reply::said(report.said()).and_close(),
        Ok(None) if state.restoration.is_none() => Reply::quiet(),
        Ok(None) => state.waiting.ask(BrowserRequest::Pause, Command::Library(LibraryCommand::RestoreMore)),
        Err(error) => {
            let stays = match state.restoration.take() {
                Some(Restoration::Merging { report, .. }) if report != RestoreReport::default() => {
                    draw::panel(state);
                    strings::fill(strings::BACKUP_PART_STAYS, &[&report.said()])
                }
                _ => strings::BACKUP_NOTHING_CHANGED.to_owned(),
            };
            Reply::failed(FailureCode::Storage, format!("{error}. {stays}"))
        }
    }
}

/// Adds the articles that are not here, and what could not be read. The others are merged one by one.
fn merge(state: &mut State, mut prepared: PreparedBackup) -> Result<Option<RestoreReport>, StoreError> {
    set_positions(state, &mut prepared);
    state.saving.library.write_prepared(&prepared)?;
    let report = RestoreReport { added: prepared.articles.len(), ..RestoreReport::default() };
    state.restoration = Some(Restoration::Merging { prepared, report });
    Ok(None)
}

/// Has the records say what the journal has of their articles by now: the open article may have been unsaved, another tab
/// may have changed one, and one that was removed may have steps in the journal.
pub(super) fn set_positions(state: &mut State, prepared: &mut PreparedBackup) {
    let sync = &mut state.saving.journal_sync;
    for article in &mut prepared.articles {
        let now = sync.position_after_saving(&article.id);
        // A journal that goes on without this article changes nothing.
        let is_unknown = sync.steps_of(&article.id).next().is_none();
        let same = JournalPosition { key: article.position.key, ..now.clone() } == article.position;
        if article.position != now && !(is_unknown && same) {
            article.set_position(now);
        }
    }
}

/// Merges one article. Where that fails, those before it stay merged: the journal may have their steps already, and other
/// tabs may have made them.
fn merge_next(
    state: &mut State,
    mut prepared: PreparedBackup,
    mut report: RestoreReport,
) -> Result<Option<RestoreReport>, StoreError> {
    let merged = match prepared.merged.pop() {
        Some(json) => match backup_file::read_article(&json) {
            Some(article) => merge_one(state, &article, strings::MERGE, &mut report),
            None => Ok(()), // The worker has read it.
        },
        None => {
            let records = std::mem::take(&mut prepared.unreadable);
            let library = &mut state.saving.library;
            let restored =
                records.iter().try_for_each(|record| library.restore_unreadable(&record.key, &record.value));
            if restored.is_ok() {
                draw::panel(state);
                return Ok(Some(report));
            }
            restored
        }
    };
    state.restoration = Some(Restoration::Merging { prepared, report });
    merged.map(|()| None)
}

/// Takes a restore point of each article that is here; then replaces them all.
fn replace_next(
    state: &mut State,
    prepared: PreparedBackup,
    here: Vec<String>,
    n_kept: usize,
) -> Result<Option<RestoreReport>, StoreError> {
    let Some(id) = here.get(n_kept) else { return replace(state, prepared, &here).map(Some) };
    // What cannot be read stays as a record that is set aside.
    if let Ok(Some(stored)) = current(state, id) {
        state.points.before_replacement(id, &stored.set);
    }
    state.restoration = Some(Restoration::Replacing { prepared, here, n_kept: n_kept + 1 });
    Ok(None)
}

fn replace(
    state: &mut State,
    mut prepared: PreparedBackup,
    here: &[String],
) -> Result<RestoreReport, StoreError> {
    set_positions(state, &mut prepared);
    state.saving.library.all_or_nothing(|library| {
        here.iter().try_for_each(|id| library.remove(id))?;
        library.forget_reader_records(&prepared.unreadable)?;
        library.write_prepared_over(&prepared)?;
        let mut records = prepared.unreadable.iter();
        records.try_for_each(|record| library.restore_unreadable(&record.key, &record.value))?;
        library.set_bookmark(&prepared.bookmark)
    })?;
    for id in here {
        // The journal drops the article's steps.
        state.saving.journal_sync.position_after_saving(id);
    }
    state.saving.journal_sync.announce_replacement();
    start_again(state);
    let is_restored = |id: &&String| prepared.articles.iter().any(|article| article.id == **id);
    let removed = here.len() - here.iter().filter(is_restored).count();
    Ok(RestoreReport { added: prepared.articles.len(), removed, ..RestoreReport::default() })
}
