//! `According to Lane, they left`; `They left, according to Lane`.

use std::ops::Range;

use super::clause_ends::{end_of_text, is_according};
use super::collector::{DraftQuote, RuleCollector};
use super::rule::QuoteRule;
use super::sentence::ReportedSentence;
use crate::lang::quotes::{ClauseUse, QuoteWords};
use crate::lang::speech::WordClass;
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape, hull};
use crate::recognise::quotes::cues::reporting_verb::{Construction, ReportingVerb};

/// Units of a role with its article, at most: what is longer is likely a clause.
const LONGEST_ROLE: usize = 5;

/// Takes what the sources of "according to" say.
pub(super) fn take(collector: &mut RuleCollector, sentence: &mut ReportedSentence, words: &QuoteWords) {
    let end = end_of_text(sentence.units);
    let mut from = 0;
    for at in 0..end {
        let Some(length) = phrase_length(sentence.units, at, words) else { continue };
        let named = at + length..source_end(sentence.units, at + length, end);
        if named.is_empty() {
            continue;
        }
        let source =
            named.start..past_appositions(sentence.units, &named, end, comma_before(sentence.units, at));
        let is_apposed = named.end < source.end;
        let contents = reported_by(sentence, from, at..source.end);
        from = contents.iter().map(|content| content.end).fold(source.end, usize::max);
        sentence.sources.push(at..source.end);
        let is_certain = is_apposed || 1 < contents.len();
        let speaker = Some(hull(&sentence.units[source]));
        let cue = Some(hull(&sentence.units[at..at + length]));
        if !contents.is_empty() {
            collector
                .add(sentence, DraftQuote { contents, speaker, cue, rule: QuoteRule::According, is_certain });
        }
    }
}

/// Units of "according to", "in the view of" at a place.
fn phrase_length(units: &[ClauseUnit], at: usize, words: &QuoteWords) -> Option<usize> {
    if is_according(units, at) {
        return Some(2);
    }
    let begins = |phrase: &&Vec<&str>| {
        phrase.len() <= units.len() - at
            && units[at..].iter().zip(*phrase).all(|(u, word)| u.word.eq_ignore_ascii_case(word))
    };
    words.view_phrases.iter().find(begins).map(Vec::len)
}

