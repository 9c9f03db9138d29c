//! Reads, analyses and writes at the same time: threads take articles as they come, and what they find is written in the
//! order of the articles.

use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many pieces of work wait for each thread, at most: a slow one must not fill the memory with those after it.
const WAITING: usize = 32;

/// Pieces of work on their way through the threads.
pub(crate) struct Pipeline<'w, W, R, C> {
    to_threads: Sender<(usize, W)>,
    results: Receiver<(usize, R)>,
    done: BTreeMap<usize, R>,
    given: usize,
    written: usize,
    most: usize,
    /// Gets each result in its turn, with what belongs to the whole run.
    write: &'w mut dyn FnMut(R, &mut C) -> io::Result<()>,
}

impl<W: Send, R: Send, C> Pipeline<'_, W, R, C> {
    /// Runs `give` with a pipeline of so many threads, then waits for all that it was given.
    pub(crate) fn run(
        threads: usize,
        work: impl Fn(W) -> R + Sync,
        write: &mut dyn FnMut(R, &mut C) -> io::Result<()>,
        context: &mut C,
        give: impl FnOnce(&mut Pipeline<W, R, C>, &mut C) -> io::Result<()>,
    ) -> io::Result<()> {
        let (to_threads, waiting) = channel::<(usize, W)>();
        let waiting = Mutex::new(waiting);
        let (to_writer, results) = channel();
        thread::scope(|scope| {
            for _ in 0..threads {
                let (waiting, work, to_writer) = (&waiting, &work, to_writer.clone());
                scope.spawn(move || {
                    loop {
                        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                        let Ok((number, piece)) = next else { break };
                        if to_writer.send((number, work(piece))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(to_writer);
            let (done, most) = (BTreeMap::new(), threads * WAITING);
            let mut pipeline = Pipeline { to_threads, results, done, given: 0, written: 0, most, write };
            give(&mut pipeline, context)?;
            pipeline.finish(context)
        })
    }

    /// Hands over a piece of work, and writes what is ready.
    pub(crate) fn give(&mut self, piece: W, context: &mut C) -> io::Result<()> {
        // Where all threads have ended, one has panicked, and the scope says so.
        self.to_threads.send((self.given, piece)).ok();
        self.given += 1;
        while let Ok((number, result)) = self.results.try_recv() {
            self.done.insert(number, result);
        }
        self.write_ready(context)?;
        while self.most <= self.given - self.written {
            self.wait(context)?;
        }
        Ok(())
    }

    fn wait(&mut self, context: &mut C) -> io::Result<()> {
        let Ok((number, result)) = self.results.recv() else {
            return Err(io::Error::other("a thread has ended before its work"));
        };
        self.done.insert(number, result);
        self.write_ready(context)
    }

    fn write_ready(&mut self, context: &mut C) -> io::Result<()> {
        while let Some(result) = self.done.remove(&self.written) {
            self.written += 1;
            (self.write)(result, context)?;
        }
        Ok(())
    }

    fn finish(mut self, context: &mut C) -> io::Result<()> {
        while self.written < self.given {
            self.wait(context)?;
        }
        Ok(())
    }
}
