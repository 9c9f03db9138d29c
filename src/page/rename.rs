//! The dialog that gives one name to several annotations. It shows first what would change.

use super::clip::clip;
use crate::annotation::{Annotation, Body, Id};
use crate::session::{Session, name_of};
use crate::span::Span;
use crate::strings;
use crate::view::{Element, count, entity_kind};

/// The dialog: the new name, and checkboxes for everything that has the old one or may mean the same.
pub(crate) fn render(session: &Session, from: &str, to: &str) -> Vec<Element> {
    let namesakes = session.namesakes(from);
    let field = Element::new("input")
        .with("id", "new-name")
        .with("value", to)
        .with("list", "all-names")
        .with("autocomplete", "off");
    let options = session.names().into_iter().filter(|name| name != from);
    let options = options.map(|name| Element::new("option").with("value", name));
    let name =
        Element::new("label").class("field").child(Element::new("span").text(strings::NEW_NAME)).child(field);
    let of = |ids: &[Id], wanted: fn(&Body) -> bool| -> Vec<Id> {
        let is_wanted = |id: &Id| session.set().get(*id).is_some_and(|a| wanted(&a.body));
        ids.iter().copied().filter(is_wanted).collect()
    };
    let quotations = of(&namesakes.same, |body| matches!(body, Body::Quote(_)));
    let mentions = of(&namesakes.same, |body| !matches!(body, Body::Quote(_)));
    let under = |n: usize, one: [&str; 2]| strings::fill(strings::N_UNDER, &[&count(n, one), &from]);
    // Two names that the article has stay two unless a reader ticks what is to be the other one.
    let is_merging = from != to && 1 < session.count_named(to);
    let checkbox = if is_merging { Checkbox::Unchecked } else { Checkbox::Checked };
    let groups = [
        group(session, &under(quotations.len(), strings::QUOTATIONS), &quotations, checkbox),
        group(session, &under(mentions.len(), strings::MENTIONS), &mentions, checkbox),
        group(session, strings::PERHAPS_THE_SAME, &namesakes.perhaps, Checkbox::Unchecked),
    ];
    let hint = strings::RENAME_HINT;
    let lead = [
        Element::new("p").class("hint").text(hint),
        name,
        Element::new("datalist").with("id", "all-names").children(options),
    ];
    lead.into_iter().chain(groups.into_iter().flatten()).collect()
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Checkbox {
    Checked,
    Unchecked,
}

fn group(session: &Session, title: &str, ids: &[Id], checkbox: Checkbox) -> Option<Element> {
    let lines = ids.iter().filter_map(|&id| session.set().get(id)).map(|a| line(session, a, checkbox));
    (!ids.is_empty())
        .then(|| Element::new("fieldset").class("namesakes").child(legend(title, checkbox)).children(lines))
}

/// The title of a group of checkboxes, with one that ticks all of them.
pub(crate) fn legend(title: &str, checkbox: Checkbox) -> Element {
    let all = Element::new("input")
        .with("type", "checkbox")
        .with("data-ticks-all", "")
        .with("aria-label", strings::fill(strings::TICK_ALL_OF, &[&title]));
    let all = if checkbox == Checkbox::Checked { all.with("checked", "") } else { all };
    Element::new("legend").child(Element::new("label").child(all).text(" ").text(title))
}

/// The line of one annotation that could change, with the words around its own.
fn line(session: &Session, annotation: &Annotation, checkbox: Checkbox) -> Element {
    let box_ = Element::new("input").with("type", "checkbox").with("data-id", annotation.id.to_string());
    let box_ = if checkbox == Checkbox::Checked { box_.with("checked", "") } else { box_ };
    // What the heading of the group does not say.
    let what = match (&annotation.body, checkbox) {
        (Body::Entity(e), Checkbox::Checked) => entity_kind(e.kind).to_owned(),
        (Body::Entity(e), Checkbox::Unchecked) => format!("{}, {}", e.name, entity_kind(e.kind)),
        (_, Checkbox::Checked) => String::new(),
        (_, Checkbox::Unchecked) => {
            strings::fill(strings::NAME_QUOTATION, &[&name_of(annotation).unwrap_or("")])
        }
    };
    Element::new("label")
        .child(box_)
        .child(words(session, annotation))
        .text(" ")
        .child(Element::new("span").class("what").text(what))
}

/// The first words of a quotation, or a mention with some words around it.
fn words(session: &Session, annotation: &Annotation) -> Element {
    let span = annotation.spans.first();
    if annotation.quote().is_some() {
        return Element::new("q").with("dir", "auto").text(clip(session.document().slice(span), 90));
    }
    passage(session, span)
}

/// A passage with some words around it.
pub(crate) fn passage(session: &Session, span: Span) -> Element {
    let document = session.document();
    let quoted = Element::new("q").with("dir", "auto");
    let tokens = document.tokens_in(span);
    let near = tokens.start.saturating_sub(5)..(tokens.end + 5).min(document.tokens().len());
    let paragraph = &document.paragraphs()[document.paragraph_at(span.start())];
    let around = document.tokens()[near].iter().filter(|t| paragraph.span.covers(t.span)).map(|t| t.span);
    let around = around.reduce(|a, b| a.hull(b)).unwrap_or(span).hull(span);
    let (before, after) = (Span::new(around.start(), span.start()), Span::new(span.end(), around.end()));
    quoted
        .text(document.slice(before))
        .child(Element::new("b").text(document.slice(span)))
        .text(document.slice(after))
}
