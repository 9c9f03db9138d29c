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
use crate::session::{SAMPLE, Session};
use crate::store::{Library, MemoryStore};

mod act;
mod backup;
mod correct;
mod dom;
mod draw;
mod files;
mod found;
mod handles;
mod lists;
mod measure;
mod place;
mod received;
mod selection;
mod state;
mod steps;
mod storage;

pub use measure::measure;
use state::State;

/// How long after a change the article's record is written, in milliseconds: a burst of keys is written once. The
/// journal has each step at once; leaving the page writes at once.
const SAVE_AFTER: u32 = 1500;

/// The same where there is no journal.
const SAVE_SOON: u32 = 150;

/// When all is gone through once for the first article, in milliseconds after the start: the page has been painted.
/// The last times are for the browser, which compiles better what has run more than once.
const WARM_UP_AFTER: [u32; 3] = [300, 500, 700];

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
    /// A long article to be analysed beside the page; empty: the analysis that runs is to end.
    analyse: Option<String>,
    /// Whether nothing was done that would hide what the page offers at the moment.
    quiet: bool,
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
    /// Whether the text is a drawing, to be given as pixels.
    as_png: bool,
}

impl Reply {
    fn done() -> Reply {
        Reply { handled: true, ..Reply::default() }
    }

    fn quiet() -> Reply {
        Reply { quiet: true, ..Reply::done() }
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
        for after in WARM_UP_AFTER {
            Timeout::new(after, warm_up).forget();
        }
        let page = Page { state, saving: None };
        page.draw_on();
        page
    }

    /// Waits for the database: what it has and local storage has not is drawn then. Nothing may be done before.
    pub async fn settle(&self) {
        storage::settle(&self.state).await;
        self.state.borrow_mut().settled();
        self.draw_on();
    }

    /// What there is to say at the start: a store that cannot be written, a record that cannot be read.
    pub fn greet(&mut self) -> JsValue {
        let mut state = self.state.borrow_mut();
        received::offer();
        let analyse = files::wants_analysis(&mut state);
        Reply { analyse, ..state.greeting() }.into_js()
    }

    /// Takes what the analysis of a long article found: what [`analyse`] gave.
    pub fn analysed(&mut self, found: &str) -> JsValue {
        self.with(|state| files::analysed(state, found))
    }

    /// Opens an article from pasted text; `html` is what the clipboard had as HTML, or empty.
    pub fn open_text(&mut self, text: &str, html: &str) -> JsValue {
        self.with(|state| files::open_text(state, text, html))
    }

    /// Opens a newer version of the open article, from text as [`Page::open_text`] takes it.
    pub fn open_newer(&mut self, text: &str, html: &str) -> JsValue {
        self.with(|state| files::open_newer(state, text, html))
    }

    /// The reply to a file of so many bytes that are too many, so that it need not be read; else nothing.
    pub fn refuse(&mut self, bytes: f64) -> JsValue {
        let refusal = files::refusal(bytes as usize);
        refusal.map_or(JsValue::UNDEFINED, |refusal| self.with(|_| refusal))
    }

    /// Opens an article from a file.
    pub fn open_file(&mut self, name: &str, bytes: &[u8]) -> JsValue {
        self.with(|state| files::open_file(state, name, bytes))
    }

    /// Takes in an annotation file for the article that is open.
    pub fn import_file(&mut self, name: &str, bytes: &[u8]) -> JsValue {
        self.with(|state| files::import(state, name, bytes))
    }

    /// Takes in a back-up: `way` is `merge` or `replace`.
    pub fn restore(&mut self, name: &str, bytes: &[u8], way: &str) -> JsValue {
        self.with(|state| backup::read(state, name, bytes, way))
    }

    /// Writes the annotation set in a format.
    pub fn export(&mut self, format: &str) -> JsValue {
        self.with(|state| files::export(state, format))
    }

    /// Does what a button or a field asks for: its `data-act`, its `data-id`, its value.
    pub fn act(&mut self, act: &str, id: &str, value: &str) -> JsValue {
        self.with(|state| act::act(state, act, id, value))
    }

