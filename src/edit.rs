//! Changes to an annotation set, as values: each, when applied, gives the change that takes it back.

use serde::{Deserialize, Serialize};

use crate::annotation::{Annotation, AnnotationSet, Body, Id, Origin, Relation, Spans, Verdict};

mod merge;

pub(crate) use merge::{HistoryMove, LoggedStep, WrittenParts, merge};

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Edit {
    /// Puts in an annotation whose id is new.
    Add(Box<Annotation>),
    /// Takes out an annotation and the relations that touch it.
    Remove(Id),
    Set(Id, Change),
    Link(Relation),
    Unlink(Relation),
    /// Several changes that are done and undone as one step.
    Batch(Vec<Edit>),
}

/// A new value for one part of an annotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Change {
    Spans(Spans),
    Body(Body),
    Origin(Origin),
    Verdict(Verdict),
    Note(String),
    Tags(Vec<String>),
}

/// Why a change could not be made; the set is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum EditError {
    /// The set has no annotation with this id.
    Missing(Id),
    /// The set has an annotation with this id already.
    Taken(Id),
    /// The two annotations are tied already, or one of them is missing.
    CannotLink(Relation),
    /// The two annotations are not tied.
    NotLinked(Relation),
}

impl std::fmt::Display for EditError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EditError::Missing(id) => write!(f, "there is no annotation {id}"),
            EditError::Taken(id) => write!(f, "there is an annotation {id} already"),
            EditError::CannotLink(r) => write!(f, "{} cannot be tied to {}", r.from, r.to),
            EditError::NotLinked(r) => write!(f, "{} is not tied to {}", r.from, r.to),
        }
    }
}

impl std::error::Error for EditError {}

/// Makes a change and gives the one that takes it back. On an error the set is as it was.
pub(crate) fn apply(set: &mut AnnotationSet, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::Add(annotation) => {
            let id = annotation.id;
            if set.get(id).is_some() {
                return Err(EditError::Taken(id));
            }
            set.insert(*annotation);
            Ok(Edit::Remove(id))
        }
        Edit::Remove(id) => {
            let (annotation, relations) = set.remove(id).ok_or(EditError::Missing(id))?;
            let add = Edit::Add(Box::new(annotation));
            if relations.is_empty() {
                return Ok(add);
            }
            Ok(Edit::Batch(std::iter::once(add).chain(relations.into_iter().map(Edit::Link)).collect()))
        }
        Edit::Set(id, change) => {
            let mut annotation = set.get(id).cloned().ok_or(EditError::Missing(id))?;
            let before = swap(&mut annotation, change);
            set.insert(annotation);
            Ok(Edit::Set(id, before))
        }
        Edit::Link(relation) if set.link(relation) => Ok(Edit::Unlink(relation)),
        Edit::Link(relation) => Err(EditError::CannotLink(relation)),
        Edit::Unlink(relation) if set.unlink(relation) => Ok(Edit::Link(relation)),
        Edit::Unlink(relation) => Err(EditError::NotLinked(relation)),
        Edit::Batch(edits) => apply_all(set, edits),
    }
}

/// All of them or none.
fn apply_all(set: &mut AnnotationSet, edits: Vec<Edit>) -> Result<Edit, EditError> {
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits {
        match apply(set, edit) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                for inverse in inverses.into_iter().rev() {
                    apply(set, inverse).expect("the inverse of what was just done can be done");
                }
                return Err(error);
            }
        }
    }
    inverses.reverse();
    Ok(Edit::Batch(inverses))
}

/// Puts the new value in and gives the old one.
fn swap(annotation: &mut Annotation, change: Change) -> Change {
    use std::mem::replace;
    match change {
        Change::Spans(x) => Change::Spans(replace(&mut annotation.spans, x)),
        Change::Body(x) => Change::Body(replace(&mut annotation.body, x)),
        Change::Origin(x) => Change::Origin(replace(&mut annotation.origin, x)),
        Change::Verdict(x) => Change::Verdict(replace(&mut annotation.verdict, x)),
        Change::Note(x) => Change::Note(replace(&mut annotation.note, x)),
        Change::Tags(x) => Change::Tags(replace(&mut annotation.tags, x)),
    }
}

impl Edit {
    /// The annotations that a change touches, those at the ends of its relations included.
    pub(crate) fn touched(&self) -> Vec<Id> {
        let mut ids = vec![];
        self.collect_touched(&mut ids);
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn collect_touched(&self, ids: &mut Vec<Id>) {
        match self {
            Edit::Add(annotation) => ids.push(annotation.id),
            Edit::Remove(id) | Edit::Set(id, _) => ids.push(*id),
            Edit::Link(r) | Edit::Unlink(r) => ids.extend([r.from, r.to]),
            Edit::Batch(edits) => edits.iter().for_each(|e| e.collect_touched(ids)),
        }
    }
}

/// One step that can be undone: what it is called, and the change that takes it back (or does it again).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Step {
    /// What a reader did, as a button would say it: `Confirm`, `Set speaker`.
    pub label: String,
    pub edit: Edit,
}

