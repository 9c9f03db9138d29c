//! What a command reports on standard error: problems with their place, and progress when it takes long.

use std::fmt::{self, Display};
use std::io::{self, IsTerminal, Write};
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
        say(format_args!("{place}: {problem}"));
    }

    /// Reports why nothing could be done at all.
    pub(crate) fn fail(&mut self, problem: impl Display) {
        self.problems += 1;
        say(problem);
    }

    /// Reports what is no problem, but good to know.
    pub(crate) fn note(&mut self, note: impl Display) {
        say(note);
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

fn show_progress(message: impl Display) {
    let mut stderr = std::io::stderr();
    let end = if stderr.is_terminal() { '\r' } else { '\n' };
    write!(stderr, "pullquote: {message}{end}").ok(); // Progress that nobody can see is no reason to stop.
}
