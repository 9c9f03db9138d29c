//! What a reader wants to see of the lists, and the fields that say so.

use serde::{Deserialize, Serialize};

use super::panel::{Choice, List, Orphan};
use crate::annotation::{Annotation, EntityKind, QuoteKind, Verdict, is_unsure};
use crate::session::Session;
use crate::strings;
use crate::view::{ENTITY_KINDS, Element, entity_kind, quote_kind, search, verdict};

/// What the panel's lists show. Whatever is not chosen admits everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(crate) struct Filter {
    /// Searched for in the article and in the lists.
    pub words: String,
    pub quote_kind: Option<QuoteKind>,
    pub entity_kind: Option<EntityKind>,
    pub speaker: Option<Speaker>,
    pub verdict: Option<Verdict>,
    pub confidence: Option<Confidence>,
}

/// Whose quotations.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Speaker {
    Named(String),
    /// Words in the text say who speaks, but no name is known.
    Unnamed,
    Nobody,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Confidence {
    Sure,
    Unsure,
}

impl Speaker {
    /// Who speaks a quotation.
    pub(crate) fn of(session: &Session, quotation: &Annotation) -> Option<Speaker> {
        let quote = quotation.quote()?;
        Some(match (&quote.speaker, session.set().speaker_of(quotation.id)) {
            (Some(name), _) => Speaker::Named(name.clone()),
            (None, Some(_)) => Speaker::Unnamed,
            (None, None) => Speaker::Nobody,
        })
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            Speaker::Named(name) => name,
            Speaker::Unnamed => strings::UNNAMED,
            Speaker::Nobody => strings::NOBODY,
        }
    }

    /// As a value of the page: names cannot begin with a blank, so the other two do.
    pub(crate) fn value(&self) -> &str {
        match self {
            Speaker::Named(name) => name,
            Speaker::Unnamed => " unnamed",
            Speaker::Nobody => " nobody",
        }
    }

    pub(crate) fn from_value(value: &str) -> Option<Speaker> {
        match value {
            "" => None,
            " unnamed" => Some(Speaker::Unnamed),
            " nobody" => Some(Speaker::Nobody),
            name => Some(Speaker::Named(name.to_owned())),
        }
    }
}

impl Filter {
    /// Sets the part that a field of the page names; an empty value lets go of it. Whether there is such a field.
    pub(crate) fn set(&mut self, field: &str, value: &str) -> bool {
        match field {
            "search" => value.clone_into(&mut self.words),
            "filter-quote" => self.quote_kind = named(value),
            "filter-entity" => self.entity_kind = named(value),
            "filter-verdict" => self.verdict = named(value),
            "filter-confidence" => self.confidence = named(value),
            "filter-speaker" => self.speaker = Speaker::from_value(value),
            "filter-clear" => *self = Filter::default(),
            _ => return false,
        }
        true
    }

    /// Whether it leaves anything out.
    pub(crate) fn is_narrow(&self) -> bool {
        *self != Filter::default()
    }

    /// Whether a list shows this annotation.
    pub(crate) fn admits(&self, session: &Session, annotation: &Annotation) -> bool {
        if !self.is_narrow() {
            return true;
        }
        let confidence = self.confidence.is_none_or(|c| (c == Confidence::Unsure) == is_unsure(annotation));
        let verdict = self.verdict.is_none_or(|v| v == annotation.verdict);
        let quote = annotation.quote().is_none_or(|quote| {
            self.quote_kind.is_none_or(|k| k == quote.kind) && self.hears(session, annotation)
        });
        let entity =
            annotation.entity().is_none_or(|entity| self.entity_kind.is_none_or(|k| k == entity.kind));
        confidence && verdict && quote && entity && self.finds_in(session, annotation)
    }

    fn hears(&self, session: &Session, quotation: &Annotation) -> bool {
        self.speaker.is_none() || self.speaker == Speaker::of(session, quotation)
    }

    /// The words may stand in the text of the annotation, in its names, in its comment or in its tags.
    fn finds_in(&self, session: &Session, annotation: &Annotation) -> bool {
        if self.words.trim().is_empty() {
            return true;
        }
        let names = annotation.quote().and_then(|q| q.speaker.as_deref());
        let names = names.into_iter().chain(annotation.entity().map(|e| e.name.as_str()));
        let notes = annotation.tags.iter().map(String::as_str).chain([annotation.note.as_str()]);
        let words = annotation.spans.iter().map(|&span| session.document().slice(span));
        let mut texts = words.chain(names).chain(notes);
        texts.any(|text| search::contains(text, self.words.trim()))
    }
}

/// A value of the page as what it names.
fn named<T: serde::de::DeserializeOwned>(value: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(value.to_owned())).ok()
}

/// Which fields a list has use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fields {
    Quotes,
    Entities,
    Others,
}

/// Where the reader is among the places in the article that have the searched words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub places: usize,
    /// From 1; 0 before the first step.
    pub at: usize,
}

