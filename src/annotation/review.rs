//! What a reader still has to look at: which annotations are shown, unsure, remarked on.

use super::{Annotation, AnnotationSet, Body, Verdict};

/// Below this confidence a machine's annotation is listed as unsure: about half of those just below it are wrong.
pub(crate) const UNSURE_BELOW: f32 = 0.6;

/// Whether an annotation is shown in the text and counted. Rejected ones are not, nor is a cue or speaker all of
/// whose quotations are rejected.
pub(crate) fn is_shown(set: &AnnotationSet, annotation: &Annotation) -> bool {
    if annotation.verdict == Verdict::Rejected {
        return false;
    }
    if !matches!(annotation.body, Body::Cue | Body::Speaker) {
        return true;
    }
    let mut verdicts = set.leading_to(annotation.id).map(|quote| quote.verdict).peekable();
    verdicts.peek().is_none() || verdicts.any(|v| v != Verdict::Rejected)
}

/// Whether an annotation waits for a reader: made by the machine, never judged, and not sure.
pub(crate) fn is_unsure(annotation: &Annotation) -> bool {
    annotation.verdict == Verdict::Open
        && annotation.earlier.is_none()
        && annotation.confidence() < UNSURE_BELOW
}

/// Whether an annotation has a comment or tags, or is a note.
pub(crate) fn has_remark(annotation: &Annotation) -> bool {
    matches!(annotation.body, Body::Note) || !annotation.note.is_empty() || !annotation.tags.is_empty()
}

/// Whether a reader should look at an annotation: one that was judged before its words changed, an unsure one, or a
/// rejected one, which the reader may want back.
pub(crate) fn is_problem(annotation: &Annotation) -> bool {
    !matches!(annotation.body, Body::Cue | Body::Speaker)
        && (is_unsure(annotation)
            || annotation.changed_since().is_some()
            || annotation.verdict == Verdict::Rejected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Id, Relation, RelationKind};
    use crate::span::Span;

    #[test]
    fn a_rejected_quotation_hides_its_cue() {
        let mut set = AnnotationSet::new();
        let (quote, cue) = (Id::new(1), Id::new(2));
        set.insert(Annotation::by_reader(quote, Span::new(0, 3), Body::Note));
        set.insert(Annotation::by_reader(cue, Span::new(4, 7), Body::Cue));
        set.link(Relation { kind: RelationKind::CuedBy, from: quote, to: cue });
        assert_eq!(set.in_order().filter(|a| is_shown(&set, a)).count(), 2);
        let rejected = Annotation { verdict: Verdict::Rejected, ..set.get(quote).cloned().unwrap() };
        set.insert(rejected);
        assert_eq!(set.in_order().filter(|a| is_shown(&set, a)).count(), 0);
    }
}
