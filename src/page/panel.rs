//! The panel beside the article: its tabs and their lists.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::card::clip;
use crate::annotation::{Annotation, Body, Quote, Verdict};
use crate::session::Session;
use crate::view::Element;
use crate::view::article::is_shown;
use crate::view::{ENTITY_KINDS, count, describe, entity_kind, is_unsure, kind_of};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tab {
    #[default]
    Quotes,
    Speakers,
    Entities,
    Dates,
    Notes,
    Problems,
}

pub const TABS: [Tab; 6] = [Tab::Quotes, Tab::Speakers, Tab::Entities, Tab::Dates, Tab::Notes, Tab::Problems];

/// What a reader has chosen to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub tab: Tab,
    /// Quotations in the order of the text, or under their speakers.
    pub order: Order,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    #[default]
    Text,
    Speaker,
}

/// A passage of an imported or an older set that was not found in this text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Orphan {
    pub what: String,
    pub words: String,
}

/// Entries that a list shows before it says how many more there are: enough for any article, few enough to be
/// drawn within a frame for a book.
const MOST: usize = 500;

impl Tab {
    pub fn name(self) -> &'static str {
        match self {
            Tab::Quotes => "Quotes",
            Tab::Speakers => "Speakers",
            Tab::Entities => "Entities",
            Tab::Dates => "Dates",
            Tab::Notes => "Notes",
            Tab::Problems => "Problems",
        }
    }

    pub fn id(self) -> &'static str {
        match self {
            Tab::Quotes => "tab-quotes",
            Tab::Speakers => "tab-speakers",
            Tab::Entities => "tab-entities",
            Tab::Dates => "tab-dates",
            Tab::Notes => "tab-notes",
            Tab::Problems => "tab-problems",
        }
    }
}

/// The row of tabs, each with the number of its entries.
pub fn tabs(session: &Session, choice: Choice, orphans: &[Orphan]) -> Element {
    let tabs = TABS.into_iter().map(|tab| {
        let chosen = tab == choice.tab;
        let n = size(session, tab, orphans);
        Element::new("button")
            .with("type", "button")
            .with("role", "tab")
            .with("id", tab.id())
            .with("data-act", "tab")
            .with("data-id", tab.name().to_lowercase())
            .with("aria-selected", chosen.to_string())
            .with("aria-controls", "panel-list")
            .with("tabindex", if chosen { "0" } else { "-1" })
            .text(tab.name())
            .child(Element::new("span").with("aria-hidden", "true").class("count").text(n.to_string()))
    });
    Element::new("div").with("role", "tablist").with("aria-label", "Annotations by kind").children(tabs)
}

/// The chosen tab's list.
pub fn list(session: &Session, choice: Choice, orphans: &[Orphan]) -> Element {
    let content = match choice.tab {
        Tab::Quotes => quotes(session, choice.order),
        Tab::Speakers => vec![speakers(session)],
        Tab::Entities => entities(session),
        Tab::Dates => vec![dates(session)],
        Tab::Notes => vec![notes(session)],
        Tab::Problems => problems(session, orphans),
    };
    Element::new("div")
        .with("role", "tabpanel")
        .with("id", "panel-list")
        .with("aria-labelledby", choice.tab.id())
        .children(content)
}

fn shown(session: &Session) -> impl Iterator<Item = &Annotation> {
    session.set().in_order().filter(|a| is_shown(session.set(), a))
}

fn quotations(session: &Session) -> impl Iterator<Item = (&Annotation, &Quote)> {
    shown(session).filter_map(|a| Some((a, a.quote()?)))
}

fn has_note(annotation: &Annotation) -> bool {
    matches!(annotation.body, Body::Note) || !annotation.note.is_empty() || !annotation.tags.is_empty()
}

