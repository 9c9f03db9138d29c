//! What the formats of labelled stretches share: a set taken apart into single stretches, and put together again.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Imported, ImportedAnnotation, labels};
use crate::anchor::{Position, Selector};
use crate::annotation::{Annotation, AnnotationSet, Body, Id, Origin, Relation, RelationKind, Verdict, Why};
use crate::document::Document;
use crate::span::{CodePointPos, Span};

/// All of an annotation but its place, as other tools carry it along unread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Facts {
    pub id: Id,
    pub body: Body,
    pub origin: Origin,
    #[serde(default)]
    pub verdict: Verdict,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

impl Facts {
    pub(super) fn of(annotation: &Annotation) -> Facts {
        Facts {
            id: annotation.id,
            body: annotation.body.clone(),
            origin: annotation.origin.clone(),
            verdict: annotation.verdict,
            note: annotation.note.clone(),
            tags: annotation.tags.clone(),
        }
    }
}

/// One stretch of an annotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub annotation: &'a Annotation,
    pub span: Span,
    /// Code points, end exclusive.
    pub start: u32,
    pub end: u32,
    /// Counted within the annotation, from 0.
    pub part: usize,
}

impl Piece<'_> {
    /// `a1f` for the first part of an annotation, `a1f.1` for the next.
    pub(super) fn key(&self) -> String {
        match self.part {
            0 => self.annotation.id.to_string(),
            part => format!("{}.{part}", self.annotation.id),
        }
    }
}

/// The stretches of a set, annotation by annotation in the order of the text. What a reader rejected is left
/// out: other tools would take it for right.
pub(super) fn pieces<'a>(document: &Document, set: &'a AnnotationSet) -> Vec<Piece<'a>> {
    let at = |pos| document.to_code_point(pos).map_or(0, |p| p.0);
    let kept = set.in_order().filter(|a| a.verdict != Verdict::Rejected);
    kept.flat_map(|annotation| {
        annotation.spans.iter().enumerate().map(move |(part, &span)| Piece {
            annotation,
            span,
            start: at(span.start()),
            end: at(span.end()),
            part,
        })
    })
    .collect()
}

/// The relations between annotations that were not rejected.
pub(super) fn relations(set: &AnnotationSet) -> impl Iterator<Item = Relation> {
    let kept = |id| set.get(id).is_some_and(|a| a.verdict != Verdict::Rejected);
    set.relations().filter(move |r| kept(r.from) && kept(r.to))
}

pub(super) fn relation_word(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::SpokenBy => "Speaker",
        RelationKind::CuedBy => "Cue",
    }
}

pub(super) fn relation_kind(word: &str) -> Option<RelationKind> {
    match word.to_lowercase().as_str() {
        "speaker" | "spokenby" | "source" => Some(RelationKind::SpokenBy),
        "cue" | "cuedby" => Some(RelationKind::CuedBy),
        _ => None,
    }
}

/// A stretch as a file of another tool has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// The file's own name for it.
    pub key: String,
    pub label: String,
    pub selectors: Vec<Selector>,
    pub facts: Option<Facts>,
    /// The key of the stretch that this one continues.
    pub part_of: Option<String>,
    /// The comment, where the tool has a place for it.
    pub note: Option<String>,
    /// The full name of what it names, where the tool has a place for it.
    pub name: Option<String>,
    /// How sure the program was that proposed it; `None` where a person made it.
    pub confidence: Option<f32>,
    pub tags: Vec<String>,
}

/// The selector of a stretch in code points, with its words where the file has them.
pub(super) fn selector(words: &str, start: u32, end: u32) -> Selector {
    let position = Position::CodePoints(CodePointPos(start), CodePointPos(end));
    Selector { exact: words.to_owned(), position: Some(position), ..Selector::default() }
}

/// Puts stretches and ties together.
pub(super) fn gather(set: &mut Imported, found: Vec<Found>, ties: Vec<(RelationKind, String, String)>) {
    let mut places: HashMap<String, usize> = HashMap::new();
    for one in found {
        let whole = one.part_of.as_ref().and_then(|key| places.get(key)).copied();
        if let Some(index) = whole {
            places.insert(one.key, index);
            set.annotations[index].selectors.extend(one.selectors);
            continue;
        }
        places.insert(one.key.clone(), set.annotations.len());
        let annotation = described(one, Id::new(set.annotations.len() as u64 + 1));
        set.annotations.push(annotation);
    }
    *set = std::mem::take(set).with_unique_ids();
    for (kind, from, to) in ties {
        if let (Some(&from), Some(&to)) = (places.get(&from), places.get(&to)) {
            let (from, to) = (set.annotations[from].id, set.annotations[to].id);
            set.relations.push(Relation { kind, from, to });
        }
    }
}

/// What the label says goes before what was carried along: somebody may have changed it in the other tool.
fn described(found: Found, id: Id) -> ImportedAnnotation {
    let words = found.selectors.iter().map(|s| s.exact.as_str()).collect::<Vec<_>>().join(" ");
    let meant = labels::body(&found.label, &words);
    let Some(facts) = found.facts else {
        let known = meant.is_some();
        let mut body = meant.unwrap_or(Body::Note);
        if let (Body::Entity(entity), Some(name)) = (&mut body, found.name) {
            entity.name = name;
        }
        let mut annotation = ImportedAnnotation::new(id, found.selectors, body);
        annotation.tags = found.tags;
        if !known {
            annotation.tags.splice(0..0, Some(found.label).filter(|label| !label.is_empty()));
        }
        annotation.note = found.note.unwrap_or_default();
        if let Some(confidence) = found.confidence {
            annotation.origin = Origin::Machine { confidence: confidence.clamp(0.0, 1.0), why: Why::Model };
            annotation.verdict = Verdict::Open;
        }
        return annotation;
    };
    let unchanged = labels::label(&facts.body) == found.label;
    ImportedAnnotation {
        id: facts.id,
        selectors: found.selectors,
        body: meant.filter(|_| !unchanged).unwrap_or(facts.body),
        origin: facts.origin,
        verdict: facts.verdict,
        note: found.note.unwrap_or(facts.note),
        tags: facts.tags,
    }
}
