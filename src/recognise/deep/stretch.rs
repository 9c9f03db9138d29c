//! What the deep model makes of a stretch of a paragraph: the likeliest spans, and how probable any span is.

use std::ops::Range;

use super::second_reading::{ReadParagraph, SecondReading};
use crate::document::Document;
use crate::learn::crf::{Marginals, TransitionTable, bioes};
use crate::learn::weights::TokenScores;
use crate::recognise::quotes::tagger::{TaggedSpan, TokenMarginals, probability_of_content, token_marginals};
use crate::recognise::quotes::tags::{CONTENT, TAGS, THOUGHT};
use crate::span::Span;

/// Words that are read together, at most: several times a long paragraph of news. It bounds the memory.
const LONGEST: usize = 2048;

/// The longest span that is looked for, in words: what the model sees at a time.
const LONGEST_SPAN: usize = 256;

/// Begins and ends less probable than this are not looked at.
const EDGE: f32 = 0.005;

/// Spans less probable than this do not count.
const LEAST: f32 = 1e-4;

/// Two spans are nearly the same from this share of their words on: the share by which quotations are scored.
const NEAR: f64 = 0.8;

/// The unit of the model's numbers, in natural logarithms.
const UNIT: f32 = 0.001;

/// A stretch of a paragraph as the model reads it.
pub(super) struct Stretch {
    /// Its words, in the document.
    words: Vec<Span>,
    /// Of the words before each one, and of all, how many have letters or figures: only those count in comparisons.
    counted: Vec<usize>,
    marginals: Vec<TokenMarginals>,
    /// The sums of the probabilities of content and of thought before each word, and over all.
    content: Vec<f64>,
    thought: Vec<f64>,
    /// The spans of the likeliest labels, in words.
    pub(super) best: Vec<TaggedSpan>,
    /// The contents whose ends are not out of the question, with their probabilities, by their first words.
    pub(super) likely: Vec<(Range<usize>, f32)>,
}

/// The stretches of an article that were read; none of a paragraph that is another than the one that was read.
pub(super) fn stretches(document: &Document, reading: &SecondReading) -> Vec<Stretch> {
    let transitions = TransitionTable::uniform(TAGS, UNIT);
    let mut sums = Marginals::default();
    let mut stretches = vec![];
    for (paragraph, read) in document.paragraphs().iter().zip(&reading.paragraphs) {
        let Some(words) = words(document.slice(paragraph.span), paragraph.span, read) else { continue };
        for (words, scores) in words.chunks(LONGEST).zip(read.scores.chunks(LONGEST)) {
            sums.compute(&transitions, scores);
            let marginals = token_marginals(&sums.forward_backward(&transitions));
            stretches.push(Stretch::new(document, words, marginals, best(&transitions, scores)));
        }
    }
    stretches
}

/// The words of a paragraph as they stand in the document; `None` where they are not words of this text, or were not
/// read.
pub(super) fn words(text: &str, paragraph: Span, read: &ReadParagraph) -> Option<Vec<Span>> {
    let mut before = 0;
    for word in &read.words {
        let is_next = before <= word.start && word.start < word.end;
        if !is_next || text.get(word.clone()).is_none() {
            return None;
        }
        before = word.end;
    }
    let is_read = read.scores.iter().any(|row| row[..TAGS].iter().any(|&score| score != 0));
    let start = paragraph.start().index();
    is_read.then(|| read.words.iter().map(|word| Span::new(start + word.start, start + word.end)).collect())
}

fn best(transitions: &TransitionTable, scores: &[TokenScores]) -> Vec<TaggedSpan> {
    let mut tags = vec![];
    transitions.best(scores, &mut vec![], &mut tags);
    bioes::spans(&tags).into_iter().map(|(tokens, kind)| TaggedSpan { kind, tokens }).collect()
}

