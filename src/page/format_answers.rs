//! What the page asks of the module that reads and writes the formats of other tools: requests and answers, as JSON. A
//! request may be about a file, which stands beside it.

use serde::{Deserialize, Serialize};

use super::columns::{self, ColumnsQuestion};
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::format::{self, ColumnsWish, Format};
use crate::store::StoredSource;

/// An article with its set, to be written.
#[derive(Serialize, Deserialize)]
pub(crate) struct WrittenWork {
    /// The article's id in the file.
    pub id: String,
    article: StoredSource,
    set: AnnotationSet,
}

impl WrittenWork {
    pub(crate) fn new(document: &Document, set: &AnnotationSet, id: &str) -> WrittenWork {
        WrittenWork { id: id.to_owned(), article: StoredSource::new("", document), set: set.clone() }
    }
}

/// What is asked for, with the type of its answer.
#[derive(Serialize, Deserialize)]
pub(crate) enum FormatRequest {
    /// The format of a file: `Option<Format>`.
    Detect,
    /// The same, or what is wrong: `Result<Format, FormatError>`.
    Identify,
    /// The parts of a file with the sets of many articles: `Vec<(String, String)>`.
    Split(Format),
    /// The sets of a file: `Result<Vec<Imported>, FormatError>`.
    Import(Format),
    /// The set of the article with this address: `Result<Imported, FormatError>`.
    ImportFor(Format, Option<String>),
    /// A set as an export would bring it back: `Imported`.
    Reimport(WrittenWork, Format),
    /// A file: `String`.
    Export(WrittenWork, Format),
    /// The names and texts of the files that belong beside it, by the name of the file without its ending:
    /// `Vec<(String, String)>`.
    Companions(WrittenWork, Format, String),
    /// The columns of the table of quotations: `Vec<String>`.
    Columns,
    /// The rows of an article in it: `Vec<Vec<String>>`.
    Rows(WrittenWork),
    /// Whether a file is a table of articles: `bool`.
    IsArticleTable,
    /// Whether it has articles as lines: `bool`.
    HasArticleLines,
    /// The articles of a table: `Vec<Result<TableArticle, FormatError>>`.
    ArticleTable,
    /// The articles of lines: `Vec<Result<TableArticle, FormatError>>`.
    ArticleLines,
    /// What becomes of a file by its columns: `ColumnsFound`.
    ColumnsOf(ColumnsWish),
    /// The dialog in which a reader names the columns: `ColumnsDialog`.
    NameColumns(ColumnsQuestion),
}

/// Answers a request about a file; nothing where it cannot be read, which only another version's page could ask.
pub fn format_answer(request: &str, file: &str) -> String {
    let Ok(request) = serde_json::from_str(request) else { return String::new() };
    answer(request, file).unwrap_or_default()
}

fn answer(request: FormatRequest, file: &str) -> serde_json::Result<String> {
    use serde_json::to_string as json;
    match request {
        FormatRequest::Detect => json(&format::detect(file)),
        FormatRequest::Identify => json(&format::identify(file)),
        FormatRequest::Split(format) => json(&format::split(file, format)),
        FormatRequest::Import(format) => json(&format::import(file, format)),
        FormatRequest::ImportFor(format, url) => json(&format::import_for(file, format, url.as_deref())),
        FormatRequest::Reimport(work, format) => {
            json(&format::reimported(&work.article.document(), &work.set, format))
        }
        FormatRequest::Export(work, format) => {
            json(&format::export(&work.article.document(), &work.set, &work.id, format))
        }
        FormatRequest::Companions(work, format, stem) => {
            let files = format.companion_files(&work.article.document(), &stem);
            json(&files.into_iter().map(|file| (file.name, file.text)).collect::<Vec<_>>())
        }
        FormatRequest::Columns => json(&format::quotation_columns()),
        FormatRequest::Rows(work) => {
            let document = work.article.document();
            json(&format::quotation_rows(&document, &work.set, &work.id).collect::<Vec<_>>())
        }
        FormatRequest::IsArticleTable => json(&format::is_article_table(file)),
        FormatRequest::HasArticleLines => json(&format::are_article_lines(file)),
        FormatRequest::ArticleTable => json(&format::read_article_rows(file)),
        FormatRequest::ArticleLines => json(&format::read_article_lines(file)),
        FormatRequest::ColumnsOf(wish) => json(&format::columns_of(file, &wish)),
        FormatRequest::NameColumns(question) => json(&columns::ask(question, file)),
    }
}
