//! Documents as runs to learn from, with the tags that each token may have.

use pullquote::model::tags::{Part, may_follow};
use pullquote::recognise::entities::tagger::{self, KINDS, MISC, NORP, Slots, TAGS};
use pullquote::recognise::features::{self, Lexicon};
use pullquote::span::Span;

use super::corpus::{OPEN, Record, Set};
use super::crf::Example;

/// The runs of a record that are to be learned from.
pub fn of(record: &Record, lexicon: &Lexicon, bits: u32) -> Vec<Example> {
    either(record, &record.gold, lexicon, bits)
}

/// The same, where the record's own tags and others are as likely to be right: each token may have either.
pub fn either(record: &Record, others: &[u8], lexicon: &Lexicon, bits: u32) -> Vec<Example> {
    let words = features::look_up(&record.document, lexicon);
    let mut slots = Slots::new(bits);
    slots.source = record.set.is_peculiar().then_some(record.set as u64 + 1);
    let wanted = |span: Span| record.only.as_ref().is_none_or(|only| only.iter().any(|p| p.covers(span)));
    let mut examples = vec![];
    for sentence in record.document.sentences().iter().filter(|s| wanted(s.span)) {
        for run in tagger::runs(&words, sentence.tokens.clone()) {
            let mut example = Example { rows: vec![], starts: vec![0], allowed: vec![] };
            for i in run {
                tagger::see(&words, &sentence.tokens, i, &mut slots);
                example.rows.extend_from_slice(slots.rows());
                example.starts.push(example.rows.len() as u32);
                example.allowed.push(allowed(record.gold[i], record.set) | allowed(others[i], record.set));
            }
            mend(&mut example.allowed);
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
    let maybe_people = set.leaves_open(NORP) && Part::of(usize::from(gold)).kind() == Some(MISC);
    if maybe_people { 1 << tag | 1 << (tag - 4 * (MISC - NORP) as u32) } else { 1 << tag }
}

/// A run's edge may cut a marked name: what is left of it is left open.
fn mend(allowed: &mut [u32]) {
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
}
