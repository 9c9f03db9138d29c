//! Browsers that are full in earnest: a quota that is used up, a disk with no room left, a database that the browser
//! clears away for want of room. `refusing.rs` has the same with a database that only says so.

use crate::killing::Mortal;
use crate::marionette::Firefox;
use crate::page::{self, Page};
use crate::scene::{long_story, visit};
use crate::skipped::skip;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

const IS_SAVED: &str = "document.getElementById('saved').textContent === 'Saved'";

/// What the scripts below have in common. A `story` is long, and packs badly.
const HELP: &str = include_str!("filling.js");

/// Articles with a comment each until the browser refuses one. Firefox's own limit, which is as real on a disk with
/// room: 10 MB, of which the page's own files take the most.
#[test]
fn a_quota_that_is_used_up_loses_nothing_in_firefox() {
    let mut firefox = Firefox::launch_with_room(12_000);
    firefox.open_page();
    let filled = firefox.eval(&format!(
        "{HELP}
         await navigator.serviceWorker.ready;
         let warned = 0, n = 0, told;
         do {{
           await work(++n);
           // Firefox finds some room when it tidies up.
           await until(isSaved, '', 4000).catch(() => 0);
           if (isSaved()) warned ||= warning();
           if (n === 2) told = await room();
         }} while (isSaved() && n < 40);
         const workers = (await navigator.serviceWorker.getRegistrations()).length;
         return {{ n, warned, told, alert: said('alert'), offered: shown('rescue'), copy: await backUp(), workers }}"
    ));
    let n = filled["n"].as_u64().expect("a number");
    println!("Firefox: refused at article {n}; warned: {}; told: {}", filled["warned"], filled["told"]);
    for (what, says) in [
        ("told", "of about 10 MB used"),
        ("warned", " % of the storage"), // It comes first.
        ("alert", "storage is full"),
    ] {
        assert!(filled[what].as_str().is_some_and(|text| text.contains(says)), "{what}: {}", filled[what]);
    }
    assert_eq!(filled["workers"], 0, "no service worker can fail to start");
    let copy = filled["copy"].as_str().expect("the back-up is offered");
    for n in 1..=n {
        assert!(copy.contains(&format!("Story {n} of many")), "article {n} is in the back-up");
        assert!(copy.contains(&format!("Comment {n} of many")), "what was done in article {n}, too");
    }
    let after = remove_until_saved(&mut firefox);
    let removed = after[0].as_u64().expect("a number");
    assert_eq!(
        [&after[1], &after[2], &after[3]],
        [&json!(true), &json!(""), &json!(1)],
        "nothing is amiss any more"
    );
    firefox.kill_and_reopen();
    firefox.open_page();
    // One that was removed just before the kill may be back: local storage is written late.
    let kept = firefox.eval(&format!("{HELP} return [...await titles(), ...await comments({removed}, {n})]"));
    let kept: Vec<&str> = kept.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    for n in removed + 1..=n {
        for what in ["Story", "Comment"] {
            let expected = format!("{what} {n} of many");
            assert!(kept.contains(&expected.as_str()), "{expected} is not among {kept:?}");
        }
    }
}

/// Removes articles until what was refused is saved by itself, and the service worker is back. Returns the number of
/// articles removed, whether all is saved, what the page warns of, and the number of service workers.
fn remove_until_saved(firefox: &mut Firefox) -> Value {
    let after = firefox.eval(&format!(
        "{HELP}
         const workers = async () => (await navigator.serviceWorker.getRegistrations()).length;
         const isBack = async () => {{
           for (let n = 0; n < 80 && !(isSaved() && await workers()); n++) await sleep(100);
           return isSaved() && await workers();
         }};
         let removed = 0;
         while (!(await isBack()) && removed < 8) await remove(`Story ${{++removed}} of many`);
         return [removed, isSaved(), said('alert'), await workers()]"
    ));
    println!(
        "Firefox: [articles removed, whether all is saved then, what it warns of, service workers]: {after}"
    );
    let of_the_database = firefox.complaints().into_iter().filter(|complaint| complaint.contains("Database"));
    println!("{:?}", of_the_database.collect::<Vec<_>>());
    after
}

/// Another database takes all room, or so many pieces. It can be deleted.
const FILL: &str = "const open = (name) => new Promise((done) => {
      const request = indexedDB.open(name);
      request.onupgradeneeded = () => request.result.createObjectStore('pieces', { autoIncrement: true });
      request.onsuccess = () => done(request.result);
    });
    const database = await open('other');
    const put = (bytes) => new Promise((done) => {
      const transaction = database.transaction('pieces', 'readwrite');
      transaction.objectStore('pieces').add(crypto.getRandomValues(new Uint8Array(bytes)));
      transaction.oncomplete = () => done(true);
      transaction.onabort = () => done(false);
    });
    let pieces = 0;
    while (pieces < MOST && await put(2 ** 16)) pieces++;
    database.close();
    return pieces";

