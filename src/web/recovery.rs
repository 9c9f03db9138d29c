//! Records that cannot be read: shown, recovered, downloaded, removed.

use super::backup::{current, merge_one};
use super::reply::{Download, FailureCode, Reply};
use super::state::State;
use super::update::changed;
use super::waiting::BrowserRequest;
use super::{backup, draw, library};
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::edit::{Edit, History, apply};
use crate::page::backup::RestoreReport;
use crate::page::command::{Command, Dialog, RecoveryCommand};
use crate::session::Session;
use crate::store::{
    BackedUpArticle, Backup, JournalPosition, PointKey, RawRecord, RecordKind, RecoveredContent, StoreError,
    StoredArticle, UnreadableRecord, prefix_of_points, read_point, recover,
};
use crate::strings;
use crate::view::count;

fn find(state: &State, key: &str) -> Result<Option<(UnreadableRecord, String)>, StoreError> {
    let library = &state.saving.library;
    let Some(record) = library.unreadable()?.into_iter().find(|record| record.key == key) else {
        return Ok(None);
    };
    Ok(library.raw(key)?.map(|value| (record, value)))
}

/// Asks the database for its copy of a record, and for the article's restore points.
pub(super) fn begin(state: &mut State, key: &str) -> Reply {
    let record = match find(state, key) {
        Ok(Some((record, _))) => record,
        Ok(None) => return redraw(state, Reply::quiet()),
        Err(error) => return Reply::not_saved(&error),
    };
    let prefixes = vec![record.record_key.clone(), prefix_of_points(&record.article)];
    let then = Command::Recovery(RecoveryCommand::RecoverFromCopies(key.to_owned()));
    state.waiting.ask(BrowserRequest::Records(prefixes), then)
}

/// Recovers what the copies of a record say: its own value, repaired; the database's; the newest restore point. Without
/// a database there is the first alone.
pub(super) fn finish(state: &mut State, key: &str) -> Reply {
    match try_to_recover(state, key) {
        Ok(Some(said)) => redraw(state, Reply::said(said)),
        Ok(None) => redraw(state, Reply::failed(FailureCode::Storage, strings::RECOVERED_NOTHING)),
        Err(error) => Reply::not_saved(&error),
    }
}

fn try_to_recover(state: &mut State, key: &str) -> Result<Option<String>, StoreError> {
    let Some((record, value)) = find(state, key)? else { return Ok(None) };
    state.save()?;
    let document = document_of(state, &record.article);
    if let Some(content) = recover(&record, &value, document.as_ref()) {
        return bring_in(state, (&record, &value), content).map(Some);
    }
    // The id is the text's hash: a text that can be read is this one.
    let has_text = record.kind == RecordKind::Text && document.is_some();
    if has_text || record.kind == RecordKind::Other {
        state.saving.library.remove_unreadable(key)?;
        state.saving.library.rebuild_entry(&record.article).ok(); // It has nothing that is not in the article.
        return Ok(Some(strings::RECOVERED_ALL.to_owned()));
    }
    let records = std::mem::take(&mut state.waiting.records);
    // What was set aside is not what the database has in its place.
    let copies = records.iter().filter(|(other, _)| record.is_in_place() && *other == record.record_key);
    for (_, copy) in copies {
        if let Some(content) = recover(&record, copy, document.as_ref()) {
            return bring_in(state, (&record, &value), content).map(Some);
        }
    }
    let (RecordKind::Work, Some(document)) = (record.kind, document) else { return Ok(None) };
    let points = records
        .iter()
        .filter_map(|(key, value)| Some((PointKey::parse(key)?.time, read_point(key, value, &document)?)));
    let Some((_, set)) = points.max_by_key(|(time, _)| *time) else { return Ok(None) };
    let report = merge_work(state, &record.article, document, set, History::default())?;
    if report.annotations + report.completed + report.both == 0 {
        return Ok(None);
    }
    Ok(Some(strings::fill(
        strings::RECOVERED_FROM_POINT,
        &[&count(report.annotations, strings::ANNOTATIONS)],
    )))
}

/// The text of an article, if it can be read.
fn document_of(state: &State, id: &str) -> Option<Document> {
    let open = state.open.session.as_ref().filter(|_| state.open.id() == id);
    open.map(|session| session.document().clone()).or_else(|| state.saving.library.load_text(id))
}

