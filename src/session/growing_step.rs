//! The changes of a step that grows, and which of them touch the same annotations. `growing` says what it is for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::annotation::{Annotation, AnnotationSet, Id, Relation};
use crate::edit::{self, Edit};
use crate::sorting::CollectSorted as _;

/// The changes of a step that grows.
#[derive(Clone, Debug, Default)]
pub(super) struct GrowingStep {
    /// Each with the change that takes it back, in the order in which they were made.
    pub(super) changes: Vec<(Edit, Edit)>,
    // Invariant: what the set had under each id that a change touches, before the first of them.
    pub(super) before: BTreeMap<Id, Before>,
}

/// What a set has of an annotation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Before {
    pub annotation: Option<Annotation>,
    pub relations: Vec<Relation>,
}

impl Before {
    pub(super) fn of(set: &AnnotationSet, id: Id) -> Before {
        Before { annotation: set.get(id).cloned(), relations: set.relations_of(id) }
    }
}

pub(super) fn touched((done, inverse): &(Edit, Edit)) -> BTreeSet<Id> {
    done.touched().into_iter().chain(inverse.touched()).collect_set()
}

impl GrowingStep {
    /// Whether the set is as if the step had never begun: a later part may have taken back what an earlier one did.
    pub(super) fn changes_nothing(&self, set: &AnnotationSet) -> bool {
        self.before.iter().all(|(&id, before)| *before == Before::of(set, id))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    fn touches(&self, ids: &[Id]) -> bool {
        ids.iter().any(|id| self.before.contains_key(id))
    }

    /// Makes a change. One that cannot be made is left out.
    pub(super) fn make(&mut self, set: &mut AnnotationSet, edit: Edit) {
        let before: Vec<(Id, Before)> =
            edit.touched().into_iter().map(|id| (id, Before::of(set, id))).collect();
        let Ok(inverse) = edit::apply(set, edit.clone()) else { return };
        let change = (edit, inverse);
        // To take an annotation out touches what it was tied to, which the change alone does not name.
        for id in touched(&change) {
            let known = before.iter().find(|(known, _)| *known == id);
            let now = || Before::of(set, id);
            self.before.entry(id).or_insert_with(|| known.map_or_else(now, |(_, before)| before.clone()));
        }
        self.changes.push(change);
    }

    /// Takes out the changes that touch these annotations, and those that touch the same as they do.
    pub(super) fn take_around(&mut self, ids: &[Id]) -> Vec<(Edit, Edit)> {
        if !self.touches(ids) {
            return vec![];
        }
        let touched_by: Vec<BTreeSet<Id>> = self.changes.iter().map(touched).collect();
        let mut changes_of: HashMap<Id, Vec<usize>> = HashMap::new();
        for (index, ids) in touched_by.iter().enumerate() {
            ids.iter().for_each(|&id| changes_of.entry(id).or_default().push(index));
        }
        let (mut taken, mut left) = (BTreeSet::new(), ids.to_vec());
        while let Some(id) = left.pop() {
            self.before.remove(&id);
            let around = changes_of.remove(&id).unwrap_or_default();
            for index in around.into_iter().filter(|&index| taken.insert(index)) {
                left.extend(&touched_by[index]);
            }
        }
        let all = std::mem::take(&mut self.changes).into_iter().enumerate();
        let (around, rest): (Vec<_>, Vec<_>) = all.partition(|(index, _)| taken.contains(index));
        self.changes = rest.into_iter().map(|(_, change)| change).collect();
        around.into_iter().map(|(_, change)| change).collect()
    }
}

/// Takes changes back, the last one first.
pub(super) fn take_back(set: &mut AnnotationSet, changes: &[(Edit, Edit)]) {
    for (_, inverse) in changes.iter().rev() {
        edit::merge(set, inverse.clone());
    }
}
