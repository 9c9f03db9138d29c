//! Articles out of files: plain text, JSON lines, pages.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use jiff::civil::Date;
use pullquote::document::{Document, MAX_BYTES, Meta};
use pullquote::format::{self, Format};
use serde::Deserialize;

use crate::report::Report;

/// An article that came in, and the name it goes by.
pub struct Article {
    pub id: String,
    pub document: Document,
}

/// Why an article could not be taken in.
#[derive(Debug)]
#[non_exhaustive]
pub enum InputError {
    Io(io::Error),
    /// Not text: the byte at which it stops being UTF-8.
    NotUtf8(usize),
    TooLong(usize),
    Json(serde_json::Error),
    Date(String),
    UnknownKind,
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InputError::Io(error) => write!(f, "cannot be read: {error}"),
            InputError::NotUtf8(at) => write!(f, "not UTF-8 text (byte {at}); save it as UTF-8"),
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
            InputError::Date(date) => write!(f, "{date:?} is no date; write it as 2021-11-10"),
            InputError::UnknownKind => {
                f.write_str("what kind of file is this? Name it .txt, .html or .jsonl")
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
pub fn articles(
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

pub fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    Ok(Box::new(BufReader::new(File::open(path)?)))
}

enum Kind {
    Text,
    Lines,
    Unknown,
}

/// By the file's ending; standard input and files without one by how they begin.
fn kind(path: &Path, file: &mut dyn BufRead) -> Kind {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("jsonl" | "ndjson") => Kind::Lines,
        Some("txt" | "text" | "md") => Kind::Text,
        None => {
            let start = file.fill_buf().unwrap_or_default();
            if start.trim_ascii_start().starts_with(b"{\"") { Kind::Lines } else { Kind::Text }
        }
        Some(_) => Kind::Unknown,
    }
}

fn whole(mut file: impl Read, path: &Path, known: &Meta, kind: Kind) -> Result<Article, InputError> {
    if let Kind::Unknown = kind {
        return Err(InputError::UnknownKind);
    }
    let mut bytes = vec![];
    file.by_ref().take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(InputError::Io)?;
    let text = String::from_utf8(bytes).map_err(|e| InputError::NotUtf8(e.utf8_error().valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Article { id: stem(path), document: document(text, known.clone())? })
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
        match line(&bytes, &fallback, known) {
            Ok(article) => each(article, report)?,
            Err(error) => report.trouble(format_args!("{}:{number}", path.display()), error),
        }
    }
    Ok(())
}

fn line(bytes: &[u8], fallback: &str, known: &Meta) -> Result<Article, InputError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let line: Line = serde_json::from_slice(bytes).map_err(InputError::Json)?;
    let published = line.published.as_deref().filter(|d| !d.is_empty()).map(day).transpose()?;
    let (title, byline, lang, url) = (line.title, line.byline, line.lang, line.url);
    let meta = Meta { title, byline, published, lang, url }.or(known.clone());
    let id = line.id.map_or_else(|| fallback.to_owned(), |name| name.to_string());
    Ok(Article { id, document: document(line.text, meta)? })
}

/// `2021-11-10`, with or without a time of day after it.
fn day(date: &str) -> Result<Date, InputError> {
    let wrong = || InputError::Date(date.to_owned());
    let day = date.trim().get(..10).ok_or_else(wrong)?;
    day.parse().map_err(|_| wrong())
}

fn document(text: String, meta: Meta) -> Result<Document, InputError> {
    if MAX_BYTES < text.len() {
        return Err(InputError::TooLong(text.len()));
    }
    Ok(Document::from_text_with(text, meta))
}

/// The file's name without its ending; `stdin` for standard input.
pub fn stem(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "stdin".to_owned();
    }
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// A place in a file, as compilers write it: `file:line`.
pub fn place(path: &Path, line: Option<usize>) -> String {
    let path = path.display();
    line.map_or_else(|| path.to_string(), |line| format!("{path}:{line}"))
}

/// A set's text as it goes on after `written` others in the same file: one table has one header.
pub fn following(format: Format, text: &str, written: usize) -> &str {
    if format == Format::Csv && 0 < written { format::csv::without_header(text) } else { text }
}
