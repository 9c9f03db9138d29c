//! The table of the tabs, and the row that shows them.

use super::choice::{Orphan, PanelChoice, PanelInput};
use super::entries::EntryGroup;
use super::{dates, entities, notes, problems, quotes, speakers};
use crate::page::command::{Command, ListCommand};
use crate::page::controls::bare_button;
use crate::page::tab::Tab;
use crate::session::{ReadingDirection, Session};
use crate::strings;
use crate::view::Element;

/// All that the page knows of one tab.
pub(crate) struct TabSpec {
    pub tab: Tab,
    pub label: &'static str,
    /// The id of the tab's button in the page.
    pub id: &'static str,
    /// How many entries the list has without a filter.
    pub count: fn(&Session, &[Orphan]) -> usize,
    /// Gathers the entries that the filter admits.
    pub(super) groups: for<'a> fn(&PanelInput<'a>) -> Vec<EntryGroup<'a>>,
    /// Which filters suit the list; `None` where it is not of annotations.
    pub filters: Option<AnnotationFilters>,
    /// What stands above a list with so many entries.
    pub header: fn(&PanelChoice, usize) -> Option<Element>,
    /// What the page says of an empty list.
    pub empty: &'static str,
    /// The class of the list's element.
    pub class: &'static str,
}

/// The filters that suit a list of annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnnotationFilters {
    /// Kinds of quotation and speakers, with the common ones.
    Quotes,
    /// Kinds of entity, with the common ones.
    Entities,
    /// Verdict and confidence.
    Common,
}

/// The tabs, in the order of the row.
pub(crate) const TABS: [TabSpec; 6] = [
    TabSpec {
        tab: Tab::Quotes,
        label: strings::QUOTES,
        id: "tab-quotes",
        count: |session, _| session.counts().quotations,
        groups: quotes::groups,
        filters: Some(AnnotationFilters::Quotes),
        header: |choice, _| Some(quotes::switch(choice.order)),
        empty: strings::NO_QUOTES,
        class: "entries",
    },
    TabSpec {
        tab: Tab::Speakers,
        label: strings::SPEAKERS,
        id: "tab-speakers",
        count: |session, _| session.counts().speakers().count(),
        groups: speakers::groups,
        filters: None,
        header: |_, entries| (entries != 0).then(speakers::exports),
        empty: strings::NO_SPEAKERS,
        class: "entries",
    },
    TabSpec {
        tab: Tab::Entities,
        label: strings::ENTITIES,
        id: "tab-entities",
        count: |session, _| session.counts().names(),
        groups: entities::groups,
        filters: Some(AnnotationFilters::Entities),
        header: |_, _| None,
        empty: strings::NO_NAMES,
        class: "entries",
    },
    TabSpec {
        tab: Tab::Dates,
        label: strings::DATES,
        id: "tab-dates",
        count: |session, _| session.counts().dates,
        groups: dates::groups,
        filters: Some(AnnotationFilters::Common),
        header: |_, _| None,
        empty: strings::NO_DATES,
        class: "entries timeline",
    },
    TabSpec {
        tab: Tab::Notes,
        label: strings::NOTES,
        id: "tab-notes",
        count: |session, _| session.counts().notes,
        groups: notes::groups,
        filters: Some(AnnotationFilters::Common),
        header: |_, _| None,
        empty: strings::NO_NOTES,
        class: "entries",
    },
    TabSpec {
        tab: Tab::Problems,
        label: strings::PROBLEMS,
        id: "tab-problems",
        count: |session, orphans| orphans.len() + session.counts().problems,
        groups: problems::groups,
        filters: Some(AnnotationFilters::Common),
        header: |_, _| None,
        empty: strings::NO_PROBLEMS,
        class: "entries",
    },
];

impl Tab {
    /// The tab's line in the table. A tab without one does not compile: this match names each tab, and the check below
    /// runs when the crate is compiled.
    pub(crate) const fn spec(self) -> &'static TabSpec {
        match self {
            Tab::Quotes => &TABS[0],
            Tab::Speakers => &TABS[1],
            Tab::Entities => &TABS[2],
            Tab::Dates => &TABS[3],
            Tab::Notes => &TABS[4],
            Tab::Problems => &TABS[5],
        }
    }

    /// The tab beside it; the last is beside the first.
    pub(crate) fn beside(self, direction: ReadingDirection) -> Tab {
        let step = match direction {
            ReadingDirection::Forward => 1,
            ReadingDirection::Back => TABS.len() - 1,
        };
        TABS[(self as usize + step) % TABS.len()].tab
    }
}

const _: () = {
    let mut i = 0;
    while i < TABS.len() {
        assert!(TABS[i].tab as usize == i && TABS[i].tab.spec().tab as usize == i);
        i += 1;
    }
};

/// The row of tabs, each with the number of its entries.
pub(crate) fn tabs(session: &Session, choice: &PanelChoice, orphans: &[Orphan]) -> Element {
    let tabs = TABS.iter().map(|spec| {
        let is_chosen = spec.tab == choice.tab;
        let count = (spec.count)(session, orphans).to_string();
        bare_button(&Command::List(ListCommand::Tab(spec.tab)))
            .with("role", "tab")
            .with("id", spec.id)
            .with("aria-selected", is_chosen.to_string())
            .with("aria-controls", "panel-list")
            .with("tabindex", if is_chosen { "0" } else { "-1" })
            .text(spec.label)
            .child(Element::new("span").with("aria-hidden", "true").class("count").text(count))
    });
    Element::new("div").with("role", "tablist").with("aria-label", strings::TABS).children(tabs)
}
