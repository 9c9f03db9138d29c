//! Texts out of files. What a file's name says that it is tells what is wrong with one that cannot be read.

use std::io::{self, BufRead, Read};
use std::path::Path;

use pullquote::{DecodeError, FileKind, MAX_BYTES, decode};
use pullquote_readers::ReaderError;

use crate::binary_file::BinaryFile;
use crate::compressed;
use crate::input_error::InputError;

/// A file's text, whatever its encoding.
pub(crate) fn decoded(file: impl Read, path: &Path) -> Result<String, InputError> {
    text_of(&bytes(file)?, path).map_err(|error| told_by_name(error, path))
}

/// The text of a file that may be a set: for a binary one the text that stands for it.
pub(crate) fn set_text(file: impl Read, path: &Path) -> Result<String, InputError> {
    let bytes = bytes(file)?;
    match pullquote::binary_set(&bytes) {
        Some(text) => Ok(text),
        None => text_of(&bytes, path).map_err(|error| told_by_name(error, path)),
    }
}

/// A file's bytes, as far as the longest file that is read, and one more.
pub(crate) fn bytes(file: impl Read) -> Result<Vec<u8>, InputError> {
    let mut bytes = vec![];
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(InputError::Io)?;
    Ok(bytes)
}

/// A file that has more than the beginning of what its name says that it is.
pub(crate) fn checked(mut file: Box<dyn BufRead>, path: &Path) -> io::Result<Box<dyn BufRead>> {
    let Some(kind) = BinaryFile::by_name(path) else { return Ok(file) };
    let start = file.fill_buf()?;
    if !kind.ends_early(start) {
        return Ok(file);
    }
    let problem = if start.is_empty() { kind.empty() } else { kind.damaged() };
    Err(io::Error::new(io::ErrorKind::InvalidData, problem))
}

/// The text of bytes. Those that begin as files of their name do are none: the file is cut off.
pub(crate) fn text_of(bytes: &[u8], path: &Path) -> Result<String, InputError> {
    match (decode(bytes), BinaryFile::by_name(&compressed::plain_name(path))) {
        (Ok(_), Some(kind)) if kind.begins(bytes) => Err(InputError::Damaged(kind.damaged())),
        (text, _) => text.map_err(InputError::Decode),
    }
}

/// Why a file cannot be read, by what its name says that it should be.
pub(crate) fn told_by_name(error: InputError, path: &Path) -> InputError {
    let Some(kind) = BinaryFile::by_name(&compressed::plain_name(path)) else { return error };
    match error {
        InputError::Decode(DecodeError::Kind(FileKind::Archive)) if kind.is_archive() => error,
        InputError::Decode(DecodeError::Binary | DecodeError::Kind(FileKind::Archive))
        | InputError::Reader(ReaderError::Damaged) => InputError::Damaged(kind.damaged()),
        error => error,
    }
}
