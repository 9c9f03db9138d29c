//! What the sources of an article show of a quotation, as it is kept with the quotation.

use serde::{Deserialize, Serialize};

/// What the sources show of a quotation.
///
/// ```
/// assert_eq!(serde_json::to_string(&pullquote::Outcome::NotFound).unwrap(), "\"not-found\"");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Outcome {
    /// Word for word and mark for mark. The shapes of marks, the stop at the end and the capital at the beginning may
    /// differ.
    Verbatim,
    /// In a row, but something is changed: [`QuotationCheck::changes`](crate::QuotationCheck::changes) says what.
    Altered,
    /// Its parts come from passages far apart, or from several sources, without a sign of it.
    Assembled,
    /// The sources do not have it.
    NotFound,
    /// The words are there, but by the labels of the turns another person says them.
    OtherSpeaker,
    /// A paraphrase, which cannot be compared word by word: the likeliest passages, for a person to read. There may be
    /// none.
    Passages,
}

impl Outcome {
    /// All of them, the gravest first.
    pub(crate) const ALL: [Outcome; 6] = [
        Outcome::NotFound,
        Outcome::OtherSpeaker,
        Outcome::Assembled,
        Outcome::Altered,
        Outcome::Verbatim,
        Outcome::Passages,
    ];
}

/// The sorts of changes.
///
/// ```
/// assert_eq!(serde_json::to_string(&pullquote::ChangeKind::Ellipsis).unwrap(), "\"ellipsis\"");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ChangeKind {
    /// Words struck, added, put in others' stead or in another order; numbers and their signs, too.
    Word,
    /// Commas, stops, dashes. The shapes of quotation marks and dashes, and the stop before a closing mark, are form.
    Mark,
    /// Great and small letters.
    Case,
    /// Words left out where dots say so.
    Ellipsis,
    /// What stands in brackets, instead of words or beside them.
    Insertion,
}

/// What the sources show of a quotation, as it is kept with it. It holds for the words and the speaker that were checked:
/// see [`SourceFinding::is_of`].
///
/// ```
/// use pullquote::{Document, Outcome, SourceText, annotate, check_sources, source_finding};
///
/// let speech = Document::from_text("The ferry really stays, I promise.");
/// let article = Document::from_text("“The ferry stays,” said Ida Moor.");
/// let sources = [SourceText::new("speech.txt", &speech)];
/// let checks = check_sources(&article, &annotate(&article), &sources);
/// let finding = source_finding(&article, &checks[0], &sources);
/// assert_eq!(finding.outcome, Outcome::Altered);
/// assert_eq!(finding.wording[1].change.as_ref().unwrap().source, "really");
/// assert!(finding.is_of("“The ferry stays,”", Some("Ida Moor")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFinding {
    /// What they show.
    pub outcome: Outcome,
    /// Who says it, by the article, when it was checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// The words that were checked, in their order, with what is changed of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wording: Vec<CheckedWords>,
    /// The passages that it was made of; of a paraphrase the likeliest, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passages: Vec<FoundPassage>,
}

/// Some words of a quotation that was checked.
///
/// ```
/// let words: pullquote::CheckedWords = serde_json::from_str(r#"{"words":"The ferry"}"#).unwrap();
/// assert!(words.change.is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedWords {
    /// As the article has them; empty where it leaves some out.
    pub words: String,
    /// How they differ from the source, if they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<WordingChange>,
}

/// What a source has instead of some words of a quotation.
///
/// ```
/// let change: pullquote::WordingChange = serde_json::from_str(r#"{"kind":"word","source":"never"}"#).unwrap();
/// assert!(!change.is_permitted);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordingChange {
    /// What sort of change it is.
    pub kind: ChangeKind,
    /// What the source has; empty where the article adds something.
    pub source: String,
    /// Whether writers may do it without a sign.
    #[serde(default, rename = "permitted", skip_serializing_if = "std::ops::Not::not")]
    pub is_permitted: bool,
}

/// A passage of a source, by its words.
///
/// ```
/// let json = r#"{"source":"speech.txt","words":"The ferry stays"}"#;
/// let passage: pullquote::FoundPassage = serde_json::from_str(json).unwrap();
/// assert_eq!(serde_json::to_string(&passage).unwrap(), json);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPassage {
    /// What the source is called.
    pub source: String,
    /// Its words, on one line.
    pub words: String,
    /// Who says them there, where the label of a turn says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// When they are said, where the source has times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}

impl SourceFinding {
    /// A finding of which only the outcome is known: tables say no more.
    pub(crate) fn of_outcome(outcome: Outcome) -> SourceFinding {
        SourceFinding { outcome, speaker: None, wording: vec![], passages: vec![] }
    }

    /// Whether it is about these words by this speaker: what a reader changes after a check was not checked.
    pub fn is_of(&self, words: &str, speaker: Option<&str>) -> bool {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let checked: String = self.wording.iter().map(|part| part.words.as_str()).collect();
        self.wording.is_empty() || (letters(&checked) == letters(words) && self.speaker.as_deref() == speaker)
    }
}
