//! Values, comments and tags.

use super::planned::{Plan, changed};
use super::request::ActionError;
use crate::annotation::{Annotation, Body, Timex};
use crate::edit::{Change, Edit};
use crate::session::words::fold_blanks;
use crate::strings;

pub(super) fn set_value(annotation: &Annotation, value: &str) -> Result<Plan, ActionError> {
    let Body::Date(timex) = &annotation.body else {
        return Err(ActionError::DoesNotFit(strings::ONLY_DATES_HAVE_VALUES));
    };
    let value = value.trim().to_owned();
    let said = strings::fill(strings::SAID_VALUE, &[&value]);
    let edit = changed(annotation, [Change::Body(Body::Date(Timex { value, ..timex.clone() }))])?;
    Ok(Plan::new(strings::CHANGE_VALUE, edit, said))
}

pub(super) fn set_note(annotation: &Annotation, note: String) -> Result<Plan, ActionError> {
    if annotation.note == note {
        return Err(ActionError::Nothing(strings::SO_ALREADY));
    }
    Ok(Plan::new(strings::COMMENT, Edit::Set(annotation.id, Change::Note(note)), strings::COMMENT_SAVED))
}

pub(super) fn set_tags(annotation: &Annotation, tags: &str) -> Result<Plan, ActionError> {
    let mut list: Vec<String> = vec![];
    for tag in tags.split(',').map(fold_blanks).filter(|t| !t.is_empty()) {
        if !list.contains(&tag) {
            list.push(tag);
        }
    }
    if list == annotation.tags {
        return Err(ActionError::Nothing(strings::SO_ALREADY));
    }
    Ok(Plan::new(strings::TAG, Edit::Set(annotation.id, Change::Tags(list)), strings::TAGS_SAVED))
}
