//! The word list: what the open article's corrections add to it, its dialog, and its way into the articles of the library.

use std::collections::HashSet;
use std::rc::Rc;

use super::deep_reader::is_served;
use super::reply::{Download, FailureCode, Reply};
use super::state::State;
use super::update::perform_bulk;
use super::waiting::BrowserRequest;
use super::{backup, dom, project};
use crate::annotation::EntityKind;
use crate::edit::Edit;
use crate::page::command::{Command, Dialog, EntryPlace, WordListCommand, WordListField};
use crate::page::controls::button;
use crate::page::project_answers::ProjectRequest;
use crate::page::word_list::{ROWS, WordListInput};
use crate::session::Session;
use crate::store::{StoreError, WordListRecord};
use crate::strings;
use crate::view::wire::from_wire_name;
use crate::view::{Element, count, tree_json};
use crate::word_list::corrections::{CorrectedArticle, corrections};
use crate::word_list::{WordEntry, WordList, apply, cut, fold_blanks};

/// How long articles are read before the browser gets its turn, in milliseconds.
const SLICE: f64 = 12.0;

/// What the page knows of the list between two calls.
#[derive(Default)]
pub(super) struct WordListWork {
    page: usize,
    /// What was removed last, with its place.
    removed: Option<(usize, WordEntry)>,
    /// The ids of the articles of the library that are still to be looked at.
    unread: Vec<String>,
    n_articles: usize,
    n_changes: usize,
}

/// What suggestions follow. The file opened by double-click cannot show the list, so it follows none.
pub(super) fn words(state: &State) -> Rc<WordList> {
    if is_served() { Rc::new(state.saving.library.word_list().list) } else { Rc::default() }
}

/// Changes the list as it is now, and has the open article follow what it becomes.
fn change_list<T>(state: &mut State, change: impl FnOnce(&mut WordListRecord) -> T) -> Result<T, StoreError> {
    let changed = state.saving.library.change_word_list(change);
    give(state);
    changed
}

/// Gives the list to the open article.
pub(super) fn give(state: &mut State) {
    let words = words(state);
    if let Some(session) = &mut state.open.session {
        session.set_words(words);
    }
}

/// What the corrections of the open article say.
pub(super) fn said_in(id: &str, session: &Session) -> Vec<WordEntry> {
    let (document, set, history) = (session.document(), session.set(), session.history());
    corrections(CorrectedArticle { document, set, history, id })
}

/// Takes into the list what the reader has corrected since the last time, and out of it what was taken back.
pub(super) fn learn(state: &mut State) {
    let Some(session) = state.open.session.as_ref().filter(|_| is_served()) else { return };
    let said = said_in(state.open.id(), session);
    let before = std::mem::replace(&mut state.open.said, said.clone());
    if before == said {
        return;
    }
    let keys = |all: &[WordEntry]| all.iter().map(WordEntry::said).collect::<HashSet<_>>();
    let (known, now) = (keys(&before), keys(&said));
    let kept = change_list(state, |record| {
        for gone in before.iter().filter(|entry| !now.contains(&entry.said())) {
            record.list.remove(gone);
        }
        if !record.is_paused {
            for new in said.iter().filter(|entry| !known.contains(&entry.said())) {
                record.list.add(new.clone());
            }
        }
    });
    // Where the storage is full, the article's own saving says so.
    kept.ok();
}

pub(super) fn act(state: &mut State, command: WordListCommand) -> Reply {
    match command {
        WordListCommand::Show => show(state),
        WordListCommand::Page(page) => {
            state.word_list.page = page;
            drawn(state)
        }
        WordListCommand::Remove(place) => remove(state, &place),
        WordListCommand::BringBack => bring_back(state),
        WordListCommand::Export => {
            project::ask(&ProjectRequest::WordListFile(state.saving.library.word_list().list))
        }
        WordListCommand::ApplyHere => {
            give(state);
            perform_bulk(state, Session::apply_words)
        }
        WordListCommand::Survey => begin(state, WordListCommand::CountMore),
        WordListCommand::CountMore => survey(state),
        WordListCommand::Apply => begin(state, WordListCommand::ApplyMore),
        WordListCommand::ApplyMore => apply_more(state),
        WordListCommand::Cancel => {
            state.word_list.unread.clear();
            show_work([]);
            Reply::done()
        }
    }
}

fn show(state: &mut State) -> Reply {
    if let Err(error) = state.save() {
        return Reply::not_saved(&error);
    }
    state.word_list = WordListWork::default();
    show_work([]);
    let reply = drawn(state);
    Reply { dialog: reply.error.is_none().then_some(Dialog::WordList), close: reply.error.is_none(), ..reply }
}

