//! Why a file cannot be imported.

/// Why a file cannot be imported: what is wrong, where, and what to do about it.
///
/// ```
/// use pullquote::{Format, import};
///
/// let error = import("{\n\"type\": oops", Format::Jsonld).unwrap_err();
/// assert_eq!(error.to_string(), "line 2, column 9: this is not valid JSON");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct FormatError {
    /// Counted from 1; `None` where the problem is the file as a whole.
    pub line: Option<usize>,
    /// Counted from 1, in bytes.
    pub column: Option<usize>,
    /// What is wrong, in plain words.
    pub message: String,
}

impl FormatError {
    /// An error of the file as a whole.
    pub(super) fn whole(message: impl Into<String>) -> FormatError {
        FormatError { line: None, column: None, message: message.into() }
    }

    /// An error in a line, counted from 1.
    pub(super) fn at_line(line: usize, message: impl Into<String>) -> FormatError {
        FormatError { line: Some(line), column: None, message: message.into() }
    }

    /// XML that cannot be read, at a place in the file, in bytes.
    pub(super) fn in_xml(file: &str, at: u64, problem: impl std::fmt::Display) -> FormatError {
        let above = usize::try_from(at).ok().and_then(|at| file.get(..at)).unwrap_or_default();
        FormatError::at_line(1 + above.matches('\n').count(), format!("not well-formed XML: {problem}"))
    }
}

impl std::fmt::Display for FormatError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(f, "line {line}, column {column}: {}", self.message),
            (Some(line), None) => write!(f, "line {line}: {}", self.message),
            _ => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for FormatError {}
