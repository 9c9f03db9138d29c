//! How the page is built, and what the library is compiled to.

/// What the library is compiled to.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// How the page is built.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Quality {
    /// Quickly.
    Dev,
    /// As a release ships it.
    Release,
}
