//! Aligns two sequences of words: which word of one is which of the other, after an edit.

use super::words::{HashedWord, WordSequence};

/// What a letter in common gains, where a letter skipped in between costs 1. At 8, a sentence may grow by a clause,
/// but single words ("the", "of") do not reach across half a paragraph to find their like.
const MATCH_GAIN: i32 = 8;

/// Words of the two sequences that are the same or nearly so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct WordPair {
    /// Index into the sequence that is looked for.
    pub wanted: usize,
    /// Index into the sequence that is searched.
    pub found: usize,
    /// How much of the word is the same, from 0 to 1.
    pub alike: f32,
}

/// Which words at the ends of the searched sequence may be skipped at no cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum EndGaps {
    /// Those at both ends.
    Free,
    /// Those at its start: what is looked for stands directly before its end.
    PinnedEnd,
    /// Those at its end: what is looked for stands directly after its start.
    PinnedStart,
}

/// The pairs, in order in both sequences, that leave the fewest letters over (Needleman and Wunsch's alignment, with
/// free gaps at the ends). Costs the product of the lengths: callers pass short ones.
pub(crate) fn align(wanted: WordSequence, found: WordSequence, ends: EndGaps) -> Vec<WordPair> {
    let (n, m) = (wanted.words.len(), found.words.len());
    let width = m + 1;
    let mut best = vec![0i32; (n + 1) * width];
    let costs: Vec<i32> = found.words.iter().map(|word| word.weight() as i32).collect();
    let ids: Vec<u64> = found.words.iter().map(|word| word.id).collect();
    let heads: Vec<u8> = (0..m).map(|j| head(found.word(j))).collect();
    if ends == EndGaps::PinnedStart {
        let mut cost = 0;
        for (here, skipped) in best[1..].iter_mut().zip(&costs) {
            cost -= skipped;
            *here = cost;
        }
    }
    let mut gains = vec![0i32; m];
    let free = vec![0i32; m];
    for i in 0..n {
        gain(wanted, i, found, (&ids, &heads), &mut gains);
        let (above, row) = best[i * width..(i + 2) * width].split_at_mut(width);
        // After the last wanted word, passing over words costs nothing, unless the end is pinned.
        let skipped = if i + 1 == n && ends != EndGaps::PinnedEnd { &free } else { &costs };
        let mut left = above[0];
        row[0] = left;
        for ((here, pair), (gain, cost)) in
            row[1..].iter_mut().zip(above.windows(2)).zip(gains.iter().zip(skipped))
        {
            let paired = if *gain == 0 { i32::MIN } else { pair[0] + gain };
            left = paired.max(pair[1]).max(left - cost);
            *here = left;
        }
    }
    trace(wanted, found, ends, &best)
}

/// What pairing the wanted word `i` with each of the found ones gains; 0 where they are different words. Letters
/// that differ are taken off: of "repo" and "repos", the one that stayed is meant. Nearly all pairs are different
/// words, which their first letters and their lengths show.
fn gain(
    wanted: WordSequence,
    i: usize,
    found: WordSequence,
    (ids, heads): (&[u64], &[u8]),
    gains: &mut [i32],
) {
    let (word, letters) = (wanted.words[i], wanted.word(i));
    let same = MATCH_GAIN * word.weight() as i32;
    for (gain, &id) in gains.iter_mut().zip(ids) {
        *gain = if id == word.id { same } else { 0 };
    }
    let first = head(letters);
    if first == NO_HEAD {
        return;
    }
    for j in memchr::memchr_iter(first, heads) {
        if ids[j] != word.id {
            let other = found.word(j);
            let longer = letters.len().max(other.len()) as i32;
            let same = in_common(letters, other) as i32;
            gains[j] = if same == 0 { 0 } else { MATCH_GAIN * (2 * same - longer) };
        }
    }
}

/// The first byte of a word that may be like another without being the same.
fn head(word: &[u8]) -> u8 {
    if word.len() < SHORTEST_ALIKE { NO_HEAD } else { word[0] }
}

/// No word begins so: it is no letter, and part of none.
const NO_HEAD: u8 = 0;

