//! Where an annotation lies.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// Where an annotation lies: at least one span, in order, without overlap.
///
/// A quotation split by its cue, or running over several paragraphs, has several.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<Span>", into = "Vec<Span>")]
pub struct Spans(
    // Invariant: not empty; sorted; disjoint.
    Vec<Span>,
);

/// A list of spans was empty, or they overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadSpans;

impl std::fmt::Display for BadSpans {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an annotation needs at least one span, and its spans may not overlap")
    }
}

impl Spans {
    /// The spans sorted; an error when there is none or two overlap.
    pub fn new(mut spans: Vec<Span>) -> Result<Spans, BadSpans> {
        spans.sort_unstable();
        let apart = spans.windows(2).all(|w| w[0].end() <= w[1].start());
        if spans.is_empty() || !apart { Err(BadSpans) } else { Ok(Spans(spans)) }
    }

    pub fn first(&self) -> Span {
        self.0[0]
    }

    pub fn last(&self) -> Span {
        self.0[self.0.len() - 1]
    }

    /// From the start of the first span to the end of the last.
    pub fn hull(&self) -> Span {
        self.first().hull(self.last())
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Span> {
        self.0.iter()
    }

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
