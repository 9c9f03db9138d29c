//! The pass through what nobody has checked yet: quotations before names and dates, in the order that a reader chose.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::annotation::{Annotation, Id, Origin, UNSURE_BELOW};
use crate::span::Pos;

/// The order of the pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ReviewOrder {
    /// The unsure in the order of the text, then the sure.
    #[default]
    Reading,
    LeastSure,
}

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

/// What waits for a verdict, in each order of the pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OpenPositions {
    reading: BTreeSet<ReviewPosition>,
    least_sure: BTreeSet<ReviewPosition>,
}

impl OpenPositions {
    pub(super) fn insert(&mut self, annotation: &Annotation) {
        self.reading.insert(ReviewPosition::of(annotation, ReviewOrder::Reading));
        self.least_sure.insert(ReviewPosition::of(annotation, ReviewOrder::LeastSure));
    }

    pub(super) fn remove(&mut self, annotation: &Annotation) {
        self.reading.remove(&ReviewPosition::of(annotation, ReviewOrder::Reading));
        self.least_sure.remove(&ReviewPosition::of(annotation, ReviewOrder::LeastSure));
    }

    pub(super) fn in_order(&self, order: ReviewOrder) -> &BTreeSet<ReviewPosition> {
        match order {
            ReviewOrder::Reading => &self.reading,
            ReviewOrder::LeastSure => &self.least_sure,
        }
    }
}

/// An annotation's place in the pass: the order of the values is the order of the pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ReviewPosition {
    is_no_quotation: bool,
    /// In the order of the text: 0 for the unsure, 1 for the sure. The least sure first: the bits of the confidence, a
    /// float that is not negative, which have its order.
    rank: u32,
    start: Pos,
    pub(super) id: Id,
}

impl ReviewPosition {
    pub(super) fn of(annotation: &Annotation, order: ReviewOrder) -> ReviewPosition {
        let confidence = match annotation.origin {
            Origin::Machine { confidence, .. } => confidence.max(0.0),
            Origin::Reader => 1.0,
        };
        ReviewPosition {
            is_no_quotation: annotation.quote().is_none(),
            rank: match order {
                ReviewOrder::Reading => u32::from(UNSURE_BELOW <= confidence),
                ReviewOrder::LeastSure => confidence.to_bits(),
            },
            start: annotation.spans.first().start(),
            id: annotation.id,
        }
    }

    /// The place of an annotation among those ranked like another.
    pub(super) fn beside(like: ReviewPosition, annotation: &Annotation) -> ReviewPosition {
        ReviewPosition { start: annotation.spans.first().start(), id: annotation.id, ..like }
    }
}
