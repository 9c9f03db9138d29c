//! Merges two states of one article, the one here and the one in a back-up, without losing anything of either.

use std::collections::{HashMap, HashSet};

use super::difference::changes;
use crate::annotation::{
    Annotation, AnnotationSet, Id, Origin, Relation, Verdict, counterparts, is_of_one_sort, says_the_same,
};
use crate::edit::Edit;

/// The edits that merge another state of an article into the one here, and what they change.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MergedBackup {
    /// To be applied as one step; empty when there is nothing to merge.
    pub edits: Vec<Edit>,
    /// Annotations that only the other state has.
    pub added: usize,
    /// Annotations that are here, and get a verdict, a comment or tags, or a reader's correction in place of a
    /// suggestion.
    pub completed: usize,
    /// Annotations that two readers corrected differently: both corrections stay.
    pub conflicts: usize,
}

/// Merges `there` into `here`. [`counterparts`] says which annotations are the same. A reader's work outweighs a suggestion. Where two readers' work differs, both stay.
pub(crate) fn merge_backup(here: &AnnotationSet, there: &AnnotationSet) -> MergedBackup {
    let mut merge = BackupMerge {
        now: here.clone(),
        there,
        counterparts: counterparts(here, there, |_| true),
        ids: HashMap::new(),
        new: HashSet::new(),
        done: MergedBackup::default(),
    };
    there.in_order().for_each(|new| merge.merge_annotation(new));
    merge.merge_relations();
    merge.done
}

struct BackupMerge<'s> {
    /// What is here, with what is merged so far.
    now: AnnotationSet,
    there: &'s AnnotationSet,
    /// The ids of the same annotations here, before anything was merged.
    counterparts: HashMap<Id, Id>,
    /// The ids here of the annotations of `there`.
    ids: HashMap<Id, Id>,
    /// Those here that are new, or replaced a suggestion: their relations are merged.
    new: HashSet<Id>,
    done: MergedBackup,
}

/// What an annotation of the other state corresponds to here.
enum Counterpart {
    /// The same annotation.
    Same(Box<Annotation>),
    /// Another annotation of the same words. The one of the other state is only a suggestion.
    Other(Id),
    Nothing,
}

impl BackupMerge<'_> {
    fn merge_annotation(&mut self, new: &Annotation) {
        match self.counterpart(new) {
            Counterpart::Nothing => {
                self.done.added += 1;
                self.add(new);
            }
            Counterpart::Other(id) => drop(self.ids.insert(new.id, id)),
            Counterpart::Same(old) if new.is_replaceable() => drop(self.ids.insert(new.id, old.id)),
            Counterpart::Same(old) if old.is_replaceable() => {
                self.new.insert(old.id);
                self.change(&old, Annotation { id: old.id, ..new.clone() }, new.id);
            }
            Counterpart::Same(old) if !says_the_same(&old, new) => {
                self.done.conflicts += 1;
                self.add(new);
            }
            Counterpart::Same(old) => self.change(&old, joined(&old, new), new.id),
        }
    }

    fn counterpart(&self, new: &Annotation) -> Counterpart {
        if let Some(old) = self.counterparts.get(&new.id).and_then(|&id| self.now.get(id)) {
            return Counterpart::Same(Box::new(old.clone()));
        }
        let mut over = self.now.overlapping(new.spans.hull()).map(|(old, _)| old);
        let other = over.find(|old| is_of_one_sort(old, new)).filter(|_| new.is_replaceable());
        other.map_or(Counterpart::Nothing, |old| Counterpart::Other(old.id))
    }

    /// Changes an annotation here to `whole`; it stands for the annotation `from` of the other state.
    fn change(&mut self, old: &Annotation, whole: Annotation, from: Id) {
        self.ids.insert(from, old.id);
        let changes = changes(old, &whole);
        self.done.completed += usize::from(!changes.is_empty());
        self.done.edits.extend(changes.into_iter().map(|change| Edit::Set(old.id, change)));
        self.now.insert(whole);
    }

    fn add(&mut self, new: &Annotation) {
        let mut id = new.id;
        if self.now.get(id).is_some() {
            id = self.now.fresh_id();
            while self.there.get(id).is_some() || self.now.get(id).is_some() {
                id = id.following();
            }
        }
        self.ids.insert(new.id, id);
        self.new.insert(id);
        let whole = Annotation { id, ..new.clone() };
        self.now.insert(whole.clone());
        self.done.edits.push(Edit::Add(Box::new(whole)));
    }

    /// Merges the relations of new annotations. The relations of the others stay as they are here.
    fn merge_relations(&mut self) {
        for relation in self.there.relations() {
            let (Some(&from), Some(&to)) = (self.ids.get(&relation.from), self.ids.get(&relation.to)) else {
                continue;
            };
            let (new, is_from_new) = (Relation { from, to, ..relation }, self.new.contains(&from));
            let old = self.now.relations_of(from).into_iter().find(|r| r.from == from && r.kind == new.kind);
            match old {
                Some(old) if old == new || !is_from_new => continue,
                Some(old) => {
                    self.now.unlink(old);
                    self.done.edits.push(Edit::Unlink(old));
                }
                None if !is_from_new && !self.new.contains(&to) => continue,
                None => {}
            }
            if self.now.link(new) {
                self.done.edits.push(Edit::Link(new));
            }
        }
    }
}

