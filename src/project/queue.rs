//! Many files that are opened at once: which is read next and by which worker, what came of each, and what is still to be
//! read after a reload. A state machine: it takes what happened and returns what to do; `web/queue` does it.

use std::collections::{BTreeMap, VecDeque};

/// A file, or an article of a file, that waits to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QueuedFile {
    /// Under which its content is kept. No other file has the same, in any tab.
    pub key: u64,
    /// What a reader calls it, with its folder or archive.
    pub name: String,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub(crate) enum QueueEvent {
    /// The reader has chosen these files.
    Added(Vec<QueuedFile>),
    /// An earlier visit left these.
    Resumed(Vec<QueuedFile>),
    /// These cannot be read, which shows before any worker has them: their names, and why.
    Refused(Vec<(String, String)>),
    /// A worker has answered about the file with this key.
    Answered { key: u64, outcome: FileOutcome },
    /// So much time has passed since the file with this key went to a worker that none will answer.
    TimedOut { key: u64 },
    /// The reader wants no more.
    Cancelled,
    /// The reader has read what came of it.
    Dismissed,
    /// The reader has said which columns are which: the tables that wait for that are read again.
    ColumnsNamed,
    /// The reader leaves the table with this key out.
    ColumnsRefused { key: u64 },
}

/// What came of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FileOutcome {
    /// An article, which is in the library now.
    Added,
    /// An article that was in the library.
    Known,
    /// An archive or a table: what is in it, to be read in its place.
    Several(Vec<QueuedFile>),
    /// Why there is no article.
    Failed(String),
    /// A table that waits for the reader to say which column is which.
    AsksColumns,
    /// The worker ended without an answer.
    Broken,
}

/// Something to do, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum QueueEffect {
    /// Keep these files, so that a reload does not lose them.
    Keep(Vec<QueuedFile>),
    /// The files with these keys are needed no more.
    Forget(Vec<u64>),
    /// Have a worker read a file.
    Read { worker: usize, file: QueuedFile },
    /// End a worker in the midst of its work.
    Stop { worker: usize },
    /// End all workers: nothing is left to read.
    Rest,
    /// Show how far it is.
    Show,
    /// Everything is read.
    Finished,
}

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct QueueProgress {
    /// Files, archives and tables not counted, that were read, with or without success.
    pub done: usize,
    /// The same, with those that are still to be read.
    pub all: usize,
    pub added: usize,
    pub known: usize,
    /// What could not be read: its name, and why.
    pub failures: Vec<(String, String)>,
    /// How many the reader did without.
    pub cancelled: usize,
    /// How many tables wait for the reader to say which column is which. They count as not read.
    pub asking: usize,
    pub is_running: bool,
    /// Whether some came out of an archive or a table: what is counted are articles rather than files.
    pub has_parts: bool,
}

/// A file that breaks a worker gets a second chance: the worker may have broken over the one before.
const ATTEMPTS: u32 = 2;

/// The state of reading.
#[derive(Debug)]
pub(crate) struct Queue {
    /// Invariant: at least one.
    workers: Vec<Option<QueuedFile>>,
    waiting: VecDeque<QueuedFile>,
    /// Tables that wait for the reader. They stay kept.
    asking: Vec<QueuedFile>,
    /// How often files have broken a worker.
    broken: BTreeMap<u64, u32>,
    progress: QueueProgress,
    why_broken: &'static str,
    why_silent: &'static str,
    why_unnamed: &'static str,
}

/// What is said of a file that is given up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QueueReasons {
    pub broken: &'static str,
    pub silent: &'static str,
    /// Of a table whose columns nobody names.
    pub unnamed: &'static str,
}

impl Queue {
    pub(crate) fn new(n_workers: usize, reasons: QueueReasons) -> Queue {
        Queue {
            workers: vec![None; n_workers.max(1)],
            waiting: VecDeque::new(),
            asking: vec![],
            broken: BTreeMap::new(),
            progress: QueueProgress::default(),
            why_broken: reasons.broken,
            why_silent: reasons.silent,
            why_unnamed: reasons.unnamed,
        }
    }

    pub(crate) fn progress(&self) -> &QueueProgress {
        &self.progress
    }

    /// The key of the file that a worker has.
    pub(crate) fn file_of(&self, worker: usize) -> Option<u64> {
        self.workers.get(worker)?.as_ref().map(|file| file.key)
    }

    /// The name of a file that a worker has.
    pub(crate) fn name_of(&self, key: u64) -> Option<&str> {
        self.workers.iter().flatten().find(|file| file.key == key).map(|file| file.name.as_str())
    }

