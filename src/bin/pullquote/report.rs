//! What is said on standard error while a command runs: troubles with their place, progress when it takes long.

use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Progress is shown from here on: what takes less is over before one has read it.
const PATIENCE: Duration = Duration::from_secs(2);

/// Counts what was done and tells what could not be.
pub(crate) struct Report {
    started: Instant,
    shown: Instant,
    done: usize,
    troubles: usize,
}

impl Report {
    pub(crate) fn new() -> Report {
        let now = Instant::now();
        Report { started: now, shown: now, done: 0, troubles: 0 }
    }

    /// One article is done.
    pub(crate) fn done(&mut self) {
        self.done += 1;
        if self.started.elapsed() < PATIENCE || self.shown.elapsed() < PATIENCE / 2 {
            return;
        }
        self.shown = Instant::now();
        let rate = self.done as f64 / self.started.elapsed().as_secs_f64();
        self.say(format_args!("{} done, {rate:.1} a second", self.done));
    }

    /// Something could not be read: where (a file, with its line), and what is wrong.
    pub(crate) fn trouble(&mut self, place: impl Display, problem: impl Display) {
        self.troubles += 1;
        eprintln!("pullquote: {place}: {problem}");
    }

    /// Something that is as it should be, and yet to be known.
    pub(crate) fn note(&mut self, note: impl Display) {
        eprintln!("pullquote: {note}");
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        if self.troubles == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn say(&self, message: impl Display) {
        let mut stderr = std::io::stderr();
        let end = if stderr.is_terminal() { '\r' } else { '\n' };
        // Progress that nobody can see is no reason to stop.
        let _ = write!(stderr, "pullquote: {message}{end}");
    }
}
