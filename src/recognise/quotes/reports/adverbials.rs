//! What may stand between a verb of saying and what it reports: the person whom it is said to, times and places.

use crate::lang::quotes::ClauseUse;
use crate::lang::speech::WordClass;
use crate::recognise::quotes::clauses::noun_phrases::phrase_from;
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape, is_title_case};

/// A word with the ending of an adverb is one from this length on: not "fly".
const SHORTEST_ADVERB: usize = 5;

/// Past the person whom it is said to.
pub(super) fn after_object(units: &[ClauseUnit], at: usize) -> usize {
    let Some(first) = units.get(at) else { return at };
    if first.is(WordClass::Object) || first.is(WordClass::Pronoun) && first.does(ClauseUse::ObjectLikeSubject)
    {
        return at + 1;
    }
    if first.does(ClauseUse::That) {
        return at;
    }
    let Some(phrase) = phrase_from(units, at) else { return at };
    if units.get(phrase.end).is_some_and(|u| u.marked().is_some() && is_title_case(u.word)) {
        return phrase.end + 1;
    }
    for i in phrase.clone().skip(1) {
        let crowd = units[i - 1].shape == UnitShape::Word && units[i - 1].does(ClauseUse::PluralEnding);
        if crowd && units[i].shape == UnitShape::Name {
            return i;
        }
    }
    phrase.end
}

/// Past "on Tuesday", "in a statement", "during the debate", "later"; and whether there was any such.
pub(super) fn after_adverbials(units: &[ClauseUnit], mut at: usize, end: usize) -> (usize, bool) {
    let start = at;
    while at < end {
        let unit = &units[at];
        let adverb = unit.shape == UnitShape::Word
            && unit.does(ClauseUse::AdverbEnding)
            && SHORTEST_ADVERB <= unit.word.len();
        let timed = unit.does(ClauseUse::PointsAtTime)
            && units.get(at + 1).is_some_and(|u| u.is(WordClass::Time) || u.is(WordClass::Day));
        if unit.is(WordClass::Day)
            || unit.is(WordClass::Time)
            || unit.is(WordClass::Adverb) && !unit.is(WordClass::Determiner)
            || adverb
        {
            at += 1;
        } else if timed {
            at += 2;
        } else if unit.is(WordClass::Preposition) && unit.shape == UnitShape::Word {
            let Some(next) = past_phrase(units, at + 1) else { break };
            at = next;
        } else {
            break;
        }
    }
    (at.min(end), start < at)
}

/// Past the phrase after a preposition; a noun of speaking ends it before a name.
fn past_phrase(units: &[ClauseUnit], at: usize) -> Option<usize> {
    // "on “Morning Talk”", "on the programme “Morning Talk”": a title, not what was said.
    let title = |i: usize| units.get(i).is_some_and(|u| u.marked().is_some() && is_title_case(u.word));
    if units.get(at)?.is(WordClass::Object) || title(at) {
        return Some(at + 1);
    }
    let phrase = phrase_from(units, at)?;
    if title(phrase.end) {
        return Some(phrase.end + 1);
    }
    let boundary = phrase.clone().find(|&i| {
        units[i].is(WordClass::CueNoun)
            && units.get(i + 1).is_some_and(|u| u.shape == UnitShape::Name && !u.is(WordClass::Day))
    });
    Some(boundary.map_or(phrase.end, |i| i + 1))
}
