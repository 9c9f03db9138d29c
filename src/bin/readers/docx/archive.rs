//! The parts of a Word file, unpacked within bounds.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::ReaderError;

/// Bytes that a file may unpack to in all. A novel has 10 MB; a file of some kilobytes could unpack to gigabytes.
const MOST_UNPACKED: u64 = 64 << 20;

/// The archive of a Word file.
pub(super) struct DocxParts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'b> DocxParts<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<DocxParts<'b>, ReaderError> {
        // The Word files of the nineties, and new ones with a password, are no archives.
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            let is_locked = bytes.windows(ENCRYPTED.len()).any(|window| window == ENCRYPTED);
            return Err(if is_locked { ReaderError::Locked } else { ReaderError::OtherKind });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReaderError::Damaged)?;
        Ok(DocxParts { archive, left: MOST_UNPACKED })
    }

    /// The text of a part; `None` where there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReaderError> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(ReaderError::Damaged),
        };
        let mut bytes = vec![];
        let read = part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| ReaderError::Damaged)?;
        self.left = self.left.checked_sub(read as u64).ok_or(ReaderError::TooLong)?;
        // Word writes UTF-8, and so does everything else by now.
        Ok(Some(String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)).into_owned()))
    }
}

/// The name of a stream that holds an encrypted file, in UTF-16.
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
