//! The back-up of everything: out of one browser, into another, beside what is there or in its place; files that are
//! none; and what a full browser loses, which is nothing.

use crate::page::Page;
use crate::scene::{file, folder, visit, visit_sample};

const OTHER: &str = "Bakers strike in Ostrava\n\n“No flour, no bread,” said Mila Horáková on 3 May 2024.\n";
const THIRD: &str = "Trams stand still\n\n“We wait,” said Ole Berg. Nobody else was there on Monday.\n";

const IS_SAVED: &str = "document.getElementById('saved').textContent === 'Saved'";

/// The back-up, as the button in the library gives it.
#[track_caller]
fn back_up(page: &Page) -> String {
    page.click("button", "Library");
    page.click("button", "Back-up");
    page.click("button", "Back up everything");
    page.says("keep the file in a safe place");
    downloaded(page)
}

#[track_caller]
fn downloaded(page: &Page) -> String {
    let day = page.eval("return new Date().toISOString().slice(0, 10)");
    let name = format!("pullquote-backup-{}.jsonl", day.as_str().expect("a day"));
    String::from_utf8(page.downloaded(&name)).expect("it is UTF-8")
}

#[track_caller]
fn restore(page: &Page, file: &std::path::Path, button: &str) {
    page.click("button", "Library");
    page.click("button", "Back-up");
    page.choose_file("Back-up file", file);
    page.click("button", button);
}

#[track_caller]
pub(crate) fn comment(page: &Page, words: &str, comment: &str) {
    page.click_words(words);
    page.press("c");
    page.press("Control+a");
    page.write(comment);
    page.press("Tab");
    page.says("Comment saved");
    page.press("Escape");
}

#[track_caller]
fn titles(page: &Page) -> Vec<String> {
    page.click("button", "Library");
    let titles =
        page.eval("return [...document.querySelectorAll('#library-list .title')].map((b) => b.textContent)");
    page.close_dialog();
    let titles = titles.as_array().expect("a list").clone();
    titles.iter().filter_map(|title| title.as_str().map(str::to_owned)).collect()
}

/// Without what no two back-ups have in common: when they were made and where the reader was.
fn articles(backup: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = backup.lines().skip(1).collect();
    lines.sort_unstable();
    lines
}

/// The articles with the work on them. Restore points come by themselves.
fn works(backup: &str) -> Vec<serde_json::Value> {
    let without_points = |line: &str| {
        let mut line: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let mut article = line["article"].take();
        if let Some(fields) = article.as_object_mut() {
            fields.remove("points");
        }
        article
    };
    articles(backup).into_iter().map(without_points).collect()
}

#[test]
fn a_back_up_goes_from_one_browser_to_another() {
    let folder = folder();
    let page = visit_sample();
    comment(&page, "a reprieve", "Ask again 😀");
    page.paste(OTHER);
    page.says("found");
    comment(&page, "No flour", "True?");
    page.click_words("No flour");
    page.press("x");
    page.says("Rejected");
    page.click("button", "Undo");
    page.says("Undone: Reject");
    let all = back_up(&page);
    assert_eq!(all.lines().count(), 3, "{all}");
    let kept = file(&folder, "all.jsonl", &all);
    let here = titles(&page);
    drop(page);

    // Another browser, empty: everything is there, open at what was open, with all that can be undone.
    let page = visit();
    restore(&page, &kept, "Merge");
    page.says("Back-up restored: 2 articles added");
    assert_eq!(titles(&page), here);
    assert_eq!(articles(&back_up(&page)), articles(&all));
    page.click("button", "Library");
    page.click("button", "Bakers strike in Ostrava");
    page.says("Opened from the library");
    page.click("button", "Redo");
    page.says("Done again: Reject");
    page.click("button", "Undo");
    page.says("Undone: Reject");
    page.click("button", "Undo");
    page.says("Undone: Comment");
    page.wait_until("it is saved", IS_SAVED);
    restore(&page, &kept, "Merge");
    page.says("1 article merged (1 annotation completed), 1 article here already");
    assert!(page.listed("Notes")[0].contains("True?"));
    page.click("button", "Undo");
    page.says("Undone: Merge");
    assert_eq!(page.listed("Notes").len(), 0);
    drop(page);

    // A third with work of its own: in its place, asked twice.
    let page = visit();
    page.paste(THIRD);
    page.says("found");
    restore(&page, &kept, "Replace everything");
    page.warns("1 article of this library would be replaced");
    page.screenshot("backup-dialog");
    page.click("button", "Replace everything");
    page.says("Back-up restored: 2 articles added, 1 article removed");
    assert_eq!(titles(&page), here);
    assert_eq!(articles(&back_up(&page)), articles(&all));
    page.wait_until(
        "what was open there is open",
        "document.querySelector('#article').textContent.includes('flour')",
    );
    page.wait_until("it is saved", "document.getElementById('saved').textContent !== 'Saving…'");
    page.reload();
    page.wait_until_ready();
    assert_eq!(works(&back_up(&page)), works(&all), "and after a reload");
}

