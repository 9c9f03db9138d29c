//! The back-up of all articles: written and restored.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::reply::{Download, FailureCode, Reply};
use super::set_aside::set_aside_records;
use super::state::State;
use super::update::{changed, start_again};
use super::waiting::BrowserRequest;
use super::{draw, reminder, status};
use crate::annotation::AnnotationSet;
use crate::edit::{Edit, History};
use crate::page::backup::RestoreReport;
use crate::page::command::{Command, LibraryCommand};
use crate::page::set_aside;
use crate::session::Session;
use crate::store::{
    ArticleWork, BackedUpArticle, Backup, JournalPosition, Library, POINT_PREFIX, PointKey, RawRecord, Store,
    StoreError, StoredArticle, backup, merge_backup, replay_around, sealed_steps,
};
use crate::strings;
use crate::view::count;

/// A file with all articles as they are now, with what could not be saved, and with the records that cannot be read.
pub(super) struct WrittenBackup {
    pub name: String,
    pub text: String,
    /// How many articles are in it, and which could not be read.
    pub said: String,
}

/// Asks for the restore points, which the database alone has, to download a back-up with them. Where the database does not
/// take what is written, nobody waits for it.
pub(super) fn begin(state: &mut State) -> Reply {
    state.waiting.records.clear();
    if !state.saving.journal_sync.has_database() || state.waiting.is_busy() || status::is_failing() {
        return write(state);
    }
    let points = BrowserRequest::Records(vec![POINT_PREFIX.to_owned()]);
    state.waiting.ask(points, Command::Library(LibraryCommand::WriteBackup))
}

/// Downloads a back-up.
pub(super) fn write(state: &mut State) -> Reply {
    let WrittenBackup { name, text, said } = match make(state) {
        Ok(written) => written,
        Err(error) => return Reply::not_saved(&error),
    };
    state.saving.note_file();
    state.in_no_file.clear();
    reminder::draw(state);
    Reply::download(said, Download { name, mime: "application/jsonl", text, as_png: false }).and_close()
}

pub(super) fn make(state: &mut State) -> Result<WrittenBackup, StoreError> {
    // What cannot be saved is in the file, too.
    state.save().ok();
    state.save_bookmark();
    let copy = collect(state)?;
    let now = js_sys::Date::new_0();
    // The reader's day: no two days have a file of the same name.
    let day = (now.get_full_year(), now.get_month() + 1, now.get_date());
    let name = format!("pullquote-backup-{:04}-{:02}-{:02}.jsonl", day.0, day.1, day.2);
    let now: String = now.to_iso_string().into();
    let text = backup::write(&copy, &now);
    let mut said = strings::fill(strings::BACKUP_OF, &[&count(copy.articles.len(), strings::ARTICLES)]);
    let unread = set_aside_records(state)?;
    if !unread.is_empty() {
        said += &strings::fill(strings::DAMAGED_ARTICLES, &[&set_aside::names(&unread)]);
    }
    Ok(WrittenBackup { name, text, said })
}

/// The open article as a back-up; `None` where none is open.
pub(super) fn open_article(state: &State) -> Option<String> {
    let id = state.open.id().to_owned();
    let stored = current(state, &id).ok().flatten()?;
    let articles = vec![BackedUpArticle::new(&id, stored)];
    let bookmark = state.saving.library.bookmark();
    Some(backup::write(&Backup { articles, bookmark, records: vec![] }, ""))
}

/// All articles as a back-up.
pub(super) fn everything(state: &State) -> Result<String, StoreError> {
    Ok(backup::write(&collect(state)?, ""))
}

