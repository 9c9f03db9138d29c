//! The words by which text is split into tokens and sentences, and apostrophes are told from quotation marks.

use super::folder::Folder;
use super::lists::WordSet;

/// Words at the borders of sentences and tokens.
#[derive(Clone, Debug)]
pub(crate) struct SplittingWords {
    abbreviations: WordSet,
    sentence_starters: WordSet,
    elisions: WordSet,
}

impl SplittingWords {
    pub(super) fn read(folder: &Folder) -> SplittingWords {
        SplittingWords {
            abbreviations: folder.set("abbreviations"),
            sentence_starters: folder.set("sentence_starters"),
            elisions: folder.set("elisions"),
        }
    }

    /// Whether a word, given without its full stop, is an abbreviation that keeps it: `Mr`, `Sen`, `Inc`.
    pub(crate) fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }

    /// Whether a capitalised word is one that begins sentences far more often than it stands within them.
    pub(crate) fn begins_sentences(&self, word: &str) -> bool {
        self.sentence_starters.contains(word)
    }

    /// Whether a word, in any case, is one that is written with an apostrophe before it: `'tis`, `'em`.
    pub(crate) fn is_elided(&self, word: &str) -> bool {
        self.elisions.contains_ignoring_case(word)
    }
}
