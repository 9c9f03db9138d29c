//! Brings an article up to date with the journal.

use super::article::StoredArticle;
use super::journal::JournalEntry;
use crate::annotation::Spans;
use crate::document::Document;
use crate::edit::{Change, Edit, WrittenParts, merge};

/// Applies the entries of the journal of this name that the record does not include, in the journal's order. Returns
/// how many it applied.
pub(crate) fn replay<'a>(
    stored: &mut StoredArticle,
    journal: u64,
    entries: impl IntoIterator<Item = (u64, &'a JournalEntry)>,
) -> usize {
    let mut applied = 0;
    for (key, entry) in entries {
        let step = &entry.logged.step;
        if stored.journal_position.includes(journal, key, entry) || !fits(&stored.document, &step.edit) {
            continue;
        }
        let inverse = merge(&mut stored.set, step.edit.clone(), &WrittenParts::default());
        stored.history.follow(entry.logged.history_move, &step.label, inverse);
        applied += 1;
    }
    applied
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
