//! The analysis of a long article, in a worker beside the page.

use serde::{Deserialize, Serialize};

use super::open_article::LONG;
use super::reading::ArticleText;
use super::reply::Reply;
use super::state::State;
use super::update::perform_bulk;
use super::{draw, word_list};
use crate::annotation::AnnotationSet;
use crate::recognise::annotate;
use crate::strings;
use crate::view::count;
use crate::word_list::WordList;

/// The request to analyse the open article, where it is long and nothing is in it yet: it was opened just now, or the
/// page was left before the analysis ended.
pub(super) fn request_if_untouched(state: &mut State) -> Option<String> {
    let session = state.open.session.as_ref()?;
    let is_untouched = session.set().is_empty() && session.history().next_undo().is_none();
    if is_untouched { request(state) } else { None }
}

/// Analyses the article again. What a reader has made or judged stays as it is.
pub(super) fn analyse_again(state: &mut State) -> Reply {
    state.deep.read_soon();
    state.give_to_session();
    match request(state) {
        analyse @ Some(_) => Reply { analyse, ..Reply::said(strings::ANALYSING) },
        None => perform_bulk(state, |session| session.analyse_again()),
    }
}

/// Reads the open article in the language with this code, or, where that is empty, in what its words show; analyses it
/// again.
pub(super) fn read_in(state: &mut State, code: &str) -> Reply {
    let id = state.open.id().to_owned();
    let Some(session) = &mut state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    session.read_in(code);
    let document = session.document().clone();
    // Where that fails, the next visit reads it as before; its annotations are saved as always.
    state.saving.library.rewrite_text(&id, &document).ok();
    let reply = analyse_again(state);
    draw::everything(state);
    reply
}

/// The request to analyse the open article in a worker, where it is long.
fn request(state: &mut State) -> Option<String> {
    let length = state.open.session.as_ref()?.document().text().len();
    if length < LONG {
        return None;
    }
    let words = (*state.words()).clone();
    let document = state.open.session.as_ref()?.document();
    let request =
        AnalysisRequest { id: state.open.id().to_owned(), article: ArticleText::of(document), words };
    let request = serde_json::to_string(&request).ok();
    state.open.is_analysing = request.is_some();
    draw::working(state);
    request
}

/// What the worker needs to know of an article.
#[derive(Serialize, Deserialize)]
struct AnalysisRequest {
    /// The article's id in the library.
    id: String,
    article: ArticleText,
    words: WordList,
}

/// What the worker has found in an article.
#[derive(Serialize, Deserialize)]
struct AnalysisResult {
    id: String,
    found: AnnotationSet,
}

/// Analyses what a request asks for, in the worker.
pub(super) fn analyse(request: &str) -> String {
    let Ok(AnalysisRequest { id, article, words }) = serde_json::from_str(request) else {
        return String::new();
    };
    let document = article.into_document();
    let found = words.applied(&document, annotate(&document));
    serde_json::to_string(&AnalysisResult { id, found }).unwrap_or_default()
}

/// Takes the worker's result, unless another article is open by now, or the reader has stopped the analysis.
pub(super) fn take_result(state: &mut State, result: &str) -> Reply {
    let Ok(AnalysisResult { id, found }) = serde_json::from_str(result) else { return stop(state) };
    if !state.open.is_analysing || id != state.open.id() {
        return Reply::quiet();
    }
    let Some(session) = state.open.session.take() else { return Reply::quiet() };
    let n = found.in_order().filter(|a| a.quote().is_some()).count();
    state.open.session = Some(session.with_suggestions(found));
    state.saving.changed_beside_history();
    stop(state);
    draw::marks_of_all(state);
    let said = strings::fill(strings::SAID_FOUND, &[&count(n, strings::QUOTATIONS)]);
    Reply::said(word_list::with_learned(state, said))
}

/// Leaves the article as it is, without suggestions.
pub(super) fn stop(state: &mut State) -> Reply {
    state.open.is_analysing = false;
    draw::working(state);
    Reply { analyse: Some(String::new()), ..Reply::said(strings::SAID_STOPPED) }
}
