//! Exports and imports of many articles that are under way.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::format::Format;
use crate::guidelines::Guidelines;

/// How the articles become one file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ExportShape {
    /// One after the other.
    Appended(Format),
    /// A file each, in an archive.
    Archive(Format),
    /// The rows of the table as a spreadsheet.
    Spreadsheet,
}

/// An export that is being written.
pub(super) struct LibraryExport {
    pub shape: ExportShape,
    /// Ids, the first one last.
    pub left: Vec<String>,
    pub n_all: usize,
    pub text: String,
    pub files: Vec<(String, String)>,
    pub rows: Vec<Vec<String>>,
    pub names: BTreeSet<String>,
    pub guidelines: Rc<Guidelines>,
    /// Articles that cannot be read.
    pub n_unread: usize,
}

/// A file that is being taken in.
pub(super) struct LibraryImport {
    pub format: Format,
    /// The ids of articles with their parts of the file, the first one last.
    pub left: Vec<(String, String)>,
    pub n_all: usize,
    pub n_done: usize,
    pub n_changed: usize,
    pub n_same: usize,
    pub n_unknown: usize,
    /// Articles whose part cannot be read, or who cannot: the first problem.
    pub problem: Option<String>,
    /// What was done in the last one that changed.
    pub said: String,
}
