//! Reads one of many files in a worker: the records of its article, or what is in it.

use std::cell::RefCell;

use js_sys::{Array, Object, Reflect};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::formats::{self, Formats};
use super::modules::NoModule;
use super::open_article::LONGEST;
use super::reading::{ArticleText, ReadRequest, ReadResult, read};
use crate::annotation::AnnotationSet;
use crate::document::decode::{DecodeError, FileKind};
use crate::document::{Document, MAX_BYTES};
use crate::format::{self, ColumnsFound, ColumnsWish, Format, FormatError, TableArticle, file_text};
use crate::guidelines::Guidelines;
use crate::page::export::{carried_guidelines, is_guidelines_file};
use crate::read_json;
use crate::recognise::annotate;
use crate::store::{RestorePlan, prepare_new};
use crate::strings;
use crate::word_list::WordList;

/// What is to be read.
#[derive(Serialize, Deserialize)]
pub(super) struct IntakeRequest {
    pub name: String,
    /// Whether it is an article that was taken out of a table or a file of sets.
    pub is_part: bool,
    pub plan: RestorePlan,
    /// What suggestions follow; nothing where that is what the worker was told last.
    pub words: Option<WordList>,
    /// What is known of the columns of tables.
    pub columns: ColumnsWish,
}

thread_local! {
    /// The word list that this worker was told last.
    static WORDS: RefCell<WordList> = RefCell::default();
}

/// An article that was taken out of a file of several.
#[derive(Serialize, Deserialize)]
struct ArticlePart {
    article: ArticleText,
    /// Its annotations, where the file has them; else they are to be found.
    set: Option<AnnotationSet>,
}

/// Why there is no article, for the reader.
struct FileProblem(String);

impl FileProblem {
    fn of(problem: impl std::fmt::Display) -> FileProblem {
        FileProblem(problem.to_string())
    }
}

/// What a file gives.
enum Content {
    Article(ArticlePart),
    Several(Vec<(String, Result<ArticlePart, FileProblem>)>),
    /// The reader is to say which column is which; the beginning of the file.
    AsksColumns(String),
    /// It is for the readers of kinds of files.
    NeedsReader,
    /// A module is to be loaded first.
    NeedsModule,
    /// The guidelines of the project that the files come from.
    Guidelines(Guidelines),
}

/// Reads a file. `blocks` is what the reader of its kind gave, or empty. The answer is an object with one of: `records`, JSON
/// of the article's records; `files`, arrays of a name, a content and what is wrong with it; `problem`, why there is no
/// article; `columns`, the beginning of a table whose columns a reader must name; `reader`, where the reader of its kind must read it first. Undefined where a module is to be loaded first.
pub(super) fn take_in(request: &str, bytes: &[u8], blocks: &str) -> JsValue {
    let Ok(request) = serde_json::from_str::<IntakeRequest>(request) else {
        return answer("problem", &strings::NOT_READ.into());
    };
    if let Some(words) = &request.words {
        WORDS.set(words.clone());
    }
    let content = content(&request, bytes, blocks);
    match content {
        Ok(Content::Article(part)) => {
            let document = part.article.into_document();
            if document.paragraphs().is_empty() {
                return answer("problem", &strings::NO_ARTICLE_TEXT.into());
            }
            let found = || WORDS.with_borrow(|words| words.applied(&document, annotate(&document)));
            let set = part.set.unwrap_or_else(found);
            let prepared = prepare_new(&document, &set, &request.plan);
            answer("records", &serde_json::to_string(&prepared).unwrap_or_default().into())
        }
        Ok(Content::Several(parts)) => {
            let answer = answer("files", &parts.iter().map(file_of).collect::<Array>());
            // Sets of one file carry one project's.
            if let Some(carried) = carried(bytes) {
                Reflect::set(&answer, &"guidelines".into(), &json(&carried)).ok(); // A new object takes a value.
            }
            answer
        }
        Ok(Content::Guidelines(guidelines)) => {
            let answer = answer("files", &Array::new());
            Reflect::set(&answer, &"guidelines".into(), &json(&guidelines)).ok(); // As above.
            answer
        }
        Ok(Content::AsksColumns(head)) => answer("columns", &head.into()),
        Ok(Content::NeedsReader) => answer("reader", &JsValue::TRUE),
        Ok(Content::NeedsModule) => JsValue::UNDEFINED,
        Err(FileProblem(problem)) => answer("problem", &problem.into()),
    }
}

