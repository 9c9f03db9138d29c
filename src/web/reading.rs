//! Reads what comes in: pasted text, files, pages, annotation sets. It knows nothing of the page's state, so that a
//! worker can do it for what is long.

use serde::{Deserialize, Serialize};

use super::reply::{FailureCode, ReplyError};
use crate::annotation::AnnotationSet;
use crate::document::subtitles::{looks_like_subtitles, read_subtitles};
use crate::document::{Document, Meta, Role, html, layout};
use crate::format::{self, Format, Imported};
use crate::recognise::annotate;
use crate::span::Span;
use crate::strings;

/// What is to be read.
#[derive(Serialize, Deserialize)]
pub(super) enum ReadRequest {
    /// A pasted text; `html` is what the clipboard had as HTML, or empty.
    Pasted { text: String, html: String },
    /// The same as a newer version of an article of which this is known.
    Newer { text: String, html: String, older: Meta },
    /// A file's text: an article, or a set that contains its article.
    File { name: String, text: String },
    /// What the reader of Word or PDF files gave, as JSON.
    Blocks { name: String, article: String },
    /// A page that another tab has sent.
    Sent { source: String, url: String },
    /// An annotation file: for the open article, or one that contains its article.
    Set { name: String, file: String, has_article: bool },
    /// An article with its set, to be written as a file.
    Export { article: ArticleText, set: AnnotationSet, id: String, format: Format },
}

/// What was read.
#[derive(Serialize, Deserialize)]
pub(super) enum ReadResult {
    Article(ArticleText),
    /// A newer version, with what the analysis found in it.
    Newer(ArticleText, AnnotationSet),
    /// An article with the set that contained it.
    ArticleWithSet(ArticleText, ReadSet),
    /// A set for the open article.
    Set(ReadSet),
    /// The text of a file in a format.
    Exported(Format, String),
    Refused(ReplyError),
}

/// A document as it is sent to a worker and back.
#[derive(Serialize, Deserialize)]
pub(super) struct ArticleText {
    text: String,
    roles: Vec<(Span, Role)>,
    meta: Meta,
}

/// A set with the format of its file.
#[derive(Serialize, Deserialize)]
pub(super) struct ReadSet {
    pub imported: Imported,
    pub format: Format,
}

impl ArticleText {
    pub(super) fn of(document: &Document) -> ArticleText {
        ArticleText {
            text: document.text().to_owned(),
            roles: document.roles(),
            meta: document.meta().clone(),
        }
    }

    pub(super) fn into_document(self) -> Document {
        Document::from_stored(self.text, &self.roles, self.meta)
    }
}

impl ReadRequest {
    /// The length of what comes in, in bytes.
    pub(super) fn len(&self) -> usize {
        match self {
            ReadRequest::Pasted { text, html } | ReadRequest::Newer { text, html, .. } => {
                text.len() + html.len()
            }
            ReadRequest::File { text, .. }
            | ReadRequest::Blocks { article: text, .. }
            | ReadRequest::Set { file: text, .. } => text.len(),
            ReadRequest::Sent { source, .. } => source.len(),
            ReadRequest::Export { article, .. } => article.text.len(),
        }
    }
}

/// Reads what a request names.
pub(super) fn read(request: ReadRequest) -> ReadResult {
    let read = match request {
        ReadRequest::Pasted { text, html } => pasted(&text, &html).map(article),
        ReadRequest::Newer { text, html, older } => pasted(&text, &html).map(|document| {
            let document = document.following_meta(older);
            let found = annotate(&document);
            ReadResult::Newer(ArticleText::of(&document), found)
        }),
        ReadRequest::File { name, text } => file(&name, text),
        ReadRequest::Blocks { name, article } => blocks(&name, &article),
        ReadRequest::Sent { source, url } => page(&source, strings::SENT_PAGE, Some(&url)).map(article),
        ReadRequest::Set { name, file, has_article: true } => set(&name, &file).map(ReadResult::Set),
        ReadRequest::Set { name, file, has_article: false } => set_with_article(&name, &file),
        ReadRequest::Export { article, set, id, format } => {
            let text = format::export(&article.into_document(), &set, &id, format);
            Ok(ReadResult::Exported(format, text))
        }
    };
    read.unwrap_or_else(ReadResult::Refused)
}

