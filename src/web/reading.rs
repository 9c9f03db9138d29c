//! Reads what comes in: pasted text, files, pages, annotation sets. It knows nothing of the page's state, so that a
//! worker can do it for what is long.

use serde::{Deserialize, Serialize};

use super::formats::{self, Formats};
use super::modules::PageModule;
use super::parsers;
use super::reply::{FailureCode, ReplyError};
use super::unread::Unread;
use crate::annotation::{Annotation, AnnotationSet};
use crate::document::html::looks_like_html;
use crate::document::subtitles::{looks_like_subtitles, read_subtitles};
use crate::document::{Document, Meta, Role, layout};
use crate::edit::{Edit, History};
use crate::format::{ColumnsFound, ColumnsWish, Format, Imported, ImportedAnnotation, may_be_a_set, place};
use crate::guidelines::Guidelines;
use crate::page::export::carried_guidelines;
use crate::recognise::annotate;
use crate::session::{Session, VersionReport, shared_percent};
use crate::span::Span;
use crate::store::{PreparedBackup, RestorePlan, StoredComparison, VersionAnswers, prepare};
use crate::strings;
use crate::word_list::WordList;

/// What is to be read.
#[derive(Serialize, Deserialize)]
pub(super) enum ReadRequest {
    /// A pasted text; `html` is what the clipboard had as HTML, or empty.
    Pasted { text: String, html: String },
    /// The same as a newer version of an article.
    Newer {
        text: String,
        html: String,
        older: ArticleText,
        set: AnnotationSet,
        id_range: u32,
        words: WordList,
    },
    /// A file's text: an article, or a set that contains its article.
    File { name: String, text: String },
    /// What the reader of Word or PDF files gave, as JSON.
    Blocks { name: String, article: String },
    /// A page that another tab has sent.
    Sent { source: String, url: String },
    /// An annotation file that may have the sets of many articles.
    SetsOfMany { name: String, file: String, columns: ColumnsWish },
    /// An annotation file that contains its article.
    SetWithArticle { name: String, file: String },
    /// An annotation file for an open article.
    Set { name: String, file: String, open: OpenWork },
    /// An article and its older version, each with its set, to be compared.
    Comparison {
        /// The article's id in the library.
        id: String,
        article: ArticleText,
        set: AnnotationSet,
        older: ArticleText,
        older_set: AnnotationSet,
        answers: VersionAnswers,
    },
    /// A back-up. Its bytes come beside the request.
    Backup { name: String, mode: RestoreMode, plan: RestorePlan },
    /// What is to be a source of the open article: its name, and how it is read.
    Source(String, Box<ReadRequest>),
    /// Another person's set of an article: its file, and the article with its id in the library.
    OtherSet { name: String, file: String, id: String, article: ArticleText },
    /// An article with its set, to be written as a file.
    Export { article: ArticleText, set: AnnotationSet, id: String, format: Format },
}

/// How a back-up is restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RestoreMode {
    /// Adds what is not here.
    Merge,
    /// Removes what is here first. The page asks once more.
    Replace,
}

/// What was read.
#[derive(Serialize, Deserialize)]
pub(super) enum ReadResult {
    Article(ArticleText),
    Newer(Box<NewerVersion>),
    /// An article with the file that contains it and its annotations: the file's name and content.
    ArticleWithSet(ArticleText, String, String),
    /// What a set changes in an open article.
    Set(MergedSet),
    /// What became of an older version's quotations in the article with this id.
    Compared(String, VersionReport),
    /// A back-up, ready to be written.
    Backup(String, RestoreMode, PreparedBackup),
    /// A source of the open article: its name and its text.
    Source(String, ArticleText),
    /// Another person's set, in its place in the article with this id.
    OtherSet(String, Box<StoredComparison>),
    /// The text of a file in a format.
    Exported(Format, String),
    Refused(ReplyError),
    /// An annotation file with its parts, by the ids of their articles: one, or none, where it is not of many.
    Sets {
        name: String,
        file: String,
        format: Option<Format>,
        parts: Vec<(String, String)>,
    },
    /// The file has several articles, or columns that are not recognised: it is read as one of many.
    Several,
    /// The reader is to say which column of an annotation file is which: its name and content, and its beginning.
    UnnamedColumns(String, String, String),
}

