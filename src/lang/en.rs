//! English: what its lists alone do not say.

pub(crate) mod speech;

pub(crate) use super::lists::entries;
