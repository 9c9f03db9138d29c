//! English.

use std::collections::HashSet;
use std::sync::LazyLock;

pub mod speech;

/// The entries of a word list: one a line; lines that begin with `#` are remarks.
pub(crate) fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

macro_rules! word_set {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        static $name: LazyLock<HashSet<&'static str>> = LazyLock::new(|| entries(include_str!($file)).collect());
    };
}

word_set!(ABBREVIATIONS, "en/abbreviations.txt");
word_set!(TITLES, "en/titles.txt");
word_set!(SENTENCE_STARTERS, "en/sentence_starters.txt");
word_set!(ELISIONS, "en/elisions.txt");

/// Whether a word, given without its full stop, is an abbreviation that keeps it: `Mr`, `Sen`, `Inc`.
pub fn is_abbreviation(word: &str) -> bool {
    // Longest entry and some; spares hashing every long word before a full stop.
    word.len() <= 6 && ABBREVIATIONS.contains(word)
}

/// Whether a word (a full stop at its end does not matter) is a title that stands before a name: `Mr`,
/// `President`, `Sen.`.
pub fn is_title(word: &str) -> bool {
    TITLES.contains(word.strip_suffix('.').unwrap_or(word))
}

/// Whether a capitalised word is one that begins sentences far more often than it stands within them.
pub fn begins_sentences(word: &str) -> bool {
    SENTENCE_STARTERS.contains(word)
}

/// Whether a word, given in small letters, is one that is written with an apostrophe before it: `'tis`, `'em`.
pub fn is_elided(word: &str) -> bool {
    ELISIONS.contains(word)
}
