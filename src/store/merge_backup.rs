//! Two states of one article brought together: what is here and what a back-up has, with nothing of either lost.

use std::collections::{HashMap, HashSet};
use std::mem::discriminant;

use crate::annotation::{Annotation, AnnotationSet, Id, Origin, Relation, Verdict};
use crate::edit::{Change, Edit};

/// What it takes to bring in another state of an article, and what that means.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Combined {
    /// To be made as one step; empty when there is nothing to bring in.
    pub edits: Vec<Edit>,
    /// Annotations that are not here.
    pub added: usize,
    /// Annotations that are here, and get a verdict, a comment or tags, or the reader's words in place of the
    /// machine's.
    pub completed: usize,
    /// Annotations of which both sides say something else: both stand.
    pub both: usize,
}

/// What brings `there` in: an annotation is the same if it says the same of the same words, or has the same id and
/// is of the same sort. A reader's work stands before a machine's suggestion; where two readers' differ, both stay.
pub(crate) fn merge_backup(here: &AnnotationSet, there: &AnnotationSet) -> Combined {
    let mut work = Work {
        now: here.clone(),
        there,
        names: HashMap::new(),
        new: HashSet::new(),
        done: Combined::default(),
    };
    there.in_order().for_each(|new| work.bring_in(new));
    work.tie();
    work.done
}

struct Work<'s> {
    /// What is here, with what was brought in so far.
    now: AnnotationSet,
    there: &'s AnnotationSet,
    /// What the annotations of `there` are called here.
    names: HashMap<Id, Id>,
    /// Those here that are new, or took the place of a suggestion: their ties count.
    new: HashSet<Id>,
    done: Combined,
}

/// What an annotation meets here.
enum Met {
    /// The same annotation.
    Same(Annotation),
    /// A suggestion that the machine made instead.
    Rival(Id),
    Nothing,
}

impl Work<'_> {
    fn bring_in(&mut self, new: &Annotation) {
        match self.meet(new) {
            Met::Nothing => {
                self.done.added += 1;
                self.add(new);
            }
            Met::Rival(id) => drop(self.names.insert(new.id, id)),
            Met::Same(old) if new.is_replaceable() => drop(self.names.insert(new.id, old.id)),
            Met::Same(old) if old.is_replaceable() => {
                self.new.insert(old.id);
                self.become_of(&old, Annotation { id: old.id, ..new.clone() }, new.id);
            }
            Met::Same(old) if !says_the_same(&old, new) => {
                self.done.both += 1;
                self.add(new);
            }
            Met::Same(old) => self.become_of(&old, joined(&old, new), new.id),
        }
    }

    fn meet(&self, new: &Annotation) -> Met {
        let hull = new.spans.hull();
        let namesake = self.now.get(new.id).filter(|old| is_of_one_sort(old, new));
        let over = || self.now.overlapping(hull).map(|(old, _)| old);
        let same = namesake
            .filter(|old| says_the_same(old, new))
            .or_else(|| over().find(|old| says_the_same(old, new)))
            .or_else(|| namesake.filter(|old| old.spans.hull().overlaps(hull)));
        let rival = || over().find(|old| is_of_one_sort(old, new)).filter(|_| new.is_replaceable());
        match same {
            Some(old) => Met::Same(old.clone()),
            None => rival().map_or(Met::Nothing, |old| Met::Rival(old.id)),
        }
    }

    /// Makes of an annotation what it is to be, and calls what it came from by its id.
    fn become_of(&mut self, old: &Annotation, whole: Annotation, from: Id) {
        self.names.insert(from, old.id);
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
        self.names.insert(new.id, id);
        self.new.insert(id);
        let whole = Annotation { id, ..new.clone() };
        self.now.insert(whole.clone());
        self.done.edits.push(Edit::Add(Box::new(whole)));
    }

    /// Ties what is new here as it is tied there. What is tied here already stays as it is.
    fn tie(&mut self) {
        for relation in self.there.relations() {
            let (Some(&from), Some(&to)) = (self.names.get(&relation.from), self.names.get(&relation.to))
            else {
                continue;
            };
            let (tie, counts) = (Relation { from, to, ..relation }, self.new.contains(&from));
            let old = self.now.relations_of(from).into_iter().find(|r| r.from == from && r.kind == tie.kind);
            match old {
                Some(old) if old == tie || !counts => continue,
                Some(old) => {
                    self.now.unlink(old);
                    self.done.edits.push(Edit::Unlink(old));
                }
                None if !counts && !self.new.contains(&to) => continue,
                None => {}
            }
            if self.now.link(tie) {
                self.done.edits.push(Edit::Link(tie));
            }
        }
    }
}

