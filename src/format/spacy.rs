//! spaCy's own files, `.spacy`: a `DocBin`, which is MessagePack in zlib. Tokens with their spaces, names and dates as
//! `doc.ents`, all else as groups of spans: `doc.spans["quotes"]`, `speakers`, `cues`, `notes`.
//!
//! A file of spaCy is no text. What is written and read here is its Base64, as for all formats a text; programs that write
//! files ask [`file_bytes`](super::file_bytes) and [`binary_set`](super::binary_set).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::spec::{FileStart, FormatCodec, FormatSpec, SeveralArticles, no_companions};

mod keys;
mod pieces;
mod read;
mod strings;
mod write;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "spacy",
    label: "spaCy (.spacy)",
    extension: "spacy",
    own_endings: &["spacy"],
    media_type: "application/octet-stream",
    leaves_out: Some(
        "Rejected suggestions are not exported: the other tool would show them as correct. Names and dates that overlap \
         others are in doc.spans[\"entities\"]: doc.ents has no place for them.",
    ),
    several_articles: SeveralArticles::OneFileEach,
    is_binary: true,
};

pub(super) const CODEC: FormatCodec =
    FormatCodec { companion_files: no_companions, detect: is_doc_bin, write: write::write, read: read::read };

/// How many bytes a file may have when it is unpacked: a megabyte could hold a gigabyte.
const LARGEST: usize = 1 << 28;

/// How many characters of a file show what it is.
const HEAD: usize = 256;

/// Whether bytes begin as a file of spaCy does: zlib's two first bytes, and a map inside.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let [0x78, flags, ..] = *bytes else { return false };
    if (0x7800 | u16::from(flags)) % 31 != 0 {
        return false;
    }
    // It may be cut off: what could be unpacked stands in the error.
    let start = match decompress_to_vec_zlib_with_limit(&bytes[..bytes.len().min(HEAD)], 64) {
        Ok(start) => start,
        Err(error) => error.output,
    };
    let is_map = start.first().is_some_and(|&first| matches!(first, 0x80..=0x8f | 0xde | 0xdf));
    is_map && start.windows(7).any(|word| word == b"version")
}

/// Whether a text may be such a file: letters and digits without a blank.
pub(super) fn may_be(file: &str) -> bool {
    file.starts_with('e') && file.len() > 40 && file.bytes().take(HEAD).all(is_base64)
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

fn is_doc_bin(file: &FileStart) -> bool {
    let Some(text) = file.plain().filter(|text| may_be(text)) else { return false };
    let head = text.as_bytes();
    let head = &head[..head.len().min(HEAD) / 4 * 4];
    BASE64_STANDARD.decode(head).is_ok_and(|bytes| is_binary(&bytes))
}

/// The text that stands for a file's bytes.
pub(super) fn text(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// The bytes that a text stands for.
pub(super) fn bytes(text: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(text.trim()).ok()
}