/// A document as it is sent to a worker and back.
#[derive(Serialize, Deserialize)]
pub(super) struct ArticleText {
    text: String,
    roles: Vec<(Span, Role)>,
    meta: Meta,
}

/// An open article, for an annotation file that is to be merged into it.
#[derive(Serialize, Deserialize)]
pub(super) struct OpenWork {
    /// The article's id in the library.
    pub id: String,
    pub article: ArticleText,
    pub set: AnnotationSet,
    pub history: History,
    pub id_range: u32,
}

impl OpenWork {
    fn into_session(self) -> Session {
        let mut session = Session::restore(self.article.into_document(), self.set, self.history);
        session.set_id_range(self.id_range);
        session
    }
}

/// An annotation file, merged into an open article.
#[derive(Serialize, Deserialize)]
pub(super) struct MergedSet {
    /// The article's id in the library.
    pub id: String,
    pub edits: Vec<Edit>,
    /// What is not found in the article.
    pub lost: Vec<ImportedAnnotation>,
    pub said: String,
    /// The guidelines of the project that the set comes from.
    pub guidelines: Option<Guidelines>,
}

/// A newer version of an article, with what the analysis found in it.
#[derive(Serialize, Deserialize)]
pub(super) struct NewerVersion {
    pub article: ArticleText,
    pub found: AnnotationSet,
    /// How much of the words both have, in per cent.
    pub share: usize,
    /// What brings a reader's work on the older version into this one.
    pub carried: Vec<Edit>,
    /// What became of the older version's quotations.
    pub report: VersionReport,
}