/// The least length, in bytes, of words that can be like each other: shorter ones have too little to tell.
const SHORTEST_ALIKE: usize = 4;

/// What it costs to pass over a word in between; after the last wanted word nothing, unless the end is pinned.
fn skip(after_last: bool, ends: EndGaps, word: HashedWord) -> i32 {
    if after_last && ends != EndGaps::PinnedEnd { 0 } else { word.weight() as i32 }
}

fn trace(wanted: WordSequence, found: WordSequence, ends: EndGaps, best: &[i32]) -> Vec<WordPair> {
    let (n, width) = (wanted.words.len(), found.words.len() + 1);
    let (mut i, mut j) = (n, width - 1);
    let mut pairs = vec![];
    while 0 < i && 0 < j {
        let here = best[i * width + j];
        if here == best[(i - 1) * width + j] {
            i -= 1;
        } else if here == best[i * width + j - 1] - skip(i == n, ends, found.words[j - 1]) {
            j -= 1;
        } else {
            (i, j) = (i - 1, j - 1);
            pairs.push(WordPair { wanted: i, found: j, alike: alike(wanted, i, found, j) });
        }
    }
    pairs.reverse();
    pairs
}

/// The share of letters that two words have in common, from 0 to 1.
fn alike(wanted: WordSequence, i: usize, found: WordSequence, j: usize) -> f32 {
    let (a, b) = (wanted.words[i], found.words[j]);
    if a.id == b.id {
        return 1.0;
    }
    in_common(wanted.word(i), found.word(j)) as f32 / a.weight().max(b.weight()) as f32
}

/// The letters at the ends of two words that are the same; none when they are different words.
fn in_common(a: &[u8], b: &[u8]) -> usize {
    if a[0] != b[0] || a.len().min(b.len()) < SHORTEST_ALIKE {
        return 0;
    }
    if 3 * a.len().min(b.len()) < 2 * a.len().max(b.len()) {
        return 0;
    }
    let same = |(x, y): &(&u8, &u8)| x == y;
    let head = a.iter().zip(b).take_while(same).count();
    let rest = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(same).count();
    // "organise" and "organized" are one word in two spellings; "form" and "from" are not.
    if 3 * (head + tail) < 2 * a.len().max(b.len()) { 0 } else { head + tail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::words;

    fn check(wanted: &str, found: &str, ends: EndGaps) -> String {
        let (a, b) = (words::split(wanted), words::split(found));
        let row = |text, words| WordSequence { text, words };
        let shown = |text: &str, word: HashedWord| text[word.start as usize..word.end as usize].to_owned();
        align(row(wanted, &a), row(found, &b), ends)
            .iter()
            .map(|p| format!("{}={}", shown(wanted, a[p.wanted]), shown(found, b[p.found])))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn words_that_stayed_are_paired_in_order() {
        assert_eq!(check("one two three", "one two three", EndGaps::Free), "one=one two=two three=three");
        assert_eq!(check("one two three", "zero one too two four", EndGaps::Free), "one=one two=two");
        assert_eq!(
            check("they organise strikes", "They organized strikes", EndGaps::Free),
            "they=They organise=organized strikes=strikes"
        );
        assert_eq!(check("form", "from", EndGaps::Free), "");
        assert_eq!(check("", "anything", EndGaps::Free), "");
    }

    #[test]
    fn a_small_word_does_not_reach_far_for_its_like() {
        assert_eq!(
            check("the vote", "the extraordinarily long deliberations ended; a vote", EndGaps::Free),
            "vote=vote"
        );
    }

    #[test]
    fn of_two_places_the_pinned_end_is_chosen() {
        assert_eq!(check("of", "of one of", EndGaps::PinnedEnd), "of=of");
        let rows = (words::split("of"), words::split("of one of"));
        let pairs = |ends| {
            align(
                WordSequence { text: "of", words: &rows.0 },
                WordSequence { text: "of one of", words: &rows.1 },
                ends,
            )
        };
        assert_eq!(pairs(EndGaps::PinnedEnd)[0].found, 2);
        assert_eq!(pairs(EndGaps::PinnedStart)[0].found, 0);
    }
}
