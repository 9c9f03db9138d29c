//! Doing what a reader asks for.

use super::action::{Action, ActionError, plan};
use super::article::{Changed, Session};
use super::counts::name_of;
use crate::annotation::Id;

impl Session {
    /// Does what a reader asked for, as one step.
    pub(crate) fn perform(&mut self, action: Action) -> Result<Changed, ActionError> {
        let renamed = match &action {
            Action::SetSpeaker { id, .. } | Action::SetName { id, .. } => Some(*id),
            _ => None,
        };
        let former = renamed.and_then(|id| self.set.get(id)).and_then(name_of).map(str::to_owned);
        let plan = plan(self, action)?;
        let changed = self.apply(plan.label, plan.edit)?;
        if let Some(id) = plan.select {
            self.select(Some(id));
        }
        if let Some(id) = renamed {
            self.make_offer(id, former);
        }
        Ok(Changed { said: plan.said, ..changed })
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
