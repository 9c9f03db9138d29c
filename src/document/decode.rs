//! Text out of a file's bytes.

use std::fmt;

use super::parts::MAX_BYTES;

/// Why a file's bytes are not taken for text. The message says what to do.
///
/// ```
/// use pullquote::{DecodeError, FileKind, decode};
///
/// assert_eq!(decode(b""), Err(DecodeError::Empty));
/// assert_eq!(decode(b"%PDF-1.7"), Err(DecodeError::Kind(FileKind::Pdf)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// There is nothing in it but blanks.
    Empty,
    /// Longer than [`MAX_BYTES`].
    TooLong,
    /// A file of another kind, such as a PDF.
    Kind(FileKind),
    /// A page that says it is written in an encoding that is not read here.
    Encoding(String),
    /// Neither text nor anything known.
    Binary,
}

/// Kinds of files that people take for text.
///
/// ```
/// use pullquote::{DecodeError, FileKind, decode};
///
/// let error = decode(b"{\\rtf1 It stays}").unwrap_err();
/// assert_eq!(error, DecodeError::Kind(FileKind::Rtf));
/// assert!(error.to_string().starts_with("This file is rich text (RTF)"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileKind {
    /// Portable Document Format.
    Pdf,
    /// Word, OpenDocument, and whatever else a word processor writes.
    Office,
    /// Rich Text Format.
    Rtf,
    /// An e-book.
    Epub,
    /// A page with all that belongs to it in one file, as Safari saves it.
    WebArchive,
    /// Compressed files: ZIP, gzip, 7z, RAR, xz.
    Archive,
    /// An image.
    Picture,
    /// Sound or video.
    Media,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::Empty => f.write_str("This file is empty. Choose another, or paste the text."),
            DecodeError::TooLong => {
                f.write_str("This file is larger than 32 MB. Copy the article out of it and paste that.")
            }
            DecodeError::Kind(kind) => f.write_str(kind.advice()),
            DecodeError::Encoding(name) => write!(
                f,
                "This page is written in the encoding {name}, which is not read here. Open it in a browser, copy \
                 the article and paste it, or save the file as UTF-8."
            ),
            DecodeError::Binary => f.write_str(
                "This file is not text. Open it in the program that made it, copy its text and paste it.",
            ),
        }
    }
}

impl std::error::Error for DecodeError {}

impl FileKind {
    /// What to do with a file of this kind that is not read.
    pub fn advice(self) -> &'static str {
        match self {
            FileKind::Pdf => "This file is a PDF; open it, copy its text and paste it.",
            FileKind::Office => {
                "This file is from a word processor or spreadsheet; open it there and copy its text, or save it as \
                 plain text (.txt)."
            }
            FileKind::Rtf => {
                "This file is rich text (RTF); open it and copy its text, or save it as plain text (.txt)."
            }
            FileKind::Epub => "This file is an e-book; open it in a reader, copy the text and paste it.",
            FileKind::WebArchive => "This file is a web archive; open it in a browser and save it as HTML.",
            FileKind::Archive => "This file is a compressed archive; unpack it and choose the article in it.",
            FileKind::Picture => "This file is a picture; there is no text in it that can be read here.",
            FileKind::Media => "This file is sound or video; there is no text in it that can be read here.",
        }
    }
}

/// The text in a file's bytes, whatever its encoding.
///
/// ```
/// assert_eq!(pullquote::decode(b"\x93Yes,\x94 said Zo\xeb").unwrap(), "“Yes,” said Zoë");
/// ```
///
/// UTF-8; UTF-16; what a page's `<meta charset>` names, of the Latin and Cyrillic ones; and Windows-1252 for what
/// else looks like text. A byte order mark is left out.
///
/// # Errors
/// For what is no text, with advice on what to do: empty and binary files, files of known other kinds, files of
/// more than 32 MB, and pages in an encoding that is not read here.
pub fn decode(bytes: &[u8]) -> Result<String, DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError::Empty);
    }
    if MAX_BYTES < bytes.len() {
        return Err(DecodeError::TooLong);
    }
    if let Some(kind) = kind(bytes) {
        return Err(DecodeError::Kind(kind));
    }
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => without_mark(bytes)?,
    };
    if text.trim().is_empty() { Err(DecodeError::Empty) } else { Ok(text) }
}

/// Whether a text is nothing but the address of a page: `https://…`, or `www.…` in one word.
///
/// ```
/// assert!(pullquote::is_address(" https://news.example/ferry-stays\n"));
/// assert!(!pullquote::is_address("See https://news.example/ferry-stays"));
/// ```
pub fn is_address(text: &str) -> bool {
    let text = text.trim();
    let start = text.get(..8).unwrap_or("").to_ascii_lowercase();
    let begins = ["http://", "https://", "www."].into_iter().any(|beginning| start.starts_with(beginning));
    begins && !text.contains(char::is_whitespace) && text[4..].contains('.')
}

