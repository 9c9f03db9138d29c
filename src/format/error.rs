//! Why a file cannot be imported.

use serde_json::error::Category;

/// Why a file cannot be imported: what is wrong, where, and what to do about it.
///
/// ```
/// use pullquote::{Format, import};
///
/// let error = import("{\n\"type\": oops", Format::Jsonld).unwrap_err();
/// assert_eq!(error.to_string(), "line 2, column 9: this is not valid JSON; check brackets, commas and marks there");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// An error of a JSON reader, in words for people: serde's own are for programmers. `lines_above` is the number of
    /// lines before the part that was read.
    ///
    /// ```
    /// use pullquote::FormatError;
    ///
    /// let error = serde_json::from_str::<u32>("[]").unwrap_err();
    /// assert_eq!(FormatError::of_json(&error, 2).line, Some(3));
    /// ```
    pub fn of_json(error: &serde_json::Error, lines_above: usize) -> FormatError {
        FormatError {
            line: Some(error.line() + lines_above),
            column: Some(error.column()),
            message: in_plain_words(error),
        }
    }

    /// An error of the file as a whole.
    pub(super) fn whole(message: impl Into<String>) -> FormatError {
        FormatError { line: None, column: None, message: message.into() }
    }

    /// An error in a line, counted from 1.
    pub(super) fn at_line(line: usize, message: impl Into<String>) -> FormatError {
        FormatError { line: Some(line), column: None, message: message.into() }
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

/// What serde says, `invalid type: integer 3, expected a sequence`, in words for people, with what to do.
fn in_plain_words(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let mut named = message.split('`').skip(1).step_by(2);
    if message.starts_with("recursion limit exceeded") {
        return "nested more than 128 levels deep; no annotation needs that".to_owned();
    }
    match (error.classify(), named.next()) {
        (Category::Eof, _) => {
            "the JSON ends too early; is the file whole? Export or download it again".to_owned()
        }
        (Category::Data, Some(field)) if message.starts_with("missing field") => {
            format!("the field {field:?} is missing; add it")
        }
        (Category::Data, Some(field)) if message.starts_with("duplicate field") => {
            format!("the field {field:?} is there twice; remove one")
        }
        (Category::Data, Some(value)) if message.starts_with("unknown variant") => {
            let known: Vec<String> = named.map(|word| format!("{word:?}")).collect();
            format!("{value:?} is not one of {}", known.join(", "))
        }
        (Category::Data, _) => {
            "a value has the wrong type; compare it with an export of Pullquote".to_owned()
        }
        (Category::Io, _) => "the file cannot be read; is it still there?".to_owned(),
        (Category::Syntax, _) => "this is not valid JSON; check brackets, commas and marks there".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_json_are_in_plain_words() {
        #[derive(Debug, serde::Deserialize)]
        struct Line {
            #[serde(rename = "kind")]
            _kind: crate::annotation::QuoteKind,
        }
        let check = |file: &str, expected: &str| {
            let refused = serde_json::from_str::<Line>(file).expect_err(file);
            let message = FormatError::of_json(&refused, 0).message;
            assert!(message.starts_with(expected), "{file}: {message}");
        };
        check("", "the JSON ends too early");
        check("{\"kind\": oops", "this is not valid JSON");
        check("{}", "the field \"kind\" is missing");
        check("{\"kind\": \"mixed\", \"kind\": \"mixed\"}", "the field \"kind\" is there twice");
        check("{\"kind\": \"loud\"}", "\"loud\" is not one of \"direct\", \"indirect\", \"mixed\"");
        check("3", "a value has the wrong type");
    }
}
