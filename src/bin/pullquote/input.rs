//! Reads articles from files: text, Markdown, web pages, Word, PDF, subtitles, tables, JSON.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use pullquote::{Block, ColumnMap, DecodeError, Document, FileKind, FormatError, MAX_BYTES, Meta, WebPage};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::binary_file::BinaryFile;
use crate::compressed;
use crate::file_text::{bytes, checked, text_of, told_by_name};
pub(crate) use crate::file_text::{decoded, set_text};
pub(crate) use crate::input_error::{InputError, LONGEST_LINE};
use crate::report::{RunReport, WrongValue};

/// An article with its name.
pub(crate) struct InputArticle {
    pub(crate) id: String,
    pub(crate) document: Document,
}

/// What a reader says of articles beside their files.
#[derive(Default)]
pub(crate) struct Known {
    /// Fills in what an article does not say itself.
    pub(crate) meta: Meta,
    /// Which columns of tables and lines are which.
    pub(crate) columns: ColumnMap,
}

impl Known {
    /// What is known of an article alone.
    pub(crate) fn of(meta: &Meta) -> Known {
        Known { meta: meta.clone(), ..Known::default() }
    }
}

/// A line of a .jsonl file.
#[derive(Deserialize)]
struct InputLine {
    #[serde(default, deserialize_with = "article_id")]
    id: Option<String>,
    text: String,
    published: Option<String>,
    title: Option<String>,
    byline: Option<String>,
    publisher: Option<String>,
    lang: Option<String>,
    url: Option<String>,
}

/// In some collections ids are numbers. They stay as they are written: a number of twenty digits would be rounded, and two
/// articles would have one id.
fn article_id<'de, D: Deserializer<'de>>(id: D) -> Result<Option<String>, D::Error> {
    let Some(id) = Option::<Box<RawValue>>::deserialize(id)? else { return Ok(None) };
    match id.get() {
        "null" => Ok(None),
        text if text.starts_with('"') => serde_json::from_str(text).map(Some).map_err(D::Error::custom),
        number if number.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => Ok(Some(number.to_owned())),
        _ => Err(D::Error::custom("invalid type: an id is a text or a number")),
    }
}

/// Gives each article of a file to `each`, one after the other. What cannot be read is reported and skipped.
pub(crate) fn articles(
    path: &Path,
    known: &Known,
    report: &mut RunReport,
    mut each: impl FnMut(InputArticle, &mut RunReport) -> io::Result<()>,
) -> io::Result<()> {
    let place = name(path);
    let mut file = match open(path).and_then(|mut file| file.fill_buf().map(|_| ()).map(|()| file)) {
        Ok(file) => file,
        Err(error) => {
            report.problem(place, missing(path, error));
            return Ok(());
        }
    };
    match kind(path, file.as_mut()) {
        InputKind::Table => table(file, path, known, report, each),
        InputKind::Json => json(file, path, known, report, each),
        InputKind::Lines => match as_lines(file, path) {
            Ok(file) => lines(file, path, known, report, each),
            Err(error) => {
                report.problem(place, error);
                Ok(())
            }
        },
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
    let file: Box<dyn BufRead> = if is_stdin(path) {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(path)?))
    };
    let file = checked(file, path)?;
    if compressed::plain_name(path) == path {
        return compressed::decompressed(file);
    }
    checked(compressed::decompressed(file)?, &compressed::plain_name(path))
}

/// How many articles files have, where that is quick to tell.
pub(crate) fn count(paths: &[PathBuf]) -> Option<u64> {
    let lines = |path: &PathBuf| {
        let mut file = BufReader::new(File::open(path).ok()?);
        let (mut lines, mut line) = (0, vec![]);
        while 0 < file.read_until(b'\n', &mut line).ok()? {
            lines += u64::from(!line.trim_ascii().is_empty());
            line.clear();
        }
        Some(lines)
    };
    let count = |path: &PathBuf| match path.extension()?.to_str()?.to_lowercase().as_str() {
        "jsonl" | "ndjson" => lines(path),
        "csv" | "tsv" | "json" | "gz" | "zst" => None,
        _ => Some(1),
    };
    paths.iter().map(count).sum()
}

