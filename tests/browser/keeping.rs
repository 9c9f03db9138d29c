//! What is kept: over a reload, over quitting, in the library, and in the single file.

use crate::page::{self, Page};
use crate::scene::{long_story, visit, visit_sample};
use crate::site;

const OTHER: &str = "Bakers strike in Ostrava\n\n“No flour, no bread,” said Mila Horáková on 3 May 2024.\n";

/// A rejection and a comment, both to be undone; the Entities tab; some way down.
fn work(page: &Page) {
    page.click_words("You cannot tell four hundred");
    page.press("x");
    page.says("Rejected");
    page.click_words("a reprieve");
    page.press("y");
    page.says("Confirmed");
    page.press("c");
    page.write("Ask again");
    page.press("Tab");
    page.says("Comment saved");
    page.click("tab", "Problems");
    page.eval("scrollTo({ top: 400, behavior: 'instant' })");
}

#[track_caller]
fn assert_work_is_there(page: &Page, after: &str) {
    page.wait_until_ready();
    let near = page.eval("return Math.abs(scrollY - 400) < 2");
    assert_eq!(near, true, "the place in the article after {after}: {}", page.eval("return scrollY"));
    let chosen = page.eval("return document.querySelector('[role=tab][aria-selected=true]').id");
    assert_eq!(chosen, "tab-problems", "the tab after {after}");
    assert!(page.listed("Problems").iter().any(|p| p.contains("You cannot tell")), "{after}");
    assert!(page.listed("Notes")[0].contains("Ask again"), "{after}");
    assert!(!page.marked("quote").iter().any(|q| q.contains("You cannot tell")), "{after}");
    let confirmed = "[...document.querySelectorAll('mark[data-state=confirmed]')].some((m) => m.textContent.includes('a reprieve'))";
    assert_eq!(page.eval(&format!("return {confirmed}")), true, "{after}");
}

#[test]
fn a_reload_and_a_quit_lose_nothing() {
    let mut page = visit_sample();
    let text = page.paragraphs();
    work(&page);
    page.reload();
    assert_work_is_there(&page, "a reload");
    assert_eq!(page.paragraphs(), text);

    page.click("tab", "Problems");
    page.eval("scrollTo({ top: 400, behavior: 'instant' })");
    page.quit_and_reopen();
    assert_work_is_there(&page, "quitting");
    for step in ["Comment", "Confirm", "Reject"] {
        page.click("button", "Undo");
        page.says(&format!("Undone: {step}"));
    }
    assert!(page.marked("quote").iter().any(|q| q.contains("You cannot tell")));
    page.reload();
    page.wait_until_ready();
    page.click("button", "Redo");
    page.says("Done again: Reject");
}

#[test]
fn the_library_keeps_every_article() {
    let page = visit_sample();
    let sample = page.paragraphs()[0].clone();
    page.click_words("a reprieve");
    page.press("y");
    page.paste(OTHER);
    page.wait_until("the other is open", "document.querySelector('#article').textContent.includes('flour')");
    page.click("button", "Library");
    assert!(page.has("button", &sample) && page.has("button", "Bakers strike in Ostrava"));
    page.click("button", &sample);
    page.says("Opened from the library");
    assert!(!page.has("dialog", "Library"));
    page.assert_focus("article", "opening from the library");
    assert_eq!(page.paragraphs()[0], sample);
    page.click("button", "Undo");
    page.says("Undone: Confirm");

    page.click("button", "Library");
    page.remove_article("Bakers strike in Ostrava");
    page.wait_until("it is gone", "document.querySelectorAll('#library-list .title').length === 1");
    assert_ne!(page.focus(), "BODY", "after removing");
    page.close_dialog();

    // The last one, which is open: the first visit's page comes back.
    page.click("button", "Library");
    page.remove_article(&sample);
    page.wait_until("it is gone", "document.querySelectorAll('#library-list .title').length === 0");
    page.close_dialog();
    assert!(page.has("button", "Try the sample"));
    page.reload();
    page.wait_until_ready();
    assert!(page.has("button", "Try the sample"), "nothing comes back after a reload");
}

#[test]
fn the_single_file_does_the_main_job() {
    let file = site::folder().join("pullquote.html");
    let page = page::open_address(&format!("file://{}", file.display()));
    page.wait_until_ready();
    page.open_sample();
    page.click("button", "Understood");
    work(&page);
    page.reload();
    assert_work_is_there(&page, "a reload of the single file");
    let set = page.exported("jsonl", "harbour-board-votes-to-keep-skarnholm.jsonl");
    assert!(set.contains("\"quotes\""), "{set}");
    assert_eq!(page.eval("return performance.getEntriesByType('resource').length"), 0);
}

/// What the single file does not have, it says so.
#[test]
fn the_single_file_says_what_is_not_in_it() {
    let file = site::folder().join("pullquote.html");
    let page = page::open_address(&format!("file://{}", file.display()));
    page.wait_until_ready();
    page.open_sample();
    page.click("button", "Understood");
    for button in ["Word list", "Guidelines", "Who speaks", "Compare sets"] {
        page.click("button", "Library");
        page.click("button", button);
        page.warns("The single file does not have this.");
        page.close_dialogs();
    }
    page.click("button", "Sources");
    page.fill("Source text", "It stays.");
    page.click("button", "Check");
    page.warns("The single file does not have this.");
}

