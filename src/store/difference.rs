//! The change that makes one annotation set exactly another.

use crate::annotation::{Annotation, AnnotationSet, Relation};
use crate::edit::{Change, Edit};

/// The edits from one set to another, and what they change.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SetDifference {
    /// To be applied as one step, in this order; empty when the sets are equal.
    pub edits: Vec<Edit>,
    /// Annotations that only the other set has.
    pub added: usize,
    /// Annotations that only this set has.
    pub removed: usize,
    /// Annotations that both have, with another verdict, comment, extent or the like.
    pub changed: usize,
}

/// What makes `here` equal to `there`.
pub(crate) fn difference(here: &AnnotationSet, there: &AnnotationSet) -> SetDifference {
    let mut difference = SetDifference::default();
    let gone = |r: &Relation| there.get(r.from).is_none() || there.get(r.to).is_none();
    // A relation goes with the annotations that it ties.
    let unlinked = here.relations().filter(|r| !gone(r) && !there.relations_of(r.from).contains(r));
    difference.edits.extend(unlinked.map(Edit::Unlink));
    for old in here.in_order().filter(|old| there.get(old.id).is_none()) {
        difference.removed += 1;
        difference.edits.push(Edit::Remove(old.id));
    }
    for new in there.in_order() {
        let Some(old) = here.get(new.id) else {
            difference.added += 1;
            difference.edits.push(Edit::Add(Box::new(new.clone())));
            continue;
        };
        let changes = changes(old, new);
        difference.changed += usize::from(!changes.is_empty());
        difference.edits.extend(changes.into_iter().map(|change| Edit::Set(new.id, change)));
    }
    let linked = there.relations().filter(|r| !here.relations_of(r.from).contains(r));
    difference.edits.extend(linked.map(Edit::Link));
    if here.details() != there.details() {
        difference.edits.push(Edit::Details(there.details().cloned().map(Box::new)));
    }
    difference
}

/// The changes from one state of an annotation to another.
pub(super) fn changes(old: &Annotation, whole: &Annotation) -> Vec<Change> {
    let Annotation { spans, body, origin, verdict, finding, learned, made, note, tags, .. } = whole.clone();
    let changes = [
        (spans != old.spans).then_some(Change::Spans(spans)),
        (body != old.body).then_some(Change::Body(body)),
        (origin != old.origin).then_some(Change::Origin(origin)),
        (verdict != old.verdict).then_some(Change::Verdict(verdict)),
        (finding != old.finding).then_some(Change::Finding(finding)),
        (learned != old.learned).then_some(Change::Learned(learned)),
        (made != old.made).then_some(Change::Made(made)),
        (note != old.note).then_some(Change::Note(note)),
        (tags != old.tags).then_some(Change::Tags(tags)),
    ];
    changes.into_iter().flatten().collect()
}
