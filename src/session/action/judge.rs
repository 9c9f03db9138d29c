//! Verdicts: one, or many as one step.

use super::planned::Plan;
use super::request::ActionError;
use crate::annotation::{Annotation, Id, Origin, Verdict};
use crate::edit::{Change, Edit};
use crate::session::article::Session;
use crate::sorting::Sorting as _;
use crate::strings;
use crate::view::count;

pub(super) fn one(annotation: &Annotation, verdict: Verdict) -> Result<Plan, ActionError> {
    if annotation.verdict == verdict {
        return Err(ActionError::Nothing(strings::SO_ALREADY));
    }
    let edit = judged(annotation, verdict);
    Ok(match verdict {
        Verdict::Confirmed => Plan::new(strings::CONFIRM, edit, strings::CONFIRMED),
        Verdict::Rejected => Plan::new(strings::REJECT, edit, strings::SAID_REJECTED_ONE),
        Verdict::Open => Plan::new(strings::REOPEN, edit, strings::SAID_REOPENED),
    })
}

/// What gives an annotation a reader's verdict. One that the word list gave is then no more.
fn judged(annotation: &Annotation, verdict: Verdict) -> Edit {
    let judge = Edit::Set(annotation.id, Change::Verdict(verdict));
    if annotation.is_rejected_by_list() {
        return Edit::Batch(vec![judge, Edit::Set(annotation.id, Change::Learned(None))]);
    }
    judge
}

/// Judges all mentions of a name that are of the same kind and have the same verdict; one annotation of another sort.
pub(super) fn name(
    session: &Session,
    annotation: &Annotation,
    verdict: Verdict,
) -> Result<Plan, ActionError> {
    let Some(entity) = annotation.entity() else { return one(annotation, verdict) };
    let is_same = |a: &&Annotation| a.entity() == Some(entity) && a.verdict == annotation.verdict;
    let mentions: Vec<&Annotation> = session.set.in_order().filter(is_same).collect();
    let plan = one(annotation, verdict)?;
    if mentions.len() < 2 || annotation.verdict == verdict {
        return Ok(plan);
    }
    let said = if verdict == Verdict::Confirmed {
        strings::SAID_CONFIRMED_NAME
    } else {
        strings::SAID_REJECTED_NAME
    };
    let said = strings::fill(said, &[&mentions.len(), &entity.name]);
    let edits = mentions.into_iter().map(|a| judged(a, verdict)).collect();
    Ok(Plan { edit: Edit::Batch(edits), said, ..plan })
}

pub(super) fn all(annotations: &[&Annotation], verdict: Verdict) -> Result<Plan, ActionError> {
    let mut differing: Vec<&Annotation> =
        annotations.iter().copied().filter(|a| a.verdict != verdict).collect();
    differing.order_by_key(|a| a.id);
    differing.dedup_by_key(|a| a.id);
    if differing.is_empty() {
        return Err(ActionError::Nothing(strings::ALL_SO_ALREADY));
    }
    let said = count(differing.len(), strings::ANNOTATIONS);
    let edits = differing.into_iter().map(|a| judged(a, verdict)).collect();
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
    alone.order();
    alone.dedup();
    std::iter::once(id).chain(alone).collect()
}
