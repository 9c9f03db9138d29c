//! A tab's list.

use super::choice::{Orphan, PanelChoice, PanelInput};
use super::entries::{EntryGroup, PanelEntry};
use super::tabs::TabSpec;
use super::{dates, entities, notes, problems, quotes, speakers, tick_boxes};
use crate::annotation::Id;
use crate::page::command::{Command, ListCommand};
use crate::page::controls::button;
use crate::session::Session;
use crate::strings;
use crate::view::Element;

/// Entries on one page of a list: more than most articles have, few enough to be drawn within two frames.
const PAGE: usize = 100;

/// How much of a list the filter admits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListCounts {
    pub shown: usize,
    pub all: usize,
}

/// A tab's list with what it holds.
pub(crate) struct EntryList<'a> {
    session: &'a Session,
    spec: &'static TabSpec,
    choice: &'a PanelChoice,
    groups: Vec<EntryGroup<'a>>,
    /// Entries that the tab has without a filter; 0 without a filter, where nobody asks.
    pub all: usize,
    /// Which page is shown, from 0.
    pub page: usize,
}

impl<'a> EntryList<'a> {
    /// Gathers what the chosen tab shows.
    pub(crate) fn new(session: &'a Session, choice: &'a PanelChoice, orphans: &'a [Orphan]) -> EntryList<'a> {
        let spec = choice.tab.spec();
        let groups = (spec.groups)(&PanelInput { session, choice, orphans });
        let all = if choice.filter.is_narrow() { (spec.count)(session, orphans) } else { 0 };
        EntryList { session, spec, choice, groups, all, page: choice.page }
    }

    fn entries(&self) -> impl Iterator<Item = &PanelEntry<'a>> {
        self.groups.iter().flat_map(|group| &group.entries)
    }

    /// How many entries there are, on all pages.
    pub(crate) fn len(&self) -> usize {
        self.groups.iter().map(|group| group.entries.len()).sum()
    }

    pub(crate) fn counts(&self) -> ListCounts {
        ListCounts { shown: self.len(), all: self.all }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The annotations that the list stands for, on all pages.
    pub(crate) fn ids(&self) -> Vec<Id> {
        self.entries().flat_map(PanelEntry::ids).collect()
    }

    /// The annotations of each entry, on all pages.
    pub(crate) fn entry_ids(&self) -> Vec<Vec<Id>> {
        self.entries().map(PanelEntry::ids).collect()
    }

    /// The annotations of the list that are ticked.
    pub(crate) fn ticked_ids(&self) -> Vec<Id> {
        self.ids().into_iter().filter(|&id| self.choice.ticks.has(id)).collect()
    }

    /// The page that has the entry of an annotation.
    pub(crate) fn page_of(&self, id: Id) -> Option<usize> {
        Some(self.entries().position(|entry| entry.stands_for(id))? / PAGE)
    }

    pub(crate) fn render(&self) -> Element {
        let panel = Element::new("div")
            .with("role", "tabpanel")
            .with("id", "panel-list")
            .with("aria-labelledby", self.spec.id)
            .children((self.spec.header)(self.choice, self.len()));
        if self.is_empty() {
            let why = if self.choice.is_analysing && self.all == 0 {
                strings::BEING_ANALYSED
            } else if 0 < self.all {
                strings::NONE_SHOWN
            } else {
                self.spec.empty
            };
            return panel.child(Element::new("p").class("hint").text(why));
        }
        let bar = tick_boxes::bar(
            self.session.guidelines(),
            &self.choice.ticks,
            &self.entries().collect::<Vec<_>>(),
        );
        panel.children(bar).children(self.sections()).children(self.pages())
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
            let entries = group.entries.iter().skip(skip).take(take);
            let items: Vec<Element> = entries.map(|entry| self.item(entry)).collect();
            skip = skip.saturating_sub(group.entries.len());
            take -= items.len();
            if !items.is_empty() {
                sections.push(self.section(&group.title, items));
            }
        }
        sections
    }

    /// An entry, behind its checkbox where it stands for annotations.
    fn item(&self, entry: &PanelEntry) -> Element {
        let mut drawn = render(self.session, entry);
        let Some(tick) = tick_boxes::checkbox(self.session, &self.choice.ticks, entry) else { return drawn };
        let children = std::mem::take(&mut drawn.children);
        drawn.with("data-has-tick", "").child(tick).children(children)
    }

    fn section(&self, title: &str, items: Vec<Element>) -> Element {
        let list = Element::new("ul").class(self.spec.class).children(items);
        if title.is_empty() {
            return list;
        }
        let head = Element::new("h2").with("dir", "auto").text(title);
        Element::new("section").class("group").child(head).child(list)
    }

    /// Where the page stands in a list of several, and the buttons to the others.
    fn pages(&self) -> Option<Element> {
        if self.len() <= PAGE {
            return None;
        }
        let page = self.page.min(self.last_page());
        let turn = |label: &str, to: Option<usize>| {
            button(label, &Command::List(ListCommand::Page(to.unwrap_or(page)))).disabled_unless(to.is_some())
        };
        let range = [page * PAGE + 1, (page * PAGE + PAGE).min(self.len()), self.len()];
        let said = strings::fill(strings::RANGE_OF, &[&range[0], &range[1], &range[2]]);
        Some(
            Element::new("div")
                .class("pages")
                .child(turn(strings::EARLIER, page.checked_sub(1)))
                .child(Element::new("span").class("facts").text(said))
                .child(turn(strings::LATER, (page < self.last_page()).then_some(page + 1))),
        )
    }
}

fn render(session: &Session, entry: &PanelEntry) -> Element {
    match entry {
        PanelEntry::Quote(annotation, quote) => quotes::entry(session, annotation, quote),
        PanelEntry::Speaker(totals, scale) => speakers::entry(totals, *scale),
        PanelEntry::Name(name, mentions) => entities::entry(session, name, mentions),
        PanelEntry::Date(annotation) => dates::entry(session, annotation),
        PanelEntry::Note(annotation) => notes::entry(session, annotation),
        PanelEntry::Problem(annotation) => problems::entry(session, annotation),
        PanelEntry::Orphan(orphan) => problems::orphan_entry(orphan),
    }
}
