//! Set phrases that name the speaker of the marked words beside them: "to quote Lane, “…”", "“…”, in the words of
//! Lane".

use std::ops::Range;

use super::clause_ends::end_of_text;
use super::collector::{DraftQuote, RuleCollector};
use super::rule::QuoteRule;
use super::sentence::ReportedSentence;
use crate::lang::quotes::QuoteWords;
use crate::recognise::quotes::clauses::noun_phrases::phrase_from;
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape, hull};

/// Units of a name with what is said of its bearer, at most: beyond, the words belong to something else.
const LONGEST_SOURCE: usize = 16;

/// Takes the marked words beside such phrases.
pub(super) fn take(collector: &mut RuleCollector, sentence: &mut ReportedSentence, words: &QuoteWords) {
    let (units, end) = (sentence.units, end_of_text(sentence.units));
    for at in 0..end {
        let Some(name) = phrase_at(units, at, words) else { continue };
        let Some(content) = content(units, at, &name, end) else { continue };
        let (speaker, cue) = (Some(hull(&units[name.clone()])), Some(hull(&units[at..name.start])));
        let contents = std::iter::once(content).collect();
        sentence.sources.push(at..name.end);
        let draft = DraftQuote { contents, speaker, cue, rule: QuoteRule::Marks, is_certain: true };
        collector.add(sentence, draft);
    }
}

/// The name after a set phrase that begins at `at`.
fn phrase_at(units: &[ClauseUnit], at: usize, words: &QuoteWords) -> Option<Range<usize>> {
    let begins = |phrase: &&Vec<&str>| {
        let near = units[at..].iter().take(phrase.len());
        near.clone().count() == phrase.len()
            && near.zip(*phrase).all(|(u, word)| u.word.eq_ignore_ascii_case(word))
    };
    let length = words.source_phrases.iter().filter(begins).map(Vec::len).max()?;
    phrase_from(units, at + length)
}

/// The marked words beside the phrase: after the name and what is said of its bearer, or before the phrase.
fn content(units: &[ClauseUnit], at: usize, name: &Range<usize>, end: usize) -> Option<Range<usize>> {
    let opens = units.get(name.end).is_none_or(|u| {
        u.marked().is_some() || matches!(u.shape, UnitShape::Comma | UnitShape::Colon | UnitShape::Stop)
    });
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