/// What was done to a set and can be undone, and what was undone and can be done again. Without limit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl History {
    /// Makes a change and remembers how to take it back; what could be done again is forgotten.
    pub(crate) fn perform(
        &mut self,
        set: &mut AnnotationSet,
        label: &str,
        edit: Edit,
    ) -> Result<(), EditError> {
        let inverse = apply(set, edit)?;
        self.undo.push(Step { label: label.to_owned(), edit: inverse });
        self.redo.clear();
        Ok(())
    }

    /// Takes the last step back. Gives the step that was taken, as applied, or `None` when there is none.
    pub(crate) fn undo(&mut self, set: &mut AnnotationSet) -> Result<Option<Step>, EditError> {
        shift(&mut self.undo, &mut self.redo, set)
    }

    /// Does the last undone step again.
    pub(crate) fn redo(&mut self, set: &mut AnnotationSet) -> Result<Option<Step>, EditError> {
        shift(&mut self.redo, &mut self.undo, set)
    }

    /// Follows a step that was made elsewhere, of which `inverse` takes back what it came to here.
    pub(crate) fn follow(&mut self, history_move: HistoryMove, label: &str, inverse: Edit) {
        let step = Step { label: label.to_owned(), edit: inverse };
        match history_move {
            HistoryMove::Did => {
                self.undo.push(step);
                self.redo.clear();
            }
            HistoryMove::Undid => {
                self.undo.pop();
                self.redo.push(step);
            }
            HistoryMove::Redid => {
                self.redo.pop();
                self.undo.push(step);
            }
        }
    }

    #[cfg(any(test, feature = "fuzzing"))]
    pub(crate) fn is_empty(&self) -> bool {
        self.undo.is_empty() && self.redo.is_empty()
    }

    /// All steps, those that were done first.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &Step> {
        self.undo.iter().chain(&self.redo)
    }

    /// The step that undo would take back.
    pub(crate) fn next_undo(&self) -> Option<&Step> {
        self.undo.last()
    }

    /// The step that redo would do again.
    pub(crate) fn next_redo(&self) -> Option<&Step> {
        self.redo.last()
    }
}

fn shift(
    from: &mut Vec<Step>,
    to: &mut Vec<Step>,
    set: &mut AnnotationSet,
) -> Result<Option<Step>, EditError> {
    let Some(step) = from.pop() else { return Ok(None) };
    // What another tab took away meanwhile cannot be changed back; the rest of the step can.
    let inverse = apply(set, step.edit.clone())
        .unwrap_or_else(|_| merge(set, step.edit.clone(), &WrittenParts::default()));
    to.push(Step { label: step.label.clone(), edit: inverse });
    Ok(Some(step))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::annotation::RelationKind;
    use crate::span::{Pos, Span};

    fn span() -> impl Strategy<Value = Span> {
        (0u32..50, 1u32..20).prop_map(|(start, len)| Span::new(Pos(start), Pos(start + len)))
    }

    fn id() -> impl Strategy<Value = Id> {
        (0u64..6).prop_map(Id::new)
    }

    fn relation() -> impl Strategy<Value = Relation> {
        (id(), id(), any::<bool>()).prop_map(|(from, to, spoken)| Relation {
            kind: if spoken { RelationKind::SpokenBy } else { RelationKind::CuedBy },
            from,
            to,
        })
    }

    fn edit() -> impl Strategy<Value = Edit> {
        let leaf = prop_oneof![
            3 => (id(), span()).prop_map(|(id, s)| Edit::Add(Box::new(Annotation::by_reader(id, s, Body::Note)))),
            1 => id().prop_map(Edit::Remove),
            2 => (id(), span()).prop_map(|(id, s)| Edit::Set(id, Change::Spans(s.into()))),
            1 => id().prop_map(|id| Edit::Set(id, Change::Verdict(Verdict::Rejected))),
            1 => (id(), "[a-z]{0,3}").prop_map(|(id, note)| Edit::Set(id, Change::Note(note))),
            2 => relation().prop_map(Edit::Link),
            1 => relation().prop_map(Edit::Unlink),
        ];
        leaf.prop_recursive(2, 8, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Edit::Batch))
    }

    proptest! {
        /// Undoing everything gives the empty set back, and doing it again the full one; a change that cannot
        /// be made changes nothing.
        #[test]
        fn history_goes_all_the_way_back_and_forth(edits in prop::collection::vec(edit(), 0..40)) {
            let (mut set, mut history) = (AnnotationSet::new(), History::default());
            let mut states = vec![set.clone()];
            for edit in edits {
                match history.perform(&mut set, "step", edit) {
                    Ok(()) => states.push(set.clone()),
                    Err(_) => prop_assert_eq!(&set, states.last().unwrap()),
                }
            }
            for state in states.iter().rev().skip(1) {
                history.undo(&mut set).unwrap();
                prop_assert_eq!(&set, state);
            }
            prop_assert_eq!(history.undo(&mut set), Ok(None));
            for state in states.iter().skip(1) {
                history.redo(&mut set).unwrap();
                prop_assert_eq!(&set, state);
            }
        }
    }
}