#[test]
fn both_sides_of_an_article_stay() {
    let folder = folder();
    let page = visit_sample();
    comment(&page, "a reprieve", "Mine");
    page.click_words("You cannot tell four hundred");
    page.press("x");
    page.says("Rejected");
    let one = file(&folder, "one.jsonl", back_up(&page));
    drop(page);
    let page = visit_sample();
    comment(&page, "a reprieve", "Yours");
    page.select_words("any request");
    page.click("button", "Note");
    page.press("Escape");
    // While another article is open: this one is merged where it lies.
    page.paste(OTHER);
    page.says("found");
    restore(&page, &one, "Merge");
    page.says("1 article merged (2 annotations completed)");
    let sample = titles(&page).into_iter().find(|title| title.contains("Skarnholm")).expect("it is there");
    page.click("button", "Library");
    page.click("button", &sample);
    page.says("Opened from the library");
    let notes = page.listed("Notes").join("\n");
    assert!(notes.contains("Mine") && notes.contains("Yours") && notes.contains("any request"), "{notes}");
    assert!(page.listed("Problems").iter().any(|p| p.contains("You cannot tell")));
    page.click("button", "Undo");
    page.says("Undone: Merge");
    let notes = page.listed("Notes").join("\n");
    assert!(!notes.contains("Mine") && notes.contains("Yours"), "{notes}");
}

#[test]
fn files_that_are_no_back_ups_change_nothing() {
    let folder = folder();
    let page = visit_sample();
    comment(&page, "a reprieve", "Stays");
    let before = back_up(&page);
    let refused = |name: &str, content: &str, why: &str| {
        for button in ["Merge", "Replace everything"] {
            restore(&page, &file(&folder, name, content), button);
            page.warns(&format!("{name}: "));
            page.warns(why);
            page.close_dialog();
        }
    };
    refused("set.jsonl", "{\"id\":\"a\",\"quotes\":[]}", "not a back-up of Pullquote");
    refused("cut.jsonl", &before[..before.len() / 2], "line 2 is changed or damaged");
    refused("short.jsonl", before.lines().next().unwrap_or_default(), "it has 0 of its 1 articles");
    refused("changed.jsonl", &before.replace("Stays", "Stayed"), "line 2 is changed or damaged");
    refused("newer.jsonl", &before.replace("-backup\":1", "-backup\":9"), "newer Pullquote");
    assert_eq!(works(&back_up(&page)), works(&before));
}

#[test]
fn the_back_up_is_made_with_keys_alone() {
    let page = visit_sample();
    page.eval("document.querySelector('[data-command*=library]').focus()");
    page.press("Enter");
    page.wait_until("the library is open", "document.getElementById('library-dialog').open");
    for _ in 0..20 {
        if page.eval("return document.activeElement.textContent === 'Back-up'") == true {
            break;
        }
        page.press("Tab");
    }
    page.press("Enter");
    page.wait_until("the dialog is open", "document.getElementById('backup-dialog').open");
    page.wait_until(
        "its first button has the keyboard",
        "document.activeElement.dataset.command?.includes('back-up')",
    );
    page.press("Enter");
    page.says("Back-up of 1 article");
    assert_eq!(downloaded(&page).lines().count(), 2);
}

