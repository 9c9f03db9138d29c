//! The back-up of everything, out and in again.

use super::state::State;
use super::{Download, Reply, draw};
use crate::page::backup::Report;
use crate::session::Session;
use crate::store::{Backup, Copied, StoreError, Stored, backup, journal, merge_backup};
use crate::strings;
use crate::view::count;

/// All articles as they stand now, as a file: what could not be saved as well.
pub(super) fn write(state: &mut State) -> Reply {
    let _it_is_in_the_file_anyhow = state.save();
    state.keep_bookmark();
    let (copy, unread) = match collect(state) {
        Ok(collected) => collected,
        Err(error) => return Reply::failed("storage", error.to_string()),
    };
    let now: String = js_sys::Date::new_0().to_iso_string().into();
    let name = format!("pullquote-backup-{}.jsonl", now.get(..10).unwrap_or_default());
    let text = backup::write(&copy, &now);
    let download = Some(Download { name, mime: "application/jsonl", text, as_png: false });
    let mut said = strings::fill(strings::BACKUP_OF, &[&count(copy.articles.len(), strings::ARTICLES)]);
    if 0 < unread {
        said += &strings::fill(strings::BACKUP_WITHOUT, &[&count(unread, strings::ARTICLES)]);
    }
    Reply { download, ..Reply::said(said) }.and_close()
}

fn collect(state: &State) -> Result<(Backup, usize), StoreError> {
    let mut ids = state.library.ids()?;
    if state.session.is_some() && !ids.iter().any(|id| id == state.id()) {
        ids.insert(0, state.id().to_owned());
    }
    let (mut articles, mut unread) = (vec![], 0);
    for id in ids {
        match current(state, &id) {
            Ok(Some(stored)) => {
                let older = state.library.older_id(&id).ok().flatten();
                articles.push(Copied { id, stored, older });
            }
            Ok(None) => {}
            Err(_) => unread += 1,
        }
    }
    Ok((Backup { articles, bookmark: state.library.bookmark() }, unread))
}

/// An article as it stands now, with what the journal has of it.
fn current(state: &State, id: &str) -> Result<Option<Stored>, StoreError> {
    if let Some(session) = state.session.as_ref().filter(|_| id == state.id()) {
        return Ok(Some(Stored {
            document: session.document().clone(),
            set: session.set().clone(),
            history: session.history().clone(),
            cover: Default::default(),
        }));
    }
    let Some(mut stored) = state.library.load(id)? else { return Ok(None) };
    journal::replay(&mut stored, state.journal_sync.journal_name(), state.journal_sync.steps_of(id));
    Ok(Some(stored))
}

/// Takes in a back-up. `way` is `merge` or `replace`; the latter must be asked for twice.
pub(super) fn read(state: &mut State, name: &str, bytes: &[u8], way: &str) -> Reply {
    if name.is_empty() {
        return Reply::failed("file", strings::BACKUP_CHOOSE);
    }
    let file = String::from_utf8_lossy(bytes);
    let copy = match backup::read(&file) {
        Ok(copy) => copy,
        Err(error) => return Reply::failed("file", format!("{name}: {error}")),
    };
    let ids = match state.library.ids() {
        Ok(ids) => ids,
        Err(error) => return Reply::failed("storage", error.to_string()),
    };
    let is_replacing = way == "replace";
    if is_replacing && !ids.is_empty() && state.replacing.as_deref() != Some(name) {
        state.replacing = Some(name.to_owned());
        return Reply::failed(
            "confirm",
            format!("{} {}", count(ids.len(), strings::ARTICLES), strings::BACKUP_SURE),
        );
    }
    state.replacing = None;
    let taken = if is_replacing { replace(state, &copy, &ids) } else { merge(state, &copy) };
    match taken {
        Ok(report) => Reply::said(report.said()).and_close(),
        Err(error) => Reply::failed("storage", format!("{error}. {}", strings::BACKUP_NOTHING_CHANGED)),
    }
}

fn replace(state: &mut State, copy: &Backup, here: &[String]) -> Result<Report, StoreError> {
    // What is open may not be saved as yet: it goes with the rest.
    let covers: Vec<_> = copy.articles.iter().map(|article| state.journal_sync.cover(&article.id)).collect();
    state.library.all_or_none(|library| {
        here.iter().try_for_each(|id| library.remove(id))?;
        copy.articles
            .iter()
            .zip(covers)
            .rev()
            .try_for_each(|(article, cover)| library.put(article, cover))?;
        library.set_bookmark(&copy.bookmark)
    })?;
    for id in here {
        let _the_journal_forgets_it = state.journal_sync.cover(id);
    }
    state.journal_sync.replaced();
    state.start_again();
    let is_kept = |id: &&String| copy.articles.iter().any(|article| article.id == **id);
    let removed = here.len() - here.iter().filter(is_kept).count();
    Ok(Report { added: copy.articles.len(), removed, ..Report::default() })
}

fn merge(state: &mut State, copy: &Backup) -> Result<Report, StoreError> {
    state.save()?;
    let before = state.library.snapshot()?;
    let mut report = Report::default();
    for article in copy.articles.iter().rev() {
        if let Err(error) = merge_one(state, article, &mut report) {
            state.library.put_back(before)?;
            return Err(error);
        }
    }
    draw::panel(state);
    Ok(report)
}

fn merge_one(state: &mut State, article: &Copied, report: &mut Report) -> Result<(), StoreError> {
    let id = &article.id;
    let Some(here) = current(state, id)? else {
        report.added += 1;
        let cover = state.journal_sync.cover(id);
        return state.library.put(article, cover);
    };
    let combined = merge_backup(&here.set, &article.stored.set);
    report.take_in(&combined);
    if let (Some(older), None) = (&article.older, state.library.older_id(id)?) {
        state.library.set_older(id, older)?;
    }
    if combined.edits.is_empty() {
        return Ok(());
    }
    if id == state.id()
        && let Some(session) = &mut state.session
    {
        if let Ok(changed) = session.perform_restored(strings::MERGE, combined.edits) {
            state.changed(changed);
        }
        return Ok(());
    }
    let mut session = Session::restore(here.document, here.set, here.history);
    if session.perform_restored(strings::MERGE, combined.edits).is_ok() && state.journal_sync.has_database() {
        // Other tabs may have the article open: they hear of it as of any other step.
        state.journal_sync.note(id, session.take_log());
    }
    let cover = state.journal_sync.cover(id);
    state.library.save(id, session.document(), session.set(), session.history(), cover)
}
