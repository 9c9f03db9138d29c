//! Which edit does what a reader asks for.

use super::planned::Plan;
use super::request::{Action, ActionError};
use super::{details, extent, judge, kinds, mark, mention, names, occurrences, texts};
use crate::annotation::{Annotation, Id, Verdict};
use crate::edit::EditError;
use crate::session::article::Session;
use crate::span::Span;
use crate::strings;

/// The edit that does what a reader asks for.
pub(in crate::session) fn plan(session: &Session, action: Action) -> Result<Plan, ActionError> {
    let annotation = |id| session.set.get(id).ok_or(ActionError::Edit(EditError::Missing(id)));
    let all = |ids: Vec<Id>| ids.into_iter().map(annotation).collect::<Result<Vec<&Annotation>, _>>();
    check_passage(session, &action)?;
    match action {
        Action::Confirm { id } => judge::one(annotation(id)?, Verdict::Confirmed),
        Action::Reject { id } => judge::one(annotation(id)?, Verdict::Rejected),
        Action::ConfirmAll { ids } => judge::all(&all(ids)?, Verdict::Confirmed),
        Action::RejectAll { ids } => judge::all(&all(ids)?, Verdict::Rejected),
        Action::ConfirmName { id } => judge::name(session, annotation(id)?, Verdict::Confirmed),
        Action::RejectName { id } => judge::name(session, annotation(id)?, Verdict::Rejected),
        Action::Delete { id } => Ok(judge::delete(session, annotation(id)?)),
        Action::Mark { span, label } => mark::passage(session, span, label),
        Action::MarkAll { id } => occurrences::mark_free(session, annotation(id)?),
        Action::MarkOccurrences { id, starts } => occurrences::mark(session, annotation(id)?, &starts),
        Action::SetKind { id, label } => kinds::set_kind(session, annotation(id)?, label),
        Action::SetNameKind { id, kind } => kinds::set_name_kind(session, annotation(id)?, kind),
        Action::SetKinds { ids, label } => kinds::set_kinds(&all(ids)?, label),
        Action::SetSpeaker { id, name } => names::set_speaker(annotation(id)?, &name),
        Action::SetName { id, name } => names::set_name(annotation(id)?, &name),
        Action::Rename { ids, name } => names::rename(&all(ids)?, &name),
        Action::SetMention { id, span, kind } => mention::set_mention(session, annotation(id)?, span, kind),
        Action::SetValue { id, value } => texts::set_value(annotation(id)?, &value),
        Action::SetNote { id, note } => texts::set_note(annotation(id)?, note),
        Action::SetDetails { details } => details::set_details(session, *details),
        Action::SetTags { id, tags } => texts::set_tags(annotation(id)?, &tags),
        Action::Resize { id, edge, towards } => extent::resize(session, annotation(id)?, edge, towards),
        Action::MoveEdge { id, edge, to } => extent::move_edge(session, annotation(id)?, edge, to),
        Action::Include { id, span } => extent::include(session, annotation(id)?, span),
        Action::Exclude { id, span } => extent::exclude(session, annotation(id)?, span),
        Action::Split { id, at } => extent::split(session, annotation(id)?, at),
        Action::Join { id, other } => extent::join(session, annotation(id)?, annotation(other)?),
    }
}

/// Refuses an action on a passage that does not lie in the text.
fn check_passage(session: &Session, action: &Action) -> Result<(), ActionError> {
    let span = match *action {
        Action::Mark { span, .. }
        | Action::SetMention { span, .. }
        | Action::Include { span, .. }
        | Action::Exclude { span, .. } => span,
        Action::MoveEdge { to: at, .. } | Action::Split { at, .. } => Span::new(at, at),
        _ => return Ok(()),
    };
    let words = span.get(session.document.text());
    words.map(|_| ()).ok_or(ActionError::Nothing(strings::NOT_IN_THIS_TEXT))
}
