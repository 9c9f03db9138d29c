//! Who says something in an article.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::annotation::{Annotation, AnnotationSet, EntityKind};
use crate::document::Document;

/// An article with its set.
///
/// ```
/// use pullquote::{Document, SpokenArticle, annotate, speaking};
///
/// let document = Document::from_text("“It stays,” said Mara Lindqvist.");
/// let set = annotate(&document);
/// let articles = [SpokenArticle { document: &document, set: &set }];
/// assert_eq!(speaking(&articles).speakers.len(), 1);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SpokenArticle<'a> {
    /// The article.
    pub document: &'a Document,
    /// What is marked in it.
    pub set: &'a AnnotationSet,
}

/// Who says something.
///
/// ```
/// assert_eq!(serde_json::to_string(&pullquote::Voice::Unnamed).unwrap(), "\"unnamed\"");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Voice {
    /// A person, by name.
    Person(String),
    /// An organisation, a place, or a name of which the set does not say what it names.
    Other(String),
    /// Words say who speaks, but no name is known: "a spokesman".
    Unnamed,
    /// Nothing says who speaks.
    Nobody,
}

impl Voice {
    /// The name, where there is one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Voice::Person(name) | Voice::Other(name) => Some(name),
            Voice::Unnamed | Voice::Nobody => None,
        }
    }

    /// Who says a quotation. `kinds` says what the names in the article are names of.
    pub(super) fn of(
        article: &SpokenArticle,
        annotation: &Annotation,
        kinds: &HashMap<&str, EntityKind>,
    ) -> Voice {
        let named = annotation.quote().and_then(|quote| quote.speaker.as_deref());
        match named {
            Some(name) if kinds.get(name) == Some(&EntityKind::Person) => Voice::Person(name.to_owned()),
            // A description of a source is no name: "a spokesman for the town".
            Some(name) if kinds.contains_key(name) || name.starts_with(char::is_uppercase) => {
                Voice::Other(name.to_owned())
            }
            Some(_) => Voice::Unnamed,
            None if article.set.speaker_of(annotation.id).is_some() => Voice::Unnamed,
            None => Voice::Nobody,
        }
    }

    pub(super) fn rank(&self) -> usize {
        match self {
            Voice::Person(_) | Voice::Other(_) => 0,
            Voice::Unnamed => 1,
            Voice::Nobody => 2,
        }
    }
}
