//! A step that grows while a long work goes on beside the reader. What it has changed so far is shown, and is one step once
//! the work has ended.
//!
//! Until then it is neither in the history nor in the journal nor in the record: a visit that ends in the middle leaves what
//! was there before. The reader works on meanwhile, and undo takes back the reader's own steps. What a reader touches of the
//! step becomes the reader's at once: that part is made a step of its own below the reader's, and the rest stays above,
//! where one undo takes it back. Both parts touch other annotations, so their order does not matter.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::article::{Changed, Session};
use super::growing_step::{GrowingStep, take_back, touched};
use crate::annotation::{AnnotationSet, Id};
use crate::edit::{Edit, HistoryMove, LoggedStep, Step};
use crate::sorting::CollectSorted as _;
use crate::strings;

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
