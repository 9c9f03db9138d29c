//! Reads annotated articles: annotation sets in any format, or articles, which are analysed.

use std::fs;
use std::path::{Path, PathBuf};

use pullquote::{AnnotationSet, Document};

use crate::compressed;
use crate::convert;
use crate::input::{self, Known};
use crate::named_article::NamedArticles;
use crate::report::RunReport;

/// An article with what is marked in it.
pub(crate) struct AnnotatedArticle {
    pub(crate) id: String,
    pub(crate) document: Document,
    pub(crate) set: AnnotationSet,
}

/// The sets of a file. What cannot be read is reported and skipped. `text` is the article, where the sets do not contain it.
pub(crate) fn read(path: &Path, text: Option<&PathBuf>, report: &mut RunReport) -> Vec<AnnotatedArticle> {
    let Some(file) = convert::text(path, report) else { return vec![] };
    let format = pullquote::identify(&file).or_else(|error| convert::by_ending(path).ok_or(error));
    let sets = match format.and_then(|format| pullquote::import(&file, format)) {
        Ok(sets) => sets,
        Err(error) => {
            report.problem(input::place(path, error.line), error.message);
            return vec![];
        }
    };
    if sets.is_empty() {
        report.problem(input::name(path), "the file contains no annotation set");
    }
    let mut articles = vec![];
    let (mut named, count) = (NamedArticles::new(text.map(PathBuf::as_path)), sets.len());
    for set in sets {
        let document = named.of(&set, path, count, report).unwrap_or_else(|error| {
            report.problem(input::name(path), crate::report::io_problem(&error));
            None
        });
        let Some(document) = document else { continue };
        let placed = pullquote::place(&set, &document);
        convert::report_losses(&set, &placed, path, report);
        let id = set.id.clone().unwrap_or_else(|| input::stem(path));
        articles.push(AnnotatedArticle { id, document, set: placed.set });
    }
    articles
}

/// Endings of files that are never annotation sets.
const ARTICLES: [&str; 7] = ["txt", "text", "md", "docx", "pdf", "vtt", "srt"];

/// The annotated articles of a file: of a set what it holds, of an article what the analysis finds.
pub(crate) fn read_or_annotate(path: &Path, report: &mut RunReport) -> Vec<AnnotatedArticle> {
    let ending =
        compressed::plain_name(path).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let is_article =
        path.as_os_str() == "-" || ending.is_some_and(|ending| ARTICLES.contains(&ending.as_str()));
    if !is_article && is_set(path) {
        return read(path, None, report);
    }
    let mut articles = vec![];
    let read = input::articles(path, &Known::default(), report, |article, _| {
        let set = pullquote::annotate(&article.document);
        articles.push(AnnotatedArticle { id: article.id, document: article.document, set });
        Ok(())
    });
    if let Err(error) = read {
        report.problem(input::name(path), crate::report::io_problem(&error));
    }
    articles
}

/// Whether a file holds annotation sets. One that cannot be read is none; reading it as an article says why.
fn is_set(path: &Path) -> bool {
    let text = input::open(path).ok().and_then(|file| input::set_text(file, path).ok());
    text.is_some_and(|text| pullquote::identify(&text).is_ok())
}

/// The files of a folder in the order of their names, or the file itself.
pub(crate) fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return vec![path.to_owned()] };
    let files = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file());
    let is_hidden =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let mut files: Vec<PathBuf> = files.filter(|path| !is_hidden(path)).collect();
    files.sort();
    files
}
