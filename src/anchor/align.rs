//! Lines up two rows of words: which word of one is which of the other, after an edit.

use super::words::Word;

/// A letter that stands in between costs an eighth of what a letter in common is worth: a sentence may grow by
/// a clause, but single words ("the", "of") do not reach across half a paragraph to find their like.
const WORTH: i32 = 8;

/// Words of the two rows that are the same or nearly so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Index into the row that was looked for.
    pub wanted: usize,
    /// Index into the row in which it was looked for.
    pub found: usize,
    /// How much of the word is the same, from 0 to 1.
    pub alike: f32,
}

/// What may be skipped at no cost at the ends of the row that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    Free,
    /// What was looked for stands directly before the row's end.
    PinnedEnd,
    /// What was looked for stands directly after the row's start.
    PinnedStart,
}

/// A row of words with the text that they are of.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub text: &'a str,
    pub words: &'a [Word],
}

impl Row<'_> {
    fn word(&self, index: usize) -> &[u8] {
        let word = self.words[index];
        &self.text.as_bytes()[word.start as usize..word.end as usize]
    }
}

/// The pairs, in order in both rows, that leave the least over. Costs the product of the rows' lengths: callers
/// keep both short.
pub fn align(wanted: Row, found: Row, ends: Ends) -> Vec<Pair> {
    let (n, m) = (wanted.words.len(), found.words.len());
    let width = m + 1;
    let mut best = vec![0i32; (n + 1) * width];
    if ends == Ends::PinnedStart {
        let mut cost = 0;
        for (j, word) in found.words.iter().enumerate() {
            cost -= word.weight() as i32;
            best[j + 1] = cost;
        }
    }
    for i in 0..n {
        let row = i * width;
        best[row + width] = best[row];
        for j in 0..m {
            let skip_found = best[row + width + j] - skip(i + 1 == n, ends, found.words[j]);
            let skip_wanted = best[row + j + 1];
            let worth = worth(wanted, i, found, j);
            let pair = if worth == 0 { i32::MIN } else { best[row + j] + worth };
            best[row + width + j + 1] = pair.max(skip_wanted).max(skip_found);
        }
    }
    trace(wanted, found, ends, &best)
}

/// What it costs to pass over a word in between; after the last wanted word nothing, unless the end is pinned.
fn skip(after_last: bool, ends: Ends, word: Word) -> i32 {
    if after_last && ends != Ends::PinnedEnd { 0 } else { word.weight() as i32 }
}

fn trace(wanted: Row, found: Row, ends: Ends, best: &[i32]) -> Vec<Pair> {
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
            pairs.push(Pair { wanted: i, found: j, alike: alike(wanted, i, found, j) });
        }
    }
    pairs.reverse();
    pairs
}

/// What pairing two words gains; nothing when they are different words. Letters that differ are taken off: of
/// "repo" and "repos", the one that stayed is meant.
fn worth(wanted: Row, i: usize, found: Row, j: usize) -> i32 {
    let (a, b) = (wanted.words[i], found.words[j]);
    if a.id == b.id {
        return WORTH * a.weight() as i32;
    }
    let (longer, same) = (a.weight().max(b.weight()) as i32, in_common(wanted.word(i), found.word(j)) as i32);
    if same == 0 { 0 } else { WORTH * (2 * same - longer) }
}

/// The share of letters that two words have in common, from 0 to 1.
fn alike(wanted: Row, i: usize, found: Row, j: usize) -> f32 {
    let (a, b) = (wanted.words[i], found.words[j]);
    if a.id == b.id {
        return 1.0;
    }
    in_common(wanted.word(i), found.word(j)) as f32 / a.weight().max(b.weight()) as f32
}

/// The letters at the ends of two words that are the same; none when they are different words.
fn in_common(a: &[u8], b: &[u8]) -> usize {
    if a[0] != b[0] || a.len() < 4 || b.len() < 4 {
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
    use super::super::words;
    use super::*;

    fn check(wanted: &str, found: &str, ends: Ends) -> String {
        let (a, b) = (words::split(wanted), words::split(found));
        let row = |text, words| Row { text, words };
        let shown = |text: &str, word: Word| text[word.start as usize..word.end as usize].to_owned();
        align(row(wanted, &a), row(found, &b), ends)
            .iter()
            .map(|p| format!("{}={}", shown(wanted, a[p.wanted]), shown(found, b[p.found])))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn words_that_stayed_are_paired_in_order() {
        assert_eq!(check("one two three", "one two three", Ends::Free), "one=one two=two three=three");
        assert_eq!(check("one two three", "zero one too two four", Ends::Free), "one=one two=two");
        assert_eq!(
            check("they organise strikes", "They organized strikes", Ends::Free),
            "they=They organise=organized strikes=strikes"
        );
        assert_eq!(check("form", "from", Ends::Free), "");
        assert_eq!(check("", "anything", Ends::Free), "");
    }

    #[test]
    fn a_small_word_does_not_reach_far_for_its_like() {
        assert_eq!(
            check("the vote", "the extraordinarily long deliberations ended; a vote", Ends::Free),
            "vote=vote"
        );
    }

    #[test]
    fn of_two_places_the_pinned_end_is_chosen() {
        assert_eq!(check("of", "of one of", Ends::PinnedEnd), "of=of");
        let rows = (words::split("of"), words::split("of one of"));
        let pairs =
            |ends| align(Row { text: "of", words: &rows.0 }, Row { text: "of one of", words: &rows.1 }, ends);
        assert_eq!(pairs(Ends::PinnedEnd)[0].found, 2);
        assert_eq!(pairs(Ends::PinnedStart)[0].found, 0);
    }
}
