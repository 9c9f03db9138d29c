//! What a damaged record and a wrong step cost: nothing. Records that were set aside come back, restore points bring an
//! earlier state back, and the page reminds the reader of back-ups.

use crate::backups::comment;
use crate::page::{Page, Scheme, View};
use crate::scene::{SAMPLE, visit_sample};

const IS_SAVED: &str = "document.getElementById('saved').textContent === 'Saved'";

/// Finds a record in local storage by its kind.
const RECORD: &str =
    "const find = (kind) => Object.keys(localStorage).find((key) => key.startsWith(`pullquote/2/${kind}/`));
     // One wrong bit in each of so many units.
     const flip = (value, ...units) => [...value].map((c, at) => units.includes(at) ?
       String.fromCharCode(c.charCodeAt() ^ 1) : c).join('');";

/// Has the page write what it has not written yet, as when the reader looks at another tab.
fn leave(page: &Page) {
    page.wait_until("it is saved", IS_SAVED);
    page.eval("window.dispatchEvent(new Event('pagehide'))");
    std::thread::sleep(std::time::Duration::from_millis(500));
}

#[test]
fn a_record_that_was_set_aside_is_recovered() {
    let page = visit_sample();
    comment(&page, "a reprieve", "Ask again");
    leave(&page);
    page.eval(&format!("{RECORD} window.name = localStorage[find('work')]"));
    page.click("button", "Undo");
    page.says("Undone: Comment");
    leave(&page);
    // The lost state, with one wrong unit in it; and another that nothing can repair.
    page.eval(&format!(
        "{RECORD} localStorage['pullquote/aside/' + find('work')] = flip(window.name, 9);
         localStorage['pullquote/aside/' + find('work') + '#2'] = flip(window.name, 3, 30, 60)"
    ));
    page.click("button", "Library");
    page.screenshot("set-aside");
    page.set_view(&View { width: 320, height: 700, scheme: Scheme::Dark });
    page.screenshot("set-aside-narrow");
    page.set_view(&View::DESKTOP);
    let shown = "document.querySelector('.set-aside h3')?.textContent";
    page.wait_until("both are listed", &format!("{shown} === '2 records set aside'"));
    page.eval("document.querySelector('.set-aside button').click()");
    page.says("Recovered: 0 annotations added, 1 completed");
    page.wait_until("one is left", &format!("{shown} === '1 record set aside'"));
    page.eval("document.querySelector('.set-aside li button').click()");
    page.warns("Nothing could be recovered");
    page.eval("document.querySelector('.set-aside li .buttons > :last-child').click()");
    page.click("button", "Really remove?");
    page.wait_until("it is gone", &format!("{shown} === undefined"));
    page.close_dialog();
    assert!(page.listed("Notes")[0].contains("Ask again"));
    page.click("button", "Undo");
    page.says("Undone: Recover");
}

#[test]
fn work_that_is_damaged_everywhere_costs_neither_text_nor_page() {
    let page = visit_sample();
    comment(&page, "a reprieve", "Ask again");
    leave(&page);
    let damage = |units: &str| {
        page.eval(&format!(
            "{RECORD} const key = find('work');
             const value = localStorage[key] = flip(localStorage[key], {units});
             const open = indexedDB.open('pullquote');
             open.onsuccess = () => {{
               const records = open.result.transaction('records', 'readwrite').objectStore('records');
               records.put(value, key).onsuccess = () => {{ document.title = 'damaged'; open.result.close(); }};
             }};"
        ));
        page.wait_until("it is damaged", "document.title === 'damaged'");
        page.eval("document.title = ''");
        page.reload();
    };
    // The same unit in both copies: repaired, and nobody notices.
    damage("7");
    assert!(page.listed("Notes")[0].contains("Ask again"));
    // Two units: the text opens, and the newest restore point is found.
    damage("30, 60, 90");
    page.warns("Your annotations in this article cannot be read");
    // The page says so until it is dealt with.
    page.reload();
    page.warns("Of your work, 1 record cannot be read");
    page.click("button", "Library");
    page.click("button", "Try to recover: Harbour board votes to keep Skarnholm night ferry after residents’ revolt, Annotations");
    page.says("Added from the newest restore point");
    page.close_dialog();
    page.click("button", "Library");
    page.click("button", "Back-up");
    page.click("button", "Back up everything");
    page.says("What could not be read is in it as it is stored");
}

/// Shows the restore points of the open article, and waits until there are so many.
fn show_points(page: &Page, expected: usize) {
    page.click("button", "Library");
    page.click("button", "Restore points");
    page.wait_until(
        "the points are listed",
        // Those of an earlier look stay in the dialog while it is closed.
        &format!("document.querySelectorAll('dialog[open] .points li').length === {expected}"),
    );
}

/// The title of the sample.
fn title() -> &'static str {
    SAMPLE.lines().next().unwrap_or_default()
}

