//! Everything in one file: a line that says what it is, then an article a line, each with a checksum.
//!
//! Lines of JSON: a text editor opens them, any program reads them, and damage is told by its line.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Bookmark, Cover, Stored, TextRecord, WorkRecord, id_of, journal, record};
use crate::document::Document;

/// What this version writes, and the highest that it reads.
const VERSION: u32 = 1;

/// All that a library holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Backup {
    /// The one last saved first.
    pub articles: Vec<Copied>,
    /// What was open, and how the page was set.
    pub bookmark: Bookmark,
}

/// An article of a back-up.
#[derive(Clone, Debug)]
pub(crate) struct Copied {
    pub id: String,
    pub stored: Stored,
    /// The version before, if it is known.
    pub older: Option<String>,
}

/// Why a file cannot be taken in as a back-up, and what to do. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum BackupError {
    /// It is something else.
    Foreign,
    /// It was made by a version that writes them otherwise.
    Newer(u32),
    /// What stands in this line is not what was written.
    Damaged(usize),
    /// It ends before its last article.
    Short { has: usize, of: usize },
}

impl std::fmt::Display for BackupError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BackupError::Foreign => f.write_str(
                "this is no back-up of Pullquote. Choose a file that “Back up everything” gave; annotations of one \
                 article come in by Import",
            ),
            BackupError::Newer(version) => write!(
                f,
                "line 1: this back-up has version {version}, and this page reads up to {VERSION}. Open it with the \
                 newer Pullquote that made it"
            ),
            BackupError::Damaged(line) => write!(
                f,
                "line {line} is not what was written there: the file was changed or damaged. Take another copy of it; \
                 nothing was changed here"
            ),
            BackupError::Short { has, of } => write!(
                f,
                "the file ends after {has} of its {of} articles: it was cut off. Copy it again from where it came; \
                 nothing was changed here"
            ),
        }
    }
}

impl std::error::Error for BackupError {}

#[derive(Serialize, Deserialize)]
struct Head {
    /// The version.
    #[serde(rename = "pullquote-backup")]
    version: u32,
    /// When, for people.
    made: String,
    articles: usize,
    settings: Bookmark,
}

#[derive(Serialize, Deserialize)]
struct Line {
    /// Of the article as it stands in the line.
    sum: String,
    article: Box<RawValue>,
}

#[derive(Serialize, Deserialize)]
struct ArticleLine {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    older: Option<String>,
    text: TextRecord,
    work: WorkRecord,
}

/// Writes a back-up; `made` says when, as people write it.
pub(crate) fn write(backup: &Backup, made: &str) -> String {
    let head = Head {
        version: VERSION,
        made: made.to_owned(),
        articles: backup.articles.len(),
        settings: backup.bookmark.clone(),
    };
    let mut file = json(&head);
    file.push('\n');
    for article in &backup.articles {
        let article = json(&ArticleLine {
            id: article.id.clone(),
            older: article.older.clone(),
            text: TextRecord::of(&article.stored.document),
            work: WorkRecord {
                set: article.stored.set.clone(),
                history: article.stored.history.clone(),
                cover: Cover::default(),
            },
        });
        // By hand: the article is as large as it is, and is not to be read again for this.
        file += &format!("{{\"sum\":\"{}\",\"article\":{article}}}\n", sum(&article));
    }
    file
}

/// Reads a back-up, all of it or nothing.
pub(crate) fn read(file: &str) -> Result<Backup, BackupError> {
    let mut lines =
        file.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let head = lines.next().ok_or(BackupError::Foreign)?.1;
    let head: serde_json::Value = serde_json::from_str(head).map_err(|_| BackupError::Foreign)?;
    let version = head.get("pullquote-backup").ok_or(BackupError::Foreign)?;
    let version = version.as_u64().and_then(|n| u32::try_from(n).ok()).ok_or(BackupError::Damaged(1))?;
    if VERSION < version {
        return Err(BackupError::Newer(version));
    }
    let head: Head = serde_json::from_value(head).map_err(|_| BackupError::Damaged(1))?;
    let (mut articles, mut ids) = (vec![], HashSet::new());
    for (at, line) in lines {
        let article = read_line(line).filter(|article| ids.insert(article.id.clone()));
        articles.push(article.ok_or(BackupError::Damaged(at + 1))?);
    }
    if articles.len() < head.articles {
        return Err(BackupError::Short { has: articles.len(), of: head.articles });
    }
    Ok(Backup { articles, bookmark: head.settings })
}

/// `None` unless the line is what was written, and everything in it fits its text.
fn read_line(line: &str) -> Option<Copied> {
    let line: Line = serde_json::from_str(line).ok()?;
    if sum(line.article.get()) != line.sum {
        return None;
    }
    let ArticleLine { id, older, text, work } = serde_json::from_str(line.article.get()).ok()?;
    if id != id_of(&text.text) {
        return None;
    }
    let document = Document::from_stored(text.text, &text.roles, text.meta);
    let fits =
        |spans: &crate::annotation::Spans| spans.iter().all(|span| span.get(document.text()).is_some());
    let all_fit = work.set.in_order().all(|a| fits(&a.spans))
        && work.history.steps().all(|step| journal::fits(&document, &step.edit));
    let stored = Stored { document, set: work.set, history: work.history, cover: Cover::default() };
    all_fit.then_some(Copied { id, stored, older })
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("records hold nothing that JSON cannot say")
}

fn sum(article: &str) -> String {
    format!("{:016x}", record::hash(&[article.as_bytes()]))
}
