//! The boundary to JavaScript: the only module that knows the browser.
//!
//! The page's script hands events to [`Page`]. A call does its work and draws what changed; `following` does what its
//! reply leaves: a message, a dialog, a file to download, a task for a worker.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DataTransfer, Element, KeyboardEvent, MessageEvent, MouseEvent, PointerEvent};

use crate::page::field_visit::FieldVisit;

mod act;
mod analysis;
mod annotations;
mod annotator;
mod backup;
mod backup_folder;
mod beside;
mod columns;
mod coming_in;
mod comparison;
mod deep;
mod deep_reader;
mod deep_work;
mod details;
mod dialogs;
mod dom;
mod download;
mod dragging;
mod draw;
mod files;
mod folder_backups;
mod following;
mod formats;
mod gesture;
mod guidelines;
mod handles;
mod hands;
mod intake;
mod layout;
mod learned;
mod library;
mod library_export;
mod library_import;
mod library_work;
mod listening;
mod lists;
mod local_file;
mod many_sets;
mod many_sets_read;
mod matches;
mod measure;
mod modules;
mod navigate;
mod open_article;
mod opening;
mod page_handle;
mod paragraphs;
mod parsers;
mod pause;
mod point_taker;
mod pointing;
mod programs;
mod project;
mod project_taken;
mod queue;
mod queue_files;
mod reading;
mod reading_queue;
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
mod session_texts;
mod set_aside;
mod shelf;
mod small_database;
mod source_intake;
mod sources;
mod state;
mod status;
mod storage;
mod sync_host;
mod tab_only;
mod tab_switch;
mod typing;
mod unnamed_tables;
mod unread;
mod update;
mod versions;
mod voices;
mod voices_read;
mod waiting;
mod warm_up;
mod word_list;
mod word_list_work;
mod words;

pub use deep_work::{DeepReader, deepen};
use following::follow;
pub use hands::Hands;
pub use measure::measure;
pub use modules::{lacked_module, take_module};
use page_handle::PageHandle;
pub use programs::{
    analyse, annotate, annotate_known, convert, extract, format_names, read, reanchor, take_in, with_turns,
};
use reply::{Reply, ReplyError};
use state::State;

/// The page: the article that is open, the library, what is drawn.
#[wasm_bindgen]
pub struct Page {
    handle: PageHandle,
}

#[wasm_bindgen]
impl Page {
    /// Draws the article that was open last, where the reader left it, or the page of a first visit.
    #[wasm_bindgen(constructor)]
    pub fn new(hands: Hands) -> Page {
        hands::take(hands);
        let mut state = State::new();
        tab_switch::begin(&mut state.saving);
        update::start(&mut state);
        warm_up::begin();
        let handle = PageHandle::new(state);
        handle.draw_remaining_marks();
        Page { handle }
    }

    /// Waits for the database, and draws what it restored. Nothing may be done before.
    pub async fn settle(&self) {
        let state = &self.handle.state;
        if !tab_only::is_on() {
            storage::open_database(state).await;
        }
        update::started(&mut state.borrow_mut());
        if !tab_only::is_on() {
            requests::find_folder(state).await;
        }
        self.handle.draw_remaining_marks();
        session_texts::restore();
    }

    /// Says what there is to say at the start: the browser cannot save, a record cannot be read.
    pub fn greet(&self) {
        if tab_only::is_on() {
            status::saved(&Ok(()));
        }
        let mut state = self.handle.state.borrow_mut();
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
        restore_points::drop_kept(&self.handle.state);
        self.handle.save_later();
        let reply = match came_along {
            Some(came) => self.handle.call(|_| came),
            None => reply,
        };
        follow(&self.handle, reply);
    }

    /// Whether the work is kept in this tab alone.
    pub fn is_tab_only(&self) -> bool {
        tab_only::is_on()
    }

    /// Whether closing the tab would lose work.
    pub fn has_work_in_no_file(&self) -> bool {
        let state = self.handle.state.borrow();
        state.typing.as_ref().is_some_and(FieldVisit::is_unsaved) || !state.in_no_file.is_empty()
    }

