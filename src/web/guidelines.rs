//! The guidelines of the reader's project: their dialog, and what the page offers by them.

use std::rc::Rc;

use super::reply::{FailureCode, Reply};
use super::state::State;
use super::{dom, draw, project};
use crate::annotation::QuoteKind;
use crate::guidelines::{ALL_KINDS, Guidelines, MarkedKind, OtherKind, TagRule};
use crate::page::command::{Command, Dialog, GuidelinesCommand, GuidelinesField, WordsCommand};
use crate::page::project_answers::{FileRefusal, ProjectRequest};
use crate::session::MarkKind;
use crate::strings;
use crate::view::tree_json;
use crate::view::wire::from_json;

/// Reads what is kept, and has the page follow it.
pub(super) fn start(state: &mut State) {
    let guidelines = state.saving.library.guidelines();
    follow(state, guidelines);
}

/// Has the page offer what these guidelines mark.
fn follow(state: &mut State, guidelines: Guidelines) {
    state.drawn.guidelines = Rc::new(guidelines);
    for button in dom::find_all("#marker [data-command]") {
        let command = button.get_attribute("data-command").and_then(|command| from_json(&command));
        if let Some(Command::Words(WordsCommand::Mark(label))) = command {
            let is_marked = marks(&state.drawn.guidelines, label);
            dom::set_attribute(&button, "hidden", if is_marked { None } else { Some("") });
        }
    }
    state.give_to_session();
}

/// Whether guidelines mark what a button or a key stands for.
pub(super) fn marks(guidelines: &Guidelines, label: MarkKind) -> bool {
    match label {
        MarkKind::Quote => [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect]
            .into_iter()
            .any(|kind| guidelines.allows_kind(MarkedKind::Quote(kind))),
        MarkKind::QuoteOf(kind) => guidelines.allows_kind(MarkedKind::Quote(kind)),
        MarkKind::Entity(kind) => guidelines.allows_kind(MarkedKind::Entity(kind)),
        MarkKind::Date => guidelines.allows_kind(MarkedKind::Other(OtherKind::Date)),
        MarkKind::Note => guidelines.allows_kind(MarkedKind::Other(OtherKind::Note)),
    }
}

pub(super) fn act(state: &mut State, command: GuidelinesCommand) -> Reply {
    match command {
        GuidelinesCommand::Show => {
            let reply = drawn(state);
            let is_shown = reply.error.is_none();
            Reply { dialog: is_shown.then_some(Dialog::Guidelines), close: is_shown, ..reply }
        }
        GuidelinesCommand::AddTag => keep(state, &mut |guidelines| {
            let tags = guidelines.tags.get_or_insert_default();
            let is_free = |name: &String| !tags.iter().any(|rule| rule.tag == *name);
            let names = std::iter::once(strings::NEW_TAG.to_owned())
                .chain((2..).map(|n| format!("{} {n}", strings::NEW_TAG)));
            let tag = names.into_iter().find(is_free).unwrap_or_default();
            tags.push(TagRule { tag, note: String::new() });
        }),
        GuidelinesCommand::RemoveTag(at) => keep(state, &mut |guidelines| {
            let tags = guidelines.tags.get_or_insert_default();
            if at < tags.len() {
                tags.remove(at);
            }
            if tags.is_empty() {
                guidelines.tags = None;
            }
        }),
        GuidelinesCommand::Export => {
            project::ask(&ProjectRequest::GuidelinesFile(state.saving.library.guidelines()))
        }
        GuidelinesCommand::Drop => {
            let reply = keep(state, &mut |guidelines| *guidelines = Guidelines::default());
            if reply.error.is_some() { reply } else { saying(reply, strings::GUIDELINES_GONE) }
        }
    }
}

fn saying(reply: Reply, said: impl Into<String>) -> Reply {
    Reply { status: Some(said.into()), ..reply }
}

