//! Whose verb it is: the subjects of verbs of saying, before them and after them.

use std::ops::Range;

use super::reporting_verb::ReportingVerb;
use crate::lang::quotes::ClauseUse;
use crate::lang::speech::WordClass;
use crate::recognise::quotes::clauses::noun_phrases::{first_subject, is_nickname, phrase_before};
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape, is_title_case};

/// Units of an apposition or a relative clause between a subject and its verb, at most: beyond, the commas belong to
/// another clause.
const LONGEST_APPOSITION: usize = 25;

/// The subject of a verb of saying.
pub(super) enum VerbSubject {
    Own(Range<usize>),
    /// After "and": that of the verb before.
    Shared,
}

/// The subject whose verb group begins at `end`.
pub(super) fn subject_before(
    units: &[ClauseUnit],
    end: usize,
    reports: &[ReportingVerb],
) -> Option<VerbSubject> {
    let last = &units[end.checked_sub(1)?];
    if last.marked().is_some() {
        // "the host of “Morning Talk,” said": a title belongs to the subject.
        let title = is_title_case(last.word) && 3 <= end && units[end - 2].names();
        return if title { apposed(units, end).map(VerbSubject::Own) } else { None };
    }
    if last.is(WordClass::Conjunction) {
        return (!reports.is_empty() || 2 < end).then_some(VerbSubject::Shared);
    }
    if matches!(last.shape, UnitShape::Comma | UnitShape::Close | UnitShape::Dash) {
        return apposed(units, end).map(VerbSubject::Own);
    }
    if last.does(ClauseUse::Relative) {
        let mut e = end - 1;
        if e.checked_sub(1).is_some_and(|i| units[i].shape == UnitShape::Comma) {
            e -= 1;
        }
        let phrase = phrase_before(units, e)?;
        return Some(VerbSubject::Own(phrase.start..end));
    }
    let near = phrase_before(units, end)?;
    Some(VerbSubject::Own(modified(units, &near).unwrap_or(near)))
}

/// Of "marchers passing through the streets", which ends with the phrase given, the whole; nothing else.
fn modified(units: &[ClauseUnit], last: &Range<usize>) -> Option<Range<usize>> {
    let preposition = last.start.checked_sub(1).filter(|&i| units[i].is(WordClass::Preposition))?;
    let participle = preposition.checked_sub(1).filter(|&i| {
        let word = &units[i];
        word.shape == UnitShape::Word
            && word.does(ClauseUse::ParticipleEnding)
            && !word.is(WordClass::Preposition)
    })?;
    let noun = participle.checked_sub(1).filter(|&i| units[i].names())?;
    let whole = phrase_before(units, noun + 1)?;
    let opens = whole.start.checked_sub(1).is_none_or(|i| clause_opener(&units[i]));
    (opens && whole.end == participle).then_some(whole.start..last.end)
}

/// A subject that ends with an apposition or a relative clause: `Ada Lane, the head of Lanes, said`.
fn apposed(units: &[ClauseUnit], end: usize) -> Option<Range<usize>> {
    if units[end - 1].shape == UnitShape::Close {
        let open = (0..end - 1).rev().find(|&i| units[i].shape == UnitShape::Open)?;
        return phrase_before(units, open).map(|p| p.start..end);
    }
    let closing = units[end - 1].shape;
    // Leftwards over the pieces between commas, while none of them ends the clause.
    let mut from = end - 1;
    let mut best = None;
    while 0 < from {
        let Some(comma) = (0..from).rev().find(|&i| {
            units[i].shape == closing
                || units[i].marked().is_some() && !is_nickname(units, i)
                || units[i].shape == UnitShape::Semicolon
        }) else {
            break;
        };
        if units[comma].shape != closing || LONGEST_APPOSITION < end - comma {
            break;
        }
        if let Some(phrase) = phrase_before(units, comma) {
            let starts_clause = phrase.start == 0 || clause_opener(&units[phrase.start - 1]);
            best = Some(phrase.start..end - 1);
            if starts_clause && !begins_apposition(units, &phrase) {
                break;
            }
        }
        from = comma;
    }
    best
}

fn begins_apposition(units: &[ClauseUnit], phrase: &Range<usize>) -> bool {
    let first = &units[phrase.start];
    let after_comma = phrase.start.checked_sub(1).is_some_and(|i| units[i].shape == UnitShape::Comma);
    after_comma && (first.is(WordClass::Determiner) || first.shape == UnitShape::Word)
}

/// Whether a clause may begin after this unit.
fn clause_opener(unit: &ClauseUnit) -> bool {
    unit.marked().is_some()
        || matches!(
            unit.shape,
            UnitShape::Comma | UnitShape::Semicolon | UnitShape::Colon | UnitShape::Dash | UnitShape::Stop
        )
        || unit.is(WordClass::Conjunction)
        || unit.is(WordClass::Subordinator)
}

/// The subject of the clause that a participle or a second verb hangs on: that of the report before it, or the
/// sentence's first noun phrase.
pub(super) fn main_subject(
    units: &[ClauseUnit],
    at: usize,
    before: &[ReportingVerb],
) -> Option<Range<usize>> {
    let last = before.iter().rev().find(|r| r.subject.is_some());
    last.and_then(|r| r.subject.clone()).or_else(|| first_subject(&units[..at]))
}

/// The subject of the clause that holds the unit before `end`.
pub(super) fn nearest_subject(units: &[ClauseUnit], end: usize) -> Option<Range<usize>> {
    let opener = (0..end).rev().find(|&i| clause_opener(&units[i]));
    let own = opener.and_then(|i| first_subject(&units[i + 1..end]).map(|s| s.start + i + 1..s.end + i + 1));
    own.or_else(|| first_subject(&units[..end]))
}
