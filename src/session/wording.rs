//! Two wordings of a quotation, compared word by word.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffTag};

use super::article::Session;
use crate::anchor::word_key;
use crate::annotation::{Annotation, Spans};
use crate::document::Document;

/// Words of a quotation in two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// Two wordings word by word. Words that differ in their form alone are the same.
pub(crate) fn compare(before: &str, after: &str) -> Vec<DiffPart> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split(' ').collect(), after.split(' ').collect());
    let keys = |words: &[&str]| words.iter().map(|word| word_key(word)).collect::<Vec<_>>();
    let mut pieces = vec![];
    for op in similar::capture_diff_slices(Algorithm::Patience, &keys(&old), &keys(&new)) {
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

impl Session {
    /// The words that an annotation had, compared with those that it has.
    pub(crate) fn compare_words(&self, before: &str, annotation: &Annotation) -> Vec<DiffPart> {
        compare(before, &fold_words(&self.document, &annotation.spans))
    }
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
