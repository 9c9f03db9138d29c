//! A library of many articles, measured: how fast they come in, how long a key waits. `PULLQUOTE_ARTICLES=400` makes the
//! run; it prints its figures.

use crate::library::article;
use crate::page::Page;
use crate::scene::{file, folder, visit};
use crate::skipped::skip;
use std::time::Instant;

/// Watches for frames that the page keeps waiting.
const WATCH: &str = "window.longest = 0; window.tasks = 0;
    new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) {
      window.longest = Math.max(window.longest, duration); window.tasks += 1; } }).observe({ type: 'longtask' });";

impl Page {
    fn number(&self, script: &str) -> f64 {
        self.eval(script).as_f64().unwrap_or_default()
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one visit, step by step")]
fn a_library_of_many_articles() {
    let Some(n) = std::env::var("PULLQUOTE_ARTICLES").ok().and_then(|n| n.parse::<usize>().ok()) else {
        return skip("the library of many articles: PULLQUOTE_ARTICLES does not say how many");
    };
    let page = visit();
    let folder = folder();
    // About as long as news: the text of several of the small ones.
    let texts: Vec<String> =
        (0..n).map(|at| (0..6).map(|part| article(at * 6 + part)).collect::<Vec<_>>().join("\n")).collect();
    let size: usize = texts.iter().map(String::len).sum();
    let lines: Vec<String> =
        texts.iter().map(|text| serde_json::json!({ "text": text }).to_string()).collect();
    let file = file(&folder, "many.jsonl", lines.join("\n"));
    page.eval(WATCH);
    let start = Instant::now();
    page.drop_file(&file);
    while page.eval("return document.getElementById('status').textContent.includes('articles read')") != true
    {
        assert!(
            start.elapsed().as_secs() < 1800,
            "{}",
            page.eval("return document.getElementById('queue').innerText")
        );
        std::thread::sleep(std::time::Duration::from_millis(500));
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{n} articles, {} kB of text: {seconds:.1} s, {:.1} articles a second",
        size / 1000,
        n as f64 / seconds
    );
    println!(
        "longest task {:.0} ms; {} over 50 ms",
        page.number("return longest"),
        page.number("return tasks")
    );
    while page.eval("return document.getElementById('saved').textContent") != "Saved" {
        assert!(start.elapsed().as_secs() < 1800, "it is not saved");
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    let used = page.number("return (await navigator.storage.estimate()).usageDetails?.indexedDB ?? 0");
    let local = page.number("return Object.keys(localStorage).reduce((sum, key) => sum + 2 * (key.length + localStorage[key].length), 0)");
    println!(
        "database {:.1} MB, local storage {:.1} MB: {:.1} bytes a byte of text",
        used / 1e6,
        local / 1e6,
        (used + local) / size as f64
    );
    println!("memory of the page {:.0} MB", page.number("return performance.memory.usedJSHeapSize / 1e6"));
    for _ in 0..2 {
        page.reload();
        page.wait_until_ready();
        println!("start {} ms", page.eval("return document.documentElement.dataset.ready"));
    }
    page.eval(WATCH);
    let timed = |what: &str, script: &str| {
        let ms = page.number(&format!("const start = performance.now(); {script}; document.body.offsetHeight; return performance.now() - start"));
        println!("{what}: {ms:.0} ms");
    };
    timed(
        "library opened",
        "document.querySelector('[data-command*=\"show\"][data-command*=library]').click()",
    );
    std::thread::sleep(std::time::Duration::from_secs(4));
    println!("longest task {:.0} ms", page.number("return longest"));
    timed("sorted by title", "document.querySelector('th.name .sort').click()");
    timed("sorted by words", "document.querySelector('th.number .sort').click()");
    let search = |words: &str| {
        format!(
            "const box = document.querySelector('#library-list input[type=search]'); box.value = {words:?}; box.dispatchEvent(new Event('input', {{ bubbles: true }}))"
        )
    };
    for words in ["l", "li", "lindqvist", "thousand crowns", "nowhere to be found"] {
        timed(&format!("searched for {words:?}"), &search(words));
    }
    timed("search emptied", &search(""));
    timed("all ticked", "document.querySelector('#library-list thead .tick').click()");
    page.screenshot("library-many");
}
