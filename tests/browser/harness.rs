//! The tests' own tools, on a small page that holds still: also the example of their use.

use crate::page::{self, Network, Page, View};
use crate::site;
use std::path::PathBuf;

fn open() -> Page {
    page::open_address(&format!("file://{}", source("harness.html").display()))
}

fn source(file: &str) -> PathBuf {
    site::checkout().join("tests/browser").join(file)
}

#[test]
fn things_are_found_by_role_and_name() {
    let page = open();
    assert!(page.has("button", "Open article"));
    assert!(page.has("button", "Export"));
    assert!(page.has("article", "Article"));
    assert!(!page.has("button", "Hidden"));
    assert!(!page.has("button", "Open"));
    assert!(!page.has("link", "Export"));
    page.click("button", "Open article");
    assert!(page.has("dialog", "Open article"));
    assert!(!page.has("button", "Export"), "what stands behind a dialog cannot be used");
}

#[test]
fn a_dialog_is_filled_in() {
    let page = open();
    page.click("button", "Open article");
    page.fill("Article text", "Once. ");
    page.type_into("Article text", "Twice.");
    page.click("button", "Annotate");
    assert_eq!(page.text_of("status", "State"), "Once. Twice.");

    page.click("button", "Open article");
    page.select("Format", "tei");
    page.wait_until("the list has said so", "document.querySelector('[role=status]').textContent === 'tei'");
    page.choose_file("Article file", &source("find_file_input.js"));
    page.wait_until(
        "the file is read",
        "document.querySelector('[role=status]').textContent.includes('labels')",
    );
}

#[test]
fn words_are_selected_with_the_mouse() {
    let page = open();
    for words in ["river", "The river rose", "rose again, said Mara", "lock."] {
        page.select_words(words);
        assert_eq!(page.selected_text(), words);
    }
}

#[test]
fn keys_are_pressed_together() {
    let page = open();
    page.press("Control+Shift+z");
    assert_eq!(page.text_of("status", "State"), "redone");
}

#[test]
fn downloads_arrive() {
    let page = open();
    page.click("button", "Export");
    assert_eq!(page.downloaded("set.csv"), b"one,two\n");
}

#[test]
fn errors_in_the_console_are_seen() {
    let page = open();
    page.click("button", "Fail");
    // The error is thrown after the script's own turn, and takes a moment to reach the log.
    let throw = "setTimeout(() => { throw new Error('another') })";
    page.eval(&format!("{throw}; await new Promise((done) => setTimeout(done, 300))"));
    let errors = page.take_errors();
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors[0].contains("a mistake") && errors[1].contains("another"), "{errors:?}");
    assert_eq!(page.take_errors(), Vec::<String>::new());
}

#[test]
fn the_browser_keeps_what_it_wrote() {
    let mut page = open();
    page.eval("localStorage.kept = 'yes'");
    page.quit_and_reopen();
    assert_eq!(page.eval("return localStorage.kept"), "yes");
    let open = "const database = await new Promise((done) => {
        const request = indexedDB.open('kept');
        request.onupgradeneeded = () => request.result.createObjectStore('lines');
        request.onsuccess = () => done(request.result);
    }); const lines = (mode) => database.transaction('lines', mode).objectStore('lines');";
    let write = "const put = lines('readwrite').put('yes', 1);
        await new Promise((done) => put.transaction.oncomplete = done)";
    page.eval(&format!("{open}{write}"));
    page.kill_and_reopen();
    let read = "const get = lines('readonly').get(1);
        return await new Promise((done) => get.onsuccess = () => done(get.result))";
    assert_eq!(page.eval(&format!("{open}{read}")), "yes");
}

#[test]
fn the_screen_can_be_another() {
    let page = open();
    let look = "return [innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches]";
    page.set_view(&View::PHONE);
    assert_eq!(page.eval(look), serde_json::json!([390, 844, false]));
    page.set_view(&View::DESKTOP_DARK);
    assert_eq!(page.eval(look), serde_json::json!([1280, 800, true]));
    page.set_view(&View::DESKTOP);
    page.screenshot("harness");
}

#[test]
fn the_network_can_be_cut() {
    let page = page::open("");
    let fetch = "return (await fetch('style.css', { cache: 'no-store' }).catch(() => ({ ok: false }))).ok";
    page.set_network(Network::Off);
    assert_eq!(page.eval("return navigator.onLine"), false);
    page.set_network(Network::On);
    assert_eq!(page.eval(fetch), true);
}
