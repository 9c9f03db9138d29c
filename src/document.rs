//! An article as the analysis sees it: text, paragraphs with their roles, sentences, tokens.
//!
//! A [`Document`] is made of plain text, kept to the byte ([`Document::from_text`]), or of blocks that came out
//! of a page ([`Document::from_blocks`]), and never changes afterwards.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::lang::{self, Language};
use crate::span::{CodePointPos, OffsetMap, Pos, Span, Utf16Pos};

pub(crate) mod byline;
pub(crate) mod decode;
#[cfg(feature = "html")]
pub(crate) mod html;
pub(crate) mod layout;
pub(crate) mod markdown;
pub(crate) mod sentences;
pub(crate) mod tokens;

pub(crate) use tokens::{Token, TokenKind};

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

/// An article's text with its parts. Immutable.
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: String,
    meta: Meta,
    offsets: OffsetMap,
    // Invariant: in the order of the text, disjoint, each inside its paragraph.
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
}

impl Document {
    /// A document of plain text. Every byte stays where it is; roles are read off the layout.
    pub fn from_text(text: impl Into<String>) -> Document {
        Document::from_text_with(text, Meta::default())
    }

    /// A document of plain text of which something is known: what `meta` holds goes before what the text says.
    pub fn from_text_with(text: impl Into<String>, meta: Meta) -> Document {
        let text = text.into();
        let layout = layout::read(&text);
        Document::assemble(text, layout.paragraphs, meta.or(layout.meta))
    }

    /// A document of blocks, joined by an empty line.
    pub fn from_blocks(blocks: &[Block], meta: Meta) -> Document {
        let (mut text, mut paragraphs) = (String::new(), vec![]);
        for block in blocks.iter().filter(|b| !b.text.trim().is_empty()) {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let start = text.len();
            text.push_str(block.text.trim());
            paragraphs.push((Span::new(start, text.len()), block.role));
        }
        Document::assemble(text, paragraphs, meta)
    }

    /// A document whose text and roles were stored: what [`Document::text`] and [`Document::roles`] gave.
    /// Roles that do not fit the text are dropped.
    pub fn from_stored(text: String, roles: &[(Span, Role)], meta: Meta) -> Document {
        let mut end = Pos(0);
        let fitting = roles.iter().filter(|(span, _)| {
            let fits = end <= span.start() && !span.is_empty() && span.get(&text).is_some();
            if fits {
                end = span.end();
            }
            fits
        });
        let paragraphs = fitting.copied().collect();
        Document::assemble(text, paragraphs, meta)
    }

    fn assemble(text: String, layout: Vec<(Span, Role)>, meta: Meta) -> Document {
        let offsets = OffsetMap::new(&text);
        let mut document = Document { offsets, meta, ..Document::default() };
        for (span, role) in layout {
            let first_token = document.tokens.len();
            tokens::split(&text, span, &mut document.tokens);
            let first_sentence = document.sentences.len();
            for range in sentences::split(&text, &document.tokens[first_token..]) {
                let tokens = first_token + range.start..first_token + range.end;
                let span = document.tokens[tokens.start].span.hull(document.tokens[tokens.end - 1].span);
                document.sentences.push(Sentence { span, tokens });
            }
            document.paragraphs.push(Paragraph {
                role,
                span,
                sentences: first_sentence..document.sentences.len(),
                tokens: first_token..document.tokens.len(),
            });
        }
        document.text = text;
        document
    }

    /// This document as the newer version of another: what is not known of it is taken from there.
    #[must_use]
    pub fn following(self, older: &Document) -> Document {
        let known = Meta { published: None, ..older.meta.clone() };
        Document { meta: self.meta.or(known), ..self }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The language whose words the analysis reads this text with.
    pub(crate) fn language(&self) -> &'static Language {
        lang::of(self.meta.lang.as_deref())
    }

    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The paragraphs' places and roles, to be stored beside the text.
    pub fn roles(&self) -> Vec<(Span, Role)> {
        self.paragraphs.iter().map(|p| (p.span, p.role)).collect()
    }

    /// The text under a span (empty where it does not fit the text).
    pub fn slice(&self, span: Span) -> &str {
        span.get(&self.text).unwrap_or("")
    }

    /// The words of the token with this index.
    pub fn word(&self, token: usize) -> &str {
        self.slice(self.tokens[token].span)
    }

    /// The index of the paragraph that holds a position, or of the next one.
    pub fn paragraph_at(&self, pos: Pos) -> usize {
        self.paragraphs.partition_point(|p| p.span.end() < pos)
    }

    /// The indices of the paragraphs that share something with a span.
    pub fn paragraphs_in(&self, span: Span) -> Range<usize> {
        let start = self.paragraphs.partition_point(|p| p.span.end() <= span.start());
        let end = self.paragraphs.partition_point(|p| p.span.start() < span.end());
        start..end.max(start)
    }

    /// The indices of the tokens that share something with a span.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end() <= span.start());
        let end = self.tokens.partition_point(|t| t.span.start() < span.end());
        start..end.max(start)
    }

    /// A position in UTF-16 units; `None` inside a character or past the end.
    pub fn to_utf16(&self, pos: Pos) -> Option<Utf16Pos> {
        self.offsets.utf16(&self.text, pos)
    }

    /// A position in code points; `None` inside a character or past the end.
    pub fn to_code_point(&self, pos: Pos) -> Option<CodePointPos> {
        self.offsets.code_point(&self.text, pos)
    }

    /// A position from UTF-16 units; `None` between surrogates or past the end.
    pub fn from_utf16(&self, pos: Utf16Pos) -> Option<Pos> {
        self.offsets.from_utf16(&self.text, pos)
    }

    /// A position from code points; `None` past the end.
    pub fn from_code_point(&self, pos: CodePointPos) -> Option<Pos> {
        self.offsets.from_code_point(&self.text, pos)
    }
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
