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
        if !is_according(sentence.units, at) {
            continue;
        }
        let source = at + 2..source_end(sentence.units, at + 2, end);
        if source.is_empty() {
            continue;
        }
        let contents = reported_by(sentence, from, at..source.end);
        from = source.end;
        sentence.sources.push(at..source.end);
        let speaker = Some(hull(&sentence.units[source]));
        let cue = Some(hull(&sentence.units[at..at + 2]));
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

/// Where the words after "according to" end.
fn source_end(units: &[ClauseUnit], start: usize, end: usize) -> usize {
    let border = |u: &ClauseUnit| {
        matches!(u.shape, UnitShape::Comma | UnitShape::Semicolon | UnitShape::Dash | UnitShape::Colon)
            || u.marked().is_some()
    };
    (start..end).find(|&i| border(&units[i])).unwrap_or(end)
}
