//! Asks the module that checks sources, compares sets and counts who speaks. The page loads it when it is first asked.

use super::deep_reader::is_served;
use super::reply::{FailureCode, Reply};
use crate::page::project_answers::ProjectRequest;
use crate::strings;

/// What the page says instead of showing a dialog that the single file cannot fill.
pub(super) fn refused() -> Option<Reply> {
    (!is_served()).then(|| Reply::failed(FailureCode::File, strings::PROJECT_IS_SERVED))
}

/// The same of a request that is JSON already.
pub(super) fn ask_json(request: String) -> Reply {
    if let Some(refused) = refused() {
        return refused;
    }
    Reply { project: Some(request), ..Reply::said(strings::WORKING_ON_IT) }
}

/// The reply that has the page ask.
pub(super) fn ask(request: &ProjectRequest) -> Reply {
    if let Some(refused) = refused() {
        return refused;
    }
    let json = serde_json::to_string(request).ok();
    let (check, project) =
        if matches!(request, ProjectRequest::Check { .. }) { (json, None) } else { (None, json) };
    Reply { check, project, ..Reply::said(strings::WORKING_ON_IT) }
}
