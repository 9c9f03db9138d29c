//! Bringing together what was done in two places.
//!
//! The journal puts the steps of all tabs in one order, and every tab comes to what that order gives: where two
//! steps say different things of the same part of an annotation, the later one holds; what is removed stays
//! removed. A tab makes its own steps at once, before it knows what comes before them, and leaves out of an
//! earlier step that arrives late what its own later ones have overwritten ([`Slots`]).

use std::collections::HashSet;
use std::mem::Discriminant;

use serde::{Deserialize, Serialize};

use super::{Change, Edit, Step, apply};
use crate::annotation::{AnnotationSet, Id, Relation};

/// A step as a journal has it: how it came about, and the change as it was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Logged {
    pub course: Course,
    pub step: Step,
}

/// How a step came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Course {
    Did,
    Undid,
    Redid,
}

/// The parts of a set that changes give a value to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots(HashSet<Slot>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Slot {
    /// Whether there is such an annotation. Putting it in gives all its parts a value.
    Existence(Id),
    Part(Id, Discriminant<Change>),
    Tie(Relation),
}

impl Slots {
    /// The slots that these changes write.
    pub(crate) fn of<'a>(edits: impl IntoIterator<Item = &'a Edit>) -> Slots {
        let mut slots = Slots::default();
        edits.into_iter().for_each(|edit| slots.write(edit));
        slots
    }

    fn write(&mut self, edit: &Edit) {
        let slot = match edit {
            Edit::Add(annotation) => Slot::Existence(annotation.id),
            Edit::Remove(id) => Slot::Existence(*id),
            Edit::Set(id, change) => Slot::Part(*id, std::mem::discriminant(change)),
            Edit::Link(r) | Edit::Unlink(r) => Slot::Tie(*r),
            Edit::Batch(edits) => return edits.iter().for_each(|edit| self.write(edit)),
        };
        self.0.insert(slot);
    }

    fn overwrite(&self, edit: &Edit) -> bool {
        let has = |slot: Slot| self.0.contains(&slot);
        match edit {
            Edit::Add(annotation) => has(Slot::Existence(annotation.id)),
            Edit::Remove(id) => has(Slot::Existence(*id)),
            Edit::Set(id, change) => {
                has(Slot::Existence(*id)) || has(Slot::Part(*id, std::mem::discriminant(change)))
            }
            Edit::Link(r) | Edit::Unlink(r) => {
                has(Slot::Tie(*r)) || has(Slot::Existence(r.from)) || has(Slot::Existence(r.to))
            }
            Edit::Batch(_) => false,
        }
    }
}

/// Makes of a change what can be made and what `later` changes have not overwritten; gives the change that takes
/// it back. The rest is left out: what it was for is gone or settled otherwise.
pub(crate) fn merge(set: &mut AnnotationSet, edit: Edit, later: &Slots) -> Edit {
    let mut inverses = vec![];
    merge_into(set, edit, later, &mut inverses);
    inverses.reverse();
    if inverses.len() == 1 { inverses.remove(0) } else { Edit::Batch(inverses) }
}

fn merge_into(set: &mut AnnotationSet, edit: Edit, later: &Slots, inverses: &mut Vec<Edit>) {
    match edit {
        Edit::Batch(edits) => edits.into_iter().for_each(|edit| merge_into(set, edit, later, inverses)),
        edit if later.overwrite(&edit) => {}
        edit => inverses.extend(apply(set, edit)),
    }
}
