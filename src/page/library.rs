//! The list of saved articles.

use std::collections::{BTreeMap, BTreeSet};

use super::backup::StorageUse;
use super::clip::clip;
use super::command::{Command, Field, LibraryCommand};
use super::controls::button;
use super::day::day_in_words;
use super::set_aside::{self, SetAsideRecord};
use crate::store::{LibraryEntry, chain};
use crate::strings;
use crate::view::{Element, count, search};

/// What the dialog shows.
pub(crate) struct LibraryView<'a> {
    /// The one last saved first.
    pub entries: &'a [LibraryEntry],
    /// The id of the version before each that has one.
    pub older: &'a BTreeMap<String, String>,
    /// The id of the article that is open.
    pub current: Option<&'a str>,
    pub storage: StorageUse,
    /// The records that cannot be read.
    pub set_aside: &'a [SetAsideRecord],
    /// The ids of articles whose work is here, and whose text cannot be read.
    pub without_text: &'a [String],
    /// What the titles and texts are searched for.
    pub words: &'a str,
    /// The title of the article that was removed last, and can be brought back.
    pub removed: Option<&'a str>,
}

/// The searched words in an article, and what stands around them.
pub(crate) struct TextMatch {
    pub before: String,
    pub words: String,
    pub after: String,
}

impl TextMatch {
    /// The first place of some words in a text, with some of the text around it.
    pub(crate) fn find(text: &str, words: &str) -> Option<TextMatch> {
        let span = *search::find(text, words, 1).first()?;
        let (before, after) = (&text[..span.start().index()], &text[span.end().index()..]);
        let cut = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
        let start = before[cut..].find(' ').filter(|_| 0 < cut).map_or(cut, |blank| cut + blank);
        let ellipsis = if cut == 0 { "" } else { "…" };
        Some(TextMatch {
            before: format!("{ellipsis}{}", &before[start..]),
            words: span.get(text).unwrap_or("").to_owned(),
            after: clip(after, AROUND),
        })
    }
}

/// Characters that are shown of an article before and after the searched words.
const AROUND: usize = 70;

/// The saved articles, the storage they use, and the search over them. `find` looks for the words in an article.
pub(crate) fn render(library: &LibraryView, find: impl Fn(&LibraryEntry) -> Option<TextMatch>) -> Element {
    let list = Element::new("div").class("library").children(library.removed.map(removed));
    let list = if library.entries.is_empty() && library.without_text.is_empty() {
        list.child(Element::new("p").class("hint").text(strings::NO_ARTICLES))
    } else {
        list.child(search_field(library.words)).children(articles(library, find))
    };
    let list = list.child(Element::new("p").class("hint").text(library.storage.said()));
    list.children(set_aside::render(library.set_aside))
}

fn removed(title: &str) -> Element {
    let said =
        Element::new("span").with("role", "status").text(strings::fill(strings::SAID_REMOVED, &[&title]));
    let back = button(strings::BRING_BACK, &Command::Library(LibraryCommand::BringBack));
    Element::new("p").class("offer").child(said).text(" ").child(back)
}

/// Articles of which the list knows no more than that there is work on them.
fn unlisted(library: &LibraryView) -> Vec<Element> {
    let is_listed = |id: &&String| library.entries.iter().any(|entry| entry.id == **id);
    let unlisted = library.without_text.iter().filter(|id| !is_listed(id));
    let item = |_: &String| {
        Element::new("li").child(Element::new("b").text(strings::UNTITLED)).child(text_is_lost())
    };
    unlisted.map(item).collect()
}

fn text_is_lost() -> Element {
    Element::new("span").class("hit lost").text(strings::TEXT_LOST)
}

fn search_field(words: &str) -> Element {
    Element::new("input")
        .with("type", "search")
        .inputs(&Field::LibrarySearch)
        .with("aria-label", strings::SEARCH_LIBRARY)
        .with("placeholder", strings::SEARCH_LIBRARY)
        .with("autocomplete", "off")
        .with("value", words)
}

