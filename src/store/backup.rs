//! The back-up: all articles in one file. The first line says what it is; then each article is one line, with a
//! checksum; then each record that cannot be read, as it is stored.
//!
//! The lines are JSON: any text editor and any program can read them, and damage is reported with its line.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::answers::VersionAnswers;
use super::article::{Bookmark, StoredArticle, TextRecord, WorkRecord};
use super::entry::article_id;
use super::journal::JournalPosition;
use super::record;
use super::replay::{fits, spans_fit};
use super::sources::StoredSource;
use crate::document::Document;
use crate::read_json;

/// The highest version of files that can be read.
const VERSION: u32 = 2;

/// The version of files that have articles alone. An earlier page reads them.
const ARTICLES_ONLY: u32 = 1;

/// All that a library has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Backup {
    /// The last saved one comes first.
    pub articles: Vec<BackedUpArticle>,
    /// What was open, and how the page was set.
    pub bookmark: Bookmark,
    /// What cannot be read: a repair may still be found.
    pub records: Vec<RawRecord>,
}

/// A record as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RawRecord {
    pub key: String,
    pub value: String,
}

/// An article of a back-up.
#[derive(Clone, Debug)]
pub(crate) struct BackedUpArticle {
    pub id: String,
    pub stored: StoredArticle,
    /// The id of the version before, if it is known.
    pub older: Option<String>,
    /// What a reader said of quotations of the version before.
    pub answers: VersionAnswers,
    /// What its quotations are checked against.
    pub sources: Vec<StoredSource>,
    /// The day on which it was opened first, as `2021-11-10`.
    pub opened: Option<String>,
    /// Its restore points, as they are stored.
    pub points: Vec<RawRecord>,
}

impl BackedUpArticle {
    /// An article of which nothing is known beside what is stored.
    pub(crate) fn new(id: &str, stored: StoredArticle) -> BackedUpArticle {
        let (older, opened) = (None, None);
        BackedUpArticle {
            id: id.to_owned(),
            stored,
            older,
            answers: VersionAnswers::new(),
            sources: vec![],
            opened,
            points: vec![],
        }
    }
}

/// Why a file cannot be restored as a back-up, and what to do. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum BackupError {
    /// It is another kind of file.
    Foreign,
    /// A newer version of Pullquote wrote it.
    Newer(u32),
    /// This line is not as it was written.
    Damaged(usize),
    /// It ends before its last article.
    Short { has: usize, of: usize },
    /// The same of records that could not be read.
    ShortOfRecords { has: usize, of: usize },
}

impl std::fmt::Display for BackupError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BackupError::Foreign => f.write_str(
                "this file is not a back-up of Pullquote. Choose a file that “Back up everything” saved. To add the \
                 annotations of one article, use Import",
            ),
            BackupError::Newer(version) => write!(
                f,
                "line 1: this back-up has version {version}, but this page reads versions up to {VERSION}. Open it \
                 with the newer Pullquote that wrote it"
            ),
            BackupError::Damaged(line) => write!(
                f,
                "line {line} is changed or damaged. Use another copy of the file. Nothing was changed here"
            ),
            BackupError::Short { has, of } => write!(
                f,
                "the file is incomplete: it has {has} of its {of} articles. Copy it again from its source. Nothing was \
                 changed here"
            ),
            BackupError::ShortOfRecords { has, of } => write!(
                f,
                "the file is incomplete: it has {has} of its {of} records that could not be read. Copy it again from \
                 its source. Nothing was changed here"
            ),
        }
    }
}

impl std::error::Error for BackupError {}

/// The first line.
#[derive(Serialize, Deserialize)]
struct BackupHeader {
    /// The version.
    #[serde(rename = "pullquote-backup")]
    version: u32,
    /// When it was made, for people.
    made: String,
    articles: usize,
    #[serde(default, skip_serializing_if = "is_zero")]
    records: usize,
    settings: Bookmark,
}

fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// The line of an article, or of a record that cannot be read.
#[derive(Deserialize)]
struct BackupLine {
    /// The checksum of the JSON of what the line has.
    sum: String,
    article: Option<Box<RawValue>>,
    record: Option<Box<RawValue>>,
}

#[derive(Serialize, Deserialize)]
struct BackupRecord {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    older: Option<String>,
    #[serde(default, skip_serializing_if = "VersionAnswers::is_empty")]
    answers: VersionAnswers,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sources: Vec<StoredSource>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opened: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    points: Vec<RawRecord>,
    text: TextRecord,
    work: WorkRecord,
}

