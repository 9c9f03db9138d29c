//! What is reported: the complement of a verb of saying, or the clause before it.

use std::ops::Range;

use super::cues::{Order, Report};
use super::phrases::phrase_from;
use super::units::{Shape, Unit, is_title_case};
use super::{Line, Rule};
use crate::lang::en::speech::{Class, Frame};

/// What follows a verb of saying as its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Complement {
    pub content: Range<usize>,
    pub form: Shaped,
}

/// The shape that the content takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shaped {
    /// `said: “…”`, `said, “…”`, `said “…”`
    Marks,
    /// `said that …`
    That,
    /// `asked whether …`
    Question,
    /// `vowed to …`
    Infinitive,
    /// `said they …`
    Bare,
    /// `denied the charge`
    Noun,
}

impl Shaped {
    pub(super) fn rule(self) -> Rule {
        match self {
            Shaped::Marks => Rule::Marks,
            Shaped::That => Rule::That,
            Shaped::Question => Rule::Question,
            Shaped::Bare => Rule::Bare,
            Shaped::Infinitive | Shaped::Noun => Rule::Object,
        }
    }
}

/// The content that follows the report with this index.
pub(super) fn after(line: &Line, index: usize) -> Option<Complement> {
    let (units, report) = (line.units, &line.reports[index]);
    let end = end_of_text(units);
    let mut at = report.end();
    if end <= at {
        return None;
    }
    if let Some(found) = marks_at(units, at, end) {
        return Some(finish(line, found, Shaped::Marks));
    }
    if report.order == Order::VerbFirst {
        return None;
    }
    if units[at].shape == Shape::Colon && at + 1 < end {
        return Some(finish(line, at + 1, Shaped::Bare));
    }
    if report.takes(Frame::Noun) && noun_follows(report, &units[at]) {
        return Some(finish(line, at, Shaped::Noun));
    }
    if report.takes(Frame::Infinitive) && begins_infinitive(units, at) {
        return Some(finish(line, at, Shaped::Infinitive));
    }
    let object = at;
    if report.takes(Frame::PersonAndClause) && report.order != Order::Passive {
        at = after_object(units, at);
        if report.takes(Frame::Infinitive) && object < at && begins_infinitive(units, at) {
            return Some(finish(line, object, Shaped::Infinitive));
        }
    }
    let moved = object < at;
    let (at, adverbial) = after_adverbials(units, at, end);
    if end <= at {
        return None;
    }
    if let Some(found) = marks_at(units, at, end) {
        return Some(finish(line, found, Shaped::Marks));
    }
    let unit = &units[at];
    if unit.is_word("that") && !units.get(at + 1).is_some_and(|u| u.is(Class::Time)) {
        return Some(finish(line, at, Shaped::That));
    }
    if report.takes(Frame::Question) && unit.is(Class::Question) {
        return Some(finish(line, at, Shaped::Question));
    }
    if moved && unit.shape == Shape::Comma {
        // "told Ada Lane, the head of Lanes, that …"
        let that =
            (at..end.min(at + 20)).find(|&i| units[i].is_word("that") && units[i - 1].shape == Shape::Comma);
        return that.map(|at| finish(line, at, Shaped::That));
    }
    let clause = report.takes(Frame::Clause) || report.takes(Frame::PersonAndClause) && moved;
    let begins = if adverbial { begins_clause_surely(unit) } else { begins_clause(unit) };
    if clause && begins && has_verb(&units[at..end]) {
        return Some(finish(line, at, Shaped::Bare));
    }
    None
}

fn finish(line: &Line, start: usize, form: Shaped) -> Complement {
    if form == Shaped::Marks && is_complete(&line.units[start]) {
        return Complement { content: start..after_marks(line.units, start), form };
    }
    let end = clause_end(line, start);
    Complement { content: start..end, form }
}

/// Whether marked words end with punctuation of their own, so that what follows is not part of their clause.
pub(super) fn is_complete(unit: &Unit) -> bool {
    unit.word.trim_end().ends_with([',', '.', '?', '!', '…', '—', '–', ';'])
}

/// Past the marked stretches that follow each other.
fn after_marks(units: &[Unit], start: usize) -> usize {
    let mut end = start + 1;
    while let Some(unit) = units.get(end) {
        let joined = unit.is(Class::Conjunction) && units.get(end + 1).is_some_and(|u| u.marked().is_some());
        if unit.marked().is_none() && !joined {
            break;
        }
        end += 1 + usize::from(joined);
    }
    end
}

/// Where the words of a sentence end: before its full stop.
pub(super) fn end_of_text(units: &[Unit]) -> usize {
    let tail = units.iter().rev().take_while(|u| u.shape == Shape::Stop).count();
    units.len() - tail
}

/// Marked words that come next, a comma, colon or dash between.
fn marks_at(units: &[Unit], at: usize, end: usize) -> Option<usize> {
    let skip = matches!(units[at].shape, Shape::Comma | Shape::Colon | Shape::Dash | Shape::Hyphen);
    let at = at + usize::from(skip);
    (at < end && units[at].marked().is_some()).then_some(at)
}