fn json(guidelines: &Guidelines) -> JsValue {
    serde_json::to_string(guidelines).unwrap_or_default().into()
}

/// The guidelines that a file of sets carries.
fn carried(bytes: &[u8]) -> Option<Guidelines> {
    carried_guidelines(std::str::from_utf8(bytes).ok()?)
}

fn answer(what: &str, value: &JsValue) -> JsValue {
    let answer = Object::new();
    Reflect::set(&answer, &what.into(), value).ok(); // A new object takes a value.
    answer.into()
}

fn file_of((name, part): &(String, Result<ArticlePart, FileProblem>)) -> Array {
    match part {
        Ok(part) => Array::of2(&name.into(), &serde_json::to_string(part).unwrap_or_default().into()),
        Err(FileProblem(problem)) => Array::of3(&name.into(), &JsValue::NULL, &problem.into()),
    }
}

fn content(request: &IntakeRequest, bytes: &[u8], blocks: &str) -> Result<Content, FileProblem> {
    let name = &request.name;
    if MAX_BYTES < bytes.len() {
        return Err(FileProblem(strings::fill(strings::FILE_TOO_LARGE, &[&(MAX_BYTES >> 20)])));
    }
    if request.is_part {
        return read_json::from_bytes(bytes)
            .map(Content::Article)
            .map_err(|_| FileProblem::of(strings::NOT_READ));
    }
    if !blocks.is_empty() {
        return read_one(ReadRequest::Blocks { name: name.clone(), article: blocks.to_owned() }, name);
    }
    let text = match file_text(bytes) {
        Ok(text) => text,
        Err(DecodeError::Kind(FileKind::Pdf | FileKind::Office)) => return Ok(Content::NeedsReader),
        Err(DecodeError::Kind(FileKind::Archive)) if bytes.starts_with(b"PK") => {
            return Ok(Content::NeedsReader);
        }
        Err(error) => return Err(FileProblem::of(error)),
    };
    if text.trim().is_empty() {
        return Err(FileProblem::of(strings::FILE_IS_EMPTY));
    }
    if is_guidelines_file(name) {
        return serde_json::from_str(&text).map(Content::Guidelines).map_err(FileProblem::of);
    }
    let parts = if is_of_several(name) {
        match formats::loaded() {
            Ok(formats) => match formats.columns_of(&text, &request.columns) {
                ColumnsFound::Unknown(head) => return Ok(Content::AsksColumns(head)),
                ColumnsFound::Renamed(renamed) => several(name, &renamed, &formats)?,
                ColumnsFound::AsItIs => several(name, &text, &formats)?,
            },
            Err(NoModule::NotLoaded) => return Ok(Content::NeedsModule),
            Err(NoModule::Unavailable) => return Err(FileProblem::of(strings::NO_FORMATS)),
        }
    } else {
        None
    };
    match parts {
        Some(parts) => Ok(Content::Several(parts)),
        None if LONGEST < text.len() => {
            Err(FileProblem(strings::fill(strings::FILE_TOO_LARGE, &[&(LONGEST / 1_000_000)])))
        }
        None => read_one(ReadRequest::File { name: name.clone(), text }, name),
    }
}

/// Whether a file may be a table or have lines of articles, going by its name.
pub(super) fn is_of_several(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or("").to_lowercase();
    ["csv", "tsv", "json", "jsonl", "ndjson"].contains(&ending.as_str())
}

