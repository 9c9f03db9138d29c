//! Carries passages from one version of a text to the next, when both are at hand: most of it has not changed,
//! and what surrounds a passage is then known without limit.

use super::selector::Resolution;
use super::words::WordIndex;
use crate::span::Span;

/// A part that both versions have, byte for byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnchangedRun {
    pub old: usize,
    pub new: usize,
    pub len: usize,
}

impl UnchangedRun {
    pub(super) fn old_end(self) -> usize {
        self.old + self.len
    }

    fn new_end(self) -> usize {
        self.new + self.len
    }

    fn shift(self) -> i64 {
        self.new as i64 - self.old as i64
    }
}

/// The parts that stayed, in the order of both texts: grown around the words that each has once (the
/// "patience" algorithm), first forward, then backward.
pub(super) fn runs(old: &WordIndex, new: &WordIndex) -> Vec<UnchangedRun> {
    let mut runs: Vec<UnchangedRun> = vec![];
    let mut seeds = vec![(0, 0)];
    seeds.extend(longest_rise(&shared_once(old, new)));
    seeds.push((old.text.len(), new.text.len()));
    let (a, b) = (old.text.as_bytes(), new.text.as_bytes());
    let (mut past_old, mut past_new) = (0, 0);
    for (i, j) in seeds {
        if i < past_old || j < past_new {
            continue;
        }
        let back = common_end(&a[past_old..i], &b[past_new..j]);
        let ahead = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
        if let Some(run) =
            whole_characters(old.text, UnchangedRun { old: i - back, new: j - back, len: back + ahead })
        {
            (past_old, past_new) = (run.old_end(), run.new_end());
            runs.push(run);
        }
    }
    runs
}

fn common_end(a: &[u8], b: &[u8]) -> usize {
    a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count()
}

/// The run without the parts of characters that may be at its ends; `None` when nothing is left.
fn whole_characters(old: &str, run: UnchangedRun) -> Option<UnchangedRun> {
    let start = (run.old..run.old_end()).find(|&b| old.is_char_boundary(b))?;
    let end = (start..=run.old_end()).rev().find(|&b| old.is_char_boundary(b))?;
    (start < end).then(|| UnchangedRun { old: start, new: run.new + (start - run.old), len: end - start })
}

/// Where the words that both versions have exactly once stand in each, in bytes, in the order of the old one.
fn shared_once(old: &WordIndex, new: &WordIndex) -> Vec<(usize, usize)> {
    old.words
        .iter()
        .filter_map(|word| {
            let ([_], [there]) = (old.occurrences(word.id), new.occurrences(word.id)) else { return None };
            Some((word.start as usize, new.words[*there as usize].start as usize))
        })
        .collect()
}

/// The longest part of the pairs that rises in both (by patience sorting, O(n log n)).
fn longest_rise(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tops: Vec<usize> = vec![];
    let mut before: Vec<Option<usize>> = vec![];
    for (i, pair) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|&top| pairs[top].1 < pair.1);
        before.push(pile.checked_sub(1).map(|p| tops[p]));
        if pile == tops.len() { tops.push(i) } else { tops[pile] = i }
    }
    let mut rise: Vec<(usize, usize)> =
        std::iter::successors(tops.last().copied(), |&i| before[i]).map(|i| pairs[i]).collect();
    rise.reverse();
    rise
}

/// The passage, where it lies in a part that stayed.
pub(super) fn unchanged(runs: &[UnchangedRun], span: Span) -> Option<Resolution> {
    let index = runs.partition_point(|run| run.old <= span.start().index()).checked_sub(1)?;
    let run = runs[index];
    (span.end().index() <= run.old_end()).then(|| {
        let start = run.new + span.start().index() - run.old;
        Resolution::Exact(Span::new(start, start + span.len()))
    })
}

/// Where a byte of the old text should be in the new: as far from the nearest part that stayed as before.
pub(super) fn expected(runs: &[UnchangedRun], old: usize) -> i64 {
    let after = runs.partition_point(|run| run.old <= old);
    let left = after.checked_sub(1).map(|i| runs[i]);
    let right = runs.get(after).copied();
    let shift = match (left, right) {
        (Some(l), Some(r)) if r.old - old < old.saturating_sub(l.old_end()) => r.shift(),
        (Some(l), _) => l.shift(),
        (None, Some(r)) => r.shift(),
        (None, None) => 0,
    };
    old as i64 + shift
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str) -> String {
        runs(&WordIndex::new(old), &WordIndex::new(new))
            .iter()
            .map(|run| {
                assert_eq!(old[run.old..run.old_end()], new[run.new..run.new_end()]);
                format!("[{}]", &old[run.old..run.old_end()])
            })
            .collect()
    }

    #[test]
    fn what_stayed_is_found_around_what_changed() {
        assert_eq!(check("", ""), "");
        assert_eq!(check("one two", ""), "");
        assert_eq!(check("She said no.", "She said no."), "[She said no.]");
        assert_eq!(check("She said no to it.", "She had said no to it."), "[She ][said no to it.]");
        assert_eq!(check("a “é” b", "a “è” b"), "[a “][” b]");
    }

    #[test]
    fn of_two_copies_the_first_goes_on_from_what_came_before() {
        assert_eq!(
            check("Intro: the same text. End", "Intro: the same text. More: the same text. End"),
            "[Intro: the same text. ][End]"
        );
    }
}