/// Has the list drawn as it is now.
fn drawn(state: &State) -> Reply {
    let (record, work) = (state.saving.library.word_list(), &state.word_list);
    let last = record.list.entries().len().saturating_sub(1) / ROWS;
    let removed = work.removed.as_ref().map(|(_, entry)| entry.words.clone());
    let has_article = state.open.session.is_some();
    let input = WordListInput { record, page: work.page.min(last), removed, has_article };
    Reply { status: None, keeps_toolbar: true, ..project::ask(&ProjectRequest::WordList(input)) }
}

/// The same, and says something.
fn drawn_saying(state: &State, said: String) -> Reply {
    Reply { status: Some(said), ..drawn(state) }
}

/// Shows the list.
pub(super) fn take(state: &mut State, shown: &serde_json::Value) -> Reply {
    state.drawn.regions.word_list.show(tree_json::from_json(shown));
    Reply::quiet()
}

/// Changes an entry, if the list still has it there.
fn change_entry(
    state: &mut State,
    place: &EntryPlace,
    said: &str,
    change: impl FnOnce(&mut WordEntry) -> bool,
) -> Reply {
    let changed = change_list(state, |record| {
        let entry = record.list.get_mut(place.at).filter(|entry| entry.words == place.words);
        let is_changed = entry.is_some_and(change);
        // Two that say the same now are one.
        record.list = WordList::from_entries(record.list.entries().iter().cloned());
        is_changed
    });
    match changed {
        Ok(true) => drawn_saying(state, strings::fill(said, &[&place.words])),
        Ok(false) => drawn_saying(state, strings::LIST_HAS_CHANGED.to_owned()),
        Err(error) => Reply::not_saved(&error),
    }
}

/// A field of the dialog has another value.
pub(super) fn change(state: &mut State, field: WordListField, value: &str) -> Reply {
    match field {
        WordListField::Remember => remember(state, !value.is_empty()),
        WordListField::Use(place) => {
            let said = if value.is_empty() { strings::ENTRY_OFF } else { strings::ENTRY_ON };
            change_entry(state, &place, said, |entry| {
                entry.is_off = value.is_empty();
                true
            })
        }
        WordListField::Name(place) => change_entry(state, &place, strings::ENTRY_CHANGED, |entry| {
            let name = cut(&fold_blanks(value));
            let is_name = !name.is_empty();
            if is_name {
                entry.name = name;
            }
            is_name
        }),
        WordListField::Kind(place) => change_entry(state, &place, strings::ENTRY_CHANGED, |entry| {
            let kind: Option<EntityKind> = from_wire_name(value);
            entry.kind = kind.or(entry.kind);
            true
        }),
    }
}

fn remember(state: &mut State, is_on: bool) -> Reply {
    match change_list(state, |record| record.is_paused = !is_on) {
        Ok(()) => {
            let said = if is_on { strings::REMEMBERS } else { strings::REMEMBERS_NO_MORE };
            drawn_saying(state, said.to_owned())
        }
        Err(error) => Reply::not_saved(&error),
    }
}

fn remove(state: &mut State, place: &EntryPlace) -> Reply {
    let removed = change_list(state, |record| {
        let entry = record.list.entries().get(place.at).filter(|entry| entry.words == place.words).cloned();
        entry.and_then(|entry| record.list.remove(&entry))
    });
    match removed {
        Ok(Some(removed)) => {
            state.word_list.removed = Some(removed);
            drawn(state)
        }
        Ok(None) => drawn_saying(state, strings::LIST_HAS_CHANGED.to_owned()),
        Err(error) => Reply::not_saved(&error),
    }
}

fn bring_back(state: &mut State) -> Reply {
    let Some((at, entry)) = state.word_list.removed.take() else { return drawn(state) };
    let words = entry.words.clone();
    match change_list(state, |record| record.list.put_back(at, entry)) {
        Ok(()) => drawn_saying(state, strings::fill(strings::ENTRY_BACK, &[&words])),
        Err(error) => Reply::not_saved(&error),
    }
}

/// Has the text of a chosen file read.
pub(super) fn read_file(text: String) -> Reply {
    project::ask(&ProjectRequest::ReadWordList(text))
}

/// Adds the entries of a file, or says why there are none.
pub(super) fn take_file(state: &mut State, read: Result<WordList, String>) -> Reply {
    let theirs = match read {
        Ok(theirs) => theirs,
        Err(why) => return Reply::failed(FailureCode::File, why),
    };
    let added = change_list(state, |record| record.list.extend(theirs.entries().iter().cloned()));
    match added {
        Ok(added) => {
            let known = theirs.entries().len() - added;
            drawn_saying(
                state,
                strings::fill(strings::ENTRIES_ADDED, &[&count(added, strings::N_ENTRIES), &known]),
            )
        }
        Err(error) => Reply::not_saved(&error),
    }
}

/// Downloads what was written.
pub(super) fn take_written(name: String, text: String) -> Reply {
    Reply::download(strings::EXPORTED, Download::text(name, "application/json", text))
}

fn show_work(shown: impl IntoIterator<Item = Element>) {
    let shown: Vec<Element> = shown.into_iter().collect();
    dom::fill(&dom::by_id("word-list-work"), &shown);
}