/// A file of lines in UTF-8, whatever its encoding: what begins with the mark of UTF-16 is converted.
pub(crate) fn as_lines(mut file: Box<dyn BufRead>, path: &Path) -> Result<Box<dyn BufRead>, InputError> {
    let start = file.fill_buf().map_err(InputError::Io)?;
    if let Some(kind) = BinaryFile::by_name(&compressed::plain_name(path)).filter(|kind| kind.begins(start)) {
        return Err(InputError::Damaged(kind.damaged()));
    }
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return Ok(Box::new(Cursor::new(decoded(file, path)?)));
    }
    if start.starts_with(b"\xef\xbb\xbf") {
        file.consume(3);
    }
    Ok(file)
}

/// The next line of a file, without limit on their number but on their length; empty at the end.
pub(crate) fn next_line(file: &mut dyn BufRead, line: &mut Vec<u8>) -> Result<(), InputError> {
    line.clear();
    let read = file.take(LONGEST_LINE as u64).read_until(b'\n', line).map_err(InputError::Io)?;
    if read == LONGEST_LINE && !line.ends_with(b"\n") {
        return Err(InputError::LongLine);
    }
    match std::str::from_utf8(line) {
        Ok(_) => Ok(()),
        Err(error) => Err(InputError::NotUtf8(error.valid_up_to() + 1)),
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A file's name in a message.
pub(crate) fn name(path: &Path) -> String {
    if is_stdin(path) { "standard input".to_owned() } else { path.display().to_string() }
}

enum InputKind {
    Text,
    Markdown,
    Page,
    Subtitles,
    Table,
    /// JSON that may go over several lines: an array of articles, or one article.
    Json,
    Lines,
}

/// By the file's ending; standard input and files with another ending by how they begin.
fn kind(path: &Path, file: &mut dyn BufRead) -> InputKind {
    let path = compressed::plain_name(path);
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("jsonl" | "ndjson") => InputKind::Lines,
        Some("json") => InputKind::Json,
        Some("csv" | "tsv") => InputKind::Table,
        Some("vtt" | "srt") => InputKind::Subtitles,
        Some("txt" | "text") => InputKind::Text,
        Some("md" | "markdown") => InputKind::Markdown,
        Some("html" | "htm" | "xhtml") => InputKind::Page,
        _ => {
            let start = file.fill_buf().unwrap_or_default();
            let text = String::from_utf8_lossy(start);
            if is_object(start) {
                InputKind::Lines
            } else if is_array_of_objects(&text) {
                InputKind::Json
            } else if pullquote::looks_like_html(&text) {
                InputKind::Page
            } else if pullquote::looks_like_subtitles(&text) {
                InputKind::Subtitles
            } else {
                InputKind::Text
            }
        }
    }
}

fn is_object(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    start.strip_prefix(b"{").is_some_and(|inside| inside.trim_ascii_start().starts_with(b"\""))
}

fn is_array_of_objects(start: &str) -> bool {
    let inside = start.trim_start_matches('\u{feff}').trim_start().strip_prefix('[');
    inside.is_some_and(|inside| inside.trim_start().starts_with('{'))
}

fn whole(file: impl Read, path: &Path, known: &Known, kind: InputKind) -> Result<InputArticle, InputError> {
    let of_blocks =
        |(blocks, meta): (Vec<Block>, Meta)| Document::from_blocks(&blocks, meta.or(known.meta.clone()));
    let text = match content(file, path)? {
        FileContent::Text(text) => text,
        FileContent::Article(read) => {
            return Ok(InputArticle { id: stem(path), document: of_blocks((read.blocks, read.meta)) });
        }
    };
    let document = match kind {
        InputKind::Page => {
            let page = pullquote::read_page(&text, known.meta.url.as_deref()).map_err(InputError::Html)?;
            of_blocks((page.blocks, page.meta))
        }
        InputKind::Markdown => of_blocks(pullquote::read_markdown(&text)),
        InputKind::Subtitles => of_blocks(pullquote::read_subtitles(&text)),
        InputKind::Text | InputKind::Lines | InputKind::Json | InputKind::Table => {
            document(text, known.meta.clone())?
        }
    };
    if document.paragraphs().is_empty() {
        return Err(InputError::Decode(DecodeError::Empty));
    }
    Ok(InputArticle { id: stem(path), document })
}

/// What a file has, by its bytes: its first ones count for more than its name.
enum FileContent {
    Text(String),
    /// Of a Word or PDF file.
    Article(WebPage),
}

fn content(file: impl Read, path: &Path) -> Result<FileContent, InputError> {
    let bytes = bytes(file)?;
    if pullquote::binary_set(&bytes).is_some() {
        return Err(InputError::Set);
    }
    read_content(&bytes, path).map_err(|error| told_by_name(error, path))
}

fn read_content(bytes: &[u8], path: &Path) -> Result<FileContent, InputError> {
    match text_of(bytes, path) {
        Ok(text) => Ok(FileContent::Text(text)),
        Err(InputError::Decode(DecodeError::Kind(FileKind::Pdf | FileKind::Office))) => {
            let read = pullquote_readers::read(bytes).map_err(InputError::Reader)?;
            let read = serde_json::to_string(&read).map_err(InputError::Json)?;
            let (blocks, meta) = pullquote::lay_out_json(&read).map_err(InputError::Json)?;
            Ok(FileContent::Article(WebPage { blocks, meta }))
        }
        Err(error) => Err(error),
    }
}

/// The article of a web page, or of a Word or PDF file.
pub(crate) fn page(file: impl Read, path: &Path) -> Result<WebPage, InputError> {
    match content(file, path)? {
        FileContent::Text(text) => pullquote::read_page(&text, None).map_err(InputError::Html),
        FileContent::Article(page) => Ok(page),
    }
}

/// The articles of a table, a row each.
fn table(
    file: impl Read,
    path: &Path,
    known: &Known,
    report: &mut RunReport,
    mut each: impl FnMut(InputArticle, &mut RunReport) -> io::Result<()>,
) -> io::Result<()> {
    let read = |text: String| {
        let renamed = if known.columns.is_empty() { Ok(text) } else { known.columns.applied(&text) };
        pullquote::read_article_table(&renamed?)
    };
    let rows = decoded(file, path).and_then(|text| read(text).map_err(InputError::Table));
    let rows = match rows {
        Ok(rows) => rows,
        Err(error) => {
            let line = if let InputError::Table(error) = &error { error.line } else { None };
            report.problem(place(path, line), error);
            return Ok(());
        }
    };
    for row in rows {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                report.problem(place(path, error.line), error.message);
                continue;
            }
        };
        let id = row.id.unwrap_or_else(|| format!("{}:{}", stem(path), row.line));
        match document(row.text, row.meta.or(known.meta.clone())) {
            Ok(document) => each(InputArticle { id, document }, report)?,
            Err(error) => report.problem(place(path, Some(row.line)), error),
        }
    }
    Ok(())
}

