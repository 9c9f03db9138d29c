//! The word list: what the open article's corrections add to it, its dialog, and its way into the articles of the library.

use std::rc::Rc;

use super::reply::{Download, FailureCode, Reply};
use super::state::State;
use super::update::perform_bulk;
use super::waiting::BrowserRequest;
use super::word_list_work::WordListWork;
use super::{backup, dom, project};
use crate::edit::Edit;
use crate::page::command::{Command, Dialog, EntryPlace, WordListCommand, WordListField};
use crate::page::controls::button;
use crate::page::project_answers::{FileRefusal, ProjectRequest};
use crate::page::word_list::{ROWS, WordListInput};
use crate::session::Session;
use crate::store::{StoreError, WordListRecord};
use crate::strings;
use crate::view::wire::from_wire_name;
use crate::view::{Element, count, tree_json};
use crate::word_list::{WordList, apply, cut, fold_blanks};

/// How long articles are read before the browser gets its turn, in milliseconds.
const SLICE: f64 = 12.0;

/// Changes the list as it is now, and has the open article follow what it becomes.
fn change_list(
    state: &mut State,
    change: &mut dyn FnMut(&mut WordListRecord) -> bool,
) -> Result<bool, StoreError> {
    let changed = state.saving.library.change_word_list(change);
    state.give_to_session();
    changed
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
            state.give_to_session();
            perform_bulk(state, Session::apply_words)
        }
        WordListCommand::Survey => begin(state, WordListCommand::CountMore),
        WordListCommand::CountMore => survey(state),
        WordListCommand::Apply => begin(state, WordListCommand::ApplyMore),
        WordListCommand::ApplyMore => apply_more(state),
        WordListCommand::Cancel => {
            state.word_list.unread.clear();
            show_work(&[]);
            Reply::done()
        }
    }
}

fn show(state: &mut State) -> Reply {
    if let Err(error) = state.save() {
        return Reply::not_saved(&error);
    }
    state.word_list = WordListWork::default();
    show_work(&[]);
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

/// Changes the list, and says what came of it.
fn change_and_say(
    state: &mut State,
    said: String,
    change: &mut dyn FnMut(&mut WordListRecord) -> bool,
) -> Reply {
    match change_list(state, change) {
        Ok(true) => drawn_saying(state, said),
        Ok(false) => drawn_saying(state, strings::LIST_HAS_CHANGED.to_owned()),
        Err(error) => Reply::not_saved(&error),
    }
}

/// A field of the dialog has another value.
pub(super) fn change(state: &mut State, field: WordListField, value: &str) -> Reply {
    let is_on = !value.is_empty();
    let (place, said) = match &field {
        WordListField::Remember => {
            let said = if is_on { strings::REMEMBERS } else { strings::REMEMBERS_NO_MORE };
            return change_and_say(state, said.to_owned(), &mut |record| {
                record.is_paused = !is_on;
                true
            });
        }
        WordListField::Use(place) => (place, if is_on { strings::ENTRY_ON } else { strings::ENTRY_OFF }),
        WordListField::Name(place) | WordListField::Kind(place) => (place, strings::ENTRY_CHANGED),
    };
    let name = cut(&fold_blanks(value));
    change_and_say(state, strings::fill(said, &[&place.words]), &mut |record| {
        let entry = record.list.get_mut(place.at).filter(|entry| entry.words == place.words);
        let Some(entry) = entry else { return false };
        match &field {
            WordListField::Use(_) => entry.is_off = !is_on,
            WordListField::Name(_) if !name.is_empty() => entry.name.clone_from(&name),
            WordListField::Kind(_) => entry.kind = from_wire_name(value).or(entry.kind),
            WordListField::Name(_) | WordListField::Remember => {}
        }
        // Two that say the same now are one.
        record.list = WordList::from_entries(record.list.entries().to_vec());
        true
    })
}

fn remove(state: &mut State, place: &EntryPlace) -> Reply {
    let mut removed = None;
    let reply = change_and_say(state, String::new(), &mut |record| {
        let entry = record.list.entries().get(place.at).filter(|entry| entry.words == place.words).cloned();
        removed = entry.and_then(|entry| record.list.remove(&entry));
        removed.is_some()
    });
    if removed.is_none() {
        return reply;
    }
    state.word_list.removed = removed;
    drawn(state)
}

fn bring_back(state: &mut State) -> Reply {
    let Some((at, entry)) = state.word_list.removed.take() else { return drawn(state) };
    let said = strings::fill(strings::ENTRY_BACK, &[&entry.words]);
    change_and_say(state, said, &mut |record| {
        record.list.put_back(at, entry.clone());
        true
    })
}

/// Has the text of a chosen file read.
pub(super) fn read_file(text: String) -> Reply {
    project::ask(&ProjectRequest::ReadWordList(text))
}

/// Adds the entries of a file, or says why there are none.
pub(super) fn take_file(state: &mut State, read: Result<WordList, FileRefusal>) -> Reply {
    let theirs = match read {
        Ok(theirs) => theirs,
        Err(FileRefusal(why)) => return Reply::failed(FailureCode::File, why),
    };
    let mut added = 0;
    let kept = change_list(state, &mut |record| {
        added = record.list.extend(theirs.entries().to_vec());
        true
    });
    let known = theirs.entries().len() - added;
    let said = || strings::fill(strings::ENTRIES_ADDED, &[&count(added, strings::N_ENTRIES), &known]);
    match kept {
        Ok(_) => drawn_saying(state, said()),
        Err(error) => Reply::not_saved(&error),
    }
}

/// Downloads what was written.
pub(super) fn take_written(name: String, text: String) -> Reply {
    Reply::download(strings::EXPORTED, Download::text(name, "application/json", text))
}

fn show_work(shown: &[Element]) {
    dom::fill(&dom::by_id("word-list-work"), shown);
}

fn begin(state: &mut State, next: WordListCommand) -> Reply {
    let ids = match state.save().and_then(|()| state.saving.library.ids()) {
        Ok(ids) => ids,
        Err(error) => return Reply::not_saved(&error),
    };
    let work = &mut state.word_list;
    (work.n_all, work.n_articles, work.n_changes) = (ids.len(), 0, 0);
    work.unread = ids;
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
    let words = state.words();
    let more = some(state, |state, id| {
        let Some(stored) = backup::current(state, id).ok().flatten() else { return Ok(0) };
        Ok(changes(&apply::edits(&words, &stored.document, &stored.set)))
    });
    match more {
        Ok(true) => {
            let left = state.word_list.unread.len();
            let all = state.word_list.n_all;
            let said = strings::fill(strings::READING_LIBRARY, &[&(all.saturating_sub(left)), &all]);
            show_work(&[Element::new("p").class("hint").text(said)]);
            state.waiting.ask(BrowserRequest::Pause, Command::WordList(WordListCommand::CountMore))
        }
        Ok(false) => {
            show_work(&proposal(&state.word_list));
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
    let words = state.words();
    match some(state, |state, id| follow(state, id, &words)) {
        Ok(true) => state.waiting.ask(BrowserRequest::Pause, Command::WordList(WordListCommand::ApplyMore)),
        Ok(false) => {
            show_work(&[]);
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
