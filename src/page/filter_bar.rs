//! The search field and the filters over the lists.

use super::command::{Command, Field, ListCommand, ReviewCommand, ViewCommand};
use super::controls::{SelectOption, bare_button, button, options, sign_button};
use super::filter::{Confidence, Filter, FilterField, QuoteSource, QuoteSpeaker};
use super::panel::{AnnotationFilters, ListCounts, PanelChoice};
use crate::annotation::{Quote, QuoteKind, SourceKind, Verdict};
use crate::session::{ReadingDirection, Session};
use crate::sorting::CollectSorted as _;
use crate::strings;
use crate::view::wire::{json, wire_name};
use crate::view::{ENTITY_KINDS, Element, entity_kind, quote_kind, verdict};

/// Where the reader is among the matches of a search in the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct MatchPosition {
    pub matches: usize,
    /// From 1; 0 before the first step.
    pub at: usize,
}

/// The search field, and the filters behind a button. With a filter set, also how much of the list is shown, and the buttons that
/// judge all of it at once.
pub(crate) fn render(
    session: &Session,
    choice: &PanelChoice,
    counts: ListCounts,
    position: MatchPosition,
) -> Vec<Element> {
    let filter = &choice.filter;
    let which = choice.tab.spec().filters;
    let mut parts = vec![search_field(choice, position)];
    if choice.has_filters_open {
        parts.extend(which.map(|which| filters(session, filter, which)));
    }
    parts.extend(chips(filter));
    if filter.is_narrow() {
        parts.push(bulk(counts));
    }
    parts
}

fn search_field(choice: &PanelChoice, position: MatchPosition) -> Element {
    let filter = &choice.filter;
    let field = Element::new("input")
        .with("type", "search")
        .with("id", "search")
        .inputs(&Field::Filter(FilterField::Words))
        .with("aria-label", strings::SEARCH)
        .with("placeholder", strings::SEARCH)
        .with("autocomplete", "off")
        .with("spellcheck", "false")
        .with("value", &*filter.words);
    let bar = Element::new("div").class("search").with("role", "search").child(field);
    let bar = bar.children(choice.tab.spec().filters.map(|_| filter_button(choice)));
    if filter.words.trim().is_empty() {
        return bar;
    }
    let said = match (position.matches, position.at) {
        (0, _) => strings::NOT_IN_ARTICLE.to_owned(),
        (n, 0) => strings::fill(strings::IN_THE_ARTICLE, &[&n]),
        (n, at) => strings::fill(strings::OF, &[&at, &n]),
    };
    let step = |sign, name, direction| {
        sign_button(sign, name, &Command::List(ListCommand::Find(direction)))
            .disabled_unless(0 < position.matches)
    };
    bar.child(Element::new("span").class("found").with("role", "status").text(said))
        .child(step("↑", strings::PREVIOUS_MATCH, ReadingDirection::Back))
        .child(step("↓", strings::NEXT_MATCH, ReadingDirection::Forward))
}

/// The button that shows the filters.
fn filter_button(choice: &PanelChoice) -> Element {
    button(strings::FILTER, &Command::View(ViewCommand::ToggleFilters))
        .class("filter")
        .with("aria-expanded", choice.has_filters_open.to_string())
}

/// What is filtered by, each with a cross that removes it.
fn chips(filter: &Filter) -> Option<Element> {
    let chip = |(field, name): (FilterField, &str)| {
        let command = Command::Change(Field::Filter(field), String::new());
        bare_button(&command)
            .with("aria-label", strings::fill(strings::REMOVE_FILTER, &[&name]))
            .child(Element::new("span").with("dir", "auto").text(name))
            .child(Element::new("span").with("aria-hidden", "true").text("×"))
    };
    let set = set_parts(filter);
    (!set.is_empty()).then(|| Element::new("div").class("chips").children(set.into_iter().map(chip)))
}

/// The parts that are set by lists, and what they admit.
fn set_parts(filter: &Filter) -> Vec<(FilterField, &str)> {
    let confidence = |confidence| match confidence {
        Confidence::Sure => strings::SURE,
        Confidence::Unsure => strings::UNSURE,
    };
    let parts = [
        (FilterField::QuoteKind, filter.quote_kind.map(quote_kind)),
        (FilterField::QuoteSource, filter.quote_source.map(QuoteSource::name)),
        (FilterField::EntityKind, filter.entity_kind.map(entity_kind)),
        (FilterField::Speaker, filter.speaker.as_ref().map(QuoteSpeaker::name)),
        (FilterField::Verdict, filter.verdict.map(verdict)),
        (FilterField::Confidence, filter.confidence.map(confidence)),
        (FilterField::Tag, filter.tag.as_deref()),
    ];
    parts.into_iter().filter_map(|(field, name)| Some((field, name?))).collect()
}

fn filters(session: &Session, filter: &Filter, which: AnnotationFilters) -> Element {
    let bar = Element::new("div").class("filters").with("role", "group").with("aria-label", strings::FILTERS);
    let bar = match which {
        AnnotationFilters::Quotes => bar
            .child(quote_kinds(filter))
            .children(quote_sources(session, filter))
            .child(speakers(session, filter)),
        AnnotationFilters::Entities => bar.child(entity_kinds(filter)),
        AnnotationFilters::Common => bar,
    };
    bar.child(verdicts(filter)).child(confidences(filter)).children(with_tag(session, filter))
}

