//! What a document is made of: paragraphs with their roles, sentences, and what is known beside the text.

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::lang::detect::ENGLISH;
use crate::span::Span;

/// The longest file that is read, in bytes: 32 MB. A book has about 1 MB; the limit keeps a mistake (a video dropped
/// on the page) from freezing the browser.
pub const MAX_BYTES: usize = 32 << 20;

/// What a paragraph is to the article.
///
/// ```
/// use pullquote::{Document, Role};
///
/// let article = "Ferry stays in town\n\nBy Ana Ruiz\n\nThe ferry will stay for another year, the council said.";
/// let roles: Vec<Role> = Document::from_text(article).paragraphs().iter().map(|p| p.role).collect();
/// assert_eq!(roles, [Role::Title, Role::Byline, Role::Paragraph]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The headline.
    Title,
    /// The sentence or two under the headline.
    Standfirst,
    /// Author, agency, place or date line.
    Byline,
    /// A line between paragraphs that says what follows.
    Heading,
    /// A paragraph of the running text.
    #[default]
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A passage set off from the article's own words: a block quotation, an embedded post, an indented extract.
    BlockQuote,
    /// The words under a picture.
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
///
/// ```
/// use pullquote::{Document, Meta};
///
/// // Relative dates resolve against the day of publication.
/// let published = Some("2024-05-03".parse().unwrap());
/// let meta = Meta { published, ..Meta::default() };
/// let document = Document::from_text_with("It opened yesterday.", meta);
/// let dates = pullquote::annotate(&document);
/// let opened = dates.in_order().find_map(|annotation| annotation.date());
/// assert_eq!(opened.map(|date| date.value.as_str()), Some("2024-05-02"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who wrote it: `Ana Ruiz and Tom Baker, Reuters`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// The day of publication: relative dates ("last month") resolve against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// Who published it: `The Harbour Gazette`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// BCP 47: `en`, `pt-BR`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The language that a reader chose for the whole article (BCP 47): goes before what the words show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader_lang: Option<String>,
    /// Of a transcript with times: when each paragraph is said, one a paragraph. Empty for other articles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<MediaTime>,
}

/// A stretch of a recording, in milliseconds from its start; the end is exclusive. It shows as the time of a media
/// fragment (W3C), in seconds.
///
/// ```
/// assert_eq!(pullquote::MediaTime { start: 4_000, end: 9_250 }.to_string(), "t=4,9.25");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaTime {
    /// When it begins.
    pub start: u32,
    /// When it ends.
    pub end: u32,
}

impl fmt::Display for MediaTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "t={},{}", f64::from(self.start) / 1e3, f64::from(self.end) / 1e3)
    }
}

/// A paragraph that came out of a page: its role and its text, without line breaks at the ends.
///
/// ```
/// use pullquote::{Block, Document, Meta, Role};
///
/// let blocks = [
///     Block { role: Role::Title, text: "Ferry stays".to_owned() },
///     Block { role: Role::Paragraph, text: "“It stays,” said Mara Lindqvist.".to_owned() },
/// ];
/// let document = Document::from_blocks(&blocks, Meta::default());
/// assert_eq!(document.text(), "Ferry stays\n\n“It stays,” said Mara Lindqvist.");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// What the paragraph is to the article.
    pub role: Role,
    /// Its words.
    pub text: String,
}

/// A paragraph of a document.
///
/// ```
/// let document = pullquote::Document::from_text("It stays. We are glad.\n\nThat was all.");
/// let paragraph = &document.paragraphs()[0];
/// assert_eq!(document.slice(paragraph.span), "It stays. We are glad.");
/// assert_eq!(document.sentences()[paragraph.sentences.clone()].len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// What it is to the article.
    pub role: Role,
    /// Where it stands, without the blanks around it.
    pub span: Span,
    /// Indices into [`Document::sentences`](crate::Document::sentences).
    pub sentences: Range<usize>,
    /// Indices into [`Document::tokens`](crate::Document::tokens).
    pub tokens: Range<usize>,
    /// The code of the language that it is read in: `en`, `fr`.
    pub language: &'static str,
}

impl Paragraph {
    /// Whether the recognisers of English look at it.
    pub(crate) fn is_read_as_english(&self) -> bool {
        self.role.is_analysed() && self.language == ENGLISH
    }
}

/// A sentence of a document.
///
/// ```
/// let document = pullquote::Document::from_text("Mr. Rey left. “It stays!” she said.");
/// let sentences: Vec<&str> = document.sentences().iter().map(|s| document.slice(s.span)).collect();
/// assert_eq!(sentences, ["Mr. Rey left.", "“It stays!” she said."]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Indices into [`Document::tokens`](crate::Document::tokens).
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
            publisher: self.publisher.or(other.publisher),
            lang: self.lang.or(other.lang),
            url: self.url.or(other.url),
            reader_lang: self.reader_lang.or(other.reader_lang),
            times: if self.times.is_empty() { other.times } else { self.times },
        }
    }
}