fn size(session: &Session, tab: Tab, orphans: &[Orphan]) -> usize {
    match tab {
        Tab::Quotes => quotations(session).count(),
        Tab::Speakers => tallies(session).iter().filter(|t| t.name.is_some()).count(),
        Tab::Entities => folded(session).len(),
        Tab::Dates => shown(session).filter(|a| a.date().is_some()).count(),
        Tab::Notes => shown(session).filter(|a| has_note(a)).count(),
        Tab::Problems => orphans.len() + problem_annotations(session).count(),
    }
}

/// The entries of a list, and how many more there are than it shows.
fn entries(items: Vec<Element>, none: &str) -> Element {
    if items.is_empty() {
        return Element::new("p").class("hint").text(none);
    }
    let more = items.len().saturating_sub(MOST);
    let list = Element::new("ul").class("entries").children(items.into_iter().take(MOST));
    if more == 0 {
        return list;
    }
    let note = format!("{more} more further down; move on in the article with j to reach them.");
    Element::new("div").child(list).child(Element::new("p").class("hint").text(note))
}

fn words(session: &Session, annotation: &Annotation) -> String {
    let parts = annotation.spans.iter().map(|&s| session.document().slice(s)).collect::<Vec<_>>().join(" … ");
    clip(&parts, 180)
}

/// An entry that leads to an annotation: a line about it and its words.
fn entry(session: &Session, annotation: &Annotation, line: Element) -> Element {
    let selected = session.selected().is_some_and(|s| s.id == annotation.id);
    let button = Element::new("button")
        .with("type", "button")
        .with("data-act", "select")
        .with("data-id", annotation.id.to_string())
        .class("entry");
    let button = if selected { button.with("aria-current", "true") } else { button };
    let state = match annotation.verdict {
        Verdict::Confirmed => "confirmed",
        _ if is_unsure(annotation) => "unsure",
        _ => "open",
    };
    let quoted = Element::new("span").class("words").with("dir", "auto").text(words(session, annotation));
    Element::new("li")
        .with("data-kind", kind_of(&annotation.body))
        .with("data-state", state)
        .child(button.child(line).child(quoted))
}

fn line(text: impl Into<String>, detail: impl Into<String>) -> Element {
    let detail = Element::new("span").class("detail").text(detail);
    Element::new("span")
        .class("line")
        .child(Element::new("b").with("dir", "auto").text(text))
        .text(" ")
        .child(detail)
}

/// Who is named as the speaker, or what the text calls them, or that nobody is.
fn said_by(session: &Session, annotation: &Annotation, quote: &Quote) -> String {
    match (&quote.speaker, session.set().speaker_of(annotation.id)) {
        (Some(name), _) => name.clone(),
        (None, Some(mention)) => format!("unnamed: “{}”", session.document().slice(mention.spans.first())),
        (None, None) => "no speaker".to_owned(),
    }
}

fn quote_entry(session: &Session, annotation: &Annotation, quote: &Quote) -> Element {
    let kind = format!("{:?}", quote.kind).to_lowercase();
    let detail = match session.set().cue_of(annotation.id) {
        Some(cue) => format!("{} · {kind}", clip(session.document().slice(cue.spans.first()), 30)),
        None => kind,
    };
    entry(session, annotation, line(said_by(session, annotation, quote), detail))
}

fn quotes(session: &Session, order: Order) -> Vec<Element> {
    let choice = |text: &str, value: &str, chosen: bool| {
        Element::button(text, "order", value).with("aria-pressed", chosen.to_string())
    };
    let switch = Element::new("div")
        .class("switch")
        .with("role", "group")
        .with("aria-label", "Order of the quotations")
        .child(choice("In order", "text", order == Order::Text))
        .child(choice("By speaker", "speaker", order == Order::Speaker));
    let none = "No quotations found. Select words in the article to mark one.";
    if order == Order::Text {
        let items = quotations(session).map(|(a, q)| quote_entry(session, a, q)).collect();
        return vec![switch, entries(items, none)];
    }
    let mut groups: BTreeMap<String, Vec<Element>> = BTreeMap::new();
    for (annotation, quote) in quotations(session) {
        groups
            .entry(said_by(session, annotation, quote))
            .or_default()
            .push(quote_entry(session, annotation, quote));
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, items)| std::cmp::Reverse(items.len()));
    std::iter::once(switch).chain(groups.into_iter().map(|(name, items)| group(&name, items))).collect()
}

