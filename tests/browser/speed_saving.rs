//! How long it takes to keep a step, at a thousand annotations: until the page says *Saved*, and how long the page
//! stands still while the whole record is written.

use crate::scene::{long_story, visit};

/// Milliseconds, of the quickest of thirty: what others do on the machine is not measured. A frame has 16.
const RECORD: f64 = 16.0;
const SAVED: f64 = 100.0;

#[test]
fn saving_is_not_felt() {
    let page = visit();
    page.paste(&long_story(11_000));
    page.eval("while (document.querySelectorAll('#article mark').length < 850) await new Promise((done) => setTimeout(done, 50))");
    let times = page.eval(
        "const saved = document.getElementById('saved');
         const marks = [...document.querySelectorAll('#article mark[data-kind=quote]')];
         const steps = [], records = [];
         for (let n = 0; n < 30; n++) {
           marks[n].click();
           const start = performance.now();
           document.body.dispatchEvent(new KeyboardEvent('keydown', { key: n % 2 ? 'y' : 'x', bubbles: true }));
           const made = performance.now();
           await new Promise((done) => {
             const look = () => saved.textContent === 'Saved' && done();
             new MutationObserver(look).observe(saved, { childList: true, characterData: true, subtree: true });
             look();
           });
           steps.push(performance.now() - made);
           const before = performance.now();
           dispatchEvent(new Event('pagehide'));
           records.push(performance.now() - before);
         }
         for (const list of [steps, records]) list.sort((a, b) => a - b);
         const keys = Object.keys(localStorage).filter((key) => key.includes('/work/'));
         return {
           annotations: new Set(marks.length && [...document.querySelectorAll('#article mark')].flatMap((m) => m.dataset.annotation.split(' '))).size,
           units: Math.max(...keys.map((key) => localStorage[key].length)),
           saved: steps[0], middleSaved: steps[15], record: records[0], middleRecord: records[15],
         }",
    );
    println!("saving: {times}");
    let time = |name: &str| times[name].as_f64().expect("a number");
    assert!(time("record") < RECORD && time("saved") < SAVED, "{times}");
}
