//! The guidelines of a reader's project, to be read and written.

use super::command::{Command, Field, GuidelinesCommand, GuidelinesField};
use super::controls::{button, labelled, sign_button};
use crate::guidelines::{ALL_KINDS, Guidelines, MarkedKind, OtherKind, TagRule};
use crate::strings;
use crate::view::{Element, entity_kind, quote_kind};

fn kind_name(kind: MarkedKind) -> &'static str {
    match kind {
        MarkedKind::Quote(kind) => quote_kind(kind),
        MarkedKind::Entity(kind) => entity_kind(kind),
        MarkedKind::Other(OtherKind::Date) => strings::DATE,
        MarkedKind::Other(OtherKind::Note) => strings::NOTE,
    }
}

/// What the dialog shows.
pub(crate) fn render(guidelines: &Guidelines) -> Vec<Element> {
    let title = Element::new("input")
        .changes(&Field::Guidelines(GuidelinesField::Title))
        .with("value", &guidelines.title)
        .with("autocomplete", "off");
    let command = |label, command| button(label, &Command::Guidelines(command));
    let is_used = *guidelines != Guidelines::default();
    vec![
        Element::new("p").class("hint").text(strings::GUIDELINES_LEAD),
        labelled(strings::PROJECT_TITLE, title),
        kinds(guidelines),
        tags(guidelines),
        Element::new("div")
            .class("buttons")
            .child(command(strings::EXPORT_GUIDELINES, GuidelinesCommand::Export).disabled_unless(is_used))
            .child(command(strings::NO_GUIDELINES, GuidelinesCommand::Drop).disabled_unless(is_used)),
    ]
}

fn kinds(guidelines: &Guidelines) -> Element {
    let checkbox = |kind: MarkedKind| {
        let input = Element::new("input")
            .with("type", "checkbox")
            .changes(&Field::Guidelines(GuidelinesField::Kind(kind)));
        let input = if guidelines.allows_kind(kind) { input.with("checked", "") } else { input };
        Element::new("label").class("option").child(input).text(format!(" {}", kind_name(kind)))
    };
    Element::new("section").child(Element::new("h3").text(strings::KINDS_MARKED)).child(
        Element::new("div")
            .class("kinds")
            .with("role", "group")
            .with("aria-label", strings::KINDS_MARKED)
            .children(ALL_KINDS.map(|(kind, _)| checkbox(kind))),
    )
}

fn tags(guidelines: &Guidelines) -> Element {
    let rows = guidelines.tags.iter().flatten().enumerate().map(|(at, rule)| tag(at, rule));
    let section = Element::new("section").child(Element::new("h3").text(strings::TAGS_ALLOWED));
    let none = guidelines.tags.as_ref().is_none_or(Vec::is_empty);
    let hint = none.then(|| Element::new("p").class("hint").text(strings::ANY_TAG));
    section
        .children(hint)
        .children(rows)
        .child(button(strings::ADD_TAG, &Command::Guidelines(GuidelinesCommand::AddTag)))
}

fn tag(at: usize, rule: &TagRule) -> Element {
    let input = |field, label: String, value: &str| {
        Element::new("input")
            .changes(&Field::Guidelines(field))
            .with("aria-label", label)
            .with("dir", "auto")
            .with("autocomplete", "off")
            .with("value", value)
    };
    let remove = strings::fill(strings::REMOVE_TAG, &[&rule.tag]);
    Element::new("div")
        .class("tag-rule")
        .child(input(GuidelinesField::Tag(at), strings::fill(strings::TAG_NAME, &[&(at + 1)]), &rule.tag))
        .child(input(GuidelinesField::Note(at), strings::fill(strings::TAG_NOTE, &[&rule.tag]), &rule.note))
        .child(sign_button("✕", &remove, &Command::Guidelines(GuidelinesCommand::RemoveTag(at))))
}