/// Fills local storage to the last character.
pub(crate) const FILL: &str = "for (let room = 5 * 1024 * 1024; ; room -= 20) {
      try { return localStorage.setItem('other', 'x'.repeat(room)) } catch { /* less, then */ }
    }";

const IS_SAVED: &str = "document.getElementById('saved').textContent === 'Saved'";

#[test]
fn a_library_that_outgrows_local_storage_moves_to_the_database() {
    let page = visit();
    page.eval(FILL);
    page.open_sample();
    page.click_words("a reprieve");
    page.press("y");
    page.wait_until("it is saved", IS_SAVED);
    page.reload();
    page.wait_until_ready();
    page.wait_until("it is confirmed", "document.querySelector('mark[data-state=confirmed]')");
    page.click("button", "Undo");
    page.says("Undone: Confirm");
}

#[test]
fn without_a_database_a_full_storage_is_told_and_the_work_goes_on() {
    let page = visit();
    page.before_load("Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError') } })");
    page.reload();
    page.wait_until_ready();
    page.warns("you can lose the last minute of it");
    page.eval(FILL);
    page.open_sample();
    page.warns("storage is full");
    page.click_words("a reprieve");
    page.press("y");
    page.warns("storage is full");
    page.eval("localStorage.removeItem('other')");
    page.press("c");
    page.write("Room again");
    page.press("Tab");
    page.wait_until("it is saved", IS_SAVED);
    page.reload();
    page.wait_until_ready();
    assert!(page.listed("Notes")[0].contains("Room again"));
}

/// What the two windows share: `mark` marks the n-th longer word, `notes` are the marks that a window shows.
const TABS: &str = "window.until = async (done) => { while (!done()) await new Promise((r) => setTimeout(r, 5)) };
    window.other ??= window.open(location.href);
    await until(() => other.document.documentElement?.dataset?.ready);
    window.mark = (win, n) => {
      const texts = win.document.createTreeWalker(win.document.querySelector('#article'), NodeFilter.SHOW_TEXT);
      let left = n;
      for (let node; node = texts.nextNode();) {
        const words = [...node.data.matchAll(/\\p{L}{4,}/gu)];
        if (left < words.length) {
          const at = words[left].index;
          win.getSelection().setBaseAndExtent(node, at, node, at + words[left][0].length);
          win.document.querySelector('#marker [data-command*=note]').click();
          return;
        }
        left -= words.length;
      }
      throw new Error('the article has no word ' + n);
    };
    window.notes = (win) => [...new Set([...win.document.querySelectorAll('#article mark[data-kind=note]')]
      .flatMap((m) => m.dataset.annotation.split(' ')))].sort();";

/// Two windows mark words in turn, faster than either hears of the other. `PULLQUOTE_STEPS=500` makes the long run.
#[test]
fn two_tabs_on_one_article_keep_both_their_work() {
    let steps = std::env::var("PULLQUOTE_STEPS").ok().and_then(|n| n.parse::<u64>().ok()).unwrap_or(25);
    let page = visit();
    page.paste(&long_story(40 * steps.div_ceil(10) as usize + 100));
    page.wait_until("it is open", "document.querySelector('#article mark')");
    let start = page.eval(&format!("{TABS} return notes(window).length")).as_u64().expect("a number");
    // In parts, for a script has a minute.
    for from in (0..steps).step_by(20) {
        page.eval(&format!(
            "for (let n = {from}; n < Math.min({from} + 20, {steps}); n++) {{
               mark(window, n);
               mark(other, {steps} + n);
               if (n % 7 === 0) await new Promise((r) => setTimeout(r, 3));
             }}"
        ));
    }
    let count = |n: u64, what: &str| {
        page.wait_until(what, &format!("[window, other].every((tab) => notes(tab).length === {n})"));
        assert_eq!(
            page.eval("return String(notes(window)) === String(notes(other))"),
            true,
            "{what}: the same"
        );
    };
    count(start + 2 * steps, "both have all");
    // A step back is the tab's own.
    let own = "const button = (win) => win.document.querySelector('[data-command*=undo]');
        const words = (win, ids) => ids.map((id) => win.document.querySelector(`mark[data-annotation~=${id}]`).textContent);
        const before = notes(window);
        button(TAB).click();
        button(TAB).click();
        await until(() => notes(window).length === before.length - 2 && notes(other).length === before.length - 2);
        const left = new Set(notes(window));
        return before.filter((id) => !left.has(id))";
    let of_one = page.eval(&own.replace("TAB", "window"));
    let of_other = page.eval(&own.replace("TAB", "other"));
    let lane = |ids: &serde_json::Value| {
        let id = ids[0].as_str().expect("an id").trim_start_matches('a').to_owned();
        u64::from_str_radix(&id, 16).expect("a number") >> 24
    };
    assert_ne!(lane(&of_one), lane(&of_other), "{of_one} by the one, {of_other} by the other");
    count(start + 2 * steps - 4, "both have gone back");
    page.eval("await until(() => [document, other.document].every((d) => d.getElementById('saved').textContent === 'Saved'))");
    page.reload();
    page.wait_until_ready();
    page.eval(TABS);
    count(start + 2 * steps - 4, "both have it after a reload of one");
}
