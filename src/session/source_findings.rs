//! What the sources show of the quotations of the open article, as one step.

use super::action::ActionError;
use super::article::{Changed, Session};
use super::wording::fold_words;
use crate::annotation::{Annotation, Id, Outcome, SourceFinding, is_shown};
use crate::edit::{Change, Edit};
use crate::sorting::CollectSorted as _;
use crate::strings;
use crate::view::{count, outcome_label};

impl Session {
    /// Keeps what a check found with the quotations; those of which it says nothing have no finding any more.
    pub(crate) fn take_findings(
        &mut self,
        findings: Vec<(Id, SourceFinding)>,
    ) -> Result<Changed, ActionError> {
        let said = said(&findings);
        let mut found: std::collections::BTreeMap<Id, SourceFinding> = findings.into_iter().collect_map();
        let quotations = self.set.in_order().filter(|annotation| annotation.quote().is_some());
        let edit = |quotation: &Annotation| {
            let finding = found.remove(&quotation.id).map(Box::new);
            (finding != quotation.finding).then_some(Edit::Set(quotation.id, Change::Finding(finding)))
        };
        let edits: Vec<Edit> = quotations.filter_map(edit).collect();
        if edits.is_empty() {
            return Ok(Changed { said, ..Changed::default() });
        }
        let changed = self.apply(strings::CHECK_SOURCES, Edit::Batch(edits))?;
        Ok(Changed { said, ..changed })
    }

    /// The quotations that were checked, in the order of the text, and what came of each.
    pub(crate) fn findings(&self) -> impl Iterator<Item = (&Annotation, &SourceFinding)> {
        let shown = self.set.in_order().filter(|annotation| is_shown(&self.set, annotation));
        shown.filter_map(|annotation| Some((annotation, annotation.finding.as_deref()?)))
    }

    /// What the sources show of a quotation as it stands now: nothing where its words or its speaker were changed since.
    pub(crate) fn finding_now<'a>(&self, annotation: &'a Annotation) -> Option<&'a SourceFinding> {
        let words = fold_words(&self.document, &annotation.spans);
        let speaker = annotation.quote()?.speaker.as_deref();
        annotation.finding.as_deref().filter(|finding| finding.is_of(&words, speaker))
    }
}

/// `12 quotations checked: 8 verbatim, 3 altered, 1 not found`
fn said(findings: &[(Id, SourceFinding)]) -> String {
    let number = |outcome: Outcome| findings.iter().filter(|(_, found)| found.outcome == outcome).count();
    let counts = Outcome::ALL.into_iter().map(|outcome| (number(outcome), outcome));
    let counts = counts.filter(|(n, _)| 0 < *n);
    let counts: Vec<String> = counts.map(|(n, outcome)| format!("{n} {}", outcome_label(outcome))).collect();
    let all = count(findings.len(), strings::QUOTATIONS);
    strings::fill(strings::SAID_SOURCES_CHECKED, &[&all, &counts.join(", ")])
}
