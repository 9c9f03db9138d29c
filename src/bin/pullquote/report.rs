//! What a command reports on standard error: problems with their place, and progress when it takes long.

use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Progress appears after this time: nobody waits for what takes less.
const PATIENCE: Duration = Duration::from_secs(2);

/// Counts the articles that are done, and reports what goes wrong.
pub(crate) struct RunReport {
    started: Instant,
    /// When progress was last shown.
    shown: Instant,
    done: usize,
    problems: usize,
}

impl RunReport {
    pub(crate) fn new() -> RunReport {
        let now = Instant::now();
        RunReport { started: now, shown: now, done: 0, problems: 0 }
    }

    /// Counts one article that is done.
    pub(crate) fn done(&mut self) {
        self.done += 1;
        if self.started.elapsed() < PATIENCE || self.shown.elapsed() < PATIENCE / 2 {
            return;
        }
        self.shown = Instant::now();
        let rate = self.done as f64 / self.started.elapsed().as_secs_f64();
        show_progress(format_args!("{} done, {rate:.1} a second", self.done));
    }

    /// Reports what could not be read: where (a file, with its line), and what is wrong.
    pub(crate) fn problem(&mut self, place: impl Display, problem: impl Display) {
        self.problems += 1;
        eprintln!("pullquote: {place}: {problem}");
    }

    /// Reports what is no problem, but good to know.
    pub(crate) fn note(&mut self, note: impl Display) {
        eprintln!("pullquote: {note}");
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        if self.problems == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn show_progress(message: impl Display) {
    let mut stderr = std::io::stderr();
    let end = if stderr.is_terminal() { '\r' } else { '\n' };
    write!(stderr, "pullquote: {message}{end}").ok(); // Progress that nobody can see is no reason to stop.
}