fn group(title: &str, items: Vec<Element>) -> Element {
    let head = Element::new("h2").with("dir", "auto").text(title);
    Element::new("section").class("group").child(head).child(entries(items, ""))
}

/// What one speaker says in an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// `None`: no name is known (`unnamed`), or nobody is given as the speaker.
    pub name: Option<String>,
    pub unattributed: bool,
    pub quotes: usize,
    pub words: usize,
}

/// Who speaks, by words: the named, then the unnamed, then the unattributed.
pub fn tallies(session: &Session) -> Vec<Tally> {
    let mut tallies: BTreeMap<(Option<&str>, bool), Tally> = BTreeMap::new();
    for (annotation, quote) in quotations(session) {
        let unattributed = quote.speaker.is_none() && session.set().speaker_of(annotation.id).is_none();
        let tally = tallies.entry((quote.speaker.as_deref(), unattributed)).or_default();
        *tally = Tally { name: quote.speaker.clone(), unattributed, ..tally.clone() };
        tally.quotes += 1;
        tally.words += word_count(session, annotation);
    }
    let mut tallies: Vec<Tally> = tallies.into_values().collect();
    tallies.sort_by_key(|t| (t.name.is_none(), t.unattributed, std::cmp::Reverse(t.words)));
    tallies
}

fn word_count(session: &Session, annotation: &Annotation) -> usize {
    let document = session.document();
    let tokens = annotation.spans.iter().flat_map(|&s| document.tokens_in(s));
    tokens.filter(|&t| document.word(t).chars().any(char::is_alphanumeric)).count()
}

fn speakers(session: &Session) -> Element {
    let tallies = tallies(session);
    let most = tallies.iter().map(|t| t.words).max().unwrap_or(1).max(1);
    let items = tallies.iter().map(|tally| {
        let name = match &tally.name {
            Some(name) => name.clone(),
            None if tally.unattributed => "Nobody given".to_owned(),
            None => "Unnamed".to_owned(),
        };
        let detail = format!("{} · {}", count(tally.quotes, "quotation"), count(tally.words, "word"));
        let bar = Element::new("meter")
            .with("min", "0")
            .with("max", most.to_string())
            .with("value", tally.words.to_string())
            .with("aria-label", format!("Words of {name}"))
            .text(tally.words.to_string());
        Element::new("li").with("data-kind", "speaker").child(line(name, detail)).child(bar)
    });
    entries(items.collect(), "Nobody speaks in this article.")
}

/// The mentions of each entity, under its kind and name.
type Folded<'a> = BTreeMap<(usize, &'a str), Vec<&'a Annotation>>;

fn folded(session: &Session) -> Folded<'_> {
    let mut folded: Folded = BTreeMap::new();
    for annotation in shown(session) {
        if let Some(entity) = annotation.entity() {
            let kind = ENTITY_KINDS.iter().position(|&k| k == entity.kind).unwrap_or(ENTITY_KINDS.len());
            folded.entry((kind, entity.name.as_str())).or_default().push(annotation);
        }
    }
    folded
}

fn entities(session: &Session) -> Vec<Element> {
    let mut kinds: BTreeMap<usize, Vec<(&str, Vec<&Annotation>)>> = BTreeMap::new();
    for ((kind, name), mentions) in folded(session) {
        kinds.entry(kind).or_default().push((name, mentions));
    }
    if kinds.is_empty() {
        return vec![entries(vec![], "No names found. Select words in the article to mark one.")];
    }
    let section = |(kind, mut names): (usize, Vec<(&str, Vec<&Annotation>)>)| {
        names.sort_by_key(|(_, mentions)| std::cmp::Reverse(mentions.len()));
        let items =
            names.into_iter().map(|(name, mentions)| entity_entry(session, name, &mentions)).collect();
        let title = ENTITY_KINDS.get(kind).map_or("Other name", |&k| entity_kind(k));
        group(title, items)
    };
    kinds.into_iter().map(section).collect()
}

