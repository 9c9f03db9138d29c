//! What needs a look: passages that were not found, unsure annotations, rejected ones.

use super::{Choice, Group, Orphan, Row};
use crate::annotation::{Annotation, Verdict, is_problem, is_unsure};
use crate::page::card::clip;
use crate::session::Session;
use crate::strings;
use crate::view::{Element, describe};

pub(super) fn groups<'a>(session: &'a Session, choice: &'a Choice, orphans: &'a [Orphan]) -> Vec<Group<'a>> {
    let all = || session.set().in_order().filter(|a| is_problem(a) && choice.filter.admits(session, a));
    let of = |wanted: fn(&Annotation) -> bool| all().filter(|a| wanted(a)).map(Row::Problem).collect();
    let group = |title: &str, rows: Vec<Row<'a>>| Group { title: title.to_owned(), rows };
    vec![
        group(strings::NOT_FOUND, orphans.iter().map(Row::Orphan).collect()),
        group(strings::UNSURE, of(is_unsure)),
        group(strings::REJECTED, of(|a| a.verdict == Verdict::Rejected)),
    ]
}

pub(super) fn entry(session: &Session, annotation: &Annotation) -> Element {
    let detail = match annotation.verdict {
        Verdict::Rejected => strings::REJECTED_HINT.to_owned(),
        _ => crate::page::card::sure(annotation),
    };
    super::entry(session, annotation, super::line(describe(&annotation.body), detail))
}

pub(super) fn lost(orphan: &Orphan) -> Element {
    let words = Element::new("span").class("words").with("dir", "auto").text(clip(&orphan.words, 180));
    Element::new("li").child(super::line(&*orphan.what, strings::NOT_IN_TEXT)).child(words)
}
