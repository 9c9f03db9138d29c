//! Documents as runs to learn from, with the tags that each token may have.

use pullquote::Span;
use pullquote::training::entities::{self, KINDS, MISC, NORP, TAGS};
use pullquote::training::learn::{BioesTag, FeatureWriter, may_follow};
use pullquote::training::words::{self, Lexicon};

use super::corpus::{OPEN, Opinion, Record, Set};
use crate::crf::{Example, Target};

/// The length of a row of weights: 21 tags, rounded up.
pub(super) const LANES: usize = 24;

/// The runs of a record that are to be learned from.
pub fn of(record: &Record, lexicon: &Lexicon, bits: u32) -> Vec<Example<LANES>> {
    let words = words::look_up(&record.document, lexicon);
    let mut writer = FeatureWriter::new(bits);
    let set = record.set.is_peculiar().then_some(record.set as u64 + 1);
    let wanted = |span: Span| record.only.as_ref().is_none_or(|only| only.iter().any(|p| p.covers(span)));
    let mut examples = vec![];
    for sentence in record.document.sentences().iter().filter(|s| wanted(s.span)) {
        for run in entities::runs(&words, sentence.tokens.clone()) {
            let target = match &record.taught {
                Some(opinions) => Target::LogProbabilities(teach(&opinions[run.clone()])),
                None => {
                    Target::AnyOf(mend(run.clone().map(|i| allowed(record.gold[i], record.set)).collect()))
                }
            };
            let mut example = Example::new(target);
            for i in run {
                entities::write_features(&words, &sentence.tokens, i, &mut writer);
                if let Some(set) = set {
                    entities::write_set_features(&words, &sentence.tokens, i, set, &mut writer);
                }
                example.push(writer.rows());
            }
            examples.push(example);
        }
    }
    examples
}

/// The four tags of a kind, as bits.
fn tags_of(kind: usize) -> u32 {
    0b1111 << (1 + 4 * kind)
}

/// The tags that a gold tag of this set may stand for, as bits.
fn allowed(gold: u8, set: Set) -> u32 {
    if gold == 0 || gold == OPEN {
        let open = (0..KINDS).filter(|&kind| set.leaves_open(kind) || gold == OPEN && kind == NORP);
        return open.map(tags_of).fold(1, |a, b| a | b);
    }
    let tag = u32::from(gold);
    // In sets that do not mark peoples as such, the miscellany holds them.
    let maybe_people = set.leaves_open(NORP) && BioesTag::of(usize::from(gold)).kind() == Some(MISC);
    if maybe_people { 1 << tag | 1 << (tag - 4 * (MISC - NORP) as u32) } else { 1 << tag }
}

/// A run's edge may cut a marked name: what is left of it is left open.
fn mend(mut allowed: Vec<u32>) -> Vec<u32> {
    const ANY: u32 = (1 << TAGS) - 1;
    let has = |tags: u32, tag: usize| tags >> tag & 1 == 1;
    let legal = |a: u32, b: u32| {
        let follows = |x: usize| (0..TAGS).any(|y| has(b, y) && may_follow(x, y));
        (0..TAGS).any(|x| has(a, x) && follows(x))
    };
    for i in 0..allowed.len() {
        let before = if i == 0 { 1 } else { allowed[i - 1] };
        if !legal(before, allowed[i]) {
            allowed[i] = ANY;
        }
    }
    if let Some(last) = allowed.last_mut().filter(|last| !legal(**last, 1)) {
        *last = ANY;
    }
    allowed
}

/// The least probability of a tag, so that some sequence is always legal.
const LEAST: f32 = 1e-4;

/// The logarithms of the probabilities of the tags of a run, by what a larger model makes of its tokens.
fn teach(opinions: &[Opinion]) -> Vec<[f32; LANES]> {
    let row = |i: usize| probabilities(&opinions[i..]).map(|probability| probability.max(LEAST).ln());
    (0..opinions.len()).map(row).collect()
}

/// The probabilities of the tags of the first of these tokens: how far a name goes on, the next one says.
fn probabilities(opinions: &[Opinion]) -> [f32; LANES] {
    let mut row = [0.0; LANES];
    row[0] = (1.0 - opinions[0].as_flattened().iter().sum::<f32>()).max(0.0);
    for (kind, [begins, goes_on]) in opinions[0].into_iter().enumerate() {
        let next = opinions.get(1).map_or(0.0, |next| next[kind][1]);
        let continued = if next == 0.0 { 0.0 } else { (next / (begins + goes_on)).min(1.0) };
        row[BioesTag::Begin(kind).tag()] = begins * continued;
        row[BioesTag::Single(kind).tag()] = begins * (1.0 - continued);
        row[BioesTag::Inside(kind).tag()] = goes_on * continued;
        row[BioesTag::End(kind).tag()] = goes_on * (1.0 - continued);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use pullquote::training::entities::{ORG, PLACE};

    #[test]
    fn how_far_a_name_goes_on_the_next_word_says() {
        let mut opinions = [Opinion::default(); 3];
        opinions[0][ORG] = [0.8, 0.0];
        opinions[0][PLACE] = [0.1, 0.0];
        opinions[1][ORG] = [0.0, 0.6];
        let [first, second, third] = [0, 1, 2].map(|i| probabilities(&opinions[i..]));
        let is =
            |probability: f32, expected: f32| assert!((probability - expected).abs() < 1e-6, "{probability}");
        is(first[0], 0.1);
        is(first[BioesTag::Begin(ORG).tag()], 0.6);
        is(first[BioesTag::Single(ORG).tag()], 0.2);
        is(first[BioesTag::Single(PLACE).tag()], 0.1);
        is(second[BioesTag::End(ORG).tag()], 0.6);
        is(second[0], 0.4);
        is(third[0], 1.0);
    }
}
