//! Writes back-ups into the reader's folder: the first when it is chosen, then one a day by itself.

use super::backup::{self, WrittenBackup};
use super::reminder::{draw, draw_folder, today};
use super::reply::{FailureCode, Reply};
use super::state::State;
use super::waiting::BrowserRequest;
use crate::page::command::{Command, RecoveryCommand};
use crate::store::{POINT_PREFIX, StoreError};
use crate::strings;

fn then(command: RecoveryCommand) -> Command {
    Command::Recovery(command)
}

/// Lets the reader choose a folder, and writes a first back-up into it.
pub(super) fn choose_folder(state: &mut State) -> Reply {
    state.waiting.ask(BrowserRequest::ChooseFolder, then(RecoveryCommand::WriteIntoFolder))
}

/// Lets the reader allow the page to write into the folder, and writes a back-up.
pub(super) fn allow_folder(state: &mut State) -> Reply {
    state.waiting.ask(BrowserRequest::AllowFolder, then(RecoveryCommand::WriteIntoFolder))
}

/// Writes a back-up into the folder, once it is chosen and allowed.
pub(super) fn write_into_folder(state: &mut State) -> Reply {
    draw(state);
    draw_folder(state);
    // The reader has closed the browser's dialog: nothing to say.
    if state.waiting.error.is_some() || !state.folder.is_open() {
        return Reply::quiet();
    }
    state.waiting.records.clear();
    let points = BrowserRequest::Records(vec![POINT_PREFIX.to_owned()]);
    state.waiting.ask(points, then(RecoveryCommand::WriteFolderFile))
}

/// Writes the back-up into the folder, once the restore points are read.
pub(super) fn write_folder_file(state: &mut State) -> Reply {
    match backup::make(state) {
        Ok(WrittenBackup { name, text, .. }) => {
            let request = BrowserRequest::WriteFile { name, text };
            state.waiting.ask(request, then(RecoveryCommand::ReportFolder))
        }
        Err(error) => Reply::not_saved(&error),
    }
}

/// Writes a back-up into the folder if it is time; whether the script must wait for it.
pub(super) fn write_if_due(state: &mut State) -> bool {
    let is_idle = !state.waiting.is_busy();
    let is_due = || state.saving.library.backup_log().is_file_due(today());
    is_idle && state.folder.is_open() && is_due() && write_into_folder(state).waits
}

/// Says what came of a file in the folder.
pub(super) fn report_folder(state: &mut State) -> Reply {
    let name = state.folder.view().map(|folder| folder.name).unwrap_or_default();
    let error = state.waiting.error.take();
    draw_folder(state);
    let reply = match error {
        None => {
            state.saving.note_file_in_folder(today());
            Reply::said(strings::fill(strings::FOLDER_WRITTEN, &[&name, &state.waiting.file]))
        }
        // The browser wants to be asked: the reminder says so.
        Some(StoreError::Denied) => Reply::quiet(),
        Some(error) => {
            // Not at each change: the next day, or when the reader chooses the folder again.
            state.folder.pause();
            let why = match error {
                StoreError::Refused(why) => why,
                error => error.to_string(),
            };
            Reply::failed(FailureCode::File, strings::fill(strings::FOLDER_REFUSED, &[&name, &why]))
        }
    };
    draw(state);
    reply
}

/// No more back-ups into the folder.
pub(super) fn forget_folder(state: &mut State) -> Reply {
    state.folder.forget();
    draw(state);
    draw_folder(state);
    Reply::said(strings::FOLDER_STOPPED)
}
