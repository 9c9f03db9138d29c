//! Set phrases that name the speaker of the marked words beside them: "to quote Lane, “…”", "“…”, in the words of
//! Lane".

use std::ops::Range;

use super::clause_ends::end_of_text;
use super::collector::{DraftQuote, RuleCollector};
use super::rule::QuoteRule;
use super::sentence::ReportedSentence;
use crate::lang::quotes::{ClauseUse, QuoteWords};
use crate::lang::speech::WordClass;
use crate::recognise::quotes::clauses::noun_phrases::{phrase_before, phrase_from};
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape, hull};

/// Units of a name with what is said of its bearer, at most: beyond, the words belong to something else.
const LONGEST_SOURCE: usize = 16;

/// Takes the marked words beside such phrases.
pub(super) fn take(collector: &mut RuleCollector, sentence: &mut ReportedSentence, words: &QuoteWords) {
    let (units, end) = (sentence.units, end_of_text(sentence.units));
    for at in 0..end {
        if take_own_words(collector, sentence, at) {
            continue;
        }
        let Some(name) = phrase_at(units, at, words) else { continue };
        let Some(content) = content(units, at, &name, end) else { continue };
        let (speaker, cue) = (Some(hull(&units[name.clone()])), Some(hull(&units[at..name.start])));
        let contents = std::iter::once(content).collect();
        sentence.sources.push(at..name.end);
        let draft = DraftQuote { contents, speaker, cue, rule: QuoteRule::Marks, is_certain: true };
        collector.add(sentence, draft);
    }
}

/// "In Lane’s words, “…”", with the clitic at `at`.
fn take_own_words(collector: &mut RuleCollector, sentence: &mut ReportedSentence, at: usize) -> bool {
    let units = sentence.units;
    let is_comma = |i: usize| units.get(i).is_some_and(|u| u.shape == UnitShape::Comma);
    let is_marked = |i: usize| units.get(i).is_some_and(|u| u.marked().is_some());
    let is_own = units[at].shape == UnitShape::Clitic
        && units.get(at + 1).is_some_and(|u| u.does(ClauseUse::OwnWords));
    let content = match at.checked_sub(1) {
        Some(_) if is_own && is_comma(at + 2) && is_marked(at + 3) => at + 3,
        _ => return false,
    };
    let Some(name) = phrase_before(units, at)
        .filter(|name| name.start.checked_sub(1).is_some_and(|i| units[i].is(WordClass::Preposition)))
    else {
        return false;
    };
    let (speaker, cue) = (Some(hull(&units[name.clone()])), Some(hull(&units[at + 1..at + 2])));
    sentence.sources.push(name.start - 1..at + 2);
    let contents = std::iter::once(content..content + 1).collect();
    collector.add(sentence, DraftQuote { contents, speaker, cue, rule: QuoteRule::Marks, is_certain: true });
    true
}

/// The name after a set phrase that begins at `at`.
fn phrase_at(units: &[ClauseUnit], at: usize, words: &QuoteWords) -> Option<Range<usize>> {
    let begins = |phrase: &&Vec<&str>| {
        let near = &units[at..];
        phrase.len() <= near.len()
            && near.iter().zip(*phrase).all(|(u, word)| u.word.eq_ignore_ascii_case(word))
    };
    let length = words.source_phrases.iter().filter(begins).map(Vec::len).max()?;
    phrase_from(units, at + length)
}

/// The marked words beside the phrase: after the name and what is said of its bearer, or before the phrase.
fn content(units: &[ClauseUnit], at: usize, name: &Range<usize>, end: usize) -> Option<Range<usize>> {
    let opens = units.get(name.end).is_none_or(|u| {
        u.marked().is_some() || matches!(u.shape, UnitShape::Comma | UnitShape::Colon | UnitShape::Stop)
    });
    // "“…” is how Lane put it"
    let acts = units.get(name.end).is_some_and(|u| {
        u.info.verb.is_some() || u.does(ClauseUse::IrregularVerb) || u.does(ClauseUse::PastEnding)
    });
    if acts {
        let before = at.checked_sub(1)?;
        return units[before].marked().map(|_| before..at);
    }
    if !opens {
        return None;
    }
    let near = name.end..end.min(name.end + LONGEST_SOURCE);
    let after = near.clone().find(|&i| units[i].marked().is_some());
    if let Some(after) = after {
        let beside =
            after == name.end || matches!(units[after - 1].shape, UnitShape::Comma | UnitShape::Colon);
        return beside.then_some(after..after + 1);
    }
    let skipped = usize::from(at.checked_sub(1).is_some_and(|i| units[i].shape == UnitShape::Comma));
    let before = (at - skipped).checked_sub(1)?;
    units[before].marked().map(|_| before..before + 1)
}
