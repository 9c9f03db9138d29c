//! Noun phrases, read off small words and capitals: there is no parser here.

use std::ops::Range;

use super::units::{ClauseUnit, UnitShape, words_in};
use crate::lang::quotes::ClauseUse;
use crate::lang::speech::{VerbForm, WordClass};

/// The noun phrase that ends at `end`.
pub(crate) fn phrase_before(units: &[ClauseUnit], end: usize) -> Option<Range<usize>> {
    // "Ada Lane (Green)"
    if end.checked_sub(1).is_some_and(|i| units[i].shape == UnitShape::Close) {
        let open = (end.saturating_sub(12)..end).rev().find(|&i| units[i].shape == UnitShape::Open)?;
        return phrase_without_brackets(units, open).map(|p| p.start..end);
    }
    phrase_without_brackets(units, end)
}

fn phrase_without_brackets(units: &[ClauseUnit], end: usize) -> Option<Range<usize>> {
    let mut start = end;
    while 0 < start {
        let unit = &units[start - 1];
        if unit.is(WordClass::Pronoun) && unit.shape != UnitShape::Clitic && !unit.is(WordClass::Determiner) {
            if start == end {
                start -= 1;
            }
            break;
        }
        if unit.does(ClauseUse::That) {
            break;
        }
        if start < end && is_nickname(units, start - 1) {
            // With the name before it, which may be a small word as well: "Per".
            start -= 2;
            continue;
        }
        if unit.is(WordClass::Determiner) || unit.is(WordClass::Possessive) {
            start -= 1;
            if !links(units, start) {
                break;
            }
            start -= 1;
        } else if (unit.names() && !is_finite_verb(units, start - 1))
            || (start == end
                && unit.is(WordClass::Object)
                && 2 < start
                && units[start - 2].does(ClauseUse::Of))
            || (start < end && links(units, start))
            || (start < end && unit.does(ClauseUse::And) && joins_names(units, start - 1))
        {
            start -= 1;
        } else {
            break;
        }
    }
    while start < end && matches!(units[start].shape, UnitShape::Clitic | UnitShape::Hyphen) {
        start += 1;
    }
    (start < end).then_some(start..end)
}

/// Whether the unit before `start` is a preposition that ties a phrase to the noun before it.
fn links(units: &[ClauseUnit], start: usize) -> bool {
    if start < 2 {
        return false;
    }
    let (noun, preposition) = (&units[start - 2], &units[start - 1]);
    preposition.shape == UnitShape::Word
        && preposition.does(ClauseUse::TiesToNoun)
        && noun.names()
        && !is_finite_verb(units, start - 2)
}

fn joins_names(units: &[ClauseUnit], and: usize) -> bool {
    let Some(before) = and.checked_sub(1).map(|i| &units[i]) else { return false };
    let after = &units[and + 1];
    let clause = units[..and].iter().any(|u| u.is(WordClass::Auxiliary) || u.info.verb.is_some());
    before.names() && after.names() && !clause
}

/// Whether the word is surely the verb of another clause.
fn is_finite_verb(units: &[ClauseUnit], at: usize) -> bool {
    let unit = &units[at];
    unit.shape == UnitShape::Word
        && unit.info.verb.is_some_and(|v| matches!(v.form, VerbForm::Past | VerbForm::Third | VerbForm::Ing))
        && !unit.does(ClauseUse::NounLike)
}

/// The noun phrase that begins at `start`, with "of …" and the like.
pub(crate) fn phrase_from(units: &[ClauseUnit], start: usize) -> Option<Range<usize>> {
    let first = units.get(start)?;
    if first.is(WordClass::Pronoun) && !first.is(WordClass::Determiner) {
        return Some(start..start + 1);
    }
    let mut end = start;
    while let Some(unit) = units.get(end) {
        if start < end && is_nickname(units, end) {
            end += 1;
            continue;
        }
        let article = unit.is(WordClass::Determiner) || unit.is(WordClass::Possessive);
        let opens = end == start || article_may_follow(&units[end - 1]);
        let linked = start < end && carries_on(unit) && follows_well(units, end + 1);
        let past = unit.shape == UnitShape::Word && unit.does(ClauseUse::PastEnding);
        let verb =
            start < end && (is_finite_verb(units, end) || past && units[end - 1].shape == UnitShape::Name);
        if !(article && opens || unit.names() && !verb || linked) {
            break;
        }
        end += 1;
    }
    (start < end).then_some(start..end)
}

/// Words of a nickname, at most.
const LONGEST_NICKNAME: usize = 3;

/// Whether marked words stand within a name: `Ada “Sparks” Lane`.
pub(crate) fn is_nickname(units: &[ClauseUnit], at: usize) -> bool {
    let is_small = |unit: &ClauseUnit| unit.is(WordClass::Determiner) || unit.is(WordClass::Pronoun);
    let is_name = |unit: Option<&ClauseUnit>| {
        unit.is_some_and(|unit| unit.shape == UnitShape::Name && unit.info.verb.is_none() && !is_small(unit))
    };
    let before = at.checked_sub(1).and_then(|before| units.get(before));
    let word = units[at].word;
    units[at].marked().is_some()
        && is_name(before)
        && is_name(units.get(at + 1))
        && (1..=LONGEST_NICKNAME).contains(&words_in(word))
        && !word.ends_with([',', '.', '!', '?'])
}

fn article_may_follow(unit: &ClauseUnit) -> bool {
    carries_on(unit) || unit.is(WordClass::Determiner)
}

/// Whether a noun phrase may go on after this word: "of", "and".
fn carries_on(unit: &ClauseUnit) -> bool {
    unit.shape == UnitShape::Word && unit.does(ClauseUse::CarriesPhraseOn)
}

/// Whether a phrase goes on after "of", "from" …: not with a day or with "a statement".
fn follows_well(units: &[ClauseUnit], at: usize) -> bool {
    let head =
        units[at..].iter().take(3).find(|u| !u.is(WordClass::Determiner) && !u.is(WordClass::Possessive));
    head.is_some_and(|u| u.names() && !u.is(WordClass::CueNoun))
}

/// The first noun phrase of a sentence that is not part of an adverbial before the first comma.
pub(crate) fn first_subject(units: &[ClauseUnit]) -> Option<Range<usize>> {
    let mut start = 0;
    let adverbial = units.first().is_some_and(|u| {
        u.is(WordClass::Preposition)
            || u.is(WordClass::Subordinator) && !u.is(WordClass::Determiner)
            || u.is(WordClass::Adverb)
            || u.is(WordClass::Day)
            || u.does(ClauseUse::OpensAdverbial)
    });
    if adverbial {
        let comma = units.iter().position(|u| u.shape == UnitShape::Comma);
        start = comma.map_or(1, |c| c + 1);
    }
    while units.get(start).is_some_and(|u| {
        !u.names()
            && !u.is(WordClass::Pronoun)
            && !u.is(WordClass::Determiner)
            && !u.is(WordClass::Possessive)
    }) {
        start += 1;
    }
    phrase_from(units, start)
}
