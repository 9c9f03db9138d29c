//! What a second, deep reading changes of the names that nobody has touched.

use std::collections::BTreeSet;

use super::refine::{RefiningEdits, shares_words};
use crate::annotation::{Annotation, AnnotationSet, Id};
use crate::edit::Edit;
use crate::sorting::CollectSorted as _;

impl RefiningEdits {
    /// Makes the names those that were found, as far as nobody has touched them.
    pub(super) fn refine_names(&mut self, found: &AnnotationSet) {
        let is_name = |a: &&Annotation| a.entity().is_some() && self.part.has(a);
        let here = self.set.overlapping(self.part.within).map(|(name, _)| name);
        let free = here.filter(is_name).filter(|name| self.may_change(name));
        let mut free: BTreeSet<Id> = free.map(|a| a.id).collect_set();
        let new: Vec<&Annotation> = found.in_order().filter(is_name).collect();
        // Those in the same place first, so that none of them is moved to another.
        let (same, other): (Vec<&Annotation>, Vec<&Annotation>) =
            new.into_iter().partition(|new| self.names_over(new).iter().any(|old| self.has_spans(*old, new)));
        let mut left = vec![];
        for new in same {
            let old = self.names_over(new).into_iter().find(|old| self.has_spans(*old, new));
            if let Some(old) = old.filter(|old| free.remove(old)) {
                self.change_name(old, new);
            }
        }
        for new in other {
            let over = self.names_over(new);
            if over.iter().all(|old| free.contains(old)) {
                match over.first() {
                    Some(&old) => {
                        free.remove(&old);
                        self.change_name(old, new);
                    }
                    None => left.push(new),
                }
            }
        }
        for id in free {
            self.make(Edit::Remove(id));
        }
        for new in left {
            let id = self.set.fresh_id();
            self.make(Edit::Add(Box::new(Annotation { id, ..new.clone() })));
        }
    }

    /// The names here that share words with one.
    fn names_over(&self, new: &Annotation) -> Vec<Id> {
        let over = self.set.overlapping(new.spans.hull()).map(|(other, _)| other);
        over.filter(|a| a.entity().is_some() && shares_words(a, new)).map(|a| a.id).collect()
    }

    fn has_spans(&self, old: Id, new: &Annotation) -> bool {
        self.set.get(old).is_some_and(|old| old.spans == new.spans)
    }

    fn change_name(&mut self, old: Id, new: &Annotation) {
        let Some(here) = self.set.get(old).cloned() else { return };
        let before = self.edits_made();
        self.make_as(&here, new);
        self.be_as_sure(&here, new, before < self.edits_made());
    }
}
