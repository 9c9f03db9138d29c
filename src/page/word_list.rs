//! The word list as a table: what a reader has said, where, and whether it is used.

use serde::{Deserialize, Serialize};

use super::command::{Command, EntryPlace, Field, LibraryCommand, WordListCommand, WordListField};
use super::controls::{SelectOption, button, options, sign_button};
use crate::store::WordListRecord;
use crate::strings;
use crate::view::wire::wire_name;
use crate::view::{ENTITY_KINDS, Element, count, entity_kind};
use crate::word_list::{WordEntry, WordSort};

/// Rows of the table at a time.
pub(crate) const ROWS: usize = 50;

/// The list, and what of it is shown.
#[derive(Serialize, Deserialize)]
pub(crate) struct WordListInput {
    pub record: WordListRecord,
    /// From 0.
    pub page: usize,
    /// The words of the entry that was removed last, while it can be brought back.
    pub removed: Option<String>,
    pub has_article: bool,
}

/// What the dialog shows.
pub(crate) fn render(input: &WordListInput) -> Vec<Element> {
    let WordListInput { record, removed, .. } = input;
    let entries = record.list.entries();
    let hint = |text: &str| Element::new("p").class("hint").text(text);
    let mut shown = vec![hint(strings::WORD_LIST_LEAD), remember(record)];
    shown.extend(removed.as_deref().map(bring_back));
    if entries.is_empty() {
        shown.push(hint(strings::NO_ENTRIES));
    } else {
        let contradicted = record.list.contradicted();
        let used = entries.iter().zip(&contradicted).filter(|(entry, no)| !entry.is_off && !**no).count();
        let said =
            strings::fill(strings::N_ENTRIES_USED, &[&count(entries.len(), strings::N_ENTRIES), &used]);
        shown.push(Element::new("p").class("facts").text(said));
        shown.push(table(input, &contradicted));
        shown.extend(pages(input));
    }
    shown.extend(record.list.is_full().then(|| hint(strings::LIST_IS_FULL)));
    shown.push(actions(input));
    shown
}

fn remember(record: &WordListRecord) -> Element {
    let input =
        Element::new("input").with("type", "checkbox").changes(&Field::WordList(WordListField::Remember));
    let input = if record.is_paused { input } else { input.with("checked", "") };
    Element::new("label").class("option").child(input).text(format!(" {}", strings::REMEMBER))
}

fn bring_back(words: &str) -> Element {
    let said = strings::fill(strings::ENTRY_REMOVED, &[&words]);
    Element::new("p")
        .class("offer")
        .child(Element::new("span").with("role", "status").text(said))
        .text(" ")
        .child(button(strings::BRING_BACK, &Command::WordList(WordListCommand::BringBack)))
}

fn table(input: &WordListInput, contradicted: &[bool]) -> Element {
    let entries = input.record.list.entries();
    let columns = [strings::WORDS_OF_ENTRY, strings::MEANING, strings::SAID_IN, strings::IS_USED];
    let head = columns.map(|name| Element::new("th").with("scope", "col").text(name));
    // The newest first: that is what a reader looks for.
    let newest = entries.iter().enumerate().rev().skip(input.page * ROWS).take(ROWS);
    let rows = newest.map(|(at, entry)| row(at, entry, contradicted[at]));
    let table = Element::new("table")
        .with("aria-label", strings::WORD_LIST)
        .child(Element::new("thead").child(Element::new("tr").children(head)))
        .child(Element::new("tbody").children(rows));
    Element::new("div").class("figures word-table").child(table)
}

