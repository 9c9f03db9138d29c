//! The deep reading of the open article, in a worker of its own: when one begins, how far it is, what came of it.
//!
//! What a worker says counts only for the article and the reading that it was asked for. Of a long article, what was found so
//! far is shown while the reading goes on. It becomes one step, which can be undone, when the reading has ended. The switch
//! is remembered in this browser.

use wasm_bindgen::prelude::*;

use super::deep_reader::DeepTask;
use super::deep_work::{DeepFound, DeepMessage, DeepRequest, Loading};
use super::draw;
use super::reading::ArticleText;
use super::reply::{FailureCode, Reply};
use super::state::State;
use super::update::perform_bulk;
use crate::page::command::DeepCommand;
use crate::page::deep::DeepStage;
use crate::session::{Changed, Session};
use crate::strings;

/// What the worker is to do now, after a call: read the open article, or stop, where the text is empty.
pub(super) fn request(state: &mut State) -> Option<String> {
    let id = state.open.id().to_owned();
    let is_stopping = state.deep.take_stop(&id);
    let request = begin(state, &id).or_else(|| is_stopping.then(String::new));
    if request.is_some() {
        draw::deep_reading(state);
    }
    request
}

fn begin(state: &mut State, id: &str) -> Option<String> {
    state.open.session.as_ref()?;
    let task = state.deep.begin(id, !state.open.is_analysing)?;
    // What an earlier reading of the article has come to counts no more.
    let dropped = state.open.session.as_mut().map(Session::drop_growing);
    show_changes(state, &dropped.unwrap_or_default());
    let words = (*state.words()).clone();
    let session = state.open.session.as_ref()?;
    let in_view = draw::looked_at(session);
    let article = ArticleText::of(session.document());
    serde_json::to_string(&DeepRequest { task, article, in_view: (in_view.start, in_view.end), words }).ok()
}

fn show_changes(state: &mut State, changes: &Changed) {
    if !changes.paragraphs.is_empty() {
        draw::changed(state, changes);
    }
}

pub(super) fn act(state: &mut State, command: DeepCommand) -> Reply {
    let reply = match command {
        DeepCommand::Read => {
            state.deep.read_soon();
            Reply::quiet()
        }
        DeepCommand::Stop => {
            state.deep.stop();
            let said = match leave_off(state) {
                LeftOff::WithNothing => strings::DEEP_SAID_STOPPED,
                LeftOff::WithSome => strings::DEEP_SAID_STOPPED_MIDWAY,
            };
            Reply::said(said)
        }
        DeepCommand::RemoveFiles => {
            state.deep.forget();
            leave_off(state);
            Reply { removes_deep_files: true, ..Reply::said(strings::DEEP_SAID_REMOVED) }
        }
    };
    draw::deep_reading(state);
    reply
}

/// Switches the deep reading on or off.
pub(super) fn switch(state: &mut State, is_on: bool) -> Reply {
    state.deep.switch(is_on);
    if !is_on {
        leave_off(state);
    }
    draw::deep_reading(state);
    if is_on { Reply::quiet() } else { Reply::said(strings::DEEP_SAID_OFF) }
}

/// With what a reading was left off in the middle.
#[derive(PartialEq, Eq)]
enum LeftOff {
    WithNothing,
    WithSome,
}

/// What a reading that does not come to its end has shown stays, as one step that undo takes back. A reader who stops it has
/// seen enough, and is at work on what is shown: to take that away would be a surprise.
fn leave_off(state: &mut State) -> LeftOff {
    if !state.open.session.as_ref().is_some_and(Session::is_growing) {
        return LeftOff::WithNothing;
    }
    let reply = end(state);
    let is_none = reply.status.as_deref() == Some(strings::DEEP_FOUND_NOTHING);
    if is_none { LeftOff::WithNothing } else { LeftOff::WithSome }
}

/// Makes one step of what a reading has changed.
fn end(state: &mut State) -> Reply {
    Reply { keeps_toolbar: true, ..perform_bulk(state, Session::end_refining) }
}

/// Shows how far the worker is, and what it has found so far.
pub(super) fn hear(state: &mut State, message: &JsValue) -> Reply {
    let message = match message.as_string() {
        Some(json) => serde_json::from_str(&json).ok(),
        None => serde_wasm_bindgen::from_value(message.clone())
            .map(|Loading { loading: (done, all) }| DeepMessage::Loading(done, all))
            .ok(),
    };
    match message {
        Some(DeepMessage::Loading(done, all)) => show(state, DeepStage::Loading(done, all)),
        Some(DeepMessage::Reading(done, all)) => show(state, DeepStage::Reading(done, all)),
        Some(DeepMessage::Found(found)) => take_found(state, &found),
        None => give_up(state, ""),
    }
}

fn show(state: &mut State, stage: DeepStage) -> Reply {
    state.deep.is_at(stage);
    draw::deep_reading(state);
    Reply::quiet()
}

/// Takes what was found in a part of the article, unless another article is open by now, or another reading of it has begun.
fn take_found(state: &mut State, DeepFound { task, part, found }: &DeepFound) -> Reply {
    let in_use = state.typing.as_ref().map(|visit| visit.id);
    let Some(session) = state.open.session.as_mut().filter(|_| state.deep.is_at_task(task)) else {
        return Reply::quiet();
    };
    let changes = session.refine(found, *part, in_use);
    show_changes(state, &changes);
    Reply::quiet()
}

/// The worker has read all.
pub(super) fn take_result(state: &mut State, result: &str) -> Reply {
    let Ok(task) = serde_json::from_str::<DeepTask>(result) else { return give_up(state, "") };
    if !state.deep.end(&task) {
        return Reply::quiet();
    }
    draw::deep_reading(state);
    end(state)
}

/// The worker has given up, for this reason; empty: files were not fetched.
pub(super) fn give_up(state: &mut State, why: &str) -> Reply {
    state.deep.switch(false);
    let left = match leave_off(state) {
        LeftOff::WithNothing => strings::DEEP_LEFT_NOTHING,
        LeftOff::WithSome => strings::DEEP_LEFT_SOME,
    };
    draw::deep_reading(state);
    let message = match why {
        "" => strings::fill(strings::DEEP_NOT_FETCHED, &[&left]),
        why => strings::fill(strings::DEEP_FAILED, &[&why, &left]),
    };
    Reply { keeps_toolbar: true, ..Reply::failed(FailureCode::File, message) }
}
