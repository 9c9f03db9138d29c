//! The back-up of all articles: written and restored.

use serde::Deserialize;

use super::draw;
use super::reply::{Download, FailureCode, Reply};
use super::state::State;
use super::update::{changed, start_again};
use crate::page::backup::RestoreReport;
use crate::session::Session;
use crate::store::{
    ArticleWork, BackedUpArticle, Backup, JournalPosition, StoreError, StoredArticle, backup, merge_backup,
    replay,
};
use crate::strings;
use crate::view::count;

/// Downloads all articles as they are now, with what could not be saved.
pub(super) fn write(state: &mut State) -> Reply {
    // What cannot be saved is in the file, too.
    state.save().ok();
    state.save_bookmark();
    let (copy, unread) = match collect(state) {
        Ok(collected) => collected,
        Err(error) => return Reply::not_saved(&error),
    };
    let now: String = js_sys::Date::new_0().to_iso_string().into();
    let name = format!("pullquote-backup-{}.jsonl", now.get(..10).unwrap_or_default());
    state.in_no_file.clear();
    let text = backup::write(&copy, &now);
    let mut said = strings::fill(strings::BACKUP_OF, &[&count(copy.articles.len(), strings::ARTICLES)]);
    if 0 < unread {
        said += &strings::fill(strings::BACKUP_WITHOUT, &[&count(unread, strings::ARTICLES)]);
    }
    Reply::download(said, Download { name, mime: "application/jsonl", text, as_png: false }).and_close()
}

/// The open article as a back-up; `None` where none is open.
pub(super) fn open_article(state: &State) -> Option<String> {
    let id = state.open.id().to_owned();
    let stored = current(state, &id).ok().flatten()?;
    let articles = vec![BackedUpArticle { id, stored, older: None }];
    Some(backup::write(&Backup { articles, bookmark: state.saving.library.bookmark() }, ""))
}

/// All articles as a back-up.
pub(super) fn everything(state: &State) -> Result<String, StoreError> {
    Ok(backup::write(&collect(state)?.0, ""))
}

fn collect(state: &State) -> Result<(Backup, usize), StoreError> {
    let mut ids = state.saving.library.ids()?;
    if state.open.session.is_some() && !ids.iter().any(|id| id == state.open.id()) {
        ids.insert(0, state.open.id().to_owned());
    }
    let (mut articles, mut unread) = (vec![], 0);
    for id in ids {
        match current(state, &id) {
            Ok(Some(stored)) => {
                let older = state.saving.library.older_id(&id).ok().flatten();
                articles.push(BackedUpArticle { id, stored, older });
            }
            Ok(None) => {}
            Err(_) => unread += 1,
        }
    }
    Ok((Backup { articles, bookmark: state.saving.library.bookmark() }, unread))
}

/// An article as it stands now, with what the journal has of it.
fn current(state: &State, id: &str) -> Result<Option<StoredArticle>, StoreError> {
    if let Some(session) = state.open.session.as_ref().filter(|_| id == state.open.id()) {
        return Ok(Some(StoredArticle {
            document: session.document().clone(),
            set: session.set().clone(),
            history: session.history().clone(),
            journal_position: JournalPosition::default(),
        }));
    }
    let Some(mut stored) = state.saving.library.load(id)? else { return Ok(None) };
    replay(&mut stored, state.saving.journal_sync.journal_name(), state.saving.journal_sync.steps_of(id));
    Ok(Some(stored))
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

fn replace(state: &mut State, copy: &Backup, here: &[String]) -> Result<RestoreReport, StoreError> {
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
        if let Err(error) = merge_one(state, article, &mut report) {
            state.saving.library.restore(before)?;
            return Err(error);
        }
    }
    draw::panel(state);
    Ok(report)
}

fn merge_one(
    state: &mut State,
    article: &BackedUpArticle,
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
    if combined.edits.is_empty() {
        return Ok(());
    }
    if id == state.open.id()
        && let Some(session) = &mut state.open.session
    {
        if let Ok(done) = session.perform_restored(strings::MERGE, combined.edits) {
            changed(state, done);
        }
        return Ok(());
    }
    let mut session = Session::restore(here.document, here.set, here.history);
    if session.perform_restored(strings::MERGE, combined.edits).is_ok()
        && state.saving.journal_sync.has_database()
    {
        // Other tabs may have the article open. They learn of these steps like of any other.
        state.saving.journal_sync.add_steps(id, session.take_log());
    }
    let position = state.saving.journal_sync.position_after_saving(id);
    let work = ArticleWork { document: session.document(), set: session.set(), history: session.history() };
    state.saving.library.save(id, work, position)
}
