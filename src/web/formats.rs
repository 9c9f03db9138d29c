//! Reads and writes the formats of other tools: with a module of its own (`src/bin/formats`), which who calls the library
//! loads when the library needs it.

use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use super::modules::{NoModule, PageModule};
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::format::{ColumnsFound, ColumnsWish, Format, FormatError, Imported, TableArticle, write_jsonl};
use crate::page::columns::{ColumnsDialog, ColumnsQuestion};
use crate::page::format_answers::{FormatRequest, WrittenWork};

#[wasm_bindgen]
extern "C" {
    /// The module.
    pub(super) type Formats;

    #[wasm_bindgen(method)]
    fn answer(this: &Formats, request: &str, file: &str) -> String;
}

/// The module, where it is loaded.
pub(super) fn loaded() -> Result<Formats, NoModule> {
    PageModule::Formats.get()
}

impl Formats {
    /// The format of a file, recognised by its content.
    pub(super) fn detect(&self, file: &str) -> Option<Format> {
        self.ask(&FormatRequest::Detect, file)
    }

    /// The same, or why none is recognised.
    pub(super) fn identify(&self, file: &str) -> Result<Format, FormatError> {
        self.ask(&FormatRequest::Identify, file)
    }

    /// The parts of a file with the sets of many articles, each with its article's id.
    pub(super) fn split(&self, file: &str, format: Format) -> Vec<(String, String)> {
        self.ask(&FormatRequest::Split(format), file)
    }

    /// The sets of a file.
    pub(super) fn import(&self, file: &str, format: Format) -> Result<Vec<Imported>, FormatError> {
        self.ask(&FormatRequest::Import(format), file)
    }

    /// The set of a file; of several, that of the article with this address.
    pub(super) fn import_for(
        &self,
        file: &str,
        format: Format,
        url: Option<&str>,
    ) -> Result<Imported, FormatError> {
        self.ask(&FormatRequest::ImportFor(format, url.map(str::to_owned)), file)
    }

    /// A set as an export in a format would bring it back.
    pub(super) fn reimport(&self, document: &Document, set: &AnnotationSet, format: Format) -> Imported {
        if format == Format::Jsonl {
            let lines = write_jsonl(document, set, "");
            return self.import_for(&lines, format, None).unwrap_or_default();
        }
        self.ask(&FormatRequest::Reimport(WrittenWork::new(document, set, ""), format), "")
    }

    /// A set as a file.
    pub(super) fn export(
        &self,
        document: &Document,
        set: &AnnotationSet,
        id: &str,
        format: Format,
    ) -> String {
        // The names of dates in them take what the library has, and the module has not.
        if format == Format::Jsonl {
            return write_jsonl(document, set, id);
        }
        self.ask(&FormatRequest::Export(WrittenWork::new(document, set, id), format), "")
    }

    /// The names and texts of the files that belong beside an exported one.
    pub(super) fn companions(
        &self,
        document: &Document,
        set: &AnnotationSet,
        format: Format,
        stem: &str,
    ) -> Vec<(String, String)> {
        let work = WrittenWork::new(document, set, "");
        self.ask(&FormatRequest::Companions(work, format, stem.to_owned()), "")
    }

    /// The columns of the table of quotations.
    pub(super) fn columns(&self) -> Vec<String> {
        self.ask(&FormatRequest::Columns, "")
    }

    /// The rows of an article in it.
    pub(super) fn rows(&self, document: &Document, set: &AnnotationSet, id: &str) -> Vec<Vec<String>> {
        self.ask(&FormatRequest::Rows(WrittenWork::new(document, set, id)), "")
    }

    /// Whether a file is a table of articles.
    pub(super) fn is_article_table(&self, file: &str) -> bool {
        self.ask(&FormatRequest::IsArticleTable, file)
    }

    /// Whether a file has articles as lines.
    pub(super) fn has_article_lines(&self, file: &str) -> bool {
        self.ask(&FormatRequest::HasArticleLines, file)
    }

    /// The articles of a table.
    pub(super) fn article_table(&self, file: &str) -> Vec<Result<TableArticle, FormatError>> {
        self.ask(&FormatRequest::ArticleTable, file)
    }

    /// The articles of lines.
    pub(super) fn article_lines(&self, file: &str) -> Vec<Result<TableArticle, FormatError>> {
        self.ask(&FormatRequest::ArticleLines, file)
    }

    /// What becomes of a file by its columns.
    pub(super) fn columns_of(&self, file: &str, wish: &ColumnsWish) -> ColumnsFound {
        self.ask(&FormatRequest::ColumnsOf(wish.clone()), file)
    }

    /// The dialog in which a reader names the columns of a file, by its beginning.
    pub(super) fn name_columns(&self, question: &ColumnsQuestion, head: &str) -> ColumnsDialog {
        self.ask(&FormatRequest::NameColumns(question.clone()), head)
    }

    fn ask<T: DeserializeOwned>(&self, request: &FormatRequest, file: &str) -> T {
        let request = serde_json::to_string(request).expect("requests have texts and numbers alone");
        serde_json::from_str(&self.answer(&request, file)).expect("the module is of the same version")
    }
}
