//! The names: under their kinds, all mentions of one thing folded into an entry.

use std::collections::BTreeMap;

use super::{Choice, Group, Row};
use crate::annotation::Annotation;
use crate::session::Session;
use crate::strings;
use crate::view::{ENTITY_KINDS, Element, count, entity_kind};

pub(super) fn groups<'a>(session: &'a Session, choice: &'a Choice) -> Vec<Group<'a>> {
    let mut kinds: BTreeMap<usize, BTreeMap<&str, Vec<&Annotation>>> = BTreeMap::new();
    for annotation in super::shown(session, choice, |a| a.entity().is_some()) {
        if let Some(entity) = annotation.entity() {
            let kind = ENTITY_KINDS.iter().position(|&k| k == entity.kind).unwrap_or(ENTITY_KINDS.len());
            kinds.entry(kind).or_default().entry(&entity.name).or_default().push(annotation);
        }
    }
    kinds.into_iter().map(|(kind, names)| group(kind, names)).collect()
}

fn group<'a>(kind: usize, names: BTreeMap<&'a str, Vec<&'a Annotation>>) -> Group<'a> {
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_by_key(|(_, mentions)| std::cmp::Reverse(mentions.len()));
    let title = ENTITY_KINDS.get(kind).map_or(strings::OTHER_NAME, |&k| entity_kind(k)).to_owned();
    Group { title, rows: names.into_iter().map(|(name, mentions)| Row::Name(name, mentions)).collect() }
}

/// One name; pressing it again and again goes through its mentions.
pub(super) fn entry(session: &Session, name: &str, mentions: &[&Annotation]) -> Element {
    let here = session.selected().and_then(|s| mentions.iter().position(|m| m.id == s.id));
    let next = here.map_or(0, |i| (i + 1) % mentions.len());
    let detail = match here {
        Some(i) => strings::fill(strings::OF, &[&(i + 1), &count(mentions.len(), strings::MENTIONS)]),
        None => count(mentions.len(), strings::MENTIONS),
    };
    let button = super::select_button(mentions[next].id, here.is_some());
    let state = if mentions.iter().any(|m| crate::annotation::is_unsure(m)) { "unsure" } else { "open" };
    Element::new("li")
        .with("data-kind", "entity")
        .with("data-state", state)
        .child(button.child(super::line(name, detail)))
}
