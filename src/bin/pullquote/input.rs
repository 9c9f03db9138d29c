//! Reads articles from files: plain text, Markdown, web pages, JSON lines.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use jiff::civil::Date;
use pullquote::{DecodeError, Document, HtmlError, MAX_BYTES, Meta, decode};
use serde::Deserialize;
use serde_json::error::Category;

use crate::report::RunReport;

/// An article with its name.
pub(crate) struct InputArticle {
    pub(crate) id: String,
    pub(crate) document: Document,
}

/// Why an article cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum InputError {
    Io(io::Error),
    Decode(DecodeError),
    Html(HtmlError),
    TooLong(usize),
    Json(serde_json::Error),
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InputError::Io(error) => write!(f, "cannot be read: {error}"),
            InputError::Decode(error) => error.fmt(f),
            InputError::Html(error) => error.fmt(f),
            InputError::TooLong(n) => {
                write!(f, "the article has {n} bytes; the limit is {MAX_BYTES}; split it")
            }
            InputError::Json(error) => write!(
                f,
                "column {}: {}; each line must be an object such as {{\"id\":\"a\",\"text\":\"…\"}}",
                error.column(),
                in_plain_words(error)
            ),
        }
    }
}

impl std::error::Error for InputError {}

/// serde's own words are for programmers: "missing field `text`".
fn in_plain_words(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match (error.classify(), message.split('`').nth(1)) {
        (Category::Eof, _) => "the JSON ends too early".to_owned(),
        (Category::Data, Some(field)) if message.starts_with("missing field") => {
            format!("the field {field:?} is missing")
        }
        (Category::Data, _) => "a value has the wrong type".to_owned(),
        _ => "this is not valid JSON".to_owned(),
    }
}

/// A line of a .jsonl file.
#[derive(Deserialize)]
struct InputLine {
    id: Option<ArticleId>,
    text: String,
    published: Option<String>,
    title: Option<String>,
    byline: Option<String>,
    lang: Option<String>,
    url: Option<String>,
}

/// In some collections ids are numbers.
#[derive(Deserialize)]
#[serde(untagged)]
enum ArticleId {
    Text(String),
    Number(serde_json::Number),
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArticleId::Text(text) => f.write_str(text),
            ArticleId::Number(number) => number.fmt(f),
        }
    }
}

/// Gives each article of a file to `each`, one after the other. What cannot be read is reported and skipped.
/// `known` fills in what an article does not say itself.
pub(crate) fn articles(
    path: &Path,
    known: &Meta,
    report: &mut RunReport,
    mut each: impl FnMut(InputArticle, &mut RunReport) -> io::Result<()>,
) -> io::Result<()> {
    let place = path.display();
    let mut file = match open(path) {
        Ok(file) => file,
        Err(error) => {
            report.problem(place, InputError::Io(error));
            return Ok(());
        }
    };
    match kind(path, file.as_mut()) {
        InputKind::Lines => lines(file, path, known, report, each),
        kind => match whole(file, path, known, kind) {
            Ok(article) => each(article, report),
            Err(error) => {
                report.problem(place, error);
                Ok(())
            }
        },
    }
}

pub(crate) fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    Ok(Box::new(BufReader::new(File::open(path)?)))
}

enum InputKind {
    Text,
    Markdown,
    Page,
    Lines,
}

/// By the file's ending; standard input and files with another ending by how they begin.
fn kind(path: &Path, file: &mut dyn BufRead) -> InputKind {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("jsonl" | "ndjson") => InputKind::Lines,
        Some("txt" | "text") => InputKind::Text,
        Some("md" | "markdown") => InputKind::Markdown,
        Some("html" | "htm" | "xhtml") => InputKind::Page,
        _ => {
            let start = file.fill_buf().unwrap_or_default();
            if start.trim_ascii_start().starts_with(b"{\"") {
                InputKind::Lines
            } else if pullquote::looks_like_html(&String::from_utf8_lossy(start)) {
                InputKind::Page
            } else {
                InputKind::Text
            }
        }
    }
}

fn whole(file: impl Read, path: &Path, known: &Meta, kind: InputKind) -> Result<InputArticle, InputError> {
    let text = decoded(file)?;
    let document = match kind {
        InputKind::Page => {
            let page = pullquote::read_page(&text, known.url.as_deref()).map_err(InputError::Html)?;
            Document::from_blocks(&page.blocks, page.meta.or(known.clone()))
        }
        InputKind::Markdown => {
            let (blocks, meta) = pullquote::read_markdown(&text);
            Document::from_blocks(&blocks, meta.or(known.clone()))
        }
        InputKind::Text | InputKind::Lines => document(text, known.clone())?,
    };
    Ok(InputArticle { id: stem(path), document })
}

/// A file's text, whatever its encoding.
pub(crate) fn decoded(file: impl Read) -> Result<String, InputError> {
    let mut bytes = vec![];
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(InputError::Io)?;
    decode(&bytes).map_err(InputError::Decode)
}

fn lines(
    mut file: impl BufRead,
    path: &Path,
    known: &Meta,
    report: &mut RunReport,
    mut each: impl FnMut(InputArticle, &mut RunReport) -> io::Result<()>,
) -> io::Result<()> {
    let mut bytes = vec![];
    for number in 1.. {
        bytes.clear();
        match file.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) if bytes.trim_ascii().is_empty() => continue,
            Ok(_) => {}
            Err(error) => {
                report.problem(path.display(), InputError::Io(error));
                break;
            }
        }
        let fallback = format!("{}:{number}", stem(path));
        let here = format!("{}:{number}", path.display());
        match line(&bytes) {
            Ok(line) => match article(line, &fallback, known, |problem| report.problem(&here, problem)) {
                Ok(article) => each(article, report)?,
                Err(error) => report.problem(&here, error),
            },
            Err(error) => report.problem(&here, error),
        }
    }
    Ok(())
}

fn line(bytes: &[u8]) -> Result<InputLine, InputError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(InputError::Json)
}

/// A date that cannot be read is reported; the article is read without it.
fn article(
    line: InputLine,
    fallback: &str,
    known: &Meta,
    report_date: impl FnOnce(String),
) -> Result<InputArticle, InputError> {
    let published = line.published.as_deref().filter(|d| !d.trim().is_empty()).and_then(|date| {
        let day = day(date);
        if day.is_none() {
            report_date(format!("{date:?} is not a date; write it as 2021-11-10"));
        }
        day
    });
    let (title, byline, lang, url) = (line.title, line.byline, line.lang, line.url);
    let meta = Meta { title, byline, published, lang, url }.or(known.clone());
    let id = line.id.map_or_else(|| fallback.to_owned(), |name| name.to_string());
    Ok(InputArticle { id, document: document(line.text, meta)? })
}

/// `2021-11-10`, with or without a time of day after it.
fn day(date: &str) -> Option<Date> {
    date.trim().get(..10)?.parse().ok()
}

fn document(text: String, meta: Meta) -> Result<Document, InputError> {
    if MAX_BYTES < text.len() {
        return Err(InputError::TooLong(text.len()));
    }
    Ok(Document::from_text_with(text, meta))
}

/// The file's name without its ending; `stdin` for standard input.
pub(crate) fn stem(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "stdin".to_owned();
    }
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// A place in a file, as compilers write it: `file:line`.
pub(crate) fn place(path: &Path, line: Option<usize>) -> String {
    let path = path.display();
    line.map_or_else(|| path.to_string(), |line| format!("{path}:{line}"))
}