/// The articles of a table, of lines or of a file of sets; `None` for a file that is one article.
fn several(name: &str, text: &str, formats: &Formats) -> Result<Option<Parts>, FileProblem> {
    let ending = name.rsplit('.').next().unwrap_or("").to_lowercase();
    match ending.as_str() {
        "csv" | "tsv" if formats.is_article_table(text) => {
            let rows = formats.article_table(text);
            if rows.is_empty() {
                return Err(FileProblem::of(strings::NO_ARTICLE_TEXT));
            }
            Ok(Some(parts_of_rows(name, rows)))
        }
        "json" | "jsonl" | "ndjson" if formats.has_article_lines(text) => {
            Ok(Some(parts_of_rows(name, formats.article_lines(text))))
        }
        "csv" | "tsv" | "json" | "jsonl" | "ndjson" => match formats.detect(text) {
            Some(format) => sets(name, text, format, formats).map(Some),
            None if ending == "csv" || ending == "tsv" => Err(FileProblem::of(strings::TABLE_WITHOUT_TEXT)),
            None => Err(FileProblem::of(strings::JSON_WITHOUT_ARTICLES)),
        },
        _ => Ok(None),
    }
}

type Parts = Vec<(String, Result<ArticlePart, FileProblem>)>;

fn parts_of_rows(name: &str, rows: Vec<Result<TableArticle, FormatError>>) -> Parts {
    let part = |row| match row {
        Ok(article) => part_of_row(name, article),
        Err(problem) => (name.to_owned(), Err(FileProblem::of(problem))),
    };
    rows.into_iter().map(part).collect()
}

fn part_of_row(name: &str, row: TableArticle) -> (String, Result<ArticlePart, FileProblem>) {
    let id =
        row.id.as_deref().or(row.meta.title.as_deref()).map_or_else(String::new, |id| format!(" ({id})"));
    let place = strings::fill(strings::LINE_OF_FILE, &[&name, &row.line, &id]);
    if LONGEST < row.text.len() {
        return (place, Err(FileProblem(strings::fill(strings::FILE_TOO_LARGE, &[&(LONGEST / 1_000_000)]))));
    }
    let document = Document::from_text_with(row.text, row.meta);
    (place, Ok(ArticlePart { article: ArticleText::of(&document), set: None }))
}

/// The articles of a file of annotation sets, each with its annotations.
fn sets(name: &str, text: &str, format: Format, formats: &Formats) -> Result<Parts, FileProblem> {
    let sets = formats.import(text, format).map_err(FileProblem::of)?;
    let parts = sets.into_iter().map(|imported| {
        let id = imported.id.clone().or_else(|| imported.meta.title.clone()).unwrap_or_default();
        let place = strings::fill(strings::SET_OF_FILE, &[&name, &id]);
        let Some(text) = &imported.text else {
            return (place, Err(FileProblem::of(strings::SET_WITHOUT_TEXT)));
        };
        let document = Document::from_text_with(text, imported.meta.clone());
        let set = format::place(&imported, &document).set;
        (place, Ok(ArticlePart { article: ArticleText::of(&document), set: Some(set) }))
    });
    Ok(parts.collect())
}

/// A file that is one article.
fn read_one(request: ReadRequest, name: &str) -> Result<Content, FileProblem> {
    let Some(read) = read(request) else { return Ok(Content::NeedsModule) };
    match read {
        ReadResult::Article(article) => Ok(Content::Article(ArticlePart { article, set: None })),
        ReadResult::ArticleWithSet(_, _, file) => {
            let Ok(formats) = formats::loaded() else { return Ok(Content::NeedsModule) };
            let format = formats.identify(&file).map_err(FileProblem::of)?;
            sets(name, &file, format, &formats).map(Content::Several)
        }
        // The list names the file itself.
        ReadResult::Refused(error) => {
            let message = error.message;
            Err(FileProblem::of(message.strip_prefix(&format!("{name}: ")).unwrap_or(&message)))
        }
        _ => Err(FileProblem::of(strings::NOT_READ)),
    }
}
