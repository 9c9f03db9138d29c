//! The dialog with the saved articles, and the one with quotations that other articles have, too.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gloo::timers::callback::Timeout;

use super::reply::Reply;
use super::set_aside::known_records;
use super::state::State;
use super::{dom, draw};
use crate::page::command::Dialog;
use crate::page::library::choice::{LibraryColumn, LibraryFilter};
use crate::page::library::{LibraryView, TextMatch, render};
use crate::page::same_quotations::{self, OtherArticle};
use crate::sorting::{CollectSorted as _, Sorting as _};
use crate::store::{Collections, LibraryEntry, StoreError};
use crate::strings;
use crate::view::{count, search};

mod removal;

pub(super) use removal::{bring_back, go_on, remove_ticked};

/// While files are read, the table follows them every so many milliseconds.
const FOLLOW_EVERY: f64 = 1500.0;

/// For how long texts are read for the search at a time, in milliseconds.
const SLICE: f64 = 12.0;

/// The pause before the next ones: the browser draws, and the reader's keys come first.
const PAUSE: u32 = 15;

/// Shows the saved articles.
pub(super) fn show(state: &mut State) -> Reply {
    state.drawn.removing = None;
    redraw(state)
}

/// Reads the library anew, and shows it.
pub(super) fn redraw(state: &mut State) -> Reply {
    match read(state).and_then(|()| draw(state)) {
        Ok(()) => Reply::dialog(Dialog::Library),
        Err(error) => Reply::not_saved(&error),
    }
}

/// Draws the library again, as far as it is known.
fn drawn(state: &mut State) -> Reply {
    match draw(state) {
        Ok(()) => Reply::quiet(),
        Err(error) => Reply::not_saved(&error),
    }
}

fn read(state: &mut State) -> Result<(), StoreError> {
    let library = &state.saving.library;
    let (mut entries, _) = library.list()?;
    let (older, collections) = (library.older_links()?, library.collections());
    let (set_aside, without_text) = (known_records(state)?, library.without_text_as_known()?);
    let in_database_alone = entries.iter().filter(|entry| library.is_in_database_alone(&entry.id)).count();
    let shelf = &mut state.drawn.shelf;
    // What a slice has found out of an entry of an earlier version.
    let known: BTreeMap<&str, &LibraryEntry> = shelf.entries.iter().map(|e| (e.id.as_str(), e)).collect_map();
    for entry in entries.iter_mut().filter(|entry| !entry.is_complete) {
        let same = known.get(entry.id.as_str()).filter(|known| known.saved == entry.saved);
        if let Some(known) = same {
            entry.clone_from(known);
        }
    }
    let there: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect_set();
    shelf.texts.retain(|id, _| there.contains(id.as_str()));
    shelf.choice.keep_to(&entries);
    shelf.entries = entries;
    shelf.older = older;
    shelf.collections = collections;
    shelf.set_aside = set_aside;
    shelf.without_text = without_text;
    shelf.in_database_alone = in_database_alone;
    shelf.newcomers.clear();
    shelf.read_at = js_sys::Date::now();
    shelf.is_new = true;
    Ok(())
}

/// Takes the lines of the articles that this page has read since the library was. To read thousands of lines anew every other
/// second would keep the page busy for longer and longer.
fn follow(state: &mut State) -> Result<(), StoreError> {
    let library = &state.saving.library;
    let shelf = &mut state.drawn.shelf;
    for id in std::mem::take(&mut shelf.newcomers) {
        if let Some(entry) = library.entry(&id)? {
            shelf.in_database_alone += usize::from(library.is_in_database_alone(&id));
            shelf.entries.push(entry);
        }
    }
    shelf.entries.order_by_key(|entry| std::cmp::Reverse(entry.saved));
    shelf.read_at = js_sys::Date::now();
    shelf.is_new = true;
    Ok(())
}

