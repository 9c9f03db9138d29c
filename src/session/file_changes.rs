//! What a file says otherwise of one annotation than the set here.

use std::mem::discriminant;

use super::past::is_same_text;
use crate::annotation::{
    Annotation, Body, Entity, Origin, Quote, SourceKind, Timex, Verdict, is_of_one_sort,
};
use crate::edit::Change;
use crate::format::{Unstated, label};

/// Something that an import changed in an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FileChange {
    Comment,
    Tags,
    Label,
    Speaker,
    Cue,
    Name,
    Value,
    Verdict,
    Extent,
}

/// One annotation in three versions.
pub(super) struct AnnotationVersions<'a> {
    /// As the file has it.
    pub file: &'a Annotation,
    /// As the file's format would have it, were it exported now.
    pub own: &'a Annotation,
    /// As it is here.
    pub here: &'a Annotation,
    pub unstated: Unstated,
    /// Whether the file's words stand in the text as the file has them.
    pub is_exact: bool,
}

/// What the file says of an annotation and an export of now would not. What the file leaves out, or has no more than as
/// a default, is no change.
pub(super) fn changes(versions: &AnnotationVersions) -> Vec<Change> {
    let AnnotationVersions { file, own, here, unstated, is_exact } = *versions;
    let mut changes = vec![];
    if is_exact && file.spans != own.spans {
        changes.push(Change::Spans(file.spans.clone()));
    }
    let body = body(versions);
    if body != here.body {
        changes.push(Change::Body(body));
    }
    if !file.note.is_empty() && !is_same_text(&file.note, &own.note) {
        changes.push(Change::Note(file.note.clone()));
    }
    if !file.tags.is_empty() && file.tags != own.tags {
        changes.push(Change::Tags(tags(versions)));
    }
    // An open one is no verdict: the file may be older than the verdict.
    if !unstated.verdict && file.verdict != own.verdict && file.verdict != Verdict::Open {
        changes.push(Change::Verdict(file.verdict));
    }
    if file.finding.is_some() && file.finding != own.finding {
        changes.push(Change::Finding(file.finding.clone()));
    }
    changes.retain(|change| differs(here, change));
    changes
}

/// Who has made an annotation after these changes, and what is thought of it: a reader who changed the words or what
/// they are; or who the file says made it.
pub(super) fn authorship(versions: &AnnotationVersions, changes: &[Change]) -> Vec<Change> {
    let AnnotationVersions { file, own, here, unstated, .. } = versions;
    let of_file = !unstated.origin && file.origin != own.origin;
    let is_corrected = changes.iter().any(|c| matches!(c, Change::Spans(_) | Change::Body(_)));
    let is_judged = changes.iter().any(|c| matches!(c, Change::Verdict(_)));
    let (origin, verdict) = match (is_corrected, of_file) {
        (true, true) => (file.origin.clone(), if unstated.verdict { here.verdict } else { file.verdict }),
        (true, false) if is_judged => (Origin::Reader, file.verdict),
        (true, false) => (Origin::Reader, Verdict::Confirmed),
        (false, true) if is_judged => (file.origin.clone(), file.verdict),
        (false, _) => return vec![],
    };
    let mut all = vec![Change::Origin(origin)];
    all.extend((!is_judged).then_some(Change::Verdict(verdict)));
    all.retain(|change| differs(here, change));
    all
}

fn differs(here: &Annotation, change: &Change) -> bool {
    match change {
        Change::Spans(spans) => *spans != here.spans,
        Change::Body(body) => *body != here.body,
        Change::Origin(origin) => *origin != here.origin,
        Change::Verdict(verdict) => *verdict != here.verdict,
        Change::Finding(finding) => *finding != here.finding,
        Change::Learned(learned) => *learned != here.learned,
        Change::Made(made) => *made != here.made,
        Change::Note(note) => *note != here.note,
        Change::Tags(tags) => *tags != here.tags,
    }
}

