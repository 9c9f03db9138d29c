//! The pass through what nobody has checked yet: quotations before names and dates, the least sure first.

use crate::annotation::{Annotation, Id, Origin};
use crate::span::Pos;

/// How much of an article is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    pub quotations: Checked,
    /// Names and dates.
    pub others: Checked,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Checked {
    /// Confirmed or rejected.
    pub done: usize,
    pub all: usize,
}

impl Checked {
    pub(crate) fn is_complete(self) -> bool {
        self.done == self.all
    }
}

/// An annotation's place in the pass: the order of the values is the order of the pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ReviewPosition {
    is_no_quotation: bool,
    /// The bits of a float that is not negative: they have its order.
    confidence: u32,
    start: Pos,
    pub(super) id: Id,
}

impl ReviewPosition {
    pub(super) fn of(annotation: &Annotation) -> ReviewPosition {
        let confidence = match annotation.origin {
            Origin::Machine { confidence, .. } => confidence.max(0.0),
            Origin::Reader => 1.0,
        };
        ReviewPosition {
            is_no_quotation: annotation.quote().is_none(),
            confidence: confidence.to_bits(),
            start: annotation.spans.first().start(),
            id: annotation.id,
        }
    }
}
