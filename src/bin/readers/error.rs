//! Why no article comes out of a file.

use std::fmt;

/// Why a file cannot be read. The message says what to do.
///
/// ```
/// use pullquote_readers::ReaderError;
///
/// assert!(ReaderError::Locked.to_string().contains("password"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReaderError {
    /// Neither DOCX nor PDF: a spreadsheet, a Word file of the nineties, another archive.
    OtherKind,
    /// Only a password opens it.
    Locked,
    /// It is not what its first bytes say, or cut off.
    Damaged,
    /// Its pages are pictures.
    Scanned,
    /// Its letters have no meaning: the file maps them to shapes alone.
    Unmapped,
    /// There is no text in it.
    Empty,
    /// It unpacks to more than is read.
    TooLong,
}

impl fmt::Display for ReaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ReaderError::OtherKind => {
                "This file is from a word processor or spreadsheet, and neither DOCX nor PDF; open it there and copy its text, or save it as DOCX or plain text (.txt)."
            }
            ReaderError::Locked => {
                "This file is locked with a password. Open it in the program that made it, copy its text and paste it."
            }
            ReaderError::Damaged => {
                "This file is damaged or incomplete. Open it in the program that made it, and save it again or copy its \
                 text."
            }
            ReaderError::Scanned => {
                "The pages of this PDF are pictures without text. Recognise the text with a program for that (OCR), then \
                 open the result or paste it."
            }
            ReaderError::Unmapped => {
                "This PDF does not say which letters its shapes are. Recognise the text with a program for that (OCR), \
                 or find the article in another form."
            }
            ReaderError::Empty => "There is no text in this file.",
            ReaderError::TooLong => {
                "This file unpacks to more than 64 MB. Copy the article out of it and paste that."
            }
        })
    }
}

impl std::error::Error for ReaderError {}