/// The body here, with what the file changed in it.
fn body(versions: &AnnotationVersions) -> Body {
    let AnnotationVersions { file, own, here, unstated, .. } = versions;
    match (&here.body, &own.body, &file.body) {
        (Body::Quote(here), Body::Quote(own), Body::Quote(file)) => {
            let is_named = file.speaker.as_ref().is_some_and(|name| !name.trim().is_empty());
            let is_renamed = is_named && !is_same_name(&file.speaker, &own.speaker);
            let speaker = if is_renamed { &file.speaker } else { &here.speaker };
            let is_relabelled = !unstated.kind && file.kind != own.kind;
            let kind = if is_relabelled { file.kind } else { here.kind };
            // What the file does not say, stays: few formats say how a quotation is known.
            let is_known_otherwise =
                file.source_kind != own.source_kind && file.source_kind != SourceKind::Cued;
            let source_kind = if is_known_otherwise { file.source_kind } else { here.source_kind };
            let is_question = here.is_question || file.is_question && !own.is_question;
            Body::Quote(Quote { kind, speaker: speaker.clone(), source_kind, is_question })
        }
        (Body::Entity(here), Body::Entity(own), Body::Entity(file)) => {
            let kind = if file.kind == own.kind { here.kind } else { file.kind };
            let is_renamed = !unstated.name && is_new_text(&file.name, &own.name);
            Body::Entity(Entity { kind, name: if is_renamed { &file.name } else { &here.name }.clone() })
        }
        (Body::Date(here), Body::Date(own), Body::Date(file)) => {
            let kind = if file.kind == own.kind { here.kind } else { file.kind };
            let is_new = is_new_text(&file.value, &own.value);
            Body::Date(Timex { kind, value: if is_new { &file.value } else { &here.value }.clone() })
        }
        (here, own, file) if discriminant(own) == discriminant(file) => here.clone(),
        (_, _, file) => file.clone(),
    }
}

fn is_new_text(file: &str, own: &str) -> bool {
    !file.trim().is_empty() && !is_same_text(file, own)
}

fn is_same_name(one: &Option<String>, other: &Option<String>) -> bool {
    is_same_text(one.as_deref().unwrap_or(""), other.as_deref().unwrap_or(""))
}

/// The tags here, without those that were taken out of the file, with those that were put in.
fn tags(versions: &AnnotationVersions) -> Vec<String> {
    let AnnotationVersions { file, own, here, .. } = versions;
    if own.tags.len() != here.tags.len() {
        return file.tags.clone();
    }
    // Some formats write tags otherwise than they are; each stands where the one here does.
    let kept = own.tags.iter().zip(&here.tags).filter(|(own, _)| file.tags.contains(own));
    let mut tags: Vec<String> = kept.map(|(_, here)| here.clone()).collect();
    tags.extend(file.tags.iter().filter(|tag| !own.tags.contains(tag)).cloned());
    tags
}

/// What a change of a part is called.
pub(super) fn names_of(here: &Annotation, change: &Change) -> Vec<FileChange> {
    match change {
        Change::Spans(_) => vec![FileChange::Extent],
        Change::Note(_) => vec![FileChange::Comment],
        Change::Tags(_) => vec![FileChange::Tags],
        Change::Verdict(_) => vec![FileChange::Verdict],
        Change::Origin(_) | Change::Finding(_) | Change::Learned(_) | Change::Made(_) => vec![],
        Change::Body(body) => match (&here.body, body) {
            (Body::Quote(old), Body::Quote(new)) => {
                let label = (old.kind != new.kind).then_some(FileChange::Label);
                label.into_iter().chain((old.speaker != new.speaker).then_some(FileChange::Speaker)).collect()
            }
            (Body::Entity(old), Body::Entity(new)) => {
                let label = (old.kind != new.kind).then_some(FileChange::Label);
                label.into_iter().chain((old.name != new.name).then_some(FileChange::Name)).collect()
            }
            (Body::Date(old), Body::Date(new)) => {
                let label = (old.kind != new.kind).then_some(FileChange::Label);
                label.into_iter().chain((old.value != new.value).then_some(FileChange::Value)).collect()
            }
            _ => vec![FileChange::Label],
        },
    }
}

/// Whether two annotations of one sort share words.
pub(super) fn is_rival(a: &Annotation, b: &Annotation) -> bool {
    is_of_one_sort(a, b) && a.spans.iter().any(|x| b.spans.iter().any(|y| x.overlaps(*y)))
}

/// Whether all spans of an annotation are spans of another of its sort: the two were joined.
pub(super) fn is_part_of(part: &Annotation, whole: &Annotation) -> bool {
    is_of_one_sort(part, whole) && part.spans.iter().all(|span| whole.spans.as_slice().contains(span))
}

/// Whether a name is a piece of one with the same label: formats of tokens end names with the sentence, and write the
/// longest of several that cross.
pub(super) fn is_piece_of(piece: &Annotation, whole: &Annotation) -> bool {
    let is_name = matches!(piece.body, Body::Entity(_) | Body::Date(_));
    is_name && label(&piece.body) == label(&whole.body) && whole.spans.hull().covers(piece.spans.hull())
}
