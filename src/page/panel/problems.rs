//! What a reader should check: passages that were not found, unsure annotations, rejected ones.

use super::choice::{Orphan, PanelInput};
use super::entries::{EntryGroup, PanelEntry, annotation_entry, line};
use crate::annotation::{Annotation, Verdict, is_problem, is_unsure};
use crate::page::clip::clip;
use crate::session::Session;
use crate::strings;
use crate::view::{Element, describe, is_said_by_nobody, percent_sure};

pub(super) fn groups<'a>(input: &PanelInput<'a>) -> Vec<EntryGroup<'a>> {
    let PanelInput { session, choice, orphans } = *input;
    let all = || {
        session
            .set()
            .in_order()
            .filter(|a| is_problem(a) && session.guidelines().shows(a) && choice.filter.admits(session, a))
    };
    let of = |wanted: fn(&Annotation) -> bool| all().filter(|a| wanted(a)).map(PanelEntry::Problem).collect();
    let group = |title: &str, entries: Vec<PanelEntry<'a>>| EntryGroup { title: title.to_owned(), entries };
    vec![
        group(strings::NOT_FOUND, orphans.iter().map(PanelEntry::Orphan).collect()),
        group(strings::JUDGED_BEFORE, of(|a| a.changed_since().is_some())),
        group(strings::UNSURE, of(is_unsure)),
        group(strings::REJECTED, of(|a| a.verdict == Verdict::Rejected)),
    ]
}

pub(super) fn entry(session: &Session, annotation: &Annotation) -> Element {
    let detail = match (annotation.verdict, annotation.changed_since()) {
        (Verdict::Rejected, _) => strings::REJECTED_HINT.to_owned(),
        (_, Some(_)) => String::new(), // The entry says it below its words.
        _ if is_said_by_nobody(session.set(), annotation) => {
            format!("{} · {}", percent_sure(annotation), strings::SPOKEN_BY_NOBODY)
        }
        _ => percent_sure(annotation),
    };
    annotation_entry(session, annotation, line(describe(&annotation.body), detail))
}

pub(super) fn orphan_entry(orphan: &Orphan) -> Element {
    let words = Element::new("span").class("words").with("dir", "auto").text(clip(&orphan.words, 180));
    Element::new("li").child(line(&*orphan.what, strings::NOT_IN_TEXT)).child(words)
}
