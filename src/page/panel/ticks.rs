//! The entries of a list that a reader has ticked, to judge or change them at once.

use std::collections::BTreeSet;

use crate::annotation::Id;

/// What is ticked. An entry stands for several annotations where it is a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ticks {
    ids: BTreeSet<Id>,
    /// The entry that was ticked last, by one of its annotations: a row of entries begins there.
    last: Option<Id>,
}

impl Ticks {
    pub(crate) fn clear(&mut self) {
        *self = Ticks::default();
    }

    /// Ticks the entry of an annotation, or takes its tick away. `entries` are the annotations of each entry of the list.
    pub(crate) fn toggle(&mut self, entries: &[Vec<Id>], id: Id) {
        let Some(entry) = entries.iter().find(|ids| ids.contains(&id)) else { return };
        if self.has_all(entry) {
            for id in entry {
                self.ids.remove(id);
            }
        } else {
            self.ids.extend(entry);
        }
        self.last = Some(id);
    }

    /// Ticks all entries from the one ticked last to that of an annotation, in the order of the list.
    pub(crate) fn extend_to(&mut self, entries: &[Vec<Id>], id: Id) {
        let place = |id: Id| entries.iter().position(|ids| ids.contains(&id));
        let Some(to) = place(id) else { return };
        let from = self.last.and_then(place).unwrap_or(to);
        self.ids.extend(entries[from.min(to)..=from.max(to)].iter().flatten());
        self.last = Some(id);
    }

    /// Ticks all entries, or none where all are ticked.
    pub(crate) fn toggle_all(&mut self, entries: &[Vec<Id>]) {
        if entries.iter().all(|ids| self.has_all(ids)) {
            self.clear();
        } else {
            self.ids.extend(entries.iter().flatten());
        }
    }

    pub(super) fn has_all(&self, ids: &[Id]) -> bool {
        !ids.is_empty() && ids.iter().all(|id| self.ids.contains(id))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    pub(super) fn has(&self, id: Id) -> bool {
        self.ids.contains(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_ticked_one_by_one_in_a_row_and_all() {
        let id = Id::new;
        let entries = [vec![id(1)], vec![id(2), id(3)], vec![id(4)], vec![id(5)]];
        let mut ticks = Ticks::default();
        let ticked = |ticks: &Ticks| entries.iter().filter(|e| ticks.has_all(e)).count();
        ticks.toggle(&entries, id(3));
        assert_eq!(ticked(&ticks), 1);
        assert!(ticks.has(id(2)), "an entry is ticked as a whole");
        ticks.extend_to(&entries, id(5));
        assert_eq!(ticked(&ticks), 3);
        ticks.toggle(&entries, id(4));
        assert_eq!(ticked(&ticks), 2);
        ticks.toggle_all(&entries);
        assert_eq!(ticked(&ticks), 4);
        ticks.toggle_all(&entries);
        assert_eq!(ticked(&ticks), 0);
        ticks.extend_to(&entries, id(1));
        assert_eq!(ticked(&ticks), 1, "with nothing ticked before, a row is one entry");
    }
}