fn draw(state: &mut State) -> Result<(), StoreError> {
    let storage = state.saving.storage_use()?;
    let State { open, drawn, saving, .. } = state;
    let shelf = &drawn.shelf;
    let rows = shelf.rows();
    let view = LibraryView {
        entries: &shelf.entries,
        rows: &rows,
        choice: &shelf.choice,
        collections: &shelf.collections,
        current: Some(open.id()).filter(|id| !id.is_empty()),
        storage,
        in_database_alone: shelf.in_database_alone,
        set_aside: &shelf.set_aside,
        without_text: &shelf.without_text,
        removed: shelf.removal.said(),
        n_unread: shelf.entries.len() - shelf.texts.len().min(shelf.entries.len()),
    };
    // A text that cannot be read has no match; opening it says why.
    let find = |entry: &LibraryEntry| {
        let text = saving.library.text(&entry.id).ok().flatten()?;
        TextMatch::find(&text, shelf.choice.words.trim())
    };
    let tree = render(&view, find);
    drawn.regions.library.show(tree);
    Ok(())
}

/// Draws how far the reading of files is, and the library with what came of it.
pub(super) fn draw_queue(state: &mut State) {
    let view = state.queue.view();
    state.drawn.regions.queue.show(view.clone());
    state.drawn.regions.library_queue.show(view);
    let is_due = !state.queue.is_running() || state.drawn.shelf.read_at + FOLLOW_EVERY < js_sys::Date::now();
    if is_due && is_shown() {
        // The next drawing reports a failure.
        follow(state).and_then(|()| draw(state)).ok();
    }
}

pub(super) fn is_shown() -> bool {
    dom::by_id("library-dialog").has_attribute("open")
}

/// Reads the texts for the search while the dialog is open, a few at a time.
pub(super) fn read_texts_soon(host: &Rc<RefCell<State>>) {
    let shelf = &mut host.borrow_mut().drawn.shelf;
    // Each call of the page comes here: the entries are looked through only when they were read.
    if !std::mem::take(&mut shelf.is_new) || shelf.is_reading {
        return;
    }
    if shelf.entries.iter().all(|e| e.is_complete && shelf.texts.contains_key(&e.id)) {
        return;
    }
    shelf.is_reading = true;
    go_on_reading(Rc::clone(host));
}

fn go_on_reading(host: Rc<RefCell<State>>) {
    Timeout::new(PAUSE, move || {
        let more = read_texts(&mut host.borrow_mut());
        host.borrow_mut().drawn.shelf.is_reading = more;
        if more {
            go_on_reading(host);
        }
    })
    .forget();
}

/// Reads some texts. Returns whether more are to be read.
fn read_texts(state: &mut State) -> bool {
    if !is_shown() {
        return false;
    }
    let end = js_sys::Date::now() + SLICE;
    let State { drawn, saving, .. } = state;
    let shelf = &mut drawn.shelf;
    let mut is_complete = true;
    for entry in &mut shelf.entries {
        let is_known = shelf.texts.contains_key(&entry.id);
        if is_known && entry.is_complete {
            continue;
        }
        if end < js_sys::Date::now() {
            is_complete = false;
            break;
        }
        if !is_known {
            // One that cannot be read has no words.
            let text = saving.library.text(&entry.id).ok().flatten().unwrap_or_default();
            shelf.texts.insert(entry.id.clone(), search::folded(&text));
        }
        if !entry.is_complete {
            complete(entry, saving.library.load(&entry.id).ok().flatten());
        }
    }
    let is_searching = !shelf.choice.words.trim().is_empty();
    if is_complete || is_searching {
        draw(state).ok(); // The next drawing reports a failure.
    }
    !is_complete
}

/// Completes the line of an article that an earlier version wrote.
fn complete(entry: &mut LibraryEntry, stored: Option<crate::store::StoredArticle>) {
    entry.is_complete = true;
    let Some(stored) = stored else { return };
    let (id, saved, opened) = (entry.id.clone(), entry.saved, entry.opened.clone());
    let is_apart = entry.is_apart;
    *entry = LibraryEntry { id, saved, opened, is_apart, ..LibraryEntry::of(&stored.document, &stored.set) };
}

/// Searches the saved articles.
pub(super) fn search_for(state: &mut State, words: &str) -> Reply {
    words.clone_into(&mut state.drawn.shelf.choice.words);
    state.drawn.shelf.choice.page = 0;
    state.drawn.removing = None;
    drawn(state)
}

pub(super) fn sort_by(state: &mut State, column: LibraryColumn) -> Reply {
    state.drawn.shelf.choice.sort_by(column);
    drawn(state)
}

pub(super) fn filter(state: &mut State, filter: LibraryFilter, value: &str) -> Reply {
    state.drawn.shelf.choice.filter(filter, value);
    drawn(state)
}

