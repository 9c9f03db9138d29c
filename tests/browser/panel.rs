//! The panel's search, filters and files.

use crate::page::Page;
use crate::scene::{long_story, visit, visit_sample};

impl Page {
    /// Types into the search field, in place of what is in it.
    #[track_caller]
    pub(crate) fn type_into_search(&self, words: &str) {
        self.click("searchbox", "Search article and lists");
        self.press("Control+a");
        self.write(words);
    }

    /// Types into a search field, after what is in it.
    #[track_caller]
    pub(crate) fn search_in(&self, name: &str, words: &str) {
        self.click("searchbox", name);
        self.press("End");
        self.write(words);
    }

    /// The entries of the list that is shown.
    fn entries(&self) -> Vec<String> {
        let texts = self.eval(
            "return [...document.querySelectorAll('#list li')].map((li) => li.textContent.replace(/\\s+/g, ' ').trim())",
        );
        serde_json::from_value(texts).unwrap_or_default()
    }
}

#[test]
fn search_shows_places_in_the_article_and_entries_that_say_it() {
    let page = visit_sample();
    let all = page.entries().len();
    page.type_into_search("haddad");
    let entries = page.entries();
    assert!(!entries.is_empty() && entries.len() < all, "{entries:?}");
    assert!(entries.iter().all(|entry| entry.to_lowercase().contains("haddad")), "{entries:?}");
    let places = "return [CSS.highlights.get('found').size, CSS.highlights.get('found-here').size]";
    let n = page.eval("return document.getElementById('article').textContent.match(/haddad/gi).length");
    assert_eq!(page.eval(places), serde_json::json!([n, 0]));

    page.press("Enter");
    let here = |at: usize| {
        page.wait_until(
            "the place is told",
            &format!("document.querySelector('.found').textContent === '{at} of {n}'"),
        );
    };
    here(1);
    assert_eq!(page.eval(places)[1], 1);
    page.click("button", "Next match");
    here(2);
    page.click("button", "Previous match");
    here(1);
    assert_eq!(
        page.eval(
            "const [{ startContainer, startOffset, endContainer, endOffset }] = CSS.highlights.get('found-here');
             const range = document.createRange();
             range.setStart(startContainer, startOffset);
             range.setEnd(endContainer, endOffset);
             return String(range)"
        ),
        "Haddad",
        "the place is on the words"
    );

    // A verdict draws its paragraph again: the places stay on the words.
    page.click_words("Haddad");
    page.press("y");
    page.says("Confirmed");
    page.wait_until(
        "all places are shown",
        &format!(
            "new Set([...CSS.highlights.get('found'), ...CSS.highlights.get('found-here')].flatMap((place) => {{
               if (!place.startContainer.isConnected || !place.endContainer.isConnected) return [];
               const range = document.createRange();
               range.setStart(place.startContainer, place.startOffset);
               range.setEnd(place.endContainer, place.endOffset);
               if (String(range).toLowerCase() !== 'haddad') return [];
               range.setStart(document.getElementById('article'), 0);
               return [String(range).length];
             }})).size === {n}"
        ),
    );

    page.click("button", "Show all");
    assert_eq!(page.entries().len(), all);
    page.type_into_search("no such words");
    assert_eq!(page.entries(), Vec::<String>::new());
    assert!(
        page.eval("return document.querySelector('.found').textContent")
            .as_str()
            .is_some_and(|said| said.contains("Not in"))
    );
}

#[test]
fn what_a_filter_shows_is_judged_as_one_step() {
    let page = visit_sample();
    page.click("button", "Filter");
    page.select("Kind of quotation", "direct");
    let direct = page.entries();
    assert!(direct.len() > 1 && direct.iter().all(|entry| entry.contains("direct")), "{direct:?}");
    page.click("button", "Confirm these");
    page.says("Confirmed");
    let confirmed = "return document.querySelectorAll('#list li[data-state=confirmed]').length";
    assert_eq!(page.eval(confirmed), direct.len());
    page.select("Verdict", "open");
    assert_eq!(page.entries().len(), 0, "of the direct ones none is open");
    // What is filtered by stands over the list, and can be removed one by one, with the filters closed.
    page.click("button", "Filter");
    assert!(!page.has("combobox", "Verdict"));
    page.click("button", "Remove filter: Not checked");
    assert_eq!(page.entries().len(), direct.len());
    page.click("button", "Show all");
    assert!(!page.has("button", "Remove filter: Direct quotation"));
    page.click("button", "Undo");
    assert_eq!(page.eval(confirmed), 0, "one step takes all back");
}

