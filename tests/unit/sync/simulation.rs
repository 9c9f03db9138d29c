//! Runs schedules and says which seed fails; shows that the simulation finds rules that are broken on purpose.

use std::time::Instant;

use super::schedule::{BrokenRule, Coverage, Schedule};

/// How many schedules a test run makes.
const SCHEDULES: u64 = 300;

/// Within how many schedules, from one near which it is known to show, a broken rule is found.
const FOUND_WITHIN: u64 = 200;

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
    let (start, mut coverage, mut events) = (Instant::now(), Coverage::new(), 0);
    for seed in first..first + schedules {
        let (checked, schedule) = run(seed, BrokenRule::None, MOST_ACTIONS, false);
        if checked.is_err() {
            panic!("{}", shrunk(seed, BrokenRule::None));
        }
        events += schedule.events;
        for (what, n) in schedule.coverage {
            *coverage.entry(what).or_default() += n;
        }
        if (seed + 1) % 50_000 == 0 {
            println!("{} schedules in {:.0?}", seed + 1 - first, start.elapsed());
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{schedules} schedules from seed {first}, {:.0} a second, {:.1} events each: {coverage:#?}",
        schedules as f64 / seconds,
        events as f64 / schedules as f64
    );
}

#[test]
fn the_simulation_finds_each_broken_rule() {
    let rules = [
        (BrokenRule::SavedBeforeCompletion, 0),
        (BrokenRule::DropsWithoutRecord, 0),
        (BrokenRule::UnreadableIncluded, 0),
        (BrokenRule::SilenceIsSuccess, 100),
        (BrokenRule::IgnoresCopies, 0),
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
