//! Errors of the library become exceptions.

use std::fmt::Display;

use pullquote::{Format, MAX_BYTES};
use pyo3::PyErr;
use pyo3::exceptions::PyValueError;

/// What is wrong with a value, in the library's words.
pub(crate) fn value_error(why: impl Display) -> PyErr {
    PyValueError::new_err(why.to_string())
}

pub(crate) fn format(name: &str) -> Result<Format, PyErr> {
    name.parse().map_err(value_error)
}

/// A format whose files are texts.
pub(crate) fn text_format(name: &str) -> Result<Format, PyErr> {
    let format = format(name)?;
    if format.is_binary() {
        return Err(value_error(format_args!(
            "{name} is no text; Article.to_bytes({name:?}) gives its bytes"
        )));
    }
    Ok(format)
}

/// Positions are numbers of 32 bits.
pub(crate) fn check_length(text: &str) -> Result<(), PyErr> {
    if MAX_BYTES < text.len() {
        let bytes = text.len();
        return Err(value_error(format_args!(
            "the article has {bytes} bytes; the limit is {MAX_BYTES}; split it"
        )));
    }
    Ok(())
}
