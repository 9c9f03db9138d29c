//! Why a table cannot be read or made.

use std::fmt;

use arrow_schema::ArrowError;

/// Why a table cannot be read or made. The message says what to do.
#[derive(Debug)]
#[non_exhaustive]
pub enum TableFailure {
    /// It has no column of texts.
    NoText(Vec<String>),
    /// A column of another type than texts, numbers or days.
    Column {
        /// Its name.
        name: &'static str,
        /// What Arrow says.
        why: ArrowError,
    },
    /// A date that is none. Rows count from 1.
    Date {
        /// The row.
        row: usize,
        /// What stands there.
        date: String,
    },
    /// An article that is too long. Rows count from 1.
    TooLong {
        /// The row.
        row: usize,
        /// How long it is.
        bytes: usize,
    },
    /// The rows do not become a table.
    Arrow(ArrowError),
    /// A line that is no annotation set.
    Line(serde_json::Error),
}

impl fmt::Display for TableFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TableFailure::NoText(columns) => write!(
                f,
                "the table has no column named \"text\" (it has: {}); rename the column of the articles' texts",
                columns.join(", ")
            ),
            TableFailure::Column { name, why } => {
                write!(f, "the column {name:?} cannot be read as text: {why}; convert it to strings")
            }
            TableFailure::Date { row, date } => {
                write!(f, "row {row}: {date:?} is not a date; write it as 2021-11-10, or leave it empty")
            }
            TableFailure::TooLong { row, bytes } => {
                let limit = pullquote::MAX_BYTES;
                write!(f, "row {row}: the article has {bytes} bytes; the limit is {limit}; split it")
            }
            TableFailure::Arrow(why) => write!(f, "the table cannot be made: {why}"),
            TableFailure::Line(why) => write!(f, "this is no annotation set: {why}"),
        }
    }
}

impl std::error::Error for TableFailure {}

impl From<ArrowError> for TableFailure {
    fn from(why: ArrowError) -> TableFailure {
        TableFailure::Arrow(why)
    }
}
