//! The bytes of a file: what is in them, and the text that stands for them.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// How many bytes a file may have when it is unpacked: a megabyte could hold a gigabyte.
pub(super) const LARGEST: usize = 1 << 28;

/// How many characters of a file show what it is.
pub(super) const HEAD: usize = 256;

/// Whether bytes begin as a file of spaCy does: zlib's two first bytes, and a map inside.
pub(in super::super) fn is_binary(bytes: &[u8]) -> bool {
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
pub(in super::super) fn may_be(file: &str) -> bool {
    file.starts_with('e') && file.len() > 40 && file.bytes().take(HEAD).all(is_base64)
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// The text that stands for a file's bytes.
pub(in super::super) fn text(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// The bytes that a text stands for.
pub(in super::super) fn bytes(text: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(text.trim()).ok()
}
