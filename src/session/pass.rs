//! The pass through what nobody has checked yet: quotations before names and dates, the least sure first.

use super::Session;
use crate::annotation::{Annotation, Body, Id, Origin, Verdict};
use crate::span::Pos;

/// How much of an article is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub quotations: Checked,
    /// Names and dates.
    pub others: Checked,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Confirmed or rejected.
    pub done: usize,
    pub all: usize,
}

impl Checked {
    pub fn is_complete(self) -> bool {
        self.done == self.all
    }

    fn count(&mut self, annotation: &Annotation) {
        self.all += 1;
        self.done += usize::from(annotation.verdict != Verdict::Open);
    }
}

/// An annotation's place in the pass: the order of the values is the order of the pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    is_no_quotation: bool,
    /// The bits of a float that is not negative: they have its order.
    confidence: u32,
    start: Pos,
    id: Id,
}

impl Place {
    fn of(annotation: &Annotation) -> Place {
        let confidence = match annotation.origin {
            Origin::Machine { confidence, .. } => confidence.max(0.0),
            Origin::Reader => 1.0,
        };
        Place {
            is_no_quotation: annotation.quote().is_none(),
            confidence: confidence.to_bits(),
            start: annotation.spans.first().start(),
            id: annotation.id,
        }
    }
}

impl Session {
    pub fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        for annotation in self.set.in_order() {
            match annotation.body {
                Body::Quote(_) => progress.quotations.count(annotation),
                Body::Entity(_) | Body::Date(_) => progress.others.count(annotation),
                Body::Speaker | Body::Cue | Body::Note => {}
            }
        }
        progress
    }

    /// Goes on with the pass: looks at the next annotation that waits for a verdict, from the surest on to the
    /// least sure of those that were passed over. `None` when everything is checked, or what is looked at is all
    /// that is left.
    pub fn look_at_next_unchecked(&mut self) -> Option<Id> {
        let selected = self.selected;
        let is_open = |a: &&Annotation| {
            let is_judged = matches!(a.body, Body::Quote(_) | Body::Entity(_) | Body::Date(_));
            is_judged && a.verdict == Verdict::Open && Some(a.id) != selected
        };
        let places = || self.set.in_order().filter(is_open).map(Place::of);
        let ahead = places().filter(|&place| self.passed < Some(place)).min();
        let place = ahead.or_else(|| places().min())?;
        self.passed = Some(place);
        self.select(Some(place.id));
        Some(place.id)
    }
}