fn collect(state: &State) -> Result<Backup, StoreError> {
    let library = &state.saving.library;
    let mut ids = library.ids()?;
    if state.open.session.is_some() && !ids.iter().any(|id| id == state.open.id()) {
        ids.insert(0, state.open.id().to_owned());
    }
    let raw = |key: String| Ok(library.raw(&key)?.map(|value| RawRecord { key, value }));
    let unreadable = library.unreadable()?.into_iter().map(|record| raw(record.key));
    let beside = library.beside_articles()?.into_iter().map(raw);
    let records: Result<Vec<Option<RawRecord>>, StoreError> = unreadable.chain(beside).collect();
    let mut records: Vec<RawRecord> = records?.into_iter().flatten().collect();
    let days: BTreeMap<String, String> =
        library.list()?.0.into_iter().filter_map(|entry| Some((entry.id, entry.opened?))).collect();
    let mut articles = vec![];
    for id in ids {
        match current(state, &id) {
            Ok(Some(stored)) => {
                let older = library.older_id(&id).ok().flatten();
                let (answers, opened) = (library.version_answers(&id), days.get(&id).cloned());
                let points = points_of(state, &id);
                articles.push(BackedUpArticle { id, stored, older, answers, opened, points });
            }
            Ok(None) | Err(StoreError::Damaged(_) | StoreError::Newer(_)) => {}
            Err(error) => return Err(error),
        }
    }
    records.extend(library.unreadable_ids()?.iter().filter_map(|id| steps_of(state, id)));
    Ok(Backup { articles, bookmark: library.bookmark(), records })
}

/// The restore points of an article among the records that were read from the database.
fn points_of(state: &State, id: &str) -> Vec<RawRecord> {
    let of_article = |key: &str| PointKey::parse(key).is_some_and(|point| point.article == id);
    let points = state.waiting.records.iter().filter(|(key, _)| of_article(key));
    points.map(|(key, value)| RawRecord { key: key.clone(), value: value.clone() }).collect()
}

/// The steps of the journal of an article whose records cannot be read. They build on what is in these.
fn steps_of(state: &State, id: &str) -> Option<RawRecord> {
    let steps: Vec<_> = state.saving.journal_sync.steps_of(id).map(|(_, entry)| entry).collect();
    let (key, value) = sealed_steps(id, &steps);
    (!steps.is_empty()).then_some(RawRecord { key, value })
}

/// An article as it stands now, with what the journal has of it. Where its work cannot be read, its text with those steps
/// of the journal that can be made on it.
pub(super) fn current(state: &State, id: &str) -> Result<Option<StoredArticle>, StoreError> {
    if let Some(session) = state.open.session.as_ref().filter(|_| id == state.open.id()) {
        return Ok(Some(StoredArticle {
            document: session.document().clone(),
            set: session.set().clone(),
            history: session.history().clone(),
            journal_position: JournalPosition::default(),
        }));
    }
    let library = &state.saving.library;
    let sync = &state.saving.journal_sync;
    match library.load(id) {
        Ok(Some(mut stored)) => {
            sync.replay(id, &mut stored);
            Ok(Some(stored))
        }
        Ok(None) => Ok(None),
        Err(StoreError::Damaged(key)) => {
            let document = library.load_text(id).ok_or(StoreError::Damaged(key))?;
            let (set, history) = (AnnotationSet::new(), History::default());
            let journal_position = JournalPosition::default();
            let mut stored = StoredArticle { document, set, history, journal_position };
            replay_around(&mut stored, sync.journal_name(), sync.steps_of(id), Some(0));
            Ok(Some(stored))
        }
        Err(error) => Err(error),
    }
}

/// How a back-up is restored.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RestoreMode {
    /// Adds what is not here.
    Merge,
    /// Removes what is here first. The page asks once more.
    Replace,
}

/// Restores a back-up.
pub(super) fn read(state: &mut State, name: &str, bytes: &[u8], mode: RestoreMode) -> Reply {
    if name.is_empty() {
        return Reply::failed(FailureCode::File, strings::BACKUP_CHOOSE);
    }
    let file = String::from_utf8_lossy(bytes);
    let copy = match backup::read(&file) {
        Ok(copy) => copy,
        Err(error) => return Reply::failed(FailureCode::File, format!("{name}: {error}")),
    };
    let ids = match state.saving.library.ids() {
        Ok(ids) => ids,
        Err(error) => return Reply::not_saved(&error),
    };
    let is_replacing = mode == RestoreMode::Replace;
    if is_replacing && !ids.is_empty() && state.drawn.replacing.as_deref() != Some(name) {
        state.drawn.replacing = Some(name.to_owned());
        return Reply::failed(
            FailureCode::Confirm,
            format!("{} {}", count(ids.len(), strings::ARTICLES), strings::BACKUP_SURE),
        );
    }
    state.drawn.replacing = None;
    let restored = if is_replacing { replace(state, &copy, &ids) } else { merge(state, &copy) };
    match restored {
        Ok(report) => Reply::said(report.said()).and_close(),
        Err(error) => {
            Reply::failed(FailureCode::Storage, format!("{error}. {}", strings::BACKUP_NOTHING_CHANGED))
        }
    }
}

