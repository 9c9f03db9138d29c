//! Reads articles out of Word files (DOCX), PDF files and archives (ZIP), and packs exports (ZIP, XLSX): for the command
//! line, and in the page when a reader asks for it.
//!
//! What comes out is text in blocks, as out of a web page. A hostile file costs bounded memory; it is never executed. The
//! page loads this as a WebAssembly module of its own, so it knows nothing of the library, whose caller lays the blocks out.

mod archive;
mod docx;
mod error;
mod pack;
mod pdf;

pub use archive::{ArchivedFile, unpack};
pub use error::ReaderError;
pub use pack::{PackError, archive, spreadsheet};
use serde::Serialize;

#[cfg(target_arch = "wasm32")]
pub mod web;

/// An article out of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FileArticle {
    /// Its paragraphs in order; none is blank.
    pub blocks: Vec<FileBlock>,
    /// What the file says of it.
    pub meta: FileProperties,
}

/// A paragraph of a file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileBlock {
    /// What the file's styles say that it is.
    pub role: FileRole,
    /// Its words.
    pub text: String,
}

/// What a paragraph is by its style. The names are those of the library's roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FileRole {
    /// The headline.
    Title,
    /// The sentence or two under the headline.
    Standfirst,
    /// A line between paragraphs that says what follows.
    Heading,
    /// Anything else.
    #[default]
    Paragraph,
    /// An item of a list.
    ListItem,
    /// The words under a picture.
    Caption,
}

/// The properties of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FileProperties {
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// BCP 47: `en-GB`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

/// Reads the article in a Word file or PDF, whichever it is by its first bytes.
///
/// # Errors
/// Where the file is of another kind, damaged or locked, has no text, or unpacks to more than is read. The message says
/// what to do.
///
/// ```
/// use pullquote_readers::{ReaderError, read};
///
/// assert_eq!(read(b"%PDF-1.7"), Err(ReaderError::Damaged));
/// ```
pub fn read(bytes: &[u8]) -> Result<FileArticle, ReaderError> {
    if bytes.starts_with(b"%PDF") { pdf::read(bytes) } else { docx::read(bytes) }
}
