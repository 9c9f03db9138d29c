//! Which labels of other tools stand in the sets that are read: a label that `--label` names and no set has is told.

use std::collections::BTreeSet;

use pullquote::{Imported, label, meaning};

use crate::report::RunReport;

/// How many labels a message names.
const MOST_SHOWN: usize = 20;

/// The labels without a meaning here, as far as the sets are read.
pub(crate) struct LabelsFound<'a> {
    /// Labels of another tool, with what each is to mean.
    asked: &'a [(String, String)],
    found: BTreeSet<String>,
}

impl<'a> LabelsFound<'a> {
    pub(crate) fn new(asked: &'a [(String, String)]) -> LabelsFound<'a> {
        LabelsFound { asked, found: BTreeSet::new() }
    }

    /// A label without a meaning here is a tag of a note.
    pub(crate) fn look_at(&mut self, set: &Imported) {
        if !self.asked.is_empty() {
            let notes = set.annotations.iter().filter(|annotation| label(&annotation.body) == "Note");
            self.found.extend(notes.flat_map(|note| note.tags.iter().cloned()));
        }
    }

    /// Tells, once for each, the labels that no set has.
    pub(crate) fn tell(&self, report: &mut RunReport) {
        for (theirs, ours) in self.asked {
            let is_it = |found: &String| found.to_lowercase() == theirs.to_lowercase();
            let known = meaning(theirs, "");
            let is_that = known.is_some() && known == meaning(ours, "");
            if is_that || self.found.iter().any(is_it) {
                continue;
            }
            let option = format_args!("--label {theirs}={ours}");
            match known {
                Some(known) => report.note(format_args!(
                    "{option} changes nothing: {theirs} is read as {} in any case",
                    label(&known)
                )),
                None => report.note(format_args!(
                    "{option} changes nothing: no annotation has the label {theirs:?}; {}",
                    self.others()
                )),
            }
        }
    }

    fn others(&self) -> String {
        if self.found.is_empty() {
            return "all labels that there are have a meaning already".to_owned();
        }
        let shown: Vec<&str> = self.found.iter().take(MOST_SHOWN).map(String::as_str).collect();
        let more = if shown.len() < self.found.len() { ", …" } else { "" };
        format!("labels without a meaning are: {}{more}", shown.join(", "))
    }
}
