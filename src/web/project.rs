//! Asks the module that checks sources, compares sets and counts who speaks. The page loads it when it is first asked.

use super::deep_reader::is_served;
use super::reply::{FailureCode, Reply};
use crate::page::project_answers::ProjectRequest;
use crate::strings;

/// The same of a request that is JSON already.
pub(super) fn ask_json(request: String) -> Reply {
    if !is_served() {
        return Reply::failed(FailureCode::File, strings::PROJECT_IS_SERVED);
    }
    Reply { project: Some(request), ..Reply::said(strings::WORKING_ON_IT) }
}

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