fn without_mark(bytes: &[u8]) -> Result<String, DecodeError> {
    if is_utf16(bytes, 1) {
        return Ok(utf16(bytes, u16::from_le_bytes));
    }
    if is_utf16(bytes, 0) {
        return Ok(utf16(bytes, u16::from_be_bytes));
    }
    if is_binary(bytes) {
        return Err(DecodeError::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    match declared(bytes).as_deref() {
        None | Some("utf-8" | "utf8") => {
            Ok(mostly_utf8(bytes).unwrap_or_else(|| single_byte(bytes, WINDOWS_1252)))
        }
        Some(name) => match table(name) {
            Some(table) => Ok(single_byte(bytes, table)),
            None => Err(DecodeError::Encoding(name.to_owned())),
        },
    }
}

/// What a file is by its first bytes, where that is no text.
fn kind(bytes: &[u8]) -> Option<FileKind> {
    const BEGINNINGS: &[(&[u8], FileKind)] = &[
        (b"%PDF", FileKind::Pdf),
        (b"{\\rtf", FileKind::Rtf),
        (b"\xd0\xcf\x11\xe0", FileKind::Office),
        (b"bplist00", FileKind::WebArchive),
        (b"\x1f\x8b", FileKind::Archive),
        (b"7z\xbc\xaf\x27\x1c", FileKind::Archive),
        (b"Rar!\x1a", FileKind::Archive),
        (b"\xfd7zXZ", FileKind::Archive),
        (b"\x89PNG", FileKind::Picture),
        (b"\xff\xd8\xff", FileKind::Picture),
        (b"GIF8", FileKind::Picture),
        (b"ID3\x03", FileKind::Media),
        (b"ID3\x04", FileKind::Media),
        (b"OggS", FileKind::Media),
        (b"\x1aE\xdf\xa3", FileKind::Media),
    ];
    let found = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning));
    let at = |from: usize, what: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(what));
    match found {
        Some((_, kind)) => Some(*kind),
        None if at(0, b"PK\x03\x04") => Some(zipped(bytes)),
        None if at(0, b"RIFF") && at(8, b"WEBP") => Some(FileKind::Picture),
        None if at(0, b"RIFF") && (at(8, b"WAVE") || at(8, b"AVI ")) => Some(FileKind::Media),
        None if at(4, b"ftyp") => Some(FileKind::Media),
        None => None,
    }
}

/// Word files and e-books are ZIP archives, recognised by the names of the first files in them.
fn zipped(bytes: &[u8]) -> FileKind {
    let start = &bytes[..bytes.len().min(4096)];
    let names = |what: &str| memchr::memmem::find(start, what.as_bytes()).is_some();
    if names("application/epub") {
        FileKind::Epub
    } else if ["word/", "xl/", "ppt/", "opendocument", "[Content_Types].xml"].into_iter().any(names) {
        FileKind::Office
    } else {
        FileKind::Archive
    }
}

/// Whether every other byte is mostly NUL, from the first or the second on: UTF-16 of a European language.
fn is_utf16(bytes: &[u8], nul_at: usize) -> bool {
    let sample = &bytes[..bytes.len().min(4096) / 2 * 2];
    let nuls = |at: usize| sample.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    8 <= sample.len() && sample.len() < nuls(nul_at) * 3 && nuls(1 - nul_at) * 20 < sample.len()
}

/// Whether there are more control characters than stray ones.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(1 << 16)];
    let controls = sample.iter().filter(|byte| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f)).count();
    4 <= controls && sample.len() < controls * 50
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The text with replacement characters, where UTF-8 is only broken in places: a file cut off, a stray byte.
fn mostly_utf8(bytes: &[u8]) -> Option<String> {
    let (mut broken, mut wide) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        broken += usize::from(!chunk.invalid().is_empty());
        wide += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    (broken <= wide).then(|| String::from_utf8_lossy(bytes).into_owned())
}

/// The encoding that a page names in its first bytes: `<meta charset="iso-8859-2">`.
fn declared(bytes: &[u8]) -> Option<String> {
    // Browsers look no further than 1,024 bytes; pages saved by them put more before it.
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let (before, after) = start.split_once("charset=")?;
    let value = after.trim_start_matches(['"', '\'', ' ']);
    let name: String =
        value.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c)).collect();
    let in_tag = before.rfind('<').is_some_and(|open| before[open..].starts_with("<meta"));
    (in_tag && !name.is_empty()).then_some(name)
}

