//! English.

use std::collections::HashSet;
use std::sync::LazyLock;

pub(crate) mod speech;

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
word_set!(AGENCIES, "en/agencies.txt");
word_set!(BOILERPLATE, "en/boilerplate.txt");
word_set!(PEOPLES, "en/peoples.txt");
word_set!(WORKS, "en/works.txt");

/// Whether a word, given without its full stop, is an abbreviation that keeps it: `Mr`, `Sen`, `Inc`.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    // Longest entry and some; spares hashing every long word before a full stop.
    word.len() <= 6 && ABBREVIATIONS.contains(word)
}

/// Whether a word (a full stop at its end does not matter) is a title that stands before a name: `Mr`,
/// `President`, `Sen.`.
pub(crate) fn is_title(word: &str) -> bool {
    TITLES.contains(word.strip_suffix('.').unwrap_or(word))
}

/// Whether a word says of the name or the marked words after it that they are a work's: "the film Limbo".
pub(crate) fn is_work(word: &str) -> bool {
    WORKS.contains(word)
}

/// The entries of the list behind [`is_title`].
pub fn titles() -> impl Iterator<Item = &'static str> {
    entries(include_str!("en/titles.txt"))
}

/// Words that begin or end the names of organisations, in small letters.
pub fn organisation_words() -> impl Iterator<Item = &'static str> {
    entries(include_str!("en/organisation_words.txt"))
}

/// Words that stand beside names, each with what it is to them.
pub fn beside_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    entries(include_str!("en/beside_names.txt"))
        .filter_map(|line| line.split_once(':'))
        .flat_map(|(role, words)| words.split_whitespace().map(move |word| (role, word)))
}

/// Whether a capitalised word is one that begins sentences far more often than it stands within them.
pub fn begins_sentences(word: &str) -> bool {
    SENTENCE_STARTERS.contains(word)
}

/// Whether a word, given in small letters, is one that is written with an apostrophe before it: `'tis`, `'em`.
pub(crate) fn is_elided(word: &str) -> bool {
    ELISIONS.contains(word)
}

/// Whether a byline without a person's name is an agency's or a desk's: `Reuters`, `News Desk`.
pub(crate) fn is_agency(name: &str) -> bool {
    AGENCIES.contains(name)
}

/// Whether a whole line is one that pages set around articles: `Most Popular`, `Read more: Storm on its way`.
pub(crate) fn is_boilerplate(line: &str) -> bool {
    // Entries are shorter; a line that goes on after one may be a headline long.
    if 200 < line.len() {
        return false;
    }
    let sentence = line.trim_end().ends_with(['.', '!', '?']);
    let line = line.to_lowercase();
    let words: Vec<&str> = line.split_whitespace().collect();
    let folded = words.join(" ");
    let whole = folded.trim_matches(|c: char| !c.is_alphanumeric() && !"©()?".contains(c));
    if let ["more", middle @ .., "stories" | "articles" | "headlines" | "videos" | "posts"] = words.as_slice()
    {
        // "More great Courier stories".
        return middle.len() <= 4;
    }
    // No entry that goes on has more than six words.
    BOILERPLATE.contains(whole) || (1..words.len().min(7)).any(|n| goes_on(&words[..n].join(" "), sentence))
}

/// Whether a line, a sentence or not, that begins with these words is boilerplate.
fn goes_on(beginning: &str, sentence: bool) -> bool {
    // The stars of the list: see its head.
    let listed = |stars: &str| BOILERPLATE.contains(format!("{beginning} {stars}").as_str());
    listed("**") || (!sentence && listed("*"))
}

/// Whether a word, as written, names a people, a faith or a political group: `Iraqi`, `Kurds`, `Shia`.
pub fn is_people(word: &str) -> bool {
    PEOPLES.contains(word)
}

/// The entries of the list behind [`is_people`].
#[cfg(any(test, feature = "training"))]
pub fn peoples() -> impl Iterator<Item = &'static str> {
    entries(include_str!("en/peoples.txt"))
}

/// Countries by other names, regions, seas, rivers.
pub fn places() -> impl Iterator<Item = &'static str> {
    entries(include_str!("en/places.txt"))
}

/// Organisations that the news is full of.
pub fn organisations() -> impl Iterator<Item = &'static str> {
    entries(include_str!("en/organisations.txt"))
}
