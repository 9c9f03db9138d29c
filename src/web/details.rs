//! The dialog with what is known of the open article.

use super::reply::{FailureCode, Reply};
use super::state::State;
use super::update::perform_bulk;
use super::{analysis, dom};
use crate::page::command::Dialog;
use crate::page::details;
use crate::session::{Action, LONG};
use crate::strings;

pub(super) fn show(state: &State) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    dom::fill(&dom::by_id("details-fields"), &details::render(session.document().meta()));
    Reply::dialog(Dialog::Details)
}

/// Takes what the fields say, as one step.
pub(super) fn save(state: &mut State) -> Reply {
    match details::read(|detail| dom::value_of(detail.id())) {
        Ok(details) => {
            let before = language(state);
            if details.lang != before {
                forget_choice(state);
            }
            let action = Action::SetDetails { details: Box::new(details) };
            let reply = perform_bulk(state, |session| session.perform(action)).and_close();
            let is_long =
                state.open.session.as_ref().is_some_and(|session| LONG <= session.document().text().len());
            if is_long && reply.error.is_none() && language(state) != before {
                return Reply { close: true, ..analysis::analyse_again(state) };
            }
            reply
        }
        Err(problem) => Reply::failed(FailureCode::Empty, problem.to_string()),
    }
}

fn language(state: &State) -> Option<String> {
    state.open.session.as_ref()?.document().meta().lang.clone()
}

/// The language that was chosen over the article before counts no more: the reader says another one now.
fn forget_choice(state: &mut State) {
    let id = state.open.id().to_owned();
    let Some(session) = &mut state.open.session else { return };
    if session.document().original_meta().reader_lang.is_some() {
        session.read_in("");
        // Where that fails, the next visit reads it as before.
        state.saving.library.rewrite_text(&id, session.document()).ok();
    }
}