fn restore_records<S: Store>(library: &mut Library<S>, copy: &Backup) -> Result<(), StoreError> {
    copy.records.iter().try_for_each(|record| library.restore_unreadable(&record.key, &record.value))
}

fn replace(state: &mut State, copy: &Backup, here: &[String]) -> Result<RestoreReport, StoreError> {
    for id in here {
        // What cannot be read stays as a record that is set aside.
        if let Ok(Some(stored)) = current(state, id) {
            state.points.before_replacement(id, &stored.set);
        }
    }
    // The open article may be unsaved. It is replaced with the rest.
    let positions: Vec<_> = copy
        .articles
        .iter()
        .map(|article| state.saving.journal_sync.position_after_saving(&article.id))
        .collect();
    state.saving.library.all_or_nothing(|library| {
        here.iter().try_for_each(|id| library.remove(id))?;
        copy.articles
            .iter()
            .zip(positions)
            .rev()
            .try_for_each(|(article, position)| library.restore_article(article, position))?;
        restore_records(library, copy)?;
        library.set_bookmark(&copy.bookmark)
    })?;
    for id in here {
        // The journal drops the article's steps.
        state.saving.journal_sync.position_after_saving(id);
    }
    state.saving.journal_sync.announce_replacement();
    start_again(state);
    let is_restored = |id: &&String| copy.articles.iter().any(|article| article.id == **id);
    let removed = here.len() - here.iter().filter(is_restored).count();
    Ok(RestoreReport { added: copy.articles.len(), removed, ..RestoreReport::default() })
}

fn merge(state: &mut State, copy: &Backup) -> Result<RestoreReport, StoreError> {
    state.save()?;
    let before = state.saving.library.snapshot()?;
    let mut report = RestoreReport::default();
    for article in copy.articles.iter().rev() {
        if let Err(error) = merge_one(state, article, strings::MERGE, &mut report) {
            state.saving.library.restore(before)?;
            return Err(error);
        }
    }
    if let Err(error) = restore_records(&mut state.saving.library, copy) {
        state.saving.library.restore(before)?;
        return Err(error);
    }
    draw::panel(state);
    Ok(report)
}

/// Merges an article into the one here, in a step with this label.
pub(super) fn merge_one(
    state: &mut State,
    article: &BackedUpArticle,
    label: &str,
    report: &mut RestoreReport,
) -> Result<(), StoreError> {
    let id = &article.id;
    let Some(here) = current(state, id)? else {
        report.added += 1;
        let position = state.saving.journal_sync.position_after_saving(id);
        return state.saving.library.restore_article(article, position);
    };
    let combined = merge_backup(&here.set, &article.stored.set);
    report.add(&combined);
    if let (Some(older), None) = (&article.older, state.saving.library.older_id(id)?) {
        state.saving.library.link_older(id, older)?;
    }
    state.saving.library.restore_beside(article)?;
    if combined.edits.is_empty() {
        return Ok(());
    }
    if id == state.open.id() {
        state.before_bulk();
        let Some(session) = &mut state.open.session else { return Ok(()) };
        if let Ok(done) = session.perform_restored(label, combined.edits) {
            changed(state, done);
        }
        return Ok(());
    }
    state.points.before_replacement(id, &here.set);
    let session = Session::restore(here.document, here.set, here.history);
    save_steps(state, id, session, label, combined.edits)
}

/// Makes edits in an article that is not open, and saves it.
pub(super) fn save_steps(
    state: &mut State,
    id: &str,
    mut session: Session,
    label: &str,
    edits: Vec<Edit>,
) -> Result<(), StoreError> {
    if session.perform_restored(label, edits).is_ok() && state.saving.journal_sync.has_database() {
        // Other tabs may have the article open. They learn of these steps like of any other.
        state.saving.journal_sync.add_steps(id, session.take_log());
    }
    let position = state.saving.journal_sync.position_after_saving(id);
    let work = ArticleWork { document: session.document(), set: session.set(), history: session.history() };
    state.saving.library.save(id, work, position)
}