/// Writes a back-up; `made` is the date, for people.
pub(crate) fn write(backup: &Backup, made: &str) -> String {
    let header = BackupHeader {
        version: if backup.records.is_empty() { ARTICLES_ONLY } else { VERSION },
        made: made.to_owned(),
        articles: backup.articles.len(),
        records: backup.records.len(),
        settings: backup.bookmark.clone(),
    };
    let mut file = json(&header);
    file.push('\n');
    for article in &backup.articles {
        let article = article_json(article);
        // Written by hand: serde would copy the whole article once more.
        file += &format!("{{\"sum\":\"{}\",\"article\":{article}}}\n", sum(&article));
    }
    for record in &backup.records {
        let record = json(record);
        file += &format!("{{\"sum\":\"{}\",\"record\":{record}}}\n", sum(&record));
    }
    file
}

/// An article as a line of a back-up has it.
pub(crate) fn article_json(article: &BackedUpArticle) -> String {
    json(&BackupRecord {
        id: article.id.clone(),
        older: article.older.clone(),
        answers: article.answers.clone(),
        sources: article.sources.clone(),
        opened: article.opened.clone(),
        points: article.points.clone(),
        text: TextRecord::of(&article.stored.document),
        work: WorkRecord {
            set: article.stored.set.clone(),
            history: article.stored.history.clone(),
            ..WorkRecord::default()
        },
    })
}

/// Reads a back-up: all of it, or nothing.
pub(crate) fn read(file: &str) -> Result<Backup, BackupError> {
    let mut lines =
        file.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let header = lines.next().ok_or(BackupError::Foreign)?.1;
    let header: serde_json::Value = serde_json::from_str(header).map_err(|_| BackupError::Foreign)?;
    let version = header.get("pullquote-backup").ok_or(BackupError::Foreign)?;
    let version = version.as_u64().and_then(|n| u32::try_from(n).ok()).ok_or(BackupError::Damaged(1))?;
    if VERSION < version {
        return Err(BackupError::Newer(version));
    }
    let header: BackupHeader = read_json::from_value(&header).map_err(|_| BackupError::Damaged(1))?;
    let (mut articles, mut records, mut ids) = (vec![], vec![], HashSet::new());
    for (at, line) in lines {
        match read_line(line).ok_or(BackupError::Damaged(at + 1))? {
            BackedUpLine::Article(article) if ids.insert(article.id.clone()) => articles.push(*article),
            BackedUpLine::Article(_) => return Err(BackupError::Damaged(at + 1)),
            BackedUpLine::Record(record) => records.push(record),
        }
    }
    if articles.len() < header.articles {
        return Err(BackupError::Short { has: articles.len(), of: header.articles });
    }
    if records.len() < header.records {
        return Err(BackupError::ShortOfRecords { has: records.len(), of: header.records });
    }
    Ok(Backup { articles, bookmark: header.settings, records })
}

enum BackedUpLine {
    Article(Box<BackedUpArticle>),
    Record(RawRecord),
}

/// `None` unless the line is as it was written, and everything in it fits its text.
fn read_line(line: &str) -> Option<BackedUpLine> {
    let BackupLine { sum: written, article, record } = serde_json::from_str(line).ok()?;
    let is_whole = |raw: &RawValue| sum(raw.get()) == written;
    match (article, record) {
        (Some(raw), None) if is_whole(&raw) => {
            Some(BackedUpLine::Article(Box::new(read_article(raw.get())?)))
        }
        (None, Some(raw)) if is_whole(&raw) => serde_json::from_str(raw.get()).ok().map(BackedUpLine::Record),
        _ => None,
    }
}

/// An article of a back-up from its JSON; `None` unless everything in it fits its text.
pub(crate) fn read_article(json: &str) -> Option<BackedUpArticle> {
    let BackupRecord { id, older, answers, sources, opened, points, text, work } =
        serde_json::from_str(json).ok()?;
    if id != article_id(&text.text) {
        return None;
    }
    let document = Document::from_stored(text.text, &text.roles, text.meta);
    let all_fit = work.set.in_order().all(|a| spans_fit(&document, &a.spans))
        && work.history.steps().all(|step| fits(&document, &step.edit));
    let WorkRecord { set, history, .. } = work;
    let stored = StoredArticle { document, set, history, journal_position: JournalPosition::default() };
    all_fit.then_some(BackedUpArticle { id, stored, older, answers, sources, opened, points })
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("records hold nothing that JSON cannot say")
}

fn sum(article: &str) -> String {
    format!("{:016x}", record::hash(&[article.as_bytes()]))
}