    /// Shows what belongs to the annotation under the pointer or the keyboard; to none, with an empty id.
    pub fn point(&mut self, id: &str) {
        draw::point(&mut self.state.borrow_mut(), id.parse().ok());
    }

    /// Does what a key asks for, if it asks for anything.
    pub fn key(&mut self, pressed: &str) -> JsValue {
        match crate::page::shortcuts::find(pressed) {
            Some(shortcut) => {
                // Some keys are one action: which of them was pressed says how.
                let value = if matches!(shortcut.act, "digit" | "step") { pressed } else { shortcut.value };
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
        drop(state);
        storage::pump(&self.state);
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
        if reply.error.as_ref().is_some_and(|error| error.code == "storage") {
            draw::offer_backup();
        }
        // While the keyboard moves from a field that was changed to the next, it is nowhere: then it is let be.
        if had_focus && !dom::has_focus() {
            draw::refocus(&self.state.borrow());
        }
        self.state.borrow_mut().save_urgent();
        if self.state.borrow().is_unsaved() {
            self.save_later();
        }
        storage::pump(&self.state);
        self.draw_on();
        reply.into_js()
    }

    fn save_later(&mut self) {
        let state = Rc::clone(&self.state);
        let has_journal = state.borrow().journal_sync.has_database();
        let after = if has_journal { SAVE_AFTER } else { SAVE_SOON };
        let save = move || {
            let kept = state.borrow_mut().keep();
            if !has_journal {
                state.borrow().watch_room();
            }
            // With a journal the work is saved when the database has it.
            if !has_journal || kept.is_err() {
                draw::saved(&kept);
            }
            storage::pump(&state);
        };
        self.saving = Some(Timeout::new(after, save));
    }

    /// Has the marks that are still to be drawn drawn a little at a time.
    fn draw_on(&self) {
        let mut state = self.state.borrow_mut();
        if !state.is_drawing && !state.undrawn.is_empty() {
            state.is_drawing = true;
            draw_later(Rc::clone(&self.state));
        }
    }
}

/// The first analysis sets up tables, the first layout loads fonts, and the browser compiles what it runs: while the
/// reader is still looking for an article.
fn warm_up() {
    let mut session = Session::analyse(Document::from_text(SAMPLE));
    let first = session.set().in_order().find(|a| a.quote().is_some()).map(|a| a.id);
    session.select(first);
    draw::rehearse(&session);
    let _kept_nowhere = Library::new(MemoryStore::default()).add("", session.document(), session.set());
}

fn draw_later(state: Rc<RefCell<State>>) {
    let slice = move || {
        let mut now = state.borrow_mut();
        now.is_drawing = draw::some_marks(&mut now);
        if now.is_drawing {
            draw_later(Rc::clone(&state));
        } else {
            draw::selection(&mut now);
        }
    };
    Timeout::new(0, slice).forget();
}

/// Analyses a long article away from the page: takes what a reply's `analyse` says, gives what
/// [`Page::analysed`] takes.
#[wasm_bindgen]
pub fn analyse(job: &str) -> String {
    files::analyse(job)
}

/// What `pullquote annotate` gives for one article: the annotation set of a text, in a format.
///
/// `format` is one of the names that the export offers (`jsonl`, `jsonld`, `csv`, …). Throws an `Error` that
/// lists them for any other.
#[wasm_bindgen]
pub fn annotate(text: &str, format: &str) -> Result<String, JsError> {
    let format: crate::format::Format = format.parse()?;
    let document = Document::from_text(text);
    Ok(crate::format::export(&document, &crate::recognise::annotate(&document), "article", format))
}

/// What `pullquote reanchor` gives for one line: passages of an old text, found again in a new one. See
/// [`crate::anchor::revision::reanchor_line`]. Throws an `Error` for a line that is no revision.
#[wasm_bindgen]
pub fn reanchor(line: &str) -> Result<String, JsError> {
    Ok(crate::anchor::revision::reanchor_line(line.as_bytes(), |_past_the_end| ())?)
}
