//! Files that are no text by their names: what each should be, where it is empty, damaged or cut off.

use std::fmt;
use std::path::Path;

/// A kind of files that are no text.
#[derive(Debug)]
pub(crate) struct BinaryFile {
    /// In small letters.
    ending: &'static str,
    what: &'static str,
    /// How its files begin.
    beginnings: &'static [&'static [u8]],
    is_read: bool,
    /// What to do with one that cannot be read.
    advice: &'static str,
}

const ZIP: &[u8] = b"PK\x03\x04";
const SAVE_AGAIN: &str = "save it again in the program that made it, or copy its text";
const WRITE_AGAIN: &str = "have it written or copied again";

static WORD: BinaryFile = BinaryFile {
    ending: "docx",
    what: "a Word file (.docx)",
    beginnings: &[ZIP, b"\xd0\xcf\x11\xe0"],
    is_read: true,
    advice: SAVE_AGAIN,
};

static PDF: BinaryFile = BinaryFile {
    ending: "pdf",
    what: "a PDF file (.pdf)",
    beginnings: &[b"%PDF"],
    is_read: true,
    advice: SAVE_AGAIN,
};

static SPACY: BinaryFile = BinaryFile {
    ending: "spacy",
    what: "a file of spaCy (.spacy)",
    beginnings: &[b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"],
    is_read: true,
    advice: WRITE_AGAIN,
};

pub(crate) static GZIP: BinaryFile = BinaryFile {
    ending: "gz",
    what: "a file compressed with gzip (.gz)",
    beginnings: &[b"\x1f\x8b"],
    is_read: true,
    advice: WRITE_AGAIN,
};

pub(crate) static ZSTANDARD: BinaryFile = BinaryFile {
    ending: "zst",
    what: "a file compressed with Zstandard (.zst)",
    beginnings: &[b"\x28\xb5\x2f\xfd"],
    is_read: true,
    advice: WRITE_AGAIN,
};

static ARCHIVE: BinaryFile = BinaryFile {
    ending: "zip",
    what: "an archive (.zip)",
    beginnings: &[ZIP],
    is_read: false,
    advice: "unpack it and name the files in it",
};

static SPREADSHEET: BinaryFile = BinaryFile {
    ending: "xlsx",
    what: "a spreadsheet (.xlsx)",
    beginnings: &[ZIP],
    is_read: false,
    advice: "save it as a table (.csv)",
};

static PARQUET: BinaryFile = BinaryFile {
    ending: "parquet",
    what: "a table of Parquet (.parquet)",
    beginnings: &[b"PAR1"],
    is_read: false,
    advice: "save it as a table (.csv) or as lines of JSON (.jsonl)",
};

static ALL: [&BinaryFile; 8] = [&WORD, &PDF, &SPACY, &GZIP, &ZSTANDARD, &ARCHIVE, &SPREADSHEET, &PARQUET];

impl BinaryFile {
    pub(crate) fn by_name(path: &Path) -> Option<&'static BinaryFile> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        ALL.into_iter().find(|kind| kind.ending == ending)
    }

    /// Whether a file with nothing but these bytes ends before it says what it is.
    pub(crate) fn ends_early(&self, bytes: &[u8]) -> bool {
        self.beginnings.iter().any(|beginning| beginning.starts_with(bytes))
    }

    /// Whether a file begins as its name says.
    pub(crate) fn begins(&self, bytes: &[u8]) -> bool {
        self.beginnings.iter().any(|beginning| bytes.starts_with(beginning))
    }

    pub(crate) fn damaged(&'static self) -> DamagedFile {
        DamagedFile { kind: self, is_empty: false }
    }

    pub(crate) fn empty(&'static self) -> DamagedFile {
        DamagedFile { kind: self, is_empty: true }
    }

    pub(crate) fn is_archive(&self) -> bool {
        self.ending == ARCHIVE.ending
    }
}

/// A file that is not, or not wholly, what its name says.
#[derive(Debug)]
pub(crate) struct DamagedFile {
    kind: &'static BinaryFile,
    is_empty: bool,
}

impl fmt::Display for DamagedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BinaryFile { what, advice, is_read, .. } = self.kind;
        match (self.is_empty, is_read) {
            (true, _) => write!(f, "this should be {what}, and there is nothing in it; {advice}"),
            (false, true) => write!(f, "this should be {what}, and it is damaged or cut off; {advice}"),
            (false, false) => write!(f, "this is {what} by its name, which is not read here; {advice}"),
        }
    }
}

impl std::error::Error for DamagedFile {}