#[test]
fn a_speaker_leads_to_what_is_said() {
    let page = visit_sample();
    page.click("tab", "Speakers");
    let first = page.entries().remove(0);
    let words: Vec<&str> = first.split_whitespace().collect();
    let share = words.iter().position(|&word| word == "%").and_then(|at| words[at - 1].parse::<u32>().ok());
    assert!(share.is_some_and(|share| 0 < share && share <= 100), "{first}");
    page.eval("document.querySelector('#list .entry').click()");
    let entries = page.entries();
    assert!(entries.iter().all(|entry| first.starts_with(&entry[..8])), "{first}: {entries:?}");
    assert!(page.has("button", "Show all"));
}

#[test]
fn speakers_come_as_table_and_picture() {
    let page = visit_sample();
    page.click("tab", "Speakers");
    let rows = page.entries().len();
    let name = "harbour-board-votes-to-keep-skarnholm-speakers";
    page.click("button", "Table (CSV)");
    let table = String::from_utf8(page.downloaded(&format!("{name}.csv"))).expect("tables are UTF-8");
    assert!(table.starts_with("\u{feff}speaker,attribution,quotations,words,share\r\n"), "{table}");
    assert_eq!(table.lines().count(), 1 + rows, "{table}");
    let shares = table.lines().skip(1).filter_map(|line| line.rsplit(',').next()?.parse::<f64>().ok());
    assert!((shares.sum::<f64>() - 1.0).abs() < 0.01, "nobody is left out: {table}");

    page.click("button", "Picture (SVG)");
    let picture = String::from_utf8(page.downloaded(&format!("{name}.svg"))).expect("drawings are UTF-8");
    assert!(picture.contains("<svg xmlns=") && picture.contains("Amira Haddad"), "{picture}");
    page.click("button", "Picture (PNG)");
    let pixels = page.downloaded(&format!("{name}.png"));
    assert!(pixels.starts_with(b"\x89PNG") && pixels.len() > 5_000, "{} bytes", pixels.len());
}

#[test]
fn pointing_shows_what_belongs_together() {
    let page = visit_sample();
    let near = "return [...document.querySelectorAll('#article mark.near')].map((m) => m.dataset.kind).sort().join(' ')";
    page.eval(
        "[...document.querySelectorAll('#article mark[data-kind=cue]')][0]
           .dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))",
    );
    page.wait_until("the quotation shows", "document.querySelector('#article mark.near[data-kind=quote]')");
    let kinds = page.eval(near);
    assert!(
        kinds.as_str().is_some_and(|kinds| kinds.starts_with("cue quote") && kinds.ends_with("speaker")),
        "{kinds}"
    );
    page.eval(
        "document.querySelector('header').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))",
    );
    page.wait_until("nothing shows", "!document.querySelector('#article mark.near')");
}

#[test]
fn a_long_list_comes_in_pages_and_follows_the_article() {
    let page = visit();
    page.paste(&long_story(12_000));
    page.wait_until("it is analysed", "document.querySelectorAll('#list li').length === 100");
    page.click("button", "Later entries");
    page.wait_until("another page", "document.querySelector('.pages .facts').textContent.startsWith('101')");
    page.wait_until(
        "all marks are drawn",
        "[...document.querySelectorAll('#article [data-paragraph]')].at(-1)?.querySelector('mark')",
    );
    page.eval("document.querySelector('#article mark[data-kind=quote]').click()");
    page.wait_until("the first page", "document.querySelector('.pages .facts').textContent.startsWith('1–')");
    page.wait_until("its entry is marked", "document.querySelector('#list .entry[aria-current]')");
}

#[test]
fn the_analysis_of_a_long_article_can_be_stopped() {
    let page = visit();
    page.paste(&long_story(100_000));
    page.wait_until(
        "the text is there",
        "document.querySelectorAll('#article [data-paragraph]').length > 1000",
    );
    page.eval("document.querySelector('#working button').click()");
    page.says("Stopped");
    assert!(
        page.eval("return document.getElementById('working').hidden").as_bool().is_some_and(|hidden| hidden)
    );
    assert_eq!(page.eval("return document.querySelectorAll('#article mark').length"), 0);
    page.reload();
    page.wait_until("it is analysed after all", "document.querySelector('#article mark')");
}

#[test]
fn the_library_is_searched_by_title_and_text() {
    let page = visit_sample();
    page.paste(
        "Lock journal_sync retires\n\n“Forty years is enough,” said Ada Brook, who minded the lock at Elverdam.",
    );
    page.says("found");
    page.click("button", "Library");
    let shown = |page: &Page| {
        let titles = page
            .eval("return [...document.querySelectorAll('#library-list .title')].map((t) => t.textContent)");
        titles.as_array().map_or(0, Vec::len)
    };
    assert_eq!(shown(&page), 2);
    page.search_in("Search library", "elverdam");
    assert_eq!(shown(&page), 1);
    assert_eq!(page.eval("return document.querySelector('#library-list .hit b').textContent"), "Elverdam");
    page.search_in("Search library", " nowhere");
    assert_eq!(shown(&page), 0);
}
