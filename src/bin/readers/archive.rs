//! Archives of articles (ZIP): the files in them, unpacked within bounds.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::ReaderError;

/// Bytes that an archive may unpack to in all: some 20,000 articles. A file of some kilobytes could unpack to gigabytes.
const MOST_UNPACKED: u64 = 256 << 20;

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedFile {
    /// Its name with its folders.
    pub name: String,
    /// Its bytes, or why they cannot be read.
    pub bytes: Result<Vec<u8>, ReaderError>,
}

/// The files of a ZIP archive in its order; `None` where the bytes are no archive, or one that is a document itself (Word).
///
/// A file that cannot be read does not keep the others from being read.
///
/// # Errors
/// Where the archive's own list cannot be read.
///
/// ```
/// assert_eq!(pullquote_readers::unpack(b"%PDF-1.7"), Ok(None));
/// ```
pub fn unpack(bytes: &[u8]) -> Result<Option<Vec<ArchivedFile>>, ReaderError> {
    if !bytes.starts_with(b"PK") {
        return Ok(None);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReaderError::Damaged)?;
    if archive.index_for_name("[Content_Types].xml").is_some() {
        return Ok(None);
    }
    let mut left = MOST_UNPACKED;
    let files = (0..archive.len()).filter_map(|at| {
        let name = archive.name_for_index(at)?.ok()?.into_owned();
        (!name.ends_with('/')).then(|| ArchivedFile { bytes: file(&mut archive, at, &mut left), name })
    });
    Ok(Some(files.collect()))
}

fn file(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize, left: &mut u64) -> Result<Vec<u8>, ReaderError> {
    let file = archive.by_index(at).map_err(|error| match error {
        zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => {
            ReaderError::Locked
        }
        _ => ReaderError::Damaged,
    })?;
    let mut bytes = vec![];
    let read = file.take(*left + 1).read_to_end(&mut bytes).map_err(|_| ReaderError::Damaged)?;
    *left = left.checked_sub(read as u64).ok_or(ReaderError::TooLong)?;
    Ok(bytes)
}