pub(super) fn turn_to(state: &mut State, page: usize) -> Reply {
    state.drawn.shelf.choice.page = page;
    let reply = drawn(state);
    if let Some(table) = dom::find("#library-list table") {
        table.scroll_into_view();
    }
    reply
}

/// What of the table is ticked or unticked.
pub(super) enum Tick<'a> {
    One(&'a str),
    /// From the one ticked last.
    To(&'a str),
    All,
}

pub(super) fn tick(state: &mut State, tick: Tick) -> Reply {
    let shelf = &mut state.drawn.shelf;
    let mut choice = shelf.choice.clone();
    let rows = shelf.rows();
    match tick {
        Tick::One(id) => choice.tick(id),
        Tick::To(id) => choice.tick_to(&rows, id),
        Tick::All => choice.tick_all(&rows),
    }
    shelf.choice = choice;
    drawn(state)
}

/// Puts the ticked articles into the collection whose name is written in its field.
pub(super) fn add_to_collection(state: &mut State) -> Reply {
    let written = dom::value_of("collection-name");
    let ids = state.drawn.shelf.choice.ticked.clone();
    let n = count(ids.len(), strings::ARTICLES);
    let mut name = None;
    let reply = change_collections(state, |collections| name = collections.add(&written, &ids));
    match name {
        Some(name) => Reply { status: Some(strings::fill(strings::SAID_COLLECTED, &[&n, &name])), ..reply },
        None => Reply::said(strings::NAME_COLLECTION),
    }
}

pub(super) fn take_out_of_collection(state: &mut State) -> Reply {
    let (ids, name) = (state.drawn.shelf.choice.ticked.clone(), state.drawn.shelf.choice.collection.clone());
    let said = strings::fill(strings::SAID_TAKEN_OUT, &[&count(ids.len(), strings::ARTICLES), &name]);
    let reply = change_collections(state, |collections| collections.take_out(&name, &ids));
    Reply { status: Some(said), ..reply }
}

pub(super) fn rename_collection(state: &mut State, new: &str) -> Reply {
    let name = state.drawn.shelf.choice.collection.clone();
    let mut renamed = None;
    let reply = change_collections(state, |collections| renamed = collections.rename(&name, new));
    state.drawn.shelf.choice.collection = renamed.unwrap_or(name);
    Reply { error: reply.error, ..drawn(state) }
}

pub(super) fn remove_collection(state: &mut State) -> Reply {
    let name = std::mem::take(&mut state.drawn.shelf.choice.collection);
    let said = strings::fill(strings::SAID_COLLECTION_REMOVED, &[&name]);
    let reply = change_collections(state, |collections| collections.remove(&name));
    Reply { status: Some(said), ..reply }
}

/// Changes the collections as they are stored by now: another tab may have changed them.
fn change_collections(state: &mut State, change: impl FnOnce(&mut Collections)) -> Reply {
    let library = &mut state.saving.library;
    let mut collections = library.collections();
    let before = collections.clone();
    change(&mut collections);
    if collections != before
        && let Err(error) = library.set_collections(&collections)
    {
        return Reply::not_saved(&error);
    }
    state.drawn.shelf.collections = collections;
    drawn(state)
}

/// Looks for the quotations of this article in the others of the library.
pub(super) fn find_same_quotations(state: &State) -> Reply {
    let Some(session) = &state.open.session else { return Reply::said(strings::OPEN_FIRST) };
    let (entries, _) = match state.saving.library.list() {
        Ok(list) => list,
        Err(error) => return Reply::not_saved(&error),
    };
    let others = entries.into_iter().filter(|entry| entry.id != state.open.id());
    let articles = others.filter_map(|entry| {
        // The library itself reports a record that cannot be read.
        let other = state.saving.library.load(&entry.id).ok().flatten()?;
        let shared = session.shared_quotations(&other.document, &other.set);
        Some(OtherArticle { id: entry.id, title: entry.title, shared })
    });
    let found = same_quotations::render(&articles.collect::<Vec<_>>());
    dom::fill(&dom::by_id("same-quotations"), &found);
    Reply::dialog(Dialog::SameQuotations).and_close()
}

/// An article is gone from the page.
fn close_open(state: &mut State) {
    state.close();
    draw::everything(state);
}
