//! Where an annotation lies.

use serde::{Deserialize, Serialize};

use crate::sorting::Sorting as _;
use crate::span::Span;

/// Where an annotation lies: at least one span, in order, without overlap.
///
/// A quotation split by its cue, or running over several paragraphs, has several.
///
/// ```
/// use pullquote::{Span, Spans};
///
/// let spans = Spans::new(vec![Span::new(15, 22), Span::new(0, 9)])?;
/// assert_eq!(spans.first(), Span::new(0, 9));
/// assert_eq!(spans.hull(), Span::new(0, 22));
/// # Ok::<(), pullquote::BadSpans>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<Span>", into = "Vec<Span>")]
pub struct Spans(
    // Invariant: not empty; sorted; disjoint.
    Vec<Span>,
);

/// A list of spans was empty, or they overlap.
///
/// ```
/// use pullquote::{BadSpans, Span, Spans};
///
/// assert_eq!(Spans::new(vec![]), Err(BadSpans));
/// assert_eq!(Spans::new(vec![Span::new(0, 5), Span::new(4, 9)]), Err(BadSpans));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadSpans;

impl std::fmt::Display for BadSpans {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an annotation needs at least one span, and its spans may not overlap")
    }
}

impl std::error::Error for BadSpans {}

impl Spans {
    /// The spans, sorted.
    ///
    /// # Errors
    /// When there is none, or two overlap.
    pub fn new(mut spans: Vec<Span>) -> Result<Spans, BadSpans> {
        spans.order();
        let apart = spans.windows(2).all(|w| w[0].end() <= w[1].start());
        if spans.is_empty() || !apart { Err(BadSpans) } else { Ok(Spans(spans)) }
    }

    /// The first span in the text.
    pub fn first(&self) -> Span {
        self.0[0]
    }

    /// The last span in the text.
    pub fn last(&self) -> Span {
        self.0[self.0.len() - 1]
    }

    /// From the start of the first span to the end of the last.
    pub fn hull(&self) -> Span {
        self.first().hull(self.last())
    }

    /// The spans in the order of the text.
    pub fn iter(&self) -> std::slice::Iter<'_, Span> {
        self.0.iter()
    }

    /// The spans in the order of the text.
    pub fn as_slice(&self) -> &[Span] {
        &self.0
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Spans {
        Spans(vec![span])
    }
}

impl TryFrom<Vec<Span>> for Spans {
    type Error = BadSpans;

    fn try_from(spans: Vec<Span>) -> Result<Spans, BadSpans> {
        Spans::new(spans)
    }
}

impl From<Spans> for Vec<Span> {
    fn from(spans: Spans) -> Vec<Span> {
        spans.0
    }
}

impl<'a> IntoIterator for &'a Spans {
    type Item = &'a Span;
    type IntoIter = std::slice::Iter<'a, Span>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
