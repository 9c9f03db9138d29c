//! The report on a newer version: answering what it asks, and writing it to a file.

use super::draw;

use super::reading::{ArticleText, ReadRequest, ReadResult};
use super::reply::{Download, FailureCode, Reply, ReplyError};
use super::state::State;
use super::update::changed;
use crate::annotation::Id;
use crate::format::file_stem;
use crate::page::command::ReportFile;
use crate::page::version_files::{self, ComparedDocuments};
use crate::session::{DoubtfulQuotation, VersionReport};
use crate::store::{StoreError, StoredArticle, VersionAnswer};
use crate::strings;

/// A reader says that a quotation of the older version is the one that the report proposes.
pub(super) fn was_altered(state: &mut State, id: Id) -> Reply {
    answer(state, id, strings::SAID_WAS_ALTERED, |state, older| {
        let id_now = state.open.id().to_owned();
        let mut open = state.saving.library.version_answers(&id_now);
        open.remove(&id);
        let shown = state.open.report.as_ref();
        let shown =
            shown.and_then(|report| report.doubtful.iter().find(|doubtful| is_of(doubtful, id))).cloned();
        let session = state.open.session.as_mut()?;
        let doubtful = shown.or_else(|| {
            let report = session.compare_with(&older.document, &older.set, &open);
            report.doubtful.into_iter().find(|doubtful| is_of(doubtful, id))
        })?;
        let carried = session.carry_to(&older.document, &older.set, id, &doubtful.spans);
        if let Ok(done) = carried {
            changed(state, done);
        }
        Some(VersionAnswer::Altered(doubtful.spans))
    })
}

/// A reader says that a quotation of the older version is gone.
pub(super) fn was_removed(state: &mut State, id: Id) -> Reply {
    answer(state, id, strings::SAID_WAS_REMOVED, |_, _| Some(VersionAnswer::Removed))
}

/// Keeps an answer, and shows the report as it is with it.
fn answer(
    state: &mut State,
    id: Id,
    said: &str,
    find: impl FnOnce(&mut State, &StoredArticle) -> Option<VersionAnswer>,
) -> Reply {
    let older = match older(state) {
        Ok(Some(older)) => older,
        Ok(None) => return Reply::failed(FailureCode::Storage, strings::GONE_FROM_LIBRARY),
        Err(error) => return Reply::not_saved(&error),
    };
    let Some(answer) = find(state, &older) else { return Reply::default() };
    let newer_id = state.open.id().to_owned();
    let mut answers = state.saving.library.version_answers(&newer_id);
    answers.insert(id, answer);
    let kept = state.saving.library.set_version_answers(&newer_id, &answers);
    if let Some(report) = &mut state.open.report {
        // It is answered; where it stands now, the new report says.
        report.doubtful.retain(|doubtful| !is_of(doubtful, id));
    }
    state.open.compare_soon(&older, &answers);
    draw::panel(state);
    draw::report(state);
    let error = kept.err().map(|error| ReplyError::not_saved(&error));
    Reply { error, ..Reply::said(said) }
}

fn is_of(doubtful: &DoubtfulQuotation, id: Id) -> bool {
    doubtful.gone.passage.id == Some(id)
}

/// The request to compare the open article with its older version in a worker, if that is due.
pub(super) fn request_comparison(state: &mut State) -> Option<Box<str>> {
    if !std::mem::take(&mut state.open.is_comparison_due) {
        return None;
    }
    let older = older(state).ok().flatten()?;
    let session = state.open.session.as_ref()?;
    let request = ReadRequest::Comparison {
        id: state.open.id().to_owned(),
        article: ArticleText::of(session.document()),
        set: session.set().clone(),
        older: ArticleText::of(&older.document),
        older_set: older.set,
        answers: state.saving.library.version_answers(state.open.id()),
    };
    serde_json::to_string(&request).ok().map(String::into_boxed_str)
}

/// Takes what a worker has found out.
pub(super) fn take_comparison(state: &mut State, result: &str) -> Reply {
    match serde_json::from_str(result) {
        Ok(ReadResult::Compared(id, report)) => take_report(state, &id, report),
        // Opening the article again compares it again.
        _ => Reply::quiet(),
    }
}

/// Shows a report, unless another article is open by now.
pub(super) fn take_report(state: &mut State, id: &str, report: VersionReport) -> Reply {
    if id == state.open.id() {
        state.open.set_report(report);
        draw::panel(state);
        draw::report(state);
    }
    Reply::quiet()
}

fn older(state: &State) -> Result<Option<StoredArticle>, StoreError> {
    state.saving.library.older(state.open.id())
}

/// The report, as a file.
pub(super) fn export_report(state: &State, file: ReportFile) -> Reply {
    let (Some(report), Some(session)) = (&state.open.report, &state.open.session) else {
        return Reply::said(strings::OPEN_FIRST);
    };
    let older = match older(state) {
        Ok(Some(older)) => older,
        Ok(None) => return Reply::failed(FailureCode::Storage, strings::GONE_FROM_LIBRARY),
        Err(error) => return Reply::not_saved(&error),
    };
    let documents = ComparedDocuments { old: &older.document, new: session.document() };
    let (ending, mime, text) = match file {
        ReportFile::Csv => ("csv", "text/csv", version_files::csv(report)),
        ReportFile::Markdown => ("md", "text/markdown", version_files::markdown(report, documents)),
        ReportFile::Html => ("html", "text/html", version_files::html(report, documents)),
    };
    let name = format!("{}-changes.{ending}", file_stem(&state.open.title()));
    Reply::download(strings::EXPORTED, Download::text(name, mime, text))
}
