//! Articles out of files: plain text, Markdown, pages, JSON lines.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use jiff::civil::Date;
use pullquote::HtmlError;
use pullquote::{DecodeError, decode};
use pullquote::{Document, MAX_BYTES, Meta};
use serde::Deserialize;

use crate::report::Report;

/// An article that came in, and the name it goes by.
pub(crate) struct Article {
    pub(crate) id: String,
    pub(crate) document: Document,
}

/// Why an article could not be taken in.
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
                write!(f, "{n} bytes are too long for one article (the limit is {MAX_BYTES}); split it")
            }
            InputError::Json(error) => {
                write!(
                    f,
                    "not an article (column {}): {error}; a line is {{\"id\",\"text\"}}",
                    error.column()
                )
            }
        }
    }
}

impl std::error::Error for InputError {}

/// A line of a .jsonl file.
#[derive(Deserialize)]
struct Line {
    id: Option<Name>,
    text: String,
    published: Option<String>,
    title: Option<String>,
    byline: Option<String>,
    lang: Option<String>,
    url: Option<String>,
}

/// Ids are numbers in some collections.
#[derive(Deserialize)]
#[serde(untagged)]
enum Name {
    Text(String),
    Number(serde_json::Number),
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Name::Text(text) => f.write_str(text),
            Name::Number(number) => number.fmt(f),
        }
    }
}

/// Gives each article of a file to `each`, one after the other; what cannot be read is reported and passed
/// over. `known` fills in what an article does not say itself.
pub(crate) fn articles(
    path: &Path,
    known: &Meta,
    report: &mut Report,
    mut each: impl FnMut(Article, &mut Report) -> io::Result<()>,
) -> io::Result<()> {
    let place = path.display();
    let mut file = match open(path) {
        Ok(file) => file,
        Err(error) => {
            report.trouble(place, InputError::Io(error));
            return Ok(());
        }
    };
    match kind(path, file.as_mut()) {
        Kind::Lines => lines(file, path, known, report, each),
        kind => match whole(file, path, known, kind) {
            Ok(article) => each(article, report),
            Err(error) => {
                report.trouble(place, error);
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

enum Kind {
    Text,
    Markdown,
    Page,
    Lines,
}

/// By the file's ending; standard input and files with another ending by how they begin.
fn kind(path: &Path, file: &mut dyn BufRead) -> Kind {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("jsonl" | "ndjson") => Kind::Lines,
        Some("txt" | "text") => Kind::Text,
        Some("md" | "markdown") => Kind::Markdown,
        Some("html" | "htm" | "xhtml") => Kind::Page,
        _ => {
            let start = file.fill_buf().unwrap_or_default();
            if start.trim_ascii_start().starts_with(b"{\"") {
                Kind::Lines
            } else if pullquote::looks_like_html(&String::from_utf8_lossy(start)) {
                Kind::Page
            } else {
                Kind::Text
            }
        }
    }
}

fn whole(file: impl Read, path: &Path, known: &Meta, kind: Kind) -> Result<Article, InputError> {
    let text = decoded(file)?;
    let document = match kind {
        Kind::Page => {
            let page = pullquote::read_page(&text, known.url.as_deref()).map_err(InputError::Html)?;
            Document::from_blocks(&page.blocks, page.meta.or(known.clone()))
        }
        Kind::Markdown => {
            let (blocks, meta) = pullquote::read_markdown(&text);
            Document::from_blocks(&blocks, meta.or(known.clone()))
        }
        Kind::Text | Kind::Lines => document(text, known.clone())?,
    };
    Ok(Article { id: stem(path), document })
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
    report: &mut Report,
    mut each: impl FnMut(Article, &mut Report) -> io::Result<()>,
) -> io::Result<()> {
    let mut bytes = vec![];
    for number in 1.. {
        bytes.clear();
        match file.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) if bytes.trim_ascii().is_empty() => continue,
            Ok(_) => {}
            Err(error) => {
                report.trouble(path.display(), InputError::Io(error));
                break;
            }
        }
        let fallback = format!("{}:{number}", stem(path));
        let here = format!("{}:{number}", path.display());
        match line(&bytes) {
            Ok(line) => match article(line, &fallback, known, |problem| report.trouble(&here, problem)) {
                Ok(article) => each(article, report)?,
                Err(error) => report.trouble(&here, error),
            },
            Err(error) => report.trouble(&here, error),
        }
    }
    Ok(())
}

fn line(bytes: &[u8]) -> Result<Line, InputError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(InputError::Json)
}

/// A date that is none is reported; the article is read all the same.
fn article(
    line: Line,
    fallback: &str,
    known: &Meta,
    trouble: impl FnOnce(String),
) -> Result<Article, InputError> {
    let published = line.published.as_deref().filter(|d| !d.trim().is_empty()).and_then(|date| {
        let day = day(date);
        if day.is_none() {
            trouble(format!("{date:?} is no date; write it as 2021-11-10"));
        }
        day
    });
    let (title, byline, lang, url) = (line.title, line.byline, line.lang, line.url);
    let meta = Meta { title, byline, published, lang, url }.or(known.clone());
    let id = line.id.map_or_else(|| fallback.to_owned(), |name| name.to_string());
    Ok(Article { id, document: document(line.text, meta)? })
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