fn begins_infinitive(units: &[Unit], at: usize) -> bool {
    let negated = units.get(at).is_some_and(|u| u.is_word("not") || u.is_word("never"));
    units.get(at + usize::from(negated)).is_some_and(|u| u.is_word("to"))
}

fn noun_follows(report: &Report, unit: &Unit) -> bool {
    let passive = report.order == Order::Passive;
    let noun = unit.names() && !unit.is(Class::Day)
        || unit.is(Class::Determiner)
        || unit.is(Class::Possessive)
        || unit.is(Class::Object)
        || report.cue.particle.is_some() && unit.is(Class::Question);
    noun && !passive && !unit.is_word("that")
}

/// Past the person whom it is said to.
fn after_object(units: &[Unit], at: usize) -> usize {
    let Some(first) = units.get(at) else { return at };
    if first.is(Class::Object) || first.is(Class::Pronoun) && first.is_word("you") {
        return at + 1;
    }
    if first.is_word("that") {
        return at;
    }
    let Some(phrase) = phrase_from(units, at) else { return at };
    if units.get(phrase.end).is_some_and(|u| u.marked().is_some() && is_title_case(u.word)) {
        return phrase.end + 1;
    }
    for i in phrase.clone().skip(1) {
        let crowd = units[i - 1].shape == Shape::Word && units[i - 1].word.ends_with('s');
        if crowd && units[i].shape == Shape::Name {
            return i;
        }
    }
    phrase.end
}

/// Past "on Tuesday", "in a statement", "during the debate", "later"; and whether there was any such.
fn after_adverbials(units: &[Unit], mut at: usize, end: usize) -> (usize, bool) {
    let start = at;
    while at < end {
        let unit = &units[at];
        let adverb = unit.shape == Shape::Word && unit.word.ends_with("ly") && 4 < unit.word.len();
        let timed = (unit.is_word("this") || unit.is_word("last") || unit.is_word("next"))
            && units.get(at + 1).is_some_and(|u| u.is(Class::Time) || u.is(Class::Day));
        if unit.is(Class::Day)
            || unit.is(Class::Time)
            || unit.is(Class::Adverb) && !unit.is(Class::Determiner)
            || adverb
        {
            at += 1;
        } else if timed {
            at += 2;
        } else if unit.is(Class::Preposition) && unit.shape == Shape::Word {
            let Some(next) = past_phrase(units, at + 1) else { break };
            at = next;
        } else {
            break;
        }
    }
    (at.min(end), start < at)
}

/// Past the phrase after a preposition; a noun of speaking ends it before a name.
fn past_phrase(units: &[Unit], at: usize) -> Option<usize> {
    // "on “Morning Talk”", "on the programme “Morning Talk”": a title, not what was said.
    let title = |i: usize| units.get(i).is_some_and(|u| u.marked().is_some() && is_title_case(u.word));
    if units.get(at)?.is(Class::Object) || title(at) {
        return Some(at + 1);
    }
    let phrase = phrase_from(units, at)?;
    if title(phrase.end) {
        return Some(phrase.end + 1);
    }
    let boundary = phrase.clone().find(|&i| {
        units[i].is(Class::CueNoun)
            && units.get(i + 1).is_some_and(|u| u.shape == Shape::Name && !u.is(Class::Day))
    });
    Some(boundary.map_or(phrase.end, |i| i + 1))
}

fn begins_clause(unit: &Unit) -> bool {
    unit.is(Class::Pronoun)
        || unit.is(Class::Determiner)
        || unit.is(Class::Possessive)
        || unit.names()
        || ["if", "when", "while", "because", "although", "despite", "unless"].iter().any(|w| unit.is_word(w))
}

fn begins_clause_surely(unit: &Unit) -> bool {
    unit.is(Class::Pronoun)
        || unit.is(Class::Determiner)
        || unit.is(Class::Possessive)
        || unit.shape == Shape::Name
}

/// Whether some word may be the verb of a clause.
pub(super) fn has_verb(units: &[Unit]) -> bool {
    units.iter().any(|u| {
        u.is(Class::Auxiliary)
            || u.marked().is_some_and(|_| !is_title_case(u.word))
            || u.shape == Shape::Clitic
            || u.known.verb.is_some()
            || u.shape == Shape::Word
                && (u.word.ends_with("ed") || u.word.ends_with('s') && !u.word.ends_with("ss"))
            || u.shape == Shape::Word && IRREGULAR.contains(&u.word)
    })
}

/// Common past tenses without -ed, and plural present tenses.
const IRREGULAR: [&str; 40] = [
    "went", "made", "took", "got", "came", "saw", "gave", "won", "lost", "left", "met", "ran", "held",
    "kept", "let", "put", "set", "cut", "paid", "sent", "built", "fell", "grew", "led", "rose", "stood",
    "spent", "want", "need", "make", "take", "go", "come", "look", "seem", "plan", "hit", "broke", "knew",
    "became",
];

