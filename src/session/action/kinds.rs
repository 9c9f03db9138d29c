//! Kinds: of one annotation, of all mentions of a name, of many at once.

use super::mark::body_for;
use super::planned::{Plan, changed};
use super::request::{ActionError, MarkKind};
use crate::annotation::{Annotation, Body, Entity, EntityKind, Origin, Quote, is_shown};
use crate::edit::{Change, Edit};
use crate::session::article::Session;
use crate::strings;

pub(super) fn set_kind(
    session: &Session,
    annotation: &Annotation,
    label: MarkKind,
) -> Result<Plan, ActionError> {
    let body = fitting(annotation, label).unwrap_or_else(|| body_for(session, &annotation.spans, label));
    let said = strings::fill(strings::SAID_KIND, &[&crate::view::describe(&body).to_lowercase()]);
    Ok(Plan::new(strings::CHANGE_KIND, changed(annotation, [Change::Body(body)])?, said))
}

/// Gives a kind to all mentions of a name. What a reader has made another kind than this mention stays.
pub(super) fn set_name_kind(
    session: &Session,
    annotation: &Annotation,
    kind: EntityKind,
) -> Result<Plan, ActionError> {
    let label = MarkKind::Entity(kind);
    let Some(Entity { name, kind: old }) = annotation.entity() else {
        return set_kind(session, annotation, label);
    };
    let follows = |a: &&Annotation| {
        is_shown(&session.set, a)
            && a.entity().is_some_and(|e| e.name == *name && (e.kind == *old || a.origin != Origin::Reader))
    };
    let mentions: Vec<&Annotation> =
        session.set.in_order().filter(|a| a.id == annotation.id || follows(a)).collect();
    let edits = with_kind(&mentions, label)?;
    if edits.len() < 2 {
        return set_kind(session, annotation, label);
    }
    let said = strings::fill(
        strings::SAID_KIND_OF_ALL,
        &[&crate::view::entity_kind(kind).to_lowercase(), &edits.len(), name],
    );
    Ok(Plan::new(strings::CHANGE_KIND, Edit::Batch(edits), said))
}

/// Gives a kind to all of these that it fits.
pub(super) fn set_kinds(annotations: &[&Annotation], label: MarkKind) -> Result<Plan, ActionError> {
    let edits = with_kind(annotations, label)?;
    if edits.is_empty() {
        return Err(ActionError::Nothing(strings::ALL_SO_ALREADY));
    }
    let said = crate::view::count(edits.len(), strings::ANNOTATIONS);
    let said = strings::fill(strings::SAID_KINDS, &[&said]);
    Ok(Plan::new(strings::CHANGE_KIND, Edit::Batch(edits), said))
}

/// The edits that give a kind to those of these that it fits and that are of another.
fn with_kind(annotations: &[&Annotation], label: MarkKind) -> Result<Vec<Edit>, ActionError> {
    let mut edits = vec![];
    for annotation in annotations {
        let Some(body) = fitting(annotation, label) else { continue };
        match changed(annotation, [Change::Body(body)]) {
            Ok(edit) => edits.push(edit),
            Err(ActionError::Nothing(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(edits)
}

/// An annotation's body with another kind of the same sort; `None` where it is of another sort.
fn fitting(annotation: &Annotation, label: MarkKind) -> Option<Body> {
    match (&annotation.body, label) {
        (Body::Quote(quote), MarkKind::QuoteOf(kind)) => Some(Body::Quote(Quote { kind, ..quote.clone() })),
        (Body::Entity(entity), MarkKind::Entity(kind)) => {
            Some(Body::Entity(Entity { kind, ..entity.clone() }))
        }
        _ => None,
    }
}