/// Brings what a record said into its article, beside what is there, and removes the record.
fn bring_in(
    state: &mut State,
    (record, value): (&UnreadableRecord, &str),
    content: RecoveredContent,
) -> Result<String, StoreError> {
    let id = record.article.as_str();
    let said = match content {
        RecoveredContent::Text(document) => {
            state.saving.library.restore_text(id, &document)?;
            strings::RECOVERED_TEXT.to_owned()
        }
        RecoveredContent::Work(set, history) => {
            let Some(document) = document_of(state, id) else { return Ok(strings::TEXT_LOST_OF.to_owned()) };
            let report = merge_work(state, id, document, set, history)?;
            match (report.annotations + report.both, report.completed) {
                (0, 0) => strings::RECOVERED_ALL.to_owned(),
                (added, completed) => {
                    strings::fill(strings::RECOVERED_WORK, &[&count(added, strings::ANNOTATIONS), &completed])
                }
            }
        }
        RecoveredContent::Steps(edits) => {
            let n = edits.len();
            let done = apply_steps(state, id, edits)?;
            let said = strings::fill(strings::RECOVERED_STEPS, &[&count(done, strings::STEPS)]);
            if done < n {
                return Ok(strings::fill(strings::SOME_STEPS_LEFT, &[&said]));
            }
            said
        }
    };
    // What stood in its place was moved aside when the article was written.
    let library = &mut state.saving.library;
    for same in library.unreadable()?.iter().filter(|other| other.record_key == record.record_key) {
        if library.raw(&same.key)?.as_deref() == Some(value) {
            library.remove_unreadable(&same.key)?;
        }
    }
    Ok(said)
}

fn merge_work(
    state: &mut State,
    id: &str,
    document: Document,
    set: AnnotationSet,
    history: History,
) -> Result<RestoreReport, StoreError> {
    let stored = StoredArticle { document, set, history, journal_position: JournalPosition::default() };
    let mut report = RestoreReport::default();
    let article = BackedUpArticle::new(id, stored);
    merge_one(state, &article, strings::RECOVER, &mut report)?;
    draw::panel(state);
    Ok(report)
}

/// Makes those of the changes that can be made, as one step. Returns how many.
fn apply_steps(state: &mut State, id: &str, edits: Vec<Edit>) -> Result<usize, StoreError> {
    let Some(here) = current(state, id)? else { return Ok(0) };
    let mut set = here.set.clone();
    let mut possible = vec![];
    for edit in edits {
        if apply(&mut set, edit.clone()).is_ok() {
            possible.push(edit);
        }
    }
    let n = possible.len();
    if n == 0 {
        return Ok(0);
    }
    if id == state.open.id()
        && let Some(session) = &mut state.open.session
    {
        if let Ok(done) = session.perform_restored(strings::RECOVER, possible) {
            changed(state, done);
        }
        return Ok(n);
    }
    let session = Session::restore(here.document, here.set, here.history);
    backup::save_steps(state, id, session, strings::RECOVER, possible)?;
    Ok(n)
}

/// Downloads a record as it is stored, in a file that can be restored like a back-up.
pub(super) fn download(state: &State, key: &str) -> Reply {
    let (record, value) = match find(state, key) {
        Ok(Some(found)) => found,
        Ok(None) => return Reply::quiet(),
        Err(error) => return Reply::not_saved(&error),
    };
    let name = format!("pullquote-record-{}.jsonl", record.article);
    let copy = Backup { records: vec![RawRecord { key: key.to_owned(), value }], ..Backup::default() };
    let now: String = js_sys::Date::new_0().to_iso_string().into();
    let text = crate::store::backup::write(&copy, &now);
    Reply::download(strings::EXPORTED, Download::text(name, "application/jsonl", text))
}

/// Removes a record. Asked for once, it only asks back.
pub(super) fn remove(state: &mut State, key: &str) -> Reply {
    if state.drawn.removing.as_deref() != Some(key) {
        state.drawn.removing = Some(key.to_owned());
        return library::redraw(state);
    }
    state.drawn.removing = None;
    match state.saving.library.remove_unreadable(key) {
        Ok(()) => library::redraw(state),
        Err(error) => Reply::not_saved(&error),
    }
}

fn redraw(state: &mut State, reply: Reply) -> Reply {
    let drawn = library::redraw(state);
    match drawn.error {
        // Opening the dialog would take the error away that is shown in it.
        None if reply.error.is_some() => reply,
        None => Reply { dialog: Some(Dialog::Library), ..reply },
        Some(_) => drawn,
    }
}
