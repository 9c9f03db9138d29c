//! Where a reader goes: places given by paragraph, the quotation before and after, the next to be checked.

use super::article::Session;
use super::review_order::{Progress, ReviewOrder, ReviewPosition};
use crate::annotation::{Annotation, Body, Id, is_shown};
use crate::span::{Pos, Span, Utf16Pos};

impl Session {
    /// The span, in this document, of a passage given by paragraph and offset in UTF-16 units within it.
    pub(crate) fn span_of(&self, start: (usize, u32), end: (usize, u32)) -> Option<Span> {
        let span = Span::new(self.pos_of(start)?, self.pos_of(end)?).trimmed(self.document.text());
        (!span.is_empty()).then_some(span)
    }

    /// The position of a place given in the same way.
    pub(crate) fn pos_of(&self, (paragraph, offset): (usize, u32)) -> Option<Pos> {
        let paragraph = self.document.paragraphs().get(paragraph)?;
        let start = self.document.to_utf16(paragraph.span.start())?;
        let pos = self.document.from_utf16(Utf16Pos(start.0.checked_add(offset)?))?;
        Some(pos.min(paragraph.span.end()))
    }

    /// The next quotation that is shown, in the order of the text.
    pub(crate) fn quotation_after(&self, id: Id) -> Option<Id> {
        self.quotations().skip_while(|&quotation| quotation != id).nth(1)
    }

    /// The quotation before, in the order of the text.
    pub(crate) fn quotation_before(&self, id: Id) -> Option<Id> {
        let before: Vec<Id> = self.quotations().take_while(|&quotation| quotation != id).collect();
        self.quotations().any(|quotation| quotation == id).then(|| before.last().copied()).flatten()
    }

    /// The quotation that a speaker or a cue belongs to; anything else itself.
    pub(crate) fn quotation_of<'a>(&'a self, annotation: &'a Annotation) -> &'a Annotation {
        let is_part = matches!(annotation.body, Body::Speaker | Body::Cue);
        let tie = self.set.relations_of(annotation.id).into_iter().find(|r| is_part && r.to == annotation.id);
        tie.and_then(|tie| self.set.get(tie.from)).unwrap_or(annotation)
    }

    fn quotations(&self) -> impl Iterator<Item = Id> {
        let shown = self
            .set
            .in_order()
            .filter(|a| a.quote().is_some() && is_shown(&self.set, a) && self.guidelines.shows(a));
        shown.map(|a| a.id)
    }

    /// How much of the article is checked.
    pub(crate) fn progress(&self) -> Progress {
        self.counts().progress
    }

    /// Goes on with the pass: looks at the next annotation that waits for a verdict, from the last on to the first of
    /// those that were passed over. `None` when everything is checked, or what is looked at is all that is left.
    pub(crate) fn look_at_next_unchecked(&mut self, order: ReviewOrder) -> Option<Id> {
        use std::ops::Bound::{Excluded, Unbounded};
        let open = self.counts().open.in_order(order);
        let is_other = |place: &&ReviewPosition| Some(place.id) != self.selected;
        let from = self.passed_in(order);
        let ahead = from.and_then(|from| open.range((Excluded(from), Unbounded)).find(is_other));
        let place = *ahead.or_else(|| open.iter().find(is_other))?;
        self.passed = Some((order, place));
        self.select(Some(place.id));
        Some(place.id)
    }

    /// Where the pass stands. In the order of the text it goes on from what the reader is looking at, among those of the
    /// rank that it has come to.
    fn passed_in(&self, order: ReviewOrder) -> Option<ReviewPosition> {
        let passed = self.passed.filter(|(passed_order, _)| *passed_order == order).map(|(_, place)| place);
        let elsewhere = self.selected().filter(|a| passed.is_none_or(|passed| passed.id != a.id));
        match elsewhere {
            Some(annotation) if order == ReviewOrder::Reading => {
                let first = self.counts().open.in_order(order).first().copied();
                Some(ReviewPosition::beside(passed.max(first)?, annotation))
            }
            _ => passed,
        }
    }
}
