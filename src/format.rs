//! Annotation sets in the formats of other tools: written from a document and its set, read back as selectors.
//!
//! Each format counts in its own unit; positions are converted here and nowhere else. What is read is never
//! trusted to lie where it says: an [`Imported`] set holds selectors, and [`place`] finds them in the article.

use crate::document::Document;

pub mod jsonl;

/// A format that annotation sets are exchanged in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// One article a line: quotations, entities and dates with places in code points. See [`jsonl`].
    Jsonl,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: &'static [Format] = &[Format::Jsonl];

    /// The name by which the command line, the page and JavaScript ask for the format.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
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

/// Finds what an article holds and writes it in a format: what `pullquote annotate` gives for one article, and
/// the page's `annotate(text, format)`.
///
/// `id` names the article in the output.
pub fn annotate(document: &Document, id: &str, format: Format) -> String {
    write(document, &crate::recognise::recognise(document), id, format)
}

/// A set written in a format. The same set gives the same text, byte for byte.
pub fn write(
    document: &Document,
    set: &crate::annotation::AnnotationSet,
    id: &str,
    format: Format,
) -> String {
    match format {
        Format::Jsonl => jsonl::write(document, set, id),
    }
}