/// One name; pressing it again and again goes through its mentions.
fn entity_entry(session: &Session, name: &str, mentions: &[&Annotation]) -> Element {
    let here = session.selected().and_then(|s| mentions.iter().position(|m| m.id == s.id));
    let next = here.map_or(0, |i| (i + 1) % mentions.len());
    let detail = match here {
        Some(i) => format!("{} of {}", i + 1, count(mentions.len(), "mention")),
        None => count(mentions.len(), "mention"),
    };
    let button = Element::new("button")
        .with("type", "button")
        .with("data-act", "select")
        .with("data-id", mentions[next].id.to_string())
        .class("entry");
    let button = if here.is_some() { button.with("aria-current", "true") } else { button };
    Element::new("li").with("data-kind", "entity").child(button.child(line(name, detail)))
}

/// A time line: by value where there is one, in the order of the text otherwise.
fn dates(session: &Session) -> Element {
    let mut dates: Vec<_> = shown(session).filter_map(|a| Some((a, a.date()?))).collect();
    let timeless = |value: &str| !value.starts_with(|c: char| c.is_ascii_digit());
    dates.sort_by(|(_, a), (_, b)| (timeless(&a.value), &a.value).cmp(&(timeless(&b.value), &b.value)));
    let items = dates.into_iter().map(|(annotation, timex)| {
        let kind = format!("{:?}", timex.kind).to_lowercase();
        let value = if timex.value.is_empty() { "no value" } else { &timex.value };
        entry(session, annotation, line(value, kind))
    });
    entries(items.collect(), "No dates found.")
}

fn notes(session: &Session) -> Element {
    let items = shown(session).filter(|a| has_note(a)).map(|annotation| {
        let text = if annotation.note.is_empty() { describe(&annotation.body) } else { &annotation.note };
        let tags = annotation.tags.iter().map(|t| format!("#{t}")).collect::<Vec<_>>().join(" ");
        entry(session, annotation, line(clip(text, 120), tags))
    });
    entries(items.collect(), "No comments or tags yet. Select a highlight, or words in the article.")
}

fn problem_annotations(session: &Session) -> impl Iterator<Item = &Annotation> {
    let judged = |a: &&Annotation| !matches!(a.body, Body::Cue | Body::Speaker);
    session.set().in_order().filter(judged).filter(|a| is_unsure(a) || a.verdict == Verdict::Rejected)
}

fn problems(session: &Session, orphans: &[Orphan]) -> Vec<Element> {
    let section = |title: &str, items: Vec<Element>| (!items.is_empty()).then(|| group(title, items));
    let of = |wanted: fn(&Annotation) -> bool| {
        let all = problem_annotations(session).filter(move |a| wanted(a));
        all.map(|a| entry(session, a, line(describe(&a.body), detail(a)))).collect::<Vec<_>>()
    };
    let lost = orphans.iter().map(|orphan| {
        let words = Element::new("span").class("words").with("dir", "auto").text(clip(&orphan.words, 180));
        Element::new("li").child(line(&*orphan.what, "not found in this text")).child(words)
    });
    let sections = [
        section("Not found", lost.collect()),
        section("Unsure", of(is_unsure)),
        section("Rejected", of(|a| a.verdict == Verdict::Rejected)),
    ];
    let sections: Vec<Element> = sections.into_iter().flatten().collect();
    if sections.is_empty() { vec![entries(vec![], "Nothing to look at.")] } else { sections }
}

fn detail(annotation: &Annotation) -> String {
    match annotation.verdict {
        Verdict::Rejected => "rejected; confirm it to bring it back".to_owned(),
        _ => format!("{:.0} % sure", annotation.confidence() * 100.0),
    }
}
