//! spaCy's own files, `.spacy`: a `DocBin`, which is MessagePack in zlib. Tokens with their spaces, names and dates as
//! `doc.ents`, all else as groups of spans: `doc.spans["quotes"]`, `speakers`, `cues`, `notes`.
//!
//! A file of spaCy is no text. What is written and read here is its Base64, as for all formats a text; programs that write
//! files ask [`file_bytes`](super::file_bytes) and [`binary_set`](super::binary_set).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use packed::HEAD;
pub(super) use packed::{bytes, is_binary, may_be, text};

use super::spec::{FileStart, FormatCodec, FormatSpec, SeveralArticles, no_companions};

mod keys;
mod packed;
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

fn is_doc_bin(file: &FileStart) -> bool {
    let Some(text) = file.plain().filter(|text| may_be(text)) else { return false };
    let head = text.as_bytes();
    let head = &head[..head.len().min(HEAD) / 4 * 4];
    BASE64_STANDARD.decode(head).is_ok_and(|bytes| is_binary(&bytes))
}
