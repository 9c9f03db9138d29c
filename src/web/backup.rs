//! The back-up of all articles: written, and an article of one merged.

use std::collections::BTreeMap;

use super::reply::{Download, Reply};
use super::set_aside::set_aside_records;
use super::state::State;
use super::update::changed;
use super::waiting::BrowserRequest;
use super::{reminder, status};
use crate::annotation::AnnotationSet;
use crate::edit::{Edit, History};
use crate::page::backup::RestoreReport;
use crate::page::command::{Command, LibraryCommand};
use crate::page::set_aside;
use crate::session::Session;
use crate::sorting::CollectSorted as _;
use crate::store::{
    ArticleWork, BackedUpArticle, Backup, JournalPosition, POINT_PREFIX, PointKey, RawRecord, StoreError,
    StoredArticle, backup, merge_backup, replay_around, sealed_steps,
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
    Reply::download(said, Download::text(name, "application/jsonl", text)).and_close()
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
        library.list()?.0.into_iter().filter_map(|entry| Some((entry.id, entry.opened?))).collect_map();
    let mut articles = vec![];
    for id in ids {
        match current(state, &id) {
            Ok(Some(stored)) => {
                let older = library.older_id(&id).ok().flatten();
                let (answers, opened) = (library.version_answers(&id), days.get(&id).cloned());
                let sources = library.sources(&id).unwrap_or_default();
                let points = points_of(state, &id);
                articles.push(BackedUpArticle { id, stored, older, answers, sources, opened, points });
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
            set: session.saved_set().into_owned(),
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

/// Merges an article into the one here, in a step with this label.
pub(super) fn merge_one(
    state: &mut State,
    article: &BackedUpArticle,
    label: &str,
    report: &mut RestoreReport,
) -> Result<(), StoreError> {
    let id = &article.id;
    let Some(here) = current(state, id)? else {
        let position = state.saving.journal_sync.position_after_saving(id);
        state.saving.library.restore_article(article, position)?;
        report.added += 1;
        return Ok(());
    };
    let combined = merge_backup(&here.set, &article.stored.set);
    if let (Some(older), None) = (&article.older, state.saving.library.older_id(id)?) {
        state.saving.library.link_older(id, older)?;
    }
    state.saving.library.restore_beside(article)?;
    let edits = combined.edits.clone();
    let merged = if edits.is_empty() { Ok(()) } else { merge_edits(state, id, here, edits, label) };
    // What the journal has is made, whether or not the record could be written.
    if merged.is_ok() || state.saving.journal_sync.has_database() {
        report.add(&combined);
    }
    merged
}

/// Makes the edits of a merge in an article, which stands as `here`.
fn merge_edits(
    state: &mut State,
    id: &str,
    here: StoredArticle,
    edits: Vec<Edit>,
    label: &str,
) -> Result<(), StoreError> {
    if id == state.open.id() {
        state.before_bulk();
        let Some(session) = &mut state.open.session else { return Ok(()) };
        if let Ok(done) = session.perform_restored(label, edits) {
            changed(state, done);
        }
        return Ok(());
    }
    state.points.before_replacement(id, &here.set);
    let session = Session::restore(here.document, here.set, here.history);
    save_steps(state, id, session, label, edits)
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
    let position = state.saving.journal_sync.position(id);
    let work = ArticleWork { document: session.document(), set: session.set(), history: session.history() };
    state.saving.library.save(id, work, position)?;
    // Not before: the journal may drop what a record has.
    state.saving.journal_sync.position_after_saving(id);
    Ok(())
}
