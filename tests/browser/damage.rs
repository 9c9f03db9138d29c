//! Damage to one copy: whichever record or entry of the journal is changed by one character, everything is there after a
//! reload, for the other copy is asked. What is damaged in both is in the unit tests.

use crate::page::Page;
use crate::scene::visit_sample;
use serde_json::{Value, json};

const IS_SAVED: &str = "document.getElementById('saved').textContent === 'Saved'";

/// Changes a character of a record of local storage before the page reads it.
const FLIP_AT_LOAD: &str = "
    const damaged = sessionStorage.getItem('damaged');
    if (damaged) {
      sessionStorage.removeItem('damaged');
      const value = localStorage.getItem(damaged), at = value.length >> 1;
      localStorage.setItem(damaged, value.slice(0, at) + String.fromCharCode(value.charCodeAt(at) ^ 1) + value.slice(at + 1));
    }";

/// What the scripts below share: `all` gives the keys and values of a store of the database, `flip` changes one value.
const DATABASE: &str = "
    const database = await new Promise((done) => indexedDB.open('pullquote').onsuccess = (event) => done(event.target.result));
    const answer = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: failed }));
    const keys = (name) => answer(database.transaction(name).objectStore(name).getAllKeys());
    const flip = async (name, key) => {
      const store = database.transaction(name, 'readwrite').objectStore(name);
      let value = await answer(store.get(key));
      if (typeof value === 'string') {
        const at = value.length >> 1;
        value = value.slice(0, at) + String.fromCharCode(value.charCodeAt(at) ^ 1) + value.slice(at + 1);
      } else {
        value = typeof value === 'number' ? value + 1 : 'damaged';
      }
      await answer(store.put(value, key));
    };";

/// How many marks there are, and what the comments are.
fn work_of(page: &Page) -> (Value, Vec<String>) {
    let marks = page
        .eval("return [...document.querySelectorAll('#article mark')].map((m) => m.textContent).join('|')");
    (marks, page.listed("Notes"))
}

fn comment(page: &Page, comment: &str) {
    page.click_words("a reprieve");
    page.press("c");
    page.write(comment);
    page.press("Tab");
    page.press("Escape");
    page.wait_until("it is saved", IS_SAVED);
}

#[track_caller]
fn assert_is_there(page: &Page, work: &(Value, Vec<String>), damaged: &str) {
    page.reload();
    page.wait_until_ready();
    page.wait_until("the marks are drawn", "document.querySelector('#article mark')");
    assert_eq!(&work_of(page), work, "with {damaged} damaged");
    assert_eq!(
        page.eval("return document.getElementById('alert').textContent"),
        "",
        "with {damaged} damaged"
    );
}

#[test]
fn one_damaged_copy_of_any_record_loses_nothing() {
    let page = visit_sample();
    comment(&page, "Worth keeping");
    page.before_load(FLIP_AT_LOAD);
    page.reload();
    page.wait_until_ready();
    let work = work_of(&page);
    assert!(work.1[0].contains("Worth keeping"), "{work:?}");
    let local = page.eval("return Object.keys(localStorage).filter((key) => key.startsWith('pullquote/'))");
    let local: Vec<&str> = local.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!(local.iter().any(|key| key.contains("/text/")) && local.iter().any(|key| key.contains("/work/")));
    for key in local {
        page.eval(&format!("sessionStorage.setItem('damaged', {})", json!(key)));
        assert_is_there(&page, &work, key);
    }
    let records = page.eval(&format!("{DATABASE} return keys('records')"));
    for key in records.as_array().expect("a list") {
        page.eval(&format!("{DATABASE} await flip('records', {key}); database.close()"));
        assert_is_there(&page, &work, &key.to_string());
    }
}

/// While the record does not have it yet, the page does.
#[test]
fn a_damaged_entry_of_the_journal_loses_nothing() {
    let page = visit_sample();
    page.wait_until("it is saved", "localStorage.length");
    comment(&page, "Worth keeping");
    let flipped = page.eval(&format!(
        "{DATABASE} const entries = await keys('journal');
         for (const key of entries) await flip('journal', key);
         database.close();
         return entries.length"
    ));
    assert!(flipped.as_u64().is_some_and(|n| 0 < n), "{flipped}");
    let work = work_of(&page);
    assert_is_there(&page, &work, "the journal");
    comment(&page, "More to keep");
    let work = work_of(&page);
    assert_is_there(&page, &work, "the journal");
}
