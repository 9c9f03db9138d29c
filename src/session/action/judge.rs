//! Verdicts: one, or many as one step.

use super::planned::Plan;
use super::request::ActionError;
use crate::annotation::{Annotation, Id, Origin, Verdict};
use crate::edit::{Change, Edit};
use crate::session::article::Session;
use crate::strings;
use crate::view::count;

pub(super) fn one(annotation: &Annotation, verdict: Verdict) -> Result<Plan, ActionError> {
    if annotation.verdict == verdict {
        return Err(ActionError::Nothing(strings::SO_ALREADY));
    }
    let edit = Edit::Set(annotation.id, Change::Verdict(verdict));
    Ok(match verdict {
        Verdict::Confirmed => Plan::new(strings::CONFIRM, edit, strings::CONFIRMED),
        Verdict::Rejected => Plan::new(strings::REJECT, edit, strings::SAID_REJECTED_ONE),
        Verdict::Open => Plan::new(strings::REOPEN, edit, strings::SAID_REOPENED),
    })
}

pub(super) fn all(annotations: &[&Annotation], verdict: Verdict) -> Result<Plan, ActionError> {
    let differing = annotations.iter().filter(|a| a.verdict != verdict);
    let mut ids: Vec<Id> = differing.map(|a| a.id).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Err(ActionError::Nothing(strings::ALL_SO_ALREADY));
    }
    let said = count(ids.len(), strings::ANNOTATIONS);
    let edits = ids.into_iter().map(|id| Edit::Set(id, Change::Verdict(verdict))).collect();
    Ok(match verdict {
        Verdict::Confirmed => Plan::new(
            strings::CONFIRM_ALL,
            Edit::Batch(edits),
            strings::fill(strings::SAID_CONFIRMED, &[&said]),
        ),
        Verdict::Rejected => {
            let said = strings::fill(strings::SAID_REJECTED, &[&said]);
            Plan::new(strings::REJECT_ALL, Edit::Batch(edits), said)
        }
        Verdict::Open => Plan::new(
            strings::REOPEN_ALL,
            Edit::Batch(edits),
            strings::fill(strings::SAID_OPEN_AGAIN, &[&said]),
        ),
    })
}

pub(super) fn delete(session: &Session, annotation: &Annotation) -> Plan {
    if annotation.origin != Origin::Reader {
        let edit = Edit::Set(annotation.id, Change::Verdict(Verdict::Rejected));
        return Plan::new(strings::DELETE, edit, strings::SAID_DELETED_LISTED);
    }
    let edits = removal(session, annotation.id).into_iter().map(Edit::Remove).collect();
    Plan::new(strings::DELETE, Edit::Batch(edits), strings::DELETED)
}

/// An annotation, and the cue and speaker that are nobody else's.
pub(super) fn removal(session: &Session, id: Id) -> Vec<Id> {
    let parts = session.set.relations_of(id).into_iter().filter(|r| r.from == id);
    let mut alone: Vec<Id> =
        parts.map(|r| r.to).filter(|&to| session.set.relations_of(to).len() == 1).collect();
    alone.sort_unstable();
    alone.dedup();
    std::iter::once(id).chain(alone).collect()
}