/// The articles of a JSON file: the items of an array, or objects one after the other, over any number of lines.
fn json(
    file: impl Read,
    path: &Path,
    known: &Known,
    report: &mut RunReport,
    mut each: impl FnMut(InputArticle, &mut RunReport) -> io::Result<()>,
) -> io::Result<()> {
    let mut bytes = vec![];
    if let Err(error) = file.take(LONGEST_LINE as u64).read_to_end(&mut bytes) {
        report.problem(name(path), InputError::Io(error));
        return Ok(());
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut number = 0;
    for value in serde_json::Deserializer::from_slice(text).into_iter::<&RawValue>() {
        let items = value.and_then(|value| match value.get() {
            several if several.starts_with('[') => serde_json::from_str::<Vec<&RawValue>>(several),
            _ => Ok(vec![value]),
        });
        let items = match items {
            Ok(items) => items,
            Err(error) => {
                report.problem(place(path, Some(error.line())), InputError::Json(error));
                break;
            }
        };
        for item in items {
            number += 1;
            let here = format!("{}: article {number}", name(path));
            let fallback = if number == 1 { stem(path) } else { format!("{}:{number}", stem(path)) };
            let renamed = known.columns.renamed(item.get());
            let line = serde_json::from_str(&renamed).map_err(InputError::Json);
            match line
                .and_then(|line| article(line, &fallback, known, |problem| report.problem(&here, problem)))
            {
                Ok(article) => each(article, report)?,
                Err(error) => report.problem(&here, error),
            }
        }
    }
    Ok(())
}

/// Why a file is not there. The address of a page in its place gets advice.
fn missing(path: &Path, error: io::Error) -> InputError {
    let is_address = path.to_str().is_some_and(pullquote::is_address);
    if is_address && error.kind() == io::ErrorKind::NotFound {
        InputError::Address
    } else {
        InputError::Io(error)
    }
}

fn lines(
    mut file: impl BufRead,
    path: &Path,
    known: &Known,
    report: &mut RunReport,
    mut each: impl FnMut(InputArticle, &mut RunReport) -> io::Result<()>,
) -> io::Result<()> {
    let mut bytes = vec![];
    for number in 1.. {
        let here = place(path, Some(number));
        match next_line(&mut file, &mut bytes) {
            Ok(()) if bytes.is_empty() => break,
            Ok(()) if bytes.trim_ascii().is_empty() => continue,
            Ok(()) => {}
            Err(InputError::NotUtf8(column)) => {
                report.problem(here, InputError::NotUtf8(column));
                continue;
            }
            Err(error) => {
                report.problem(here, error);
                break;
            }
        }
        let fallback = format!("{}:{number}", stem(path));
        let line = std::str::from_utf8(&bytes).unwrap_or_default().trim_ascii_end();
        match serde_json::from_str(&known.columns.renamed(line)).map_err(InputError::Json) {
            Ok(line) => match article(line, &fallback, known, |problem| report.problem(&here, problem)) {
                Ok(article) => each(article, report)?,
                Err(error) => report.problem(&here, error),
            },
            Err(error) => report.problem(&here, error),
        }
    }
    Ok(())
}

/// A date that cannot be read is reported; the article is read without it.
fn article(
    line: InputLine,
    fallback: &str,
    known: &Known,
    report_date: impl FnOnce(String),
) -> Result<InputArticle, InputError> {
    let published = line.published.as_deref().filter(|d| !d.trim().is_empty()).and_then(|date| {
        let day = day(date);
        if day.is_none() {
            report_date(format!("{date:?} is not a date; write it as 2021-11-10"));
        }
        day
    });
    let InputLine { title, byline, publisher, lang, url, .. } = line;
    let meta =
        Meta { title, byline, published, publisher, lang, url, ..Meta::default() }.or(known.meta.clone());
    let id = line.id.unwrap_or_else(|| fallback.to_owned());
    Ok(InputArticle { id, document: document(line.text, meta)? })
}

/// The columns of an option.
pub(crate) fn columns(map: &str) -> Result<ColumnMap, FormatError> {
    if map.is_empty() { Ok(ColumnMap::default()) } else { map.parse() }
}

/// The day of an option.
pub(crate) fn published(date: &str) -> Result<Date, WrongValue> {
    day(date).ok_or(WrongValue("this is not a date; write it as 2021-11-10"))
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
    if is_stdin(path) {
        return "stdin".to_owned();
    }
    let path = compressed::plain_name(path);
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// A place in a file, as compilers write it: `file:line`.
pub(crate) fn place(path: &Path, line: Option<usize>) -> String {
    let name = name(path);
    line.map_or_else(|| name.clone(), |line| format!("{name}:{line}"))
}
