//! How long a key, a tab and a letter of the search wait in a long article, from the event to the painted frame.

use crate::page::Page;
use crate::scene::{long_story, visit};
use crate::speed::{measure, ms, open};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Of each work how long it took, and the longest task over 50 ms that it or what followed from it was; in milliseconds.
const EACH: &str = "
    let longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask' });
    const each = async (works) => {
      const all = [];
      for (const work of works) {
        await rest(50);
        longest = 0;
        const [time] = await timed(work);
        await rest(100);
        all.push([time, longest]);
      }
      return all;
    };
";

/// Does works that have these names, and prints what they cost: all of them, and the worst of each name.
fn report(page: &Page, what: &str, names: &[&str], script: &str) -> f64 {
    let times = measure(page, &format!("{EACH}return await each({script})"));
    let times: Vec<(f64, f64)> =
        times.as_array().into_iter().flatten().map(|time| (ms(&time[0]), ms(&time[1]))).collect();
    assert_eq!(times.len(), names.len(), "{what}");
    let mut painted: Vec<f64> = times.iter().map(|(time, _)| *time).collect();
    painted.sort_by(f64::total_cmp);
    let middle = painted[painted.len() / 2];
    let mut worst: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (name, &(time, task)) in names.iter().zip(&times) {
        let known = worst.entry(name).or_default();
        *known = (known.0.max(time), known.1.max(task));
    }
    let worst: Vec<String> =
        worst.into_iter().map(|(name, (time, task))| format!("{name:?} {time:.0} ({task:.0})")).collect();
    println!(
        "100000 words, {what}: painted after {middle:.1} ms; the worst (longest task over 50 ms): {}",
        worst.join(", ")
    );
    middle
}

#[test]
fn a_key_a_tab_and_a_letter_wait_for_no_long_article() {
    let page = visit();
    open(&page, &long_story(100_000));
    page.wait_until(
        "all marks are drawn",
        "[...document.querySelectorAll('#article [data-paragraph]')].at(-1)?.querySelector('mark')",
    );
    measure(&page, "document.querySelector('#article mark[data-kind=quote]').click(); await rest(500)");
    let walk: Vec<&str> = (0..24).map(|at| if at % 8 == 7 { "k" } else { "j" }).collect();
    let verdicts: Vec<&str> = (0..24).map(|at| ["j", "y", "j", "x"][at % 4]).collect();
    let keys = |keys: &[&str]| format!("{}.map((key) => () => press(key))", json!(keys));
    let tabs = page.eval("return [...document.querySelectorAll('#panel [role=tab]')].map((tab) => tab.id)");
    let tabs: Vec<&str> = tabs.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let tabs = [&tabs[..], &tabs].concat();
    let open_tab = format!("{}.map((tab) => () => document.getElementById(tab).click())", json!(tabs));
    let letters = ["m", "mi", "min", "mini", "minis", "minist", "minister", "ministe", "min", "mi", "m", ""];
    let say = format!(
        "{}.map((words) => () => {{
           const box = document.getElementById('search');
           box.focus();
           box.value = words;
           box.dispatchEvent(new Event('input', {{ bubbles: true }}));
         }})",
        json!(letters)
    );
    for (what, names, script, limit) in [
        ("a key that walks", &walk[..], keys(&walk), 150.0),
        ("a key that walks or judges", &verdicts, keys(&verdicts), 200.0),
        ("a tab", &tabs, open_tab, 300.0),
        ("a letter of the search", &letters, say, 300.0),
    ] {
        let middle = report(&page, what, names, &script);
        assert!(middle < limit, "{what}: {middle} ms");
    }
}