fn quote_kinds(filter: &Filter) -> Element {
    let kinds = [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed].map(|kind| SelectOption {
        value: wire_name(&kind),
        label: quote_kind(kind),
        is_chosen: filter.quote_kind == Some(kind),
    });
    select(FilterField::QuoteKind, strings::QUOTE_KIND, strings::ALL_KINDS, kinds.into())
}

/// Turns, questions, what is set off: offered where the article has any.
fn quote_sources(session: &Session, filter: &Filter) -> Option<Element> {
    let is_told = |quote: &Quote| quote.source_kind != SourceKind::Cued;
    let any = session.set().in_order().filter_map(|annotation| annotation.quote()).any(is_told);
    let choices = QuoteSource::ALL.map(|source| SelectOption {
        value: wire_name(&source),
        label: source.name(),
        is_chosen: filter.quote_source == Some(source),
    });
    (any || filter.quote_source.is_some()).then(|| {
        select(FilterField::QuoteSource, strings::QUOTE_SOURCE, strings::ALL_SOURCES, choices.into())
    })
}

fn speakers(session: &Session, filter: &Filter) -> Element {
    let speakers = speakers_of(session);
    let choices = speakers.iter().map(|speaker| SelectOption {
        value: json(speaker),
        label: speaker.name(),
        is_chosen: filter.speaker.as_ref() == Some(speaker),
    });
    select(FilterField::Speaker, strings::WHOSE, strings::ALL_SPEAKERS, choices.collect())
}

fn entity_kinds(filter: &Filter) -> Element {
    let kinds = ENTITY_KINDS.map(|kind| SelectOption {
        value: wire_name(&kind),
        label: entity_kind(kind),
        is_chosen: filter.entity_kind == Some(kind),
    });
    select(FilterField::EntityKind, strings::NAME_KIND, strings::ALL_KINDS, kinds.into())
}

fn verdicts(filter: &Filter) -> Element {
    let verdicts = [Verdict::Open, Verdict::Confirmed].map(|v| SelectOption {
        value: wire_name(&v),
        label: verdict(v),
        is_chosen: filter.verdict == Some(v),
    });
    select(FilterField::Verdict, strings::VERDICT, strings::ALL_VERDICTS, verdicts.into())
}

fn confidences(filter: &Filter) -> Element {
    let choices = [(Confidence::Sure, strings::SURE), (Confidence::Unsure, strings::UNSURE)].map(
        |(confidence, label)| SelectOption {
            value: wire_name(&confidence),
            label,
            is_chosen: filter.confidence == Some(confidence),
        },
    );
    select(FilterField::Confidence, strings::CONFIDENCE, strings::ALL_CONFIDENCES, choices.into())
}

/// The tags that the article has; no list where it has none.
fn with_tag(session: &Session, filter: &Filter) -> Option<Element> {
    let tags: Vec<&String> = session.counts().tags.keys().chain(&filter.tag).collect();
    let tags: std::collections::BTreeSet<&String> = tags.into_iter().collect_set();
    let choices = tags.iter().map(|tag| SelectOption {
        value: (*tag).clone(),
        label: tag.as_str(),
        is_chosen: filter.tag.as_ref() == Some(tag),
    });
    (!tags.is_empty())
        .then(|| select(FilterField::Tag, strings::TAGGED, strings::ALL_TAGS, choices.collect()))
}

/// The speakers of this article, each once, by name; the unnamed and nobody last.
fn speakers_of(session: &Session) -> Vec<QuoteSpeaker> {
    let counts = session.counts();
    let names = counts.speakers().map(|name| QuoteSpeaker::Named(name.to_owned()));
    let unnamed = (0 < counts.unnamed).then_some(QuoteSpeaker::Unnamed);
    let nobody = (0 < counts.unattributed).then_some(QuoteSpeaker::Nobody);
    names.chain(unnamed).chain(nobody).collect()
}

/// A list whose first option, `all`, admits everything.
fn select(field: FilterField, name: &str, all: &str, choices: Vec<SelectOption>) -> Element {
    let is_set = choices.iter().any(|choice| choice.is_chosen);
    let any = SelectOption { value: String::new(), label: all, is_chosen: !is_set };
    let select = Element::new("select").changes(&Field::Filter(field)).with("aria-label", name);
    let select = if is_set { select.class("set") } else { select };
    select.children(options(std::iter::once(any).chain(choices)))
}

/// How much of a list is shown, and what can be done with all of that at once.
fn bulk(ListCounts { shown, all }: ListCounts) -> Element {
    let said = Element::new("span").class("facts").text(strings::fill(strings::OF_SHOWN, &[&shown, &all]));
    let judge = |label, command| button(label, &Command::Review(command)).disabled_unless(0 < shown);
    Element::new("div")
        .class("bulk")
        .child(said)
        .child(button(strings::CLEAR, &Command::List(ListCommand::ClearFilter)).class("clear"))
        .child(judge(strings::CONFIRM_THESE, ReviewCommand::ConfirmShown))
        .child(judge(strings::REJECT_THESE, ReviewCommand::RejectShown))
}