fn begin(state: &mut State, next: WordListCommand) -> Reply {
    let ids = match state.save().and_then(|()| state.saving.library.ids()) {
        Ok(ids) => ids,
        Err(error) => return Reply::not_saved(&error),
    };
    let work = &mut state.word_list;
    (work.unread, work.n_articles, work.n_changes) = (ids, 0, 0);
    state.waiting.ask(BrowserRequest::Pause, Command::WordList(next))
}

/// Does something with as many articles as there is time for; whether more are left.
fn some(
    state: &mut State,
    mut work: impl FnMut(&mut State, &str) -> Result<usize, StoreError>,
) -> Result<bool, StoreError> {
    let end = js_sys::Date::now() + SLICE;
    while let Some(id) = state.word_list.unread.pop() {
        let changed = work(state, &id)?;
        state.word_list.n_changes += changed;
        state.word_list.n_articles += usize::from(0 < changed);
        if end < js_sys::Date::now() {
            break;
        }
    }
    Ok(!state.word_list.unread.is_empty())
}

/// How many annotations edits change.
fn changes(edits: &[Edit]) -> usize {
    Edit::Batch(edits.to_vec()).touched().len()
}

fn survey(state: &mut State) -> Reply {
    let words = words(state);
    let more = some(state, |state, id| {
        let Some(stored) = backup::current(state, id).ok().flatten() else { return Ok(0) };
        Ok(changes(&apply::edits(&words, &stored.document, &stored.set)))
    });
    match more {
        Ok(true) => {
            let left = state.word_list.unread.len();
            let all = state.saving.library.ids().map_or(left, |ids| ids.len());
            let said = strings::fill(strings::READING_LIBRARY, &[&(all.saturating_sub(left)), &all]);
            show_work([Element::new("p").class("hint").text(said)]);
            state.waiting.ask(BrowserRequest::Pause, Command::WordList(WordListCommand::CountMore))
        }
        Ok(false) => {
            show_work(proposal(&state.word_list));
            dom::find("#word-list-work button").iter().for_each(dom::focus);
            Reply::quiet()
        }
        Err(error) => Reply::not_saved(&error),
    }
}

/// What the list would change, and the buttons to have it so or not.
fn proposal(work: &WordListWork) -> Vec<Element> {
    let said = |text: String| Element::new("p").with("role", "status").text(text);
    if work.n_changes == 0 {
        return vec![said(strings::CHANGES_NOTHING.to_owned())];
    }
    let numbers = [count(work.n_changes, strings::ANNOTATIONS), count(work.n_articles, strings::ARTICLES)];
    let command = |label, command| button(label, &Command::WordList(command));
    vec![
        said(strings::fill(strings::WOULD_CHANGE, &[&numbers[0], &numbers[1]])),
        Element::new("div")
            .class("buttons")
            .child(command(strings::CHANGE_THEM, WordListCommand::Apply).class("primary"))
            .child(command(strings::CANCEL, WordListCommand::Cancel)),
    ]
}

fn apply_more(state: &mut State) -> Reply {
    let words = words(state);
    match some(state, |state, id| follow(state, id, &words)) {
        Ok(true) => state.waiting.ask(BrowserRequest::Pause, Command::WordList(WordListCommand::ApplyMore)),
        Ok(false) => {
            show_work([]);
            let work = &state.word_list;
            let numbers =
                [count(work.n_changes, strings::ANNOTATIONS), count(work.n_articles, strings::ARTICLES)];
            Reply::said(strings::fill(strings::SAID_APPLIED, &[&numbers[0], &numbers[1]]))
        }
        Err(error) => Reply::not_saved(&error),
    }
}

/// Has an article of the library follow the list, in one step of its own.
fn follow(state: &mut State, id: &str, words: &Rc<WordList>) -> Result<usize, StoreError> {
    if id == state.open.id() {
        let before = state
            .open
            .session
            .as_ref()
            .map_or(0, |session| changes(&apply::edits(words, session.document(), session.set())));
        let words = Rc::clone(words);
        perform_bulk(state, |session| {
            session.set_words(words);
            session.apply_words()
        });
        return Ok(before);
    }
    let Some(here) = backup::current(state, id).ok().flatten() else { return Ok(0) };
    let edits = apply::edits(words, &here.document, &here.set);
    let n = changes(&edits);
    if 0 < n {
        state.points.before_replacement(id, &here.set);
        let session = Session::restore(here.document, here.set, here.history);
        backup::save_steps(state, id, session, strings::APPLY_WORD_LIST, edits)?;
    }
    Ok(n)
}

/// What is said of an article whose suggestions follow the list.
pub(super) fn with_learned(state: &State, said: String) -> String {
    match state.open.session.as_ref().map_or(0, Session::n_learned) {
        0 => said,
        n => strings::fill(strings::FOLLOW_LIST, &[&said, &n]),
    }
}