/// Has the dialog drawn.
fn drawn(state: &State) -> Reply {
    let guidelines = (*state.drawn.guidelines).clone();
    Reply { status: None, keeps_toolbar: true, ..project::ask(&ProjectRequest::Guidelines(guidelines)) }
}

/// Shows them in the dialog.
pub(super) fn take(state: &mut State, shown: &serde_json::Value) -> Reply {
    state.drawn.regions.guidelines.show(tree_json::from_json(shown));
    Reply::quiet()
}

/// Changes what is kept, as it is now, and has the page follow it.
fn keep(state: &mut State, change: &mut dyn FnMut(&mut Guidelines)) -> Reply {
    let mut guidelines = state.saving.library.guidelines();
    change(&mut guidelines);
    if let Err(error) = state.saving.library.set_guidelines(&guidelines) {
        return Reply::not_saved(&error);
    }
    state.saving.journal_sync.announce_guidelines();
    follow(state, guidelines);
    draw::everything(state);
    saying(drawn(state), strings::GUIDELINES_KEPT)
}

/// A field of the dialog has another value.
pub(super) fn change(state: &mut State, field: GuidelinesField, value: &str) -> Reply {
    keep(state, &mut |guidelines| match field {
        GuidelinesField::Title => guidelines.title = value.trim().chars().take(80).collect(),
        GuidelinesField::Kind(kind) => {
            let is_marked = |other: MarkedKind| match other == kind {
                true => !value.is_empty(),
                false => guidelines.allows_kind(other),
            };
            let kinds = ALL_KINDS.iter().map(|(kind, _)| *kind).filter(|&kind| is_marked(kind));
            let kinds: Vec<MarkedKind> = kinds.collect();
            guidelines.kinds = (kinds.len() < ALL_KINDS.len()).then_some(kinds);
        }
        GuidelinesField::Tag(at) => {
            let tag = value.replace(',', " ").split_whitespace().collect::<Vec<_>>().join(" ");
            let tags = guidelines.tags.get_or_insert_default();
            let is_free = !tag.is_empty() && !tags.iter().any(|rule| rule.tag == tag);
            if let Some(rule) = tags.get_mut(at).filter(|_| is_free) {
                rule.tag = tag.chars().take(80).collect();
            }
        }
        GuidelinesField::Note(at) => {
            if let Some(rule) = guidelines.tags.get_or_insert_default().get_mut(at) {
                rule.note = value.trim().chars().take(1_000).collect();
            }
        }
    })
}

/// Works by the guidelines that came with a set, where there are none yet; adds to what is said what became of them.
pub(super) fn adopt(state: &mut State, carried: Option<Guidelines>, said: String) -> String {
    let Some(carried) = carried.filter(|carried| *carried != *state.drawn.guidelines) else { return said };
    if *state.drawn.guidelines != Guidelines::default() {
        return format!("{said}. {}", strings::fill(strings::OTHER_GUIDELINES, &[&carried.title]));
    }
    let read = strings::fill(strings::GUIDELINES_READ, &[&carried.title]);
    let reply = keep(state, &mut |guidelines| *guidelines = carried.clone());
    if reply.error.is_some() { said } else { format!("{said}. {read}") }
}

/// Has the text of a chosen file read.
pub(super) fn read_file(text: String) -> Reply {
    project::ask(&ProjectRequest::ReadGuidelines(text))
}

/// Takes the guidelines of a file, or says why there are none.
pub(super) fn take_file(state: &mut State, read: Result<Guidelines, FileRefusal>) -> Reply {
    match read {
        Ok(read) => {
            let said = strings::fill(strings::GUIDELINES_READ, &[&read.title]);
            let reply = keep(state, &mut |guidelines| *guidelines = read.clone());
            if reply.error.is_some() { reply } else { saying(reply, said) }
        }
        Err(FileRefusal(why)) => Reply::failed(FailureCode::File, why),
    }
}
