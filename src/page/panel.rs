//! The panel beside the article: its tabs and their lists.
//!
//! A list is rows in groups, gathered first and drawn a page at a time: an article with thousands of annotations
//! costs no more to draw than one with a few.

use serde::{Deserialize, Serialize};

use super::card::clip;
use super::filter::{Fields, Filter};
use crate::annotation::{Annotation, Id, Quote, Verdict, is_shown, is_unsure};
use crate::session::{Direction, Session};
use crate::strings;
use crate::view::Element;
use crate::view::kind_of;

mod dates;
mod entities;
mod notes;
mod problems;
mod quotes;
pub(crate) mod speakers;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tab {
    #[default]
    Quotes,
    Speakers,
    Entities,
    Dates,
    Notes,
    Problems,
}

pub(crate) const TABS: [Tab; 6] =
    [Tab::Quotes, Tab::Speakers, Tab::Entities, Tab::Dates, Tab::Notes, Tab::Problems];

/// What a reader has chosen to see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Choice {
    pub tab: Tab,
    /// Quotations in the order of the text, or under their speakers.
    pub order: Order,
    pub filter: Filter,
    /// Which page of a long list, from 0.
    #[serde(skip)]
    pub page: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Order {
    #[default]
    Text,
    Speaker,
}

/// A passage of an imported or an older set that was not found in this text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Orphan {
    pub what: String,
    pub words: String,
}

/// Entries on one page of a list: more than most articles have, few enough to be drawn within a frame.
const PAGE: usize = 200;

impl Tab {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Tab::Quotes => strings::QUOTES,
            Tab::Speakers => strings::SPEAKERS,
            Tab::Entities => strings::ENTITIES,
            Tab::Dates => strings::DATES,
            Tab::Notes => strings::NOTES,
            Tab::Problems => strings::PROBLEMS,
        }
    }

    pub(crate) fn id(self) -> &'static str {
        match self {
            Tab::Quotes => "tab-quotes",
            Tab::Speakers => "tab-speakers",
            Tab::Entities => "tab-entities",
            Tab::Dates => "tab-dates",
            Tab::Notes => "tab-notes",
            Tab::Problems => "tab-problems",
        }
    }

    /// As a value of the page.
    pub(crate) fn value(self) -> &'static str {
        self.id().trim_start_matches("tab-")
    }

    /// The tab beside it in the row; the last is beside the first.
    pub(crate) fn beside(self, way: Direction) -> Tab {
        let here = TABS.iter().position(|&tab| tab == self).unwrap_or(0);
        let step = if way == Direction::Forward { 1 } else { TABS.len() - 1 };
        TABS[(here + step) % TABS.len()]
    }

    /// Which filters its list has use for; none where the list is not of annotations.
    pub(crate) fn fields(self) -> Option<Fields> {
        match self {
            Tab::Quotes => Some(Fields::Quotes),
            Tab::Entities => Some(Fields::Entities),
            Tab::Speakers => None,
            Tab::Dates | Tab::Notes | Tab::Problems => Some(Fields::Others),
        }
    }
}

/// The row of tabs, each with the number of its entries.
pub(crate) fn tabs(session: &Session, choice: &Choice, orphans: &[Orphan]) -> Element {
    let sizes = sizes(session, orphans);
    let tabs = TABS.into_iter().zip(sizes).map(|(tab, n)| {
        let chosen = tab == choice.tab;
        Element::new("button")
            .with("type", "button")
            .with("role", "tab")
            .with("id", tab.id())
            .with("data-act", "tab")
            .with("data-id", tab.value())
            .with("aria-selected", chosen.to_string())
            .with("aria-controls", "panel-list")
            .with("tabindex", if chosen { "0" } else { "-1" })
            .text(tab.name())
            .child(Element::new("span").with("aria-hidden", "true").class("count").text(n.to_string()))
    });
    Element::new("div").with("role", "tablist").with("aria-label", strings::TABS).children(tabs)
}

/// How many entries each tab has.
fn sizes(session: &Session, orphans: &[Orphan]) -> [usize; 6] {
    let counts = session.counts();
    let problems = orphans.len() + counts.problems;
    [counts.quotations, counts.speakers().count(), counts.names(), counts.dates, counts.notes, problems]
}

