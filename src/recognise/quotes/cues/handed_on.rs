//! Words that one says and another hands on: "the Herald quoted Lane as saying", "Lane was heard shouting", "Lane put
//! out a statement saying". They are Lane's.

use std::ops::Range;

use super::reporting_verb::ReportingVerb;
use super::subjects::{VerbSubject, main_subject, subject_before};
use super::verb_group::verb_group;
use crate::lang::quotes::ClauseUse;
use crate::lang::speech::WordClass;
use crate::recognise::quotes::clauses::noun_phrases::{phrase_before, phrase_from};
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape};

/// Units between the verb that hands on and the verb of saying, at most: a name with its apposition, or a time.
const FARTHEST: usize = 14;

/// Units between "issued" and "statement", at most: an article and adjectives.
const LONGEST_PHRASE: usize = 6;

/// Whose words a verb of saying reports that another verb hands on.
pub(super) struct HandedOn {
    pub subject: Range<usize>,
    /// All units of the report.
    pub all: Range<usize>,
}

/// Whose words a verb of saying reports, given its units and where its verb group begins, if others hand them on.
pub(super) fn find(
    units: &[ClauseUnit],
    verb: &Range<usize>,
    group: usize,
    before: &[ReportingVerb],
) -> Option<HandedOn> {
    let last = group.checked_sub(1)?;
    if units[last].does(ClauseUse::As) {
        return quoted(units, verb, last, before);
    }
    if units[last].does(ClauseUse::Perceived) {
        return perceived(units, verb, last, before);
    }
    issued(units, verb, group, before)
}

/// "The Herald quoted Lane as saying", "Lane was quoted by the Herald as saying", "… as saying by the Herald".
fn quoted(
    units: &[ClauseUnit],
    verb: &Range<usize>,
    as_word: usize,
    before: &[ReportingVerb],
) -> Option<HandedOn> {
    let ends =
        |u: &ClauseUnit| u.marked().is_some() || matches!(u.shape, UnitShape::Stop | UnitShape::Semicolon);
    let near = (as_word.saturating_sub(FARTHEST)..as_word).rev();
    let quotes = near.take_while(|&i| !ends(&units[i])).find(|&i| units[i].does(ClauseUse::Quotes))?;
    let group = verb_group(units, quotes);
    let next = quotes + 1;
    if next == as_word || units[next].does(ClauseUse::Agent) || group.is_passive {
        // "A teacher, quoted by the Herald as saying"
        let comma = group.start.checked_sub(1).filter(|&i| units[i].shape == UnitShape::Comma);
        let named = || comma.and_then(|comma| phrase_before(units, comma));
        let subject = own_subject(units, group.start, before).or_else(named)?;
        let all = subject.start..with_agent(units, verb.end);
        return Some(HandedOn { subject, all });
    }
    let quoted = phrase_from(units, next)?;
    let is_verb = |u: &ClauseUnit| u.is(WordClass::Auxiliary) || u.info.verb.is_some();
    if units[quoted.end..as_word].iter().any(is_verb) {
        return None;
    }
    let start = own_subject(units, group.start, before).map_or(quotes, |paper| paper.start);
    let apposed = units[as_word - 1].shape == UnitShape::Comma;
    let subject = quoted.start..as_word - usize::from(apposed);
    Some(HandedOn { subject, all: start..verb.end })
}

/// "Lane was heard shouting", "Lane could be seen telling".
fn perceived(
    units: &[ClauseUnit],
    verb: &Range<usize>,
    at: usize,
    before: &[ReportingVerb],
) -> Option<HandedOn> {
    let group = verb_group(units, at);
    let subject = own_subject(units, group.start, before).filter(|_| group.is_passive)?;
    let all = subject.start..verb.end;
    Some(HandedOn { subject, all })
}

/// "Lane issued a statement on Monday saying", "Lane put out a statement that said".
fn issued(
    units: &[ClauseUnit],
    verb: &Range<usize>,
    group: usize,
    before: &[ReportingVerb],
) -> Option<HandedOn> {
    let document = document_before(units, group)?;
    let in_phrase = |&i: &usize| {
        let unit = &units[i];
        !unit.does(ClauseUse::Issues)
            && !unit.does(ClauseUse::IssuingParticle)
            && (unit.names() || unit.is(WordClass::Determiner) || unit.is(WordClass::Possessive))
    };
    let first = (document.saturating_sub(LONGEST_PHRASE)..document).rev().take_while(in_phrase).last()?;
    let particle = first.checked_sub(1).filter(|&i| units[i].does(ClauseUse::IssuingParticle));
    let at = particle.unwrap_or(first).checked_sub(1)?;
    if units[at].shape != UnitShape::Word || !units[at].does(ClauseUse::Issues) {
        return None;
    }
    let issues = verb_group(units, at);
    if issues.is_passive {
        return None;
    }
    if units[at].does(ClauseUse::ParticipleEnding) && !issues.is_progressive {
        let subject = main_subject(units, at, before)?;
        return Some(HandedOn { subject, all: at..verb.end });
    }
    match subject_before(units, issues.start, before)? {
        VerbSubject::Own(subject) => {
            let all = subject.start..verb.end;
            Some(HandedOn { subject, all })
        }
        VerbSubject::Shared => {
            let subject = main_subject(units, at, before)?;
            Some(HandedOn { subject, all: at..verb.end })
        }
    }
}

/// The noun for a thing said that a participle or a relative clause before `end` is about, with no other verb between.
fn document_before(units: &[ClauseUnit], end: usize) -> Option<usize> {
    let near = (end.saturating_sub(FARTHEST)..end).rev();
    let between = |&i: &usize| {
        let unit = &units[i];
        unit.does(ClauseUse::Relative) && i + 1 == end
            || unit.names()
            || unit.is(WordClass::Preposition)
            || unit.is(WordClass::Determiner)
            || unit.is(WordClass::Possessive)
            || unit.is(WordClass::Day)
            || unit.is(WordClass::Time)
            || unit.is(WordClass::Adverb)
    };
    near.take_while(between).find(|&i| units[i].does(ClauseUse::Document))
}

fn own_subject(units: &[ClauseUnit], end: usize, before: &[ReportingVerb]) -> Option<Range<usize>> {
    match subject_before(units, end, before)? {
        VerbSubject::Own(subject) => Some(subject),
        VerbSubject::Shared => None,
    }
}

/// Past "by the Herald" after the verb.
fn with_agent(units: &[ClauseUnit], end: usize) -> usize {
    let by = units.get(end).is_some_and(|u| u.does(ClauseUse::Agent));
    by.then(|| phrase_from(units, end + 1)).flatten().map_or(end, |paper| paper.end)
}
