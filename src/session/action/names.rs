//! Names: who speaks, and what things are called.

use super::planned::{Plan, changed};
use super::request::ActionError;
use crate::annotation::{Annotation, Body, Entity, Quote};
use crate::edit::{Change, Edit};
use crate::session::words::fold_blanks;
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
