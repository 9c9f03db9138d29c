//! How fast the page is in Chromium, printed with the tests. Machines differ, so the limits here are far above
//! the figures that are printed: they catch work that grows with the article, not a slow afternoon.
//!
//! `cargo test --test browser speed -- --nocapture --test-threads=1` prints the figures alone.

use crate::page::Page;
use crate::scene::{long_story, story, visit};
use serde_json::{Value, json};

/// Functions for the scripts below. A frame is over when the first task after it runs: then style, layout and
/// paint are done.
const TOOLS: &str = "
    const frame = () => new Promise((done) => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done(performance.now());
      channel.port2.postMessage(0);
    }));
    const timed = (work) => new Promise((done) => requestAnimationFrame(() => {
      const start = performance.now();
      work();
      const worked = performance.now() - start;
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done([performance.now() - start, worked]);
      channel.port2.postMessage(0);
    }));
    const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    const rest = (ms) => new Promise((done) => setTimeout(done, ms));
    const middle = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];
";

pub(crate) fn measure(page: &Page, script: &str) -> Value {
    page.eval(&format!("{TOOLS}{script}"))
}

pub(crate) fn ms(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

/// From Annotate to painted: the first frame with the text, and the first with its marks.
pub(crate) fn open(page: &Page, text: &str) -> [f64; 3] {
    page.click("button", "Open article");
    page.fill("Article text", text);
    let times = measure(
        page,
        "await frame();
         const last = () => [...document.querySelectorAll('#article [data-paragraph]')].at(-1)?.textContent;
         const old = last();
         const start = performance.now();
         document.getElementById('annotate').click();
         const called = performance.now() - start;
         while (last() === old) await frame();
         const text = await frame() - start;
         while (!document.querySelector('#article mark')) await rest(0);
         return [text, await frame() - start, called]",
    );
    [ms(&times[0]), ms(&times[1]), ms(&times[2])]
}

fn best<const N: usize>(runs: impl IntoIterator<Item = [f64; N]>) -> [f64; N] {
    runs.into_iter().fold([f64::INFINITY; N], |best, run| std::array::from_fn(|i| best[i].min(run[i])))
}

#[test]
fn a_story_is_painted_at_once() {
    let story = story();
    let page = visit();
    // Nobody pastes within the first second, in which the page gets ready for the first article.
    measure(&page, "await rest(1500)");
    // Opened again, an article comes from the library: each run is given a word of its own.
    let runs: Vec<_> = (0..7).map(|run| open(&page, &format!("{story}\n\nRun {run}.\n"))).collect();
    let [text, marks, _] = best(runs.iter().copied());
    println!(
        "a story of {} words: {text:.0} ms from Annotate to painted, {marks:.0} ms with its marks; first run {:.0} ms",
        story.split_whitespace().count(),
        runs[0][1]
    );
    assert!(marks < 500.0, "{runs:?}");
}

/// Verdicts on marks all over the article, in milliseconds from key to painted.
struct Edits {
    best: f64,
    middle: f64,
    worst: f64,
    /// How the time of one goes, by the browser's own account.
    account: String,
}

fn edit(page: &Page) -> Edits {
    page.devtools("Performance.enable", json!({}));
    let before = metrics(page);
    let times = measure(
        page,
        "const marks = [...document.querySelectorAll('#article mark[data-kind=quote]')];
         const all = [];
         for (let i = 0; i < 8; i++) {
           const mark = marks[Math.floor(marks.length * (i + 0.5) / 8)];
           mark.scrollIntoView({ block: 'center', behavior: 'instant' });
           mark.click();
           for (let j = 0; j < 2; j++) {
             await rest(200);
             all.push((await timed(() => press(j % 2 ? 'x' : 'y')))[0]);
           }
         }
         return [Math.min(...all), middle(all), Math.max(...all), all.length]",
    );
    let account = metrics(page).into_iter().zip(before).map(|((name, after), (_, before))| {
        format!("{name} {:.1}", 1000.0 * (after - before) / ms(&times[3]))
    });
    let account = account.collect::<Vec<_>>().join(", ");
    Edits { best: ms(&times[0]), middle: ms(&times[1]), worst: ms(&times[2]), account }
}

/// Seconds that the browser has spent on scripts, styles and layout.
fn metrics(page: &Page) -> Vec<(&'static str, f64)> {
    let all = page.devtools("Performance.getMetrics", json!({}));
    let all = all["metrics"].as_array().map(Vec::as_slice).unwrap_or_default();
    let names = [
        ("script", "ScriptDuration"),
        ("style", "RecalcStyleDuration"),
        ("layout", "LayoutDuration"),
        ("all tasks", "TaskDuration"),
    ];
    let value = |name| all.iter().find(|m| m["name"] == name).map_or(f64::NAN, |m| ms(&m["value"]));
    names.map(|(short, name)| (short, value(name))).to_vec()
}

/// The longest and the middle time between frames while the whole article is scrolled through.
fn scroll(page: &Page) -> [f64; 2] {
    let times = measure(
        page,
        "scrollTo({ top: 0, behavior: 'instant' });
         await rest(500);
         const gaps = [];
         let last = await new Promise(requestAnimationFrame);
         for (let i = 0; i < 240; i++) {
           scrollBy({ top: 400, behavior: 'instant' });
           const now = await new Promise(requestAnimationFrame);
           gaps.push(now - last);
           last = now;
         }
         return [Math.max(...gaps), middle(gaps)]",
    );
    [ms(&times[0]), ms(&times[1])]
}

fn annotations(page: &Page) -> Value {
    page.eval("return new Set([...document.querySelectorAll('#article mark')].map((m) => m.dataset.annotation)).size")
}

#[test]
fn an_edit_costs_what_its_paragraph_costs() {
    for (words, limit) in [(10_000, 160.0), (100_000, 330.0)] {
        let text = long_story(words);
        let page = visit();
        let [first, marks, called] = open(&page, &text);
        page.wait_until(
            "all marks are drawn",
            "[...document.querySelectorAll('#article [data-paragraph]')].at(-1)?.querySelector('mark')",
        );
        let n = annotations(&page);
        println!(
            "{words} words, {n} annotations: text painted after {first:.0} ms, marks after {marks:.0} ms, call {called:.0} ms"
        );
        let Edits { best, middle, worst, account } = edit(&page);
        println!(
            "{words} words, {n} annotations: edit to painted {middle:.1} ms (best {best:.1}, worst {worst:.1}; on average, with selecting and saving: {account})"
        );
        let [longest, usual] = scroll(&page);
        println!(
            "{words} words, {n} annotations: longest frame of scrolling {longest:.0} ms (middle {usual:.1} ms)"
        );
        let only_one = measure(
            &page,
            "let touched = new Set();
             const watch = new MutationObserver((changes) => changes.map(({ target }) => target)
               .filter((target) => target.isConnected).forEach((target) =>
                 touched.add(target.closest?.('[data-paragraph]')?.dataset.paragraph ?? 'whole')));
             const mark = document.querySelectorAll('#article mark[data-kind=quote]')[40];
             mark.click();
             await rest(50);
             watch.observe(document.getElementById('article'), { childList: true, subtree: true });
             press('x');
             await rest(50);
             watch.disconnect();
             return touched.size",
        );
        assert_eq!(only_one, 1, "one paragraph is drawn again");
        assert!(middle < limit, "{middle} ms");
    }
}

#[test]
fn nothing_is_left_after_five_hundred_rounds() {
    let page = visit();
    page.open_sample();
    open(&page, &long_story(600));
    let round = "
        const other = () => {
          document.querySelector('[data-command*=library]').click();
          document.querySelector('#library-list .title:not([aria-current])').click();
        };";
    let rounds = |n: usize| {
        page.eval(&format!("{round} for (let i = 0; i < {n}; i++) {{ other(); if (i % 50 === 49) await new Promise((done) => setTimeout(done)); }}"))
    };
    rounds(150);
    let before = heap(&page);
    rounds(350);
    let after = heap(&page);
    println!(
        "after 150 rounds of opening: {before} bytes; after 500: {after} bytes ({:+.1} %)",
        100.0 * (after / before - 1.0)
    );
    assert!(after < before * 1.1, "{before} → {after}");
}

/// Bytes in use by JavaScript and by the library, after the collector has run.
fn heap(page: &Page) -> f64 {
    let ask = |command: &str| page.devtools(command, json!({}));
    ask("HeapProfiler.enable");
    ask("HeapProfiler.collectGarbage");
    ms(&ask("Runtime.getHeapUsage")["usedSize"])
}
