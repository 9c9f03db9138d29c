//! A verb of saying with what belongs to it, and whether it is a verb at all.

use crate::lang::quotes::ClauseUse;
use crate::lang::speech::{VerbForm, WordClass};
use crate::recognise::quotes::clauses::noun_phrases::phrase_before;
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape};

/// A verb with the auxiliaries and adverbs before it.
pub(super) struct VerbGroup {
    pub start: usize,
    pub is_progressive: bool,
    pub is_passive: bool,
    pub is_infinitive: bool,
    pub has_auxiliary: bool,
}

pub(super) fn verb_group(units: &[ClauseUnit], at: usize) -> VerbGroup {
    let mut group = VerbGroup {
        start: at,
        is_progressive: false,
        is_passive: false,
        is_infinitive: false,
        has_auxiliary: false,
    };
    while group.start > 0 {
        let unit = &units[group.start - 1];
        let adverb =
            unit.is(WordClass::Adverb) || unit.shape == UnitShape::Word && unit.does(ClauseUse::AdverbEnding);
        if unit.is(WordClass::Auxiliary) {
            if unit.does(ClauseUse::Be) && !group.has_auxiliary {
                group.is_progressive = true;
                group.is_passive = true;
            }
            group.has_auxiliary = true;
        } else if unit.does(ClauseUse::To) && group.start == at {
            group.is_infinitive = true;
        } else if unit.shape == UnitShape::Clitic
            && unit.word.len() > 1
            && is_contracted_be(units, group.start - 1)
        {
            group.is_progressive = true;
            group.has_auxiliary = true;
        } else if let Some(time) = time_before(units, group.start) {
            group.start = time + 1;
        } else if !adverb || unit.marked().is_some() {
            break;
        }
        group.start -= 1;
        if group.is_infinitive {
            break;
        }
    }
    if group.has_auxiliary {
        group.start = raised_from(units, group.start).unwrap_or(group.start);
    }
    group
}

/// Where "is reported to" before "have said" begins: who is reported is who said it.
fn raised_from(units: &[ClauseUnit], have: usize) -> Option<usize> {
    let be = have.checked_sub(3)?;
    let raised = units[have - 1].does(ClauseUse::To) && units[have - 2].shape == UnitShape::Word;
    (raised && units[be].does(ClauseUse::Be)).then_some(be)
}

/// Where "on Monday", "this week", "last year", "in particular" before a verb begins.
fn time_before(units: &[ClauseUnit], end: usize) -> Option<usize> {
    let last = end.checked_sub(1)?;
    if units[last].is(WordClass::Day) {
        let on = last.checked_sub(1).filter(|&i| units[i].does(ClauseUse::BeforeDay));
        return Some(on.unwrap_or(last)).filter(|&start| 0 < start);
    }
    let year = units[last].shape == UnitShape::Number && units[last].word.len() == 4;
    let phrase = year || units[last].is(WordClass::Time) || units[last].does(ClauseUse::EndsAside);
    let first = last.checked_sub(1).filter(|&i| phrase && units[i].does(ClauseUse::BeforeTime))?;
    (0 < first).then_some(first)
}

/// `he's saying`, `she's said`: after a pronoun the clitic is a verb.
fn is_contracted_be(units: &[ClauseUnit], clitic: usize) -> bool {
    clitic.checked_sub(1).is_some_and(|i| units[i].is(WordClass::Pronoun))
}

/// Whether a singular noun with its article stands before a verb and a whole clause after it: "the city claims that the
/// bridge", but not "the fraud claims that were filed".
fn states_clause(units: &[ClauseUnit], at: usize, group: &VerbGroup) -> bool {
    let begins = |u: &ClauseUnit| {
        u.is(WordClass::Determiner)
            || u.is(WordClass::Possessive)
            || u.is(WordClass::Pronoun)
            || u.shape == UnitShape::Name
    };
    let subject = phrase_before(units, group.start);
    let has_article = subject.is_some_and(|phrase| begins(&units[phrase.start]));
    let singular = group.start.checked_sub(1).is_some_and(|i| !units[i].does(ClauseUse::PluralEnding));
    has_article
        && singular
        && units[at].does(ClauseUse::PresentEnding)
        && units.get(at + 1).is_some_and(|u| u.does(ClauseUse::That))
        && units.get(at + 2).is_some_and(begins)
}

/// Whether a form of a verb of saying is none here: "the claims", "a noted critic".
pub(super) fn is_noun_or_adjective(
    units: &[ClauseUnit],
    at: usize,
    form: VerbForm,
    group: &VerbGroup,
    has_particle: bool,
) -> bool {
    if group.has_auxiliary {
        return false;
    }
    let Some(before) = group.start.checked_sub(1).map(|i| &units[i]) else {
        // Nothing before: "Says who?" and imperatives are rare, "Claims that …" and "Asked about …" are not.
        return form == VerbForm::Base;
    };
    let phrase = before.is(WordClass::Determiner) && !before.is(WordClass::Subordinator)
        || before.is(WordClass::Possessive);
    let possessive = before.shape == UnitShape::Clitic || before.shape == UnitShape::Hyphen;
    let preposition = before.is(WordClass::Preposition) && !before.is(WordClass::Subordinator);
    match form {
        VerbForm::Past | VerbForm::Participle => {
            phrase && !before.does(ClauseUse::Quantifier) || possessive || preposition
        }
        VerbForm::Third | VerbForm::Base => {
            let particle = usize::from(has_particle);
            let next = units.get(at + 1 + particle);
            let noun = units[at].does(ClauseUse::NounLike);
            let clear = next.is_none_or(|u| {
                u.marked().is_some()
                    || u.does(ClauseUse::That)
                    || u.is(WordClass::Determiner)
                    || u.is(WordClass::Possessive)
                    || u.is(WordClass::Pronoun)
                    || u.is(WordClass::Object)
                    || matches!(u.shape, UnitShape::Name | UnitShape::Colon)
            });
            let subject = before.is(WordClass::Pronoun) || before.is(WordClass::Subordinator);
            let plural = before.does(ClauseUse::PluralSubjectEnding) || subject;
            phrase
                || possessive
                || preposition
                || form == VerbForm::Base
                    && !plural
                    && !clear
                    && !matches!(before.shape, UnitShape::Comma | UnitShape::Close)
                || noun && before.shape == UnitShape::Number
                || noun
                    && !subject
                    && !((clear || has_particle) && before.shape != UnitShape::Word)
                    && !states_clause(units, at, group)
        }
        VerbForm::Ing => false,
    }
}
