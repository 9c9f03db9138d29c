//! The words of a text and where each stands: what makes finding a thousand passages in a long text cheap.
//!
//! A word is a run of letters and digits; in scripts that do not put blanks between words, each character is
//! one. Blanks, punctuation, quotation marks, case and the form of letters play no part, because editors change them
//! most.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::letters::{self, LetterKind};
use crate::span::Span;

/// A word: where it stands, in bytes of its text, and a hash of its letters. Words that differ in case alone, or
/// in the form of their letters, have the same `id`, in whatever text they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HashedWord {
    pub start: u32,
    pub end: u32,
    pub id: u64,
}

impl HashedWord {
    /// Length in bytes: a long word says more than a short one.
    pub(crate) fn weight(self) -> u32 {
        self.end - self.start
    }
}

/// Some words in a row, with the text that they are of.
#[derive(Clone, Copy)]
pub(crate) struct WordSequence<'a> {
    pub text: &'a str,
    pub words: &'a [HashedWord],
}

impl WordSequence<'_> {
    /// The bytes of the word with this index.
    pub(crate) fn word(&self, index: usize) -> &[u8] {
        let word = self.words[index];
        &self.text.as_bytes()[word.start as usize..word.end as usize]
    }
}

/// The words of a text in order, and an index of them. Built in one pass.
pub(crate) struct WordIndex<'t> {
    pub text: &'t str,
    pub words: Vec<HashedWord>,
    numbers: HashMap<u64, u32, BuildHasherDefault<IdentityHasher>>,
    // Invariant: the places of the word with number n are places[starts[n]..starts[n + 1]], ascending.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl<'t> WordIndex<'t> {
    pub(crate) fn new(text: &'t str) -> WordIndex<'t> {
        let words = split(text);
        let mut numbers = HashMap::default();
        let mut counts: Vec<u32> = vec![];
        let numbered: Vec<u32> = words
            .iter()
            .map(|word| {
                let number = *numbers.entry(word.id).or_insert(counts.len() as u32);
                if number as usize == counts.len() {
                    counts.push(0);
                }
                counts[number as usize] += 1;
                number
            })
            .collect();
        let mut starts = vec![0];
        starts.extend(counts.iter().scan(0, |sum, n| {
            *sum += n;
            Some(*sum)
        }));
        let mut next = starts.clone();
        let mut places = vec![0; words.len()];
        for (place, &number) in numbered.iter().enumerate() {
            let slot = &mut next[number as usize];
            places[*slot as usize] = place as u32;
            *slot += 1;
        }
        WordIndex { text, words, numbers, starts, places }
    }

    /// The indices of the words that are `id`, ascending.
    pub(crate) fn occurrences(&self, id: u64) -> &[u32] {
        let Some(&number) = self.numbers.get(&id) else { return &[] };
        &self.places[self.starts[number as usize] as usize..self.starts[number as usize + 1] as usize]
    }

    /// Some of this text's words.
    pub(crate) fn sequence<'a>(&'a self, words: &'a [HashedWord]) -> WordSequence<'a> {
        WordSequence { text: self.text, words }
    }

    /// The words that a span shares something with, as indices.
    pub(crate) fn within(&self, span: Span) -> Range<usize> {
        let start = self.at(span.start().index());
        start..self.words.partition_point(|word| (word.start as usize) < span.end().index()).max(start)
    }

    /// Whether a span's start and its end lie inside a word.
    pub(super) fn cuts_words(&self, span: Span) -> [bool; 2] {
        [span.start().index(), span.end().index()]
            .map(|byte| self.words.get(self.at(byte)).is_some_and(|word| (word.start as usize) < byte))
    }

    /// The index of the first word that ends after a byte.
    pub(crate) fn at(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.end as usize <= byte)
    }
}

/// The words of a text, in order.
pub(crate) fn split(text: &str) -> Vec<HashedWord> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut open: Option<OpenWord> = None;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            if open.as_ref().is_some_and(|word| word.stands_alone) {
                words.extend(open.take().map(OpenWord::closed));
            }
            open.get_or_insert_with(|| OpenWord::new(at)).letter(byte.to_ascii_lowercase().into(), at + 1);
            at += 1;
        } else if byte.is_ascii() {
            words.extend(open.take().map(OpenWord::closed));
            at += 1;
        } else {
            let c = char_at(text, at);
            beyond_ascii(c, at, &mut open, &mut words);
            at += c.len_utf8();
        }
    }
    words.extend(open.map(OpenWord::closed));
    words
}

