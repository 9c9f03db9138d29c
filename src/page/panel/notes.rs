//! Comments and tags, whatever they hang on.

use super::{Choice, Group, Row};
use crate::annotation::{Annotation, has_remark};
use crate::page::card::clip;
use crate::session::Session;
use crate::view::{Element, describe};

pub(super) fn groups<'a>(session: &'a Session, choice: &'a Choice) -> Vec<Group<'a>> {
    vec![Group::untitled(super::shown(session, choice, has_remark).map(Row::Note).collect())]
}

pub(super) fn entry(session: &Session, annotation: &Annotation) -> Element {
    let text = if annotation.note.is_empty() { describe(&annotation.body) } else { &annotation.note };
    let tags = annotation.tags.iter().map(|t| format!("#{t}")).collect::<Vec<_>>().join(" ");
    super::entry(session, annotation, super::line(clip(text, 120), tags))
}
