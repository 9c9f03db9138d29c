//! Why an article cannot be read from a file.

use std::fmt;
use std::io;

use pullquote::{DecodeError, FormatError, HtmlError, MAX_BYTES, json_problem};
use pullquote_readers::ReaderError;

use crate::binary_file::DamagedFile;
use crate::report::io_problem;

/// Why an article cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum InputError {
    Io(io::Error),
    /// The address of a page where a file is expected.
    Address,
    Decode(DecodeError),
    Html(HtmlError),
    Reader(ReaderError),
    /// It is not, or not wholly, what its name says.
    Damaged(DamagedFile),
    /// Annotations where an article is expected, in a format that is no text.
    Set,
    Table(FormatError),
    TooLong(usize),
    Json(serde_json::Error),
    /// A line of JSON in another encoding, with the column of the first byte that does not fit.
    NotUtf8(usize),
    LongLine,
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InputError::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<DamagedFile>()) => {
                error.fmt(f)
            }
            InputError::Io(error) => write!(f, "cannot be read: {}", io_problem(error)),
            InputError::Address => f.write_str(
                "this is the address of a page, and nothing is fetched from the net; save the page as HTML and name \
                 that file, or copy its text into one",
            ),
            InputError::Decode(DecodeError::Empty) => f.write_str("there is no text in it"),
            InputError::Decode(DecodeError::TooLong) => {
                write!(f, "it has more than {MAX_BYTES} bytes, which is the limit; split it")
            }
            InputError::Decode(error) => error.fmt(f),
            InputError::Html(error) => error.fmt(f),
            InputError::Reader(error) => error.fmt(f),
            InputError::Damaged(error) => error.fmt(f),
            InputError::Set => f.write_str(
                "this is a file of spaCy (.spacy) with annotations, and no article; read it with pullquote convert",
            ),
            InputError::Table(error) => f.write_str(&error.message),
            InputError::TooLong(n) => {
                write!(f, "the article has {n} bytes; the limit is {MAX_BYTES}; split it")
            }
            InputError::Json(error) => write!(
                f,
                "column {}: {}; each line must be an object such as {{\"id\":\"a\",\"text\":\"…\"}}",
                error.column(),
                json_problem(error)
            ),
            InputError::NotUtf8(column) => {
                write!(f, "column {column}: this is not UTF-8; save the file as UTF-8")
            }
            InputError::LongLine => {
                write!(f, "the line has more than {LONGEST_LINE} bytes; the rest of the file is not read")
            }
        }
    }
}

impl std::error::Error for InputError {}

/// The longest line of JSON, in bytes: an article of the greatest length, with an escape for every second character.
pub(crate) const LONGEST_LINE: usize = 4 * MAX_BYTES;
