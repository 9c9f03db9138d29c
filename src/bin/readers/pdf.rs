//! PDF files: the text of their pages, put together to paragraphs.
//!
//! A page of a PDF is letters at places. Letters near each other on one height are a line; lines of one size and distance
//! are a paragraph. What stands at the edge of several pages alike is a header or footer and left out.
//! Lines come in the order in which the file draws them, which is that of reading in what today's programs make.

mod glyphs;
mod lines;
mod paragraphs;

use hayro_syntax::metadata::Metadata;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::{FileArticle, FileProperties, ReaderError};

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8]) -> Result<FileArticle, ReaderError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReaderError::Locked,
        _ => ReaderError::Damaged,
    })?;
    let pages = glyphs::pages(&pdf)?;
    let blocks = paragraphs::blocks(pages.iter().map(|page| lines::lines(page)).collect());
    if blocks.is_empty() {
        return Err(ReaderError::Empty);
    }
    Ok(FileArticle { blocks, meta: meta(pdf.metadata()) })
}

fn meta(known: &Metadata) -> FileProperties {
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(decoded).filter(|text| !text.is_empty());
    // Programs put the name of the file there.
    let is_title = |title: &String| title.contains(' ') && !title.contains(['/', '\\']);
    // Without an author some put a word for that, in brackets.
    let is_name = |name: &String| !name.starts_with('(');
    let (title, byline) = (text(&known.title).filter(is_title), text(&known.author).filter(is_name));
    FileProperties { title, byline, lang: None }
}

/// A text of the file's properties: UTF-16 or UTF-8 with a byte order mark, else Latin letters.
fn decoded(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    };
    text.trim().to_owned()
}
