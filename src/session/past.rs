//! What annotations of the open article said before: by it an import tells a file that is only older from one that
//! somebody changed.

use std::collections::HashMap;

use crate::annotation::{Annotation, AnnotationSet, Id, RelationKind, Spans};
use crate::edit::{Change, Edit, History};

/// The values that the steps which can be undone have overwritten.
#[derive(Default)]
pub(super) struct PastValues<'h> {
    values: HashMap<Id, Vec<&'h Change>>,
    removed: HashMap<Id, &'h Annotation>,
    /// What quotations had as their speaker or cue.
    mentions: HashMap<(Id, RelationKind), Vec<Id>>,
}

impl<'h> PastValues<'h> {
    pub(super) fn of(history: &'h History) -> PastValues<'h> {
        let mut past = PastValues::default();
        history.undo_steps().for_each(|step| past.read(&step.edit));
        past
    }

    fn read(&mut self, inverse: &'h Edit) {
        match inverse {
            Edit::Set(id, change) => self.values.entry(*id).or_default().push(change),
            Edit::Add(annotation) => {
                self.removed.insert(annotation.id, annotation);
            }
            Edit::Link(r) => self.mentions.entry((r.from, r.kind)).or_default().push(r.to),
            Edit::Batch(edits) => edits.iter().for_each(|edit| self.read(edit)),
            Edit::Remove(_) | Edit::Unlink(_) | Edit::Details(_) => {}
        }
    }

    /// Whether a part of an annotation once had this value. White space and the signs in tags do not
    /// count: not all formats keep them.
    pub(super) fn had(&self, id: Id, value: &Change) -> bool {
        self.values.get(&id).is_some_and(|all| all.iter().any(|past| is_same(past, value)))
    }

    /// Whether a quotation once had its speaker or cue in these words.
    pub(super) fn had_mention(
        &self,
        set: &AnnotationSet,
        from: Id,
        kind: RelationKind,
        spans: &Spans,
    ) -> bool {
        let of_past = |id: &Id| set.get(*id).or(self.removed.get(id).copied()).map(|a| &a.spans);
        let mut all = self.mentions.get(&(from, kind)).into_iter().flatten();
        all.any(|id| of_past(id).is_some_and(|past| past.hull() == spans.hull()))
    }
}

fn is_same(past: &Change, value: &Change) -> bool {
    match (past, value) {
        (Change::Note(past), Change::Note(note)) => is_same_text(past, note),
        (Change::Tags(past), Change::Tags(tags)) => {
            let letters = |tags: &[String]| -> Vec<String> {
                tags.iter().map(|tag| tag.chars().filter(|c| c.is_alphanumeric()).collect()).collect()
            };
            letters(past) == letters(tags)
        }
        (past, value) => past == value,
    }
}

/// Whether two texts differ in nothing but white space.
pub(super) fn is_same_text(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}
