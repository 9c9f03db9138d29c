//! What stands beside the article: the key to the marks, who speaks, the quotations, notes, and what changed.

use std::collections::BTreeMap;

use crate::annotation::{Annotation, AnnotationSet, Verdict, is_shown};
use crate::document::Document;
use crate::sorting::Sorting as _;
use crate::strings;
use crate::view::tree::Element;
use crate::view::{article, changed_since, count};

/// The first words of a quotation: so many letters fill three lines.
const WORDS: usize = 160;

pub(super) fn render(document: &Document, set: &AnnotationSet) -> Element {
    let quotations: Vec<&Annotation> =
        set.in_order().filter(|a| a.quote().is_some() && is_shown(set, a)).collect();
    Element::new("aside")
        .child(section(strings::LEGEND_BUTTON, legend()))
        .children(who_speaks(document, set, &quotations))
        .children(list(&quotations, strings::QUOTATIONS_LAYER, |a| quotation(document, set, a)))
        .children(notes(document, set))
        .children(changed(document, set))
}

fn section(title: &str, content: Element) -> Element {
    Element::new("section").child(Element::new("h2").text(title)).child(content)
}

/// A list under a title; `None` where there is nothing to list.
fn list(annotations: &[&Annotation], title: &str, item: impl Fn(&Annotation) -> Element) -> Option<Element> {
    let list = Element::new("ul").class("list").children(annotations.iter().map(|a| item(a)));
    (!annotations.is_empty()).then(|| section(title, list))
}

fn legend() -> Element {
    let sample = |(kind, detail, text): (&'static str, &'static str, &'static str)| {
        let mark = Element::new("span").class("sample").with("data-kind", kind).with("data-detail", detail);
        Element::new("li").child(mark.text(text))
    };
    Element::new("ul").class("key").children(strings::LEGEND_KINDS.map(sample))
}

/// Each speaker with the number of quotations and words, and a bar for the words; the most words first.
fn who_speaks(document: &Document, set: &AnnotationSet, quotations: &[&Annotation]) -> Option<Element> {
    let mut totals: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for quotation in quotations {
        let (quotes, words) = totals.entry(article::label(set, quotation)).or_default();
        *quotes += 1;
        *words += word_count(document, quotation);
    }
    let mut totals: Vec<_> = totals.into_iter().collect();
    totals.order_by_key(|(_, (_, words))| std::cmp::Reverse(*words));
    let most = totals.first().map_or(1, |(_, (_, words))| (*words).max(1));
    let item = |(name, (quotes, words)): (String, (usize, usize))| {
        let facts = format!(" {} · {}", count(quotes, strings::QUOTATIONS), count(words, strings::WORDS));
        let bar = Element::new("meter").with("max", most.to_string()).with("value", words.to_string());
        Element::new("li").child(Element::new("b").with("dir", "auto").text(name)).text(facts).child(bar)
    };
    let list = Element::new("ul").children(totals.into_iter().map(item));
    (!quotations.is_empty()).then(|| section(strings::WHO_SPEAKS, list))
}

fn word_count(document: &Document, annotation: &Annotation) -> usize {
    let tokens = annotation.spans.iter().flat_map(|&span| document.tokens_in(span));
    tokens.filter(|&token| document.word(token).chars().any(char::is_alphanumeric)).count()
}

/// A quotation that leads to its place in the article.
fn quotation(document: &Document, set: &AnnotationSet, annotation: &Annotation) -> Element {
    let speaker = Element::new("b").with("dir", "auto").text(article::label(set, annotation));
    let link = Element::new("a").with("href", format!("#{}", annotation.id));
    Element::new("li").child(link.child(speaker).text(" ").child(quoted(document, annotation)))
}

fn quoted(document: &Document, annotation: &Annotation) -> Element {
    let parts: Vec<&str> = annotation.spans.iter().map(|&span| document.slice(span)).collect();
    let words = parts.join(" … ");
    let short: String = words.chars().take(WORDS).collect();
    let more = if short.len() < words.len() { "…" } else { "" };
    Element::new("q").with("dir", "auto").text(format!("{short}{more}"))
}

fn notes(document: &Document, set: &AnnotationSet) -> Option<Element> {
    let is_noted =
        |a: &&Annotation| a.verdict != Verdict::Rejected && !(a.note.is_empty() && a.tags.is_empty());
    let noted: Vec<&Annotation> = set.in_order().filter(is_noted).collect();
    list(&noted, strings::NOTES, |annotation| {
        let tags: String = annotation.tags.iter().map(|tag| format!(" #{tag}")).collect();
        let said = Element::new("span").with("dir", "auto").text(format!("{}{tags}", annotation.note));
        Element::new("li").child(quoted(document, annotation)).text(" ").child(said)
    })
}

/// What was judged before it changed, with what it was.
fn changed(document: &Document, set: &AnnotationSet) -> Option<Element> {
    let changed: Vec<&Annotation> = set.in_order().filter(|a| a.changed_since().is_some()).collect();
    list(&changed, strings::JUDGED_BEFORE, |annotation| {
        let item = Element::new("li").child(quoted(document, annotation));
        let Some(earlier) = annotation.changed_since() else { return item };
        let before = [&earlier.words, &earlier.speaker, &earlier.cue, &earlier.value].into_iter().flatten();
        let before = before.map(|part| Element::new("del").with("dir", "auto").text(&**part));
        item.text(format!(" {}: ", changed_since(earlier))).children(before)
    })
}
