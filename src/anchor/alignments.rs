//! Alignments that are known already: where the same lines stand many times, the same words meet again and again.

use std::collections::HashMap;

use super::align::{EndGaps, WordPair, align};
use super::words::WordSequence;

/// How many alignments are remembered, some kilobytes each: the passages of a few pages. A text that repeats itself
/// meets the same ones at once, and any other never.
const MOST_KNOWN: usize = 1 << 10;

/// The alignments of passages with parts of a text.
#[derive(Default)]
pub(super) struct KnownAlignments<'t> {
    by_wording: HashMap<(String, &'t str, EndGaps), Vec<WordPair>>,
}

impl<'t> KnownAlignments<'t> {
    /// Aligns some words with some of the text.
    pub(super) fn align(
        &mut self,
        wanted: WordSequence,
        found: WordSequence<'t>,
        ends: EndGaps,
    ) -> Vec<WordPair> {
        let wording = (shown(wanted).to_owned(), shown(found), ends);
        if let Some(known) = self.by_wording.get(&wording) {
            return known.clone();
        }
        let pairs = align(wanted, found, ends);
        if self.by_wording.len() == MOST_KNOWN {
            self.by_wording.clear();
        }
        self.by_wording.insert(wording, pairs.clone());
        pairs
    }
}

/// The text from the first of some words to the last.
fn shown<'a>(sequence: WordSequence<'a>) -> &'a str {
    match sequence.words {
        [] => "",
        [first, ..] => {
            let end = sequence.words.last().map_or(first.end, |word| word.end);
            &sequence.text[first.start as usize..end as usize]
        }
    }
}
