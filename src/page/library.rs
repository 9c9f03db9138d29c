//! The list of saved articles.

use super::backup::Room;
use crate::store::Entry;
use crate::strings;
use crate::view::{Element, count, search};

/// What the dialog shows.
pub(crate) struct Shelf<'a> {
    /// The one last saved first.
    pub entries: &'a [Entry],
    /// The id of the article that is open.
    pub current: Option<&'a str>,
    pub room: Room,
    /// The keys of records that cannot be read.
    pub damaged: &'a [String],
    /// What the titles and texts are searched for.
    pub words: &'a str,
}

/// Where the searched words stand in an article.
pub(crate) struct Hit {
    pub before: String,
    pub words: String,
    pub after: String,
}

impl Hit {
    /// The first place of some words in a text, with some of the text around it.
    pub(crate) fn find(text: &str, words: &str) -> Option<Hit> {
        let span = *search::find(text, words, 1).first()?;
        let (before, after) = (&text[..span.start().index()], &text[span.end().index()..]);
        let cut = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
        let start = before[cut..].find(' ').filter(|_| 0 < cut).map_or(cut, |blank| cut + blank);
        let clip = if cut == 0 { "" } else { "…" };
        Some(Hit {
            before: format!("{clip}{}", &before[start..]),
            words: span.get(text).unwrap_or("").to_owned(),
            after: super::card::clip(after, AROUND),
        })
    }
}

/// Characters that are shown of an article before and after the searched words.
const AROUND: usize = 70;

/// The saved articles, what they take, and the search over them. `hit` tells where the words stand in an article.
pub(crate) fn render(shelf: &Shelf, hit: impl Fn(&Entry) -> Option<Hit>) -> Element {
    let list = Element::new("div").class("library");
    let list = if shelf.entries.is_empty() {
        list.child(Element::new("p").class("hint").text(strings::NO_ARTICLES))
    } else {
        list.child(search_field(shelf.words)).children(articles(shelf, hit))
    };
    let list = list.child(Element::new("p").class("hint").text(shelf.room.told()));
    if shelf.damaged.is_empty() {
        return list;
    }
    let text = strings::fill(
        strings::DAMAGED,
        &[&count(shelf.damaged.len(), strings::RECORDS), &shelf.damaged.join(", ")],
    );
    list.child(Element::new("p").class("warning").text(text))
}

fn search_field(words: &str) -> Element {
    Element::new("input")
        .with("type", "search")
        .with("data-input", "library-search")
        .with("aria-label", strings::SEARCH_LIBRARY)
        .with("placeholder", strings::SEARCH_LIBRARY)
        .with("autocomplete", "off")
        .with("value", words)
}

fn articles(shelf: &Shelf, hit: impl Fn(&Entry) -> Option<Hit>) -> Vec<Element> {
    let words = shelf.words.trim();
    let item = |e: &Entry| {
        let current = Some(e.id.as_str()) == shelf.current;
        if words.is_empty() {
            return Some(entry(e, current, None));
        }
        let hit = hit(e);
        (hit.is_some() || search::contains(&e.title, words)).then(|| entry(e, current, hit))
    };
    let items: Vec<Element> = shelf.entries.iter().filter_map(item).collect();
    if items.is_empty() {
        return vec![Element::new("p").class("hint").with("role", "status").text(strings::NOT_IN_LIBRARY)];
    }
    vec![Element::new("ul").children(items)]
}

fn entry(entry: &Entry, current: bool, hit: Option<Hit>) -> Element {
    let open = Element::button(&entry.title, "library-open", &entry.id);
    let open = if current { open.with("aria-current", "true") } else { open };
    let facts =
        format!("{} · {}", count(entry.words, strings::WORDS), count(entry.quotes, strings::QUOTATIONS));
    let remove = Element::button(strings::REMOVE, "library-remove", &entry.id);
    let hit = hit.map(|hit| {
        let found = Element::new("b").text(hit.words);
        Element::new("span").class("hit").with("dir", "auto").text(hit.before).child(found).text(hit.after)
    });
    Element::new("li")
        .child(open.class("title").with("dir", "auto"))
        .child(Element::new("span").class("facts").text(facts))
        .children(hit)
        .child(remove.with("aria-label", strings::fill(strings::REMOVE_TITLE, &[&entry.title])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_shows_the_words_and_what_stands_around_them() {
        let check = |text: &str, words, expected: Option<&str>| {
            let hit = Hit::find(text, words).map(|hit| format!("{}[{}]{}", hit.before, hit.words, hit.after));
            assert_eq!(hit.as_deref(), expected);
        };
        check("The lock opens.", "LOCK", Some("The [lock] opens."));
        check("The lock opens.", "key", None);
        let far = format!("{} the lock {}", "é word ".repeat(30), "word 🥐 ".repeat(30));
        let hit = Hit::find(&far, "lock").map(|hit| (hit.before.chars().count(), hit.after.chars().count()));
        assert!(hit.is_some_and(|(before, after)| before <= AROUND + 2 && after <= AROUND + 2), "{hit:?}");
    }
}
