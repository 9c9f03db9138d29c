//! The formats that are written: those of annotation sets, and Parquet, which only this program and Python write.

use std::fmt;
use std::str::FromStr;

use pullquote::{Format, UnknownFormat};

/// A format to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OutputFormat {
    Set(Format),
    /// One table, whose nested columns hold what JSON lines hold.
    Parquet,
}

impl OutputFormat {
    /// The format in which each set is written first.
    pub(crate) fn set(self) -> Format {
        match self {
            OutputFormat::Set(format) => format,
            OutputFormat::Parquet => Format::Jsonl,
        }
    }

    /// What an export loses.
    pub(crate) fn leaves_out(self) -> Option<&'static str> {
        match self {
            OutputFormat::Set(format) => format.leaves_out(),
            OutputFormat::Parquet => Some(
                "Each row holds positions, labels and the words, but not the article. Comments, tags and rejected \
                 suggestions are not exported. Parquet is not read back: keep another format, too.",
            ),
        }
    }
}

pub(crate) const PARQUET: &str = "parquet";

impl FromStr for OutputFormat {
    type Err = UnknownOutputFormat;

    fn from_str(name: &str) -> Result<OutputFormat, UnknownOutputFormat> {
        if name == PARQUET {
            return Ok(OutputFormat::Parquet);
        }
        name.parse().map(OutputFormat::Set).map_err(UnknownOutputFormat)
    }
}

impl fmt::Display for OutputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OutputFormat::Set(format) => format.fmt(f),
            OutputFormat::Parquet => f.write_str(PARQUET),
        }
    }
}

/// No format has this name; the message lists the formats.
#[derive(Debug)]
pub(crate) struct UnknownOutputFormat(UnknownFormat);

impl fmt::Display for UnknownOutputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {PARQUET}", self.0)
    }
}

impl std::error::Error for UnknownOutputFormat {}
