//! What the analysis knows of a language: words as data, one entry a line.

pub(crate) mod en;
