//! The passages of sources that a paraphrase may rest on: those that share the most of its rare words. They are only the
//! likeliest: whether they say the same, a person decides.

use std::collections::BTreeMap;

use super::source::SourceText;
use crate::anchor::{WordIndex, split_words};
use crate::document::Document;
use crate::sorting::Sorting as _;
use crate::span::Span;

/// A passage as found: the index of its source, and where it is.
pub(super) type PassageMatch = (usize, Span);

/// As many are named: a person reads them all.
const MOST_PASSAGES: usize = 3;

/// The share of the information of a paraphrase's words that a passage must have, and how many of the words. With less it
/// is about something else.
const LEAST_SHARED: f64 = 0.3;
const LEAST_WORDS: usize = 2;

/// A passage with less than this share of the best one's score is not named beside it.
const BESIDE_BEST: f64 = 0.6;

/// What a word by the right speaker counts more.
const OWN_WORDS: f64 = 1.25;

/// Words that stand in a source more often than once in so many words say nothing of what it is about: "the", "we", "and".
const COMMON: usize = 120;
/// Below so many places no word is common: short sources repeat what they are about.
const ALWAYS_RARE: usize = 6;

/// The likeliest passages for some words of an article, best first. `is_said_by_other` knows of a source's word whether
/// another says it.
pub(super) fn likeliest(
    document: &Document,
    spans: &[Span],
    sources: &[SourceText],
    is_said_by_other: impl Fn(usize, usize) -> bool,
) -> Vec<PassageMatch> {
    let mut ids: Vec<u64> =
        spans.iter().flat_map(|&span| split_words(document.slice(span))).map(|word| word.id).collect();
    ids.order();
    ids.dedup();
    let mut scored: Vec<(f64, PassageMatch)> = vec![];
    for (index, source) in sources.iter().enumerate() {
        let rare = |id: &u64| information(&source.words, *id);
        let all: f64 = ids
            .iter()
            .filter_map(|id| {
                rare(id).or(Some(most_information(&source.words))
                    .filter(|_| source.words.occurrences(*id).is_empty()))
            })
            .sum();
        let mut sentences: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
        for id in &ids {
            let Some(told) = rare(id) else { continue };
            let mut last = None;
            for &place in source.words.occurrences(*id) {
                let at = sentence_of(source, place as usize);
                // A word that stands twice in a sentence counts once.
                if last.replace(at) == Some(at) {
                    continue;
                }
                let own = if is_said_by_other(index, place as usize) { 1.0 } else { OWN_WORDS };
                let sentence = sentences.entry(at).or_default();
                *sentence = (sentence.0 + own * told, sentence.1 + 1);
            }
        }
        let is_telling =
            |(share, n_words): (f64, usize)| LEAST_SHARED * all <= share && LEAST_WORDS <= n_words;
        let telling = sentences.into_iter().filter(|(_, score)| is_telling(*score));
        scored.extend(telling.filter_map(|(at, (score, _))| {
            let sentence = source.document().sentences().get(at)?;
            Some((score, (index, sentence.span)))
        }));
    }
    scored.order_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let best = scored.first().map_or(0.0, |first| first.0);
    let near = scored.into_iter().take_while(|(score, _)| BESIDE_BEST * best <= *score);
    near.take(MOST_PASSAGES).map(|(_, passage)| passage).collect()
}

/// The sentence that holds a word, or the next one.
fn sentence_of(source: &SourceText, word: usize) -> usize {
    let start = source.words.words[word].start as usize;
    source.document().sentences().partition_point(|sentence| sentence.span.end().index() <= start)
}

/// How much a word says of the place where it stands, in nats: the rarer, the more. `None` for common words and for those
/// that are not there.
fn information(words: &WordIndex, id: u64) -> Option<f64> {
    let (n, all) = (words.occurrences(id).len(), words.words.len());
    let is_common = ALWAYS_RARE.max(all / COMMON) < n;
    (0 < n && !is_common).then(|| (1.0 + all as f64 / n as f64).ln())
}

fn most_information(words: &WordIndex) -> f64 {
    (1.0 + words.words.len() as f64).ln()
}
