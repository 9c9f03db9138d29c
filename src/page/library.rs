//! The library: a table of the saved articles, the search and the filters over it, and what can be done with the ticked
//! ones.

use super::command::{Command, ComparisonCommand, Field, LibraryCommand, VoicesCommand};
use super::controls::{SelectOption, button, options};
use super::set_aside;
use crate::sorting::CollectSorted as _;
use crate::store::LibraryEntry;
use crate::strings;
use crate::view::wire::wire_name;
use crate::view::{Element, count};

pub(crate) mod choice;
mod found;
mod table;
mod view;

use choice::LibraryFilter;
pub(crate) use found::TextMatch;
pub(crate) use view::LibraryView;

/// The table and all that belongs to it. `find` looks for the searched words in an article that is shown.
pub(crate) fn render(
    library: &LibraryView,
    find: impl Fn(&LibraryEntry) -> Option<TextMatch>,
) -> Vec<Element> {
    let mut parts: Vec<Element> = library.removed.map(removed).into_iter().collect();
    if library.entries.is_empty() && library.without_text.is_empty() {
        parts.push(Element::new("p").class("hint").text(strings::NO_ARTICLES));
    } else {
        parts.push(search_and_filters(library));
        parts.push(actions(library));
        parts.push(table::render(library, find));
        parts.extend(table::pages(library));
    }
    parts.push(Element::new("p").class("hint").text(stored(library)));
    parts.extend(set_aside::render(library.set_aside));
    parts
}

/// The storage that is used, and what of it is in the database alone.
fn stored(library: &LibraryView) -> String {
    let used = library.storage.said();
    match library.in_database_alone {
        0 => used,
        n => format!("{used} {}", strings::fill(strings::IN_DATABASE_ALONE, &[&count(n, strings::ARTICLES)])),
    }
}

fn removed(said: &str) -> Element {
    let said =
        Element::new("span").with("role", "status").text(strings::fill(strings::SAID_REMOVED, &[&said]));
    let back = button(strings::BRING_BACK, &Command::Library(LibraryCommand::BringBack));
    Element::new("p").class("offer").child(said).text(" ").child(back)
}

fn search_and_filters(library: &LibraryView) -> Element {
    let search = Element::new("input")
        .with("type", "search")
        .inputs(&Field::LibrarySearch)
        .with("aria-label", strings::SEARCH_LIBRARY)
        .with("placeholder", strings::SEARCH_LIBRARY_FOR)
        .with("autocomplete", "off")
        .with("value", library.choice.words.as_str());
    Element::new("div").class("library-filters").child(search).children(filters(library))
}

/// The filters that there is something to choose for.
fn filters(library: &LibraryView) -> Vec<Element> {
    let (entries, choice) = (library.entries, library.choice);
    let distinct = |names: &mut dyn Iterator<Item = &str>| {
        let names: std::collections::BTreeSet<&str> = names.collect_set();
        names.into_iter().map(|name| (name.to_owned(), name.to_owned())).collect::<Vec<_>>()
    };
    let publishers = distinct(&mut entries.iter().filter_map(|entry| entry.publisher.as_deref()));
    let tags = distinct(&mut entries.iter().flat_map(|entry| entry.tags.iter().map(String::as_str)));
    let collections = distinct(&mut library.collections.names());
    let checked = strings::CHECKED_FILTERS.map(|(value, label)| (value.to_owned(), label.to_owned()));
    let lists = [
        (LibraryFilter::Collection, strings::COLLECTION, collections, &choice.collection),
        (LibraryFilter::Publisher, strings::PUBLISHER, publishers, &choice.publisher),
        (LibraryFilter::Tag, strings::TAG, tags, &choice.tag),
        (LibraryFilter::Checked, strings::CHECKED, checked.to_vec(), &choice.checked),
    ];
    let lists = lists.into_iter().filter(|(_, _, values, chosen)| !values.is_empty() || !chosen.is_empty());
    lists.map(|(filter, label, values, chosen)| select(filter, label, &values, chosen)).collect()
}

fn select(filter: LibraryFilter, label: &str, values: &[(String, String)], chosen: &str) -> Element {
    let all = strings::fill(strings::ANY_OF, &[&label]);
    let first = SelectOption { value: String::new(), label: &all, is_chosen: chosen.is_empty() };
    let rest = values.iter().map(|(value, label)| SelectOption {
        value: value.clone(),
        label,
        is_chosen: value == chosen,
    });
    Element::new("select")
        .changes(&Field::LibraryFilter(filter))
        .with("aria-label", strings::fill(strings::FILTER_BY, &[&label]))
        .with("data-filter", wire_name(&filter))
        .children(options(std::iter::once(first).chain(rest)))
}

/// What can be done with the ticked articles, or with all.
fn actions(library: &LibraryView) -> Element {
    let choice = library.choice;
    let (n_rows, n_ticked) = (library.rows.len(), choice.ticked.len());
    let said = match n_ticked {
        0 if choice.is_narrow() => strings::fill(strings::N_OF_ARTICLES, &[&n_rows, &library.entries.len()]),
        0 => count(library.entries.len(), strings::ARTICLES),
        n => strings::fill(strings::N_TICKED, &[&n, &library.entries.len()]),
    };
    let command = |label, command| button(label, &Command::Library(command));
    Element::new("div")
        .class("library-actions")
        .child(Element::new("span").class("facts").with("role", "status").text(said))
        .child(button(strings::WHO_SPEAKS_BUTTON, &Command::Voices(VoicesCommand::Show)))
        .child(button(strings::COMPARE_SETS, &Command::Comparison(ComparisonCommand::Show)))
        .child(command(strings::EXPORT, LibraryCommand::ShowExport))
        .child(command(strings::REMOVE, LibraryCommand::RemoveTicked).disabled_unless(0 < n_ticked))
        .children(collection_controls(library))
}

/// With articles ticked, a field to put them into a collection; with a collection chosen, what can be done with it.
fn collection_controls(library: &LibraryView) -> Vec<Element> {
    let (choice, n_ticked) = (library.choice, library.choice.ticked.len());
    let mut controls = vec![];
    if 0 < n_ticked {
        let names = library.collections.names().map(|name| Element::new("option").with("value", name));
        controls.push(
            Element::new("span")
                .class("collect")
                .child(
                    Element::new("input")
                        .with("id", "collection-name")
                        .with("list", "collection-names")
                        .with("aria-label", strings::COLLECTION)
                        .with("placeholder", strings::COLLECTION)
                        .with("maxlength", "60")
                        .with("autocomplete", "off"),
                )
                .child(Element::new("datalist").with("id", "collection-names").children(names))
                .child(button(
                    strings::ADD_TO_COLLECTION,
                    &Command::Library(LibraryCommand::AddToCollection),
                )),
        );
    }
    if choice.collection.is_empty() {
        return controls;
    }
    if 0 < n_ticked {
        controls.push(button(strings::TAKE_OUT, &Command::Library(LibraryCommand::TakeOutOfCollection)));
    }
    controls.push(
        Element::new("input")
            .changes(&Field::CollectionName)
            .with("aria-label", strings::COLLECTION_NAME)
            .with("maxlength", "60")
            .with("value", choice.collection.as_str()),
    );
    controls.push(button(strings::REMOVE_COLLECTION, &Command::Library(LibraryCommand::RemoveCollection)));
    controls
}
