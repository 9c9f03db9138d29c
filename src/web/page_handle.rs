//! What every call of the page goes through: what was typed is decided on first, and what changed is saved and drawn.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;

use super::beside::Helpers;
use super::gesture::Gesture;
use super::reply::{FailureCode, Reply};
use super::state::State;
use super::{
    act, deep, dom, draw, folder_backups, library, queue, restore_points, status, storage, typing, update,
    versions,
};

/// How long after a change the article's record is written, in milliseconds: a burst of keys is written once. The
/// journal has each step at once; leaving the page writes at once.
const SAVE_AFTER: u32 = 1500;

/// The same where there is no journal.
const SAVE_SOON: u32 = 150;

/// The page's state, with what runs beside it. Copies are of the same page.
#[derive(Clone)]
pub(super) struct PageHandle {
    pub state: Rc<RefCell<State>>,
    pub helpers: Rc<RefCell<Helpers>>,
    pub gesture: Rc<Cell<Gesture>>,
    /// Writes the record after a while; dropped, it is cancelled.
    save_timer: Rc<RefCell<Option<Timeout>>>,
    /// Saves what is typed after a while.
    pub typing_timer: Rc<RefCell<Option<Timeout>>>,
}

impl PageHandle {
    pub(super) fn new(state: State) -> PageHandle {
        PageHandle {
            state: Rc::new(RefCell::new(state)),
            helpers: Rc::default(),
            gesture: Rc::default(),
            save_timer: Rc::default(),
            typing_timer: Rc::default(),
        }
    }

    /// Makes a call, after what was typed is decided on: the call must find it in the set.
    pub(super) fn call(&self, call: impl FnOnce(&mut State) -> Reply) -> Reply {
        self.call_while_typing(|state| {
            let typed = typing::finish(state);
            call(state).after(typed)
        })
    }

    /// Makes a call, and has what it changed saved a little later.
    pub(super) fn call_while_typing(&self, call: impl FnOnce(&mut State) -> Reply) -> Reply {
        let had_focus = dom::has_focus();
        draw::all_text(&mut self.state.borrow_mut());
        let mut reply = call(&mut self.state.borrow_mut());
        reply.waits |= folder_backups::write_if_due(&mut self.state.borrow_mut());
        reply.compare = versions::request_comparison(&mut self.state.borrow_mut());
        reply.deep = deep::request(&mut self.state.borrow_mut());
        queue::do_asked(&self.state);
        library::read_texts_soon(&self.state);
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
        reply
    }

    /// Goes on with what the browser has answered.
    pub(super) fn go_on(&self) -> Reply {
        self.call(|state| match state.waiting.take_next() {
            Some(command) => act::act(state, command),
            None => Reply::quiet(),
        })
    }

    pub(super) fn save_later(&self) {
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
        self.save_timer.replace(Some(Timeout::new(after, save)));
    }

    /// Writes at once what is not yet saved, and where the reader is.
    pub(super) fn save_now(&self) {
        self.save_timer.take();
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

    /// Has the marks that are still to be drawn drawn a little at a time.
    pub(super) fn draw_remaining_marks(&self) {
        let mut state = self.state.borrow_mut();
        if !state.drawn.is_marking && draw::is_unfinished(&state) {
            state.drawn.is_marking = true;
            draw_marks_later(Rc::clone(&self.state));
        }
    }
}

fn draw_marks_later(state: Rc<RefCell<State>>) {
    let slice = move || {
        let mut now = state.borrow_mut();
        now.drawn.is_marking = draw::some_marks(&mut now);
        if now.drawn.is_marking {
            draw_marks_later(Rc::clone(&state));
        }
    };
    Timeout::new(0, slice).forget();
}