/// Names as pages write them, with the names that the Encoding Standard treats as the same.
fn table(name: &str) -> Option<&'static str> {
    match name {
        "windows-1252" | "cp1252" | "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "l1"
        | "us-ascii" | "ascii" => Some(WINDOWS_1252),
        "windows-1250" | "cp1250" => Some(WINDOWS_1250),
        "windows-1251" | "cp1251" => Some(WINDOWS_1251),
        "windows-1254" | "cp1254" | "iso-8859-9" | "latin5" => Some(WINDOWS_1254),
        "iso-8859-2" | "iso8859-2" | "latin2" => Some(ISO_8859_2),
        "iso-8859-15" | "iso8859-15" | "latin-9" => Some(ISO_8859_15),
        _ => None,
    }
}

fn single_byte(bytes: &[u8], table: &str) -> String {
    let upper: Vec<char> = table.chars().collect();
    let decode = |byte: u8| match byte {
        0..0x80 => char::from(byte),
        _ => upper[usize::from(byte - 0x80)],
    };
    bytes.iter().map(|byte| decode(*byte)).collect()
}

// What the bytes from 0x80 to 0xff stand for, as in the Encoding Standard (encoding.spec.whatwg.org).

/// Central European.
const WINDOWS_1250: &str = "\
    €\u{81}‚\u{83}„…†‡\u{88}‰Š‹ŚŤŽŹ\u{90}‘’“”•–—\u{98}™š›śťžź\
    \u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż\
    ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß\
    ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";
/// Cyrillic.
const WINDOWS_1251: &str = "\
    ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\
    \u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї\
    АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ\
    абвгдежзийклмнопрстуфхцчшщъыьэюя";
/// Western European; what the Web means by ISO 8859-1 too.
const WINDOWS_1252: &str = "\
    €\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ\
    \u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
    ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
    àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
/// Turkish.
const WINDOWS_1254: &str = "\
    €\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}\u{8e}\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}\u{9e}Ÿ\
    \u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
    ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß\
    àáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ";
/// Central European.
const ISO_8859_2: &str = "\
    \u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\
    \u{a0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{ad}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žż\
    ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß\
    ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";
/// Western European with the euro sign.
const ISO_8859_15: &str = "\
    \u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\
    \u{a0}¡¢£€¥Š§š©ª«¬\u{ad}®¯°±²³Žµ¶·ž¹º»ŒœŸ¿\
    ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
    àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes).as_deref(), Ok(expected));
    }

    #[track_caller]
    fn check_refused(bytes: &[u8], beginning: &str) {
        let error = decode(bytes).expect_err("no text").to_string();
        assert!(error.starts_with(beginning), "{error}");
    }

    #[test]
    fn tables_are_whole() {
        for table in [WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254, ISO_8859_2, ISO_8859_15] {
            assert_eq!(table.chars().count(), 128);
        }
    }

    #[test]
    fn unicode() {
        check("“Zoë” 👩‍👩‍👧".as_bytes(), "“Zoë” 👩‍👩‍👧");
        check(b"\xef\xbb\xbfText", "Text");
        check(b"\xff\xfeH\0i\0 \0=\xd8\0\xde", "Hi 😀");
        check(b"\xfe\xff\0H\0i", "Hi");
        check(b"H\0e\0l\0l\0o\0.\0", "Hello.");
        check("a stray \0 stays".as_bytes(), "a stray \0 stays");
        check(
            b"\xe2\x80\x9cYes,\xe2\x80\x9d he said \xe2\x80\x94 cut o\xe2\x80",
            "“Yes,” he said — cut o\u{fffd}",
        );
    }

    #[test]
    fn one_byte_a_character() {
        check(b"\x93Yes,\x94 said Zo\xeb", "“Yes,” said Zoë");
        check(b"<meta charset=iso-8859-2><p>\xb1", "<meta charset=iso-8859-2><p>ą");
        check(
            b"<META http-equiv=Content-Type content='text/html; charset=Windows-1251'>\xc4\xe0",
            "<META http-equiv=Content-Type content='text/html; charset=Windows-1251'>Да",
        );
        check(b"<meta charset=utf-8>caf\xe9", "<meta charset=utf-8>café");
    }

    #[test]
    fn no_text() {
        check_refused(b"", "This file is empty.");
        check_refused(b" \n", "This file is empty.");
        check_refused(b"%PDF-1.7\n1 0 obj", "This file is a PDF;");
        check_refused(b"PK\x03\x04..........word/document.xml", "This file is from a word processor");
        check_refused(b"PK\x03\x04..mimetypeapplication/epub+zip", "This file is an e-book");
        check_refused(b"PK\x03\x04..........notes.txt", "This file is a compressed archive");
        check_refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This file is a picture");
        check_refused(&[0, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0], "This file is not text.");
        check_refused(b"<meta charset=shift_jis>\x83\x65", "This page is written in the encoding shift_jis");
        check_refused(&vec![b'a'; MAX_BYTES + 1], "This file is larger");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            if let Ok(text) = decode(&bytes) {
                proptest::prop_assert!(!text.trim().is_empty());
            }
        }
    }
}