    /// Takes what happened; returns what to do.
    pub(crate) fn step(&mut self, event: QueueEvent) -> Vec<QueueEffect> {
        let mut effects = vec![];
        match event {
            QueueEvent::Added(files) => {
                self.begin_anew();
                effects.push(QueueEffect::Keep(files.clone()));
                self.wait(files);
            }
            QueueEvent::Resumed(files) => {
                self.begin_anew();
                self.wait(files);
            }
            QueueEvent::Refused(files) => {
                self.progress.all += files.len();
                self.progress.done += files.len();
                self.progress.failures.extend(files);
            }
            QueueEvent::Answered { key, outcome } => self.answered(key, outcome, &mut effects),
            QueueEvent::TimedOut { key } => self.timed_out(key, &mut effects),
            QueueEvent::Cancelled => self.cancel(&mut effects),
            QueueEvent::Dismissed if !self.progress.is_running => {
                let asking: Vec<u64> = self.asking.iter().map(|file| file.key).collect();
                asking.into_iter().for_each(|key| self.refuse(key, &mut effects));
                self.progress = QueueProgress::default();
            }
            QueueEvent::Dismissed => {}
            QueueEvent::ColumnsNamed => {
                self.progress.asking = 0;
                self.progress.is_running |= !self.asking.is_empty();
                self.waiting.extend(self.asking.drain(..));
            }
            QueueEvent::ColumnsRefused { key } => self.refuse(key, &mut effects),
        }
        self.go_on(&mut effects);
        effects
    }

    /// What came of the last files is told no more, once others begin.
    fn begin_anew(&mut self) {
        if !self.progress.is_running && self.asking.is_empty() {
            self.progress = QueueProgress::default();
        }
    }

    fn wait(&mut self, files: Vec<QueuedFile>) {
        self.progress.all += files.len();
        self.progress.is_running |= !files.is_empty();
        self.waiting.extend(files);
    }

    /// Takes a file from the worker that has it; `None` where none has it any more.
    fn take(&mut self, key: u64) -> Option<(usize, QueuedFile)> {
        let has_it = |file: &Option<QueuedFile>| file.as_ref().is_some_and(|file| file.key == key);
        let worker = self.workers.iter().position(has_it)?;
        Some((worker, self.workers[worker].take()?))
    }

    fn answered(&mut self, key: u64, outcome: FileOutcome, effects: &mut Vec<QueueEffect>) {
        let Some((worker, file)) = self.take(key) else { return };
        match outcome {
            FileOutcome::Added => self.progress.added += 1,
            FileOutcome::Known => self.progress.known += 1,
            FileOutcome::Failed(why) => self.progress.failures.push((file.name, why)),
            FileOutcome::AsksColumns => {
                self.progress.asking += 1;
                self.asking.push(file);
                return;
            }
            FileOutcome::Several(files) => {
                // It stands for what is in it, which takes its place.
                self.progress.has_parts = true;
                self.progress.all -= 1;
                effects.push(QueueEffect::Keep(files.clone()));
                effects.push(QueueEffect::Forget(vec![key]));
                self.progress.all += files.len();
                files.into_iter().rev().for_each(|file| self.waiting.push_front(file));
                return;
            }
            FileOutcome::Broken => {
                effects.push(QueueEffect::Stop { worker });
                let times = self.broken.entry(key).or_default();
                *times += 1;
                if *times < ATTEMPTS {
                    self.waiting.push_back(file);
                    return;
                }
                self.progress.failures.push((file.name, self.why_broken.to_owned()));
            }
        }
        self.progress.done += 1;
        effects.push(QueueEffect::Forget(vec![key]));
    }

    /// Leaves out a table that waits for the reader.
    fn refuse(&mut self, key: u64, effects: &mut Vec<QueueEffect>) {
        let Some(at) = self.asking.iter().position(|file| file.key == key) else { return };
        let file = self.asking.remove(at);
        self.progress.asking -= 1;
        self.progress.done += 1;
        self.progress.failures.push((file.name, self.why_unnamed.to_owned()));
        effects.push(QueueEffect::Forget(vec![key]));
    }

    fn timed_out(&mut self, key: u64, effects: &mut Vec<QueueEffect>) {
        let Some((worker, file)) = self.take(key) else { return };
        effects.push(QueueEffect::Stop { worker });
        effects.push(QueueEffect::Forget(vec![key]));
        self.progress.failures.push((file.name, self.why_silent.to_owned()));
        self.progress.done += 1;
    }