fn row(at: usize, entry: &WordEntry, is_contradicted: bool) -> Element {
    let place = || EntryPlace { at, words: entry.words.clone() };
    let use_it = Element::new("input")
        .with("type", "checkbox")
        .changes(&Field::WordList(WordListField::Use(place())))
        .with("aria-label", strings::fill(strings::USE_ENTRY, &[&entry.words]));
    let use_it = if entry.is_off { use_it } else { use_it.with("checked", "") };
    // Where the table has no head any more, the word stands beside the box.
    let use_it =
        Element::new("label").child(use_it).text(" ").child(Element::new("span").text(strings::IS_USED));
    let remove = strings::fill(strings::REMOVE_ENTRY, &[&entry.words]);
    let remove = sign_button("✕", &remove, &Command::WordList(WordListCommand::Remove(place())));
    let contradicted = is_contradicted.then(|| Element::new("p").class("hint").text(strings::CONTRADICTED));
    Element::new("tr")
        .child(Element::new("th").with("scope", "row").with("dir", "auto").text(&entry.words))
        .child(Element::new("td").children(meaning(entry, &place)).children(contradicted))
        .child(Element::new("td").child(source(entry)))
        .child(Element::new("td").class("use").child(use_it).text(" ").child(remove))
}

/// What an entry says, in fields that change it.
fn meaning(entry: &WordEntry, place: &dyn Fn() -> EntryPlace) -> Vec<Element> {
    let said = |text: &str| Element::new("span").class("said").text(text);
    let name = || {
        Element::new("input")
            .changes(&Field::WordList(WordListField::Name(place())))
            .with("aria-label", strings::fill(strings::NAME_OF_ENTRY, &[&entry.words]))
            .with("dir", "auto")
            .with("autocomplete", "off")
            .with("value", &entry.name)
    };
    match entry.sort {
        WordSort::Name => vec![said(strings::IS_A_NAME), name(), kind(entry, place)],
        WordSort::Speaker => vec![said(strings::IS_A_SPEAKER), name()],
        WordSort::Cue => vec![said(strings::IS_A_CUE)],
        WordSort::NotAQuotation => vec![said(strings::IS_NO_QUOTATION)],
        WordSort::NotAName => {
            let kind = entry.kind.map_or("", entity_kind);
            vec![said(&strings::fill(strings::IS_NO_NAME, &[&kind]))]
        }
    }
}

fn kind(entry: &WordEntry, place: &dyn Fn() -> EntryPlace) -> Element {
    let option = |kind| SelectOption {
        value: wire_name(&kind),
        label: entity_kind(kind),
        is_chosen: entry.kind == Some(kind),
    };
    Element::new("select")
        .changes(&Field::WordList(WordListField::Kind(place())))
        .with("aria-label", strings::fill(strings::KIND_OF_ENTRY, &[&entry.words]))
        .children(options(ENTITY_KINDS.map(option)))
}

/// Where a reader said so: the article, which opens.
fn source(entry: &WordEntry) -> Element {
    let title = if entry.title.is_empty() { strings::FROM_A_FILE } else { &entry.title };
    if entry.article.is_empty() {
        return Element::new("span").with("dir", "auto").text(title);
    }
    let open = Command::Library(LibraryCommand::Open(entry.article.clone()));
    button(title, &open).class("name").with("dir", "auto")
}

fn pages(input: &WordListInput) -> Option<Element> {
    let n_pages = input.record.list.entries().len().div_ceil(ROWS);
    let page = |n: usize| {
        let is_current = if n == input.page { "true" } else { "false" };
        button(&(n + 1).to_string(), &Command::WordList(WordListCommand::Page(n)))
            .with("aria-current", is_current)
    };
    let pages = Element::new("div").class("chips").with("role", "group");
    let pages = pages.with("aria-label", strings::ENTRY_PAGES).children((0..n_pages).map(page));
    (1 < n_pages).then_some(pages)
}

fn actions(input: &WordListInput) -> Element {
    let is_some = !input.record.list.entries().is_empty();
    let command = |label, command| button(label, &Command::WordList(command)).disabled_unless(is_some);
    Element::new("div")
        .class("buttons")
        .child(command(strings::EXPORT_LIST, WordListCommand::Export))
        .children(input.has_article.then(|| command(strings::APPLY_TO_ARTICLE, WordListCommand::ApplyHere)))
        .child(command(strings::APPLY_TO_LIBRARY, WordListCommand::Survey))
}
