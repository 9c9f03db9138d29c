//! What the formats of labelled spans share: a set taken apart into single spans, and put together again.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::import::{Imported, ImportedAnnotation, Skipped, Unstated};
use super::labels;
use crate::anchor::{Position, Selector};
use crate::annotation::{
    Annotation, AnnotationSet, Authorship, Body, EarlierVerdict, Entity, Id, Origin, Quote, Relation,
    RelationKind, SourceFinding, Timex, Verdict, Why, probability,
};
use crate::document::Document;
use crate::span::{CodePointPos, Span};

/// What formats for people put between the parts of a split quotation.
pub(super) const PART_GAP: &str = " […] ";

/// All of an annotation but its spans. Other tools carry it along unread, so that an export comes back whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct AnnotationDetails {
    pub id: Id,
    pub body: Body,
    pub origin: Origin,
    #[serde(default)]
    pub verdict: Verdict,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<EarlierVerdict>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Box<SourceFinding>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Box<Authorship>>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The names that it is tied to as a speaker. Ours are tied to words; a tie to a name that is not here was moved there
    /// in another tool.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Id>,
}

impl AnnotationDetails {
    pub(super) fn of(span: &LabelledSpan) -> AnnotationDetails {
        let LabelledSpan { annotation, set, .. } = span;
        let is_name = |id| set.get(id).is_some_and(|a| is_shown(a) && matches!(a.body, Body::Entity(_)));
        let ties = set.relations_of(annotation.id).into_iter();
        let ties = ties.filter(|r| r.kind == RelationKind::SpokenBy && r.from == annotation.id);
        AnnotationDetails {
            id: annotation.id,
            body: annotation.body.clone(),
            origin: annotation.origin.clone(),
            verdict: annotation.verdict,
            earlier: annotation.earlier.clone(),
            finding: annotation.finding.clone(),
            made: annotation.made.clone(),
            note: annotation.note.clone(),
            tags: annotation.tags.clone(),
            names: ties.map(|r| r.to).filter(|&id| is_name(id)).collect(),
        }
    }
}

/// One span of an annotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct LabelledSpan<'a> {
    pub annotation: &'a Annotation,
    /// What it belongs to.
    pub set: &'a AnnotationSet,
    pub span: Span,
    /// Code points, end exclusive.
    pub start: u32,
    pub end: u32,
    /// Counted within the annotation, from 0.
    pub part: usize,
}

impl LabelledSpan<'_> {
    /// `a1f` for the first part of an annotation, `a1f.1` for the next.
    pub(super) fn key(&self) -> String {
        match self.part {
            0 => self.annotation.id.to_string(),
            part => format!("{}.{part}", self.annotation.id),
        }
    }
}

