//! Another person's sets of many articles: read a little at a time, each put on its article of the library, and compared
//! beside the page.

use super::backup::current;
use super::many_sets_read::ManySets;
use super::reply::{FailureCode, Reply};
use super::state::State;
use super::waiting::BrowserRequest;
use super::{comparison, dom, files, formats, project};
use crate::annotation::AnnotationSet;
use crate::format::{Imported, place};
use crate::page::articles_by_name::ArticlesByName;
use crate::page::command::{Command, Dialog, ManySetsCommand};
use crate::page::compared_many::TwiceCoded;
use crate::store::{StoredComparison, StoredSource, article_id};
use crate::strings;
use crate::view::tree_json;

/// For how long sets are read at a time, in milliseconds.
const SLICE: f64 = 20.0;

pub(super) fn act(state: &mut State, command: ManySetsCommand) -> Reply {
    match command {
        ManySetsCommand::ReadMore => go_on(state),
        ManySetsCommand::Show => {
            state.comparing = None;
            show(state)
        }
        ManySetsCommand::Open(id, index) => open(state, &id, index),
    }
}

/// Begins to read sets: names and texts of files, and what could not be read.
pub(super) fn begin(
    state: &mut State,
    mut sets: Vec<(String, String)>,
    left_out: Vec<(String, String)>,
) -> Reply {
    if let Err(error) = state.save() {
        return Reply::not_saved(&error);
    }
    let (entries, _) = state.saving.library.list().unwrap_or_default();
    let by_name = ArticlesByName::of(entries);
    sets.reverse();
    // The keys of the dialog are for one article's differences.
    state.comparing = None;
    state.many_sets = ManySets { n_all: sets.len(), left: sets, by_name, left_out, ..ManySets::default() };
    go_on(state)
}

/// Reads some sets; after the last one, has all compared.
fn go_on(state: &mut State) -> Reply {
    let Ok(formats) = formats::loaded() else {
        return Reply::failed(FailureCode::File, strings::NO_FORMATS);
    };
    let end = js_sys::Date::now() + SLICE;
    while let Some((name, text)) = state.many_sets.left.pop() {
        let read = formats.identify(&text).and_then(|format| formats.import(&text, format));
        match read {
            Ok(sets) => sets.iter().for_each(|set| take(state, &name, set)),
            Err(problem) => state.many_sets.left_out.push((name, problem.to_string())),
        }
        if end < js_sys::Date::now() {
            break;
        }
    }
    let many = &mut state.many_sets;
    if many.left.is_empty() {
        let articles = std::mem::take(&mut many.articles).join(",");
        let left_out = serde_json::to_string(&many.left_out).unwrap_or_default();
        return project::ask_json(format!("{{\"CompareMany\":[[{articles}],{left_out}]}}"));
    }
    let said = strings::fill(strings::IMPORTING, &[&(many.n_all - many.left.len()), &many.n_all]);
    let asked = state.waiting.ask(BrowserRequest::Pause, Command::ManySets(ManySetsCommand::ReadMore));
    Reply { status: Some(said), ..asked }
}

/// Puts a set on its article.
fn take(state: &mut State, name: &str, set: &Imported) {
    let called = set.id.as_deref().or(set.meta.title.as_deref()).filter(|_| set.text.is_none());
    let called = called.map_or_else(|| name.to_owned(), |called| format!("{name}: {called}"));
    let article = id_of(state, name, set).and_then(|id| Some((current(state, &id).ok()??, id)));
    let many = &mut state.many_sets;
    let Some((here, id)) = article else {
        return many.left_out.push((called, strings::NO_ARTICLE_OF_SET.to_owned()));
    };
    if many.sets.contains_key(&id) {
        return many.left_out.push((called, strings::SECOND_SET.to_owned()));
    }
    let placed = place(set, &here.document);
    if placed.set.is_empty() && !placed.lost.is_empty() {
        return many.left_out.push((called, strings::NO_WORDS_OF_SET.to_owned()));
    }
    let (theirs, lost) = (placed.set, placed.lost.len());
    let title = here.document.meta().title.clone();
    let coded = TwiceCoded {
        title: title.unwrap_or_else(|| name.to_owned()),
        article: StoredSource::new("", &here.document),
        mine: here.set,
        theirs,
        id: id.clone(),
    };
    many.articles.extend(serde_json::to_string(&coded));
    let comparison =
        StoredComparison { name: name_of(&coded.theirs, name), lost, ..comparison_of(coded.theirs) };
    many.sets.insert(id, comparison);
}

fn comparison_of(theirs: AnnotationSet) -> StoredComparison {
    StoredComparison { name: String::new(), theirs, lost: 0, decisions: vec![], undone: vec![] }
}

/// What the other coder is called.
fn name_of(theirs: &AnnotationSet, file: &str) -> String {
    let mut names = theirs.in_order().filter_map(|annotation| annotation.made.as_ref()?.creator.clone());
    names.next().unwrap_or_else(|| file.to_owned())
}

/// The article of a set: by its id, its text, its title or the file's name.
fn id_of(state: &State, name: &str, set: &Imported) -> Option<String> {
    let is_here = |id: &String| state.saving.library.has_article(id);
    let by_name = |name: &str| state.many_sets.by_name.get(name).map(str::to_owned);
    let stem = name.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
    set.id
        .clone()
        .filter(is_here)
        .or_else(|| set.text.as_deref().map(article_id).filter(is_here))
        .or_else(|| by_name(set.meta.title.as_deref()?))
        .or_else(|| by_name(stem))
}

/// Shows the comparison over all articles.
pub(super) fn take_compared(state: &mut State, shown: &serde_json::Value) -> Reply {
    state.many_sets.shown = tree_json::from_json(shown);
    show(state)
}

/// Shows it again.
fn show(state: &State) -> Reply {
    dom::fill(&dom::by_id("comparison"), &state.many_sets.shown);
    dom::by_id(comparison::DIALOG).set_scroll_top(0);
    Reply::quiet()
}

/// Opens an article at a difference, where it can be settled. Decisions that were made about the same set stay.
fn open(state: &mut State, id: &str, index: usize) -> Reply {
    let Some(theirs) = state.many_sets.sets.get(id).cloned() else { return Reply::quiet() };
    let opened = if id == state.open.id() { Reply::done() } else { files::open_stored(state, id) };
    if opened.error.is_some() {
        return opened;
    }
    let kept = state.saving.library.comparison(id).ok().flatten();
    let comparison = kept.filter(|kept| kept.theirs == theirs.theirs).unwrap_or(theirs);
    state.first_difference = Some(index);
    Reply { dialog: Some(Dialog::Comparison), ..comparison::compare(state, comparison) }
}
