//! The word list as a file: JSON, an entry a line, with the version of the form. docs/word-list.md describes it.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::entry::{LONGEST, WordEntry, WordSort, fold_blanks};
use super::list::{MOST_ENTRIES, WordList};
use crate::anchor::json_problem::json_problem;

/// The version of files that are written, and the highest that can be read.
const VERSION: u32 = 1;

/// A longer file is no word list: 2,000 of the longest entries have less.
const LONGEST_FILE: usize = 4 << 20;

/// Why a file cannot be read as a word list, and what to do. Entries count from 1.
///
/// ```
/// use pullquote::WordList;
///
/// let file = "{\"pullquote-words\": 1, \"entries\": [\n{\"sort\": \"nickname\", \"words\": \"Abu Mazen\"}\n]}";
/// let error = WordList::from_json(file).unwrap_err();
/// assert!(error.to_string().starts_with("line 2, entry 1: "), "{error}");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WordListError {
    /// It is another kind of file.
    Foreign,
    /// A newer version of Pullquote wrote it.
    Newer(u32),
    /// It is longer than any word list.
    TooLong,
    /// It has more entries than a list keeps.
    TooMany(usize),
    /// Something is wrong with its JSON, in this line.
    Json {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// An entry says something that it cannot say.
    Entry {
        /// The line in which it begins, from 1.
        line: usize,
        /// Which entry, from 1.
        entry: usize,
        /// What is wrong, and what to do.
        problem: String,
    },
}

impl std::fmt::Display for WordListError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WordListError::Foreign => f.write_str(
                "this file is not a word list of Pullquote: it has no field \"pullquote-words\". Choose a file that \
                 “Export” of the word list saved",
            ),
            WordListError::Newer(version) => write!(
                f,
                "this word list has version {version}, but this page reads versions up to {VERSION}. Open it with the \
                 newer Pullquote that wrote it"
            ),
            WordListError::TooLong => {
                write!(f, "the file is larger than {} MB; no word list is. Choose another file", LONGEST_FILE >> 20)
            }
            WordListError::TooMany(n) => write!(
                f,
                "the file has {n} entries; a word list has at most {MOST_ENTRIES}. Remove some, or make two files of it"
            ),
            WordListError::Json { line, problem } => write!(f, "line {line}: {problem}. Correct it, or export the list anew"),
            WordListError::Entry { line, entry, problem } => write!(f, "line {line}, entry {entry}: {problem}"),
        }
    }
}

impl std::error::Error for WordListError {}

#[derive(Deserialize)]
struct WordFile<'f> {
    #[serde(rename = "pullquote-words")]
    version: Option<serde_json::Value>,
    #[serde(borrow, default)]
    entries: Vec<&'f RawValue>,
}

impl WordList {
    /// Reads a file: all of it, or nothing.
    ///
    /// ```
    /// use pullquote::{WordEntry, WordList, WordSort};
    ///
    /// let list = WordList::from_entries([WordEntry::new(WordSort::Cue, "quips")]);
    /// assert_eq!(WordList::from_json(&list.to_json())?, list);
    /// # Ok::<(), pullquote::WordListError>(())
    /// ```
    ///
    /// # Errors
    /// See [`WordListError`].
    pub fn from_json(file: &str) -> Result<WordList, WordListError> {
        let file = file.trim_start_matches('\u{feff}');
        if LONGEST_FILE < file.len() {
            return Err(WordListError::TooLong);
        }
        let parsed: WordFile = serde_json::from_str(file)
            .map_err(|error| WordListError::Json { line: error.line(), problem: json_problem(&error) })?;
        let version = parsed.version.ok_or(WordListError::Foreign)?;
        let version = version.as_u64().and_then(|n| u32::try_from(n).ok()).ok_or(WordListError::Foreign)?;
        if VERSION < version {
            return Err(WordListError::Newer(version));
        }
        if MOST_ENTRIES < parsed.entries.len() {
            return Err(WordListError::TooMany(parsed.entries.len()));
        }
        let (mut entries, mut line, mut counted) = (vec![], 1, 0);
        for (raw, n) in parsed.entries.iter().zip(1..) {
            // Each stretch of the file is counted once.
            let at = raw.get().as_ptr() as usize - file.as_ptr() as usize;
            line += file.as_bytes()[counted..at].iter().filter(|&&byte| byte == b'\n').count();
            counted = at;
            let wrong = |problem: String| WordListError::Entry { line, entry: n, problem };
            let entry: WordEntry = serde_json::from_str(raw.get())
                .map_err(|error| wrong(format!("{}. {ONE_ENTRY}", json_problem(&error))))?;
            entries.push(checked(entry).map_err(|EntryProblem(problem)| wrong(problem))?);
        }
        Ok(WordList::from_entries(entries))
    }

    /// The list as a file.
    pub fn to_json(&self) -> String {
        let json = |entry: &WordEntry| {
            serde_json::to_string(entry).expect("an entry has nothing that JSON cannot say")
        };
        let entries: Vec<String> = self.entries().iter().map(json).collect();
        format!("{{\"pullquote-words\":{VERSION},\"entries\":[\n{}\n]}}\n", entries.join(",\n"))
    }
}

/// What an entry looks like, where one cannot be read.
const ONE_ENTRY: &str = "An entry looks like {\"sort\":\"name\",\"words\":\"Abu Mazen\",\"kind\":\"PERSON\",\"name\":\"Mahmoud Abbas\"}";

/// What is wrong with an entry, and what to do.
struct EntryProblem(String);

/// An entry whose fields fit its sort; else what is wrong with it.
fn checked(mut entry: WordEntry) -> Result<WordEntry, EntryProblem> {
    for (field, text) in [
        ("words", &mut entry.words),
        ("name", &mut entry.name),
        ("was", &mut entry.was),
        ("title", &mut entry.title),
        ("article", &mut entry.article),
    ] {
        *text = fold_blanks(text);
        if LONGEST < text.chars().count() {
            return Err(EntryProblem(format!("“{field}” is longer than {LONGEST} letters. Shorten it")));
        }
        if text.chars().any(char::is_control) {
            return Err(EntryProblem(format!("“{field}” has a control character. Remove it")));
        }
    }
    let (needs_kind, needs_name) = match entry.sort {
        WordSort::Name => (true, true),
        WordSort::Speaker => (false, true),
        WordSort::NotAName => (true, false),
        WordSort::Cue | WordSort::NotAQuotation => (false, false),
    };
    if entry.words.is_empty() {
        return Err(EntryProblem(
            "“words” is missing or empty. Write the words as they stand in articles".to_owned(),
        ));
    }
    if needs_kind && entry.kind.is_none() {
        return Err(EntryProblem(
            "“kind” is missing. Write one such as \"PERSON\", \"ORG\" or \"GPE\"".to_owned(),
        ));
    }
    if needs_name && entry.name.is_empty() {
        return Err(EntryProblem("“name” is missing or empty. Write the full name".to_owned()));
    }
    if !needs_kind {
        entry.kind = None;
    }
    if !needs_name {
        entry.name = String::new();
    }
    Ok(entry)
}