#[test]
fn restore_points_go_with_their_article_and_come_back_with_it() {
    let page = visit_sample();
    comment(&page, "a reprieve", "Ask again");
    leave(&page);
    show_points(&page, 2);
    let points = "return [...document.querySelectorAll('.points li')].map((point) => point.textContent)";
    let before = page.eval(points);
    page.close_dialog();
    page.click("button", "Library");
    page.remove_article(title());
    page.click("button", "Bring it back");
    page.says("Back in the library");
    page.click("button", title());
    page.wait_until("it is open", "document.querySelector('#article h1')");
    show_points(&page, 2);
    assert_eq!(page.eval(points), before, "the points are those of before");
    page.eval("document.querySelector('.points li:last-child button').click()");
    page.says("Restored: ");
    assert_eq!(page.listed("Notes").len(), 0);
    // Removed for good, it takes them along.
    leave(&page);
    page.click("button", "Library");
    page.remove_article(title());
    page.wait_until("it is removed", "!document.querySelector('#library-list tbody tr')");
    page.close_dialog();
    page.reload();
    page.wait_until_ready();
    page.open_sample();
    page.says("found");
    leave(&page);
    page.click("button", "Library");
    page.click("button", "Restore points");
    page.wait_until("they are looked for", "document.querySelector('#points-dialog[open]')");
    let old = page.eval("return document.querySelector('#points-dialog').textContent.includes('1 comment')");
    assert_eq!(old, false, "{}", page.eval(points));
}

#[test]
fn a_restore_point_brings_an_earlier_state_back() {
    let page = visit_sample();
    comment(&page, "a reprieve", "Ask again");
    leave(&page);
    show_points(&page, 2); // That from before the comment, and that of the end of the visit.
    page.screenshot("restore-points");
    page.set_view(&View { width: 320, height: 700, scheme: Scheme::Dark });
    page.screenshot("restore-points-narrow");
    page.set_view(&View::DESKTOP);
    let facts = page.eval("return document.querySelector('.points li:last-child').textContent");
    assert!(
        facts.as_str().is_some_and(|facts| facts.contains("0 comments") && facts.contains("1 different")),
        "{facts}"
    );
    page.eval("document.querySelector('.points li:last-child button').click()");
    page.says("Restored: ");
    assert_eq!(page.listed("Notes").len(), 0);
    leave(&page);
    show_points(&page, 2);
    page.close_dialog();
    page.click("button", "Undo");
    page.says("Undone: Restore point");
    assert!(page.listed("Notes")[0].contains("Ask again"));
}

#[test]
fn the_page_reminds_of_back_ups_and_writes_them_into_a_folder() {
    let page = visit_sample();
    page.eval(
        "const Now = Date;
         window.day = 0;
         window.Date = class extends Now {
           constructor(...given) { given.length ? super(...given) : super(Now.now() + day * 864e5); }
           static now() { return Now.now() + day * 864e5; }
         };
         window.showDirectoryPicker = async () =>
           (await navigator.storage.getDirectory()).getDirectoryHandle('Desk', { create: true });",
    );
    page.click_words("a reprieve");
    let work_a_day = |next: &str| {
        page.press(next);
        page.eval("day += 1");
    };
    for day in 0..7 {
        assert_eq!(page.eval("return document.getElementById('reminder').textContent"), "", "day {day}");
        work_a_day(if day % 2 == 0 { "y" } else { "Control+z" });
    }
    let reminds = "document.getElementById('reminder').textContent.includes('Your work of 7 days is only in this browser')";
    page.wait_until("the page reminds", reminds);
    // The page's head would cover it.
    page.eval("scrollTo({ top: 0, behavior: 'instant' })");
    page.screenshot("reminder");
    page.click("button", "Not now");
    page.wait_until("it is quiet", &format!("!{reminds}"));
    page.click("button", "Library");
    page.click("button", "Back-up");
    page.screenshot("backup-folder");
    page.click("button", "Choose a folder");
    page.says("Back-up written into “Desk”: pullquote-backup-");
    page.close_dialog();
    // The next day's first change writes the work of the day before; nobody asks for it.
    work_a_day("Control+z");
    page.press("y");
    page.eval(
        "(async () => {
           const desk = await (await navigator.storage.getDirectory()).getDirectoryHandle('Desk');
           const until = Date.now() + 5000;
           for (let names = []; names.length < 2 && Date.now() < until; window.names = names) {
             names = [];
             for await (const name of desk.keys()) names.push(name);
             await new Promise((done) => setTimeout(done, 50));
           }
           const file = await (await desk.getFileHandle(names.sort()[1])).getFile();
           window.written = await file.text();
         })()",
    );
    page.wait_until("two files are there", "window.written?.startsWith('{\"pullquote-backup\":1')");
}
