//! One thing that a reader has said of some words.

use serde::{Deserialize, Serialize};

use crate::annotation::EntityKind;

/// The longest words, name or title, in letters. The names of laws and offices are the longest that news has.
pub(super) const LONGEST: usize = 200;

/// What an entry says of its words.
///
/// ```
/// use pullquote::WordSort;
///
/// assert_eq!(serde_json::to_string(&WordSort::NotAQuotation).unwrap(), "\"not-a-quotation\"");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WordSort {
    /// They name something of a kind.
    Name,
    /// Where they stand for a speaker, it is this person: *the Fatah leader*.
    Speaker,
    /// They report speech.
    Cue,
    /// Between quotation marks they are no quotation.
    NotAQuotation,
    /// They are no name of this kind.
    NotAName,
}

/// One thing that a reader has said, with where it was.
///
/// ```
/// use pullquote::{EntityKind, WordEntry, WordSort};
///
/// let entry = WordEntry { kind: Some(EntityKind::Org), ..WordEntry::new(WordSort::NotAName, "Exclusive") };
/// assert!(!entry.is_off);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WordEntry {
    /// What it says of its words.
    pub sort: WordSort,
    /// The words as they stand in articles, with single blanks.
    pub words: String,
    /// What the words name, of [`WordSort::Name`] and [`WordSort::NotAName`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<EntityKind>,
    /// The full name, of [`WordSort::Name`] and [`WordSort::Speaker`]; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What the analysis had said instead; empty where it had said nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub was: String,
    /// The title of the article in which the reader said so; empty where it was written by hand.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The id of that article in the library of the page; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub article: String,
    /// Whether it is switched off: kept, and applied to nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_off: bool,
}

impl WordEntry {
    /// An entry that says nothing else yet.
    pub fn new(sort: WordSort, words: impl Into<String>) -> WordEntry {
        WordEntry {
            sort,
            words: words.into(),
            kind: None,
            name: String::new(),
            was: String::new(),
            title: String::new(),
            article: String::new(),
            is_off: false,
        }
    }

    /// Whether both say the same of the same words, wherever a reader said it.
    pub(crate) fn says_the_same(&self, other: &WordEntry) -> bool {
        self.is_about_the_same(other) && self.kind == other.kind && self.name == other.name
    }

    /// Whether both cannot be followed: they say different things of the same words, or one says that these name something of
    /// a kind, and the other that they do not.
    pub(crate) fn contradicts(&self, other: &WordEntry) -> bool {
        use WordSort::{Name, NotAName};
        let denies = matches!((self.sort, other.sort), (Name, NotAName) | (NotAName, Name))
            && self.words == other.words
            && self.kind == other.kind;
        denies || self.is_about_the_same(other) && !self.says_the_same(other)
    }

    /// Whether both are about the same words, whatever they say of them.
    pub(crate) fn is_about_the_same(&self, other: &WordEntry) -> bool {
        // Of one word a list may say of several kinds that it is none of them.
        let is_same_kind = self.sort != WordSort::NotAName || self.kind == other.kind;
        self.sort == other.sort && self.words == other.words && is_same_kind
    }
}

/// Words with single blanks.
pub(crate) fn fold_blanks(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text that is too long.
pub(crate) fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