/// Where the content that begins at `start` ends: with the sentence, or before words that report anew.
fn clause_end(line: &Line, start: usize) -> usize {
    let units = line.units;
    let end = end_of_text(units);
    let mut verb = false;
    for at in start..end {
        let marked = units[at].marked().is_some();
        // Before a conjunction, only a whole clause ends: "said Lane and Webb promised to come".
        let whole = verb || start < at && units[at].shape == Shape::Comma;
        if line.borders[at] && (whole || marked) {
            return without_tail(units, start, at + usize::from(marked));
        }
        let turns = start + 3 < at && turns_away(units, at) && (verb || units[at].shape == Shape::Comma);
        if turns || start < at && is_according(units, at) {
            return without_tail(units, start, at);
        }
        verb |= has_verb(&units[at..at + 1]);
    }
    without_tail(units, start, end)
}

/// For each unit of a sentence, whether it is a border after which another report begins.
pub(super) fn borders(units: &[Unit], reports: &[Report]) -> Vec<bool> {
    let is_border = |u: &Unit| {
        matches!(u.shape, Shape::Comma | Shape::Dash | Shape::Semicolon)
            || u.is(Class::Conjunction)
            || u.marked().is_some()
    };
    (0..units.len()).map(|at| is_border(&units[at]) && reports_anew(units, reports, at)).collect()
}

/// Whether a trailing clause begins that is the writer's more often than the speaker's. Counted on PolNeAR train:
/// contents end before these in half the cases and more; before ", but", "and" or a dash in 10 to 45 %.
fn turns_away(units: &[Unit], at: usize) -> bool {
    let next = |words: &[&str]| units.get(at + 1).is_some_and(|u| words.iter().any(|w| u.is_word(w)));
    match units[at].shape {
        Shape::Comma => next(&["which", "who", "while", "although", "though"]),
        Shape::Semicolon => true,
        _ => false,
    }
}

fn without_tail(units: &[Unit], start: usize, mut end: usize) -> usize {
    while start + 1 < end
        && (matches!(
            units[end - 1].shape,
            Shape::Comma | Shape::Semicolon | Shape::Dash | Shape::Colon | Shape::Stop
        ) || units[end - 1].is(Class::Conjunction))
    {
        end -= 1;
    }
    end
}

pub(super) fn is_according(units: &[Unit], at: usize) -> bool {
    units[at].is_word("according") && units.get(at + 1).is_some_and(|u| u.is_word("to"))
}

/// Whether a further report begins after the border at `at`: ", adding that", "and said", "but Lane said".
fn reports_anew(units: &[Unit], reports: &[Report], at: usize) -> bool {
    let skipped = |u: &Unit| {
        u.is(Class::Conjunction) || u.shape == Shape::Comma || u.is(Class::Adverb) && !u.is(Class::Determiner)
    };
    let next = at + 1 + units[at + 1..].iter().take_while(|u| skipped(u)).count();
    let further = &reports[reports.partition_point(|r| r.verb.start <= at)..];
    // A subject is shorter than this; the bound keeps the cost linear.
    let near = further.iter().take_while(|r| r.verb.start < next + 30);
    near.filter(|r| !r.takes(Frame::Weak)).any(|r| match r.order {
        Order::SubjectFirst => r.subject.as_ref().is_some_and(|s| s.start == next),
        Order::VerbFirst => r.verb.start == next,
        Order::Participle => r.verb.start == next && units[at].shape != Shape::Word,
        Order::SharedSubject => r.verb.start == next || r.verb.start == next + 1,
        _ => false,
    })
}

/// The clause before a report: `They left, she said`, `“We go,” she said`. Its range of units, without what
/// earlier reports have taken (`from`).
pub(super) fn before(units: &[Unit], report: &Report, from: usize) -> Option<Range<usize>> {
    let end = report.start();
    let border = end.checked_sub(1).filter(|&b| from <= b)?;
    let marked = units[border].marked().is_some();
    let comma = matches!(units[border].shape, Shape::Comma | Shape::Dash | Shape::Hyphen);
    if !marked && !comma {
        return None;
    }
    let end = if marked { end } else { border };
    let mut start = from;
    while start < end && skips_at_start(units, start) {
        start += 1;
    }
    (start < end).then_some(start..end)
}

/// "But", "And", "Still," before the clause.
fn skips_at_start(units: &[Unit], at: usize) -> bool {
    let unit = &units[at];
    let comma_next = units.get(at + 1).is_some_and(|u| u.shape == Shape::Comma);
    unit.is(Class::Conjunction)
        || matches!(unit.shape, Shape::Comma | Shape::Semicolon | Shape::Dash | Shape::Stop | Shape::Close)
        || unit.is(Class::Adverb) && comma_next
}