/// One entry of a list, before it is drawn.
enum Row<'a> {
    Quote(&'a Annotation, &'a Quote),
    Speaker(speakers::Tally, speakers::Scale),
    Name(&'a str, Vec<&'a Annotation>),
    Date(&'a Annotation),
    Note(&'a Annotation),
    Problem(&'a Annotation),
    Orphan(&'a Orphan),
}

/// Rows under a title, or under none.
struct Group<'a> {
    title: String,
    rows: Vec<Row<'a>>,
}

impl<'a> Group<'a> {
    fn untitled(rows: Vec<Row<'a>>) -> Group<'a> {
        Group { title: String::new(), rows }
    }
}

impl Row<'_> {
    /// The annotations that it stands for.
    fn ids(&self) -> Vec<Id> {
        match self {
            Row::Quote(a, _) | Row::Date(a) | Row::Note(a) | Row::Problem(a) => vec![a.id],
            Row::Name(_, mentions) => mentions.iter().map(|a| a.id).collect(),
            Row::Speaker(..) | Row::Orphan(_) => vec![],
        }
    }

    fn stands_for(&self, id: Id) -> bool {
        match self {
            Row::Quote(a, _) | Row::Date(a) | Row::Note(a) | Row::Problem(a) => a.id == id,
            Row::Name(_, mentions) => mentions.iter().any(|a| a.id == id),
            Row::Speaker(..) | Row::Orphan(_) => false,
        }
    }

    fn render(&self, session: &Session) -> Element {
        match self {
            Row::Quote(annotation, quote) => quotes::entry(session, annotation, quote),
            Row::Speaker(tally, scale) => speakers::entry(tally, *scale),
            Row::Name(name, mentions) => entities::entry(session, name, mentions),
            Row::Date(annotation) => dates::entry(session, annotation),
            Row::Note(annotation) => notes::entry(session, annotation),
            Row::Problem(annotation) => problems::entry(session, annotation),
            Row::Orphan(orphan) => problems::lost(orphan),
        }
    }
}

/// A tab's list with what it holds.
pub(crate) struct List<'a> {
    session: &'a Session,
    choice: &'a Choice,
    groups: Vec<Group<'a>>,
    /// Entries that the tab has without a filter.
    pub all: usize,
    /// Which page is shown, from 0.
    pub page: usize,
}

impl<'a> List<'a> {
    /// Gathers what the chosen tab shows.
    pub(crate) fn new(session: &'a Session, choice: &'a Choice, orphans: &'a [Orphan]) -> List<'a> {
        let groups = match choice.tab {
            Tab::Quotes => quotes::groups(session, choice),
            Tab::Speakers => speakers::groups(session, choice),
            Tab::Entities => entities::groups(session, choice),
            Tab::Dates => dates::groups(session, choice),
            Tab::Notes => notes::groups(session, choice),
            Tab::Problems => problems::groups(session, choice, orphans),
        };
        let place = TABS.iter().position(|&tab| tab == choice.tab).unwrap_or(0);
        let all = if choice.filter.is_narrow() { sizes(session, orphans)[place] } else { 0 };
        List { session, choice, groups, all, page: choice.page }
    }

    fn rows(&self) -> impl Iterator<Item = &Row<'a>> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    /// How many entries there are, on all pages.
    pub(crate) fn len(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The annotations that the list stands for, on all pages.
    pub(crate) fn ids(&self) -> Vec<Id> {
        self.rows().flat_map(Row::ids).collect()
    }

    /// The page that has the entry of an annotation.
    pub(crate) fn page_of(&self, id: Id) -> Option<usize> {
        Some(self.rows().position(|row| row.stands_for(id))? / PAGE)
    }

    pub(crate) fn render(&self) -> Element {
        let panel = Element::new("div")
            .with("role", "tabpanel")
            .with("id", "panel-list")
            .with("aria-labelledby", self.choice.tab.id());
        let before = match self.choice.tab {
            Tab::Quotes => Some(quotes::switch(self.choice.order)),
            Tab::Speakers if !self.is_empty() => Some(speakers::exports()),
            _ => None,
        };
        let panel = panel.children(before);
        if self.is_empty() {
            return panel.child(Element::new("p").class("hint").text(self.nothing()));
        }
        panel.children(self.sections()).children(self.pages())
    }

    fn nothing(&self) -> &'static str {
        match self.choice.tab {
            _ if 0 < self.all => strings::NONE_SHOWN,
            Tab::Quotes => strings::NO_QUOTES,
            Tab::Speakers => strings::NO_SPEAKERS,
            Tab::Entities => strings::NO_NAMES,
            Tab::Dates => strings::NO_DATES,
            Tab::Notes => strings::NO_NOTES,
            Tab::Problems => strings::NO_PROBLEMS,
        }
    }

    fn last_page(&self) -> usize {
        self.len().saturating_sub(1) / PAGE
    }

    /// The groups, as far as they are on this page.
    fn sections(&self) -> Vec<Element> {
        let page = self.page.min(self.last_page());
        let (mut skip, mut take) = (page * PAGE, PAGE);
        let mut sections = vec![];
        for group in &self.groups {
            let rows = group.rows.iter().skip(skip).take(take);
            let items: Vec<Element> = rows.map(|row| row.render(self.session)).collect();
            skip = skip.saturating_sub(group.rows.len());
            take -= items.len();
            if !items.is_empty() {
                sections.push(self.section(&group.title, items));
            }
        }
        sections
    }

    fn section(&self, title: &str, items: Vec<Element>) -> Element {
        let class = if self.choice.tab == Tab::Dates { "entries timeline" } else { "entries" };
        let list = Element::new("ul").class(class).children(items);
        if title.is_empty() {
            return list;
        }
        let head = Element::new("h2").with("dir", "auto").text(title);
        Element::new("section").class("group").child(head).child(list)
    }

    /// Where the page stands in a list of several, and the ways to the others.
    fn pages(&self) -> Option<Element> {
        if self.len() <= PAGE {
            return None;
        }
        let page = self.page.min(self.last_page());
        let button = |label: &str, to: Option<usize>| {
            let id = to.map(|page| page.to_string()).unwrap_or_default();
            let button = Element::button(label, "list-page", &id);
            if to.is_some() { button } else { button.with("disabled", "") }
        };
        let said = strings::fill(
            strings::RANGE_OF,
            &[&(page * PAGE + 1), &(page * PAGE + PAGE).min(self.len()), &self.len()],
        );
        Some(
            Element::new("div")
                .class("pages")
                .child(button(strings::EARLIER, page.checked_sub(1)))
                .child(Element::new("span").class("facts").text(said))
                .child(button(strings::LATER, (page < self.last_page()).then_some(page + 1))),
        )
    }
}

/// What is wanted, drawn, and fits the filter: the quick questions first.
fn shown<'a>(
    session: &'a Session,
    choice: &'a Choice,
    is_wanted: fn(&Annotation) -> bool,
) -> impl Iterator<Item = &'a Annotation> {
    let wanted = session.set().in_order().filter(move |a| is_wanted(a));
    wanted.filter(|a| is_shown(session.set(), a) && choice.filter.admits(session, a))
}

fn words(session: &Session, annotation: &Annotation) -> String {
    let parts = annotation.spans.iter().map(|&span| session.document().slice(span));
    clip(&parts.collect::<Vec<_>>().join(" … "), 180)
}

/// An entry that leads to its annotation.
fn entry(session: &Session, annotation: &Annotation, line: Element) -> Element {
    let button = select_button(annotation.id, session.selected().is_some_and(|s| s.id == annotation.id));
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

fn select_button(id: Id, is_current: bool) -> Element {
    let button = Element::new("button")
        .with("type", "button")
        .with("data-act", "select")
        .with("data-id", id.to_string())
        .class("entry");
    if is_current { button.with("aria-current", "true") } else { button }
}

fn line(text: impl Into<String>, detail: impl Into<String>) -> Element {
    let detail = Element::new("span").class("detail").text(detail);
    Element::new("span")
        .class("line")
        .child(Element::new("b").with("dir", "auto").text(text))
        .text(" ")
        .child(detail)
}
