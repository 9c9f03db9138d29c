//! The names under their kinds, one entry for all mentions of a name.

use std::collections::BTreeMap;

use super::choice::PanelInput;
use super::entries::{EntryGroup, PanelEntry, line, select_button, shown};
use crate::annotation::{Annotation, is_unsure};
use crate::session::Session;
use crate::sorting::Sorting as _;
use crate::strings;
use crate::view::{ENTITY_KINDS, Element, count, entity_kind};

pub(super) fn groups<'a>(input: &PanelInput<'a>) -> Vec<EntryGroup<'a>> {
    let mut kinds: BTreeMap<usize, BTreeMap<&str, Vec<&Annotation>>> = BTreeMap::new();
    for annotation in shown(input, |a| a.entity().is_some()) {
        if let Some(entity) = annotation.entity() {
            let kind = ENTITY_KINDS.iter().position(|&k| k == entity.kind).unwrap_or(ENTITY_KINDS.len());
            kinds.entry(kind).or_default().entry(&entity.name).or_default().push(annotation);
        }
    }
    kinds.into_iter().map(|(kind, names)| group(kind, names)).collect()
}

fn group<'a>(kind: usize, names: BTreeMap<&'a str, Vec<&'a Annotation>>) -> EntryGroup<'a> {
    let mut names: Vec<_> = names.into_iter().collect();
    names.order_by_key(|(_, mentions)| std::cmp::Reverse(mentions.len()));
    let title = ENTITY_KINDS.get(kind).map_or(strings::OTHER_NAME, |&k| entity_kind(k)).to_owned();
    let entries = names.into_iter().map(|(name, mentions)| PanelEntry::Name(name, mentions));
    EntryGroup { title, entries: entries.collect() }
}

/// One name. Pressed again and again, it selects one mention after the other.
pub(super) fn entry(session: &Session, name: &str, mentions: &[&Annotation]) -> Element {
    let here = session.selected().and_then(|s| mentions.iter().position(|m| m.id == s.id));
    let next = here.map_or(0, |i| (i + 1) % mentions.len());
    let detail = match here {
        Some(i) => strings::fill(strings::OF, &[&(i + 1), &count(mentions.len(), strings::MENTIONS)]),
        None => count(mentions.len(), strings::MENTIONS),
    };
    let button = select_button(mentions[next].id, here.is_some());
    let state = if mentions.iter().any(|m| is_unsure(m)) { "unsure" } else { "open" };
    Element::new("li")
        .with("data-kind", "entity")
        .with("data-state", state)
        .child(button.child(line(name, detail)))
}
