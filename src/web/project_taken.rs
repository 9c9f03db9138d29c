//! What the module that checks sources, compares sets and counts who speaks has answered.

use super::reply::{FailureCode, Reply};
use super::state::State;
use super::{comparison, guidelines, many_sets, sources, voices, word_list};
use crate::page::project_answers::ProjectAnswer;
use crate::strings;

/// Takes an answer; where the module cannot be loaded, there is none.
pub(super) fn take(state: &mut State, answer: &str) -> Reply {
    match serde_json::from_str(answer) {
        Ok(ProjectAnswer::Checked { id, findings }) => sources::take_checked(state, &id, findings),
        Ok(ProjectAnswer::Compared(compared)) => comparison::take(state, *compared),
        Ok(ProjectAnswer::ComparedMany(shown)) => many_sets::take_compared(state, &shown),
        Ok(ProjectAnswer::Voices(shown)) => voices::take(state, &shown),
        Ok(ProjectAnswer::File(ending, text)) => voices::take_file(&ending, text),
        Ok(ProjectAnswer::WordList(shown)) => word_list::take(state, &shown),
        Ok(ProjectAnswer::Guidelines(shown)) => guidelines::take(state, &shown),
        Ok(ProjectAnswer::JsonFile(name, text)) => word_list::take_written(name, text),
        Ok(ProjectAnswer::ReadWordList(read)) => word_list::take_file(state, read),
        Ok(ProjectAnswer::ReadGuidelines(read)) => guidelines::take_file(state, read),
        Err(_) => Reply::failed(FailureCode::File, strings::NO_PROJECT),
    }
}
