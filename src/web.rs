//! The boundary to JavaScript: the only room that knows the browser.
//!
//! The page turns events into calls of [`Page`]; each call does its work, draws what changed, and gives a
//! [`Reply`] that says what is left to do: a message, a dialog, a file to download.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::document::Document;
use crate::recognise::recognise;
use crate::session::SAMPLE;

mod act;
mod correct;
mod dom;
mod draw;
mod files;
mod selection;
mod state;
mod storage;

use state::State;

/// How long after a change it is written to local storage, in milliseconds: a burst of keys is written once.
/// Leaving the page writes at once.
const SAVE_AFTER: u32 = 150;

/// When the analysis is warmed up, in milliseconds after the start: the page has been painted.
const WARM_UP_AFTER: u32 = 300;

/// What the page does after a call.
#[derive(Debug, Default, Serialize)]
pub struct Reply {
    /// Whether the call was understood: a key that means nothing is left to the browser.
    handled: bool,
    /// Said in the status line.
    status: Option<String>,
    error: Option<Failure>,
    /// The id of a dialog to show.
    dialog: Option<&'static str>,
    /// Whether to close the dialog that is open.
    close: bool,
    /// What goes to the clipboard.
    copy: Option<String>,
    /// The id of what gets the keyboard then.
    focus: Option<&'static str>,
    download: Option<Download>,
}

/// What went wrong, for programs and for people.
#[derive(Debug, Serialize)]
pub struct Failure {
    code: &'static str,
    message: String,
}

#[derive(Debug, Serialize)]
pub struct Download {
    name: String,
    mime: &'static str,
    text: String,
}

impl Reply {
    fn done() -> Reply {
        Reply { handled: true, ..Reply::default() }
    }

    fn said(status: impl Into<String>) -> Reply {
        Reply { status: Some(status.into()), ..Reply::done() }
    }

    fn failed(code: &'static str, message: impl Into<String>) -> Reply {
        Reply { error: Some(Failure { code, message: message.into() }), ..Reply::done() }
    }

    fn dialog(id: &'static str) -> Reply {
        Reply { dialog: Some(id), ..Reply::done() }
    }

    fn and_close(self) -> Reply {
        Reply { close: true, ..self }
    }

    /// The keyboard goes to the article, past the button that opened it.
    fn and_read(self) -> Reply {
        Reply { focus: Some("article"), ..self }
    }

    fn into_js(self) -> JsValue {
        serde_wasm_bindgen::to_value(&self).unwrap_or(JsValue::NULL)
    }
}

/// The page: the article that is open, the library, what is drawn.
#[wasm_bindgen]
pub struct Page {
    state: Rc<RefCell<State>>,
    saving: Option<Timeout>,
}

#[wasm_bindgen]
impl Page {
    /// Draws the article that was open last, where it was left, or the first visit's page.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Page {
        let state = Rc::new(RefCell::new(State::restore()));
        // The first analysis sets up tables, and the browser compiles what it runs: while the reader is still
        // looking for an article.
        Timeout::new(WARM_UP_AFTER, || drop(recognise(&Document::from_text(SAMPLE)))).forget();
        Page { state, saving: None }
    }

    /// What there is to say at the start: a store that cannot be written, a record that cannot be read.
    pub fn greet(&mut self) -> JsValue {
        self.state.borrow_mut().greeting().into_js()
    }

    /// Opens an article from pasted text; `html` is what the clipboard had as HTML, or empty.
    pub fn open_text(&mut self, text: &str, html: &str) -> JsValue {
        self.with(|state| files::open_text(state, text, html))
    }

    /// Opens a newer version of the open article, from text as [`Page::open_text`] takes it.
    pub fn open_newer(&mut self, text: &str, html: &str) -> JsValue {
        self.with(|state| files::open_newer(state, text, html))
    }

    /// Opens an article from a file.
    pub fn open_file(&mut self, name: &str, bytes: &[u8]) -> JsValue {
        self.with(|state| files::open_file(state, name, bytes))
    }

    /// Takes in an annotation file for the article that is open.
    pub fn import_file(&mut self, name: &str, bytes: &[u8]) -> JsValue {
        self.with(|state| files::import(state, name, bytes))
    }

    /// Writes the annotation set in a format.
    pub fn export(&mut self, format: &str) -> JsValue {
        self.with(|state| files::export(state, format))
    }

    /// Does what a button or a field asks for: its `data-act`, its `data-id`, its value.
    pub fn act(&mut self, act: &str, id: &str, value: &str) -> JsValue {
        self.with(|state| act::act(state, act, id, value))
    }

    /// Does what a key asks for, if it asks for anything.
    pub fn key(&mut self, pressed: &str) -> JsValue {
        match crate::page::shortcuts::find(pressed) {
            Some(shortcut) => {
                let value = if shortcut.act == "digit" { pressed } else { shortcut.value };
                self.with(|state| act::act(state, shortcut.act, "", value))
            }
            None => Reply::default().into_js(),
        }
    }

    /// Writes at once what is not yet written, and where the reader is.
    pub fn leave(&mut self) {
        self.saving = None;
        let mut state = self.state.borrow_mut();
        let _told_at_the_next_change = state.save();
        state.keep_bookmark();
    }
}

impl Default for Page {
    fn default() -> Page {
        Page::new()
    }
}

impl Page {
    /// Makes a call and has what it changed saved a little later.
    fn with(&mut self, call: impl FnOnce(&mut State) -> Reply) -> JsValue {
        let had_focus = dom::has_focus();
        let reply = call(&mut self.state.borrow_mut());
        // While the keyboard moves from a field that was changed to the next, it is nowhere: then it is let be.
        if had_focus && !dom::has_focus() {
            draw::refocus(&self.state.borrow());
        }
        if self.state.borrow().is_unsaved() {
            let state = Rc::clone(&self.state);
            self.saving = Some(Timeout::new(SAVE_AFTER, move || draw::saved(&state.borrow_mut().keep())));
        }
        reply.into_js()
    }
}

/// What `pullquote annotate` gives for one article: the annotation set of a text, in a format.
///
/// `format` is one of the names that the export offers (`jsonl`, `jsonld`, `csv`, …). Throws an `Error` that
/// lists them for any other.
#[wasm_bindgen]
pub fn annotate(text: &str, format: &str) -> Result<String, JsError> {
    let format: crate::format::Format = format.parse()?;
    Ok(crate::format::annotate(&Document::from_text(text), "article", format))
}