fn article(document: Document) -> ReadResult {
    ReadResult::Article(ArticleText::of(&document))
}

fn pasted(text: &str, html: &str) -> Result<Document, ReplyError> {
    if html::looks_like_html(text) {
        return page(text, strings::THE_PASTED_PAGE, None);
    }
    let blocks = if html.is_empty() { vec![] } else { html::read_fragment(html) };
    // A single block has less structure than the layout of the plain text.
    Ok(if 1 < blocks.len() {
        Document::from_blocks(&blocks, Meta::default())
    } else {
        Document::from_text(text)
    })
}

/// Reads a file by its name's ending and its content.
fn file(name: &str, text: String) -> Result<ReadResult, ReplyError> {
    let ending = name.rsplit('.').next().unwrap_or("").to_lowercase();
    match ending.as_str() {
        "html" | "htm" | "xhtml" => page(&text, name, None).map(article),
        "md" | "markdown" => Ok(article(Document::from_markdown(&text))),
        "vtt" | "srt" => Ok(subtitles(&text)),
        "csv" | "tsv" if format::is_article_table(&text) => row_of_table(name, &text),
        _ if html::looks_like_html(&text) => page(&text, name, None).map(article),
        _ if format::detect(&text).is_some() => set_with_article(name, &text),
        _ if looks_like_subtitles(&text) => Ok(subtitles(&text)),
        _ => Ok(article(Document::from_text(text))),
    }
}

fn subtitles(text: &str) -> ReadResult {
    let (blocks, meta) = read_subtitles(text);
    article(Document::from_blocks(&blocks, meta))
}

fn blocks(name: &str, json: &str) -> Result<ReadResult, ReplyError> {
    let read = layout::lay_out_json(json);
    let (blocks, meta) =
        read.map_err(|error| ReplyError::new(FailureCode::File, format!("{name}: {error}")))?;
    Ok(article(Document::from_blocks(&blocks, meta)))
}

/// The article of a table with one row.
fn row_of_table(name: &str, table: &str) -> Result<ReadResult, ReplyError> {
    let problem = |what: String| ReplyError::new(FailureCode::File, format!("{name}: {what}"));
    let mut rows = format::read_article_table(table).map_err(|error| problem(error.to_string()))?;
    match (rows.pop(), rows.len()) {
        (Some(row), 0) => Ok(article(Document::from_text_with(row.text, row.meta))),
        (None, _) => Err(problem(strings::NO_ARTICLE_TEXT.to_owned())),
        (Some(_), more) => Err(problem(strings::fill(strings::TABLE_OF_SEVERAL, &[&(more + 1)]))),
    }
}

fn page(source: &str, name: &str, url: Option<&str>) -> Result<Document, ReplyError> {
    match html::read_page(source, url) {
        Ok(page) => Ok(Document::from_blocks(&page.blocks, page.meta)),
        Err(error) => Err(ReplyError::new(FailureCode::File, format!("{name}: {error}"))),
    }
}

/// Reads an annotation file that contains its article.
fn set_with_article(name: &str, file: &str) -> Result<ReadResult, ReplyError> {
    let set = set(name, file)?;
    let Some(text) = &set.imported.text else {
        let advice = strings::SET_WITHOUT_TEXT;
        return Err(ReplyError::new(FailureCode::File, format!("{name}: {advice}")));
    };
    let document = Document::from_text_with(text, set.imported.meta.clone());
    Ok(ReadResult::ArticleWithSet(ArticleText::of(&document), set))
}

fn set(name: &str, file: &str) -> Result<ReadSet, ReplyError> {
    let by_name = || Format::by_ending(name.rsplit('.').next().unwrap_or(""));
    let format = format::identify(file).or_else(|error| by_name().ok_or(error));
    let read = format.and_then(|format| {
        let imported = format::import_one(file, format)?;
        Ok(ReadSet { imported, format })
    });
    read.map_err(|error| ReplyError::new(FailureCode::Format, format!("{name}: {error}")))
}
