//! The annotations that have a comment or tags.

use super::choice::PanelInput;
use super::entries::{EntryGroup, PanelEntry, annotation_entry, line, shown};
use crate::annotation::{Annotation, has_remark};
use crate::page::clip::clip;
use crate::session::Session;
use crate::view::{Element, describe};

pub(super) fn groups<'a>(input: &PanelInput<'a>) -> Vec<EntryGroup<'a>> {
    vec![EntryGroup::untitled(shown(input, has_remark).map(PanelEntry::Note).collect())]
}

pub(super) fn entry(session: &Session, annotation: &Annotation) -> Element {
    let text = if annotation.note.is_empty() { describe(&annotation.body) } else { &annotation.note };
    let tags = annotation.tags.iter().map(|t| format!("#{t}")).collect::<Vec<_>>().join(" ");
    annotation_entry(session, annotation, line(clip(text, 120), tags))
}
