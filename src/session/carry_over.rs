//! A reader's work on an older version of an article, carried over to the newer one.

use std::collections::BTreeSet;

use super::action::ActionError;
use super::article::{Changed, Session};
use super::carried::{CarriedSet, kept};
use crate::annotation::{AnnotationSet, Id, Spans};
use crate::document::Document;
use crate::edit::Edit;
use crate::sorting::CollectSorted as _;
use crate::store::VersionAnswers;
use crate::strings;

impl Session {
    /// Brings a reader's work on an older version of this article into this one, as one step.
    pub(crate) fn carry_over(&mut self, old: &Document, set: &AnnotationSet) -> Result<Changed, ActionError> {
        let mut carried = CarriedSet::new(old, set, &self.document);
        // What the report calls altered is carried over, wherever the report found it.
        for change in self.compare_with(old, set, &VersionAnswers::new()).altered {
            if let Some(id) = change.before.id {
                carried.put(id, change.spans);
            }
        }
        let placed = carried.placed_in(self, &kept(set));
        let (added, changed) = self.add(&placed, strings::CARRY_OVER)?;
        let said = strings::fill(strings::SAID_CARRIED, &[&crate::view::count(added, strings::ANNOTATIONS)]);
        Ok(Changed { said, ..changed })
    }

    /// Makes the changes of a [`Session::carry_over`] that was tried in another session with this article.
    pub(crate) fn take_carried(&mut self, edits: Vec<Edit>) -> Result<Changed, ActionError> {
        if edits.is_empty() {
            return Ok(Changed::default());
        }
        Ok(self.apply(strings::CARRY_OVER, Edit::Batch(edits))?)
    }

    /// Brings a reader's work on one quotation of an older version into this one, to the words that the reader says it
    /// became.
    pub(crate) fn carry_to(
        &mut self,
        old: &Document,
        set: &AnnotationSet,
        id: Id,
        spans: &Spans,
    ) -> Result<Changed, ActionError> {
        if !kept(set).contains(&id) {
            return Ok(Changed::default());
        }
        let mut carried = CarriedSet::new(old, set, &self.document);
        carried.put(id, spans.clone());
        let parts = set.relations_of(id).into_iter().filter(|r| r.from == id).map(|r| r.to);
        let wanted: BTreeSet<Id> = parts.chain([id]).collect_set();
        let placed = carried.placed_in(self, &wanted);
        self.add(&placed, strings::CARRY_OVER).map(|(_, changed)| changed)
    }
}
