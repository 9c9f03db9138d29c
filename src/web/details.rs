//! The dialog with what is known of the open article.

use super::dom;
use super::reply::{FailureCode, Reply};
use super::state::State;
use super::update::perform_bulk;
use crate::page::command::Dialog;
use crate::page::details;
use crate::session::Action;
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
            let action = Action::SetDetails { details: Box::new(details) };
            perform_bulk(state, |session| session.perform(action)).and_close()
        }
        Err(problem) => Reply::failed(FailureCode::Empty, problem.to_string()),
    }
}
