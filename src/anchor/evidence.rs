//! What speaks for and against a place being a passage's: who says it, and whether what differs is a name, a number or
//! a word. Likeness alone does not tell an altered passage from another one like it.

use std::ops::Range;

use super::align::{EndGaps, WordPair, align};
use super::units::{self, is_capitalised, shown};
use super::words::WordSequence;

/// A passage, or a place for it, in its text.
#[derive(Clone, Copy)]
pub(super) struct PassageWords<'a> {
    /// All words around it that are known.
    pub text: WordSequence<'a>,
    /// The indices of its own.
    pub start: usize,
    pub end: usize,
}

/// What was put in the stead of words that are gone; the greater, the more it says against the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Replaced {
    Nothing,
    /// A word by another.
    Word,
    /// A number by another.
    Number,
    /// A name by another.
    Name,
}

/// Whether the name beside a passage, nearest to it in its sentence, is there still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameBeside {
    Same,
    Other,
    /// There was none, or there is none now.
    Unknown,
}

/// What a passage and a place have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PlaceEvidence {
    pub inside: Replaced,
    pub name: NameBeside,
    /// Whether most of the passage's sentence, itself left out, stands around the place.
    pub sentence_stayed: bool,
    /// Whether the words are the same, one by one.
    pub same_words: bool,
}

/// The largest product of the lengths, in words, of what is compared: passages of some 200 words are known by
/// themselves.
const LARGEST: usize = 1 << 16;

/// The share of the rest of a sentence that must be left for it to be the same sentence.
const STAYED: f32 = 0.6;

/// Compares a passage's sentence with a place's. `None` for long ones.
pub(super) fn compare(old: PassageWords, new: PassageWords) -> Option<PlaceEvidence> {
    let (before, after) = (old.sentence(), new.sentence());
    if LARGEST < before.len().saturating_mul(after.len()) {
        return None;
    }
    let inside = SentenceSide::new((old, old.start..old.end), (new, new.start..new.end), EndGaps::Free);
    let left =
        SentenceSide::new((old, before.start..old.start), (new, after.start..new.start), EndGaps::PinnedEnd);
    let right =
        SentenceSide::new((old, old.end..before.end), (new, new.end..after.end), EndGaps::PinnedStart);
    let (same, all) = (left.kept() + right.kept(), left.weight() + right.weight());
    let ids = |words: WordSequence| words.words.iter().map(|word| word.id).collect::<Vec<_>>();
    Some(PlaceEvidence {
        inside: inside.replaced(),
        name: nearest(&left, &right),
        sentence_stayed: 0.0 < all && STAYED * all <= same,
        same_words: ids(inside.old) == ids(inside.new),
    })
}

impl<'a> PassageWords<'a> {
    fn sentence(&self) -> Range<usize> {
        let Range { start, end } = units::around(self.text, &(self.start..self.end));
        start.min(self.start)..end.max(self.end)
    }

    fn part(&self, words: Range<usize>) -> WordSequence<'a> {
        WordSequence { text: self.text.text, words: &self.text.words[words] }
    }
}

/// One side of a passage in its sentence, or the passage itself: words of the old text beside those of the new.
struct SentenceSide<'a> {
    old: WordSequence<'a>,
    new: WordSequence<'a>,
    pairs: Vec<WordPair>,
    /// Which words are names.
    old_names: Vec<Range<usize>>,
    new_names: Vec<Range<usize>>,
}

