//! Who speaks in all articles of the library: reads them a little at a time, and has them counted beside the page.

use std::collections::BTreeSet;

use super::reply::{Download, Reply};
use super::state::State;
use super::voices_read::Voices;
use super::waiting::BrowserRequest;
use super::{backup, dom, draw, files, project};
use crate::annotation::Id;
use crate::page::command::{Command, Dialog, VoicesCommand, VoicesFile};
use crate::page::project_answers::ProjectRequest;
use crate::page::voices::{VoicesChoice, VoicesInput};
use crate::project::digest::ArticleDigest;
use crate::project::speaking::{NameFold, SpokenArticle};
use crate::sorting::CollectSorted as _;
use crate::strings;
use crate::view::{Element, count, tree_json};

/// How long articles are read before the browser gets its turn, in milliseconds.
const SLICE: f64 = 12.0;

pub(super) fn act(state: &mut State, command: VoicesCommand) -> Reply {
    match command {
        VoicesCommand::Show => show(state),
        VoicesCommand::ReadMore => read_more(state),
        VoicesCommand::View(view) => {
            state.voices.choice.view = view;
            dom::by_id("voices-dialog").set_scroll_top(0);
            ask(state)
        }
        VoicesCommand::Fold(fold) => put_together(state, fold),
        VoicesCommand::Unfold => part(state),
        VoicesCommand::Open(article, id) => open(state, &article, id),
        VoicesCommand::Export(file) => export(state, file),
    }
}

/// The publisher or the month whose articles are counted.
pub(super) fn choose(state: &mut State, change: impl FnOnce(&mut VoicesChoice)) -> Reply {
    change(&mut state.voices.choice);
    ask(state)
}

/// Reads the ticked articles anew, or all where none is ticked. Of an article's versions the newest counts.
fn show(state: &mut State) -> Reply {
    let shelf = &state.drawn.shelf;
    let ids = shelf.chosen();
    let chosen: BTreeSet<&String> = ids.iter().collect_set();
    // A version that was ticked without its newer one counts.
    let older = shelf.older.iter().filter(|(newer, _)| chosen.contains(newer)).map(|(_, older)| older);
    let older: BTreeSet<&String> = older.collect_set();
    let unread: Vec<String> = ids.iter().rev().filter(|id| !older.contains(id)).cloned().collect();
    state.voices = Voices { unread, ..Voices::default() };
    let reply = read_more(state);
    Reply { dialog: Some(Dialog::Voices), close: true, ..reply }
}

/// Reads as many articles as there is time for; more follow after a pause.
fn read_more(state: &mut State) -> Reply {
    let end = js_sys::Date::now() + SLICE;
    while let Some(id) = state.voices.unread.pop() {
        match backup::current(state, &id) {
            Ok(Some(stored)) => {
                let article = SpokenArticle { document: &stored.document, set: &stored.set };
                state.voices.articles.push(ArticleDigest::of(&id, &article));
            }
            Ok(None) | Err(_) => state.voices.lost += 1,
        }
        if end < js_sys::Date::now() {
            break;
        }
    }
    if state.voices.unread.is_empty() {
        return ask(state);
    }
    let read = state.voices.articles.len();
    let said = strings::fill(strings::READING_LIBRARY, &[&read, &(read + state.voices.unread.len())]);
    dom::fill(&dom::by_id("voices"), [&Element::new("p").class("hint").text(said)]);
    state.waiting.ask(BrowserRequest::Pause, Command::Voices(VoicesCommand::ReadMore))
}

/// Has the articles counted, and shown as the reader wants it.
fn ask(state: &State) -> Reply {
    Reply { status: None, ..project::ask(&ProjectRequest::Voices(input(state))) }
}

fn input(state: &State) -> VoicesInput {
    let Voices { articles, choice, .. } = &state.voices;
    let (articles, choice) = (articles.clone(), choice.clone());
    VoicesInput { articles, folds: state.saving.library.folds(), choice }
}

/// Shows what was counted.
pub(super) fn take(state: &State, shown: &serde_json::Value) -> Reply {
    let lost = state.voices.lost;
    let said = || strings::fill(strings::NOTHING_READ, &[&count(lost, strings::ARTICLES)]);
    let lost = (0 < lost).then(|| Element::new("p").class("hint").text(said()));
    let shown: Vec<Element> = tree_json::from_json(shown).into_iter().chain(lost).collect();
    dom::fill(&dom::by_id("voices"), &shown);
    Reply::quiet()
}

/// Downloads what was written.
pub(super) fn take_file(ending: &str, text: String) -> Reply {
    let as_png = ending.ends_with("png");
    let mime = if as_png || ending.ends_with("svg") { "image/svg+xml" } else { "text/csv" };
    let name = format!("library-{ending}");
    Reply::download(strings::EXPORTED, Download { as_png, ..Download::text(name, mime, text) })
}

fn export(state: &State, file: VoicesFile) -> Reply {
    project::ask(&ProjectRequest::VoicesFile(input(state), file))
}

/// Counts a name as another in all articles.
fn put_together(state: &mut State, fold: NameFold) -> Reply {
    let said = strings::fill(strings::SAID_FOLDED, &[&fold.short, &fold.name]);
    let mut folds: Vec<NameFold> = state.saving.library.folds();
    folds.retain(|known| known.from != fold.from);
    folds.push(fold);
    keep(state, &folds, said)
}

/// Parts the two names that were put together last.
fn part(state: &mut State) -> Reply {
    let mut folds: Vec<NameFold> = state.saving.library.folds();
    let Some(fold) = folds.pop() else { return Reply::done() };
    keep(state, &folds, strings::fill(strings::SAID_UNFOLDED, &[&fold.short]))
}

fn keep(state: &mut State, folds: &Vec<NameFold>, said: String) -> Reply {
    match state.saving.library.set_folds(folds) {
        Ok(()) => Reply { status: Some(said), ..ask(state) },
        Err(error) => Reply::not_saved(&error),
    }
}

/// Opens an article at an annotation.
fn open(state: &mut State, article: &str, id: Id) -> Reply {
    let reply = if article == state.open.id() {
        Reply::done().and_close()
    } else {
        files::open_stored(state, article)
    };
    if reply.error.is_none() {
        super::update::select(state, Some(id));
        draw::show_selected(state, draw::Focus::Mark);
    }
    Reply { focus_article: false, ..reply }
}
