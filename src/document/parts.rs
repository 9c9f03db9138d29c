//! What a document is made of: paragraphs with their roles, sentences, and what is known beside the text.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// The longest text that is taken in, in bytes. A book has about 1 MB; the limit keeps a slip of the hand (a
/// video dropped on the page) from freezing the browser.
pub const MAX_BYTES: usize = 32 << 20;

/// What a paragraph is to the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Title,
    /// The sentence or two under the headline.
    Standfirst,
    /// Author, agency, place or date line.
    Byline,
    Heading,
    #[default]
    Paragraph,
    ListItem,
    Caption,
    /// A sentence set large that stands in the text as well: not counted twice.
    PullQuote,
    /// Navigation, advertisement, "Most Popular": shown greyed and not analysed.
    Boilerplate,
}

impl Role {
    /// Whether the recognisers look at a paragraph of this role.
    pub fn is_analysed(self) -> bool {
        !matches!(self, Role::Boilerplate | Role::PullQuote)
    }
}

/// What is known of an article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// The day of publication: relative dates ("last month") resolve against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// BCP 47: `en`, `pt-BR`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A paragraph that came out of a page: its role and its text, without line breaks at the ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    pub role: Role,
    pub text: String,
}

/// A paragraph of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    pub role: Role,
    pub span: Span,
    /// Indices into [`Document::sentences`].
    pub sentences: Range<usize>,
    /// Indices into [`Document::tokens`].
    pub tokens: Range<usize>,
}

/// A sentence of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    pub span: Span,
    /// Indices into [`Document::tokens`].
    pub tokens: Range<usize>,
}

impl Meta {
    /// What is known here, and where nothing is, what `other` knows.
    #[must_use]
    pub fn or(self, other: Meta) -> Meta {
        Meta {
            title: self.title.or(other.title),
            byline: self.byline.or(other.byline),
            published: self.published.or(other.published),
            lang: self.lang.or(other.lang),
            url: self.url.or(other.url),
        }
    }
}