/// A database that has no room while `isFull`: its transactions end as a browser ends them then. (Chromium's own
/// setting for a smaller quota has no effect on its database.)
const FULL: &str = "for (const name of ['add', 'put']) {
      const write = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (...given) {
        const request = write.apply(this, given);
        if (window.isFull) {
          Object.defineProperty(this.transaction, 'error', { value: new DOMException('no room', 'QuotaExceededError') });
          this.transaction.abort();
        }
        return request;
      };
    }
    const estimate = StorageManager.prototype.estimate;
    StorageManager.prototype.estimate = async function () {
      const { quota } = await estimate.call(this);
      return { quota, usage: localStorage.getItem('used') ? localStorage.getItem('used') * quota : 1000 };
    };";

#[test]
fn a_full_browser_loses_nothing_and_offers_the_back_up() {
    let folder = folder();
    let page = visit();
    page.before_load(FULL);
    page.reload();
    page.wait_until_ready();
    page.open_sample();
    page.wait_until("nothing is on its way", "document.getElementById('saved').textContent !== 'Saving…'");
    page.eval(crate::keeping::FILL);
    page.eval("window.isFull = true");
    comment_unsaved(&page, "a reprieve", "While it was full");
    page.wait_until("it is not saved", "document.getElementById('saved').textContent === 'Not saved'");
    page.warns("storage is full");
    page.screenshot("not-saved");
    page.click("button", "Back up everything");
    let all = downloaded(&page);
    assert!(all.contains("While it was full"), "{all}");
    // The work goes on, and all of it is saved when there is room.
    page.click_words("You cannot tell four hundred");
    page.press("x");
    assert!(!page.marked("quote").iter().any(|quote| quote.contains("You cannot tell")), "it is rejected");
    page.eval("window.isFull = false");
    page.click("button", "Undo");
    page.wait_until("it is saved", IS_SAVED);
    assert!(!page.has("button", "Back up everything"), "nothing to offer any more");
    page.reload();
    page.wait_until_ready();
    assert!(page.listed("Notes")[0].contains("While it was full"));
    drop(page);
    let page = visit();
    restore(&page, &file(&folder, "all.jsonl", all), "Merge");
    page.says("Back-up restored: 1 article added");
}

/// That it is not saved is said in place of that it is kept.
#[track_caller]
fn comment_unsaved(page: &Page, words: &str, comment: &str) {
    page.click_words(words);
    page.press("c");
    page.write(comment);
    page.press("Tab");
    page.press("Escape");
}

const WARNS: &str = "document.getElementById('rescue').checkVisibility()
    && /^8\\d %/.test(document.getElementById('rescue').textContent)";

#[test]
fn the_page_warns_before_it_is_full() {
    let page = visit();
    page.before_load(FULL);
    page.reload();
    page.wait_until_ready();
    page.open_sample();
    page.click("button", "Library");
    page.wait_until(
        "the room is told",
        "/of about [\\d,]+ MB used/.test(document.getElementById('library-list').textContent)",
    );
    page.close_dialog();
    assert_eq!(page.eval(&format!("return {WARNS}")), false);
    page.eval("localStorage.setItem('used', 0.85)");
    page.reload();
    page.wait_until_ready();
    page.wait_until("it warns", WARNS);
    page.screenshot("nearly-full");
    page.click("button", "Back up everything");
    page.says("Back-up of 1 article");
    page.eval("localStorage.setItem('used', 0.5)");
    page.reload();
    page.wait_until_ready();
    assert_eq!(page.eval(&format!("return {WARNS}")), false);
}

/// Local storage alone, and other pages' keys in it.
#[test]
fn without_a_database_the_page_warns_as_well() {
    let page = visit_sample();
    page.before_load("Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError') } })");
    page.eval("localStorage.setItem('other', 'x'.repeat(0.85 * 5 * 1024 * 1024))");
    page.reload();
    page.wait_until_ready();
    page.wait_until("it warns", WARNS);
    page.eval("localStorage.removeItem('other')");
    comment(&page, "a reprieve", "Room again");
    page.wait_until("it has room", &format!("!({WARNS})"));
}
