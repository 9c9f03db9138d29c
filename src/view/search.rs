//! Searches a text as readers do: case and the shape of apostrophes do not matter.

use crate::span::Span;

/// Where some words occur in a text: at most `limit` spans, in order, without overlaps.
pub(crate) fn find(text: &str, words: &str, limit: usize) -> Vec<Span> {
    let needle = Folded::new(words);
    if needle.text.is_empty() {
        return vec![];
    }
    let hay = Folded::new(text);
    let starts = memchr::memmem::find_iter(hay.text.as_bytes(), needle.text.as_bytes());
    starts.map(|at| hay.span(at, at + needle.text.len())).take(limit).collect()
}

pub(crate) fn contains(text: &str, words: &str) -> bool {
    !find(text, words, 1).is_empty()
}

/// A text with its letters folded, and a table that maps its bytes to the original's.
struct Folded<'t> {
    original: &'t str,
    text: String,
    /// Byte in `text` and byte in the original, wherever the distance between the two changes; the first is (0, 0).
    steps: Vec<(usize, usize)>,
}

impl<'t> Folded<'t> {
    fn new(original: &'t str) -> Folded<'t> {
        let mut text = String::with_capacity(original.len());
        let mut steps = vec![(0, 0)];
        for (at, c) in original.char_indices() {
            let last = steps[steps.len() - 1];
            if text.len() - last.0 != at - last.1 {
                steps.push((text.len(), at));
            }
            text.extend(fold(c));
        }
        Folded { original, text, steps }
    }

    /// The original byte of a byte of the folded text. Inside a character that folds to several, it is no character
    /// boundary: then the match has the whole character.
    fn original(&self, at: usize) -> usize {
        let step = self.steps.partition_point(|&(folded, _)| folded <= at) - 1;
        let (folded, original) = self.steps[step];
        (original + at - folded).min(self.original.len())
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let is_border = |&at: &usize| self.original.is_char_boundary(at);
        let start = (0..=self.original(start)).rev().find(is_border).unwrap_or(0);
        let whole = self.original.len();
        let end = if end == self.text.len() { whole } else { self.original(end) };
        Span::new(start, (end..=whole).find(is_border).unwrap_or(whole))
    }
}

fn fold(c: char) -> impl Iterator<Item = char> {
    let plain = match c {
        '’' | '‘' | 'ʼ' => '\'',
        '“' | '”' | '„' => '"',
        '\u{a0}' | '\u{202f}' | '\n' | '\t' => ' ',
        c => c,
    };
    plain.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &str, expected: &[&str]) {
        let found: Vec<&str> = find(text, words, 100).into_iter().filter_map(|span| span.get(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn case_and_marks_do_not_matter() {
        check("The Lock, the lock’s LOCK", "lock", &["Lock", "lock", "LOCK"]);
        check("the lock’s keeper", "lock's", &["lock’s"]);
        check("“Now,” she said", "\"now,\"", &["“Now,”"]);
        check("no such thing", "lock", &[]);
        check("anything", "", &[]);
    }

    #[test]
    fn places_are_right_where_folding_changes_lengths() {
        // The dotted capital becomes two characters when it is folded; the Kelvin sign a shorter one.
        check("İİİ ab 🥐 ab", "ab", &["ab", "ab"]);
        check("300 K\u{212a} ab", "ab", &["ab"]);
        check("ab İ", "ab i\u{307}", &["ab İ"]);
        check("aaa", "aa", &["aa"]);
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_found_is_text(text in "\\PC{0,40}", words in "\\PC{0,3}") {
            for span in find(&text, &words, 100) {
                proptest::prop_assert!(span.get(&text).is_some());
            }
        }
    }
}
