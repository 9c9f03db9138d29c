//! A step that grows while a long work goes on beside the reader. What it has changed so far is shown, and is one step once
//! the work has ended.
//!
//! Until then it is neither in the history nor in the journal nor in the record: a visit that ends in the middle leaves what
//! was there before. The reader works on meanwhile, and undo takes back the reader's own steps. What a reader touches of the
//! step becomes the reader's at once: that part is made a step of its own below the reader's, and the rest stays above,
//! where one undo takes it back. Both parts touch other annotations, so their order does not matter.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::article::{Changed, Session};
use crate::annotation::{Annotation, AnnotationSet, Id, Relation};
use crate::edit::{self, Edit, HistoryMove, LoggedStep, Step};
use crate::sorting::CollectSorted as _;
use crate::strings;

/// The changes of a step that grows.
#[derive(Clone, Debug, Default)]
pub(super) struct GrowingStep {
    /// Each with the change that takes it back, in the order in which they were made.
    changes: Vec<(Edit, Edit)>,
    // Invariant: what the set had under each id that a change touches, before the first of them.
    before: BTreeMap<Id, Before>,
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

fn touched((done, inverse): &(Edit, Edit)) -> BTreeSet<Id> {
    done.touched().into_iter().chain(inverse.touched()).collect_set()
}

impl GrowingStep {
    /// What the step has changed so far: each annotation as it was before.
    pub(super) fn before(&self) -> &BTreeMap<Id, Before> {
        &self.before
    }

    /// Whether the set is as if the step had never begun: a later part may have taken back what an earlier one did.
    pub(super) fn changes_nothing(&self, set: &AnnotationSet) -> bool {
        self.before.iter().all(|(&id, before)| *before == Before::of(set, id))
    }

    fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    fn touches(&self, ids: &[Id]) -> bool {
        ids.iter().any(|id| self.before.contains_key(id))
    }

    /// Makes a change. One that cannot be made is left out.
    fn make(&mut self, set: &mut AnnotationSet, edit: Edit) {
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
    fn take_around(&mut self, ids: &[Id]) -> Vec<(Edit, Edit)> {
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
fn take_back(set: &mut AnnotationSet, changes: &[(Edit, Edit)]) {
    for (_, inverse) in changes.iter().rev() {
        edit::merge(set, inverse.clone());
    }
}

impl Session {
    /// Makes changes as a part of the step that grows.
    pub(super) fn grow(&mut self, edits: Vec<Edit>) -> Changed {
        let ids = Edit::Batch(edits.clone()).touched();
        let before = self.drawn(&ids);
        let counted = self.count_out(&ids);
        for edit in edits {
            self.growing.make(&mut self.set, edit);
        }
        self.count_in(counted, &ids);
        Changed { paragraphs: &before | &self.drawn(&ids), said: String::new() }
    }

    /// Whether there are changes that are in no step yet.
    pub(crate) fn is_growing(&self) -> bool {
        !self.growing.is_empty()
    }

    /// The annotations without what is in no step yet: what is saved.
    pub(crate) fn saved_set(&self) -> Cow<'_, AnnotationSet> {
        if self.growing.is_empty() {
            return Cow::Borrowed(&self.set);
        }
        let mut set = self.set.clone();
        take_back(&mut set, &self.growing.changes);
        Cow::Owned(set)
    }

    /// Ends the step that grows: it can be undone as a whole.
    pub(super) fn end_growing(&mut self) {
        self.offer = None;
        self.narrower = None;
        self.is_typing = false;
        let GrowingStep { changes, .. } = std::mem::take(&mut self.growing);
        self.settle(changes);
    }

    /// Takes back all that is in no step yet. What is to be drawn again comes back.
    pub(crate) fn drop_growing(&mut self) -> Changed {
        let GrowingStep { changes, before } = std::mem::take(&mut self.growing);
        self.drop_changes(&changes, &before.into_keys().collect::<Vec<Id>>())
    }

    /// Before a reader's step that touches these annotations: what grows there becomes a step below it.
    pub(super) fn settle_around(&mut self, ids: &[Id]) {
        let changes = self.growing.take_around(ids);
        self.settle(changes);
    }

    /// Before a step that touches these annotations is taken back or done again: what grows there goes, so that the step
    /// finds what it left.
    pub(super) fn drop_around(&mut self, ids: &[Id]) -> Changed {
        let changes = self.growing.take_around(ids);
        let ids: BTreeSet<Id> = changes.iter().flat_map(touched).collect_set();
        self.drop_changes(&changes, &ids.into_iter().collect::<Vec<Id>>())
    }

    fn settle(&mut self, changes: Vec<(Edit, Edit)>) {
        if changes.is_empty() {
            return;
        }
        let (done, mut inverse): (Vec<Edit>, Vec<Edit>) = changes.into_iter().unzip();
        inverse.reverse();
        self.history.follow(HistoryMove::Did, strings::DEEP_READING, Edit::Batch(inverse));
        let step = Step { label: strings::DEEP_READING.to_owned(), edit: Edit::Batch(done) };
        self.log.push(LoggedStep { history_move: HistoryMove::Did, step });
    }

    fn drop_changes(&mut self, changes: &[(Edit, Edit)], ids: &[Id]) -> Changed {
        if changes.is_empty() {
            return Changed::default();
        }
        let before = self.drawn(ids);
        let counted = self.count_out(ids);
        take_back(&mut self.set, changes);
        self.count_in(counted, ids);
        Changed { paragraphs: &before | &self.drawn(ids), said: String::new() }
    }
}
