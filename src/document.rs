//! An article as the analysis sees it: text, paragraphs with their roles, sentences, tokens.
//!
//! A [`Document`] is made of plain text, byte for byte ([`Document::from_text`]), or of blocks that came out
//! of a page ([`Document::from_blocks`]), and never changes afterwards.

use std::ops::Range;

use crate::lang::detect::ENGLISH;
use crate::lang::{self, Language};
use crate::span::{CodePointPos, OffsetMap, Pos, Span, Utf16Pos};

pub(crate) mod byline;
pub(crate) mod decode;
#[cfg_attr(
    not(feature = "html"),
    allow(dead_code, unused_imports, unreachable_pub, reason = "only the page lays out without parsers")
)]
pub(crate) mod html;
mod languages;
pub(crate) mod layout;
#[cfg_attr(not(feature = "html"), allow(dead_code, reason = "only the page lays out without parsers"))]
pub(crate) mod markdown;
#[cfg_attr(
    not(feature = "html"),
    allow(dead_code, unreachable_pub, reason = "only the page lays out without parsers")
)]
pub(crate) mod parsed;
#[cfg(feature = "html")]
pub(crate) mod parsing;
mod parts;
pub(crate) mod sentences;
pub(crate) mod subtitles;
pub(crate) mod tokens;

pub use parts::{Block, MAX_BYTES, MediaTime, Meta, Paragraph, Role, Sentence};
pub(crate) use tokens::{Token, TokenKind};

/// An article's text with its parts. Immutable.
///
/// Positions and spans are in UTF-8 bytes of [`Document::text`]; the conversions to UTF-16 units and code points are at
/// the end.
///
/// ```
/// use pullquote::Document;
///
/// let document = Document::from_text("Ferry stays\n\n“It stays,” said Mara Lindqvist. “We are glad.”");
/// assert_eq!(document.meta().title.as_deref(), Some("Ferry stays"));
/// assert_eq!(document.paragraphs().len(), 2);
/// assert_eq!(document.sentences().len(), 3);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: String,
    meta: Meta,
    /// What was known before a reader corrected it.
    original: Option<Box<Meta>>,
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
        let layout = layout::read(&text, lang::of(meta.lang.as_deref()));
        Document::assemble(text, layout.paragraphs, meta.or(layout.meta))
    }

    /// A document of a Markdown text: of its blocks without their marks, joined by an empty line, and of what its front
    /// matter says.
    ///
    /// ```
    /// use pullquote::{Document, Role};
    ///
    /// let document = Document::from_markdown("# Ferry stays\n\n“It *stays*,” said Mara Lindqvist.");
    /// assert_eq!(document.text(), "Ferry stays\n\n“It stays,” said Mara Lindqvist.");
    /// assert_eq!(document.paragraphs()[0].role, Role::Title);
    /// ```
    #[cfg(feature = "html")]
    pub fn from_markdown(text: &str) -> Document {
        let (blocks, meta) = markdown::read_markdown(text);
        Document::from_blocks(&blocks, meta)
    }

    /// A document of the article in a web page. `url` is where the page came from, if that is known.
    ///
    /// # Errors
    /// Where no text comes out at all: an empty page, one of scripts alone, binary data, more than 32 MB.
    ///
    /// ```
    /// use pullquote::Document;
    ///
    /// let html = "<title>Ferry stays</title><p>“It stays,” said Mara Lindqvist.</p>";
    /// let document = Document::from_html(html, Some("https://example.org/ferry"))?;
    /// assert!(document.text().contains("“It stays,” said Mara Lindqvist."));
    /// # Ok::<(), pullquote::HtmlError>(())
    /// ```
    #[cfg(feature = "html")]
    pub fn from_html(html: &str, url: Option<&str>) -> Result<Document, html::HtmlError> {
        let page = html::read_page(html, url)?;
        Ok(Document::from_blocks(&page.blocks, page.meta))
    }

    /// A document of blocks, joined by an empty line. Blank blocks are left out.
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
        let language = lang::of(meta.lang.as_deref());
        let mut document = Document { offsets, meta, ..Document::default() };
        for (span, role) in layout {
            let first_token = document.tokens.len();
            tokens::tokenise(&text, span, language, &mut document.tokens);
            let first_sentence = document.sentences.len();
            for range in sentences::split(&text, &document.tokens[first_token..], language) {
                let tokens = first_token + range.start..first_token + range.end;
                let span = document.tokens[tokens.start].span.hull(document.tokens[tokens.end - 1].span);
                document.sentences.push(Sentence { span, tokens });
            }
            document.paragraphs.push(Paragraph {
                role,
                span,
                sentences: first_sentence..document.sentences.len(),
                tokens: first_token..document.tokens.len(),
                language: ENGLISH,
            });
        }
        document.text = text;
        document.tell_languages();
        document
    }

    fn tell_languages(&mut self) {
        let Document { text, meta, paragraphs, tokens, .. } = &*self;
        let told = languages::languages(&languages::LanguageInput { text, paragraphs, tokens, meta });
        self.paragraphs.iter_mut().zip(told).for_each(|(paragraph, language)| paragraph.language = language);
    }

    /// This document as the newer version of another: what is not known of it is taken from there, but for the day and
    /// the times.
    #[must_use]
    pub fn following(self, older: &Document) -> Document {
        self.following_meta(older.meta.clone())
    }

    /// The same, where no more is at hand than what was known of the older version.
    pub(crate) fn following_meta(self, older: Meta) -> Document {
        let known = Meta { published: None, times: vec![], ..older };
        Document { meta: self.meta.or(known), ..self }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is known beside the text.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// Takes what a reader says of the article, or with nothing what was known before. Another language than was known is
    /// the one that the text is read in.
    pub(crate) fn correct(&mut self, details: Option<&Meta>) {
        let original = self.original.take().map_or_else(|| self.meta.clone(), |original| *original);
        let Some(details) = details else {
            self.take_meta(original);
            return;
        };
        let is_corrected = details.lang.is_some() && details.lang != original.lang;
        let corrected = if is_corrected { details.lang.clone() } else { None };
        let reader_lang = corrected.or_else(|| original.reader_lang.clone());
        self.take_meta(Meta { reader_lang, times: original.times.clone(), ..details.clone() });
        self.original = Some(Box::new(original));
    }

    /// Knows this from now on. Where a reader says which language the text is in, its paragraphs are in that.
    fn take_meta(&mut self, meta: Meta) {
        let is_other = meta.reader_lang != self.meta.reader_lang;
        self.meta = meta;
        if is_other {
            self.tell_languages();
        }
    }

    /// What was known beside the text before a reader corrected it.
    pub(crate) fn original_meta(&self) -> &Meta {
        self.original.as_deref().unwrap_or(&self.meta)
    }

    /// The language whose words the analysis reads this text with.
    pub(crate) fn language(&self) -> &'static Language {
        lang::of(self.original_meta().lang.as_deref())
    }

    /// When the paragraph that holds a position is said, where this is a transcript with times.
    pub fn time_at(&self, pos: Pos) -> Option<MediaTime> {
        self.meta.times.get(self.paragraph_at(pos)).copied()
    }

    /// The paragraphs, in the order of the text.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The sentences of all paragraphs, in the order of the text.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The tokens of all paragraphs, in the order of the text.
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
    ///
    /// # Panics
    /// If there is no such token.
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
