//! Carries out what commands ask the browser for, and puts the answers into the state.

use std::cell::RefCell;
use std::rc::Rc;

use super::modules::PageModule;
use super::pause::pause;
use super::state::State;
use super::waiting::BrowserRequest;
use super::{backup_folder, storage};
use crate::store::StoreError;

/// Carries the request out.
pub(super) async fn wait(state: &Rc<RefCell<State>>) {
    let Some((request, then)) = state.borrow_mut().waiting.take_request() else { return };
    let answer = match request {
        BrowserRequest::Records(prefixes) => {
            let read = read_records(state, &prefixes).await;
            read.map(|records| state.borrow_mut().waiting.records = records)
        }
        BrowserRequest::ChooseFolder => {
            backup_folder::choose().await.map(|folder| state.borrow_mut().folder = folder)
        }
        BrowserRequest::AllowFolder => {
            let folder = state.borrow().folder.clone();
            folder.allowed().await.map(|folder| state.borrow_mut().folder = folder)
        }
        BrowserRequest::Pause => {
            pause(0).await;
            Ok(())
        }
        BrowserRequest::Formats => {
            PageModule::Formats.load().await;
            Ok(())
        }
        BrowserRequest::WriteFile { name, text } => write_file(state, name, &text).await,
    };
    state.borrow_mut().waiting.answered(answer, then);
}

async fn write_file(state: &RefCell<State>, name: String, text: &str) -> Result<(), StoreError> {
    let folder = state.borrow().folder.clone();
    let written = folder.write(&name, text).await;
    let mut state = state.borrow_mut();
    state.waiting.file = name;
    if written == Err(StoreError::Denied) {
        state.folder.revoke();
    }
    written
}

/// Finds the folder of earlier visits, and whether the page may still write there.
pub(super) async fn find_folder(state: &RefCell<State>) {
    if let Some(folder) = backup_folder::find().await {
        state.borrow_mut().folder = folder;
    }
}

async fn read_records(
    state: &RefCell<State>,
    prefixes: &[String],
) -> Result<Vec<(String, String)>, StoreError> {
    let mut keys = vec![];
    for prefix in prefixes {
        keys.extend(storage::database_keys(state, prefix).await?);
    }
    storage::read_records(state, keys).await
}
