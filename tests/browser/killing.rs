//! What showed as saved survives the browser's end: it is killed at random moments while a script edits, and the
//! same profile is opened again.
//!
//! `PULLQUOTE_KILLS=1000` makes the long run, `PULLQUOTE_SEED` another one.

use crate::marionette::Firefox;
use crate::page::Page;
use crate::scene::visit_sample;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// A browser that can be killed.
pub(crate) trait Mortal {
    /// What the body of an async function gives.
    fn eval(&mut self, script: &str) -> Value;
    /// Kills it, and opens the page again on the same profile.
    fn kill_and_reopen(&mut self);
    /// What the page has complained of in the console.
    fn complaints(&mut self) -> Vec<String>;
}

impl Mortal for Page {
    fn eval(&mut self, script: &str) -> Value {
        Page::eval(self, script)
    }

    fn kill_and_reopen(&mut self) {
        Page::kill_and_reopen(self);
        // With more patience than a reader has: the long run goes on beside other work.
        self.eval("while (!document.documentElement.dataset.ready) await new Promise((done) => setTimeout(done, 10))");
    }

    fn complaints(&mut self) -> Vec<String> {
        self.take_warnings()
    }
}

impl Mortal for Firefox {
    fn eval(&mut self, script: &str) -> Value {
        Firefox::eval(self, script)
    }

    fn kill_and_reopen(&mut self) {
        Firefox::kill_and_reopen(self);
        self.open_page();
    }

    fn complaints(&mut self) -> Vec<String> {
        self.console()
    }
}

/// What happened in all rounds.
#[derive(Debug, Default)]
struct Toll {
    edits: usize,
    /// Rounds that ended before all edits were made.
    between: usize,
    /// Rounds in which an edit was on its way to the journal just before the kill.
    in_flight: usize,
    /// Rounds after which more was there than had been called saved.
    more: usize,
    /// How often the database refused, or did not answer in time.
    refused: usize,
    /// The longest start of the page, and the longest wait for *Saved* after it, in milliseconds.
    start: u64,
    save: u64,
}

#[test]
fn what_showed_as_saved_survives_a_kill() {
    rounds("Chromium", &mut visit_sample());
}

#[test]
fn what_showed_as_saved_survives_a_kill_of_firefox() {
    let mut firefox = Firefox::launch_light();
    firefox.open_page();
    firefox.eval(OPEN_SAMPLE);
    rounds("Firefox", &mut firefox);
}

/// At its next start Firefox counts files that were not finished off what it stores, which it has not counted:
/// where that falls below zero, it refuses every write.
#[test]
fn a_kill_amid_the_first_visit_of_firefox_leaves_room_to_write() {
    for least in [1, 100_000, 400_000] {
        let mut firefox = killed_amid_the_first_visit(least);
        firefox.eval(OPEN_SAMPLE);
        firefox.eval(
            "const soon = new Promise((done) => setTimeout(done, 5000));
             await Promise.race([navigator.serviceWorker.ready, soon]); // refused itself, it is never ready",
        );
        assert_eq!(
            firefox.eval(&step(&json!({ "review": "confirm-shown" }))),
            json!(["Saved", ""]),
            "with {least} bytes and more unfinished"
        );
        assert_eq!(firefox.eval(BALLAST), 0, "it had counted right");
    }
}

/// Not all ways to such a count are known. It is set right: what is missing stands where it is in nobody's way, until the
/// next start counts anew.
#[test]
fn a_count_below_zero_is_set_right_in_firefox() {
    let mut firefox = counting_below_zero();
    firefox.eval(OPEN_SAMPLE);
    assert_eq!(firefox.eval(&step(&json!({ "review": "confirm-shown" }))), json!(["Saved", ""]));
    assert!(firefox.eval(BALLAST).as_f64().is_some_and(|ballast| ballast > 1e6), "the count needs it");
    firefox.open_page();
    assert_eq!(
        firefox.eval(&step(&json!({ "history": "undo" }))),
        json!(["Saved", ""]),
        "after a reload, too"
    );
    firefox.kill_and_reopen();
    firefox.open_page();
    assert_eq!(
        firefox.eval(&step(&json!({ "history": "redo" }))),
        json!(["Saved", ""]),
        "what showed as saved is there"
    );
    firefox.eval(&format!(
        "while (await (async () => {{ {BALLAST} }})()) await new Promise((done) => setTimeout(done, 10))"
    ));
    assert!(
        firefox.eval(COUNTED).as_f64().is_some_and(|counted| counted < 1e9),
        "the count is right without it"
    );
}

/// One that has counted about a megabyte too little. What it counts at a start differs a little.
fn counting_below_zero() -> Firefox {
    let mut firefox = Firefox::launch_light();
    firefox.open_page();
    firefox.eval("await navigator.serviceWorker.ready");
    for _ in 0..10 {
        firefox.kill_and_reopen();
        firefox.open_page();
        let counted = firefox.eval(COUNTED).as_f64().expect("a number");
        if counted > 1e18 {
            return firefox;
        }
        firefox.kill();
        firefox.leave_unfinished(counted as u64 + 1_000_000);
    }
    panic!("Firefox never counted below zero")
}

const COUNTED: &str = "return (await navigator.storage.estimate()).usage";
const BALLAST: &str = "return (localStorage.getItem('pullquote-ballast') ?? '').length";

