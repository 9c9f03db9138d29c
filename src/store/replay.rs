//! Brings an article up to date with the journal.

use std::collections::BTreeMap;

use super::article::StoredArticle;
use super::journal::JournalEntry;
use crate::annotation::Spans;
use crate::document::Document;
use crate::edit::{Change, Edit, WrittenParts, merge, merge_whole};

/// What of the journal an article was brought up to date with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReplayReport {
    /// How many entries were applied.
    pub applied: usize,
    /// The keys of entries that were left out, because one that they may need cannot be read.
    pub skipped: Vec<u64>,
}

/// Applies the entries of the journal of this name that the record does not include, in the journal's order. Returns
/// how many it applied.
pub(crate) fn replay<'a>(
    stored: &mut StoredArticle,
    journal: u64,
    entries: impl IntoIterator<Item = (u64, &'a JournalEntry)>,
) -> usize {
    replay_around(stored, journal, entries, None).applied
}

/// The same where the entry under the key `gap` cannot be read, and may be of this article. After it, a step is applied
/// as a whole or not at all: what it builds on may be missing.
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
    let is_included: Vec<bool> =
        entries.iter().map(|(key, entry)| stored.journal_position.includes(journal, *key, entry)).collect();
    let last_included = is_included.iter().rposition(|&is_included| is_included).unwrap_or(0);
    let mut report = ReplayReport::default();
    for (at, (key, entry)) in entries.iter().enumerate() {
        let step = &entry.logged.step;
        if is_included[at] || !fits(&stored.document, &step.edit) {
            continue;
        }
        // The record has steps that come after this one: they hold, as they do in the tab that wrote the record.
        let after = at..at.max(last_included + 1);
        let after = entries[after.clone()].iter().zip(&is_included[after]).filter(|(_, included)| **included);
        let later = WrittenParts::of(after.map(|((_, entry), _)| &entry.logged.step.edit));
        let history_move = entry.logged.history_move;
        if gap.is_some_and(|gap| gap < *key) {
            let Some(inverse) = merge_whole(&mut stored.set, step.edit.clone(), &later) else {
                report.skipped.push(*key);
                continue;
            };
            if stored.history.expects(history_move, step) {
                stored.history.follow(history_move, &step.label, inverse);
            }
        } else {
            let inverse = merge(&mut stored.set, step.edit.clone(), &later);
            stored.history.follow(history_move, &step.label, inverse);
        }
        report.applied += 1;
    }
    report
}

/// A tab that lost its journal writes its steps again: where two tabs do so, a step stands there twice.
fn without_copies<'a>(
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
