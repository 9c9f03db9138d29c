//! Reads articles out of Word files (DOCX) and PDF files: for the command line, and in the page when a reader opens one.
//!
//! What comes out is text in blocks, as out of a web page. A hostile file costs bounded memory; it is never executed.

mod docx;
mod error;
mod pdf;

pub use error::ReaderError;
use pullquote::{Block, FileKind, Meta};

/// An article out of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileArticle {
    /// Its paragraphs with their roles, in order; none is blank.
    pub blocks: Vec<Block>,
    /// What the file says of it.
    pub meta: Meta,
}

/// Reads the article in a file of a kind that is no text.
///
/// # Errors
/// Where the file is of another kind than these, damaged or locked, has no text, or unpacks to more than is read.
/// The message says what to do.
///
/// ```
/// use pullquote::FileKind;
/// use pullquote_readers::{ReaderError, read};
///
/// assert_eq!(read(b"%PDF-1.7", FileKind::Pdf), Err(ReaderError::Damaged));
/// ```
pub fn read(bytes: &[u8], kind: FileKind) -> Result<FileArticle, ReaderError> {
    let article = match kind {
        FileKind::Office => docx::read(bytes)?,
        FileKind::Pdf => pdf::read(bytes)?,
        other => return Err(ReaderError::Kind(other)),
    };
    let (blocks, meta) = pullquote::lay_out(article.blocks, article.meta);
    Ok(FileArticle { blocks, meta })
}
