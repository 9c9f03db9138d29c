//! What is left to do after a call.

use serde::{Deserialize, Serialize};

use crate::format::Format;
use crate::page::command::Dialog;
use crate::store::StoreError;

/// What the page does after a call.
#[derive(Debug, Default)]
pub(super) struct Reply {
    /// Whether the call was understood: a key that means nothing is left to the browser.
    pub handled: bool,
    /// For the status line.
    pub status: Option<String>,
    pub error: Option<ReplyError>,
    /// A dialog to show.
    pub dialog: Option<Dialog>,
    /// Whether to close the dialog that is open.
    pub close: bool,
    /// What goes to the clipboard.
    pub copy: Option<String>,
    /// Whether the article gets the keyboard.
    pub focus_article: bool,
    pub download: Option<Download>,
    /// A long article for a worker to analyse; empty: the running analysis is to stop.
    pub analyse: Option<String>,
    /// Long versions for a worker to compare.
    pub compare: Option<Box<str>>,
    /// An article for the worker of the deep reading; empty: it is to stop.
    pub deep: Option<String>,
    /// Whether the files of the deep reading are to go.
    pub removes_deep_files: bool,
    /// A request for the module of projects.
    pub project: Option<String>,
    /// A request for it to check sources, whose turns are found first.
    pub check: Option<String>,
    /// Whether the browser is to be asked for something, and the page then to go on.
    pub waits: bool,
    /// What a worker is to read before the call can go on.
    pub read: Option<String>,
    /// Whether the page has opened the article of a file whose set is still to be read.
    pub has_opened: bool,
    /// Whether the toolbar over the selected words may stay.
    pub keeps_toolbar: bool,
    /// Whether the file has several articles, and is to be read as one of many.
    pub has_several: bool,
    /// Whether the file is for the reader of its kind, which the page loads.
    pub needs_reader: bool,
}

/// What went wrong, for programs and for people.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReplyError {
    pub code: FailureCode,
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum FailureCode {
    /// The reader gave nothing to work on.
    Empty,
    /// The command must be given once more.
    Confirm,
    Edit,
    File,
    Format,
    /// The newer version has the same text.
    Same,
    /// The browser cannot save.
    Storage,
    TooLong,
}

#[derive(Debug)]
pub(super) struct Download {
    pub name: String,
    pub mime: &'static str,
    pub text: String,
    /// Whether the text is an SVG drawing that becomes a PNG.
    pub as_png: bool,
    /// The kind of file that the text, JSON, becomes in a module of its own: `zip` or `xlsx`;
    /// [`BASE64`] where the text is Base64.
    pub pack: Option<&'static str>,
}

/// Stands for a text whose bytes are written in Base64.
pub(super) const BASE64: &str = "base64";

impl Download {
    /// An annotation set.
    pub(super) fn set(name: String, format: Format, text: String) -> Download {
        let pack = format.is_binary().then_some(BASE64);
        Download { pack, ..Download::text(name, format.media_type(), text) }
    }

    /// A text as it is.
    pub(super) fn text(name: String, mime: &'static str, text: String) -> Download {
        Download { name, mime, text, as_png: false, pack: None }
    }
}

impl Reply {
    pub(super) fn done() -> Reply {
        Reply { handled: true, ..Reply::default() }
    }

    /// Done, and the toolbar over the selected words stays.
    pub(super) fn quiet() -> Reply {
        Reply { keeps_toolbar: true, ..Reply::done() }
    }

    pub(super) fn said(status: impl Into<String>) -> Reply {
        Reply { status: Some(status.into()), ..Reply::done() }
    }

    pub(super) fn failed(code: FailureCode, message: impl Into<String>) -> Reply {
        Reply { error: Some(ReplyError::new(code, message)), ..Reply::done() }
    }

    pub(super) fn not_saved(error: &StoreError) -> Reply {
        Reply::failed(FailureCode::Storage, error.to_string())
    }

    pub(super) fn dialog(dialog: Dialog) -> Reply {
        Reply { dialog: Some(dialog), ..Reply::done() }
    }

    pub(super) fn download(status: impl Into<String>, download: Download) -> Reply {
        Reply { download: Some(download), ..Reply::said(status) }
    }

    /// This reply, and from the one before it what this one leaves open.
    pub(super) fn after(self, former: Reply) -> Reply {
        Reply { error: self.error.or(former.error), status: self.status.or(former.status), ..self }
    }

    pub(super) fn and_close(self) -> Reply {
        Reply { close: true, ..self }
    }

    /// The article gets the keyboard, which the button that opened it had.
    pub(super) fn and_read(self) -> Reply {
        Reply { focus_article: true, ..self }
    }
}

impl ReplyError {
    pub(super) fn new(code: FailureCode, message: impl Into<String>) -> ReplyError {
        ReplyError { code, message: message.into() }
    }

    pub(super) fn not_saved(error: &StoreError) -> ReplyError {
        ReplyError { code: FailureCode::Storage, message: error.to_string() }
    }
}
