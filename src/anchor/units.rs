//! Sentences and lines of a text, as words: what a passage shares its speaker with, and what stands next to it.

use std::collections::HashMap;
use std::ops::Range;

use super::words::{HashedWord, WordIndex, WordSequence};
use crate::sorting::Sorting as _;

/// A text cut into its sentences and lines.
pub(super) struct TextUnits {
    // Invariant: ascending; unit n has the words ends[n - 1]..ends[n].
    ends: Vec<u32>,
    /// For each word its unit.
    of_word: Vec<u32>,
}

impl TextUnits {
    pub(super) fn new(text: &WordIndex) -> TextUnits {
        let all = text.sequence(&text.words);
        let mut ends = vec![];
        let mut of_word = Vec::with_capacity(text.words.len());
        for word in 0..text.words.len() {
            if 0 < word && is_border(all, word) {
                ends.push(word as u32);
            }
            of_word.push(ends.len() as u32);
        }
        if !of_word.is_empty() {
            ends.push(of_word.len() as u32);
        }
        TextUnits { ends, of_word }
    }

    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// The words of a unit, as indices.
    pub(super) fn words(&self, unit: usize) -> Range<usize> {
        let start = unit.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        start..self.ends[unit] as usize
    }

    /// The unit of a word.
    pub(super) fn at(&self, word: usize) -> Option<usize> {
        self.of_word.get(word).map(|&unit| unit as usize)
    }

    /// The units that some words lie in.
    pub(super) fn over(&self, words: &Range<usize>) -> Range<usize> {
        let first = self.at(words.start).unwrap_or(self.count());
        let last = words.end.checked_sub(1).and_then(|word| self.at(word)).map_or(first, |unit| unit + 1);
        first..last.max(first)
    }
}

/// Units that both texts have exactly once, word for word, as their numbers in each; in the order of the old text.
pub(super) fn shared_once(
    (old, old_units): (&WordIndex, &TextUnits),
    (new, new_units): (&WordIndex, &TextUnits),
) -> Vec<(usize, usize)> {
    let (before, after) = (once(old, old_units), once(new, new_units));
    let mut shared: Vec<(usize, usize)> =
        before.iter().filter_map(|(id, unit)| Some(((*unit)?, (*after.get(id)?)?))).collect();
    shared.order();
    shared
}

/// The units by their words; `None` for what is there more than once.
fn once(text: &WordIndex, units: &TextUnits) -> HashMap<u64, Option<usize>> {
    let mut once = HashMap::with_capacity(units.count());
    for unit in 0..units.count() {
        let words = text.words[units.words(unit)].iter();
        // FNV-1a, a word at a time.
        let id = words.fold(0xcbf2_9ce4_8422_2325_u64, |id, word| {
            (id.rotate_left(5) ^ word.id).wrapping_mul(0x0000_0100_0000_01b3)
        });
        once.entry(id).and_modify(|unit| *unit = None).or_insert(Some(unit));
    }
    once
}

/// How many words around a passage are looked at for the border of its sentence: longer sentences are rare, and a
/// text without any stop costs no more.
const LONGEST_SENTENCE: usize = 48;

/// The words of the sentences that a passage lies in. Where it fills them, those after it in its paragraph or, if
/// there are none, those before it: “Never!” and then who says so.
pub(super) fn around(text: WordSequence, passage: &Range<usize>) -> Range<usize> {
    let start = |from: usize| {
        let least = from.saturating_sub(LONGEST_SENTENCE);
        (least + 1..=from).rev().find(|&i| i < text.words.len() && is_border(text, i)).unwrap_or(least)
    };
    let end = |from: usize| {
        let most = text.words.len().min(from + LONGEST_SENTENCE);
        (from.max(1)..most).find(|&i| is_border(text, i)).unwrap_or(most)
    };
    let sentence = start(passage.start)..end(passage.end);
    if sentence != *passage {
        return sentence;
    }
    let in_paragraph = |i: usize| 0 < i && i < text.words.len() && !gap(text, i).contains('\n');
    if in_paragraph(sentence.end) {
        sentence.start..end(sentence.end + 1)
    } else if in_paragraph(sentence.start) {
        start(sentence.start - 1)..sentence.end
    } else {
        sentence
    }
}

/// Whether a sentence or line ends before this word, which is not the first.
fn is_border(text: WordSequence, word: usize) -> bool {
    let gap = gap(text, word);
    if gap.contains('\n') {
        return true;
    }
    let Some(stop) = gap.find(STOPS) else { return false };
    let rest = gap[stop..].trim_start_matches(|c: char| !c.is_whitespace());
    let next = shown(text, word);
    // "U.S. troops", "12.5", "St. Ives": a stop in a word, or after one that is short for another.
    let is_short = text.words[word - 1].weight() <= 2 && is_capitalised(shown(text, word - 1));
    let is_stop = !rest.is_empty() || gap[stop..].starts_with('。');
    let goes_on = next.starts_with(char::is_lowercase) || (is_short && gap[stop..].starts_with('.'));
    is_stop && !goes_on
}

/// Whether a word begins a sentence, a line, or what is said.
pub(super) fn is_head(text: WordSequence, word: usize) -> bool {
    word == 0 || is_border(text, word) || !gap(text, word).chars().all(|c| c == ' ' || c == ',' || c == '-')
}

/// What ends a sentence.
const STOPS: [char; 5] = ['.', '!', '?', '…', '。'];

/// What stands between a word, which is not the first, and the one before it.
pub(super) fn gap<'a>(text: WordSequence<'a>, word: usize) -> &'a str {
    &text.text[text.words[word - 1].end as usize..text.words[word].start as usize]
}

pub(super) fn shown<'a>(text: WordSequence<'a>, word: usize) -> &'a str {
    let HashedWord { start, end, .. } = text.words[word];
    &text.text[start as usize..end as usize]
}

pub(super) fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let index = WordIndex::new(text);
        let units = TextUnits::new(&index);
        let shown: Vec<&str> = (0..units.count())
            .map(|unit| {
                let words = &index.words[units.words(unit)];
                &text[words[0].start as usize..words[words.len() - 1].end as usize]
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn sentences_and_lines_are_units() {
        check("", &[]);
        check("“We stay!” said Mara. She left.\nTorvik 3", &["We stay!” said Mara", "She left", "Torvik 3"]);
        check("It fell 12.5 per cent, Dr. Moor said. No.", &["It fell 12.5 per cent, Dr. Moor said", "No"]);
        check("私は。彼は", &["私は", "彼は"]);
    }
}
