//! Newer versions of the open article: opening one, answering what the report asks, the report as a file.

use super::files;
use super::reply::{Download, FailureCode, Reply, ReplyError};
use super::state::State;
use super::update::changed;
use super::{dom, draw};
use crate::annotation::Id;
use crate::document::Document;
use crate::page::command::{Dialog, ReportFile};
use crate::page::newer;
use crate::page::version_files::{self, ComparedDocuments};
use crate::session::{Session, is_little_shared, shared_percent};
use crate::store::{JournalPosition, StoreError, StoredArticle, VersionAnswer};
use crate::strings;

/// Opens a newer version of the open article. Where hardly anything is shared, asks first whether it is one.
pub(super) fn open_newer(state: &mut State, text: &str, html: &str) -> Reply {
    let Some(old) = &state.open.session else {
        return Reply::failed(FailureCode::Empty, strings::OPEN_FIRST_STOP);
    };
    let document = match files::read_text(text, html) {
        Ok(document) => document,
        Err(refusal) => return refusal,
    };
    if document.text() == old.document().text() {
        return Reply::failed(FailureCode::Same, strings::SAME_TEXT);
    }
    let share = shared_percent(old.document(), &document);
    if !is_little_shared(share) {
        return take_as_newer(state, document);
    }
    let said = strings::fill(strings::LITTLE_SHARED, &[&share]);
    dom::by_id("foreign-share").set_text_content(Some(&said));
    state.open.pasted = Some(document);
    Reply::dialog(Dialog::Foreign)
}

/// Takes the pasted text for a newer version though little is shared.
pub(super) fn open_pasted_as_newer(state: &mut State) -> Reply {
    match state.open.pasted.take() {
        Some(document) => take_as_newer(state, document),
        None => Reply::failed(FailureCode::Empty, strings::NO_TEXT_YET),
    }
}

/// Opens the pasted text as an article of its own.
pub(super) fn open_pasted_separately(state: &mut State) -> Reply {
    match state.open.pasted.take() {
        Some(document) => files::show(state, document),
        None => Reply::failed(FailureCode::Empty, strings::NO_TEXT_YET),
    }
}

/// One step carries the work on the old version over, and a dialog reports what became of its quotations. The old version
/// stays in the library as it is.
fn take_as_newer(state: &mut State, document: Document) -> Reply {
    let Some(old) = &state.open.session else {
        return Reply::failed(FailureCode::Empty, strings::OPEN_FIRST_STOP);
    };
    let old = StoredArticle {
        document: old.document().clone(),
        set: old.set().clone(),
        history: old.history().clone(),
        journal_position: JournalPosition::default(),
    };
    let old_id = state.open.id().to_owned();
    let document = document.following(&old.document);
    // A long text, too, is analysed at once: the report needs its quotations.
    let opened = files::open_with(state, document, Session::analyse);
    if state.open.id() == old_id {
        return opened;
    }
    let Some(session) = &mut state.open.session else { return opened };
    let carried = session.carry_over(&old.document, &old.set);
    let id = state.open.id().to_owned();
    let linked = state.saving.library.link_older(&id, &old_id);
    state.open.compare_with(&old, &state.saving.library.version_answers(&id));
    let said = state.open.report.as_ref().map_or(String::new(), newer::said);
    if let Ok(done) = carried {
        changed(state, done);
    }
    draw::panel(state);
    draw::report(state);
    let error = linked.err().map(|error| ReplyError::not_saved(&error));
    Reply { status: Some(said), dialog: Some(Dialog::Report), error: opened.error.or(error), ..Reply::done() }
        .and_close()
}

/// A reader says that a quotation of the older version is the one that the report proposes.
pub(super) fn was_altered(state: &mut State, id: Id) -> Reply {
    answer(state, id, strings::SAID_WAS_ALTERED, |state, older| {
        let id_now = state.open.id().to_owned();
        let mut open = state.saving.library.version_answers(&id_now);
        open.remove(&id);
        let session = state.open.session.as_mut()?;
        let report = session.compare_with(&older.document, &older.set, &open);
        let doubtful = report.doubtful.into_iter().find(|doubtful| doubtful.gone.passage.id == Some(id))?;
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
    state.open.compare_with(&older, &answers);
    draw::panel(state);
    draw::report(state);
    let error = kept.err().map(|error| ReplyError::not_saved(&error));
    Reply { error, ..Reply::said(said) }
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
    let name = format!("{}-changes.{ending}", files::slug(&state.open.title()));
    Reply::download(strings::EXPORTED, Download { name, mime, text, as_png: false })
}
