//! Takes a file with the sets of many articles back into the library: each set into its article, as one step, and nothing
//! into those in which nothing has changed. A little at a time.

use super::backup::{current, save_steps};
use super::formats::{self, Formats};
use super::library_work::LibraryImport;
use super::reply::{FailureCode, Reply};
use super::state::State;
use super::update::changed;
use super::waiting::BrowserRequest;
use super::{draw, library};
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::format::Format;
use crate::page::command::{Command, LibraryCommand};
use crate::session::Session;
use crate::store::StoreError;
use crate::strings;
use crate::view::count;

/// For how long sets are taken in at a time, in milliseconds.
const SLICE: f64 = 20.0;

/// Begins, if the parts of a file are sets of more than one article, some of which are here.
pub(super) fn begin(state: &mut State, format: Format, parts: &[(String, String)]) -> Option<Reply> {
    let is_known = |(id, _): &&(String, String)| state.saving.library.has_article(id);
    if parts.len() < 2 || parts.iter().find(is_known).is_none() {
        return None;
    }
    if let Err(error) = state.save() {
        return Some(Reply::not_saved(&error));
    }
    state.importing = Some(LibraryImport {
        format,
        left: parts.iter().rev().cloned().collect(),
        n_all: parts.len(),
        n_done: 0,
        n_changed: 0,
        n_same: 0,
        n_unknown: 0,
        problem: None,
        said: String::new(),
    });
    Some(go_on(state))
}

/// Takes some sets in; after the last one, says what came of them.
pub(super) fn go_on(state: &mut State) -> Reply {
    let Some(mut reading) = state.importing.take() else { return Reply::quiet() };
    let Ok(formats) = formats::loaded() else {
        return Reply::failed(FailureCode::File, strings::NO_FORMATS);
    };
    let end = js_sys::Date::now() + SLICE;
    while let Some((id, part)) = reading.left.pop() {
        match take_in(state, &mut reading, (&id, &part), &formats) {
            Ok(()) => {}
            Err(error) => return Reply::not_saved(&error),
        }
        reading.n_done += 1;
        if end < js_sys::Date::now() && !reading.left.is_empty() {
            let said = strings::fill(strings::IMPORTING, &[&reading.n_done, &reading.n_all]);
            state.importing = Some(reading);
            let asked =
                state.waiting.ask(BrowserRequest::Pause, Command::Library(LibraryCommand::ImportMore));
            return Reply { status: Some(said), ..asked };
        }
    }
    draw::panel(state);
    if library::is_shown() {
        library::redraw(state);
    }
    reading.finished()
}

fn take_in(
    state: &mut State,
    reading: &mut LibraryImport,
    (id, part): (&str, &str),
    formats: &Formats,
) -> Result<(), StoreError> {
    let format = reading.format;
    let imported = match formats.import_for(part, format, None) {
        Ok(imported) => imported,
        Err(problem) => {
            reading.problem.get_or_insert(format!("{id}: {problem}"));
            return Ok(());
        }
    };
    let Some(here) = current(state, id)? else {
        reading.n_unknown += 1;
        return Ok(());
    };
    let session = || {
        let mut session = Session::restore(here.document.clone(), here.set.clone(), here.history.clone());
        session.set_id_range(state.saving.journal_sync.id_range());
        session
    };
    let reimport = |document: &Document, set: &AnnotationSet, format| formats.reimport(document, set, format);
    let (edits, done) = session().merge_file(&imported, format, &reimport);
    if edits.is_empty() {
        reading.n_same += 1;
        return Ok(());
    }
    reading.n_changed += 1;
    reading.said = done.said(imported.skipped.len());
    if id != state.open.id() {
        state.points.before_replacement(id, &here.set);
        let session = session();
        return save_steps(state, id, session, strings::IMPORT, edits);
    }
    state.before_bulk();
    if let Some(session) = &mut state.open.session
        && let Ok(done) = session.take_merged(edits)
    {
        changed(state, done);
    }
    Ok(())
}

impl LibraryImport {
    /// What came of it; what was not reached stays as it is.
    pub(super) fn finished(self) -> Reply {
        let parts = [
            (self.n_changed, strings::ARTICLES_CHANGED),
            (self.n_same, strings::ARTICLES_UNCHANGED),
            (self.n_unknown, strings::ARTICLES_NOT_HERE),
        ];
        let parts = parts.iter().filter(|(n, _)| 0 < *n);
        let said: Vec<String> =
            parts.map(|(n, what)| format!("{} {what}", count(*n, strings::ARTICLES))).collect();
        let said = said.join(", ");
        let said = if self.n_changed == 1 { format!("{said}: {}", self.said) } else { said };
        match self.problem {
            Some(problem) => Reply::failed(FailureCode::File, format!("{said}. {problem}")),
            None => Reply::said(said).and_close(),
        }
    }
}
