//! Noun phrases, read off small words and capitals: there is no parser here.

use std::ops::Range;

use super::units::{Shape, Unit};
use crate::lang::en::speech::{Class, Form};

/// The noun phrase that ends at `end`.
pub(super) fn phrase_before(units: &[Unit], end: usize) -> Option<Range<usize>> {
    // "Ada Lane (Green)"
    if end.checked_sub(1).is_some_and(|i| units[i].shape == Shape::Close) {
        let open = (end.saturating_sub(12)..end).rev().find(|&i| units[i].shape == Shape::Open)?;
        return phrase_without_brackets(units, open).map(|p| p.start..end);
    }
    phrase_without_brackets(units, end)
}

fn phrase_without_brackets(units: &[Unit], end: usize) -> Option<Range<usize>> {
    let mut start = end;
    while 0 < start {
        let unit = &units[start - 1];
        if unit.is(Class::Pronoun) && unit.shape != Shape::Clitic && !unit.is(Class::Determiner) {
            if start == end {
                start -= 1;
            }
            break;
        }
        if unit.is_word("that") {
            break;
        }
        if unit.is(Class::Determiner) || unit.is(Class::Possessive) {
            start -= 1;
            if !links(units, start) {
                break;
            }
            start -= 1;
        } else if (unit.names() && !is_finite_verb(units, start - 1))
            || (start == end && unit.is(Class::Object) && 2 < start && units[start - 2].is_word("of"))
            || (start < end && links(units, start))
            || (start < end && unit.is_word("and") && joins_names(units, start - 1))
        {
            start -= 1;
        } else {
            break;
        }
    }
    while start < end && matches!(units[start].shape, Shape::Clitic | Shape::Hyphen) {
        start += 1;
    }
    (start < end).then_some(start..end)
}

/// Whether the unit before `start` is a preposition that ties a phrase to the noun before it.
fn links(units: &[Unit], start: usize) -> bool {
    if start < 2 {
        return false;
    }
    let (noun, preposition) = (&units[start - 2], &units[start - 1]);
    let ties = ["of", "for", "at", "in", "from", "with", "on", "to"];
    preposition.shape == Shape::Word
        && ties.contains(&preposition.word)
        && noun.names()
        && !is_finite_verb(units, start - 2)
}

fn joins_names(units: &[Unit], and: usize) -> bool {
    let Some(before) = and.checked_sub(1).map(|i| &units[i]) else { return false };
    let after = &units[and + 1];
    let clause = units[..and].iter().any(|u| u.is(Class::Auxiliary) || u.known.verb.is_some());
    before.names() && after.names() && !clause
}

/// Whether the word is surely the verb of another clause.
fn is_finite_verb(units: &[Unit], at: usize) -> bool {
    let unit = &units[at];
    unit.shape == Shape::Word
        && unit.known.verb.is_some_and(|v| matches!(v.form, Form::Past | Form::Third | Form::Ing))
        && !NOUN_LIKE.contains(&unit.word)
}

/// The noun phrase that begins at `start`, with "of …" and the like.
pub(super) fn phrase_from(units: &[Unit], start: usize) -> Option<Range<usize>> {
    let first = units.get(start)?;
    if first.is(Class::Pronoun) && !first.is(Class::Determiner) {
        return Some(start..start + 1);
    }
    let mut end = start;
    while let Some(unit) = units.get(end) {
        let article = unit.is(Class::Determiner) || unit.is(Class::Possessive);
        let opens = end == start || article_may_follow(&units[end - 1]);
        let linked =
            start < end && unit.shape == Shape::Word && is_link(unit.word) && follows_well(units, end + 1);
        let past = unit.shape == Shape::Word && unit.word.ends_with("ed");
        let verb = start < end && (is_finite_verb(units, end) || past && units[end - 1].shape == Shape::Name);
        if !(article && opens || unit.names() && !verb || linked) {
            break;
        }
        end += 1;
    }
    (start < end).then_some(start..end)
}

fn article_may_follow(unit: &Unit) -> bool {
    is_link(unit.word) || unit.is(Class::Determiner)
}

fn is_link(word: &str) -> bool {
    matches!(word, "of" | "for" | "at" | "from" | "and" | "with")
}

/// Whether a phrase goes on after "of", "from" …: not with a day or with "a statement".
fn follows_well(units: &[Unit], at: usize) -> bool {
    let head = units[at..].iter().take(3).find(|u| !u.is(Class::Determiner) && !u.is(Class::Possessive));
    head.is_some_and(|u| u.names() && !u.is(Class::CueNoun))
}

/// The first noun phrase of a sentence that is not part of an adverbial before the first comma.
pub(super) fn first_subject(units: &[Unit]) -> Option<Range<usize>> {
    let mut start = 0;
    let adverbial = units.first().is_some_and(|u| {
        u.is(Class::Preposition)
            || u.is(Class::Subordinator) && !u.is(Class::Determiner)
            || u.is(Class::Adverb)
            || u.is(Class::Day)
            || u.is_word("last")
            || u.is_word("next")
    });
    if adverbial {
        let comma = units.iter().position(|u| u.shape == Shape::Comma);
        start = comma.map_or(1, |c| c + 1);
    }
    while units.get(start).is_some_and(|u| {
        !u.names() && !u.is(Class::Pronoun) && !u.is(Class::Determiner) && !u.is(Class::Possessive)
    }) {
        start += 1;
    }
    phrase_from(units, start)
}

/// Forms that are nouns more often than verbs.
pub(super) const NOUN_LIKE: [&str; 40] = [
    "claims",
    "claim",
    "reports",
    "report",
    "calls",
    "call",
    "comments",
    "comment",
    "notes",
    "note",
    "questions",
    "question",
    "promises",
    "promise",
    "demands",
    "demand",
    "answers",
    "answer",
    "remarks",
    "remark",
    "attacks",
    "attack",
    "charges",
    "charge",
    "orders",
    "order",
    "posts",
    "post",
    "estimates",
    "estimate",
    "states",
    "state",
    "jokes",
    "joke",
    "forecasts",
    "forecast",
    "pledges",
    "pledge",
    "complaints",
    "slams",
];
