//! Asks the module that checks sources, compares sets and counts who speaks. The page loads it when it is first asked.

use super::deep_reader::is_served;
use super::reading::ReadResult;
use super::reply::{FailureCode, Reply, ReplyError};
use super::state::State;
use super::{comparison, sources, voices};
use crate::page::project_answers::{ProjectAnswer, ProjectRequest};
use crate::strings;

/// The reply that has the page ask.
pub(super) fn ask(request: &ProjectRequest) -> Reply {
    if !is_served() {
        return Reply::failed(FailureCode::File, strings::PROJECT_IS_SERVED);
    }
    let json = serde_json::to_string(request).ok();
    let (check, project) =
        if matches!(request, ProjectRequest::Check { .. }) { (json, None) } else { (None, json) };
    Reply { check, project, ..Reply::said(strings::WORKING_ON_IT) }
}

/// The answer where the module cannot be loaded.
pub(super) fn not_loaded() -> String {
    let problem = ReplyError::new(FailureCode::File, strings::NO_PROJECT);
    serde_json::to_string(&ReadResult::Refused(problem)).unwrap_or_default()
}

/// Takes what was answered.
pub(super) fn take(state: &mut State, answer: ProjectAnswer) -> Reply {
    match answer {
        ProjectAnswer::Checked { id, findings } => sources::take_checked(state, &id, findings),
        ProjectAnswer::Compared(compared) => comparison::take(state, compared),
        ProjectAnswer::Voices(shown) => voices::take(state, &shown),
        ProjectAnswer::File(ending, text) => voices::take_file(&ending, text),
    }
}
