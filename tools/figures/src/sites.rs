//! A place in the checkout.

use std::fmt;

/// A line of a file, with what stands there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    /// Within the checkout, with `/` between folders.
    pub path: String,
    /// Counted from 1.
    pub line: usize,
    /// A name, or a piece of code.
    pub what: String,
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {}", self.path, self.line, self.what)
    }
}
