//! What storage asks of a session: its steps, to be saved, and to apply the steps of other tabs.

use super::action::ActionError;
use super::article::{Changed, Session};
use crate::annotation::AnnotationSet;
use crate::edit::{self, Edit, LoggedStep};

impl Session {
    /// What was done since this was last asked.
    pub(crate) fn take_log(&mut self) -> Vec<LoggedStep> {
        std::mem::take(&mut self.log)
    }

    /// Has the ids of new annotations come from a id_range that no other tab uses.
    pub(crate) fn set_id_range(&mut self, id_range: u32) {
        self.set.set_id_range(id_range);
    }

    /// Makes changes that come from a back-up, as one step that can be undone.
    pub(crate) fn perform_restored(&mut self, label: &str, edits: Vec<Edit>) -> Result<Changed, ActionError> {
        Ok(self.apply(label, Edit::Batch(edits))?)
    }

    /// Brings in a change that was made in another tab, before the `later` changes of this one, which are made again. It
    /// is not this tab's to undo. Gives the change that takes it back, for that tab's history.
    pub(crate) fn merge(&mut self, edit: Edit, later: Vec<Edit>) -> (Edit, Changed) {
        self.merge_by(edit, later, edit::merge)
    }

    /// The same, all or nothing; `None` where a part of the change cannot be made. For a step that may build on one that
    /// cannot be read.
    pub(crate) fn merge_whole(&mut self, edit: Edit, later: Vec<Edit>) -> Option<Changed> {
        let (inverse, changed) = self.merge_by(edit, later, |set, edit| edit::apply(set, edit).ok());
        inverse.map(|_| changed)
    }

    fn merge_by<T>(
        &mut self,
        edit: Edit,
        later: Vec<Edit>,
        merge: impl FnOnce(&mut AnnotationSet, Edit) -> T,
    ) -> (T, Changed) {
        // What grows here would stand between the steps of both tabs, which have it not: its end brings it again.
        let dropped = self.drop_growing().paragraphs;
        let mut ids = edit.touched();
        ids.extend(later.iter().flat_map(Edit::touched));
        let before = self.drawn(&ids);
        let counted = self.count_out(&ids);
        let inverse = merge(&mut self.set, edit);
        for edit in later {
            edit::merge(&mut self.set, edit);
        }
        self.follow_details();
        self.count_in(counted, &ids);
        (inverse, Changed { paragraphs: &(&before | &self.drawn(&ids)) | &dropped, said: String::new() })
    }
}
