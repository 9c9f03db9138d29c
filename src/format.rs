//! Annotation sets in the formats of other tools: written from a document and its set, read back as selectors.
//!
//! Each format counts in its own unit; positions are converted here and nowhere else. What is read is never
//! trusted to lie where it says: an [`Imported`] set holds selectors, and [`place`] finds them in the article.

use crate::annotation::AnnotationSet;
use crate::document::Document;

pub mod csv;
mod import;
mod json;
pub mod jsonl;
pub mod jsonld;
mod labels;

pub use import::{Imported, ImportedAnnotation, Placed, Skipped, place};

/// A format that annotation sets are exchanged in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// W3C Web Annotations, with everything that the set holds. See [`jsonld`].
    Jsonld,
    /// A table of the quotations, for spreadsheets. See [`csv`].
    Csv,
    /// One article a line: quotations, entities and dates with places in code points. See [`jsonl`].
    Jsonl,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: &'static [Format] = &[Format::Jsonld, Format::Csv, Format::Jsonl];

    /// The name by which the command line, the page and JavaScript ask for the format.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jsonld => "jsonld",
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
        }
    }

    /// The ending of the format's files, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jsonld => "jsonld",
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
        }
    }

    /// The format's media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jsonld => "application/ld+json",
            Format::Csv => "text/csv",
            Format::Jsonl => "application/jsonl",
        }
    }

    /// What the format cannot carry back, said to a reader who is about to export; `None` when it carries all.
    pub fn leaves_out(self) -> Option<&'static str> {
        match self {
            Format::Jsonld => None,
            Format::Csv => Some(
                "A table holds the quotations alone: entities, dates, notes on other passages and rejected \
                 suggestions stay behind.",
            ),
            Format::Jsonl => Some(
                "These lines hold places and kinds, not the words: they can be read back only onto the same \
                 text. Comments, tags, checks and rejected suggestions stay behind.",
            ),
        }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Format, UnknownFormat> {
        Format::ALL
            .iter()
            .copied()
            .find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat { name: name.to_owned() })
    }
}

/// There is no format of this name; the message lists those that there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat {
    pub name: String,
}

impl std::fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let known: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        write!(f, "there is no format {:?}; choose one of {}", self.name, known.join(", "))
    }
}

impl std::error::Error for UnknownFormat {}

/// Why a file could not be read: what is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FormatError {
    /// Counted from 1; `None` where the trouble is with the file as a whole.
    pub line: Option<usize>,
    /// Counted from 1, in bytes.
    pub column: Option<usize>,
    pub message: String,
}

impl FormatError {
    fn whole(message: impl Into<String>) -> FormatError {
        FormatError { line: None, column: None, message: message.into() }
    }

    fn at_line(line: usize, message: impl Into<String>) -> FormatError {
        FormatError { line: Some(line), column: None, message: message.into() }
    }
}

impl std::fmt::Display for FormatError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(f, "line {line}, column {column}: {}", self.message),
            (Some(line), None) => write!(f, "line {line}: {}", self.message),
            _ => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for FormatError {}

/// Finds what an article holds and writes it in a format: what `pullquote annotate` gives for one article, and
/// the page's `annotate(text, format)`.
///
/// `id` names the article in the output.
pub fn annotate(document: &Document, id: &str, format: Format) -> String {
    write(document, &crate::recognise::recognise(document), id, format)
}

/// A set written in a format. The same set gives the same text, byte for byte.
pub fn write(document: &Document, set: &AnnotationSet, id: &str, format: Format) -> String {
    match format {
        Format::Jsonld => jsonld::write(document, set, id),
        Format::Csv => csv::write(document, set),
        Format::Jsonl => jsonl::write(document, set, id),
    }
}

/// The set of one article, read from a file; an error when it holds several ([`read_all`] takes them).
pub fn read(file: &str, format: Format) -> Result<Imported, FormatError> {
    let mut all = read_all(file, format)?;
    match (all.pop(), all.len()) {
        (Some(one), 0) => Ok(one),
        (None, _) => Err(FormatError::whole("the file holds no annotation set")),
        (Some(_), more) => Err(FormatError::whole(format!(
            "the file holds the sets of {} articles; split it with `pullquote convert`, one file an article",
            more + 1
        ))),
    }
}

/// The sets that a file holds, one an article.
pub fn read_all(file: &str, format: Format) -> Result<Vec<Imported>, FormatError> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    match format {
        Format::Jsonld => jsonld::read(file).map(|one| vec![one]),
        Format::Csv => csv::read(file),
        Format::Jsonl => jsonl::read(file),
    }
}

/// The format that a file is in, judged by its beginning; `None` when it is of no known kind.
pub fn detect(file: &str) -> Option<Format> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file).trim_start();
    let start: String = file.chars().take(4096).collect();
    if start.starts_with('{') || start.starts_with('[') {
        return json::detect(file);
    }
    start.starts_with(csv::FIRST_COLUMN).then_some(Format::Csv)
}