/// The spans of a set, annotation by annotation in the order of the text, without what a reader rejected: other
/// tools would show it as correct.
pub(super) fn spans<'a>(document: &Document, set: &'a AnnotationSet) -> Vec<LabelledSpan<'a>> {
    let at = |pos| document.to_code_point(pos).map_or(0, |p| p.0);
    let shown = set.in_order().filter(|a| is_shown(a));
    shown
        .flat_map(|annotation| {
            annotation.spans.iter().enumerate().map(move |(part, &span)| LabelledSpan {
                annotation,
                set,
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
    let shows = |id| set.get(id).is_some_and(is_shown);
    set.relations().filter(move |r| shows(r.from) && shows(r.to))
}

fn is_shown(annotation: &Annotation) -> bool {
    annotation.verdict != Verdict::Rejected
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

/// What a file says of a relation that Pullquote has no place for.
pub(super) fn skipped_relation(line: Option<usize>, word: &str) -> Skipped {
    let what = format!("relation {word:?} is not imported: Pullquote has only speaker and cue relations");
    Skipped { line, what }
}

/// A span as a file of another tool has it.
#[derive(Clone, Debug, Default)]
pub(super) struct ImportedSpan {
    /// The file's own name for it.
    pub key: String,
    /// Our own id, where the file brings it without the rest.
    pub own_id: Option<Id>,
    pub label: String,
    pub selectors: Vec<Selector>,
    pub details: Option<AnnotationDetails>,
    /// The key of the span that this one continues.
    pub part_of: Option<String>,
    /// The comment, where the tool has a place for it.
    pub note: Option<String>,
    /// The full name of what it names, where the tool has a place for it.
    pub name: Option<String>,
    /// The confidence of the program that proposed it; `None` where a person made it.
    pub confidence: Option<f32>,
    /// Whether the file says that a person has checked it.
    pub checked: bool,
    pub tags: Vec<String>,
}

impl ImportedSpan {
    /// Where its first part stands, in code points.
    pub(super) fn place(&self) -> Option<(u32, u32)> {
        match self.selectors.first()?.position {
            Some(Position::CodePoints(start, end)) => Some((start.0, end.0)),
            _ => None,
        }
    }
}

/// The selector of a span in code points, with its words where the file has them.
pub(super) fn selector(words: &str, start: u32, end: u32) -> Selector {
    let position = Position::CodePoints(CodePointPos(start), CodePointPos(end));
    Selector { exact: words.to_owned(), position: Some(position), ..Selector::default() }
}

/// A relation by the keys of the spans that it connects: what, from, to.
pub(super) type KeyedRelation = (RelationKind, String, String);

/// Puts spans together to annotations, and connects these.
pub(super) fn assemble(set: &mut Imported, found: Vec<ImportedSpan>, relations: Vec<KeyedRelation>) {
    let mut indexes: HashMap<String, usize> = HashMap::new();
    // The own id and the names of those that carry their details.
    let mut carried: Vec<Option<(Id, Vec<Id>)>> = vec![];
    for one in found {
        let whole = one.part_of.as_ref().and_then(|key| indexes.get(key)).copied();
        if let Some(index) = whole {
            indexes.insert(one.key, index);
            set.annotations[index].selectors.extend(one.selectors);
            continue;
        }
        indexes.insert(one.key.clone(), set.annotations.len());
        carried.push(one.details.as_ref().map(|details| (details.id, details.names.clone())));
        let annotation = annotation(one, Id::new(set.annotations.len() as u64 + 1));
        set.annotations.push(annotation);
    }
    *set = std::mem::take(set).with_unique_ids();
    for (kind, from, to) in relations {
        if let (Some(&from), Some(&to)) = (indexes.get(&from), indexes.get(&to)) {
            let is_moved = match (&carried[from], &carried[to]) {
                (Some((_, names)), Some((id, _))) => {
                    matches!(set.annotations[to].body, Body::Entity(_)) && !names.contains(id)
                }
                (from, _) => from.is_some(),
            };
            if kind == RelationKind::SpokenBy && is_moved {
                take_name(set, from, to);
            }
            let (from, to) = (set.annotations[from].id, set.annotations[to].id);
            set.relations.push(Relation { kind, from, to });
        }
    }
}

/// Ours lead to the words that name a speaker. One that leads to a name, or to words that were marked since, was moved
/// there: the quotation is said by whom these name.
fn take_name(set: &mut Imported, quote: usize, to: usize) {
    let place = |annotation: &ImportedAnnotation| annotation.selectors.first().and_then(|s| s.position);
    let named = &set.annotations[to];
    let names = |other: &ImportedAnnotation| match &other.body {
        Body::Entity(entity) if place(other) == place(named) => Some(entity.name.clone()),
        _ => None,
    };
    let name = names(named).or_else(|| set.annotations.iter().find_map(names));
    if let (Some(name), Body::Quote(quote)) = (name, &mut set.annotations[quote].body) {
        quote.speaker = Some(name);
    }
}

fn annotation(found: ImportedSpan, id: Id) -> ImportedAnnotation {
    let words = found.selectors.iter().map(|s| s.exact.as_str()).collect::<Vec<_>>().join(" ");
    let meant = labels::body(&found.label, &words);
    match found.details.clone() {
        Some(details) => detailed(found, details, meant),
        None => bare(found, id, meant),
    }
}

/// A span that carries its details along. The label outweighs them: somebody may have changed it in the other tool.
fn detailed(found: ImportedSpan, details: AnnotationDetails, meant: Option<Body>) -> ImportedAnnotation {
    let unchanged = labels::label(&details.body) == found.label;
    let body = match (meant.filter(|_| !unchanged), details.body) {
        (None, known) => known,
        // A label says nothing of the name and the value.
        (Some(Body::Entity(new)), Body::Entity(known)) => Body::Entity(Entity { kind: new.kind, ..known }),
        (Some(Body::Date(new)), Body::Date(known)) => Body::Date(Timex { kind: new.kind, ..known }),
        (Some(Body::Quote(new)), Body::Quote(known)) => Body::Quote(Quote { kind: new.kind, ..known }),
        (Some(new), _) => new,
    };
    ImportedAnnotation {
        id: details.id,
        selectors: found.selectors,
        body,
        origin: details.origin,
        verdict: match details.verdict {
            Verdict::Open if found.checked => Verdict::Confirmed,
            verdict => verdict,
        },
        earlier: details.earlier,
        finding: details.finding,
        learned: None,
        made: details.made,
        note: found.note.unwrap_or(details.note),
        tags: details.tags,
        unstated: Unstated::default(),
    }
}

/// A span of another tool, or one whose details another tool has dropped.
fn bare(found: ImportedSpan, id: Id, meant: Option<Body>) -> ImportedAnnotation {
    let known = meant.is_some();
    let mut body = meant.unwrap_or(Body::Note);
    let says_name = found.name.is_some();
    match (&mut body, found.name) {
        (Body::Entity(entity), Some(name)) => entity.name = name,
        (Body::Quote(quote), Some(name)) => quote.speaker = Some(name),
        (Body::Date(timex), Some(value)) => timex.value = value,
        _ => {}
    }
    let mut annotation = ImportedAnnotation::new(found.own_id.unwrap_or(id), found.selectors, body);
    annotation.unstated.id = found.own_id.is_none();
    annotation.unstated.name = !says_name;
    annotation.unstated.kind = labels::quote_kind(&found.label.to_lowercase()).is_none();
    annotation.tags = found.tags;
    if !known {
        annotation.tags.splice(0..0, Some(found.label).filter(|label| !label.is_empty()));
    }
    annotation.note = found.note.unwrap_or_default();
    annotation.unstated.verdict = !found.checked;
    if let Some(confidence) = found.confidence {
        annotation.origin = Origin::Machine { confidence: probability(confidence), why: Why::Model };
        annotation.verdict = Verdict::Open;
        annotation.unstated.origin = false;
    }
    annotation
}
