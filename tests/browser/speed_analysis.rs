//! How fast the analysis is in the browser. `cargo test --test browser speed_analysis -- --nocapture` prints it; the
//! machine decides, so that nothing is demanded but that the time grows with the text and no faster.

use serde_json::Value;

use crate::scene::{SAMPLE, visit};

const STAGES: [&str; 7] =
    ["document", "look-up", "entities", "names", "dates", "quotations", "whole analysis"];

/// The best of several runs, a number a stage: one run is at the mercy of whatever else the machine does.
const MEASURE: &str = "const { default: init, measure } = await import('/pkg/pullquote.js');
    await init();
    const best = (text, runs) => {
      let least = measure(text);
      for (let run = 0; run < runs; run += 1) {
        least = measure(text).map((ms, stage) => Math.min(ms, least[stage]));
      }
      return Array.from(least);
    };
    const memory = async () => (await init()).memory.buffer.byteLength;";

#[test]
fn the_time_of_each_stage_is_told() {
    let page = visit();
    let per_copy = SAMPLE.split_whitespace().count();
    let text = |words: usize| SAMPLE.repeat(words.div_ceil(per_copy));
    let script = |words: usize, runs: usize| {
        let text = Value::from(text(words)).to_string();
        format!("{MEASURE} return [best({text}, {runs}), await memory()]")
    };
    let mut rates = vec![];
    for (words, runs) in [(1_000, 40), (10_000, 10), (100_000, 2)] {
        let answer = page.eval(&script(words, runs));
        let count = text(words).split_whitespace().count() as f64;
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
