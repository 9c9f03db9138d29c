//! How long the page stands still while it restores a back-up or takes in a set, by the browser's own account of long
//! tasks.

use std::path::Path;

use crate::page::Page;
use crate::scene::{file, folder, long_story, visit};
use serde_json::Value;

/// FNV-1a, as the back-up has it.
fn hash(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

/// A back-up with so many copies of its only article, each with a text of its own.
fn copies(backup: &str, n: usize) -> String {
    let mut lines = backup.lines();
    let mut header: Value = serde_json::from_str(lines.next().expect("a header")).expect("JSON");
    header["articles"] = n.into();
    let line: Value = serde_json::from_str(lines.next().expect("an article")).expect("JSON");
    let text = line["article"]["text"]["text"].as_str().expect("a text");
    let mut file = format!("{header}\n");
    for copy in 0..n {
        let text = text.replacen("A long story", &format!("A long {copy:05}"), 1);
        let mut article = line["article"].clone();
        article["id"] = hash(&text).into();
        article["text"]["text"] = text.into();
        let article = article.to_string();
        file += &format!("{{\"sum\":\"{}\",\"article\":{article}}}\n", hash(&article));
    }
    file
}

/// Watches for tasks that keep the page busy for more than 50 ms.
fn watch(page: &Page) {
    page.eval(
        "window.longTasks = [];
         window.taskWatch?.disconnect();
         window.taskWatch = new PerformanceObserver((list) =>
           longTasks.push(...list.getEntries().map((task) => Math.round(task.duration))));
         taskWatch.observe({ type: 'longtask' });
         window.began = performance.now();",
    );
}

/// Machines differ and are busy: the limit is far above the figures that are printed.
fn long_tasks(page: &Page, what: &str) {
    let seen = page.eval(
        "await new Promise((done) => setTimeout(done, 300));
         return [Math.round(performance.now() - began), longTasks]",
    );
    println!("{what}: {seen}");
    let longest = seen[1].as_array().into_iter().flatten().filter_map(Value::as_u64).max();
    assert!(longest.unwrap_or_default() < 2000, "{what}: {seen}");
}

fn back_up(page: &Page) -> String {
    page.click("button", "Library");
    page.click("button", "Back-up");
    page.click("button", "Back up everything");
    page.says("keep the file in a safe place");
    let day = page.eval("return new Date().toISOString().slice(0, 10)");
    let name = format!("pullquote-backup-{}.jsonl", day.as_str().expect("a day"));
    String::from_utf8(page.downloaded(&name)).expect("UTF-8")
}

fn restore(page: &Page, file: &Path, button: &str) {
    page.click("button", "Library");
    page.click("button", "Back-up");
    page.choose_file("Back-up file", file);
    watch(page);
    page.click("button", button);
}

#[test]
fn restoring_three_hundred_articles_keeps_the_page_alive() {
    let folder = folder();
    let page = visit();
    page.paste(&long_story(700));
    page.says("found");
    let all = copies(&back_up(&page), 300);
    let all = file(&folder, "all.jsonl", all);
    println!("{} bytes", std::fs::metadata(&all).map_or(0, |file| file.len()));
    restore(&page, &all, "Merge");
    page.says("Back-up restored: 300 articles added");
    long_tasks(&page, "300 articles added");
    restore(&page, &all, "Merge");
    page.says("300 articles here already");
    long_tasks(&page, "300 articles merged");
    restore(&page, &all, "Replace everything");
    page.warns("would be replaced");
    page.click("button", "Replace everything");
    page.says("Back-up restored: 300");
    long_tasks(&page, "300 articles replaced");
}

/// Opens the article of two that is not open.
fn open_other(page: &Page) {
    page.click("button", "Library");
    page.eval(
        "document.querySelector('#library-list .title:not([aria-current])').click();
         document.getElementById('status').textContent = ''",
    );
    page.wait_until("it is opened", "!document.querySelector('#library-dialog[open]')");
}

#[test]
fn a_long_article_keeps_the_page_alive() {
    let folder = folder();
    let page = visit();
    let text = long_story(20_000);
    println!("{} bytes", text.len());
    watch(&page);
    page.paste(&text);
    page.wait_until(
        "all is marked",
        "[...document.querySelectorAll('#article [data-paragraph]')].at(-1)?.querySelector('mark')",
    );
    long_tasks(&page, "a long article opened");
    watch(&page);
    let set = page.exported("csv", "a-long-story.csv");
    long_tasks(&page, "a long article exported");
    let set = file(&folder, "set.csv", set);
    page.click("button", "Import");
    watch(&page);
    page.choose_file("Annotation file", &set);
    page.says("here already");
    long_tasks(&page, "a long article imported");
    // A text that repeats itself has a newer version like any other.
    page.click("button", "Newer version");
    page.fill("Newer text", &text.replace("Nobody had swept", "Somebody had swept"));
    watch(&page);
    page.click("button", "Compare");
    page.wait_until("the report is there", "document.querySelector('#report-dialog[open]')");
    long_tasks(&page, "a newer version compared");
    page.close_dialog();
    open_other(&page);
    watch(&page);
    open_other(&page);
    page.wait_until("the report is there", "document.querySelector('button.changes')");
    long_tasks(&page, "a newer version opened again");
}