/// The search field and the filters; with a filter, how much of the list is shown, all of which can be judged at once.
pub(crate) fn render(session: &Session, choice: &Choice, orphans: &[Orphan], found: Found) -> Vec<Element> {
    let filter = &choice.filter;
    let mut parts = vec![search_field(filter, found)];
    parts.extend(choice.tab.fields().map(|fields| filters(session, filter, fields)));
    if filter.is_narrow() {
        let list = List::new(session, choice, orphans);
        parts.push(bulk(list.len(), list.all));
    }
    parts
}

fn search_field(filter: &Filter, found: Found) -> Element {
    let field = Element::new("input")
        .with("type", "search")
        .with("id", "search")
        .with("data-input", "search")
        .with("aria-label", strings::SEARCH)
        .with("placeholder", strings::SEARCH)
        .with("autocomplete", "off")
        .with("spellcheck", "false")
        .with("value", &*filter.words);
    let row = Element::new("div").class("search").with("role", "search").child(field);
    if filter.words.trim().is_empty() {
        return row;
    }
    let place = match (found.places, found.at) {
        (0, _) => strings::NOT_IN_ARTICLE.to_owned(),
        (n, 0) => strings::fill(strings::IN_THE_ARTICLE, &[&n]),
        (n, at) => strings::fill(strings::OF, &[&at, &n]),
    };
    let step = |sign: &str, name: &str, act: &'static str| {
        let button = Element::button(sign, act, "").with("aria-label", name).with("title", name);
        if found.places == 0 { button.with("disabled", "") } else { button }
    };
    row.child(Element::new("span").class("found").with("role", "status").text(place))
        .child(step("↑", strings::PREVIOUS_MATCH, "find-previous"))
        .child(step("↓", strings::NEXT_MATCH, "find-next"))
}

type Choices<'a> = Vec<(String, &'a str, bool)>;

fn filters(session: &Session, filter: &Filter, fields: Fields) -> Element {
    let mut row =
        Element::new("div").class("filters").with("role", "group").with("aria-label", strings::FILTERS);
    match fields {
        Fields::Quotes => {
            let kinds = [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed]
                .map(|k| (format!("{k:?}").to_lowercase(), quote_kind(k), filter.quote_kind == Some(k)));
            row = row.child(select("filter-quote", strings::QUOTE_KIND, strings::ALL_KINDS, kinds.into()));
            let speakers = speakers(session);
            let speakers =
                speakers.iter().map(|s| (s.value().to_owned(), s.name(), filter.speaker.as_ref() == Some(s)));
            row = row.child(select(
                "filter-speaker",
                strings::WHOSE,
                strings::ALL_SPEAKERS,
                speakers.collect(),
            ));
        }
        Fields::Entities => {
            let kinds = ENTITY_KINDS
                .map(|k| (format!("{k:?}").to_uppercase(), entity_kind(k), filter.entity_kind == Some(k)));
            row = row.child(select("filter-entity", strings::NAME_KIND, strings::ALL_KINDS, kinds.into()));
        }
        Fields::Others => {}
    }
    let verdicts = [Verdict::Open, Verdict::Confirmed]
        .map(|v| (format!("{v:?}").to_lowercase(), verdict(v), filter.verdict == Some(v)));
    let sure = [(Confidence::Sure, strings::SURE), (Confidence::Unsure, strings::UNSURE)]
        .map(|(c, name)| (format!("{c:?}").to_lowercase(), name, filter.confidence == Some(c)));
    row.child(select("filter-verdict", strings::VERDICT, strings::ALL_VERDICTS, verdicts.into()))
        .child(select("filter-confidence", strings::CONFIDENCE, strings::ALL_CONFIDENCES, sure.into()))
}

/// The speakers of this article, each once, by name; the unnamed and nobody last.
fn speakers(session: &Session) -> Vec<Speaker> {
    let counts = session.counts();
    let names = counts.speakers().map(|name| Speaker::Named(name.to_owned()));
    let unnamed = (0 < counts.unnamed).then_some(Speaker::Unnamed);
    let nobody = (0 < counts.unattributed).then_some(Speaker::Nobody);
    names.chain(unnamed).chain(nobody).collect()
}

fn select(field: &'static str, name: &str, all: &str, choices: Choices) -> Element {
    let is_set = choices.iter().any(|(_, _, chosen)| *chosen);
    let any = Element::new("option").with("value", "").text(all);
    let any = if is_set { any } else { any.with("selected", "") };
    let options = choices.into_iter().map(|(value, text, chosen)| {
        let option = Element::new("option").with("value", value).text(text);
        if chosen { option.with("selected", "") } else { option }
    });
    let select = Element::new("select").with("data-change", field).with("aria-label", name);
    let select = if is_set { select.class("set") } else { select };
    select.child(any).children(options)
}

/// How much of a list is shown, and what can be done with all of that at once.
fn bulk(shown: usize, all: usize) -> Element {
    let said = Element::new("span").class("facts").text(strings::fill(strings::OF_SHOWN, &[&shown, &all]));
    let button = |label: &str, act: &'static str| {
        let button = Element::button(label, act, "");
        if shown == 0 { button.with("disabled", "") } else { button }
    };
    Element::new("div")
        .class("bulk")
        .child(said)
        .child(Element::button(strings::CLEAR, "filter-clear", ""))
        .child(button(strings::CONFIRM_THESE, "confirm-shown"))
        .child(button(strings::REJECT_THESE, "reject-shown"))
}