impl ArticleText {
    pub(super) fn of(document: &Document) -> ArticleText {
        ArticleText {
            text: document.text().to_owned(),
            roles: document.roles(),
            meta: document.meta().clone(),
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn into_document(self) -> Document {
        Document::from_stored(self.text, &self.roles, self.meta)
    }
}

/// What reads and writes the formats.
fn formats() -> Result<Formats, Unread> {
    formats::loaded().map_err(Unread::without_formats)
}

impl ReadRequest {
    /// Whether a worker reads it, whatever its length: what parses it is not in the page.
    pub(super) fn is_for_a_worker(&self) -> bool {
        let needs_formats = || !PageModule::Formats.is_loaded();
        match self {
            ReadRequest::SetsOfMany { .. }
            | ReadRequest::SetWithArticle { .. }
            | ReadRequest::Set { .. }
            | ReadRequest::OtherSet { .. }
            | ReadRequest::Export { .. } => needs_formats(),
            ReadRequest::Pasted { text, html } | ReadRequest::Newer { text, html, .. } => {
                !html.is_empty() || looks_like_html(text)
            }
            ReadRequest::File { name, text } => {
                matches!(ending(name).as_str(), "html" | "htm" | "xhtml" | "md" | "markdown")
                    || looks_like_html(text)
                    || may_be_several_or_a_set(name, text) && needs_formats()
            }
            ReadRequest::Sent { .. } => true,
            ReadRequest::Source(_, request) => request.is_for_a_worker(),
            _ => false,
        }
    }

    /// The length of what comes in, in bytes.
    pub(super) fn len(&self) -> usize {
        match self {
            ReadRequest::Pasted { text, html } => text.len() + html.len(),
            ReadRequest::Newer { text, html, older, .. } => text.len().max(older.text.len()) + html.len(),
            ReadRequest::Comparison { article, older, .. } => article.text.len().max(older.text.len()),
            ReadRequest::Set { file, open, .. } => file.len().max(open.article.text.len()),
            ReadRequest::File { text, .. }
            | ReadRequest::Blocks { article: text, .. }
            | ReadRequest::SetsOfMany { file: text, .. }
            | ReadRequest::SetWithArticle { file: text, .. } => text.len(),
            ReadRequest::Source(_, request) => request.len(),
            ReadRequest::OtherSet { file, article, .. } => article.text.len().max(file.len() / 4),
            ReadRequest::Backup { .. } => usize::MAX,
            ReadRequest::Sent { source, .. } => source.len(),
            ReadRequest::Export { article, .. } => article.text.len(),
        }
    }
}

/// Reads what a request names, or the file that comes beside it; `None` where a module is to be loaded first.
pub(super) fn read_with(request: ReadRequest, file: &[u8]) -> Option<ReadResult> {
    match request {
        ReadRequest::Backup { name, mode, plan } => {
            Some(match prepare(&String::from_utf8_lossy(file), &plan) {
                Ok(prepared) => ReadResult::Backup(name, mode, prepared),
                Err(error) => {
                    ReadResult::Refused(ReplyError::new(FailureCode::File, format!("{name}: {error}")))
                }
            })
        }
        request => read(request),
    }
}

/// Reads what a request names; `None` where a module is to be loaded first.
pub(super) fn read(request: ReadRequest) -> Option<ReadResult> {
    match read_or_refuse(request) {
        Ok(read) => Some(read),
        Err(Unread::Refused(error)) => Some(ReadResult::Refused(error)),
        Err(Unread::NeedsModule) => None,
    }
}

fn read_or_refuse(request: ReadRequest) -> Result<ReadResult, Unread> {
    match request {
        ReadRequest::Pasted { text, html } => pasted(&text, &html).map(article),
        ReadRequest::Newer { text, html, older, set, id_range, words } => {
            pasted(&text, &html).map(|document| {
                let older = older.into_document();
                let document = document.following_meta(older.meta().clone());
                ReadResult::Newer(Box::new(newer_version(document, &older, &set, (id_range, &words))))
            })
        }
        ReadRequest::File { name, text } => file(&name, text),
        ReadRequest::Blocks { name, article } => Ok(blocks(&name, &article)?),
        ReadRequest::Sent { source, url } => page(&source, strings::SENT_PAGE, Some(&url)).map(article),
        ReadRequest::SetsOfMany { name, file, columns } => {
            let formats = formats()?;
            let file = match formats.columns_of(&file, &columns) {
                ColumnsFound::Unknown(head) if is_table(&name) => {
                    return Ok(ReadResult::UnnamedColumns(name, file, head));
                }
                ColumnsFound::Renamed(renamed) => renamed,
                ColumnsFound::Unknown(_) | ColumnsFound::AsItIs => file,
            };
            let format = formats.detect(&file);
            let parts = format.map_or(vec![], |format| formats.split(&file, format));
            Ok(ReadResult::Sets { name, file, format, parts })
        }
        ReadRequest::SetWithArticle { name, file } => Ok(set_with_article(&name, &file, &formats()?)?),
        ReadRequest::Set { name, file, open } => Ok(merged_set(&name, &file, open, &formats()?)?),
        ReadRequest::Comparison { id, article, set, older, older_set, answers } => {
            let session = Session::restore(article.into_document(), set, History::default());
            Ok(ReadResult::Compared(id, session.compare_with(&older.into_document(), &older_set, &answers)))
        }
        ReadRequest::Source(name, request) => source(name, *request),
        ReadRequest::OtherSet { name, file, id, article } => other_set(name, &file, id, article),
        ReadRequest::Backup { name, .. } => {
            Err(ReplyError::new(FailureCode::File, format!("{name}: {}", strings::NOT_READ)).into())
        }
        ReadRequest::Export { article, set, id, format } => {
            let text = formats()?.export(&article.into_document(), &set, &id, format);
            Ok(ReadResult::Exported(format, text))
        }
    }
}

/// The set of a file, in its place in the article.
fn other_set(name: String, file: &str, id: String, article: ArticleText) -> Result<ReadResult, Unread> {
    let (imported, _) = set(&name, file, article.meta.url.as_deref(), &formats()?)?;
    let placed = place(&imported, &article.into_document());
    if placed.set.is_empty() {
        return Err(ReplyError::new(FailureCode::Format, format!("{name}: {}", strings::NO_SET_HERE)).into());
    }
    let (theirs, lost) = (placed.set, placed.lost.len());
    let creator = |annotation: &Annotation| annotation.made.as_ref()?.creator.clone();
    let name = theirs.in_order().find_map(creator).unwrap_or(name);
    let comparison = StoredComparison { name, theirs, lost, decisions: vec![], undone: vec![] };
    Ok(ReadResult::OtherSet(id, Box::new(comparison)))
}

/// Reads what is to be a source as an article is read. Of a file that carries annotations, the text counts.
fn source(name: String, request: ReadRequest) -> Result<ReadResult, Unread> {
    Ok(match read_or_refuse(request)? {
        ReadResult::Article(article) | ReadResult::ArticleWithSet(article, ..) => {
            ReadResult::Source(name, article)
        }
        result => result,
    })
}

/// Analyses a newer version, and finds in it what was done in the older one.
fn newer_version(
    document: Document,
    older: &Document,
    set: &AnnotationSet,
    (id_range, words): (u32, &WordList),
) -> NewerVersion {
    let (article, share) = (ArticleText::of(&document), shared_percent(older, &document));
    let found = words.applied(&document, annotate(&document));
    let mut session = Session::bare(document).with_suggestions(found.clone());
    session.set_id_range(id_range);
    // Where that fails, nothing is carried over; the report says what is lost.
    session.carry_over(older, set).ok();
    let report = session.compare_with(older, set, &VersionAnswers::new());
    let edits = session.take_log().into_iter().flat_map(|logged| match logged.step.edit {
        Edit::Batch(edits) => edits,
        edit => vec![edit],
    });
    NewerVersion { article, found, share, carried: edits.collect(), report }
}

/// What an annotation file changes in an open article.
fn merged_set(name: &str, file: &str, open: OpenWork, formats: &Formats) -> Result<ReadResult, ReplyError> {
    let (imported, format) = set(name, file, open.article.meta.url.as_deref(), formats)?;
    let id = open.id.clone();
    let reimport = |document: &Document, set: &AnnotationSet, format| formats.reimport(document, set, format);
    let (edits, done) = open.into_session().merge_file(&imported, format, &reimport);
    let said = done.said(imported.skipped.len());
    let guidelines = carried_guidelines(file);
    Ok(ReadResult::Set(MergedSet { id, edits, lost: done.lost, said, guidelines }))
}

fn article(document: Document) -> ReadResult {
    ReadResult::Article(ArticleText::of(&document))
}

fn pasted(text: &str, html: &str) -> Result<Document, Unread> {
    if looks_like_html(text) {
        return page(text, strings::THE_PASTED_PAGE, None);
    }
    let blocks =
        if html.is_empty() { vec![] } else { parsers::fragment(html).map_err(Unread::without_parsers)? };
    // A single block has less structure than the layout of the plain text.
    Ok(if 1 < blocks.len() {
        Document::from_blocks(&blocks, Meta::default())
    } else {
        Document::from_text(text)
    })
}

/// Reads a file by its name's ending and its content.
fn file(name: &str, text: String) -> Result<ReadResult, Unread> {
    match ending(name).as_str() {
        "html" | "htm" | "xhtml" => page(&text, name, None).map(article),
        "md" | "markdown" => {
            Ok(article(parsers::document_of_markdown(&text).map_err(Unread::without_parsers)?))
        }
        "vtt" | "srt" if !may_be_a_set(&text) => Ok(subtitles(&text)),
        "csv" | "tsv" | "json" | "jsonl" | "ndjson" if has_unknown_columns(&text)? => Ok(ReadResult::Several),
        "csv" | "tsv" if formats()?.is_article_table(&text) => Ok(row_of_table(name, &text, &formats()?)?),
        "json" | "jsonl" | "ndjson" if formats()?.has_article_lines(&text) => Ok(ReadResult::Several),
        _ if looks_like_html(&text) => page(&text, name, None).map(article),
        _ if may_be_a_set(&text) && formats()?.detect(&text).is_some() => {
            Ok(sets_with_articles(name, &text, &formats()?)?)
        }
        _ if looks_like_subtitles(&text) => Ok(subtitles(&text)),
        "json" | "jsonl" | "ndjson" => {
            let advice = strings::JSON_WITHOUT_ARTICLES;
            Err(ReplyError::new(FailureCode::File, format!("{name}: {advice}")).into())
        }
        _ => Ok(article(Document::from_text(text))),
    }
}

/// Whether a file is a table whose columns a reader must name, or has named for others: it is read as one of many.
fn has_unknown_columns(text: &str) -> Result<bool, Unread> {
    let found = formats()?.columns_of(text, &ColumnsWish::default());
    Ok(matches!(found, ColumnsFound::Unknown(_)))
}

/// Whether a file's ending is that of a table.
fn is_table(name: &str) -> bool {
    matches!(ending(name).as_str(), "csv" | "tsv")
}

/// Whether a file's name or content suggests a table, lines or a set.
fn may_be_several_or_a_set(name: &str, text: &str) -> bool {
    matches!(ending(name).as_str(), "csv" | "tsv" | "json" | "jsonl" | "ndjson") || may_be_a_set(text)
}

/// The ending of a file's name, in small letters.
fn ending(name: &str) -> String {
    name.rsplit('.').next().unwrap_or("").to_lowercase()
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
fn row_of_table(name: &str, table: &str, formats: &Formats) -> Result<ReadResult, ReplyError> {
    let problem = |what: String| ReplyError::new(FailureCode::File, format!("{name}: {what}"));
    let mut rows = formats.article_table(table);
    match (rows.pop(), rows.len()) {
        (Some(Ok(row)), 0) => Ok(article(Document::from_text_with(row.text, row.meta))),
        (Some(Err(error)), 0) => Err(problem(error.to_string())),
        (None, _) => Err(problem(strings::NO_ARTICLE_TEXT.to_owned())),
        (Some(_), _) => Ok(ReadResult::Several),
    }
}

fn page(source: &str, name: &str, url: Option<&str>) -> Result<Document, Unread> {
    match parsers::page(source, url).map_err(Unread::without_parsers)? {
        Ok(page) => Ok(Document::from_blocks(&page.blocks, page.meta)),
        Err(error) => Err(ReplyError::new(FailureCode::File, format!("{name}: {error}")).into()),
    }
}

/// Reads an annotation file that contains its article, or several: those are for the library.
fn sets_with_articles(name: &str, file: &str, formats: &Formats) -> Result<ReadResult, ReplyError> {
    let sets = formats.detect(file).and_then(|format| formats.import(file, format).ok()).unwrap_or_default();
    let has_text = |set: &&Imported| set.text.is_some();
    if sets.iter().filter(has_text).nth(1).is_some() {
        return Ok(ReadResult::Several);
    }
    set_with_article(name, file, formats)
}

/// Reads an annotation file that contains its article.
fn set_with_article(name: &str, file: &str, formats: &Formats) -> Result<ReadResult, ReplyError> {
    let (imported, _) = set(name, file, None, formats)?;
    let Some(text) = &imported.text else {
        let advice = strings::SET_WITHOUT_TEXT;
        return Err(ReplyError::new(FailureCode::File, format!("{name}: {advice}")));
    };
    let document = Document::from_text_with(text, imported.meta.clone());
    Ok(ReadResult::ArticleWithSet(ArticleText::of(&document), name.to_owned(), file.to_owned()))
}

/// The set of a file, or the one of the article with this address.
fn set(
    name: &str,
    file: &str,
    url: Option<&str>,
    formats: &Formats,
) -> Result<(Imported, Format), ReplyError> {
    let by_name = || Format::by_ending(name.rsplit('.').next().unwrap_or(""));
    let format = formats.identify(file).or_else(|error| by_name().ok_or(error));
    let read = format.and_then(|format| Ok((formats.import_for(file, format, url)?, format)));
    read.map_err(|error| ReplyError::new(FailureCode::Format, format!("{name}: {error}")))
}