/// Takes in a character outside ASCII that stands at a byte.
fn beyond_ascii(c: char, at: usize, open: &mut Option<OpenWord>, words: &mut Vec<HashedWord>) {
    let kind = letters::kind(c);
    let stands_alone = kind == LetterKind::Alone;
    let begins =
        stands_alone || (kind == LetterKind::Letter && open.as_ref().is_some_and(|w| w.stands_alone));
    match kind {
        LetterKind::Ignored => return,
        LetterKind::Other => return words.extend(open.take().map(OpenWord::closed)),
        _ if begins => words.extend(open.take().map(OpenWord::closed)),
        _ => {}
    }
    let end = at + c.len_utf8();
    let word = open.get_or_insert_with(|| OpenWord::new(at));
    word.stands_alone |= stands_alone;
    letters::parts(c, |part| match part.is_ascii() || letters::kind(part) != LetterKind::Mark {
        true => word.letter(part.into(), end),
        false => word.mark(part.into(), end),
    });
}

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().expect("the walk stays on borders of characters and before the end")
}

/// A word that may go on.
struct OpenWord {
    word: HashedWord,
    /// The marks on its last letter, added up: their order says nothing.
    marks: u64,
    /// Whether the next letter begins another word.
    stands_alone: bool,
}

impl OpenWord {
    fn new(at: usize) -> OpenWord {
        let word = HashedWord { start: at as u32, end: at as u32, id: 0xcbf2_9ce4_8422_2325 };
        OpenWord { word, marks: 0, stands_alone: false }
    }

    fn letter(&mut self, c: u64, end: usize) {
        if self.marks != 0 {
            let marks = std::mem::take(&mut self.marks);
            self.hash(marks);
        }
        self.hash(c);
        self.word.end = end as u32;
    }

    fn mark(&mut self, c: u64, end: usize) {
        self.marks = self.marks.wrapping_add(c.wrapping_mul(FNV_PRIME));
        self.word.end = end as u32;
    }

    /// FNV-1a, a character at a time.
    fn hash(&mut self, c: u64) {
        self.word.id = (self.word.id ^ c).wrapping_mul(FNV_PRIME);
    }

    fn closed(mut self) -> HashedWord {
        if self.marks != 0 {
            self.hash(self.marks);
        }
        self.word
    }
}

const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// Passes a word's id on as its hash: it is one already.
#[derive(Default)]
struct IdentityHasher(u64);

impl Hasher for IdentityHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, id: u64) {
        // The table takes its bucket from the low bits and a tag from the high ones: both are well mixed here.
        self.0 = id ^ (id >> 29);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let shown = |text: &str| {
            split(text)
                .iter()
                .map(|w| text[w.start as usize..w.end as usize].to_owned())
                .collect::<Vec<_>>()
                .join("|")
        };
        assert_eq!(shown(""), "");
        assert_eq!(shown("“Don't,” she—said 12.5%"), "Don|t|she|said|12|5");
        assert_eq!(shown("Zoë e\u{301}t 👩‍👩‍👧 שלום"), "Zoë|e\u{301}t|שלום");
        assert_eq!(shown("東京 is 大a"), "東|京|is|大|a");
        assert_eq!(shown("har\u{ad}bour 한국"), "har\u{ad}bour|한|국");
    }

    #[test]
    fn words_are_the_same_in_any_form() {
        for (a, b) in [
            ("ZOË São", "zoe\u{308} Sa\u{303}o"),
            ("ﬁnal har\u{ad}bour", "final harbour"),
            ("ガス", "カ\u{3099}ス"),
            ("ガ", "ｶﾞ"),
            ("한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"),
            ("ê\u{323}", "ệ"),
        ] {
            let ids = |text: &str| split(text).iter().map(|w| w.id).collect::<Vec<_>>();
            assert_eq!(ids(a), ids(b), "{a} {b}");
        }
    }

    #[test]
    fn every_place_of_a_word_is_known_whatever_its_case() {
        let words = WordIndex::new("The cat saw the other cat.");
        let id = |word: &str| split(word)[0].id;
        assert_eq!(words.occurrences(id("CAT")), [1, 5]);
        assert_eq!(words.occurrences(id("the")), [0, 3]);
        assert_eq!(words.occurrences(id("dog")), [0u32; 0]);
        assert_eq!(words.at(4), 1);
        assert_eq!(words.at(1000), 6);
    }
}