fn articles(library: &LibraryView, find: impl Fn(&LibraryEntry) -> Option<TextMatch>) -> Vec<Element> {
    let words = library.words.trim();
    let item = |e: &LibraryEntry| {
        let current = Some(e.id.as_str()) == library.current;
        let hit = find(e);
        (hit.is_some() || search::contains(&e.title, words)).then(|| entry(e, current, None, hit.map(found)))
    };
    if words.is_empty() {
        let groups = groups(library).map(|versions| group(library, &versions));
        return vec![Element::new("ul").children(groups).children(unlisted(library))];
    }
    let items: Vec<Element> = library.entries.iter().filter_map(item).collect();
    if items.is_empty() {
        return vec![Element::new("p").class("hint").with("role", "status").text(strings::NOT_IN_LIBRARY)];
    }
    vec![Element::new("ul").children(items)]
}

/// The articles with their older versions, the newest version first. A version stands once: under the newest.
fn groups<'a>(library: &LibraryView<'a>) -> impl Iterator<Item = Vec<&'a LibraryEntry>> {
    let entries: BTreeMap<&str, &LibraryEntry> = library.entries.iter().map(|e| (e.id.as_str(), e)).collect();
    let newer: BTreeMap<&str, &str> =
        library.older.iter().map(|(id, older)| (older.as_str(), id.as_str())).collect();
    let mut listed = BTreeSet::new();
    let older = library.older;
    library.entries.iter().filter_map(move |entry| {
        let mut seen = BTreeSet::new();
        let up = std::iter::successors(Some(entry.id.as_str()), |id| newer.get(id).copied());
        let newest = up.take_while(|id| seen.insert(*id) && entries.contains_key(id)).last()?;
        let versions = chain(older, newest).filter_map(|id| entries.get(id).copied());
        let versions: Vec<&LibraryEntry> = versions.filter(|e| listed.insert(e.id.as_str())).collect();
        (!versions.is_empty()).then_some(versions)
    })
}

/// An article, and its older versions in a list of their own.
fn group(library: &LibraryView, versions: &[&LibraryEntry]) -> Element {
    let item = |e: &LibraryEntry, version: Option<&str>| {
        let is_current = Some(e.id.as_str()) == library.current;
        entry(e, is_current, version, library.without_text.contains(&e.id).then(text_is_lost))
    };
    let [newest, older @ ..] = versions else { return Element::new("li") };
    if older.is_empty() {
        return item(newest, None);
    }
    let title = strings::fill(strings::OLDER_OF, &[&newest.title]);
    let list = Element::new("ul").class("older").with("aria-label", title);
    let older = older.iter().map(|e| item(e, Some(strings::OLDER_ONE)));
    item(newest, Some(strings::NEWEST_ONE)).child(list.children(older))
}

fn found(hit: TextMatch) -> Element {
    let found = Element::new("b").text(hit.words);
    Element::new("span").class("hit").with("dir", "auto").text(hit.before).child(found).text(hit.after)
}

fn entry(entry: &LibraryEntry, current: bool, version: Option<&str>, below: Option<Element>) -> Element {
    let open = button(&entry.title, &Command::Library(LibraryCommand::Open(entry.id.clone())));
    let open = if current { open.with("aria-current", "true") } else { open };
    let counts = [count(entry.words, strings::WORDS), count(entry.quotes, strings::QUOTATIONS)];
    let opened = entry.opened.as_deref().and_then(day_in_words);
    let opened = opened.map(|day| strings::fill(strings::OPENED_ON, &[&day]));
    let version = version.map(str::to_owned);
    let facts = version.into_iter().chain(counts).chain(opened).collect::<Vec<_>>().join(" · ");
    let remove = button(strings::REMOVE, &Command::Library(LibraryCommand::Remove(entry.id.clone())));
    Element::new("li")
        .child(open.class("title").with("dir", "auto"))
        .child(Element::new("span").class("facts").text(facts))
        .children(below)
        .child(remove.with("aria-label", strings::fill(strings::REMOVE_TITLE, &[&entry.title])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_shows_the_words_and_what_stands_around_them() {
        let check = |text: &str, words, expected: Option<&str>| {
            let hit =
                TextMatch::find(text, words).map(|hit| format!("{}[{}]{}", hit.before, hit.words, hit.after));
            assert_eq!(hit.as_deref(), expected);
        };
        check("The lock opens.", "LOCK", Some("The [lock] opens."));
        check("The lock opens.", "key", None);
        let far = format!("{} the lock {}", "é word ".repeat(30), "word 🥐 ".repeat(30));
        let hit =
            TextMatch::find(&far, "lock").map(|hit| (hit.before.chars().count(), hit.after.chars().count()));
        assert!(hit.is_some_and(|(before, after)| before <= AROUND + 2 && after <= AROUND + 2), "{hit:?}");
    }
}