    /// What was opened stays.
    fn cancel(&mut self, effects: &mut Vec<QueueEffect>) {
        let mut keys: Vec<u64> = self.waiting.drain(..).map(|file| file.key).collect();
        for (worker, file) in self.workers.iter_mut().enumerate() {
            if let Some(file) = file.take() {
                effects.push(QueueEffect::Stop { worker });
                keys.push(file.key);
            }
        }
        keys.extend(self.asking.drain(..).map(|file| file.key));
        self.progress.asking = 0;
        self.progress.cancelled += keys.len();
        effects.push(QueueEffect::Forget(keys));
    }

    /// Gives each idle worker a file.
    fn go_on(&mut self, effects: &mut Vec<QueueEffect>) {
        for (worker, place) in self.workers.iter_mut().enumerate().filter(|(_, place)| place.is_none()) {
            let Some(file) = self.waiting.pop_front() else { break };
            effects.push(QueueEffect::Read { worker, file: file.clone() });
            *place = Some(file);
        }
        effects.push(QueueEffect::Show);
        if self.progress.is_running && self.workers.iter().all(Option::is_none) {
            self.progress.is_running = false;
            self.broken.clear();
            effects.extend([QueueEffect::Rest, QueueEffect::Show, QueueEffect::Finished]);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sorting::Sorting as _;

    const REASONS: QueueReasons =
        QueueReasons { broken: "it broke", silent: "too long", unnamed: "no columns" };

    fn files(keys: impl IntoIterator<Item = u64>) -> Vec<QueuedFile> {
        keys.into_iter().map(|key| QueuedFile { key, name: format!("{key}.txt") }).collect()
    }

    /// What a queue does, in short: `keep 1 2`, `read 1`, `forget 1`.
    fn did(effects: &[QueueEffect]) -> String {
        let list = |what: &str, keys: Vec<u64>| {
            std::iter::once(what.to_owned())
                .chain(keys.iter().map(u64::to_string))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let said = effects.iter().filter_map(|effect| match effect {
            QueueEffect::Keep(files) => Some(list("keep", files.iter().map(|file| file.key).collect())),
            QueueEffect::Forget(keys) => Some(list("forget", keys.clone())),
            QueueEffect::Read { file, .. } => Some(list("read", vec![file.key])),
            QueueEffect::Stop { worker } => Some(format!("stop worker {worker}")),
            QueueEffect::Rest => Some("rest".to_owned()),
            QueueEffect::Finished => Some("finished".to_owned()),
            QueueEffect::Show => None,
        });
        said.collect::<Vec<_>>().join(", ")
    }

    #[track_caller]
    fn check(queue: &mut Queue, event: QueueEvent, expected: &str) {
        assert_eq!(did(&queue.step(event)), expected);
    }

    fn answered(key: u64, outcome: FileOutcome) -> QueueEvent {
        QueueEvent::Answered { key, outcome }
    }

    #[test]
    fn a_bad_file_does_not_stop_the_others() {
        let mut queue = Queue::new(2, REASONS);
        check(&mut queue, QueueEvent::Added(files(1..=3)), "keep 1 2 3, read 1, read 2");
        check(&mut queue, answered(2, FileOutcome::Failed("empty".into())), "forget 2, read 3");
        check(&mut queue, answered(1, FileOutcome::Added), "forget 1");
        check(&mut queue, answered(3, FileOutcome::Known), "forget 3, rest, finished");
        let progress = queue.progress();
        assert_eq!((progress.done, progress.all, progress.added, progress.known), (3, 3, 1, 1));
        assert_eq!(progress.failures, [("2.txt".to_owned(), "empty".to_owned())]);
        check(&mut queue, QueueEvent::Added(files(4..5)), "keep 4, read 4");
        assert_eq!(queue.progress().all, 1, "what came of the last ones is told no more");
    }

    #[test]
    fn an_archive_stands_for_what_is_in_it() {
        let mut queue = Queue::new(1, REASONS);
        check(&mut queue, QueueEvent::Added(files(1..=2)), "keep 1 2, read 1");
        check(&mut queue, answered(1, FileOutcome::Several(files(5..=6))), "keep 5 6, forget 1, read 5");
        check(&mut queue, answered(5, FileOutcome::Added), "forget 5, read 6");
        check(&mut queue, answered(6, FileOutcome::Added), "forget 6, read 2");
        assert_eq!((queue.progress().done, queue.progress().all), (2, 3));
        check(&mut queue, answered(2, FileOutcome::Several(vec![])), "keep, forget 2, rest, finished");
        assert_eq!((queue.progress().done, queue.progress().all), (2, 2));
    }

    #[test]
    fn what_breaks_a_worker_twice_is_given_up() {
        let mut queue = Queue::new(1, REASONS);
        check(&mut queue, QueueEvent::Added(files(1..=2)), "keep 1 2, read 1");
        check(&mut queue, answered(1, FileOutcome::Broken), "stop worker 0, read 2");
        check(&mut queue, answered(2, FileOutcome::Added), "forget 2, read 1");
        check(&mut queue, answered(1, FileOutcome::Broken), "stop worker 0, forget 1, rest, finished");
        assert_eq!(queue.progress().failures, [("1.txt".to_owned(), "it broke".to_owned())]);
    }

    #[test]
    fn silence_ends_a_worker_and_a_late_answer_counts_for_nothing() {
        let mut queue = Queue::new(1, REASONS);
        check(&mut queue, QueueEvent::Added(files(1..=2)), "keep 1 2, read 1");
        check(&mut queue, QueueEvent::TimedOut { key: 1 }, "stop worker 0, forget 1, read 2");
        check(&mut queue, answered(1, FileOutcome::Added), "");
        check(&mut queue, QueueEvent::TimedOut { key: 1 }, "");
        check(&mut queue, answered(2, FileOutcome::Added), "forget 2, rest, finished");
        assert_eq!((queue.progress().added, queue.progress().done), (1, 2));
    }

    #[test]
    fn a_table_waits_for_its_reader_and_stays_kept() {
        let mut queue = Queue::new(1, REASONS);
        check(&mut queue, QueueEvent::Added(files(1..=2)), "keep 1 2, read 1");
        check(&mut queue, answered(1, FileOutcome::AsksColumns), "read 2");
        check(&mut queue, answered(2, FileOutcome::Added), "forget 2, rest, finished");
        assert_eq!((queue.progress().done, queue.progress().all, queue.progress().asking), (1, 2, 1));
        check(&mut queue, QueueEvent::ColumnsNamed, "read 1");
        check(&mut queue, answered(1, FileOutcome::AsksColumns), "rest, finished");
        check(&mut queue, QueueEvent::ColumnsRefused { key: 1 }, "forget 1");
        assert_eq!(queue.progress().failures, [("1.txt".to_owned(), "no columns".to_owned())]);
        assert_eq!((queue.progress().done, queue.progress().asking), (2, 0));
    }

    #[test]
    fn cancelled_the_rest_is_forgotten() {
        let mut queue = Queue::new(2, REASONS);
        check(&mut queue, QueueEvent::Resumed(files(1..=4)), "read 1, read 2");
        check(&mut queue, answered(1, FileOutcome::Added), "forget 1, read 3");
        check(
            &mut queue,
            QueueEvent::Cancelled,
            "stop worker 0, stop worker 1, forget 4 3 2, rest, finished",
        );
        assert_eq!((queue.progress().cancelled, queue.progress().added), (3, 1));
        check(&mut queue, QueueEvent::Dismissed, "");
        assert_eq!(queue.progress(), &QueueProgress::default());
    }

    proptest! {
        #[test]
        fn every_file_is_forgotten_once_and_the_end_comes(
            n_workers in 0_usize..5,
            answers in prop::collection::vec((0_usize..5, 0_usize..6), 0..60),
        ) {
            let mut queue = Queue::new(n_workers, REASONS);
            let (mut next, mut reading, mut forgotten) = (9_u64, vec![], vec![]);
            let mut effects = queue.step(QueueEvent::Added(files(0..8)));
            let mut answers = answers.into_iter();
            let mut finished = 0;
            loop {
                for effect in effects {
                    match effect {
                        QueueEffect::Read { file, .. } => reading.push(file.key),
                        QueueEffect::Forget(keys) => forgotten.extend(keys),
                        QueueEffect::Finished => finished += 1,
                        _ => {}
                    }
                }
                prop_assert!(reading.len() <= n_workers.max(1));
                if reading.is_empty() {
                    break;
                }
                let (which, what) = answers.next().unwrap_or((0, 0));
                let key = reading.remove(which % reading.len());
                effects = queue.step(match what {
                    1 => answered(key, FileOutcome::Failed("bad".into())),
                    2 => answered(key, FileOutcome::Broken),
                    3 => QueueEvent::TimedOut { key },
                    4 => {
                        next += 2;
                        answered(key, FileOutcome::Several(files(next - 2..next)))
                    }
                    _ => answered(key, FileOutcome::Added),
                });
            }
            forgotten.order();
            let n = forgotten.len();
            forgotten.dedup();
            prop_assert_eq!(n, forgotten.len());
            prop_assert_eq!(n as u64, next - 1);
            prop_assert_eq!((finished, queue.progress().done), (1, queue.progress().all));
        }
    }
}
