//! The dialog in which another person's set of the open article is compared with the reader's own, and the differences
//! are settled.

use std::collections::HashMap;

use super::clip::clip_middle;
use super::command::{Command, ComparisonCommand, SettledFile};
use super::controls::button;
use crate::annotation::{Annotation, AnnotationSet, Body, Id};
use crate::document::Document;
use crate::project::agreement::{Agreement, AnnotationLayer, DifferenceKind, Kappa};
use crate::project::settling::Dispute;
use crate::span::Span;
use crate::store::{Choice, DisputedPair, StoredComparison};
use crate::strings;
use crate::view::{Element, count, describe, timex_words};

/// What is compared, and how far it is settled.
pub(crate) struct ComparisonView<'a> {
    pub document: &'a Document,
    pub mine: &'a AnnotationSet,
    pub comparison: &'a StoredComparison,
    pub agreement: &'a Agreement,
    pub disputes: &'a [Dispute],
    /// The index of the difference that the keys are at.
    pub current: usize,
}

/// So many differences are shown at once.
pub(crate) const SHOWN: usize = 100;

/// The whole of it.
pub(crate) fn render(view: &ComparisonView) -> Vec<Element> {
    let name = strings::fill(strings::COMPARED_WITH, &[&view.comparison.name]);
    let lost = view.comparison.lost;
    let lost = (0 < lost)
        .then(|| strings::fill(strings::LOST_OF_SET, &[&count(lost, strings::ANNOTATIONS)]))
        .map(|said| Element::new("p").class("hint").text(said));
    let head = Element::new("p").class("compared").with("dir", "auto").text(name);
    let mut all = vec![head];
    all.extend(lost);
    all.extend([table(view.agreement), definitions()]);
    all.extend(differences(view));
    all
}

/// The measures, a row a layer.
pub(super) fn table(agreement: &Agreement) -> Element {
    let columns = [
        strings::LAYER,
        strings::MINE,
        strings::THEIRS,
        strings::SAME_SPANS,
        strings::NEAR_SPANS,
        strings::ALPHA_U,
        strings::KAPPA_KIND,
        strings::KAPPA_SPEAKER,
    ];
    let rows = AnnotationLayer::ALL
        .map(|layer| figures_row(Element::new("th").text(layer_label(layer)), figures_of(agreement, layer)));
    figures_table(strings::AGREEMENT, &columns, rows)
}

