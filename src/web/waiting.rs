//! What a command asks the browser for and must wait for: records of the database, a folder, a permission. The answer
//! stays in the state; a second command goes on with it.

use std::cell::RefCell;
use std::rc::Rc;

use super::reply::Reply;
use super::state::State;
use super::{act, backup_folder, storage};
use crate::page::command::Command;
use crate::store::StoreError;

/// What a command waits for.
#[derive(Clone, Debug)]
pub(super) enum BrowserRequest {
    /// The database's records whose keys begin with one of these.
    Records(Vec<String>),
    /// The reader chooses a folder for back-ups.
    ChooseFolder,
    /// The reader lets the page write into that folder.
    AllowFolder,
    /// A file in that folder.
    WriteFile { name: String, text: String },
}

/// A request, what comes after it, and what came of it.
#[derive(Default)]
pub(super) struct Waiting {
    request: Option<(BrowserRequest, Command)>,
    /// The records that were read last.
    pub records: Vec<(String, String)>,
    /// Why the last request had no success, if the reader has to know.
    pub error: Option<StoreError>,
    /// The name of the file that was written last.
    pub file: String,
    /// What the page is to go on with.
    next: Option<Command>,
}

impl Waiting {
    /// Whether a request has no answer yet, or nobody has taken it.
    pub(super) fn is_busy(&self) -> bool {
        self.request.is_some() || self.next.is_some()
    }
}

/// Asks the browser; the script waits for it, then lets the page go on with `then`.
pub(super) fn ask(state: &mut State, request: BrowserRequest, then: Command) -> Reply {
    let waiting = &mut state.waiting;
    (waiting.request, waiting.next, waiting.error) = (Some((request, then)), None, None);
    Reply { waits: true, ..Reply::quiet() }
}

/// Carries the request out.
pub(super) async fn wait(state: &Rc<RefCell<State>>) {
    let Some((request, then)) = state.borrow_mut().waiting.request.take() else { return };
    let answer = match request {
        BrowserRequest::Records(prefixes) => match read_records(state, &prefixes).await {
            Ok(records) => {
                state.borrow_mut().waiting.records = records;
                Ok(())
            }
            Err(error) => Err(error),
        },
        BrowserRequest::ChooseFolder => backup_folder::choose(state).await,
        BrowserRequest::AllowFolder => backup_folder::allow(state).await,
        BrowserRequest::WriteFile { name, text } => {
            let written = backup_folder::write(state, &name, &text).await;
            state.borrow_mut().waiting.file = name;
            written
        }
    };
    let waiting = &mut state.borrow_mut().waiting;
    waiting.error = answer.err();
    waiting.next = Some(then);
}

/// Goes on with what the browser has answered.
pub(super) fn go_on(state: &mut State) -> Reply {
    match state.waiting.next.take() {
        Some(command) => act::act(state, command),
        None => Reply::quiet(),
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
