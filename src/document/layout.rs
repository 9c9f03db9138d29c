//! Reads the roles of paragraphs off the layout of plain text: headline, standfirst, byline with its date,
//! caption, boilerplate at the ends.
//!
//! In doubt a line is a paragraph, for paragraphs are analysed and boilerplate is not.

use super::{Block, Meta, Role};
use crate::span::Span;

mod lines;
mod roles;

#[cfg(feature = "html")]
pub(crate) use lines::ends_sentence;

/// What the layout of a text shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// The paragraphs in order, disjoint, none of them blank.
    pub paragraphs: Vec<(Span, Role)>,
    pub meta: Meta,
}

/// Splits a text into paragraphs and gives each its role; reads title, byline and date of publication.
///
/// A line is a paragraph, unless the text is broken at a fixed width: then the lines up to an empty one are.
/// Offsets are bytes of the text as it came; nothing is changed in it.
pub(crate) fn read(text: &str) -> Layout {
    roles::assign(text, lines::paragraphs(text))
}

/// Gives roles to those blocks of a page or fragment that are plain paragraphs so far, as [`read`] would.
pub(crate) fn refine(blocks: &mut [Block]) {
    let given: Vec<(&str, Role)> = blocks.iter().map(|block| (block.text.as_str(), block.role)).collect();
    let roles = roles::refined(&given);
    for (block, role) in blocks.iter_mut().zip(roles) {
        block.role = role;
    }
}
