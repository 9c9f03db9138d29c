//! The deep reading of the open article, in a worker of its own: when one begins, how far it is, what came of it.
//!
//! A worker's result counts only for the article and the reading that it was asked for. It becomes one step that can be
//! undone. The switch is remembered in this browser.

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use super::deep_reader::DeepTask;
use super::draw;
use super::reading::ArticleText;
use super::reply::{FailureCode, Reply};
use super::state::State;
use super::update::perform_bulk;
use crate::annotation::AnnotationSet;
use crate::page::command::DeepCommand;
use crate::page::deep::DeepStage;
use crate::recognise::{self, SecondReading};
use crate::strings;

/// What the worker is asked for.
#[derive(Serialize, Deserialize)]
struct DeepRequest {
    task: DeepTask,
    article: ArticleText,
}

/// What both readings have found in an article.
#[derive(Serialize, Deserialize)]
struct DeepResult {
    task: DeepTask,
    found: AnnotationSet,
}

/// How far the worker is.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum DeepMessage {
    Loading(f64, f64),
    Reading(u32, u32),
}

/// What the worker is to do now, after a call: read the open article, or stop, where the text is empty.
pub(super) fn request(state: &mut State) -> Option<String> {
    let id = state.open.id();
    let is_stopping = state.deep.take_stop(id);
    let request = state.open.session.as_ref().and_then(|session| {
        let task = state.deep.begin(id, !state.open.is_analysing)?;
        serde_json::to_string(&DeepRequest { task, article: ArticleText::of(session.document()) }).ok()
    });
    let request = request.or_else(|| is_stopping.then(String::new));
    if request.is_some() {
        draw::deep_reading(state);
    }
    request
}

pub(super) fn act(state: &mut State, command: DeepCommand) -> Reply {
    let reply = match command {
        DeepCommand::Read => {
            state.deep.read_soon();
            Reply::quiet()
        }
        DeepCommand::Stop => {
            state.deep.stop();
            Reply::said(strings::DEEP_SAID_STOPPED)
        }
        DeepCommand::RemoveFiles => {
            state.deep.forget();
            Reply { removes_deep_files: true, ..Reply::said(strings::DEEP_SAID_REMOVED) }
        }
    };
    draw::deep_reading(state);
    reply
}

/// Switches the deep reading on or off.
pub(super) fn switch(state: &mut State, is_on: bool) -> Reply {
    state.deep.switch(is_on);
    draw::deep_reading(state);
    if is_on { Reply::quiet() } else { Reply::said(strings::DEEP_SAID_OFF) }
}

/// Shows how far the worker is.
pub(super) fn hear(state: &mut State, message: JsValue) -> Reply {
    match serde_wasm_bindgen::from_value(message) {
        Ok(DeepMessage::Loading(done, all)) => show(state, DeepStage::Loading(done, all)),
        Ok(DeepMessage::Reading(done, all)) => show(state, DeepStage::Reading(done, all)),
        Err(_) => give_up(state, ""),
    }
}

fn show(state: &mut State, stage: DeepStage) -> Reply {
    state.deep.is_at(stage);
    draw::deep_reading(state);
    Reply::quiet()
}

/// Takes the worker's result, unless another article is open by now, or another reading of it has begun.
pub(super) fn take_result(state: &mut State, result: &str) -> Reply {
    let Ok(DeepResult { task, found }) = serde_json::from_str(result) else { return give_up(state, "") };
    if !state.deep.end(&task) {
        return Reply::quiet();
    }
    draw::deep_reading(state);
    let in_use = state.typing.as_ref().map(|visit| visit.id);
    Reply { keeps_toolbar: true, ..perform_bulk(state, |session| session.refine(&found, in_use)) }
}

/// The worker has given up, for this reason; empty: files were not fetched.
pub(super) fn give_up(state: &mut State, why: &str) -> Reply {
    state.deep.switch(false);
    draw::deep_reading(state);
    let message = match why {
        "" => strings::DEEP_NOT_FETCHED.to_owned(),
        why => strings::fill(strings::DEEP_FAILED, &[&why]),
    };
    Reply { keeps_toolbar: true, ..Reply::failed(FailureCode::File, message) }
}

/// The paragraphs of the article that a reply's `deep` asks for, as the model reads them. The worker calls it.
#[wasm_bindgen]
pub fn deep_paragraphs(request: &str) -> Vec<String> {
    let Ok(DeepRequest { article, .. }) = serde_json::from_str(request) else { return vec![] };
    recognise::deep_paragraphs(&article.into_document())
}

/// What both readings find in that article, given the description of the model and what it has read, both as JSON.
#[wasm_bindgen]
pub fn weigh_readings(request: &str, description: &str, read: &str) -> Result<String, JsError> {
    let DeepRequest { task, article } = serde_json::from_str(request)?;
    let reading = SecondReading::from_json(description, read)?;
    let found = recognise::annotate_after(&reading, &article.into_document());
    Ok(serde_json::to_string(&DeepResult { task, found })?)
}
