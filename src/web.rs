//! The boundary to JavaScript: the only module that knows the browser.
//!
//! The page's script turns events into calls of [`Page`]. A call does its work, draws what changed, and returns a
//! reply that says what is left to the script: a message, a dialog, a file to download.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;

use crate::annotation::Id;
use crate::document::Document;
use crate::page::command::{Command, Field, Navigation};
use crate::page::field_visit::FieldVisit;
use crate::page::shortcuts;
use crate::session::{SAMPLE, Session};
use crate::store::{Library, MemoryStore};
use crate::strings;
use crate::view::wire::from_wire_name;

mod act;
mod analysis;
mod annotations;
mod annotator;
mod backup;
mod backup_folder;
mod comparison;
mod deep;
mod deep_reader;
mod details;
mod dom;
mod dragging;
mod draw;
mod files;
mod folder_backups;
mod handles;
mod layout;
mod library;
mod lists;
mod local_file;
mod matches;
mod measure;
mod navigate;
mod open_article;
mod pause;
mod point_taker;
mod programs;
mod project;
mod reading;
mod received;
mod recovery;
mod refused_sites;
mod region;
mod reminder;
mod reply;
mod requests;
mod restoration;
mod restore_points;
mod restoring;
mod review;
mod saving;
mod selection;
mod set_aside;
mod sources;
mod state;
mod status;
mod storage;
mod sync_host;
mod tab_only;
mod tab_switch;
mod typing;
mod update;
mod versions;
mod voices;
mod waiting;
mod words;

pub use deep::{deep_paragraphs, weigh_readings};
use dragging::Point;
use files::FilePurpose;
pub use measure::measure;
pub use programs::{analyse, annotate, read, reanchor};
use reply::{FailureCode, Reply, ReplyError};
use state::State;

/// How long after a change the article's record is written, in milliseconds: a burst of keys is written once. The
/// journal has each step at once; leaving the page writes at once.
const SAVE_AFTER: u32 = 1500;

/// The same where there is no journal.
const SAVE_SOON: u32 = 150;

/// When an article is rehearsed, in milliseconds after the first paint: browsers optimise what has run more than once.
const WARM_UP_AFTER: [u32; 3] = [300, 500, 700];

/// The page: the article that is open, the library, what is drawn.
#[wasm_bindgen]
pub struct Page {
    state: Rc<RefCell<State>>,
    /// Writes the record after a while; dropped, it is cancelled.
    save_timer: Option<Timeout>,
}