/// What the source reports that `according` names with its "according to": the words before, else those after the
/// comma. `from` is where the words begin that no earlier source has.
fn reported_by(sentence: &ReportedSentence, mut from: usize, according: Range<usize>) -> Vec<Range<usize>> {
    let units = sentence.units;
    let (at, end) = (according.start, end_of_text(units));
    while from < at && (units[from].is(WordClass::Conjunction) || units[from].shape == UnitShape::Comma) {
        from += 1;
    }
    let to = if comma_before(units, at) { at - 1 } else { at };
    let mut contents = vec![];
    // "The bridge, according to Lane, is gone": the subject stands before the source.
    let is_resumed = from < to
        && to < at
        && units.get(according.end).is_some_and(|u| u.shape == UnitShape::Comma)
        && units.get(according.end + 1).is_some_and(|u| u.is(WordClass::Auxiliary));
    if from + 2 < to || is_resumed {
        contents.push(from..to);
    }
    if is_resumed {
        contents.push(according.end + 1..end);
        return contents;
    }
    let Some(next) = units.get(according.end) else { return contents };
    let after = according.end + 1;
    let marked = usize::from(next.shape == UnitShape::Comma) + according.end;
    if next.marked().is_some() {
        contents.push(according.end..end);
    } else if contents.is_empty() && units.get(marked).is_some_and(is_whole) && units.len() <= marked + 2 {
        contents.push(marked..marked + 1);
    } else if contents.is_empty() && next.shape == UnitShape::Comma && after < end {
        // Up to the next source: else a sentence that names many costs the square of its length.
        let next = (after..end).find(|&i| is_according(units, i)).unwrap_or(end);
        let participle = |v: &&ReportingVerb| v.construction == Construction::Participle && after < v.start();
        let verbs = &sentence.verbs[sentence.verbs.partition_point(|v| v.verb.start <= after)..];
        let mut near = verbs.iter().take_while(|v| v.verb.start < next);
        let stop = near.find(participle).map_or(next, |v| v.verb.start - 1);
        let trails = |i: usize| units[i].shape == UnitShape::Comma || units[i].is(WordClass::Conjunction);
        let stop = (after..stop).rev().find(|&i| !trails(i)).map_or(after, |last| last + 1);
        if after < stop {
            contents.push(after..stop);
        }
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

fn comma_before(units: &[ClauseUnit], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| units[before].shape == UnitShape::Comma)
}

/// Whether a unit is a marked stretch.
fn is_whole(unit: &ClauseUnit) -> bool {
    unit.marked().is_some()
}

/// Where what is said of the source ends: "Lane, the mayor, …", "Lane, 42, a vet in Torvik, …", "Lane, who runs the
/// port, …". Such a piece stands between commas, or a comma and marked words, before what is reported.
fn past_appositions(units: &[ClauseUnit], source: &Range<usize>, end: usize, is_set_off: bool) -> usize {
    let mut known = source.end;
    while units.get(known).is_some_and(|u| u.shape == UnitShape::Comma) {
        let from = known + 1;
        let closes = |&i: &usize| units[i].shape == UnitShape::Comma || units[i].marked().is_some();
        let Some(close) = (from..end).find(closes) else {
            // "…, according to the miller, Lane."
            if from < end && 0 < source.start && names_bearer(&units[source.clone()], &units[from..end]) {
                known = end;
            }
            break;
        };
        let is_named = || {
            units.get(close + 1).is_some_and(is_whole)
                && (names_bearer(&units[source.clone()], &units[from..close])
                    || units.len() <= close + 3 && is_apposed_to_name(units, source, from..close))
        };
        if from < close && is_apposed_role(units, source, from..close) {
            known = close;
            continue;
        }
        if close == from || !describes(&units[source.clone()], &units[from..close]) && !is_named() {
            break;
        }
        known = close;
        if units[close].marked().is_some() {
            break;
        }
    }
    // "The bridge, according to Lane, an engineer, is gone": the subject stands before the source.
    if is_set_off {
        return known;
    }
    // "According to Lane, the driver, 34, was sober": the driver is what the words are about.
    let goes_on =
        |u: &ClauseUnit| u.is(WordClass::Auxiliary) || u.info.verb.is_some() || u.does(ClauseUse::PastEnding);
    if units.get(known + 1).is_some_and(goes_on) { source.end } else { known }
}

/// Whether a piece between commas is the name of the one whom the source describes: "the miller, Lane, “…”".
fn names_bearer(source: &[ClauseUnit], piece: &[ClauseUnit]) -> bool {
    let (first, last) = (&source[0], &source[source.len() - 1]);
    first.is(WordClass::Determiner)
        && last.shape == UnitShape::Word
        && !last.does(ClauseUse::Document)
        && piece.iter().all(|u| u.shape == UnitShape::Name && u.names())
}

/// Whether a piece without a verb follows a name, where marked words alone come after it: "Lane, the port's keeper, “…”".
fn is_apposed_to_name(units: &[ClauseUnit], source: &Range<usize>, piece: Range<usize>) -> bool {
    let name = &units[source.end - 1];
    let is_verb = |u: &ClauseUnit| u.is(WordClass::Auxiliary) || u.does(ClauseUse::IrregularVerb);
    name.shape == UnitShape::Name
        && name.names()
        && units[piece.start].is(WordClass::Determiner)
        && !units[piece].iter().any(is_verb)
}

/// Whether a piece between commas is what somebody with a name does, before a clause: "Lane, the senior keeper, the
/// lamps were stolen".
fn is_apposed_role(units: &[ClauseUnit], source: &Range<usize>, piece: Range<usize>) -> bool {
    let (first, name) = (&units[piece.start], &units[source.end - 1]);
    let last = &units[piece.end - 1];
    let begins_clause = |u: &ClauseUnit| u.is(WordClass::Determiner) || u.is(WordClass::Possessive);
    let plain = |u: &ClauseUnit| u.shape == UnitShape::Word && u.names() && !u.is(WordClass::Auxiliary);
    name.shape == UnitShape::Name
        && name.names()
        && first.is(WordClass::Determiner)
        && 1 < piece.len()
        && piece.len() <= LONGEST_ROLE
        && (last.does(ClauseUse::Role) || last.does(ClauseUse::RoleEnding))
        && units[piece.start + 1..piece.end].iter().all(plain)
        && units[piece.end].shape == UnitShape::Comma
        && units.get(piece.end + 1).is_some_and(begins_clause)
}

/// Whether a piece between commas says who the source is: a relative clause, an age, the role of a name or the name of
/// a role, or a phrase with "a".
fn describes(source: &[ClauseUnit], piece: &[ClauseUnit]) -> bool {
    let (first, last) = (&piece[0], &source[source.len() - 1]);
    if first.does(ClauseUse::PersonalRelative) {
        return true;
    }
    let age = piece.len() == 1 && first.shape == UnitShape::Number;
    let mut head = piece.iter().take_while(|u| !u.is(WordClass::Preposition));
    let is_name = |u: &ClauseUnit| u.shape == UnitShape::Name && u.names();
    let role = is_name(last) && head.any(|u| u.does(ClauseUse::Role));
    let name = last.does(ClauseUse::Role) && piece.iter().all(is_name);
    let is_verb = |u: &ClauseUnit| {
        let verb = u.info.verb.is_some() && !u.does(ClauseUse::NounLike);
        let past =
            u.shape == UnitShape::Word && (u.does(ClauseUse::PastEnding) || u.does(ClauseUse::IrregularVerb));
        u.is(WordClass::Auxiliary) || verb || past
    };
    age || name || (role || first.does(ClauseUse::Indefinite)) && !piece.iter().any(is_verb)
}