/// Sends a command, and gives what the page says of it.
fn step(command: &Value) -> String {
    format!(
        "const button = document.body.appendChild(document.createElement('button'));
         button.dataset.command = '{command}';
         button.click();
         const said = (id) => document.getElementById(id).textContent;
         const since = performance.now();
         while (said('saved') !== 'Saved' && performance.now() < since + 60_000) await new Promise((done) => setTimeout(done, 10));
         return [said('saved'), said('alert')]"
    )
}

/// One that was killed while so many bytes of the page's own files were kept but not finished: mostly at the first
/// attempt.
fn killed_amid_the_first_visit(least: u64) -> Firefox {
    for _ in 0..20 {
        let mut firefox = Firefox::launch_light();
        firefox.open_page();
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) {
            if least <= firefox.unfinished() {
                firefox.kill();
                if least <= firefox.unfinished() {
                    firefox.reopen();
                    firefox.open_page();
                    return firefox;
                }
                break;
            }
        }
    }
    panic!("Firefox never left {least} bytes unfinished")
}

const OPEN_SAMPLE: &str =
    "[...document.querySelectorAll('button')].find((b) => b.textContent === 'Try the sample').click();
     while (!document.querySelector('#article mark')) await new Promise((done) => setTimeout(done, 10))";

fn rounds(name: &str, browser: &mut dyn Mortal) {
    let setting = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u32>().ok());
    let (n, seed) = (setting("PULLQUOTE_KILLS").unwrap_or(3), setting("PULLQUOTE_SEED").unwrap_or(1));
    let (mut toll, start) = (Toll::default(), Instant::now());
    for round in 0..n {
        self::round(browser, seed.wrapping_mul(100_000) + round, &mut toll);
        if round % 10 == 9 || round + 1 == n {
            println!("{name}: {} kills in {:.0?}: {toll:?}", round + 1, start.elapsed());
        }
    }
}

fn round(browser: &mut dyn Mortal, seed: u32, toll: &mut Toll) {
    // Some numbers that have nothing to do with one another.
    let dice = |sides: u32, throw: u32| {
        (seed.wrapping_mul(2_654_435_769).wrapping_add(throw.wrapping_mul(40_503)) >> 7) % sides
    };
    let pause = [0, 4, 10, 20][dice(4, 2) as usize];
    let script = include_str!("killing.js")
        .replace("SEED", &seed.to_string())
        .replace("EDITS", &(1 + dice(8, 1)).to_string())
        .replace("GOING_ON", &(10 + dice(15, 6)).to_string())
        .replace("PAUSE", &pause.to_string());
    let told = browser.eval(&script);
    let shown: Vec<&str> =
        told["shown"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    // Amid the edits that go on; amid the journal's writes; about when the whole record is written.
    let wait = [dice(20, 3), dice(60, 3), dice(200, 3), dice(2500, 4)][dice(4, 5) as usize];
    std::thread::sleep(Duration::from_millis(u64::from(wait)));
    let counts = browser.eval("return [saved, made]");
    browser.kill_and_reopen();
    let [saved, made] = [0, 1].map(|n| counts[n].as_u64().expect("a number") as usize);
    toll.edits += made;
    toll.in_flight += usize::from(saved < made);
    toll.between += usize::from(made + 1 < shown.len());
    // The script's own functions, without its edits.
    let functions = script.split_once("const ids").expect("the script has it").0;
    let back = browser.eval(&format!(
        "{functions}
         document.getElementById('tab-notes').click();
         const back = [look()];
         for (const step of ['undo', 'redo']) {{
           act({{ history: step }});
           back.push(look());
         }}
         const since = performance.now();
         while (!isSaved() && performance.now() < since + 200_000) await sleep(5);
         const said = (id) => document.getElementById(id).textContent;
         return [...back, said('alert'), said('saved'), document.documentElement.dataset.ready, performance.now() - since]"
    ));
    for complaint in browser.complaints().iter().filter(|complaint| complaint.contains("Database, ")) {
        println!("round {seed}: {complaint}");
        toll.refused += 1;
    }
    let milliseconds = |at: usize| back[at].as_str().map_or(back[at].as_f64(), |text| text.parse().ok());
    toll.start = toll.start.max(milliseconds(5).expect("it has started") as u64);
    toll.save = toll.save.max(milliseconds(6).expect("it has waited") as u64);
    let back: Vec<&str> = back.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert_eq!(back[3..5], ["", "Saved"], "round {seed}: nothing is damaged, and all is saved");
    // Several edits may have left the page the same: the last of them is taken.
    let Some(at) = shown.iter().rposition(|then| *then == back[0]) else {
        panic!("round {seed}: what is there was never shown:\n{}\nbut\n{shown:#?}", back[0]);
    };
    assert!(saved <= at, "round {seed}: {saved} edits showed as saved, {at} are there: {shown:#?}");
    toll.more += usize::from(saved < at);
    // Those that went on are steps for certain: one back, and on again.
    let went_on = shown.len() - told["several"].as_u64().expect("a number") as usize;
    let is_one = shown[went_on - 1..].iter().filter(|then| **then == back[0]).count() == 1;
    if went_on <= at && is_one {
        assert_eq!(back[1], shown[at - 1], "round {seed}: one step back");
        assert_eq!(back[2], shown[at], "round {seed}: and on again");
    }
}
