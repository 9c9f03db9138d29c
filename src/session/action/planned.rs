//! An edit with what is said of it, and the edits that make an annotation the reader's.

use super::request::ActionError;
use crate::annotation::{Annotation, Id, Origin, Verdict};
use crate::edit::{Change, Edit};
use crate::strings;

/// The edit that an action comes to.
pub(in crate::session) struct Plan {
    /// What undo calls it.
    pub label: &'static str,
    pub edit: Edit,
    /// What the status line says.
    pub said: String,
    /// What is looked at afterwards, if not what was before.
    pub select: Option<Id>,
}

impl Plan {
    pub(super) fn new(label: &'static str, edit: Edit, said: impl Into<String>) -> Plan {
        Plan { label, edit, said: said.into(), select: None }
    }
}

/// A reader's changes to an annotation: from now on it is the reader's, and confirmed.
pub(super) fn changed(
    annotation: &Annotation,
    changes: impl IntoIterator<Item = Change>,
) -> Result<Edit, ActionError> {
    let differs = |change: &Change| match change {
        Change::Spans(x) => *x != annotation.spans,
        Change::Body(x) => *x != annotation.body,
        Change::Finding(x) => *x != annotation.finding,
        Change::Learned(x) => *x != annotation.learned,
        Change::Made(x) => *x != annotation.made,
        Change::Note(x) => *x != annotation.note,
        Change::Tags(x) => *x != annotation.tags,
        Change::Origin(_) | Change::Verdict(_) => true,
    };
    let mut edits: Vec<Edit> =
        changes.into_iter().filter(differs).map(|c| Edit::Set(annotation.id, c)).collect();
    if edits.is_empty() {
        return Err(ActionError::Nothing(strings::SO_ALREADY));
    }
    edits.extend(owned(annotation.id));
    Ok(Edit::Batch(edits))
}

/// Makes an annotation the reader's, and confirmed.
pub(super) fn owned(id: Id) -> [Edit; 2] {
    [Edit::Set(id, Change::Origin(Origin::Reader)), Edit::Set(id, Change::Verdict(Verdict::Confirmed))]
}
