//! Annotation sets in the formats of other tools: written from a document and its set, read back as selectors.
//!
//! Each format counts in its own unit; positions are converted here and nowhere else. What is read is never
//! trusted to lie where it says: an [`Imported`] set holds selectors, and [`place`] finds them in the article.

use crate::annotation::AnnotationSet;
use crate::document::Document;

pub(crate) mod brat;
pub(crate) mod cas;
pub(crate) mod csv;
pub(crate) mod html;
pub(crate) mod hypothesis;
mod import;
pub(crate) mod iob2;
mod json;
pub(crate) mod jsonl;
pub(crate) mod jsonld;
mod labels;
pub(crate) mod labelstudio;
pub(crate) mod markdown;
mod pieces;
pub(crate) mod prodigy;
pub(crate) mod tei;

pub use import::{Imported, ImportedAnnotation, Placed, Skipped, place};
pub use labels::label;

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
    /// brat's standoff, beside the article's text. See [`brat`].
    Brat,
    /// Tokens with a tag each, for training name finders. See [`iob2`].
    Iob2,
    /// Tasks of Prodigy and spaCy, one a line. See [`prodigy`].
    Prodigy,
    /// Tasks of Label Studio. See [`labelstudio`].
    Labelstudio,
    /// UIMA's CAS as JSON, for INCEpTION. See [`cas`].
    Cas,
    /// TEI P5. See [`tei`].
    Tei,
    /// Notes with quoted blocks. See [`markdown`].
    Markdown,
    /// Exports of Hypothesis. See [`hypothesis`].
    Hypothesis,
    /// A page that carries its set. See [`html`].
    Html,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: &'static [Format] = &[
        Format::Jsonld,
        Format::Csv,
        Format::Jsonl,
        Format::Brat,
        Format::Iob2,
        Format::Prodigy,
        Format::Labelstudio,
        Format::Cas,
        Format::Tei,
        Format::Markdown,
        Format::Hypothesis,
        Format::Html,
    ];

    /// The name by which the command line, the page and JavaScript ask for the format.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jsonld => "jsonld",
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
            Format::Brat => "brat",
            Format::Iob2 => "iob2",
            Format::Prodigy => "prodigy",
            Format::Labelstudio => "labelstudio",
            Format::Cas => "cas",
            Format::Tei => "tei",
            Format::Markdown => "markdown",
            Format::Hypothesis => "hypothesis",
            Format::Html => "html",
        }
    }

    /// The ending of the format's files, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jsonld => "jsonld",
            Format::Csv => "csv",
            Format::Jsonl | Format::Prodigy => "jsonl",
            Format::Brat => "ann",
            Format::Iob2 => "conll",
            Format::Labelstudio | Format::Cas | Format::Hypothesis => "json",
            Format::Tei => "xml",
            Format::Markdown => "md",
            Format::Html => "html",
        }
    }

    /// The format whose files end so; `None` for endings that several share (`json`, `jsonl`, `xml`).
    pub fn by_ending(ending: &str) -> Option<Format> {
        Some(match ending.to_lowercase().as_str() {
            "jsonld" => Format::Jsonld,
            "csv" | "tsv" => Format::Csv,
            "ann" => Format::Brat,
            "conll" | "iob" | "iob2" | "bio" => Format::Iob2,
            "md" | "markdown" => Format::Markdown,
            "html" | "htm" => Format::Html,
            _ => return None,
        })
    }

    /// The format's media type.
    pub fn mime(self) -> &'static str {
        match self {
            Format::Jsonld => "application/ld+json",
            Format::Csv => "text/csv",
            Format::Jsonl | Format::Prodigy => "application/jsonl",
            Format::Brat | Format::Iob2 => "text/plain",
            Format::Labelstudio | Format::Cas | Format::Hypothesis => "application/json",
            Format::Tei => "application/tei+xml",
            Format::Markdown => "text/markdown",
            Format::Html => "text/html",
        }
    }

    /// What the format cannot carry back, said to a reader who is about to export; `None` when it carries all.
    pub fn leaves_out(self) -> Option<&'static str> {
        match self {
            Format::Jsonld | Format::Tei | Format::Html => None,
            Format::Brat | Format::Prodigy | Format::Labelstudio | Format::Cas | Format::Hypothesis => {
                Some("Rejected suggestions stay behind: that tool would take them for right.")
            }
            Format::Iob2 => Some(
                "Tokens and tags hold entities and dates alone, one to a token: quotations, speakers, comments \
                 and overlapping names stay behind, and the text comes back as its tokens.",
            ),
            Format::Markdown => Some(
                "Notes hold quotations and commented passages: entities, dates and exact places stay behind, and \
                 what comes back is found by its words.",
            ),
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

/// A set written in a format. The same set gives the same text, byte for byte.
pub fn export(document: &Document, set: &AnnotationSet, id: &str, format: Format) -> String {
    match format {
        Format::Jsonld => jsonld::write(document, set, id),
        Format::Csv => csv::write(document, set),
        Format::Jsonl => jsonl::write(document, set, id),
        Format::Brat => brat::write(document, set),
        Format::Iob2 => iob2::write(document, set),
        Format::Prodigy => prodigy::write(document, set, id),
        Format::Labelstudio => labelstudio::write(document, set, id),
        Format::Cas => cas::write(document, set),
        Format::Tei => tei::write(document, set, id),
        Format::Markdown => markdown::write(document, set, id),
        Format::Hypothesis => hypothesis::write(document, set, id),
        Format::Html => html::write(document, set, id),
    }
}

/// The set of one article, read from a file; an error when it holds several ([`import`] takes them).
pub fn import_one(file: &str, format: Format) -> Result<Imported, FormatError> {
    let mut all = import(file, format)?;
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
pub fn import(file: &str, format: Format) -> Result<Vec<Imported>, FormatError> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    match format {
        Format::Jsonld => jsonld::read(file).map(|one| vec![one]),
        Format::Csv => csv::read(file),
        Format::Jsonl => jsonl::read(file),
        Format::Brat => brat::read(file).map(|one| vec![one]),
        Format::Iob2 => iob2::read(file),
        Format::Prodigy => prodigy::read(file),
        Format::Labelstudio => labelstudio::read(file),
        Format::Cas => cas::read(file).map(|one| vec![one]),
        Format::Tei => tei::read(file).map(|one| vec![one]),
        Format::Markdown => markdown::read(file).map(|one| vec![one]),
        Format::Hypothesis => hypothesis::read(file).map(|one| vec![one]),
        Format::Html => html::read(file).map(|one| vec![one]),
    }
}

/// The format that a file is in, judged by its content; the error says why it is none.
pub fn identify(file: &str) -> Result<Format, FormatError> {
    let broken = || json::trouble(file.strip_prefix('\u{feff}').unwrap_or(file));
    detect(file).ok_or_else(|| {
        let known: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        let none = || format!("this is no annotation file that Pullquote knows ({})", known.join(", "));
        broken().unwrap_or_else(|| FormatError::whole(none()))
    })
}

/// The format that a file is in, judged by its content; `None` when it is of no known kind.
pub(crate) fn detect(file: &str) -> Option<Format> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file).trim_start();
    let first_line = file.lines().next()?;
    match file.chars().next()? {
        '{' | '[' => json::detect(file),
        '<' if html::carries_a_set(file) => Some(Format::Html),
        '<' if tei::carries_a_set(file) => Some(Format::Tei),
        _ if csv::is_header(first_line) => Some(Format::Csv),
        _ if markdown::is_ours(file) => Some(Format::Markdown),
        _ if brat::is_bound(first_line) => Some(Format::Brat),
        _ if iob2::is_tagged(file) => Some(Format::Iob2),
        _ => None,
    }
}
