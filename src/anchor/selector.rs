//! How a passage is described, and where it was found.

use serde::{Deserialize, Serialize};

use crate::span::{CodePointPos, Span, Utf16Pos};

/// How a passage is found again: its words, what surrounds it, where it stood.
///
/// ```
/// use pullquote::{Selector, resolve};
///
/// let selector = Selector {
///     exact: "It stays".to_owned(),
///     suffix: ",” said Mara".to_owned(),
///     ..Selector::default()
/// };
/// let text = "Good news: “It stays,” said Mara Lindqvist.";
/// let span = resolve(text, &selector).span().expect("it is there");
/// assert_eq!(span.get(text), Some("It stays"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selector {
    /// The passage itself. Empty where the source gave none: then the position counts, or the surroundings.
    pub exact: String,
    /// What stood before it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// What stood after it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    /// Where it stood: a hint, never trusted alone where there are words to compare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

impl Selector {
    /// Whether nothing but its words says where it stands.
    pub(crate) fn has_words_alone(&self) -> bool {
        self.position.is_none() && self.prefix.is_empty() && self.suffix.is_empty() && !self.exact.is_empty()
    }
}

/// A part of a text in the unit of whoever wrote it down, end exclusive.
///
/// ```
/// use pullquote::{CodePointPos, Position, Resolution, Selector, Span, resolve};
///
/// let position = Some(Position::CodePoints(CodePointPos(1), CodePointPos(9)));
/// let selector = Selector { position, ..Selector::default() };
/// assert_eq!(resolve("“It stays,” she said.", &selector), Resolution::Exact(Span::new(3, 11)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// In UTF-8 bytes.
    Bytes(Span),
    /// Start and end in Unicode code points.
    CodePoints(CodePointPos, CodePointPos),
    /// Start and end in UTF-16 units.
    Utf16(Utf16Pos, Utf16Pos),
}

/// Where a passage was found.
///
/// ```
/// use pullquote::{Resolution, Span, reanchor};
///
/// let old = "“It stays for years,” said Mara Lindqvist on Monday.";
/// let new = "Good news: “It stays for many years,” said Mara Lindqvist on Monday.";
/// let quotation = Span::new(0, old.find(" said").unwrap());
/// match reanchor(old, new, &[quotation])[0] {
///     Resolution::Moved { span, score } => {
///         assert_eq!(span.get(new), Some("“It stays for many years,”"));
///         assert!(0.5 < score);
///     }
///     other => panic!("{other:?}"),
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Resolution {
    /// Word for word.
    Exact(Span),
    /// In other words: the passage or what surrounds it was edited.
    Moved {
        /// Where it is now.
        span: Span,
        /// The share of it, and of its surroundings, that is still there, from 0 to 1.
        score: f32,
    },
    /// Nowhere: too little of it is left, or nothing shows that this is the place.
    Lost {
        /// A passage that this one may have become. What speaks against it: another speaker, another name or number
        /// in it, or that it stood beside this one before. Ask a person; never take it for the passage.
        candidate: Option<PassageCandidate>,
    },
}

/// A passage that a lost one may have become.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PassageCandidate {
    /// Where it is.
    pub span: Span,
    /// The share of the lost passage, and of its surroundings, that is there, from 0 to 1.
    pub score: f32,
}

impl Resolution {
    /// Lost, with nothing in the text that it may have become.
    pub const LOST: Resolution = Resolution::Lost { candidate: None };

    /// Where the passage is, in bytes; `None` for a lost one, whether or not it has a candidate.
    pub fn span(self) -> Option<Span> {
        match self {
            Resolution::Exact(span) | Resolution::Moved { span, .. } => Some(span),
            Resolution::Lost { .. } => None,
        }
    }
}