#[wasm_bindgen]
impl Page {
    /// Draws the article that was open last, where the reader left it, or the page of a first visit.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Page {
        let mut state = State::new();
        tab_switch::begin(&mut state.saving);
        update::start(&mut state);
        let state = Rc::new(RefCell::new(state));
        for after in WARM_UP_AFTER {
            Timeout::new(after, warm_up).forget();
        }
        let page = Page { state, save_timer: None };
        page.draw_remaining_marks();
        page
    }

    /// Waits for the database, and draws what it restored. Nothing may be done before.
    pub async fn settle(&self) {
        if !tab_only::is_on() {
            storage::open_database(&self.state).await;
        }
        update::started(&mut self.state.borrow_mut());
        if !tab_only::is_on() {
            requests::find_folder(&self.state).await;
        }
        self.draw_remaining_marks();
    }

    /// What there is to say at the start: the browser cannot save, a record cannot be read.
    pub fn greet(&mut self) -> JsValue {
        if tab_only::is_on() {
            status::saved(&Ok(()));
        }
        let mut state = self.state.borrow_mut();
        received::offer();
        reminder::draw(&state);
        let analyse = analysis::request_if_untouched(&mut state);
        let error = state.saving.take_startup_error();
        let error = error.map(|error| ReplyError::not_saved(&error)).or_else(|| set_aside::notice(&state));
        let reply = Reply { error, ..Reply::done() };
        let status = typing::offer_draft(&mut state);
        let writes = folder_backups::write_if_due(&mut state);
        let compare = versions::request_comparison(&mut state);
        let reply = Reply { analyse, compare, status, waits: writes, ..reply };
        let came_along = tab_switch::take_in(&mut state);
        state.point_of_work();
        drop(state);
        self.save_later();
        match came_along {
            Some(came) => self.with(|_| came),
            None => reply.into_js(),
        }
    }

    /// Whether the work is kept in this tab alone.
    pub fn is_tab_only(&self) -> bool {
        tab_only::is_on()
    }

    /// Whether closing the tab would lose work.
    pub fn has_work_in_no_file(&self) -> bool {
        let state = self.state.borrow();
        state.typing.as_ref().is_some_and(FieldVisit::is_unsaved) || !state.in_no_file.is_empty()
    }

    /// Takes what [`analyse`] found in a long article.
    pub fn analysed(&mut self, result: &str) -> JsValue {
        self.while_typing(|state| analysis::take_result(state, result))
    }

    /// Takes what the worker of the deep reading says.
    pub fn hear_deep(&mut self, message: JsValue) -> JsValue {
        self.while_typing(|state| deep::hear(state, message))
    }

    /// Takes what [`read`] found in what a reply's `compare` said.
    pub fn compared(&mut self, result: &str) -> JsValue {
        self.while_typing(|state| versions::take_comparison(state, result))
    }

    /// Opens what [`read`] has read.
    pub fn take_read(&mut self, result: &str) -> JsValue {
        self.with(|state| files::take(state, result))
    }

    /// Opens an article from pasted text; `html` is what the clipboard had as HTML, or empty.
    pub fn open_text(&mut self, text: &str, html: &str) -> JsValue {
        self.with(|state| files::open_text(state, text, html))
    }

    /// Opens a newer version of the open article, from text as [`Page::open_text`] takes it.
    pub fn open_newer(&mut self, text: &str, html: &str) -> JsValue {
        self.with(|state| files::open_newer(state, text, html))
    }

    /// The reply to a file with too many bytes, so that it need not be read; else nothing.
    pub fn refuse(&mut self, name: &str, bytes: f64) -> JsValue {
        let refusal = files::refusal_of_file(name, bytes as usize);
        refusal.map_or(JsValue::UNDEFINED, |refusal| self.with(|_| refusal))
    }

    /// Reads a file: as an article, or for what else it is wanted (`source`).
    pub fn open_file(&mut self, name: &str, bytes: &[u8], purpose: Option<String>) -> JsValue {
        self.with(|state| files::open_file(state, name, bytes, FilePurpose::of(purpose)))
    }

    /// Takes the article that the reader of its kind has taken out of a file, or shows its problem.
    pub fn take_file(&mut self, name: &str, text: &str, problem: &str, purpose: Option<String>) -> JsValue {
        let read = if problem.is_empty() { Ok(text) } else { Err(problem) };
        self.with(|state| files::take_file(state, name, read, FilePurpose::of(purpose)))
    }

    /// Imports an annotation file for the article that is open.
    pub fn import_file(&mut self, name: &str, bytes: &[u8]) -> JsValue {
        self.with(|state| files::import(state, name, bytes))
    }

    /// Begins to restore a back-up from a file: `mode` is `merge` or `replace`. What the reply's `read` says goes to
    /// [`read`] with the file's bytes, its answer to [`Page::take_read`].
    pub fn restore(&mut self, name: &str, mode: &str) -> JsValue {
        match from_wire_name(mode) {
            Some(mode) => self.with(|state| restoring::begin(state, name, mode)),
            None => Reply::default().into_js(),
        }
    }

    /// The reader has stopped what [`Page::wait`] and [`Page::go_on`] do a little at a time.
    pub fn stop_restoring(&mut self) -> JsValue {
        self.with(restoring::stop)
    }

    /// Downloads the annotation set in a format.
    pub fn export(&mut self, format: &str) -> JsValue {
        self.with(|state| files::export(state, format))
    }

    /// Carries out what a reply's `waits` stands for: asks the browser for records, a folder or a permission.
    pub fn wait(&self) -> js_sys::Promise {
        let state = Rc::clone(&self.state);
        wasm_bindgen_futures::future_to_promise(async move {
            requests::wait(&state).await;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Goes on with the answer.
    pub fn go_on(&mut self) -> JsValue {
        self.with(|state| match state.waiting.take_next() {
            Some(command) => act::act(state, command),
            None => Reply::quiet(),
        })
    }

    /// Does the command that an element carries.
    pub fn act(&mut self, command: JsValue) -> JsValue {
        match serde_wasm_bindgen::from_value(command) {
            // The reader is asked while a field may be in use: it goes on.
            Ok(command @ Command::Site(_)) => self.while_typing(|state| act::act(state, command)),
            Ok(command) => self.command(command),
            Err(error) => unknown(&error),
        }
    }

    /// Sets the field that an element carries to a value.
    pub fn change(&mut self, field: JsValue, value: String) -> JsValue {
        match serde_wasm_bindgen::from_value::<Field>(field) {
            Ok(field @ (Field::Annotation { .. } | Field::UnfinishedTags)) => {
                self.while_typing(|state| act::act(state, Command::Change(field, value)))
            }
            Ok(field) => self.command(Command::Change(field, value)),
            Err(error) => unknown(&error),
        }
    }

    /// The reader has typed in the field that an element carries. Returns in how many milliseconds
    /// [`Page::save_typed`] is to be called, if it is.
    pub fn typed(&mut self, field: JsValue, text: String) -> Option<f64> {
        let Ok(Field::Annotation { id, field }) = serde_wasm_bindgen::from_value(field) else { return None };
        typing::typed(&mut self.state.borrow_mut(), id, field, text)
    }

    /// An input method composes in the field that an element carries.
    pub fn composing(&mut self, field: JsValue) {
        if let Ok(Field::Annotation { id, field }) = serde_wasm_bindgen::from_value(field) {
            typing::composing(&mut self.state.borrow_mut(), id, field);
        }
    }

    /// Saves what is typed so far.
    pub fn save_typed(&mut self) -> JsValue {
        self.while_typing(typing::save)
    }

    /// The reader has left the field, or pressed Enter in it.
    pub fn end_typing(&mut self) -> JsValue {
        self.while_typing(typing::finish)
    }

    /// The reader does not want what was typed in the field.
    pub fn cancel_typing(&mut self) -> JsValue {
        self.while_typing(typing::cancel)
    }

    /// Selects one of the marks under the pointer: their ids, innermost first.
    pub fn select_marks(&mut self, ids: Vec<String>) -> JsValue {
        let ids: Vec<Id> = ids.iter().filter_map(|id| id.parse().ok()).collect();
        self.command(Command::Navigate(Navigation::SelectMark(ids)))
    }

    /// Shows what belongs to the annotation under the pointer or the keyboard; to none, with an empty id.
    pub fn point(&mut self, id: &str) {
        draw::point(&mut self.state.borrow_mut(), id.parse().ok());
    }

    /// Does what a key asks for, if it asks for anything.
    pub fn key(&mut self, pressed: &str) -> JsValue {
        if comparison::is_shown() {
            return self.with(|state| comparison::key(state, pressed));
        }
        match shortcuts::find(pressed) {
            Some(command) => self.command(command.clone()),
            None => Reply::default().into_js(),
        }
    }

    /// Does what a key asks for in the search field; null where it only writes.
    pub fn key_in_search(&mut self, pressed: &str) -> JsValue {
        self.maybe(shortcuts::find_in_search(pressed))
    }

    /// Does what a key asks for on a tab; null where that is nothing of its own.
    pub fn key_on_tab(&mut self, pressed: &str) -> JsValue {
        self.maybe(shortcuts::find_on_tab(pressed))
    }

    /// Where the selected words are, seen from the selected annotation: `inside`, `outside` or `across` an end of it.
    pub fn selected_words(&self) -> String {
        words::place(&self.state.borrow()).to_owned()
    }

    /// The pointer has selected something in the article: whole `words`, or `letters`.
    pub fn snap(&mut self, unit: &str) {
        words::snap(&mut self.state.borrow_mut(), from_wire_name(unit).unwrap_or_default());
    }

    /// The pointer drags an end of the selected annotation, `start` or `end`, to a point of the window.
    pub fn drag(&mut self, edge: &str, x: f32, y: f32) {
        if let Some(edge) = from_wire_name(edge) {
            dragging::drag(&self.state.borrow(), edge, Point { x, y });
        }
    }

    /// The pointer lets go of that end.
    pub fn drop_edge(&mut self, edge: &str, x: f32, y: f32) -> JsValue {
        match from_wire_name(edge) {
            Some(edge) => self.with(|state| dragging::drop(state, edge, Point { x, y })),
            None => Reply::default().into_js(),
        }
    }

    /// Brings the keyboard back to where the reader works, after what had it is gone.
    pub fn refocus(&self) {
        draw::refocus(&self.state.borrow());
    }

    /// Takes a message from another window: a page that the bookmarklet sends.
    pub fn hear(&self, event: &MessageEvent) -> JsValue {
        received::hear(event).map_or(JsValue::NULL, Reply::into_js)
    }

    /// Writes at once what is not yet saved, and where the reader is.
    pub fn leave(&mut self) {
        self.save_timer = None;
        let mut state = self.state.borrow_mut();
        typing::save(&mut state);
        // The next change reports a failure.
        state.save().ok();
        state.save_bookmark();
        state.point_of_work();
        drop(state);
        restore_points::write(&self.state);
        storage::write_pending(&self.state);
    }
}

impl Default for Page {
    fn default() -> Page {
        Page::new()
    }
}

impl Page {
    fn command(&mut self, command: Command) -> JsValue {
        self.with(|state| act::act(state, command))
    }

    fn maybe(&mut self, command: Option<Command>) -> JsValue {
        command.map_or(JsValue::NULL, |command| self.command(command))
    }

    /// Makes a call, after what was typed is decided on: the call must find it in the set.
    fn with(&mut self, call: impl FnOnce(&mut State) -> Reply) -> JsValue {
        self.while_typing(|state| {
            let typed = typing::finish(state);
            call(state).after(typed)
        })
    }

    /// Makes a call, and has what it changed saved a little later.
    fn while_typing(&mut self, call: impl FnOnce(&mut State) -> Reply) -> JsValue {
        let had_focus = dom::has_focus();
        let mut reply = call(&mut self.state.borrow_mut());
        reply.waits |= folder_backups::write_if_due(&mut self.state.borrow_mut());
        reply.compare = versions::request_comparison(&mut self.state.borrow_mut());
        reply.deep = deep::request(&mut self.state.borrow_mut());
        if reply.error.as_ref().is_some_and(|error| error.code == FailureCode::Storage) {
            status::offer_backup();
        }
        // While the keyboard moves on from a changed field, nothing has the focus: then nothing takes it.
        if had_focus && !dom::has_focus() {
            draw::refocus(&self.state.borrow());
        }
        self.state.borrow_mut().save_what_must_be();
        if self.state.borrow().saving.is_unsaved() {
            self.save_later();
        }
        storage::write_pending(&self.state);
        self.draw_remaining_marks();
        reply.into_js()
    }

    fn save_later(&mut self) {
        let state = Rc::clone(&self.state);
        let has_journal = state.borrow().saving.journal_sync.has_database();
        let after = if has_journal { SAVE_AFTER } else { SAVE_SOON };
        let save = move || {
            let saved = state.borrow_mut().save_to_last();
            if !has_journal {
                update::watch_storage(&state.borrow());
            }
            // With a journal the work is saved when the database has it.
            if !has_journal || saved.is_err() {
                status::saved(&saved);
            }
            restore_points::write(&state);
            storage::write_pending(&state);
        };
        self.save_timer = Some(Timeout::new(after, save));
    }

    /// Has the marks that are still to be drawn drawn a little at a time.
    fn draw_remaining_marks(&self) {
        let drawn = &mut self.state.borrow_mut().drawn;
        if !drawn.is_marking && !drawn.unmarked.is_empty() {
            drawn.is_marking = true;
            draw_marks_later(Rc::clone(&self.state));
        }
    }
}

/// An element carries what is no command of this version.
fn unknown(error: &serde_wasm_bindgen::Error) -> JsValue {
    web_sys::console::warn_1(&strings::fill(strings::UNKNOWN_COMMAND, &[error]).into());
    Reply::default().into_js()
}

/// Analyses, draws and stores an article that nobody sees, while the reader is still looking for one: the first analysis
/// sets up tables, the first layout loads fonts, and the browser compiles what it runs.
fn warm_up() {
    let mut session = Session::analyse(Document::from_text(SAMPLE));
    let first = session.set().in_order().find(|a| a.quote().is_some()).map(|a| a.id);
    session.select(first);
    draw::rehearse(&session);
    // Memory never refuses.
    Library::new(MemoryStore::default()).add("", session.document(), session.set()).ok();
}

fn draw_marks_later(state: Rc<RefCell<State>>) {
    let slice = move || {
        let mut now = state.borrow_mut();
        now.drawn.is_marking = draw::some_marks(&mut now);
        if now.drawn.is_marking {
            draw_marks_later(Rc::clone(&state));
        } else {
            draw::selection(&mut now);
        }
    };
    Timeout::new(0, slice).forget();
}
