//! A database that refuses, is closed or does not answer: the reader is told why, nothing is lost meanwhile, and all
//! of it is saved when the database takes it again.

use crate::page::Page;
use crate::scene::{visit, visit_sample};

/// The database has the fault that `fault` names; nothing with a fault that is no more. While it has one, the page's clock
/// runs fifty times as fast when it waits for long; else a busy machine would make the database seem not to answer.
const FAULTS: &str = "
    window.databases = [];
    const fault = () => localStorage.getItem('fault');
    const wait = setTimeout;
    window.setTimeout = (work, time, ...given) => wait(work, fault() && 10000 <= time ? time / 50 : time, ...given);
    for (const name of ['add', 'put']) {
      const write = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (...given) {
        const request = write.apply(this, given);
        if (/Error$/.test(fault())) {
          Object.defineProperty(this.transaction, 'error', { value: new DOMException('as the test will have it', fault()), configurable: true });
          // Once, and when all is asked of it.
          queueMicrotask(() => { try { this.transaction.abort(); } catch { /* it is */ } });
        }
        return request;
      };
    }
    const deaf = (type, event, name, also) => {
      const { get, set } = Object.getOwnPropertyDescriptor(type.prototype, event);
      Object.defineProperty(type.prototype, event, { get, set(work) { if (fault() !== name || !also(this)) set.call(this, work) } });
    };
    const estimate = StorageManager.prototype.estimate;
    StorageManager.prototype.estimate = async function () {
      const told = await estimate.call(this);
      return localStorage.getItem('counts') === 'below zero' ? { ...told, usage: 2 ** 64 - 40000 } : told;
    };
    deaf(IDBTransaction, 'oncomplete', 'silent', ({ mode }) => mode === 'readwrite');
    deaf(IDBRequest, 'onsuccess', 'unopened', (request) => request instanceof IDBOpenDBRequest);
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given) {
      if (fault() === 'refused') throw new DOMException('as the test will have it', 'UnknownError');
      const request = open.apply(this, given);
      request.addEventListener('success', () => window.databases.push(request.result));
      return request;
    };
    window.journal = () => new Promise((done) => {
      const all = window.databases.filter(({ name }) => name === 'pullquote').at(-1).transaction('journal').objectStore('journal').getAll();
      all.onsuccess = () => done(all.result.map((step) => step.match(/\"visit\":\\d+,\"number\":\\d+/)[0]));
    });
    ";

const IS_SAVED: &str = "document.getElementById('saved').textContent === 'Saved'";
const IS_NOT: &str = "document.getElementById('saved').textContent === 'Not saved'";

fn scene() -> Page {
    let page = visit();
    page.before_load(FAULTS);
    page.reload();
    page.wait_until_ready();
    page.open_sample();
    page.click_words("a reprieve");
    page.press("y");
    page.wait_until("it is saved", IS_SAVED);
    page
}

fn have(page: &Page, fault: &str) {
    page.eval(&format!("localStorage.setItem('fault', '{fault}')"));
}

/// Comments, and leaves the field.
fn comment(page: &Page) {
    page.click_words("a reprieve");
    page.press("c");
    page.write("Meanwhile");
    page.press("Tab");
    page.press("Escape");
}

#[track_caller]
fn assert_all_is_kept(page: &Page) {
    page.reload();
    page.wait_until_ready();
    assert!(page.listed("Notes")[0].contains("Meanwhile"));
    for step in ["Comment", "Confirm"] {
        page.click("button", "Undo");
        page.says(&format!("Undone: {step}"));
    }
}

/// Has a fault while a comment is written, and sees it saved afterwards by itself.
#[track_caller]
fn check(fault: &str, warning: &str) {
    check_on(&scene(), fault, warning);
}

#[track_caller]
fn check_on(page: &Page, fault: &str, warning: &str) {
    have(page, fault);
    comment(page);
    page.wait_until(
        "it is not saved, and the back-up is offered",
        &format!("{IS_NOT} && document.querySelector('#rescue button').checkVisibility()"),
    );
    page.warns(warning);
    page.screenshot(&format!("not-saved-{}", warning.split(' ').next_back().expect("a word")));
    have(page, "");
    page.wait_until("it is saved by itself", IS_SAVED);
    assert!(!page.has("button", "Back up everything"), "nothing to offer any more");
    let journal = page.eval("const steps = await journal(); return [steps.length, new Set(steps).size]");
    assert_eq!(journal[0], journal[1], "no step stands there twice");
    assert_all_is_kept(page);
}

#[test]
fn a_full_database_is_told_as_full() {
    check("QuotaExceededError", "storage is full");
}

/// As Firefox does after some crashes.
#[test]
fn a_full_database_that_cannot_be_full_is_told_as_miscounted() {
    let page = scene();
    page.eval("localStorage.setItem('counts', 'below zero')");
    check_on(&page, "QuotaExceededError", "has miscounted");
    assert_eq!(
        page.eval("return document.getElementById('rescue').checkVisibility()"),
        false,
        "nothing is full"
    );
}

/// By a key as by a click, where nothing is selected; what is not saved stays told beside it.
#[test]
fn a_refusal_that_was_read_is_put_away() {
    let page = scene();
    have(&page, "QuotaExceededError");
    comment(&page);
    page.warns("storage is full");
    page.click_words("a reprieve");
    page.press("Escape");
    page.warns("storage is full");
    page.press("Escape");
    page.eval("await new Promise((done) => setTimeout(done, 1500))");
    assert_eq!(
        page.eval("return document.getElementById('alert').textContent"),
        "",
        "the next attempts fail in silence"
    );
    page.wait_until(
        "the back-up stays offered",
        &format!("{IS_NOT} && document.querySelector('#rescue button').checkVisibility()"),
    );
}

#[test]
fn a_refusal_is_told_in_the_browsers_words() {
    check(
        "UnknownError",
        "refuses to save your work (UnknownError: as the test will have it). Your work is safe",
    );
}

#[test]
fn a_write_without_an_answer_is_told_and_made_once() {
    check("silent", "does not answer");
}

#[test]
fn a_database_that_the_browser_closed_is_opened_again() {
    let page = scene();
    page.eval("databases.forEach((database) => database.close())");
    comment(&page);
    page.wait_until("it is saved", IS_SAVED);
    assert_all_is_kept(&page);
}

#[test]
fn what_is_open_outlasts_that_everything_is_deleted() {
    let page = scene();
    page.eval(
        "await new Promise((done, failed) => {
           const request = indexedDB.deleteDatabase('pullquote');
           Object.assign(request, { onsuccess: done, onerror: failed });
         });
         localStorage.clear()",
    );
    comment(&page);
    page.wait_until("it is saved", IS_SAVED);
    assert_all_is_kept(&page);
}

/// The page waits with what it shows, so that nobody works on what is a minute old.
#[test]
fn a_start_waits_for_the_database_and_says_so() {
    for fault in ["refused", "unopened"] {
        let page = visit_sample();
        page.before_load(FAULTS);
        have(&page, fault);
        page.reload();
        page.warns("Waiting for the browser's database");
        assert_eq!(page.eval("return document.documentElement.dataset.ready ?? ''"), "", "{fault}");
        page.screenshot(&format!("waiting-{fault}"));
        have(&page, "");
        page.wait_until_ready();
        assert_eq!(page.eval("return document.getElementById('alert').textContent"), "", "{fault}");
        comment(&page);
        page.wait_until("it is saved", IS_SAVED);
    }
}

#[test]
fn a_start_does_without_the_database_in_the_end() {
    let page = visit_sample();
    page.before_load(&format!(
        "{FAULTS} const now = Date.now, start = now(); Date.now = () => start + 20 * (now() - start);"
    ));
    have(&page, "refused");
    page.reload();
    page.wait_until_ready();
    page.warns("cannot be opened (UnknownError: as the test will have it)");
    page.screenshot("unopened");
    have(&page, "");
    comment(&page);
    page.wait_until("it is saved", IS_SAVED);
    page.reload();
    page.wait_until_ready();
    assert!(page.listed("Notes")[0].contains("Meanwhile"));
}