/// Chromium's own limit: 60 % of a small disk, for a page that it has promised to keep. It does not tell it.
#[test]
fn the_warning_comes_where_the_limit_is_not_told() {
    // Large enough for what the browser writes beside: on a disk that is full itself its database answers no more.
    const MEGABYTES: u32 = 80;
    let Some(disk) = SmallDisk::mount(MEGABYTES) else { return };
    let page = page::open_on(disk.path(), "");
    page.wait_until_ready();
    page.devtools("Browser.grantPermissions", json!({ "permissions": ["durableStorage"] }));
    assert_eq!(
        page.eval("await navigator.serviceWorker.ready; return await navigator.storage.persist()"),
        true
    );
    let fill = |most: u64| {
        let pieces = page.eval(&FILL.replace("MOST", &most.to_string()));
        pieces.as_u64().expect("a number")
    };
    page.open_sample();
    page.click("button", "Library");
    page.wait_until("the use is told", "/MB used/.test(document.getElementById('library-list').textContent)");
    page.close_dialog();
    // Of 60 % of the disk some nine tenths: the warning alone, and everything is saved.
    let used = page.eval("return (await navigator.storage.estimate()).usage").as_f64().expect("a number");
    let limit = 0.6 * f64::from(MEGABYTES << 20);
    let pieces = fill(((0.88 * limit - used) / 65_536.0) as u64);
    page.reload();
    page.wait_until_ready();
    page.wait_until(
        "it warns",
        "/^This browser has little storage/.test(document.getElementById('rescue').textContent)",
    );
    comment(&page, "You cannot tell four hundred", "Nearly full");
    page.wait_until("it is saved", IS_SAVED);
    assert!(page.has("button", "Back up everything"), "the back-up is offered");
    let pieces = pieces + fill(1000);
    println!("Chromium: {used} bytes of the page's own, and {pieces} pieces of 64 KB beside them");
    comment(&page, "a reprieve", "While it was full");
    page.wait_until("it is not saved", "document.getElementById('saved').textContent === 'Not saved'");
    page.warns("storage is full");
    page.screenshot("really-full");
    page.eval("await new Promise((done) => indexedDB.deleteDatabase('other').onsuccess = done)");
    page.wait_until("it is saved by itself", IS_SAVED);
    page.reload();
    page.wait_until_ready();
    let notes = page.listed("Notes").join("\n");
    assert!(notes.contains("While it was full") && notes.contains("Nearly full"), "{notes}");
}

/// Chromium clears the database away when it is short of room, under the eyes of the page; not local storage.
#[test]
fn what_the_browser_clears_away_is_written_again() {
    let page = visit();
    page.eval(crate::keeping::FILL);
    page.open_sample();
    comment(&page, "a reprieve", "Moved beyond");
    page.wait_until("it is saved", IS_SAVED);
    page.paste(&long_story(300));
    page.says("found");
    page.wait_until("it is saved", IS_SAVED);
    let origin = page.eval("return location.origin");
    page.devtools("Storage.clearDataForOrigin", json!({ "origin": origin, "storageTypes": "indexeddb" }));
    page.wait_until(
        "the page says so",
        "document.getElementById('rescue').checkVisibility() && /has deleted what the page/.test(document.getElementById('rescue').textContent)",
    );
    page.wait_until("it is saved", IS_SAVED);
    page.screenshot("cleared-away");
    page.reload();
    page.wait_until_ready();
    page.click("button", "Library");
    let sample = "[...document.querySelectorAll('#library-list .title')].find((t) => t.textContent.includes('Skarnholm'))";
    page.eval(&format!("{sample}.click()"));
    page.says("Opened from the library");
    assert!(page.listed("Notes")[0].contains("Moved beyond"));
}

fn comment(page: &Page, words: &str, comment: &str) {
    page.click_words(words);
    page.press("c");
    page.write(comment);
    page.press("Tab");
    page.press("Escape");
}