/// A table of figures under its name.
pub(super) fn figures_table(
    name: &'static str,
    columns: &[&'static str],
    rows: impl IntoIterator<Item = Element>,
) -> Element {
    let head = columns.iter().map(|&name| Element::new("th").with("scope", "col").text(name));
    let table = Element::new("table")
        .with("aria-label", name)
        .child(Element::new("caption").text(name))
        .child(Element::new("thead").child(Element::new("tr").children(head)))
        .child(Element::new("tbody").children(rows));
    // It is wider than a small screen: the keyboard can scroll it.
    Element::new("div").class("figures").with("tabindex", "0").child(table)
}

/// A row of it, behind its head.
pub(super) fn figures_row(head: Element, cells: impl IntoIterator<Item = String>) -> Element {
    let cells = cells.into_iter().map(|cell| Element::new("td").text(cell));
    Element::new("tr").child(head.with("scope", "row")).children(cells)
}

/// What is measured of a layer, in the order of the columns.
pub(super) fn figures_of(agreement: &Agreement, layer: AnnotationLayer) -> [String; 7] {
    let spans = agreement.spans.get(&layer).copied().unwrap_or_default();
    let is = |wanted: AnnotationLayer| layer == wanted;
    let quotations = is(AnnotationLayer::Quotations);
    let kinds = match layer {
        AnnotationLayer::Quotations => Some(agreement.kinds),
        AnnotationLayer::Entities => Some(agreement.entity_kinds),
        _ => None,
    };
    let kappa = |kappa: Option<Kappa>| figure(kappa.and_then(|kappa| kappa.value));
    [
        spans.mine.to_string(),
        spans.theirs.to_string(),
        figure(spans.exact_f1()),
        figure(spans.near_f1()),
        figure(agreement.alpha_u.filter(|_| quotations)),
        kappa(kinds),
        kappa(Some(agreement.speakers).filter(|_| quotations)),
    ]
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"))
}

pub(super) fn definitions() -> Element {
    let definition = |[name, what, source]: [&str; 3]| {
        let said = Element::new("dd").text(format!("{what} ")).child(Element::new("cite").text(source));
        [Element::new("dt").text(name), said]
    };
    let list = Element::new("dl").children(strings::DEFINITIONS.into_iter().flat_map(definition));
    Element::new("details").child(Element::new("summary").text(strings::MEASURES)).child(list)
}

fn differences(view: &ComparisonView) -> Vec<Element> {
    let all = view.disputes.len();
    if all == 0 {
        return vec![Element::new("p").class("hint").text(strings::NO_DIFFERENCES)];
    }
    let choices = view.comparison.choices();
    let settled = view.disputes.iter().filter(|dispute| choices.contains_key(&dispute.pair)).count();
    let said = if settled == all {
        strings::ALL_SETTLED.to_owned()
    } else {
        strings::fill(strings::SETTLED_OF, &[&settled, &all])
    };
    let first = view.current / SHOWN * SHOWN;
    let shown = view.disputes.iter().enumerate().skip(first).take(SHOWN);
    let items = shown.map(|(index, dispute)| item(view, &choices, index, dispute));
    let list = Element::new("ol").class("differences").with("aria-label", strings::DIFFERENCES);
    let head = Element::new("h3").text(strings::DIFFERENCES);
    let mut elements = vec![head, steps(view, &said), list.children(items)];
    elements.extend(pages(first, all));
    elements.push(outcome());
    elements
}

/// How much is settled, and the steps back and forth.
fn steps(view: &ComparisonView, said: &str) -> Element {
    let step = |label, command, is_there: bool| {
        button(label, &Command::Comparison(command)).disabled_unless(is_there)
    };
    let StoredComparison { decisions, undone, .. } = view.comparison;
    Element::new("div")
        .class("buttons steps")
        .child(Element::new("span").class("settled").text(said))
        .child(step(strings::TAKE_BACK, ComparisonCommand::Undo, !decisions.is_empty()))
        .child(step(strings::MAKE_AGAIN, ComparisonCommand::Redo, !undone.is_empty()))
        .child(Element::new("span").class("hint").text(strings::KEYS_HERE))
}

fn pages(first: usize, all: usize) -> Option<Element> {
    let page = |label, index: usize, is_there: bool| {
        button(label, &Command::Comparison(ComparisonCommand::GoTo(index))).disabled_unless(is_there)
    };
    let last = all.min(first + SHOWN);
    let said = strings::fill(strings::DIFFERENCES_SHOWN, &[&(first + 1), &last, &all]);
    (SHOWN < all).then(|| {
        Element::new("div")
            .class("buttons")
            .child(page(strings::EARLIER_ONES, first.saturating_sub(SHOWN), 0 < first))
            .child(Element::new("span").text(said))
            .child(page(strings::LATER_ONES, last, last < all))
    })
}

fn outcome() -> Element {
    let file = |label, file| button(label, &Command::Comparison(ComparisonCommand::Export(file)));
    let take = button(strings::TAKE_SETTLED, &Command::Comparison(ComparisonCommand::Take));
    Element::new("div")
        .class("buttons")
        .with("role", "group")
        .with("aria-label", strings::SETTLED_FILES)
        .child(take.with("title", strings::TAKE_SETTLED_HINT))
        .child(file(strings::SETTLED_SET, SettledFile::Set))
        .child(file(strings::DECISIONS_TABLE, SettledFile::Decisions))
}

fn item(
    view: &ComparisonView,
    choices: &HashMap<DisputedPair, Choice>,
    index: usize,
    dispute: &Dispute,
) -> Element {
    let is_current = index == view.current;
    let chosen = choices.get(&dispute.pair).copied();
    let choice = |choice: Choice| {
        button(choice_label(choice), &Command::Comparison(ComparisonCommand::Decide(dispute.pair, choice)))
            .with("aria-pressed", (chosen == Some(choice)).to_string())
    };
    let choices = [Choice::Mine, Choice::Theirs, Choice::Both, Choice::Neither].map(choice);
    let item = Element::new("li")
        .with("value", (index + 1).to_string())
        .with("data-settled", chosen.is_some().to_string())
        .with("tabindex", "-1")
        .child(what_differs(dispute))
        .children(both_sides(view.document, [view.mine, &view.comparison.theirs], dispute))
        .child(Element::new("div").class("buttons").children(choices));
    if is_current { item.with("aria-current", "true") } else { item }
}

/// In which layer the coders differ, and how.
pub(super) fn what_differs(dispute: &Dispute) -> Element {
    let kinds: Vec<&str> = dispute.kinds.iter().map(|kind| kind_label(*kind)).collect();
    Element::new("p")
        .class("line")
        .child(Element::new("b").text(layer_label(dispute.layer)))
        .child(Element::new("span").class("detail").text(kinds.join(", ")))
}

/// What the reader has in a place, and what the other has.
pub(super) fn both_sides(
    document: &Document,
    [mine, theirs]: [&AnnotationSet; 2],
    dispute: &Dispute,
) -> [Element; 2] {
    let side = |label, set, id| side(document, label, set, id, dispute.place);
    [side(strings::MINE, mine, dispute.pair.mine), side(strings::THEIRS, theirs, dispute.pair.theirs)]
}

/// One coder's annotation among the words around it.
fn side(document: &Document, label: &str, set: &AnnotationSet, id: Option<Id>, place: Span) -> Element {
    let side = Element::new("div").class("side").child(Element::new("span").class("facts").text(label));
    let Some(annotation) = id.and_then(|id| set.get(id)) else {
        return side.child(Element::new("p").class("hint").text(strings::NONE_HERE));
    };
    let name = named(annotation);
    let said = [describe(&annotation.body), &name];
    let said: Vec<&str> = said.into_iter().filter(|said| !said.is_empty()).collect();
    side.child(in_context(document, annotation, place))
        .child(Element::new("p").class("facts").with("dir", "auto").text(said.join(" · ")))
}

/// Characters of the article around what differs.
const AROUND: usize = 40;

/// The words of an annotation, marked in the text in which both lie.
fn in_context(document: &Document, annotation: &Annotation, place: Span) -> Element {
    let text = document.text();
    let (start, end) = around(text, place);
    let mut words = Element::new("p").class("words").with("dir", "auto");
    if 0 < start {
        words = words.text("… ");
    }
    let mut at = start;
    for span in annotation.spans.iter() {
        let (from, to) = (span.start().index(), span.end().index());
        if at <= from && to <= end {
            words = words
                .text(folded(&text[at..from]))
                .child(Element::new("mark").text(clip_middle(&text[from..to], 240)));
            at = to;
        }
    }
    words.text(folded(&text[at..end])).children((end < text.len()).then_some(" …"))
}

/// From where to where the article is shown around a place: whole words.
fn around(text: &str, place: Span) -> (usize, usize) {
    let (from, to) = (place.start().index(), place.end().index());
    let start = text[..from].char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let lead = &text[start..from];
    let start = match lead.find(char::is_whitespace) {
        Some(blank) if 0 < start => from - lead[blank..].trim_start().len(),
        _ => start,
    };
    let end = text[to..].char_indices().nth(AROUND).map_or(text.len(), |(at, _)| to + at);
    let tail = &text[to..end];
    let end = match tail.rfind(char::is_whitespace) {
        Some(blank) if end < text.len() => to + tail[..blank].trim_end().len(),
        _ => end,
    };
    (start, end)
}

/// White space as one blank: paragraphs follow each other.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for char in text.chars() {
        match char.is_whitespace() {
            true if folded.ends_with(' ') => {}
            true => folded.push(' '),
            false => folded.push(char),
        }
    }
    folded
}

