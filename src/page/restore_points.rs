//! The dialog of restore points: when each was taken, what it has, and how it differs from now.

use super::command::{Command, RecoveryCommand};
use super::controls::button;
use crate::annotation::{AnnotationSet, Verdict};
use crate::store::{SetDifference, difference};
use crate::strings;
use crate::view::{Element, count};

/// What the dialog shows of a restore point.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RestorePointSummary {
    pub key: String,
    /// When it was taken, in the reader's language.
    pub when: String,
    quotations: usize,
    comments: usize,
    annotations: usize,
    difference: SetDifference,
}

impl RestorePointSummary {
    /// Sums up the annotations of a point, beside those of now.
    pub(crate) fn of(
        key: String,
        when: String,
        there: &AnnotationSet,
        here: &AnnotationSet,
    ) -> RestorePointSummary {
        let shown = || there.in_order().filter(|a| a.verdict != Verdict::Rejected);
        RestorePointSummary {
            key,
            when,
            quotations: shown().filter(|a| a.quote().is_some()).count(),
            comments: there.in_order().filter(|a| !a.note.is_empty()).count(),
            annotations: shown().count(),
            difference: difference(here, there),
        }
    }

    fn counts(&self) -> String {
        let counts = [
            count(self.quotations, strings::QUOTATIONS),
            count(self.comments, strings::COMMENTS),
            count(self.annotations, strings::ANNOTATIONS),
        ];
        strings::fill(strings::POINT_COUNTS, &[&counts[0], &counts[1], &counts[2]])
    }

    fn comparison(&self) -> String {
        let SetDifference { added, removed, changed, edits } = &self.difference;
        if edits.is_empty() {
            return strings::POINT_SAME.to_owned();
        }
        let counts = [
            (*added, strings::POINT_MORE),
            (*removed, strings::POINT_FEWER),
            (*changed, strings::POINT_CHANGED),
        ];
        let counts = counts.into_iter().filter(|(n, _)| 0 < *n);
        counts.map(|(n, text)| strings::fill(text, &[&n])).collect::<Vec<_>>().join(", ")
    }
}

/// The list, the newest first.
pub(crate) fn render(points: &[RestorePointSummary]) -> Vec<Element> {
    let hint = Element::new("p").class("hint").text(strings::POINTS_HINT);
    if points.is_empty() {
        return vec![hint, Element::new("p").text(strings::NO_POINTS)];
    }
    let item = |point: &RestorePointSummary| {
        let restore =
            button(strings::RESTORE, &Command::Recovery(RecoveryCommand::RestorePoint(point.key.clone())))
                .with("aria-label", strings::fill(strings::RESTORE_OF, &[&point.when]))
                .disabled_unless(!point.difference.edits.is_empty());
        Element::new("li")
            .child(Element::new("b").text(&point.when))
            .child(Element::new("span").class("facts").text(point.counts()))
            .child(Element::new("span").class("facts").text(point.comparison()))
            .child(restore)
    };
    vec![hint, Element::new("ul").class("points").children(points.iter().map(item))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Annotation, Body, Id};
    use crate::span::Span;

    #[test]
    fn a_point_says_what_it_has_and_how_it_differs() {
        let note = |id, text: &str| {
            let note = Annotation::by_reader(Id::new(id), Span::new(0, 3), Body::Note);
            Annotation { note: text.to_owned(), ..note }
        };
        let set = |notes: &[Annotation]| {
            let mut set = AnnotationSet::new();
            notes.iter().for_each(|note| drop(set.insert(note.clone())));
            set
        };
        let here = set(&[note(1, "a"), note(2, "b")]);
        let check = |there: AnnotationSet, expected: [&str; 2]| {
            let point = RestorePointSummary::of("k".into(), "3 May".into(), &there, &here);
            assert_eq!([point.counts(), point.comparison()], expected);
        };
        check(here.clone(), ["0 quotations, 2 comments, 2 annotations", "the same as now"]);
        check(
            set(&[note(1, ""), note(3, "c")]),
            ["0 quotations, 1 comment, 2 annotations", "1 more than now, 1 fewer, 1 different"],
        );
    }
}
