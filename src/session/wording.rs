//! Two wordings of a quotation, compared word by word.

use similar::{Algorithm, DiffTag};

use crate::annotation::Spans;
use crate::document::Document;

/// Words of a quotation in two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DiffPart {
    Same(String),
    Removed(String),
    Added(String),
}

/// A passage on one line; a split one with a sign between its parts.
pub(super) fn fold_words(document: &Document, spans: &Spans) -> String {
    spans.iter().map(|&span| fold(document.slice(span))).collect::<Vec<_>>().join(" … ")
}

pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Two wordings word by word.
pub(super) fn compare(before: &str, after: &str) -> Vec<DiffPart> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split(' ').collect(), after.split(' ').collect());
    let mut pieces = vec![];
    for op in similar::capture_diff_slices(Algorithm::Patience, &old, &new) {
        let gone = || old[op.old_range()].join(" ");
        let fresh = || new[op.new_range()].join(" ");
        match op.tag() {
            DiffTag::Equal => pieces.push(DiffPart::Same(gone())),
            DiffTag::Delete => pieces.push(DiffPart::Removed(gone())),
            DiffTag::Insert => pieces.push(DiffPart::Added(fresh())),
            DiffTag::Replace => pieces.extend([DiffPart::Removed(gone()), DiffPart::Added(fresh())]),
        }
    }
    pieces
}

/// The share of the words of both that are the same, in per cent.
pub(super) fn likeness(pieces: &[DiffPart]) -> usize {
    let count = |text: &str| text.split(' ').count();
    let (mut same, mut all) = (0, 0);
    for piece in pieces {
        match piece {
            DiffPart::Same(text) => {
                same += 2 * count(text);
                all += 2 * count(text);
            }
            DiffPart::Removed(text) | DiffPart::Added(text) => all += count(text),
        }
    }
    (100 * same).checked_div(all).unwrap_or(0)
}
