//! Bringing together what was done in two places.
//!
//! The journal puts the steps of all tabs in one order, and every tab comes to what that order gives: where two
//! steps say different things of the same part of an annotation, the later one holds; what is removed stays
//! removed. A tab makes its own steps at once, before it knows what comes before them, and leaves out of an
//! earlier step that arrives late what its own later ones have overwritten ([`WrittenParts`]).

use std::collections::HashSet;
use std::mem::Discriminant;

use serde::{Deserialize, Serialize};

use super::change::{Change, Edit, Step, apply};
use crate::annotation::{AnnotationSet, Id, Relation};

/// A step as a journal has it: how it came about, and the change as it was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct LoggedStep {
    /// Stored as `course`: the name of the first version of the journal.
    #[serde(rename = "course")]
    pub history_move: HistoryMove,
    pub step: Step,
}

/// How a step came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum HistoryMove {
    Did,
    Undid,
    Redid,
}

/// The parts of a set that changes give a value to.
#[derive(Clone, Debug, Default)]
pub(crate) struct WrittenParts(HashSet<WrittenPart>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum WrittenPart {
    /// Whether there is such an annotation. Putting it in gives all its parts a value.
    Existence(Id),
    Part(Id, Discriminant<Change>),
    Tie(Relation),
}

impl WrittenParts {
    /// The slots that these changes write.
    pub(crate) fn of<'a>(edits: impl IntoIterator<Item = &'a Edit>) -> WrittenParts {
        let mut slots = WrittenParts::default();
        edits.into_iter().for_each(|edit| slots.write(edit));
        slots
    }

    fn write(&mut self, edit: &Edit) {
        let slot = match edit {
            Edit::Add(annotation) => WrittenPart::Existence(annotation.id),
            Edit::Remove(id) => WrittenPart::Existence(*id),
            Edit::Set(id, change) => WrittenPart::Part(*id, std::mem::discriminant(change)),
            Edit::Link(r) | Edit::Unlink(r) => WrittenPart::Tie(*r),
            Edit::Batch(edits) => return edits.iter().for_each(|edit| self.write(edit)),
        };
        self.0.insert(slot);
    }

    fn overwrite(&self, edit: &Edit) -> bool {
        let has = |slot: WrittenPart| self.0.contains(&slot);
        match edit {
            Edit::Add(annotation) => has(WrittenPart::Existence(annotation.id)),
            Edit::Remove(id) => has(WrittenPart::Existence(*id)),
            Edit::Set(id, change) => {
                has(WrittenPart::Existence(*id))
                    || has(WrittenPart::Part(*id, std::mem::discriminant(change)))
            }
            Edit::Link(r) | Edit::Unlink(r) => {
                has(WrittenPart::Tie(*r))
                    || has(WrittenPart::Existence(r.from))
                    || has(WrittenPart::Existence(r.to))
            }
            Edit::Batch(_) => false,
        }
    }
}

/// Makes of a change what can be made and what `later` changes have not overwritten; gives the change that takes
/// it back. The rest is left out: what it was for is gone or settled otherwise.
pub(crate) fn merge(set: &mut AnnotationSet, edit: Edit, later: &WrittenParts) -> Edit {
    let mut inverses = vec![];
    merge_into(set, edit, later, &mut inverses);
    inverses.reverse();
    if inverses.len() == 1 { inverses.remove(0) } else { Edit::Batch(inverses) }
}

/// The same, all or nothing: `None` where a part of the change that is not overwritten cannot be made.
pub(crate) fn merge_whole(set: &mut AnnotationSet, edit: Edit, later: &WrittenParts) -> Option<Edit> {
    let mut parts = vec![];
    split_into(edit, &mut parts);
    parts.retain(|part| !later.overwrite(part));
    apply(set, Edit::Batch(parts)).ok()
}

/// The single changes of a change.
fn split_into(edit: Edit, parts: &mut Vec<Edit>) {
    match edit {
        Edit::Batch(edits) => edits.into_iter().for_each(|edit| split_into(edit, parts)),
        edit => parts.push(edit),
    }
}

fn merge_into(set: &mut AnnotationSet, edit: Edit, later: &WrittenParts, inverses: &mut Vec<Edit>) {
    match edit {
        Edit::Batch(edits) => edits.into_iter().for_each(|edit| merge_into(set, edit, later, inverses)),
        edit if later.overwrite(&edit) => {}
        edit => inverses.extend(apply(set, edit)),
    }
}
