//! Work that is kept in one tab alone: nothing of it is written in the browser.

use crate::page;
use crate::scene::visit_sample;
use crate::site;
use serde_json::json;

const LABEL: &str = "document.getElementById('saved').textContent";

/// Keys in local storage, and names of databases.
const WRITTEN: &str = "const databases = await indexedDB.databases();
    return [Object.keys(localStorage).filter((key) => key.startsWith('pullquote/')).length, databases.length]";

#[test]
fn work_is_kept_in_this_tab_alone_and_saved_again() {
    let page = visit_sample();
    page.click_words("a reprieve");
    page.press("y");
    page.wait_until("it is saved", &format!("{LABEL} === 'Saved'"));
    page.click("button", "Library");
    page.click("button", "Back-up");
    page.click("button", "Keep in this tab only");
    page.screenshot("tab-only-asked");
    page.click("button", "Remove what is saved");
    page.wait_until("the page is loaded again", &format!("{LABEL} === 'In this tab only'"));
    page.wait_until_ready();
    // The open article came along, with what was done to it.
    page.wait_until("it is confirmed", "document.querySelector('mark[data-state=confirmed]')");
    page.click_words("any request");
    page.press("y");
    page.says("Confirmed");
    page.wait_until("nothing is saved", &format!("{LABEL} === 'In this tab only'"));
    assert_eq!(page.eval(WRITTEN), json!([0, 0]));
    // Leaving asks first: there is work in no file.
    let leave = "const leaving = new Event('beforeunload', { cancelable: true });
        return !dispatchEvent(leaving)";
    assert_eq!(page.eval(leave), true);
    page.exported("jsonl", "harbour-board-votes-to-keep-skarnholm.jsonl");
    assert_eq!(page.eval(leave), false);

    page.click("button", "Library");
    page.click("button", "Back-up");
    page.click("button", "Keep in this tab only");
    page.click("button", "Save in this browser again");
    page.wait_until("the page is loaded again", &format!("{LABEL} === 'Saved'"));
    page.wait_until_ready();
    assert_ne!(page.eval(WRITTEN), json!([0, 0]));
    page.reload();
    page.wait_until_ready();
    page.wait_until(
        "both are confirmed",
        "2 <= document.querySelectorAll('mark[data-state=confirmed]').length",
    );
}

#[test]
fn a_local_file_says_once_who_may_read_what_it_saves() {
    let file = site::folder().join("pullquote.html");
    let page = page::open_address(&format!("file://{}", file.display()));
    page.wait_until_ready();
    let note = "!document.getElementById('file-note').hidden";
    assert_eq!(page.eval(&format!("return {note}")), false, "nothing is saved yet");
    page.open_sample();
    page.wait_until("the note is there", note);
    page.screenshot("file-note");
    page.click("button", "Understood");
    page.reload();
    page.wait_until_ready();
    page.click_words("a reprieve");
    page.press("y");
    page.wait_until("it is saved", &format!("{LABEL} === 'Saved'"));
    assert_eq!(page.eval(&format!("return {note}")), false, "it was read");
}
