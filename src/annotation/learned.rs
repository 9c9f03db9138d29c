//! That a suggestion follows what a reader has said in another article.

use serde::{Deserialize, Serialize};

/// What a suggestion follows of a reader's word list.
///
/// ```
/// use pullquote::{Document, WordEntry, WordList, WordSort, annotate};
///
/// let entry = WordEntry {
///     name: "Hadi al-Ameri".to_owned(),
///     title: "Talks go on".to_owned(),
///     ..WordEntry::new(WordSort::Speaker, "the Fatah leader")
/// };
/// let document = Document::from_text("“We go on,” said the Fatah leader.");
/// let set = WordList::from_entries([entry]).applied(&document, annotate(&document));
/// let learned = set.in_order().find_map(|annotation| annotation.learned.as_deref()).unwrap();
/// assert_eq!(learned.title, "Talks go on");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    /// The title of the article in which the reader said so; empty where that is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Whether the word list rejects the suggestion. Its verdict is then the list's, until a reader gives another.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_rejected: bool,
}