    /// Opens what stands in the dialog *Open article*.
    pub fn annotate(&self) {
        spawn_local(opening::annotate(self.handle.clone()));
    }

    /// The reader has chosen files in the field with this id.
    pub fn choose(&self, id: &str) {
        opening::choose(&self.handle, id);
    }

    /// Opens what was dropped on the page: files, or a text.
    pub fn drop_here(&self, transfer: &DataTransfer) {
        let files = opening::dropped(transfer);
        if files.is_empty() {
            let [text, html] =
                ["text/plain", "text/html"].map(|kind| transfer.get_data(kind).unwrap_or_default());
            self.follow(|state| files::open_text(state, &text, &html));
        } else {
            spawn_local(opening::open_dropped(self.handle.clone(), files));
        }
    }

    /// Reads many files into the library: arrays of a name and a file.
    pub fn take_files(&self, files: &js_sys::Array) {
        opening::take_files(&self.handle, files);
    }

    /// Goes on with the files that an earlier visit has not read.
    pub fn resume_files(&self) {
        queue::resume(&self.handle.state);
    }

    /// The reader pastes into a box, and has this as HTML.
    pub fn paste(&self, id: String, html: String) {
        session_texts::paste(id, html);
    }

    /// A dialog has closed.
    pub fn closed(&self, id: &str) {
        dialogs::closed(id);
    }

    /// Sets the field that an element carries to a value.
    pub fn change(&self, field: &str, value: String) {
        let Some(field) = listening::read(field) else { return };
        let handle = self.handle.clone();
        if handle.state.try_borrow_mut().is_ok() {
            return listening::change(&handle, field, value);
        }
        // A field that goes away while the page is drawn says at once that it was left: in the middle of a call.
        spawn_local(async move { listening::change(&handle, field, value) });
    }

    /// The reader has typed in the field that an element carries.
    pub fn typed(&self, field: &str, text: String) {
        if let Some(field) = listening::read(field) {
            listening::typed(&self.handle, field, text);
        }
    }

    /// An input method composes in the field that an element carries.
    pub fn compose(&self, field: &str) {
        if let Some(field) = listening::read(field) {
            listening::compose(&self.handle, field);
        }
    }

    /// The reader has written in a field that carries nothing.
    pub fn write_in(&self, id: &str) {
        session_texts::keep_new_name(id);
    }

    /// The keyboard has left a field in which the reader typed.
    pub fn left_field(&self, field: &Element) {
        listening::left_field(&self.handle, field);
    }

    /// Shows what belongs to the annotation under the pointer or the keyboard; to none, with an empty id.
    pub fn point(&self, id: &str) {
        draw::point(&mut self.handle.state.borrow_mut(), id.parse().ok());
    }

    /// Does what a key asks for; gives whether the browser is to do nothing more.
    pub fn press(&self, event: &KeyboardEvent) -> bool {
        listening::press(&self.handle, event)
    }

    /// Does what a click asks for.
    pub fn click(&self, event: &MouseEvent) {
        pointing::click(&self.handle, event);
    }

    /// The pointer goes down, moves, or comes up again.
    pub fn pointer(&self, event: &PointerEvent) {
        match event.type_().as_str() {
            "pointerdown" => pointing::press(&self.handle, event),
            "pointermove" => pointing::move_to(&self.handle, event),
            _ => pointing::release(&self.handle, event),
        }
    }

    /// Other words of the page are selected.
    pub fn select(&self) {
        pointing::select(&self.handle);
    }

    /// Takes a message from another window: a page that the bookmarklet sends.
    pub fn hear(&self, event: &MessageEvent) {
        if let Some(reply) = received::hear(event) {
            follow(&self.handle, reply);
        }
    }

    /// Writes at once what is not yet saved, and where the reader is.
    pub fn leave(&self) {
        self.handle.save_now();
        session_texts::keep();
    }
}

impl Page {
    fn follow(&self, call: impl FnOnce(&mut State) -> Reply) {
        follow(&self.handle, self.handle.call(call));
    }
}