impl<'a> SentenceSide<'a> {
    fn new(
        old: (PassageWords<'a>, Range<usize>),
        new: (PassageWords<'a>, Range<usize>),
        ends: EndGaps,
    ) -> SentenceSide<'a> {
        let (old_names, new_names) = (names(old.0.text, &old.1), names(new.0.text, &new.1));
        let (old, new) = (old.0.part(old.1), new.0.part(new.1));
        SentenceSide { old, new, pairs: align(old, new, ends), old_names, new_names }
    }

    fn weight(&self) -> f32 {
        self.old.words.iter().map(|word| word.weight() as f32).sum()
    }

    fn kept(&self) -> f32 {
        self.pairs.iter().map(|pair| pair.alike * self.old.words[pair.wanted].weight() as f32).sum()
    }

    /// The stretches where words are gone, with those that came in their stead.
    fn gaps(&self) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
        let ends = (self.old.words.len(), self.new.words.len());
        let pairs = self.pairs.iter().map(|pair| (pair.wanted, pair.found)).chain([ends]);
        pairs.scan((0, 0), |past, (old, new)| {
            let gap = (past.0..old, past.1..new);
            *past = (old + 1, new + 1);
            Some(gap)
        })
    }

    fn replaced(&self) -> Replaced {
        let numbers = self.pairs.iter().any(|pair| {
            pair.alike < 1.0
                && is_number(shown(self.old, pair.wanted))
                && is_number(shown(self.new, pair.found))
        });
        let gaps = self.gaps().filter(|(gone, came)| !gone.is_empty() && !came.is_empty());
        let any_number =
            |text: WordSequence, mut words: Range<usize>| words.any(|i| is_number(shown(text, i)));
        let kind = |(gone, came): (Range<usize>, Range<usize>)| {
            if overlap(&self.old_names, &gone) && overlap(&self.new_names, &came) {
                Replaced::Name
            } else if any_number(self.old, gone) && any_number(self.new, came) {
                Replaced::Number
            } else {
                Replaced::Word
            }
        };
        gaps.map(kind).max().unwrap_or(Replaced::Nothing).max(if numbers {
            Replaced::Number
        } else {
            Replaced::Nothing
        })
    }

    /// What became of a name of the old words.
    fn name(&self, name: &Range<usize>) -> NameBeside {
        if self.pairs.iter().any(|pair| name.contains(&pair.wanted)) {
            return NameBeside::Same;
        }
        let replaced = self
            .gaps()
            .filter(|(gone, _)| gone.start < name.end && name.start < gone.end)
            .any(|(_, came)| overlap(&self.new_names, &came));
        if replaced { NameBeside::Other } else { NameBeside::Unknown }
    }
}

fn overlap(names: &[Range<usize>], words: &Range<usize>) -> bool {
    names.iter().any(|name| name.start < words.end && words.start < name.end)
}

/// The names among some words, counted from the first of these. One capitalised word at the head of a sentence is
/// none: any word is capitalised there.
fn names(text: WordSequence, words: &Range<usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = vec![];
    let goes_on = |word: usize| units::gap(text, word).chars().all(|c| c == ' ' || c == '.');
    for word in words.clone().filter(|&i| is_name(shown(text, i))) {
        match runs.last_mut() {
            Some(run) if run.end == word && goes_on(word) => run.end = word + 1,
            _ => runs.push(word..word + 1),
        }
    }
    runs.retain(|run| 1 < run.len() || !units::is_head(text, run.start));
    runs.into_iter().map(|run| run.start - words.start..run.end - words.start).collect()
}

/// What became of the name that is nearest to the passage in its sentence.
fn nearest(left: &SentenceSide, right: &SentenceSide) -> NameBeside {
    let before = left.old_names.last().map(|name| (left.old.words.len() - name.end, left.name(name)));
    let after = right.old_names.first().map(|name| (name.start, right.name(name)));
    let known = before.into_iter().chain(after).filter(|(_, name)| *name != NameBeside::Unknown);
    known.min_by_key(|(far, _)| *far).map_or(NameBeside::Unknown, |(_, name)| name)
}

/// A capitalised word of more than one letter: "A" and "I" are seldom names.
fn is_name(word: &str) -> bool {
    is_capitalised(word) && 1 < word.chars().count()
}

fn is_number(word: &str) -> bool {
    word.starts_with(char::is_numeric)
}
