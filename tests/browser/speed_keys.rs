//! How long a key, a tab and a letter of the search wait in a long article, from the event to the painted frame.

use crate::scene::{long_story, visit};
use crate::speed::{measure, ms, open};

/// The middle and the worst of some times, in milliseconds.
const SUMMED: &str = "
    let longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask' });
    const summed = async (works) => {
      const all = [];
      longest = 0;
      for (const work of works) {
        await rest(150);
        all.push((await timed(work))[0]);
      }
      await rest(150);
      return [middle(all), Math.max(...all), longest];
    };
";

#[test]
fn a_key_a_tab_and_a_letter_wait_for_no_long_article() {
    let page = visit();
    open(&page, &long_story(100_000));
    page.wait_until(
        "all marks are drawn",
        "[...document.querySelectorAll('#article [data-paragraph]')].at(-1)?.querySelector('mark')",
    );
    measure(&page, "document.querySelector('#article mark[data-kind=quote]').click(); await rest(500)");
    let walk =
        "return await summed(Array.from({ length: 24 }, (_, i) => () => press(i % 8 === 7 ? 'k' : 'j')))";
    let verdicts = "return await summed(Array.from({ length: 24 }, (_, i) => () => press('jyjx'[i % 4])))";
    let tabs = "
        const names = [...document.querySelectorAll('#panel [role=tab]')].map((tab) => tab.id);
        return await summed([...names, ...names].map((name) => () => document.getElementById(name).click()))";
    let letters = "
        const box = document.getElementById('search');
        box.focus();
        const say = (words) => () => {
          box.value = words;
          box.dispatchEvent(new Event('input', { bubbles: true }));
        };
        const words = ['m', 'mi', 'min', 'mini', 'minis', 'minist', 'minister', 'ministe', 'min', 'mi', 'm', ''];
        return await summed(words.map(say))";
    for (what, script, limit) in [
        ("a key that walks", walk, 150.0),
        ("a key that walks or judges", verdicts, 200.0),
        ("a tab", tabs, 300.0),
        ("a letter of the search", letters, 300.0),
    ] {
        let times = measure(&page, &format!("{SUMMED}{script}"));
        let [middle, worst, task] = std::array::from_fn(|at| ms(&times[at]));
        println!(
            "100000 words, {what}: painted after {middle:.1} ms (worst {worst:.1}); longest task over 50 ms {task:.0}"
        );
        assert!(middle < limit, "{what}: {times:?}");
    }
}
