//! What a command reports on standard error: problems with their place, and progress when it takes long.

use std::fmt::{self, Display};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Progress appears after this time: nobody waits for what takes less.
const PATIENCE: Duration = Duration::from_secs(2);

/// Counts the articles that are done, and reports what goes wrong.
pub(crate) struct RunReport {
    started: Instant,
    /// When progress was last shown.
    shown: Instant,
    done: usize,
    problems: usize,
    /// On a terminal.
    bar: Option<ProgressBar>,
}

impl RunReport {
    pub(crate) fn new() -> RunReport {
        let now = Instant::now();
        RunReport { started: now, shown: now, done: 0, problems: 0, bar: None }
    }

    /// Shows a bar on a terminal, with the time left where it is known how many articles there are.
    pub(crate) fn expect(&mut self, total: impl FnOnce() -> Option<u64>) {
        if !io::stderr().is_terminal() {
            return;
        }
        let (bar, template) = match total() {
            Some(total) => (ProgressBar::new(total), "{wide_bar} {pos} of {len}, {per_sec}, {eta} left"),
            None => (ProgressBar::no_length(), "{spinner} {pos} done, {per_sec}, {elapsed}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        self.bar = Some(bar);
    }

    /// Counts one article that is done.
    pub(crate) fn done(&mut self) {
        self.done += 1;
        if let Some(bar) = &self.bar {
            return bar.inc(1);
        }
        if self.started.elapsed() < PATIENCE || self.shown.elapsed() < PATIENCE / 2 {
            return;
        }
        self.shown = Instant::now();
        let rate = self.done as f64 / self.started.elapsed().as_secs_f64();
        say(format_args!("{} done, {rate:.1} a second", self.done));
    }

    /// An article that an earlier run has done: it says nothing of the rate.
    pub(crate) fn passed_over(&mut self) {
        if let Some(bar) = &self.bar {
            bar.dec_length(1);
        }
    }

    /// Takes the bar away.
    pub(crate) fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn say(&self, message: impl Display) {
        match &self.bar {
            Some(bar) => bar.suspend(|| say(message)),
            None => say(message),
        }
    }

    /// Reports what could not be read: where (a file, with its line), and what is wrong.
    pub(crate) fn problem(&mut self, place: impl Display, problem: impl Display) {
        self.problems += 1;
        self.say(format_args!("{place}: {problem}"));
    }

    /// Reports why nothing could be done at all.
    pub(crate) fn fail(&mut self, problem: impl Display) {
        self.problems += 1;
        self.say(problem);
    }

    /// Reports what is no problem, but good to know.
    pub(crate) fn note(&mut self, note: impl Display) {
        self.say(note);
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        if self.problems == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Why the value of an option cannot be taken, and how to write it.
#[derive(Debug)]
pub(crate) struct WrongValue(pub(crate) &'static str);

impl Display for WrongValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for WrongValue {}

/// A line on standard error. That nobody reads it is no reason to stop, as `eprintln` would.
pub(crate) fn say(message: impl Display) {
    writeln!(io::stderr(), "pullquote: {message}").ok();
}

/// Why a file cannot be read or written, and what to do about it: the system's words have numbers of errors in them.
pub(crate) fn io_problem(error: &io::Error) -> String {
    // Our own words name the file, too.
    if error.get_ref().is_some() {
        return error.to_string();
    }
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file; check its name".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "the system does not allow it; check who may use the file".to_owned()
        }
        io::ErrorKind::IsADirectory => "this is a folder; name the files in it".to_owned(),
        io::ErrorKind::NotADirectory => "a part of this path is a file, not a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full; make room, or write to another one".to_owned(),
        _ => {
            let words = error.to_string();
            words.split_once(" (os error").map_or(words.as_str(), |(words, _)| words).to_owned()
        }
    }
}
