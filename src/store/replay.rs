//! Brings an article up to date with the journal.

use std::collections::{BTreeMap, BTreeSet};

use super::article::StoredArticle;
use super::journal::{JournalEntry, StepNumber};
use crate::annotation::{Id, Spans};
use crate::document::Document;
use crate::edit::{Change, Edit, apply, merge};
use crate::sorting::CollectSorted as _;

/// What of the journal an article was brought up to date with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReplayReport {
    /// How many entries were applied.
    pub applied: usize,
    /// The keys of entries that were left out, because one that they may need cannot be read, and their steps.
    pub skipped: Vec<(u64, StepNumber)>,
    /// The last known steps of visits whose later ones must be made again when the journal has them, although the record
    /// includes them: an earlier one was missing there, and is made now.
    pub withdrawn: Vec<StepNumber>,
}

impl ReplayReport {
    /// Whether the later steps of a visit are made again, so that earlier ones do not undo them.
    fn withdraws_of(&self, visit: u64) -> bool {
        self.withdrawn.iter().any(|(other, _)| *other == visit)
    }
}

/// Applies the entries of the journal of this name that the record does not include, in the journal's order. If there is
/// an entry under the key `gap`, it cannot be read and may be of this article. After it, a step is applied as a whole or
/// not at all: what it builds on may be missing.
pub(crate) fn replay_around<'a>(
    stored: &mut StoredArticle,
    journal: u64,
    entries: impl IntoIterator<Item = (u64, &'a JournalEntry)>,
    gap: Option<u64>,
) -> ReplayReport {
    let entries = without_copies(entries);
    if entries.is_empty() {
        return ReplayReport::default();
    }
    let position = stored.journal_position.clone();
    let is_included = |(key, entry): &(u64, &JournalEntry)| position.includes(journal, *key, entry);
    let first = entries.iter().position(|entry| !is_included(entry)).unwrap_or(entries.len());
    // An older version cannot read each entry.
    let regained = entries.iter().find(|(key, entry)| position.could_not_read(journal, *key, entry));
    let regained = regained.map(|(key, _)| *key);
    // The last steps of a visit may be in the record, and not in the journal yet. What came before them cannot be made
    // again then: they would be undone.
    let last_numbers: BTreeMap<u64, u64> = entries.iter().map(|(_, entry)| entry.step_number()).collect_map();
    let is_whole = |visit: u64| last_numbers.get(&visit).copied() >= position.last_of(visit);
    let mut changed: BTreeSet<Id> = BTreeSet::new();
    let mut report = ReplayReport::default();
    for (key, entry) in &entries[first..] {
        let step = &entry.logged.step;
        if !fits(&stored.document, &step.edit) {
            continue;
        }
        if is_included(&(*key, entry)) {
            // It was made before an earlier one arrived. Made again, it has the last word.
            let touched = step.edit.touched();
            let is_last = is_whole(entry.visit) || report.withdraws_of(entry.visit);
            if touched.iter().any(|id| changed.contains(id)) && is_last {
                merge(&mut stored.set, step.edit.clone());
                changed.extend(touched);
            }
            continue;
        }
        let is_after_gap = gap.is_some_and(|gap| gap < *key);
        changed.extend(step.edit.touched());
        if position.misses(entry.step_number()) && !is_whole(entry.visit) {
            report.withdrawn.push((entry.visit, last_numbers[&entry.visit]));
        }
        let history_move = entry.logged.history_move;
        let is_expected = !is_after_gap || stored.history.expects(history_move, step);
        // What was left out once stays out as long as the gap is there: every reload shows the same. Where an entry before
        // it can be read now, what it builds on may be there.
        let is_regained = regained.is_some_and(|regained| regained < *key);
        if is_after_gap && !is_regained && position.leaves_out(journal, *key) {
            report.skipped.push((*key, entry.step_number()));
            continue;
        }
        let inverse = if is_after_gap {
            let Ok(inverse) = apply(&mut stored.set, step.edit.clone()) else {
                report.skipped.push((*key, entry.step_number()));
                continue;
            };
            inverse
        } else {
            merge(&mut stored.set, step.edit.clone())
        };
        if is_expected {
            stored.history.follow(history_move, &step.label, inverse);
        }
        report.applied += 1;
    }
    report
}

/// A tab that lost its journal writes its steps again: where two tabs do so, a step stands there twice.
pub(crate) fn without_copies<'a>(
    entries: impl IntoIterator<Item = (u64, &'a JournalEntry)>,
) -> Vec<(u64, &'a JournalEntry)> {
    let mut last_numbers = BTreeMap::new();
    let is_first = |(_, entry): &(u64, &JournalEntry)| {
        let last = last_numbers.entry(entry.visit).or_insert(0);
        let is_first = *last < entry.number;
        *last = entry.number.max(*last);
        is_first
    };
    entries.into_iter().filter(is_first).collect()
}

/// Whether all spans that a change names are in the text.
pub(crate) fn fits(document: &Document, edit: &Edit) -> bool {
    match edit {
        Edit::Add(annotation) => spans_fit(document, &annotation.spans),
        Edit::Set(_, Change::Spans(spans)) => spans_fit(document, spans),
        Edit::Batch(edits) => edits.iter().all(|edit| fits(document, edit)),
        _ => true,
    }
}

/// Whether spans are in the text, between characters.
pub(super) fn spans_fit(document: &Document, spans: &Spans) -> bool {
    spans.iter().all(|span| span.get(document.text()).is_some())
}
