//! How fast the analysis is in the browser. `cargo test --test browser speed_analysis -- --nocapture` prints it; the
//! machine decides, so that nothing is demanded but that the time grows with the text and no faster.

use serde_json::Value;

use crate::scene::{SAMPLE, visit};

const STAGES: [&str; 7] =
    ["document", "look-up", "entities", "names", "dates", "quotations", "whole analysis"];

/// An article of so many copies of the sample, in every second of which the names have another middle; and the best of
/// several runs, a number a stage: one run is at the mercy of whatever else the machine does.
const MEASURE: &str = "const { default: init, measure } = await import('/pkg/pullquote.js');
    await init();
    const parts = ['ba', 'ke', 'mi', 'no', 'ru', 'sa', 'te', 'vi', 'wo', 'zu', 'la', 'di', 'po', 'ga', 'he', 'ji'];
    const copy = (sample, n) =>
      n % 2 ? sample.replace(/[A-Z][a-z]{5,}/g, (w) => w.slice(0, 2) + parts[n % 16] + w.slice(4)) : sample;
    const article = (sample, copies) => Array.from({ length: copies }, (_, n) => copy(sample, n)).join('');
    const best = (text, runs) => {
      let least = measure(text);
      for (let run = 1; run < runs; run += 1) {
        least = measure(text).map((ms, stage) => Math.min(ms, least[stage]));
      }
      return Array.from(least);
    };
    const memory = async () => (await init()).memory.buffer.byteLength;";

/// The module's bytes compiled, the module made ready, a first and a second sentence analysed, in a module of its own;
/// milliseconds each, the best of several times.
const START: &str = "const bytes = await (await fetch('/pkg/pullquote_bg.wasm')).arrayBuffer();
    let least;
    for (let run = 0; run < 6; run += 1) {
      const { default: init, annotate } = await import('/pkg/pullquote.js?run=' + run);
      const clock = [performance.now()];
      const module = await WebAssembly.compile(bytes);
      clock.push(performance.now());
      await init({ module_or_path: module });
      clock.push(performance.now());
      for (const name of ['Ada Lund', 'Omar Haddad']) {
        annotate(`“It is ready,” ${name} said in Oslo on Monday.`, 'jsonl');
        clock.push(performance.now());
      }
      const times = clock.slice(1).map((ms, i) => ms - clock[i]);
      least = least ? least.map((ms, i) => Math.min(ms, times[i])) : times;
    }
    return least;";

#[test]
fn how_long_the_model_takes_to_be_ready_is_told() {
    let times = visit().eval(START);
    let times: Vec<f64> = times.as_array().expect("a list").iter().filter_map(Value::as_f64).collect();
    let [compiled, made, first, second] = times[..] else { panic!("four times, not {times:?}") };
    println!(
        "bytes to module {compiled:.1} ms, module to ready {made:.1} ms; first sentence {first:.1} ms, second {second:.1} ms"
    );
    // The tables are used where they lie: whatever the machine, the first sentence waits for no more than lists of
    // words.
    assert!(first < 1000.0, "the first sentence took {first} ms");
}

#[test]
fn the_time_of_each_stage_is_told() {
    let page = visit();
    let per_copy = SAMPLE.split_whitespace().count();
    let sample = Value::from(SAMPLE).to_string();
    // A million words take half a minute on a machine with other work to do, so only whoever asks has them.
    let long = std::env::var_os("PULLQUOTE_LONG").map(|_| (1_000_000, 1));
    let mut rates = vec![];
    for (words, runs) in [(1_000, 40), (10_000, 10), (100_000, 2)].into_iter().chain(long) {
        let copies = words / per_copy;
        let text = format!("article({sample}, {copies})");
        let answer = page.eval(&format!("{MEASURE} return [best({text}, {runs}), await memory()]"));
        let count = (copies * per_copy) as f64;
        let times: Vec<f64> =
            answer[0].as_array().expect("a list").iter().filter_map(Value::as_f64).collect();
        assert_eq!(times.len(), STAGES.len(), "{answer}");
        let rate = |ms: f64| format!("{:.0} k words/s", count / ms.max(0.1));
        let stages: Vec<String> =
            STAGES.iter().zip(&times).map(|(s, &ms)| format!("{s} {}", rate(ms))).collect();
        let names_and_dates: f64 = times[1..5].iter().sum();
        println!("{count} words: {:.1} ms; {}", times[6], stages.join(", "));
        println!("  look-up, entities, names and dates: {}", rate(names_and_dates));
        println!("  memory of the module afterwards: {:.1} MB", answer[1].as_f64().unwrap_or(0.0) / 1e6);
        rates.push(count / times[6].max(0.1));
    }
    let (slowest, fastest) =
        (rates.iter().fold(f64::MAX, |a, &b| a.min(b)), rates.iter().fold(0.0, |a: f64, &b| a.max(b)));
    // A machine with other work to do may be ten times as slow at one length as at another; a time that grows with
    // the square of the length would differ by a hundred.
    assert!(fastest < 50.0 * slowest, "the time grows faster than the text: {rates:?}");
}
