//! Where the clause of a report ends: with its sentence, or before words that are the writer's again.

use super::sentence::ReportedSentence;
use crate::lang::quotes::ClauseUse;
use crate::lang::speech::WordClass;
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape, is_title_case};

/// Where the content that begins at `start` ends: with the sentence, or before words that report anew.
pub(super) fn clause_end(sentence: &ReportedSentence, start: usize) -> usize {
    let units = sentence.units;
    let end = end_of_text(units);
    let mut verb = false;
    for at in start..end {
        let marked = units[at].marked().is_some();
        // Before a conjunction, only a whole clause ends: "said Lane and Webb promised to come".
        let whole = verb || start < at && units[at].shape == UnitShape::Comma;
        if sentence.borders[at] && (whole || marked) {
            return without_tail(units, start, at + usize::from(marked));
        }
        let turns = start + 3 < at && turns_away(units, at) && (verb || units[at].shape == UnitShape::Comma);
        if turns || start < at && is_according(units, at) {
            return without_tail(units, start, at);
        }
        verb |= has_verb(&units[at..at + 1]);
    }
    without_tail(units, start, end)
}

/// Whether a trailing clause begins that is the writer's more often than the speaker's. Counted on PolNeAR train:
/// contents end before these in half the cases and more; before ", but", "and" or a dash in 10 to 45 %.
fn turns_away(units: &[ClauseUnit], at: usize) -> bool {
    let next = || units.get(at + 1).is_some_and(|u| u.does(ClauseUse::TurnsAway));
    match units[at].shape {
        UnitShape::Comma => next(),
        UnitShape::Semicolon => true,
        _ => false,
    }
}

fn without_tail(units: &[ClauseUnit], start: usize, mut end: usize) -> usize {
    while start + 1 < end
        && (matches!(
            units[end - 1].shape,
            UnitShape::Comma | UnitShape::Semicolon | UnitShape::Dash | UnitShape::Colon | UnitShape::Stop
        ) || units[end - 1].is(WordClass::Conjunction))
    {
        end -= 1;
    }
    end
}

/// Whether "according to" begins here.
pub(crate) fn is_according(units: &[ClauseUnit], at: usize) -> bool {
    let to = || units.get(at + 1).is_some_and(|u| u.does(ClauseUse::AccordingTo));
    units[at].does(ClauseUse::According) && to()
}

/// Where the words of a sentence end: before its full stop.
pub(crate) fn end_of_text(units: &[ClauseUnit]) -> usize {
    let tail = units.iter().rev().take_while(|u| u.shape == UnitShape::Stop).count();
    units.len() - tail
}

/// Whether some word may be the verb of a clause.
pub(crate) fn has_verb(units: &[ClauseUnit]) -> bool {
    units.iter().any(|u| {
        u.is(WordClass::Auxiliary)
            || u.marked().is_some_and(|_| !is_title_case(u.word))
            || u.shape == UnitShape::Clitic
            || u.info.verb.is_some()
            || u.shape == UnitShape::Word
                && (u.does(ClauseUse::PastEnding)
                    || u.does(ClauseUse::PresentEnding)
                    || u.does(ClauseUse::IrregularVerb))
    })
}
