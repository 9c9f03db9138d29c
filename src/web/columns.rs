//! Tables whose columns are not recognised: a dialog asks the reader, and the answer is kept for files with the same columns.

use super::formats;
use super::modules::NoModule;
use super::reading::ReadRequest;
use super::reply::{FailureCode, Reply};
use super::state::State;
use super::unnamed_tables::UnnamedTable;
use super::waiting::BrowserRequest;
use super::{coming_in, dialogs};
use crate::format::ColumnsWish;
use crate::page::columns::{ColumnsDialog, ColumnsQuestion};
use crate::page::command::{ColumnsCommand, ColumnsField, Command, Dialog};
use crate::project::queue::QueueEvent;
use crate::strings;
use crate::view::tree_json;

pub(super) const DIALOG: &str = "columns-dialog";

/// What is known of columns.
pub(super) fn wish(state: &State) -> ColumnsWish {
    ColumnsWish { known: state.saving.library.named_columns().into(), must_ask: false }
}

/// Asks about a table that is imported.
pub(super) fn ask_of_import(state: &mut State, name: String, file: String, head: String) -> Reply {
    state.unnamed.waiting.retain(|table| table.imported.is_none());
    let table = UnnamedTable { imported: Some(file), ..UnnamedTable::new(0, name, head) };
    state.unnamed.waiting.insert(0, table);
    show(state)
}

pub(super) fn act(state: &mut State, command: ColumnsCommand) -> Reply {
    match command {
        ColumnsCommand::Show => show(state),
        ColumnsCommand::Take => take(state),
        ColumnsCommand::LeaveOut => leave_out(state),
    }
}

/// Leaves out the table that the dialog is about; the next one that waits is asked for.
fn leave_out(state: &mut State) -> Reply {
    dialogs::close(DIALOG);
    if !state.unnamed.waiting.is_empty() {
        let table = state.unnamed.waiting.remove(0);
        if table.imported.is_none() {
            state.queue.tell_later(QueueEvent::ColumnsRefused { key: table.key });
        }
    }
    if state.unnamed.waiting.is_empty() { Reply::quiet() } else { show(state) }
}

/// Shows the dialog for the first table that waits.
pub(super) fn show(state: &mut State) -> Reply {
    match formats::loaded() {
        Err(NoModule::NotLoaded) => {
            state.waiting.ask(BrowserRequest::Formats, Command::Columns(ColumnsCommand::Show))
        }
        Err(NoModule::Unavailable) => Reply::failed(FailureCode::File, strings::NO_FORMATS),
        Ok(_) => {
            draw(state, None);
            Reply::dialog(Dialog::Columns)
        }
    }
}

/// A field of the dialog has another value.
pub(super) fn change(state: &mut State, field: ColumnsField, value: String) -> Reply {
    draw(state, Some((field, value)));
    Reply::quiet()
}

fn draw(state: &mut State, change: Option<(ColumnsField, String)>) {
    let State { unnamed, drawn, .. } = state;
    let (Some(table), Ok(formats)) = (unnamed.waiting.first_mut(), formats::loaded()) else { return };
    let question = ColumnsQuestion {
        name: table.name.clone(),
        choice: table.choice.take(),
        of_quotations: table.imported.is_some(),
        change,
    };
    let ColumnsDialog { choice, shown, named } = formats.name_columns(&question, &table.head);
    (table.choice, table.named) = (choice, named);
    drawn.regions.columns.show(tree_json::from_json(&shown));
}

/// Keeps what the reader has said, and reads the tables that wait.
fn take(state: &mut State) -> Reply {
    let named = state.unnamed.waiting.first().map(|table| table.named.clone()).unwrap_or_default();
    if named.is_null() {
        return Reply::quiet();
    }
    if let Err(error) = state.saving.library.name_columns(named) {
        return Reply::not_saved(&error);
    }
    dialogs::close(DIALOG);
    let table = state.unnamed.waiting.remove(0);
    match table.imported {
        Some(file) => {
            coming_in::read_beside(&ReadRequest::SetsOfMany { name: table.name, file, columns: wish(state) })
        }
        None => {
            state.unnamed.waiting.clear();
            state.queue.tell_later(QueueEvent::ColumnsNamed);
            Reply::quiet()
        }
    }
}