fn says_the_same(one: &Annotation, other: &Annotation) -> bool {
    one.spans == other.spans && one.body == other.body
}

fn is_of_one_sort(one: &Annotation, other: &Annotation) -> bool {
    discriminant(&one.body) == discriminant(&other.body)
}

/// What two readers said of one thing: both comments, all tags. Of two verdicts the one here holds, and the other
/// is told in the comment.
fn joined(old: &Annotation, new: &Annotation) -> Annotation {
    let mut whole = old.clone();
    if new.origin == Origin::Reader {
        whole.origin = Origin::Reader;
    }
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

/// What differs between an annotation and what it is to be.
fn changes(old: &Annotation, whole: &Annotation) -> Vec<Change> {
    let Annotation { spans, body, origin, verdict, note, tags, .. } = whole.clone();
    let changes = [
        (spans != old.spans).then_some(Change::Spans(spans)),
        (body != old.body).then_some(Change::Body(body)),
        (origin != old.origin).then_some(Change::Origin(origin)),
        (verdict != old.verdict).then_some(Change::Verdict(verdict)),
        (note != old.note).then_some(Change::Note(note)),
        (tags != old.tags).then_some(Change::Tags(tags)),
    ];
    changes.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        let ties = prop::collection::vec((0u64..6, 0u64..6), 0..4);
        (prop::collection::vec(annotation(), 0..7), ties).prop_map(|(annotations, ties)| {
            let mut set = AnnotationSet::new();
            for annotation in annotations {
                set.insert(annotation);
            }
            for (from, to) in ties {
                set.link(Relation { kind: RelationKind::SpokenBy, from: Id::new(from), to: Id::new(to) });
            }
            set
        })
    }

    /// Whether everything that a reader said by an annotation is in a set.
    fn has(set: &AnnotationSet, said: &Annotation) -> bool {
        set.in_order().any(|a| {
            let verdict_is_told = a.verdict == said.verdict
                || said.verdict == Verdict::Open
                || a.note.contains(
                    &format!("In the back-up: {:?}", said.verdict).to_lowercase().replace("in the", "In the"),
                );
            a.spans == said.spans
                && a.body == said.body
                && verdict_is_told
                && a.note.contains(&said.note)
                && said.tags.iter().all(|tag| a.tags.contains(tag))
        })
    }

    proptest! {
        #[test]
        fn nothing_that_a_reader_did_is_lost(here in set(), there in set()) {
            let mut both = here.clone();
            let combined = merge_backup(&here, &there);
            apply(&mut both, Edit::Batch(combined.edits)).unwrap();
            for said in here.in_order().chain(there.in_order()).filter(|a| !a.is_replaceable()) {
                prop_assert!(has(&both, said), "{said:?} is not in {both:?}");
            }
            for old in here.in_order() {
                prop_assert!(both.get(old.id).is_some());
            }
            let again = merge_backup(&both, &there);
            prop_assert_eq!((again.added, again.completed, again.both), (0, 0, 0), "{:?}", again.edits);
            prop_assert!(here != there || again.edits.is_empty());
        }

        #[test]
        fn what_is_here_already_changes_nothing(here in set()) {
            prop_assert_eq!(merge_backup(&here, &here), Combined::default());
        }
    }
}