/// Sums of a number a word before each word, and over all.
fn running(numbers: impl Iterator<Item = f64>) -> Vec<f64> {
    let sums = numbers.scan(0.0, |sum, number| {
        *sum += number;
        Some(*sum)
    });
    std::iter::once(0.0).chain(sums).collect()
}

impl Stretch {
    fn new(
        document: &Document,
        words: &[Span],
        marginals: Vec<TokenMarginals>,
        best: Vec<TaggedSpan>,
    ) -> Stretch {
        let counts = |&word: &Span| document.slice(word).contains(char::is_alphanumeric);
        let mut counted = vec![0];
        for word in words {
            counted.push(counted.last().map_or(0, |n| n + usize::from(counts(word))));
        }
        let mass = |kind: usize| running(marginals.iter().map(|m| f64::from(m.kinds[kind])));
        Stretch {
            words: words.to_vec(),
            counted,
            content: mass(CONTENT),
            thought: mass(THOUGHT),
            likely: likely(&marginals),
            best,
            marginals,
        }
    }

    /// The text from the first word to the last.
    pub(super) fn span(&self) -> Span {
        self.text_span(&(0..self.words.len()))
    }

    /// The text of some words.
    pub(super) fn text_span(&self, words: &Range<usize>) -> Span {
        self.words[words.start].hull(self.words[words.end - 1])
    }

    /// The words that begin within a span.
    pub(super) fn words_in(&self, span: Span) -> Range<usize> {
        let before = |pos| self.words.partition_point(|word| word.start() < pos);
        before(span.start())..before(span.end())
    }

    /// The share of the words of both spans that both have.
    pub(super) fn likeness(&self, a: &Range<usize>, b: &Range<usize>) -> f64 {
        let size = |start: usize, end: usize| {
            if start < end { self.counted[end] - self.counted[start] } else { 0 }
        };
        let both = size(a.start.max(b.start), a.end.min(b.end));
        let either = size(a.start, a.end) + size(b.start, b.end) - both;
        both as f64 / either.max(1) as f64
    }

    /// How probable it is that a quotation is nearly these words.
    pub(super) fn near(&self, words: &Range<usize>) -> f64 {
        let is_near = |other: &&(Range<usize>, f32)| NEAR <= self.likeness(words, &other.0);
        // Whatever ends behind these words and is nearly they begins before their end.
        let until = self.likely.partition_point(|(other, _)| other.start < words.end);
        let near = self.likely[..until]
            .iter()
            .rev()
            .take_while(|(other, _)| words.start < other.start + LONGEST_SPAN);
        near.filter(is_near).map(|&(_, probability)| f64::from(probability)).sum::<f64>().min(1.0)
    }

    /// How probable it is that a quotation is exactly these words.
    pub(super) fn exact(&self, words: &Range<usize>) -> f64 {
        f64::from(probability_of_content(&self.marginals, words))
    }

    /// How probable each of these words is, on average, to be in a quotation.
    pub(super) fn mean_content(&self, words: &Range<usize>) -> f64 {
        (self.content[words.end] - self.content[words.start]) / words.len() as f64
    }

    /// The same for a thought or a plan, which is no quotation.
    pub(super) fn mean_thought(&self, words: &Range<usize>) -> f64 {
        (self.thought[words.end] - self.thought[words.start]) / words.len() as f64
    }
}

fn likely(marginals: &[TokenMarginals]) -> Vec<(Range<usize>, f32)> {
    let ends: Vec<usize> = (0..marginals.len()).filter(|&word| EDGE < marginals[word].ends).collect();
    let mut likely = vec![];
    for first in (0..marginals.len()).filter(|&word| EDGE < marginals[word].begins) {
        let from = ends.partition_point(|&end| end < first);
        for &last in ends[from..].iter().take_while(|&&end| end < first + LONGEST_SPAN) {
            let words = first..last + 1;
            let probability = probability_of_content(marginals, &words);
            if LEAST < probability {
                likely.push((words, probability));
            }
        }
    }
    likely
}
