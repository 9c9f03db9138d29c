//! Undo and redo.

use serde::{Deserialize, Serialize};

use super::change::{Edit, EditError, Step, apply};
use super::merge::{HistoryMove, merge};
use crate::annotation::AnnotationSet;

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

    /// Whether a step that was made elsewhere continues this history: what it takes back, or does again, is what comes
    /// next here.
    pub(crate) fn expects(&self, history_move: HistoryMove, step: &Step) -> bool {
        let next = match history_move {
            HistoryMove::Did => return true,
            HistoryMove::Undid => self.next_undo(),
            HistoryMove::Redid => self.next_redo(),
        };
        next.is_some_and(|next| next.label == step.label && next.edit.touched() == step.edit.touched())
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

    /// The steps that can be undone, the first one first.
    pub(crate) fn undo_steps(&self) -> impl Iterator<Item = &Step> {
        self.undo.iter()
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
    let inverse = apply(set, step.edit.clone()).unwrap_or_else(|_| merge(set, step.edit.clone()));
    to.push(Step { label: step.label.clone(), edit: inverse });
    Ok(Some(step))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::annotation::RelationKind;
    use crate::annotation::{Annotation, Body, Id, Relation, Verdict};
    use crate::edit::Change;
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
