//! The table of articles, a page of it at a time: a thousand rows would take the browser longer to lay out than a key may
//! take.

use std::collections::HashSet;

use super::choice::{LibraryChoice, LibraryColumn, LibraryRow, RowVersion, SortDirection};
use super::found::TextMatch;
use super::view::{LibraryView, tick};
use crate::page::command::{Command, LibraryCommand};
use crate::page::controls::button;
use crate::page::day::day_in_words;
use crate::store::LibraryEntry;
use crate::strings;
use crate::view::wire::json;
use crate::view::{Element, count};

/// Rows that are drawn at a time.
const PAGE: usize = 100;

/// Tags that a row shows; the others are told as a number.
const SHOWN_TAGS: usize = 4;

const COLUMNS: [(LibraryColumn, &str); 6] = [
    (LibraryColumn::Title, strings::TITLE),
    (LibraryColumn::Date, strings::PUBLISHED_ON),
    (LibraryColumn::Publisher, strings::PUBLISHER),
    (LibraryColumn::Words, strings::WORDS_COLUMN),
    (LibraryColumn::Quotations, strings::QUOTATIONS_COLUMN),
    (LibraryColumn::Checked, strings::CHECKED),
];

pub(super) fn render(library: &LibraryView, find: impl Fn(&LibraryEntry) -> Option<TextMatch>) -> Element {
    let rows = shown(library.rows, library.choice.page).iter().map(|row| self::row(library, row, &find));
    let body = Element::new("tbody").with("role", "rowgroup").children(rows).children(unlisted(library));
    let table = Element::new("table")
        .with("role", "table")
        .with("aria-label", strings::ARTICLES_TABLE)
        .with("aria-rowcount", (library.rows.len() + 1).to_string())
        .child(head(library))
        .child(body);
    let place = Element::new("div").class("library-table").child(table);
    let unread = (0 < library.n_unread && !library.choice.words.trim().is_empty())
        .then(|| strings::fill(strings::STILL_SEARCHING, &[&library.n_unread]));
    let nothing = (library.rows.is_empty() && unread.is_none()).then(|| strings::NOT_IN_LIBRARY.to_owned());
    place.children(
        unread.or(nothing).map(|said| Element::new("p").class("hint").with("role", "status").text(said)),
    )
}

/// The rows of a page; those of the last one beyond the end.
fn shown<'r, 'a>(rows: &'r [LibraryRow<'a>], page: usize) -> &'r [LibraryRow<'a>] {
    let start = page.min(last_page(rows.len())) * PAGE;
    &rows[start..(start + PAGE).min(rows.len())]
}

fn last_page(n_rows: usize) -> usize {
    n_rows.saturating_sub(1) / PAGE
}

/// Where the page stands in the table, and the buttons to the others.
pub(super) fn pages(library: &LibraryView) -> Option<Element> {
    let n = library.rows.len();
    if n <= PAGE {
        return None;
    }
    let page = library.choice.page.min(last_page(n));
    let turn = |label: &str, to: Option<usize>| {
        let command = LibraryCommand::Page(to.unwrap_or(page));
        button(label, &Command::Library(command)).disabled_unless(to.is_some())
    };
    let said = strings::fill(strings::RANGE_OF, &[&(page * PAGE + 1), &(page * PAGE + PAGE).min(n), &n]);
    Some(
        Element::new("div")
            .class("pages")
            .child(turn(strings::EARLIER_ARTICLES, page.checked_sub(1)))
            .child(Element::new("span").class("facts").text(said))
            .child(turn(strings::LATER_ARTICLES, (page < last_page(n)).then_some(page + 1))),
    )
}

fn head(library: &LibraryView) -> Element {
    let choice = library.choice;
    let n_ticked = library.rows.iter().filter(|row| choice.ticked.contains(&row.entry.id)).count();
    let state = match n_ticked {
        0 => "false",
        n if n == library.rows.len() => "true",
        _ => "mixed",
    };
    let all = tick(LibraryCommand::TickAll, state, strings::TICK_SHOWN);
    let columns = COLUMNS.iter().map(|&(column, label)| head_cell(choice, column, label));
    let row = Element::new("tr")
        .with("role", "row")
        .child(cell("columnheader", "th").child(all))
        .children(columns)
        .child(cell("columnheader", "th").class("tags").text(strings::TAGS));
    Element::new("thead").with("role", "rowgroup").child(row)
}

fn head_cell(choice: &LibraryChoice, column: LibraryColumn, label: &str) -> Element {
    let direction = choice.sorted_by.filter(|(sorted, _)| *sorted == column).map(|(_, direction)| direction);
    let sorted = match direction {
        None => "none",
        Some(SortDirection::Ascending) => "ascending",
        Some(SortDirection::Descending) => "descending",
    };
    let sort = button(label, &Command::Library(LibraryCommand::Sort(column)));
    cell("columnheader", "th").class(class_of(column)).with("aria-sort", sorted).child(sort.class("sort"))
}

fn class_of(column: LibraryColumn) -> &'static str {
    match column {
        LibraryColumn::Title => "name",
        LibraryColumn::Date => "date",
        LibraryColumn::Publisher => "publisher",
        LibraryColumn::Words | LibraryColumn::Quotations | LibraryColumn::Checked => "number",
    }
}

fn cell(role: &'static str, tag: &'static str) -> Element {
    Element::new(tag).with("role", role)
}