/// A small disk in memory, for as long as a test needs it.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// Nothing where the system does not let the test have one.
    fn mount(megabytes: u32) -> Option<SmallDisk> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let size = format!("size={megabytes}m");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output();
        if mounted.is_ok_and(|mounted| mounted.status.success()) {
            return Some(SmallDisk(folder));
        }
        skip("a full disk: only root can mount a small one");
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Leaves no room at all.
    fn fill(&self) {
        let mut file =
            std::fs::File::options().create(true).append(true).open(self.ballast()).expect("a file");
        while std::io::Write::write(&mut file, &[0; 4096]).is_ok() {}
    }

    /// Leaves so many bytes where there were none.
    fn leave(&self, bytes: u64) {
        let file = std::fs::File::options().write(true).open(self.ballast()).expect("a file");
        let length = file.metadata().expect("its length").len();
        file.set_len(length.saturating_sub(bytes)).expect("it can be cut");
    }

    fn make_room(&self) {
        std::fs::remove_file(self.ballast()).expect("it is there");
    }

    fn ballast(&self) -> std::path::PathBuf {
        self.path().join("ballast")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _it_goes_with_the_last_file = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

/// What a reader did on a full disk, and did before, is there when the disk has room again.
fn on_a_full_disk(browser: &mut dyn Mortal, disk: &SmallDisk) {
    for n in 1..=3 {
        browser.eval(&format!("{HELP} await work({n}); await until(isSaved)"));
    }
    disk.fill();
    // A browser may clear away what it has, to make room.
    let told = browser.eval(&format!(
        "{HELP}
         const told = [];
         for (const n of [4, 5]) {{
           await work(n);
           await sleep(3000);
           await until(isTold);
           told.push(said('saved'), said('alert'), warning());
         }}
         return told"
    ));
    println!("on a full disk: {told}, {:?}", browser.complaints());
    disk.make_room();
    browser.eval(&format!("{HELP} await until(isSaved)"));
    browser.kill_and_reopen();
    assert_all_are_there(browser, 5);
}

/// The stories up to the last, or their comments, as the library has them.
fn row(what: &str, last: u32) -> Value {
    json!((1..=last).rev().map(|n| format!("{what} {n} of many")).collect::<Vec<_>>())
}

fn assert_all_are_there(browser: &mut dyn Mortal, last: u32) {
    assert_eq!(browser.eval(&format!("{HELP} return await titles()")), row("Story", last));
    assert_eq!(browser.eval(&format!("{HELP} return await comments()")), row("Comment", last));
}

/// A browser with all that it keeps on a small disk, where the page's own files are kept already.
fn chromium_on(disk: &SmallDisk) -> Page {
    let page = page::open_on(disk.path(), "");
    page.wait_until_ready();
    page.eval("await navigator.serviceWorker.ready");
    page
}

fn firefox_on(disk: &SmallDisk) -> Firefox {
    let mut firefox = Firefox::launch_on(disk.path());
    firefox.open_page();
    firefox.eval("await navigator.serviceWorker.ready");
    firefox
}

#[test]
fn a_full_disk_costs_nothing_in_chromium() {
    let Some(disk) = SmallDisk::mount(100) else { return };
    on_a_full_disk(&mut chromium_on(&disk), &disk);
}

#[test]
fn a_full_disk_costs_nothing_in_firefox() {
    let Some(disk) = SmallDisk::mount(150) else { return };
    on_a_full_disk(&mut firefox_on(&disk), &disk);
}

/// A browser that starts on a disk that is all but full, and finds it full then. Chromium's driver wants the little room.
fn started_on_a_full_disk(browser: &mut dyn Mortal, disk: &SmallDisk) {
    for n in 1..=3 {
        browser.eval(&format!("{HELP} await work({n}); await until(isSaved)"));
    }
    disk.fill();
    disk.leave(20_000);
    browser.kill_and_reopen();
    disk.fill();
    let told = browser.eval(&format!(
        "{HELP}
         const there = await titles();
         await work(4);
         await sleep(3000);
         await until(isTold);
         return [there, said('saved'), said('alert'), warning()]"
    ));
    println!("started on a full disk: {told}, {:?}", browser.complaints());
    assert_eq!(told[0], row("Story", 3));
    disk.make_room();
    browser.eval(&format!("{HELP} await until(isSaved)"));
    browser.kill_and_reopen();
    assert_all_are_there(browser, 4);
}

#[test]
fn a_start_on_a_full_disk_costs_nothing_in_chromium() {
    let Some(disk) = SmallDisk::mount(100) else { return };
    started_on_a_full_disk(&mut chromium_on(&disk), &disk);
}

#[test]
fn a_start_on_a_full_disk_costs_nothing_in_firefox() {
    let Some(disk) = SmallDisk::mount(150) else { return };
    started_on_a_full_disk(&mut firefox_on(&disk), &disk);
}
