//! What a command asks the browser for and must wait for: records of the database, a folder, a permission. The answer
//! stays in the state; a second command goes on with it.

use super::reply::Reply;
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
    /// The browser draws and answers the reader before the page goes on.
    Pause,
    /// What reads and writes the formats.
    Formats,
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
    /// Asks the browser; the script waits for it, then lets the page go on with `then`.
    pub(super) fn ask(&mut self, request: BrowserRequest, then: Command) -> Reply {
        (self.request, self.next, self.error) = (Some((request, then)), None, None);
        Reply { waits: true, ..Reply::quiet() }
    }

    pub(super) fn take_request(&mut self) -> Option<(BrowserRequest, Command)> {
        self.request.take()
    }

    /// The browser has answered: what comes next.
    pub(super) fn answered(&mut self, answer: Result<(), StoreError>, then: Command) {
        (self.error, self.next) = (answer.err(), Some(then));
    }

    /// What the page is to go on with.
    pub(super) fn take_next(&mut self) -> Option<Command> {
        self.next.take()
    }

    /// Nobody goes on with what was asked for.
    pub(super) fn forget(&mut self) {
        (self.request, self.next) = (None, None);
    }

    /// Whether a request has no answer yet, or nobody has taken it.
    pub(super) fn is_busy(&self) -> bool {
        self.request.is_some() || self.next.is_some()
    }
}
