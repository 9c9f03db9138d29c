//! One change and the change that takes it back.

use serde::{Deserialize, Serialize};

use crate::annotation::{
    Annotation, AnnotationSet, Authorship, Body, Id, Learned, Origin, Relation, SourceFinding, Spans, Verdict,
};
use crate::document::Meta;
use crate::sorting::Sorting as _;

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Edit {
    /// Puts in an annotation whose id is new.
    Add(Box<Annotation>),
    /// Takes out an annotation and the relations that touch it.
    Remove(Id),
    Set(Id, Change),
    Link(Relation),
    Unlink(Relation),
    /// Says what the article's title, day and the like are; with nothing, what was known at first.
    Details(Option<Box<Meta>>),
    /// Several changes that are done and undone as one step.
    Batch(Vec<Edit>),
}

/// A new value for one part of an annotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Change {
    Spans(Spans),
    Body(Body),
    Origin(Origin),
    Verdict(Verdict),
    Finding(Option<Box<SourceFinding>>),
    Learned(Option<Box<Learned>>),
    Made(Option<Box<Authorship>>),
    Note(String),
    Tags(Vec<String>),
}

/// Why a change could not be made; the set is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum EditError {
    /// The set has no annotation with this id.
    Missing(Id),
    /// The set has an annotation with this id already.
    Taken(Id),
    /// The two annotations are tied already, or one of them is missing.
    CannotLink(Relation),
    /// The two annotations are not tied.
    NotLinked(Relation),
}

impl std::fmt::Display for EditError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EditError::Missing(id) => write!(f, "there is no annotation {id}"),
            EditError::Taken(id) => write!(f, "there is an annotation {id} already"),
            EditError::CannotLink(r) => write!(f, "{} cannot be tied to {}", r.from, r.to),
            EditError::NotLinked(r) => write!(f, "{} is not tied to {}", r.from, r.to),
        }
    }
}

impl std::error::Error for EditError {}

/// Makes a change and gives the one that takes it back. On an error the set is as it was.
pub(crate) fn apply(set: &mut AnnotationSet, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::Add(annotation) => {
            let id = annotation.id;
            if set.get(id).is_some() {
                return Err(EditError::Taken(id));
            }
            set.insert(*annotation);
            Ok(Edit::Remove(id))
        }
        Edit::Remove(id) => {
            let (annotation, relations) = set.remove(id).ok_or(EditError::Missing(id))?;
            let add = Edit::Add(Box::new(annotation));
            if relations.is_empty() {
                return Ok(add);
            }
            Ok(Edit::Batch(std::iter::once(add).chain(relations.into_iter().map(Edit::Link)).collect()))
        }
        Edit::Set(id, change) => {
            let mut annotation = set.get(id).cloned().ok_or(EditError::Missing(id))?;
            let before = swap(&mut annotation, change);
            set.insert(annotation);
            Ok(Edit::Set(id, before))
        }
        Edit::Link(relation) if set.link(relation) => Ok(Edit::Unlink(relation)),
        Edit::Link(relation) => Err(EditError::CannotLink(relation)),
        Edit::Unlink(relation) if set.unlink(relation) => Ok(Edit::Link(relation)),
        Edit::Unlink(relation) => Err(EditError::NotLinked(relation)),
        Edit::Details(details) => Ok(Edit::Details(set.set_details(details))),
        Edit::Batch(edits) => apply_all(set, edits),
    }
}

/// All of them or none.
fn apply_all(set: &mut AnnotationSet, edits: Vec<Edit>) -> Result<Edit, EditError> {
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits {
        match apply(set, edit) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                for inverse in inverses.into_iter().rev() {
                    apply(set, inverse).expect("the inverse of what was just done can be done");
                }
                return Err(error);
            }
        }
    }
    inverses.reverse();
    Ok(Edit::Batch(inverses))
}

/// Puts the new value in and gives the old one.
fn swap(annotation: &mut Annotation, change: Change) -> Change {
    use std::mem::replace;
    match change {
        Change::Spans(x) => Change::Spans(replace(&mut annotation.spans, x)),
        Change::Body(x) => Change::Body(replace(&mut annotation.body, x)),
        Change::Origin(x) => Change::Origin(replace(&mut annotation.origin, x)),
        Change::Verdict(x) => Change::Verdict(replace(&mut annotation.verdict, x)),
        Change::Finding(x) => Change::Finding(replace(&mut annotation.finding, x)),
        Change::Learned(x) => Change::Learned(replace(&mut annotation.learned, x)),
        Change::Made(x) => Change::Made(replace(&mut annotation.made, x)),
        Change::Note(x) => Change::Note(replace(&mut annotation.note, x)),
        Change::Tags(x) => Change::Tags(replace(&mut annotation.tags, x)),
    }
}

impl Edit {
    /// The annotations that a change touches, those at the ends of its relations included.
    pub(crate) fn touched(&self) -> Vec<Id> {
        let mut ids = vec![];
        self.collect_touched(&mut ids);
        ids.order();
        ids.dedup();
        ids
    }

    fn collect_touched(&self, ids: &mut Vec<Id>) {
        match self {
            Edit::Add(annotation) => ids.push(annotation.id),
            Edit::Remove(id) | Edit::Set(id, _) => ids.push(*id),
            Edit::Link(r) | Edit::Unlink(r) => ids.extend([r.from, r.to]),
            Edit::Details(_) => {}
            Edit::Batch(edits) => edits.iter().for_each(|e| e.collect_touched(ids)),
        }
    }
}

/// One step that can be undone: what it is called, and the change that takes it back (or does it again).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Step {
    /// What a reader did, as a button would say it: `Confirm`, `Set speaker`.
    pub label: String,
    pub edit: Edit,
}
