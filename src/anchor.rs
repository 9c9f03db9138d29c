//! Selectors that find a passage again: in the same text, in a newer version of it, in another file.
