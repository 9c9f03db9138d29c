//! The dialog before every occurrence of some words is marked: what would be new, and what is marked as something else.

use super::rename::{Checkbox, legend, passage};
use crate::annotation::{Annotation, Verdict};
use crate::session::{Occurrence, Session};
use crate::strings;
use crate::view::{Element, describe};

/// A checkbox for each occurrence. What a reader rejected is not ticked.
pub(crate) fn render(session: &Session, annotation: &Annotation, occurrences: &[Occurrence]) -> Vec<Element> {
    let words = session.document().slice(annotation.spans.first());
    let kind = describe(&annotation.body).to_lowercase();
    let lead = strings::fill(strings::MARK_ALL_LEAD, &[&words, &kind]);
    let group = |title: &str, wanted: fn(&Occurrence) -> bool| {
        let chosen: Vec<&Occurrence> = occurrences.iter().filter(|o| wanted(o)).collect();
        let lines = chosen.iter().map(|occurrence| line(session, occurrence));
        (!chosen.is_empty()).then(|| {
            Element::new("fieldset")
                .class("namesakes")
                .child(legend(title, Checkbox::Checked))
                .children(lines.collect::<Vec<_>>())
        })
    };
    let groups = [
        group(strings::MARKED_AS_OTHERS, |o| o.other.is_some()),
        group(strings::NOT_MARKED_YET, |o| o.other.is_none()),
    ];
    std::iter::once(Element::new("p").class("hint").text(lead)).chain(groups.into_iter().flatten()).collect()
}

fn line(session: &Session, occurrence: &Occurrence) -> Element {
    let other = occurrence.other.and_then(|id| session.set().get(id));
    let is_rejected = other.is_some_and(|a| a.verdict == Verdict::Rejected);
    let what = match other {
        Some(_) if is_rejected => strings::REJECTED.to_lowercase(),
        Some(other) => describe(&other.body).to_lowercase(),
        None => String::new(),
    };
    let box_ = Element::new("input")
        .with("type", "checkbox")
        .with("data-start", occurrence.span.start().index().to_string());
    let box_ = if is_rejected { box_ } else { box_.with("checked", "") };
    Element::new("label")
        .child(box_)
        .child(passage(session, occurrence.span))
        .text(" ")
        .child(Element::new("span").class("what").text(what))
}
