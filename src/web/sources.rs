//! The sources of the open article: taking them, checking the quotations against them, writing the report.

use super::coming_in::{read_beside, refusal};
use super::reading::{ArticleText, ReadRequest};
use super::reply::{Download, FailureCode, Reply, ReplyError};
use super::state::State;
use super::update::perform_bulk;
use super::{dom, draw, project};
use crate::annotation::{Id, SourceFinding};
use crate::document::Document;
use crate::document::html::looks_like_html;
use crate::document::subtitles::looks_like_subtitles;
use crate::format::file_stem;
use crate::page::command::{Dialog, FindingsFile, SourcesCommand};
use crate::page::project_answers::ProjectRequest;
use crate::page::{source_files, sources};
use crate::session::Session;
use crate::store::{StoreError, StoredSource};
use crate::strings;
use crate::view::count;

/// The box for pasted sources.
const BOX: &str = "source-text";

/// The chosen files are read: does what waited for them.
pub(super) fn taken(state: &mut State) -> Reply {
    let intake = &mut state.source_intake;
    intake.n_reading = intake.n_reading.saturating_sub(1);
    if intake.n_reading == 0 && std::mem::take(&mut intake.is_check_due) {
        return act(state, SourcesCommand::Check);
    }
    Reply::quiet()
}

pub(super) fn act(state: &mut State, command: SourcesCommand) -> Reply {
    if state.open.session.is_none() {
        return Reply::said(strings::OPEN_FIRST);
    }
    let done = match command {
        SourcesCommand::Show => show(state).map(|()| Reply::dialog(Dialog::Sources)),
        SourcesCommand::Check => check(state),
        SourcesCommand::Remove(index) => remove(state, index),
        SourcesCommand::Export(file) => Ok(export(state, file)),
    };
    done.unwrap_or_else(|error| Reply::not_saved(&error))
}

/// The sources and what they show.
fn show(state: &State) -> Result<(), StoreError> {
    let Some(session) = &state.open.session else { return Ok(()) };
    let kept = state.saving.library.sources(state.open.id())?;
    dom::fill(&dom::by_id("kept-sources"), &sources::kept(&kept));
    dom::fill(&dom::by_id("source-check"), &sources::results(session));
    Ok(())
}

/// Takes a file that was read as one more source.
pub(super) fn take(state: &mut State, name: &str, article: ArticleText) -> Reply {
    let document = article.into_document();
    if document.paragraphs().is_empty() {
        return Reply::failed(FailureCode::Empty, format!("{name}: {}", strings::NO_ARTICLE_TEXT));
    }
    let source = StoredSource::new(name, &document);
    let words = count(source.text().split_whitespace().count(), strings::WORDS);
    let kept = keep(state, source).and_then(|()| show(state));
    let intake = &mut state.source_intake;
    if kept.is_ok() && intake.n_reading == 0 && std::mem::take(&mut intake.is_check_due) {
        // It was what stands in the box.
        dom::set_value(&dom::by_id(BOX), "");
        return act(state, SourcesCommand::Check);
    }
    match kept {
        Ok(()) => Reply::said(strings::fill(strings::SAID_SOURCE_ADDED, &[&name, &words])),
        Err(error) => Reply::not_saved(&error),
    }
}

/// Keeps a source, unless it is kept already.
fn keep(state: &mut State, source: StoredSource) -> Result<(), StoreError> {
    let id = state.open.id().to_owned();
    let mut kept = state.saving.library.sources(&id)?;
    if kept.iter().any(|known| known.is_same_text(&source)) {
        return Ok(());
    }
    kept.push(source);
    state.saving.library.set_sources(&id, &kept)
}

fn remove(state: &mut State, index: usize) -> Result<Reply, StoreError> {
    let id = state.open.id().to_owned();
    let mut kept = state.saving.library.sources(&id)?;
    if kept.len() <= index {
        return Ok(Reply::done());
    }
    let removed = kept.remove(index);
    state.saving.library.set_sources(&id, &kept)?;
    show(state)?;
    dom::focus(&dom::by_id(BOX));
    Ok(Reply::said(strings::fill(strings::SAID_SOURCE_REMOVED, &[&removed.name])))
}

/// Has the quotations checked. What is in the box becomes a source first.
fn check(state: &mut State) -> Result<Reply, StoreError> {
    if state.source_intake.n_reading != 0 {
        state.source_intake.is_check_due = true;
        return Ok(Reply::quiet());
    }
    let text = dom::value_of(BOX);
    if !text.trim().is_empty() {
        if let Some(refusal) = refusal(text.len()) {
            return Ok(refusal);
        }
        if looks_like_html(&text) || looks_like_subtitles(&text) {
            // The check goes on once it is read.
            state.source_intake.is_check_due = true;
            let name = free_name(state);
            let file = ReadRequest::File { name: name.clone(), text };
            return Ok(read_beside(&ReadRequest::Source(name, Box::new(file))));
        }
        keep(state, StoredSource::new(free_name(state), &Document::from_text(text)))?;
        dom::set_value(&dom::by_id(BOX), "");
        show(state)?;
    }
    let Some(session) = &state.open.session else { return Ok(Reply::said(strings::OPEN_FIRST)) };
    let sources = state.saving.library.sources(state.open.id())?;
    if sources.is_empty() {
        return Ok(Reply::failed(FailureCode::Empty, strings::NO_SOURCE));
    }
    if !session.set().in_order().any(|annotation| annotation.quote().is_some()) {
        return Ok(Reply::failed(FailureCode::Empty, strings::NOTHING_TO_CHECK));
    }
    Ok(project::ask(&ProjectRequest::Check {
        id: state.open.id().to_owned(),
        article: StoredSource::new("", session.document()),
        set: session.set().clone(),
        sources,
        turns: vec![],
    }))
}

/// What the text of the box is called as a source.
fn free_name(state: &State) -> String {
    let kept = state.saving.library.sources(state.open.id()).unwrap_or_default();
    let names = (1..).map(|number: usize| strings::fill(strings::PASTED_SOURCE, &[&number]));
    let is_free = |name: &String| !kept.iter().any(|source| source.name == *name);
    names.into_iter().find(is_free).unwrap_or_default()
}

/// Takes what the sources show, as one step.
pub(super) fn take_checked(state: &mut State, id: &str, findings: Vec<(Id, SourceFinding)>) -> Reply {
    if id != state.open.id() {
        return Reply::failed(FailureCode::Empty, strings::CHECKED_OTHER_ARTICLE);
    }
    let reply = perform_bulk(state, |session: &mut Session| session.take_findings(findings));
    draw::card(state);
    let drawn = show(state);
    if let Some(first) = dom::find("#source-check .findings button") {
        dom::focus(&first);
    }
    let error = drawn.err().map(|error| ReplyError::not_saved(&error));
    Reply { error: reply.error.or(error), ..reply }
}

/// The report, as a file.
fn export(state: &State, file: FindingsFile) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let title = state.open.title();
    let (ending, mime, text) = match file {
        FindingsFile::Csv => ("csv", "text/csv", source_files::csv(session, state.open.id())),
        FindingsFile::Html => ("html", "text/html", source_files::html(session, &title)),
    };
    let name = format!("{}-sources.{ending}", file_stem(&title));
    Reply::download(strings::EXPORTED, Download::text(name, mime, text))
}
