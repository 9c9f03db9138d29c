//! Names: who speaks, what things are called, and which words say so.

use super::planned::{Plan, changed, owned};
use super::request::ActionError;
use crate::annotation::{Annotation, Body, Entity, Id, Quote, Relation, RelationKind};
use crate::edit::{Change, Edit};
use crate::session::article::Session;
use crate::session::spans::by_paragraph;
use crate::session::words::fold_blanks;
use crate::span::Span;
use crate::strings;

fn with_speaker(annotation: &Annotation, name: &str) -> Result<Edit, ActionError> {
    let Body::Quote(quote) = &annotation.body else {
        return Err(ActionError::DoesNotFit(strings::ONLY_QUOTATIONS_SPEAK));
    };
    let name = fold_blanks(name);
    let speaker = (!name.is_empty()).then_some(name);
    changed(annotation, [Change::Body(Body::Quote(Quote { speaker, ..quote.clone() }))])
}

pub(super) fn set_speaker(annotation: &Annotation, name: &str) -> Result<Plan, ActionError> {
    let edit = with_speaker(annotation, name)?;
    let name = fold_blanks(name);
    let said = if name.is_empty() {
        strings::NO_SPEAKER.to_owned()
    } else {
        strings::fill(strings::SAID_SPEAKER, &[&name])
    };
    Ok(Plan::new(strings::SET_SPEAKER, edit, said))
}

pub(super) fn set_mention(
    session: &Session,
    annotation: &Annotation,
    span: Span,
    kind: RelationKind,
) -> Result<Plan, ActionError> {
    let Body::Quote(quote) = &annotation.body else {
        return Err(ActionError::DoesNotFit(strings::QUOTATION_FIRST));
    };
    let body = if kind == RelationKind::SpokenBy { Body::Speaker } else { Body::Cue };
    let spans =
        by_paragraph(&session.document, [span]).ok_or(ActionError::Nothing(strings::NO_TEXT_SELECTED))?;
    let from = annotation.id;
    let (old, to) = (former_mentions(session, from, kind), session.set.fresh_id());
    let mention = Annotation::by_reader(to, spans.clone(), body);
    let mut edits = old;
    edits.extend([Edit::Add(Box::new(mention)), Edit::Link(Relation { kind, from, to })]);
    if kind == RelationKind::SpokenBy {
        let within = session.set.overlapping(spans.hull()).find_map(|(a, _)| a.entity());
        let name =
            within.map_or_else(|| fold_blanks(session.document.slice(spans.first())), |e| e.name.clone());
        let body = Body::Quote(Quote { speaker: Some(name), ..quote.clone() });
        edits.push(Edit::Set(from, Change::Body(body)));
    }
    edits.extend(owned(from));
    let label = if kind == RelationKind::SpokenBy { strings::SET_SPEAKER } else { strings::SET_CUE };
    Ok(Plan { select: Some(from), ..Plan::new(label, Edit::Batch(edits), label) })
}

/// What takes a quotation's speaker or cue away: the tie, and the mention with it where it is nobody else's.
fn former_mentions(session: &Session, from: Id, kind: RelationKind) -> Vec<Edit> {
    let ties = session.set.relations_of(from).into_iter().filter(|r| r.from == from && r.kind == kind);
    let is_alone = |r: &Relation| session.set.relations_of(r.to).len() == 1;
    ties.map(|r| if is_alone(&r) { Edit::Remove(r.to) } else { Edit::Unlink(r) }).collect()
}

fn with_name(annotation: &Annotation, name: &str) -> Result<Edit, ActionError> {
    let Body::Entity(entity) = &annotation.body else {
        return Err(ActionError::DoesNotFit(strings::ONLY_ENTITIES_NAMED));
    };
    let name = fold_blanks(name);
    if name.is_empty() {
        return Err(ActionError::Nothing(strings::EMPTY_NAME));
    }
    changed(annotation, [Change::Body(Body::Entity(Entity { name, ..entity.clone() }))])
}

pub(super) fn set_name(annotation: &Annotation, name: &str) -> Result<Plan, ActionError> {
    Ok(Plan::new(
        strings::CHANGE_NAME,
        with_name(annotation, name)?,
        strings::fill(strings::SAID_NAME, &[&fold_blanks(name)]),
    ))
}

/// What these are called, or who speaks them.
pub(super) fn rename(annotations: &[&Annotation], name: &str) -> Result<Plan, ActionError> {
    let renamed = |a: &&Annotation| match &a.body {
        Body::Quote(_) => with_speaker(a, name),
        _ => with_name(a, name),
    };
    let mut edits = vec![];
    for edit in annotations.iter().map(renamed) {
        match edit {
            Ok(edit) => edits.push(edit),
            Err(ActionError::Nothing(_)) if !name.trim().is_empty() => {}
            Err(error) => return Err(error),
        }
    }
    if edits.is_empty() {
        return Err(ActionError::Nothing(strings::NAMED_SO));
    }
    let said = strings::fill(
        strings::SAID_RENAMED,
        &[&crate::view::count(edits.len(), strings::ANNOTATIONS), &fold_blanks(name)],
    );
    Ok(Plan::new(strings::RENAME, Edit::Batch(edits), said))
}
