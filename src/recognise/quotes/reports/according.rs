//! `According to Lane, they left`; `They left, according to Lane`.

use std::ops::Range;

use super::clause_ends::{end_of_text, is_according};
use super::collector::{DraftQuote, RuleCollector};
use super::rule::QuoteRule;
use super::sentence::ReportedSentence;
use crate::lang::speech::WordClass;
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape, hull};
use crate::recognise::quotes::cues::reporting_verb::{Construction, ReportingVerb};

/// Takes what the sources of "according to" say.
pub(super) fn take(collector: &mut RuleCollector, sentence: &mut ReportedSentence) {
    let end = end_of_text(sentence.units);
    let mut from = 0;
    for at in 0..end {
        let phrases = &collector.document.language().quotes.source_phrases;
        let is_set_phrase = !is_according(sentence.units, at);
        let len = if is_set_phrase { set_phrase_len(sentence.units, at, phrases) } else { Some(2) };
        let Some(first) = len.map(|len| at + len) else { continue };
        let source = first..source_end(sentence.units, first, end);
        if source.is_empty() {
            continue;
        }
        let contents = if is_set_phrase {
            marked_by(sentence.units, from, at..source.end)
        } else {
            reported_by(sentence, from, at..source.end)
        };
        if is_set_phrase && contents.is_empty() {
            continue;
        }
        from = source.end;
        sentence.sources.push(at..source.end);
        let speaker = Some(hull(&sentence.units[source]));
        let cue = Some(hull(&sentence.units[at..first]));
        if !contents.is_empty() {
            collector.add(sentence, DraftQuote { contents, speaker, cue, rule: QuoteRule::According });
        }
    }
}

/// What the source reports that `according` names with its "according to": the words before, else those after the
/// comma. `from` is where the words begin that no earlier source has.
fn reported_by(sentence: &ReportedSentence, mut from: usize, according: Range<usize>) -> Vec<Range<usize>> {
    let units = sentence.units;
    let (at, end) = (according.start, end_of_text(units));
    while from < at && (units[from].is(WordClass::Conjunction) || units[from].shape == UnitShape::Comma) {
        from += 1;
    }
    let to = if 0 < at && units[at - 1].shape == UnitShape::Comma { at - 1 } else { at };
    let mut contents = vec![];
    if from + 2 < to {
        contents.push(from..to);
    }
    let Some(next) = units.get(according.end) else { return contents };
    let after = according.end + 1;
    if next.marked().is_some() {
        contents.push(according.end..end);
    } else if contents.is_empty() && next.shape == UnitShape::Comma && after < end {
        let participle = |v: &&ReportingVerb| v.construction == Construction::Participle && after < v.start();
        let stop = sentence.verbs.iter().find(participle).map_or(end, |v| v.verb.start - 1);
        contents.push(after..stop);
    }
    contents
}

/// How many units a set phrase has that begins here, as "in the words of" does; it opens its clause.
fn set_phrase_len(units: &[ClauseUnit], at: usize, phrases: &[Vec<&str>]) -> Option<usize> {
    let before = at.checked_sub(1).map(|i| units[i].shape);
    let opens = before.is_none_or(|shape| {
        matches!(shape, UnitShape::Comma | UnitShape::Dash | UnitShape::Semicolon | UnitShape::Marked(_))
    });
    let is_here = |phrase: &&Vec<&str>| {
        let words = units[at..].iter().take(phrase.len());
        words.len() == phrase.len()
            && words.zip(*phrase).all(|(unit, word)| unit.word.eq_ignore_ascii_case(word))
    };
    phrases.iter().filter(|_| opens).find(is_here).map(Vec::len)
}

/// The marked words beside a set phrase with its source: those before it, else those after it.
fn marked_by(units: &[ClauseUnit], from: usize, phrase: Range<usize>) -> Vec<Range<usize>> {
    let is_marked = |i: usize| units.get(i).is_some_and(|unit| unit.marked().is_some());
    let is_pause = |i: usize| {
        units
            .get(i)
            .is_some_and(|unit| matches!(unit.shape, UnitShape::Comma | UnitShape::Colon | UnitShape::Dash))
    };
    let back = phrase.start - usize::from(phrase.start.checked_sub(1).is_some_and(is_pause));
    if let Some(before) = back.checked_sub(1).filter(|&i| from <= i && is_marked(i)) {
        return std::iter::once(before..before + 1).collect();
    }
    let after = phrase.end + usize::from(is_pause(phrase.end));
    (after..after + 1).filter(|&i| is_marked(i)).map(|i| i..i + 1).collect()
}

/// Where the words after "according to" end.
fn source_end(units: &[ClauseUnit], start: usize, end: usize) -> usize {
    let border = |u: &ClauseUnit| {
        matches!(u.shape, UnitShape::Comma | UnitShape::Semicolon | UnitShape::Dash | UnitShape::Colon)
            || u.marked().is_some()
    };
    (start..end).find(|&i| border(&units[i])).unwrap_or(end)
}
