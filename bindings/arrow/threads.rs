//! Work on many articles at a time.

use std::sync::{Mutex, PoisonError};
use std::thread;

/// Does the same with each piece, on so many threads, and gives the results in the order of the pieces.
///
/// # Panics
/// If `work` does.
pub fn in_order<W: Send, R: Send>(pieces: Vec<W>, threads: usize, work: impl Fn(W) -> R + Sync) -> Vec<R> {
    let threads = threads.clamp(1, pieces.len().max(1));
    if threads == 1 {
        return pieces.into_iter().map(work).collect();
    }
    let waiting = Mutex::new(pieces.into_iter().enumerate());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let run = || -> Vec<(usize, R)> {
        std::iter::from_fn(next).map(|(number, piece)| (number, work(piece))).collect()
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let started: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        let ended = started.into_iter().flat_map(|thread| thread.join().expect("the work does not panic"));
        ended.collect()
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_pieces() {
        for threads in [0, 1, 3, 50] {
            let doubled = in_order((0..20).collect(), threads, |n: i32| 2 * n);
            assert_eq!(doubled, (0..20).map(|n| 2 * n).collect::<Vec<_>>());
        }
    }
}
