//! The entries of the lists, and what they have in common.

use super::choice::{Orphan, PanelInput};
use crate::annotation::{Annotation, Id, Quote, Verdict, is_shown, is_unsure};
use crate::page::clip::clip;
use crate::page::command::{Command, Navigation};
use crate::page::controls::bare_button;
use crate::page::speakers::{SpeakerTotals, WordScale};
use crate::session::Session;
use crate::view::{Element, changed_since, kind_of};

/// One entry of a list, before it is drawn.
pub(super) enum PanelEntry<'a> {
    Quote(&'a Annotation, &'a Quote),
    Speaker(SpeakerTotals, WordScale),
    /// A name with its mentions.
    Name(&'a str, Vec<&'a Annotation>),
    Date(&'a Annotation),
    Note(&'a Annotation),
    Problem(&'a Annotation),
    Orphan(&'a Orphan),
}

/// Entries under a title, or under none.
pub(super) struct EntryGroup<'a> {
    pub title: String,
    pub entries: Vec<PanelEntry<'a>>,
}

impl<'a> EntryGroup<'a> {
    pub(super) fn untitled(entries: Vec<PanelEntry<'a>>) -> EntryGroup<'a> {
        EntryGroup { title: String::new(), entries }
    }
}

impl PanelEntry<'_> {
    /// The annotations that it stands for.
    pub(super) fn annotations(&self) -> Vec<&Annotation> {
        match self {
            PanelEntry::Quote(a, _) | PanelEntry::Date(a) | PanelEntry::Note(a) | PanelEntry::Problem(a) => {
                vec![a]
            }
            PanelEntry::Name(_, mentions) => mentions.clone(),
            PanelEntry::Speaker(..) | PanelEntry::Orphan(_) => vec![],
        }
    }

    pub(super) fn can_be_ticked(&self) -> bool {
        !matches!(self, PanelEntry::Speaker(..) | PanelEntry::Orphan(_))
    }

    pub(super) fn ids(&self) -> Vec<Id> {
        self.annotations().iter().map(|a| a.id).collect()
    }

    pub(super) fn stands_for(&self, id: Id) -> bool {
        match self {
            PanelEntry::Quote(a, _) | PanelEntry::Date(a) | PanelEntry::Note(a) | PanelEntry::Problem(a) => {
                a.id == id
            }
            PanelEntry::Name(_, mentions) => mentions.iter().any(|a| a.id == id),
            PanelEntry::Speaker(..) | PanelEntry::Orphan(_) => false,
        }
    }
}

/// The annotations that are wanted, drawn in the article, and admitted by the filter. The cheapest question comes first.
pub(super) fn shown<'a>(
    input: &PanelInput<'a>,
    is_wanted: fn(&Annotation) -> bool,
) -> impl Iterator<Item = &'a Annotation> {
    let PanelInput { session, choice, .. } = *input;
    let wanted = session.set().in_order().filter(move |a| is_wanted(a));
    wanted.filter(|a| {
        is_shown(session.set(), a) && session.guidelines().shows(a) && choice.filter.admits(session, a)
    })
}

/// An entry that selects its annotation.
pub(super) fn annotation_entry(session: &Session, annotation: &Annotation, line: Element) -> Element {
    let is_selected = session.selected().is_some_and(|s| s.id == annotation.id);
    let state = match annotation.verdict {
        Verdict::Confirmed => "confirmed",
        Verdict::Open if annotation.earlier.is_some() => "changed",
        _ if is_unsure(annotation) => "unsure",
        _ => "open",
    };
    let changed = annotation.changed_since();
    let changed =
        changed.map(|earlier| Element::new("span").class("changed-since").text(changed_since(earlier)));
    let quoted = Element::new("span").class("words").with("dir", "auto").text(words(session, annotation));
    Element::new("li")
        .with("data-kind", kind_of(&annotation.body))
        .with("data-state", state)
        .child(select_button(annotation.id, is_selected).child(line).child(quoted).children(changed))
}

fn words(session: &Session, annotation: &Annotation) -> String {
    let parts = annotation.spans.iter().map(|&span| session.document().slice(span));
    clip(&parts.collect::<Vec<_>>().join(" … "), 180)
}

/// A button that selects an annotation. The pointer over it shows the annotation's marks, which it finds by `data-id`.
pub(super) fn select_button(id: Id, is_current: bool) -> Element {
    let button = bare_button(&Command::Navigate(Navigation::Select(id)))
        .with("data-id", id.to_string())
        .class("entry");
    if is_current { button.with("aria-current", "true") } else { button }
}

/// The first line of an entry: a text, and a detail beside it.
pub(super) fn line(text: impl Into<String>, detail: impl Into<String>) -> Element {
    let detail = Element::new("span").class("detail").text(detail);
    Element::new("span")
        .class("line")
        .child(Element::new("b").with("dir", "auto").text(text))
        .text(" ")
        .child(detail)
}
