//! Ways through an article and back: the search that is left, the order of checking, an article that was removed.

use crate::page::Page;
use crate::scene::{file, folder, long_story, visit, visit_sample};
use serde_json::json;

fn status(page: &Page) -> String {
    page.eval("return document.getElementById('status').textContent").as_str().unwrap_or_default().to_owned()
}

#[test]
fn escape_leaves_the_search_as_it_was_before() {
    let page = visit_sample();
    let all = page.listed("Quotes").len();
    page.press("/");
    page.write("ferry");
    page.wait_until("the list is shorter", &format!("document.querySelectorAll('#list li').length < {all}"));
    page.press("Escape");
    page.assert_focus("article", "Escape in the search");
    assert_eq!(page.eval("return document.getElementById('search').value"), "");
    page.wait_until("the list is whole", &format!("document.querySelectorAll('#list li').length === {all}"));
    assert!(!page.has("button", "Show all"));
    // In an empty search it clears the other filters.
    page.click("button", "Filter");
    page.select("Confidence", "unsure");
    page.click("searchbox", "Search article and lists");
    page.press("Escape");
    page.wait_until("the list is whole", &format!("document.querySelectorAll('#list li').length === {all}"));
}

#[test]
fn checking_goes_as_the_text_goes_or_by_confidence() {
    let page = visit_sample();
    let place = || {
        let top = page.eval(
            "const all = [...document.querySelectorAll('#article mark')];
             return all.indexOf(document.querySelector('#article mark.selected'))",
        );
        top.as_i64().unwrap_or(-1)
    };
    let is_unsure = || page.eval("return document.querySelector('mark.selected').dataset.state") == "unsure";
    let (mut last, mut is_sure) = (-1, false);
    for _ in 0..page.listed("Quotes").len() {
        page.press("u");
        if is_unsure() {
            assert!(!is_sure, "the unsure come first");
        } else if !is_sure {
            (last, is_sure) = (-1, true);
        }
        assert!(last < place(), "it goes as the text goes");
        last = place();
    }
    page.select("Order of checking", "least-sure");
    page.reload();
    page.wait_until_ready();
    assert_eq!(
        page.eval("return document.querySelector('[aria-label=\"Order of checking\"]').value"),
        "least-sure",
        "the choice is remembered"
    );
}

#[test]
fn quotations_are_walked_alone() {
    let page = visit_sample();
    let kind = || page.eval("return document.querySelector('mark.selected').dataset.kind");
    for _ in 0..6 {
        page.press("n");
        assert_eq!(kind(), "quote");
    }
    page.press("p");
    assert_eq!(kind(), "quote");
}

#[test]
fn tags_filter_the_list() {
    let page = visit_sample();
    page.click_words("a reprieve");
    page.press("t");
    page.write("to check");
    page.press("Enter");
    page.says("Tags saved");
    page.click("tab", "Quotes");
    page.click("button", "Filter");
    page.select("Tag", "to check");
    page.wait_until("one is left", "document.querySelectorAll('#list li').length === 1");
    assert!(page.listed("Quotes")[0].contains("a reprieve"));
}

#[test]
fn a_removed_article_comes_back() {
    let page = visit_sample();
    page.click_words("a reprieve");
    page.press("y");
    page.says("Confirmed");
    page.paste("Bakers strike\n\n“No flour, no bread,” said Mila Rask.");
    page.says("found");
    let title = "Harbour board votes to keep Skarnholm night ferry after residents’ revolt";
    page.click("button", "Library");
    page.remove_article(title);
    page.wait_until("it is gone", "document.querySelectorAll('#library-list .title').length === 1");
    assert!(page.has("button", "Bring it back"));
    page.screenshot("removed");
    page.press("Enter");
    page.says("Back in the library");
    page.click("button", title);
    page.says("Opened from the library");
    assert_ne!(page.eval("return document.querySelectorAll('mark[data-state=confirmed]').length"), 0);
    page.press("Control+z");
    page.says("Undone: Confirm");
    page.reload();
    page.wait_until_ready();
    page.click("button", "Library");
    assert!(page.has("button", title) && page.has("button", "Bakers strike"));
}

#[test]
fn two_dropped_files_are_both_in_the_library() {
    let page = visit();
    let folder = folder();
    let files = [
        file(&folder, "bakers.txt", "Bakers strike\n\n“No flour, no bread,” said Mila Rask."),
        file(&folder, "ferry.txt", "Ferry stays\n\n“It stays,” said Tomas Rey."),
    ];
    for step in ["dragEnter", "dragOver", "drop"] {
        let data = json!({ "items": [], "files": files, "dragOperationsMask": 1 });
        page.devtools("Input.dispatchDragEvent", json!({ "type": step, "x": 400, "y": 400, "data": data }));
    }
    page.says("2 files read: 2 added");
    assert!(page.has("button", "Bakers strike") && page.has("button", "Ferry stays"), "{}", status(&page));
}

#[test]
fn the_panel_says_that_a_long_article_is_being_analysed() {
    let page = visit();
    page.paste(&long_story(40_000));
    page.wait_until(
        "the list says so",
        "document.getElementById('list').textContent.includes('being analysed')",
    );
    page.wait_until("it is listed", "document.querySelector('#list li')");
}

#[test]
fn details_are_corrected_and_dates_follow() {
    let page = visit();
    page.paste("Ferry stays\n\nBy Ada Quill - 3 May 2024\n\n“It opened yesterday,” said Tomas Rey.");
    page.says("found");
    assert!(page.listed("Dates").iter().any(|d| d.contains("2024-05-02")), "{:?}", page.listed("Dates"));
    page.press("D");
    assert!(page.has("dialog", "Article details"));
    page.screenshot("details");
    page.fill("Title", "Ferry opens");
    page.fill("Publisher", "The Gazette");
    page.fill("Day of publication", "3 May");
    page.fill("Address", "https://example.org/ferry");
    page.click("button", "Save");
    page.warns("“3 May” is no day");
    page.fill("Day of publication", "2024-06-11");
    page.click("button", "Save");
    page.says("Details saved; 1 date resolved anew");
    assert!(page.listed("Dates").iter().any(|d| d.contains("2024-06-10")), "{:?}", page.listed("Dates"));
    let set = page.exported("jsonld", "ferry-opens.jsonld");
    assert!(
        set.contains("2024-06-11") && set.contains("The Gazette") && set.contains("example.org/ferry"),
        "{set}"
    );
    let table = page.exported("csv", "ferry-opens.csv");
    assert!(table.contains("Ferry opens") && table.contains("https://example.org/ferry"), "{table}");
    page.reload();
    page.wait_until_ready();
    page.press("D");
    assert_eq!(page.eval("return document.getElementById('detail-publisher').value"), "The Gazette");
    page.close_dialog();
    page.press("Control+z");
    page.says("Undone: Change details");
    assert!(page.listed("Dates").iter().any(|d| d.contains("2024-05-02")), "{:?}", page.listed("Dates"));
    page.press("D");
    assert_eq!(page.eval("return document.getElementById('detail-title').value"), "Ferry stays");
}