/// What two readers said of one annotation: both comments, all tags. Of two verdicts the one here counts, and the
/// comment mentions the other.
fn joined(old: &Annotation, new: &Annotation) -> Annotation {
    let mut whole = old.clone();
    if new.origin == Origin::Reader {
        whole.origin = Origin::Reader;
    }
    whole.finding = whole.finding.or_else(|| new.finding.clone());
    let mut words = vec![new.note.clone()];
    match (old.verdict, new.verdict) {
        (_, Verdict::Open) => {}
        (Verdict::Open, verdict) => whole.verdict = verdict,
        (old, new) if old == new => {}
        (_, Verdict::Confirmed) => words.push("In the back-up: confirmed".to_owned()),
        (_, Verdict::Rejected) => words.push("In the back-up: rejected".to_owned()),
    }
    for words in words.iter().filter(|words| !words.is_empty()) {
        if whole.note.is_empty() {
            whole.note.clone_from(words);
        } else if !whole.note.contains(words.as_str()) {
            whole.note = format!("{}\n\n{words}", whole.note);
        }
    }
    for tag in new.tags.iter().filter(|tag| !old.tags.contains(tag)) {
        whole.tags.push(tag.clone());
    }
    whole
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::difference::difference;
    use super::*;
    use crate::annotation::{Body, Entity, EntityKind, RelationKind, Why};
    use crate::edit::apply;
    use crate::span::{Pos, Span};

    fn annotation() -> impl Strategy<Value = Annotation> {
        let span = (0u32..8, 1u32..4).prop_map(|(at, len)| Span::new(Pos(at), Pos(at + len)));
        let body = prop_oneof![
            Just(Body::Note),
            Just(Body::Cue),
            "[ab]".prop_map(|name| Body::Entity(Entity { kind: EntityKind::Person, name })),
        ];
        let verdict = prop_oneof![Just(Verdict::Open), Just(Verdict::Confirmed), Just(Verdict::Rejected)];
        let tags = prop::collection::vec("[xy]", 0..2);
        (0u64..6, span, body, any::<bool>(), verdict, "[no]{0,2}", tags).prop_map(
            |(id, span, body, by_machine, verdict, note, tags)| {
                let id = Id::new(id);
                let made = if by_machine {
                    Annotation::by_machine(id, span, body, 0.5, Why::Model)
                } else {
                    Annotation::by_reader(id, span, body)
                };
                let verdict = if by_machine { verdict } else { made.verdict };
                Annotation { verdict, note, tags, ..made }
            },
        )
    }

    fn set() -> impl Strategy<Value = AnnotationSet> {
        let relations = prop::collection::vec((0u64..6, 0u64..6), 0..4);
        (prop::collection::vec(annotation(), 0..7), relations).prop_map(|(annotations, relations)| {
            let mut set = AnnotationSet::new();
            for annotation in annotations {
                set.insert(annotation);
            }
            for (from, to) in relations {
                set.link(Relation { kind: RelationKind::SpokenBy, from: Id::new(from), to: Id::new(to) });
            }
            set
        })
    }

    /// Whether everything that a reader said by an annotation is in a set.
    fn has(set: &AnnotationSet, said: &Annotation) -> bool {
        set.in_order().any(|a| {
            let verdict_is_mentioned = a.verdict == said.verdict
                || said.verdict == Verdict::Open
                || a.note.contains(
                    &format!("In the back-up: {:?}", said.verdict).to_lowercase().replace("in the", "In the"),
                );
            a.spans == said.spans
                && a.body == said.body
                && verdict_is_mentioned
                && a.note.contains(&said.note)
                && said.tags.iter().all(|tag| a.tags.contains(tag))
        })
    }

    proptest! {
        #[test]
        fn nothing_that_a_reader_did_is_lost(here in set(), there in set()) {
            let mut both = here.clone();
            let merged = merge_backup(&here, &there);
            apply(&mut both, Edit::Batch(merged.edits)).unwrap();
            for said in here.in_order().chain(there.in_order()).filter(|a| !a.is_replaceable()) {
                prop_assert!(has(&both, said), "{said:?} is not in {both:?}");
            }
            for old in here.in_order() {
                prop_assert!(both.get(old.id).is_some());
            }
            let again = merge_backup(&both, &there);
            prop_assert_eq!((again.added, again.completed, again.conflicts), (0, 0, 0), "{:?}", again.edits);
            prop_assert!(here != there || again.edits.is_empty());
        }

        #[test]
        fn the_difference_makes_one_set_the_other_and_can_be_undone(here in set(), there in set()) {
            let mut now = here.clone();
            let inverse = apply(&mut now, Edit::Batch(difference(&here, &there).edits)).unwrap();
            prop_assert_eq!(&now, &there);
            prop_assert!(difference(&now, &there).edits.is_empty());
            apply(&mut now, inverse).unwrap();
            prop_assert_eq!(&now, &here);
        }

        #[test]
        fn merging_the_same_state_changes_nothing(here in set()) {
            prop_assert_eq!(merge_backup(&here, &here), MergedBackup::default());
        }
    }
}
