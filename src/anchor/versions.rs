//! Carries passages from one version of a text to the next, when both are at hand: most of it has not changed,
//! and what surrounds a passage is then known without limit.

use super::units::{self, TextUnits};
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

/// A text as words and as sentences.
#[derive(Clone, Copy)]
pub(super) struct TextVersion<'a> {
    pub words: &'a WordIndex<'a>,
    pub units: &'a TextUnits,
}

/// The parts that stayed, in the order of both texts: grown around the words and the sentences that each has once (the
/// "patience" algorithm), first forward, then backward.
pub(super) fn runs(old: TextVersion, new: TextVersion) -> Vec<UnchangedRun> {
    let mut runs: Vec<UnchangedRun> = vec![];
    let mut seeds = vec![(0, 0)];
    let shared = shared_once(old, new);
    let places: Vec<usize> = shared.iter().map(|pair| pair.1).collect();
    seeds.extend(longest_rise(&places).into_iter().map(|i| shared[i]));
    let (a, b) = (old.words.text.as_bytes(), new.words.text.as_bytes());
    seeds.push((a.len(), b.len()));
    let limits = limits(&seeds);
    let (mut past_old, mut past_new) = (0, 0);
    for ((i, j), limit) in seeds.into_iter().zip(limits) {
        if i < past_old || j < past_new {
            continue;
        }
        let back = common_end(&a[past_old..i], &b[past_new..j]);
        // A sentence that is gone may begin as the next one does: what the next one has is the next one's.
        let (a, b) = (&a[i..limit.0.max(i)], &b[j..limit.1.max(j)]);
        let ahead = a.iter().zip(b).take_while(|(x, y)| x == y).count();
        if let Some(run) =
            whole_characters(old.words.text, UnchangedRun { old: i - back, new: j - back, len: back + ahead })
        {
            (past_old, past_new) = (run.old_end(), run.new_end());
            runs.push(run);
        }
    }
    runs
}

/// For each seed the next one that is shifted otherwise: its run ends there at the latest.
fn limits(seeds: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let shift = |seed: (usize, usize)| seed.1 as i64 - seed.0 as i64;
    let Some(&(mut limit)) = seeds.last() else { return vec![] };
    let mut limits = vec![limit; seeds.len()];
    for at in (0..seeds.len()).rev() {
        if let Some(&next) = seeds.get(at + 1).filter(|next| shift(**next) != shift(seeds[at])) {
            limit = next;
        }
        limits[at] = limit;
    }
    limits
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

/// Where the words that both versions have exactly once stand in each, in bytes, in the order of the old one; and all
/// words of the sentences that both have once.
fn shared_once(old: TextVersion, new: TextVersion) -> Vec<(usize, usize)> {
    let mut shared: Vec<(usize, usize)> = vec![];
    let mut sentences =
        units::shared_once((old.words, old.units), (new.words, new.units)).into_iter().peekable();
    for unit in 0..old.units.count() {
        let start = |text: &WordIndex, word: usize| text.words[word].start as usize;
        if let Some((_, there)) = sentences.next_if(|(here, _)| *here == unit) {
            let pairs = old.units.words(unit).zip(new.units.words(there));
            let (gone, came) = (old.units.words(unit).start, new.units.words(there).start);
            let (a, b) = (start(old.words, gone), start(new.words, came));
            let lead = lead(&old.words.text[..a], &new.words.text[..b]);
            shared.extend((0 < lead).then_some((a - lead, b - lead)));
            shared.extend(pairs.map(|(i, j)| (start(old.words, i), start(new.words, j))));
            continue;
        }
        shared.extend(old.units.words(unit).filter_map(|i| {
            let id = old.words.words[i].id;
            let ([_], [there]) = (old.words.occurrences(id), new.words.occurrences(id)) else { return None };
            Some((start(old.words, i), start(new.words, *there as usize)))
        }));
    }
    shared
}

/// Bytes of the marks that both have directly before a sentence.
fn lead(before: &str, there: &str) -> usize {
    let marks = before.chars().rev().zip(there.chars().rev());
    let is_shared = |(a, b): &(char, char)| a == b && !a.is_whitespace() && !a.is_alphanumeric();
    marks.take(LONGEST_LEAD).take_while(is_shared).map(|(a, _)| a.len_utf8()).sum()
}

/// How many marks before a sentence may be its own: a list's sign and two quotation marks.
const LONGEST_LEAD: usize = 3;

/// The indices of the longest part of a list that rises, in order (by patience sorting, O(n log n)).
pub(crate) fn longest_rise<T: Ord>(list: &[T]) -> Vec<usize> {
    let mut tops: Vec<usize> = vec![];
    let mut before: Vec<Option<usize>> = vec![];
    for (i, value) in list.iter().enumerate() {
        let pile = tops.partition_point(|&top| list[top] < *value);
        before.push(pile.checked_sub(1).map(|p| tops[p]));
        if pile == tops.len() { tops.push(i) } else { tops[pile] = i }
    }
    let mut rise: Vec<usize> = std::iter::successors(tops.last().copied(), |&i| before[i]).collect();
    rise.reverse();
    rise
}

/// The passage, where it lies in a part that stayed.
pub(super) fn unchanged(runs: &[UnchangedRun], span: Span) -> Option<Span> {
    let index = runs.partition_point(|run| run.old <= span.start().index()).checked_sub(1)?;
    let run = runs[index];
    (span.end().index() <= run.old_end()).then(|| {
        let start = run.new + span.start().index() - run.old;
        Span::new(start, start + span.len())
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
        let words = [old, new].map(WordIndex::new);
        let units = [TextUnits::new(&words[0]), TextUnits::new(&words[1])];
        let [a, b] = [0, 1].map(|i| TextVersion { words: &words[i], units: &units[i] });
        runs(a, b)
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
    fn a_sentence_that_is_gone_leaves_the_next_one_whole() {
        assert_eq!(
            check("“No,” said Ida Lund. “No,” said Per Dahl.", "“No,” said Per Dahl."),
            "[“No,” said Per Dahl.]"
        );
    }

    #[test]
    fn of_two_copies_the_first_goes_on_from_what_came_before() {
        assert_eq!(
            check("Intro: the same text. End", "Intro: the same text. More: the same text. End"),
            "[Intro: the same text. ][End]"
        );
    }
}
