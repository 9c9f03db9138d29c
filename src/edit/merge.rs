//! Bringing together what was done in two places.
//!
//! The journal puts the steps of all tabs in one order, and every tab comes to what that order gives: where two
//! steps say different things of the same part of an annotation, the later one holds; what is removed stays
//! removed. A tab makes its own steps at once, before it knows what comes before them. When an earlier step arrives
//! late, the tab makes it and then its own later ones again: a step that is made again in the same order changes nothing
//! more.

use serde::{Deserialize, Serialize};

use super::change::{Edit, Step, apply};
use crate::annotation::AnnotationSet;

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

/// Makes of a change what can be made; gives the change that takes it back. The rest is left out: what it was for is
/// gone.
pub(crate) fn merge(set: &mut AnnotationSet, edit: Edit) -> Edit {
    let mut inverses = vec![];
    merge_into(set, edit, &mut inverses);
    inverses.reverse();
    if inverses.len() == 1 { inverses.remove(0) } else { Edit::Batch(inverses) }
}

fn merge_into(set: &mut AnnotationSet, edit: Edit, inverses: &mut Vec<Edit>) {
    match edit {
        Edit::Batch(edits) => edits.into_iter().for_each(|edit| merge_into(set, edit, inverses)),
        edit => inverses.extend(apply(set, edit)),
    }
}
