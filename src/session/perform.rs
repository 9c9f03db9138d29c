//! Doing what a reader asks for.

use super::action::{Action, ActionError, MarkKind, plan};
use super::article::{Changed, NarrowerStep, Session};
use super::counts::name_of;
use crate::annotation::Id;
use crate::strings;

impl Session {
    /// Does what a reader asked for, as one step.
    pub(crate) fn perform(&mut self, action: Action) -> Result<Changed, ActionError> {
        let renamed = match &action {
            Action::SetSpeaker { id, .. } | Action::SetName { id, .. } => Some(*id),
            _ => None,
        };
        let former = renamed.and_then(|id| self.set.get(id)).and_then(name_of).map(str::to_owned);
        let narrower = narrower(&action);
        let plan = plan(self, action)?;
        let all = plan.edit.touched().len();
        let edit = self.signed(plan.edit);
        let changed = self.apply(plan.label, edit)?;
        if let Some(id) = plan.select {
            self.select(Some(id));
        }
        if let Some(id) = renamed {
            self.make_offer(id, former);
        }
        self.narrower = narrower.filter(|_| 1 < all).map(|(id, action)| NarrowerStep { id, all, action });
        Ok(Changed { said: plan.said, ..changed })
    }

    /// What was just done to all mentions of a name, and could have been for one.
    pub(crate) fn narrower(&self) -> Option<&NarrowerStep> {
        self.narrower.as_ref()
    }

    /// Has what was just done to all mentions of a name done to one alone.
    pub(crate) fn only_this(&mut self) -> Result<Changed, ActionError> {
        let Some(NarrowerStep { id, action, .. }) = self.narrower.take() else {
            return Err(ActionError::Nothing(strings::NOTHING_NARROWER));
        };
        let undone = self.undo()?.unwrap_or_default();
        let changed = self.perform(action)?;
        self.select(Some(id));
        Ok(Changed { paragraphs: &undone.paragraphs | &changed.paragraphs, ..changed })
    }

    /// Gives all of these a name. Where that carries on the change of one name which was just made, the two become
    /// one step.
    pub(crate) fn rename(&mut self, mut ids: Vec<Id>, name: String) -> Result<Changed, ActionError> {
        let Some(id) = self.offer().filter(|offer| offer.to == name).map(|offer| offer.id) else {
            return self.perform(Action::Rename { ids, name });
        };
        ids.push(id);
        let undone = self.undo()?.unwrap_or_default();
        match self.perform(Action::Rename { ids, name }) {
            Ok(changed) => Ok(Changed { paragraphs: &undone.paragraphs | &changed.paragraphs, ..changed }),
            Err(error) => {
                self.redo()?;
                Err(error)
            }
        }
    }
}

/// What an action on all mentions of a name is for one of them.
fn narrower(action: &Action) -> Option<(Id, Action)> {
    match *action {
        Action::ConfirmName { id } => Some((id, Action::Confirm { id })),
        Action::RejectName { id } => Some((id, Action::Reject { id })),
        Action::SetNameKind { id, kind } => Some((id, Action::SetKind { id, label: MarkKind::Entity(kind) })),
        _ => None,
    }
}
