//! Runs schedules and says which seed fails; shows that the simulation finds rules that are broken on purpose.

use std::time::Instant;

use super::schedule::{BrokenRule, Coverage, Schedule};

/// How many schedules a test run makes.
const SCHEDULES: u64 = 300;

/// Within how many schedules, from one near which it is known to show, a broken rule is found.
const FOUND_WITHIN: u64 = 200;

/// After how many failures a run ends: the first are enough to work on.
const MOST_FAILURES: usize = 12;

/// After how many schedules a long run says how far it is.
const REPORT_EVERY: u64 = 10_000;

/// How many things readers and faults do in a schedule.
const MOST_ACTIONS: u64 = 40;

/// Runs a schedule up to a number of actions.
fn run(seed: u64, broken: BrokenRule, most: u64, trace: bool) -> (Result<(), String>, Schedule) {
    let mut schedule = Schedule::new(seed, broken);
    schedule.trace = trace;
    let actions = 5 + schedule.dice.below(MOST_ACTIONS - 5);
    schedule.open_tab();
    for _ in 0..actions.min(most) {
        let pause = match schedule.dice.below(4) {
            0 => schedule.dice.between(0, 5),
            1 => schedule.dice.between(5, 50),
            2 => schedule.dice.between(50, 2000),
            _ => schedule.dice.between(1000, 15_000),
        };
        schedule.run_until(schedule.now + pause);
        schedule.act();
    }
    (schedule.check(), schedule)
}

/// The failure of the fewest actions of a schedule that fails.
fn shrunk(seed: u64, broken: BrokenRule) -> String {
    let failures =
        (1..=MOST_ACTIONS).filter_map(|most| Some((most, run(seed, broken, most, false).0.err()?)));
    let (most, failure) = failures.into_iter().next().expect("the whole schedule fails");
    format!(
        "seed {seed}, {most} actions: {failure}\nPULLQUOTE_SEED={seed} PULLQUOTE_ACTIONS={most} traces it"
    )
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn what_showed_as_saved_is_there_in_all_simulated_schedules() {
    if let Some(seed) = setting("PULLQUOTE_SEED") {
        let most = setting("PULLQUOTE_ACTIONS").unwrap_or(MOST_ACTIONS);
        run(seed, BrokenRule::None, most, true).0.unwrap_or_else(|failure| panic!("{failure}"));
        return;
    }
    let schedules = setting("PULLQUOTE_SCHEDULES").unwrap_or(SCHEDULES);
    let first = setting("PULLQUOTE_FIRST_SEED").unwrap_or(0);
    let most_failures = setting("PULLQUOTE_FAILURES").map_or(MOST_FAILURES, |most| most as usize);
    let mut progress = SimulationProgress::new(first);
    for seed in first..first + schedules {
        let (checked, schedule) = run(seed, BrokenRule::None, MOST_ACTIONS, false);
        progress.add(schedule);
        if checked.is_err() {
            let failure = shrunk(seed, BrokenRule::None);
            println!("{failure}");
            progress.failures.push(failure);
        }
        assert!(progress.failures.len() < most_failures, "{}", progress.failures.join("\n\n"));
        if progress.schedules.is_multiple_of(REPORT_EVERY) || progress.schedules == schedules {
            println!("{progress}");
        }
    }
    assert!(progress.failures.is_empty(), "{}", progress.failures.join("\n\n"));
}

/// What a run has done so far.
struct SimulationProgress {
    first: u64,
    start: Instant,
    schedules: u64,
    events: u64,
    coverage: Coverage,
    failures: Vec<String>,
}

impl SimulationProgress {
    fn new(first: u64) -> SimulationProgress {
        let (start, coverage) = (Instant::now(), Coverage::new());
        SimulationProgress { first, start, schedules: 0, events: 0, coverage, failures: vec![] }
    }

    fn add(&mut self, schedule: Schedule) {
        self.schedules += 1;
        self.events += schedule.events;
        for (what, n) in schedule.coverage {
            *self.coverage.entry(what).or_default() += n;
        }
    }
}

impl std::fmt::Display for SimulationProgress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (schedules, seconds) = (self.schedules as f64, self.start.elapsed().as_secs_f64());
        write!(
            f,
            "{} schedules from seed {}, {:.0} a second, {:.1} events each, {} failed: {:?}",
            self.schedules,
            self.first,
            schedules / seconds,
            self.events as f64 / schedules,
            self.failures.len(),
            self.coverage
        )
    }
}

#[test]
fn the_simulation_finds_each_broken_rule() {
    let rules = [
        (BrokenRule::SavedBeforeCompletion, 0),
        (BrokenRule::DropsWithoutRecord, 0),
        (BrokenRule::UnreadableIncluded, 0),
        (BrokenRule::SilenceIsSuccess, 100),
        (BrokenRule::IgnoresCopies, 0),
        (BrokenRule::DropsInCompany, 0),
    ];
    for (rule, first) in rules {
        // A schedule shows it only if it holds with the rule unbroken.
        let shows = |seed: &u64| {
            run(*seed, rule, MOST_ACTIONS, false).0.is_err()
                && run(*seed, BrokenRule::None, MOST_ACTIONS, false).0.is_ok()
        };
        let within = setting("PULLQUOTE_SCHEDULES").unwrap_or(FOUND_WITHIN);
        let found = (first..first + within).find(shows);
        println!("{rule:?}: found by schedule {found:?}");
        assert!(found.is_some(), "{rule:?} is not found within {within} schedules");
    }
}