fn named(annotation: &Annotation) -> String {
    match &annotation.body {
        Body::Quote(quote) => quote.speaker.clone().unwrap_or_else(|| strings::NO_SPEAKER.to_owned()),
        Body::Entity(entity) => entity.name.clone(),
        // Two that differ are told apart by their values alone, whatever their words are.
        Body::Date(timex) => match timex_words(timex.kind, &timex.value) {
            Some(said) => format!("{said} ({})", timex.value),
            None => timex.value.clone(),
        },
        Body::Speaker | Body::Cue | Body::Note => String::new(),
    }
}

pub(crate) fn choice_label(choice: Choice) -> &'static str {
    match choice {
        Choice::Mine => strings::MINE,
        Choice::Theirs => strings::THEIRS,
        Choice::Both => strings::BOTH,
        Choice::Neither => strings::NEITHER,
    }
}

pub(crate) fn layer_label(layer: AnnotationLayer) -> &'static str {
    match layer {
        AnnotationLayer::Quotations => strings::QUOTATIONS_LAYER,
        AnnotationLayer::Speakers => strings::SPEAKER_WORDS_LAYER,
        AnnotationLayer::Cues => strings::CUES_LAYER,
        AnnotationLayer::Entities => strings::NAMES_LAYER,
        AnnotationLayer::Dates => strings::DATES_LAYER,
    }
}

fn kind_label(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::OnlyMine => strings::ONLY_MINE,
        DifferenceKind::OnlyTheirs => strings::ONLY_THEIRS,
        DifferenceKind::Extent => strings::OTHER_EXTENT,
        DifferenceKind::Kind => strings::OTHER_KIND,
        DifferenceKind::Speaker => strings::ANOTHER_SPEAKER,
        DifferenceKind::Value => strings::OTHER_VALUE,
    }
}

/// The choice that a key stands for.
pub(crate) fn choice_of(key: &str) -> Option<Choice> {
    match key {
        "m" => Some(Choice::Mine),
        "t" => Some(Choice::Theirs),
        "b" => Some(Choice::Both),
        "n" => Some(Choice::Neither),
        _ => None,
    }
}
