//! What the program knows of a format: its names, its files, and how to recognise, write and read it.

use serde_json::Value;

use super::error::FormatError;
use super::import::Imported;
use super::json;
use crate::annotation::AnnotationSet;
use crate::document::Document;

/// The facts of a format. Each format's file has one, named `SPEC`, beside its [`FormatCodec`]: the page lists all formats
/// at once, and loads what reads and writes them later.
pub(super) struct FormatSpec {
    /// The name by which the command line, the page and JavaScript ask for the format. Programs depend on it.
    pub name: &'static str,
    /// What the list of formats in the page calls it.
    pub label: &'static str,
    /// The ending of the files that are written, without a dot.
    pub extension: &'static str,
    /// Endings that mean this format and no other, in lower case. Endings that several formats share (`json`,
    /// `jsonl`, `xml`) are in no list.
    pub own_endings: &'static [&'static str],
    pub media_type: &'static str,
    /// What an export loses, for a person who is about to export; `None` when it loses nothing.
    pub leaves_out: Option<&'static str>,
    pub several_articles: SeveralArticles,
    /// Whether the files are no text: then what is written and read is their Base64.
    pub is_binary: bool,
}

/// What recognises, writes and reads a format. Each format's file has one, named `CODEC`.
pub(super) struct FormatCodec {
    /// The files that the other tool needs beside the exported one.
    pub companion_files: fn(&CompanionInput) -> Vec<CompanionFile>,
    /// Whether a file is in this format. At most one format says yes to a file.
    pub detect: fn(&FileStart) -> bool,
    /// The set as a file. The same set gives the same text, byte for byte.
    pub write: fn(&Document, &AnnotationSet, &str) -> String,
    /// The sets of a file, one for each article.
    pub read: fn(&str) -> Result<Vec<Imported>, FormatError>,
}

/// Whether the exports of several articles can stand in one file, one after the other.
pub(super) enum SeveralArticles {
    /// No: each needs a file of its own.
    OneFileEach,
    /// Yes, as they are.
    Appended,
    /// Yes, without what each repeats: the function takes it off all but the first.
    AppendedWithout(fn(&str) -> &str),
}

/// A file that belongs beside an exported one.
///
/// ```
/// use pullquote::{Document, Format};
///
/// let files = Format::Brat.companion_files(&Document::from_text("Done."), "act");
/// let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
/// assert_eq!(names, ["act.txt", "annotation.conf"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CompanionFile {
    /// The file's name, in the folder of the exported file.
    pub name: String,
    /// The file's content.
    pub text: String,
}

/// What companion files are made of.
pub(super) struct CompanionInput<'a> {
    pub document: &'a Document,
    /// The exported file's name without its ending.
    pub stem: &'a str,
}

/// For formats whose tools need nothing beside the file.
pub(super) fn no_companions(_: &CompanionInput) -> Vec<CompanionFile> {
    vec![]
}

/// What detection looks at, prepared once for all formats.
pub(super) struct FileStart<'a> {
    text: &'a str,
    /// The first JSON value, or the first item of it where it is an array.
    json: Option<Value>,
}

impl<'a> FileStart<'a> {
    /// Looks at a file; a byte order mark and white space at its start do not count.
    pub(super) fn of(file: &'a str) -> FileStart<'a> {
        let text = without_byte_order_mark(file).trim_start();
        let json = if text.starts_with(['{', '[']) { json::first_item(text) } else { None };
        FileStart { text, json }
    }

    /// Whether the file begins with JSON that has this key.
    pub(super) fn has_key(&self, key: &str) -> bool {
        self.json_value(key).is_some()
    }

    /// The file's first JSON value, or the first item of it where it is a list.
    pub(super) fn first_json(&self) -> Option<&Value> {
        self.json.as_ref()
    }

    /// What the file's first JSON object has under a key.
    pub(super) fn json_value(&self, key: &str) -> Option<&Value> {
        self.json.as_ref()?.get(key)
    }

    /// The file, where it begins as HTML and XML do.
    pub(super) fn markup(&self) -> Option<&'a str> {
        Some(self.text).filter(|text| text.starts_with('<'))
    }

    /// The file, where it begins neither as mark-up nor as JSON does.
    pub(super) fn plain(&self) -> Option<&'a str> {
        Some(self.text).filter(|text| !text.is_empty() && !text.starts_with(['<', '{', '[']))
    }

    /// The first line of such a file.
    pub(super) fn plain_first_line(&self) -> Option<&'a str> {
        self.plain()?.lines().next()
    }
}

/// Excel needs the mark in what is written; no reader needs it.
pub(super) fn without_byte_order_mark(file: &str) -> &str {
    file.strip_prefix('\u{feff}').unwrap_or(file)
}

/// What most tools cannot express, for [`FormatSpec::leaves_out`].
pub(super) const LOSES_REJECTED: Option<&str> =
    Some("Rejected suggestions are not exported: the other tool would show them as correct.");