fn row(
    library: &LibraryView,
    row: &LibraryRow,
    find: impl Fn(&LibraryEntry) -> Option<TextMatch>,
) -> Element {
    let entry = row.entry;
    let is_ticked = library.choice.ticked.contains(&entry.id).to_string();
    let tick = tick(
        LibraryCommand::Tick(entry.id.clone()),
        &is_ticked,
        &strings::fill(strings::TICK, &[&entry.title]),
    )
    .with("data-shift-command", json(&Command::Library(LibraryCommand::TickTo(entry.id.clone()))));
    let data = |class: &'static str, text: String| cell("cell", "td").class(class).text(text);
    let number = |n: usize, label: [&str; 2]| {
        let [_, many] = label;
        data("number", n.to_string()).with("data-label", if n == 1 { label[0] } else { many })
    };
    let published = entry.published.clone().unwrap_or_default();
    let drawn = Element::new("tr").with("role", "row");
    let drawn = if row.version == RowVersion::Older { drawn.class("older") } else { drawn };
    drawn
        .child(cell("cell", "td").child(tick))
        .child(title(library, row, find))
        .child(data("date", published))
        .child(data("publisher", entry.publisher.clone().unwrap_or_default()).with("dir", "auto"))
        .child(number(entry.words, strings::WORDS))
        .child(number(entry.quotes, strings::QUOTATIONS))
        .child(data("number", checked(entry)).with("data-label", strings::CHECKED_LABEL))
        .child(cell("cell", "td").class("tags").children(tags(library, entry)))
}

/// The share of the quotations that a reader has confirmed.
fn checked(entry: &LibraryEntry) -> String {
    match entry.quotes {
        0 => String::new(),
        n => format!("{} %", 100 * entry.checked / n),
    }
}

fn title(
    library: &LibraryView,
    row: &LibraryRow,
    find: impl Fn(&LibraryEntry) -> Option<TextMatch>,
) -> Element {
    let entry = row.entry;
    let open = button(&entry.title, &Command::Library(LibraryCommand::Open(entry.id.clone())));
    let is_current = Some(entry.id.as_str()) == library.current;
    let open = if is_current { open.with("aria-current", "true") } else { open };
    let version = match row.version {
        RowVersion::Only => None,
        RowVersion::Newest => Some(strings::NEWEST_ONE.to_owned()),
        RowVersion::Older => Some(strings::OLDER_ONE.to_owned()),
    };
    let opened = entry.opened.as_deref().and_then(day_in_words);
    let opened = opened.map(|day| strings::fill(strings::OPENED_ON, &[&day]));
    let facts = version.into_iter().chain(opened).collect::<Vec<_>>().join(" · ");
    let below = match library.without_text.contains(&entry.id) {
        true => Some(text_is_lost()),
        false => hit(entry, library.choice.words.trim(), find),
    };
    cell("cell", "td")
        .class("name")
        .child(open.class("title").with("dir", "auto"))
        .children((!facts.is_empty()).then(|| Element::new("span").class("facts").text(facts)))
        .children(below)
}

/// Where the searched words are: in the text, else in a speaker's name or a note.
fn hit(
    entry: &LibraryEntry,
    words: &str,
    find: impl Fn(&LibraryEntry) -> Option<TextMatch>,
) -> Option<Element> {
    if words.is_empty() {
        return None;
    }
    let in_text = || find(entry).map(|hit| hit.render(""));
    let in_speakers = || {
        let hit = entry.speakers.iter().find_map(|name| TextMatch::find(name, words))?;
        Some(hit.render(strings::HIT_IN_SPEAKERS))
    };
    let in_notes = || TextMatch::find(&entry.notes, words).map(|hit| hit.render(strings::HIT_IN_NOTES));
    in_text().or_else(in_speakers).or_else(in_notes)
}

/// The collections of an article, then its tags.
fn tags(library: &LibraryView, entry: &LibraryEntry) -> Vec<Element> {
    let sign =
        |class: &'static str, text: &str| Element::new("span").class(class).with("dir", "auto").text(text);
    let collections = library.collections.of(&entry.id).map(|name| sign("collection", name));
    let tags = entry.tags.iter().take(SHOWN_TAGS).map(|tag| sign("tag", tag));
    let more = entry.tags.len().saturating_sub(SHOWN_TAGS);
    let more = (0 < more)
        .then(|| sign("facts", &strings::fill(strings::MORE_TAGS, &[&count(more, strings::N_TAGS)])));
    collections.chain(tags).chain(more).collect()
}

/// Articles of which the list knows no more than that there is work on them.
fn unlisted(library: &LibraryView) -> Vec<Element> {
    if library.choice.is_narrow() {
        return vec![];
    }
    let listed: HashSet<&str> = library.entries.iter().map(|entry| entry.id.as_str()).collect();
    let unlisted = library.without_text.iter().filter(|id| !listed.contains(id.as_str()));
    let item = |_: &String| {
        let name = Element::new("b").text(strings::UNTITLED);
        let name = cell("cell", "td").class("name").child(name).child(text_is_lost());
        Element::new("tr").with("role", "row").child(cell("cell", "td")).child(name)
    };
    unlisted.map(item).collect()
}

fn text_is_lost() -> Element {
    Element::new("span").class("hit lost").text(strings::TEXT_LOST)
}
