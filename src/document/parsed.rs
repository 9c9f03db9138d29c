//! What parsers take out of web pages, rich text and Markdown, before it is weighed with the words of its language.
//!
//! Parsers need no words, and what weighs needs no parsers: the page loads these as a module of its own, which gives all
//! of this as JSON.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::parts::{Block, Role};

/// A web page.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ParsedPage {
    /// The article in it.
    pub found: FoundArticle,
    pub metadata: PageMetadata,
    /// All that the page shows.
    pub whole: Vec<ShownBlock>,
}

/// What the article finder gives.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct FoundArticle {
    pub title: Option<String>,
    pub authors: Option<String>,
    pub body: Vec<ShownBlock>,
}

/// What a page's own data say. All of it may be missing, and any of it wrong.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct PageMetadata {
    pub authors: Option<String>,
    /// What is said of the day of publication, the surest first.
    pub days: Vec<String>,
    pub lang: Option<String>,
    pub description: Option<String>,
    /// A title in the JSON-LD is longer than any article's, or a script of it that cannot be read might hold one:
    /// the finder reads what is broken, too.
    pub has_long_title: bool,
    /// The title that other sites are to show.
    pub shared_title: Option<String>,
    /// The name of the site.
    pub site: Option<String>,
    /// Where the page says that it is to be found.
    pub url: Option<String>,
    /// The article's text, as the publisher gives it to search engines.
    pub body: Option<String>,
}

/// A block with what its elements say of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ShownBlock {
    pub block: Block,
    /// Nearly all of it is links.
    pub linked: bool,
    /// It stands in an aside, a block quotation, or what the page calls a pull quote.
    pub set_apart: bool,
}

impl ShownBlock {
    /// A block of which its elements say no more than its role.
    pub(crate) fn plain(role: Role, text: &str) -> ShownBlock {
        ShownBlock { block: Block { role, text: text.to_owned() }, linked: false, set_apart: false }
    }
}

/// A part of a Markdown text.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum MarkdownPart {
    Block(Block),
    Html(Vec<ShownBlock>),
}

/// Why a page cannot be read. The message says what to do.
///
/// ```
/// use pullquote::{HtmlError, read_page};
///
/// assert_eq!(read_page("<script>let text;</script>", None), Err(HtmlError::Empty));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum HtmlError {
    /// No text comes out of it.
    Empty,
    /// Longer than [`MAX_BYTES`](super::MAX_BYTES).
    TooLong,
    /// Control characters such as no text has.
    Binary,
}

impl fmt::Display for HtmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            HtmlError::Empty => {
                "There is no text in this page. If it shows its article in a browser, select the article there, \
                 copy it and paste it."
            }
            HtmlError::TooLong => "This page is larger than 32 MB. Copy the article out of it and paste that.",
            HtmlError::Binary => "This is not a web page but binary data. Save the page as HTML, or copy its text.",
        })
    }
}

impl std::error::Error for HtmlError {}
