//! What is reported: the complement of a verb of saying, or the clause before it.

use std::ops::Range;

use super::adverbials::{after_adverbials, after_object};
use super::clause_ends::{clause_end, end_of_text, has_verb};
use super::sentence::ReportedSentence;
use crate::lang::quotes::ClauseUse;
use crate::lang::speech::{Frame, WordClass};
use crate::recognise::quotes::clauses::noun_phrases::phrase_from;
use crate::recognise::quotes::clauses::units::{ClauseUnit, UnitShape, words_in};
use crate::recognise::quotes::cues::reporting_verb::{Construction, ReportingVerb};

/// What follows a verb of saying as its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complement {
    pub content: Range<usize>,
    pub shape: ContentShape,
}

/// The shape that the content takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContentShape {
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

/// The content that follows the report with this index.
pub(super) fn after(sentence: &ReportedSentence, index: usize) -> Option<Complement> {
    let (units, verb) = (sentence.units, &sentence.verbs[index]);
    let end = end_of_text(units);
    let at = verb.end();
    if end <= at {
        return None;
    }
    if let Some(found) = marks_at(units, at, end) {
        // "was heard shouting “no” at the crew": what stands around the words was heard as well.
        let is_heard = verb.verb.start.checked_sub(1).is_some_and(|i| units[i].does(ClauseUse::Perceived));
        if is_heard || is_called_out(sentence, verb, found) {
            return Some(Complement { content: found..found + 1, shape: ContentShape::Marks });
        }
        return Some(complement(sentence, found, ContentShape::Marks));
    }
    if verb.construction == Construction::VerbFirst {
        return None;
    }
    if let Some(shape) = object_shape(units, verb, at, end) {
        let start = if shape == ContentShape::Bare { at + 1 } else { at };
        return Some(complement(sentence, start, shape));
    }
    let mut clause_at = at;
    if verb.takes(Frame::PersonAndClause) && verb.construction != Construction::Passive {
        clause_at = after_object(units, at);
        let moved = at < clause_at;
        if verb.takes(Frame::Infinitive) && moved && begins_infinitive(units, clause_at) {
            return Some(complement(sentence, at, ContentShape::Infinitive));
        }
    }
    clause_after(sentence, verb, clause_at, at < clause_at)
}

/// The shape of what follows a verb at once as its object: words after a colon, a noun, an infinitive.
fn object_shape(units: &[ClauseUnit], verb: &ReportingVerb, at: usize, end: usize) -> Option<ContentShape> {
    if units[at].shape == UnitShape::Colon && at + 1 < end {
        return Some(ContentShape::Bare);
    }
    if verb.takes(Frame::Noun) && noun_follows(verb, &units[at]) {
        return Some(ContentShape::Noun);
    }
    (verb.takes(Frame::Infinitive) && begins_infinitive(units, at)).then_some(ContentShape::Infinitive)
}

/// Units before "that" in "told Ada Lane, the head of Lanes, that …", at most: longer appositions have clauses of their
/// own.
const LONGEST_APPOSITION: usize = 20;

/// The clause or the marked words that follow, past any adverbials. `has_object` says that the verb has told whom it is
/// said to.
fn clause_after(
    sentence: &ReportedSentence,
    verb: &ReportingVerb,
    at: usize,
    has_object: bool,
) -> Option<Complement> {
    let units = sentence.units;
    let end = end_of_text(units);
    let (at, adverbial) = after_adverbials(units, at, end);
    if end <= at {
        return None;
    }
    if let Some(found) = marks_at(units, at, end) {
        return Some(complement(sentence, found, ContentShape::Marks));
    }
    let unit = &units[at];
    let that_time = || units.get(at + 1).is_some_and(|u| u.is(WordClass::Time));
    if unit.does(ClauseUse::That) && !that_time() {
        return Some(complement(sentence, at, ContentShape::That));
    }
    if verb.takes(Frame::Question) && unit.is(WordClass::Question) {
        return Some(complement(sentence, at, ContentShape::Question));
    }
    if has_object && unit.shape == UnitShape::Comma {
        let opens = |&i: &usize| units[i].does(ClauseUse::That) && units[i - 1].shape == UnitShape::Comma;
        let that = (at..end.min(at + LONGEST_APPOSITION)).find(opens);
        return that.map(|at| complement(sentence, at, ContentShape::That));
    }
    let clause = verb.takes(Frame::Clause) || verb.takes(Frame::PersonAndClause) && has_object;
    let begins = if adverbial { begins_clause_surely(unit) } else { begins_clause(unit) };
    let whole = clause && begins && has_verb(&units[at..end]);
    whole.then(|| complement(sentence, at, ContentShape::Bare))
}

/// The content that begins at `start`, up to where its shape lets it end.
fn complement(sentence: &ReportedSentence, start: usize, shape: ContentShape) -> Complement {
    if shape == ContentShape::Marks && is_complete(&sentence.units[start]) {
        return Complement { content: start..after_marks(sentence.units, start), shape };
    }
    let end = clause_end(sentence, start);
    let tail = start + 1..end;
    if shape == ContentShape::Marks
        && FEWEST_CALLED_OUT <= words_in(sentence.units[start].word)
        && is_time(&sentence.units[tail])
    {
        return Complement { content: start..start + 1, shape };
    }
    Complement { content: start..end, shape }
}

/// Whether marked words end with punctuation of their own, so that what follows is not part of their clause.
pub(crate) fn is_complete(unit: &ClauseUnit) -> bool {
    unit.word.trim_end().ends_with([',', '.', '?', '!', '…', '—', '–', ';'])
}

/// Whether units tell when it was said and nothing else: “on Monday”, “in May 2019”, “earlier this month”. What lies ahead
/// is the speaker's.
fn is_time(units: &[ClauseUnit]) -> bool {
    let is_year = |u: &ClauseUnit| {
        u.shape == UnitShape::Number && u.word.len() == 4 && u.word.bytes().all(|b| b.is_ascii_digit())
    };
    let is_month = |u: &ClauseUnit| u.shape == UnitShape::Name && u.does(ClauseUse::MonthLikeVerb);
    let is_moment =
        |u: &ClauseUnit| u.is(WordClass::Day) || u.is(WordClass::Time) || is_month(u) || is_year(u);
    let is_part = |u: &ClauseUnit| {
        is_moment(u)
            || u.shape == UnitShape::Number
            || u.does(ClauseUse::PointsAtTime)
            || u.does(ClauseUse::OpensTime)
            || u.does(ClauseUse::BeforeDay)
    };
    units.iter().any(is_moment) && units.iter().all(|u| is_part(u) && !u.does(ClauseUse::Ahead))
}

/// Fewer marked words are a part of what is said: "shouted “no” to the plan".
const FEWEST_CALLED_OUT: usize = 3;

/// Whether marked words that end the report stand between a verb that takes words alone and the one whom it is said to:
/// "shouting “we are late” at the crew".
fn is_called_out(sentence: &ReportedSentence, verb: &ReportingVerb, marks: usize) -> bool {
    let units = sentence.units;
    let end = end_of_text(units);
    let to = |u: &ClauseUnit| u.does(ClauseUse::CalledTo);
    let listener = units.get(marks + 1).filter(|u| to(u)).and_then(|_| phrase_from(units, marks + 2));
    !verb.takes(Frame::Noun)
        && FEWEST_CALLED_OUT <= words_in(units[marks].word)
        && listener.is_some_and(|phrase| phrase.end == end)
}

/// Past the marked stretches that follow each other.
fn after_marks(units: &[ClauseUnit], start: usize) -> usize {
    let mut end = start + 1;
    while let Some(unit) = units.get(end) {
        let joined =
            unit.is(WordClass::Conjunction) && units.get(end + 1).is_some_and(|u| u.marked().is_some());
        if unit.marked().is_none() && !joined {
            break;
        }
        end += 1 + usize::from(joined);
    }
    end
}

/// Marked words that come next, a comma, colon or dash between.
fn marks_at(units: &[ClauseUnit], at: usize, end: usize) -> Option<usize> {
    let skip =
        matches!(units[at].shape, UnitShape::Comma | UnitShape::Colon | UnitShape::Dash | UnitShape::Hyphen);
    let at = at + usize::from(skip);
    (at < end && units[at].marked().is_some()).then_some(at)
}

fn begins_infinitive(units: &[ClauseUnit], at: usize) -> bool {
    let negated = units.get(at).is_some_and(|u| u.does(ClauseUse::Negation));
    units.get(at + usize::from(negated)).is_some_and(|u| u.does(ClauseUse::To))
}

fn noun_follows(verb: &ReportingVerb, unit: &ClauseUnit) -> bool {
    let passive = verb.construction == Construction::Passive;
    let noun = unit.names() && !unit.is(WordClass::Day)
        || unit.is(WordClass::Determiner)
        || unit.is(WordClass::Possessive)
        || unit.is(WordClass::Object)
        || verb.cue.particle.is_some() && unit.is(WordClass::Question);
    noun && !passive && !unit.does(ClauseUse::That)
}

fn begins_clause(unit: &ClauseUnit) -> bool {
    unit.is(WordClass::Pronoun)
        || unit.is(WordClass::Determiner)
        || unit.is(WordClass::Possessive)
        || unit.names()
        || unit.does(ClauseUse::OpensClause)
}

pub(super) fn begins_clause_surely(unit: &ClauseUnit) -> bool {
    unit.is(WordClass::Pronoun)
        || unit.is(WordClass::Determiner)
        || unit.is(WordClass::Possessive)
        || unit.shape == UnitShape::Name
}

/// The clause before a report: `They left, she said`, `“We go,” she said`. Its range of units, without what
/// earlier reports have taken (`from`).
pub(crate) fn before(units: &[ClauseUnit], report: &ReportingVerb, from: usize) -> Option<Range<usize>> {
    // "They left, as she explained"
    let as_word = report.start().checked_sub(1).filter(|&i| units[i].does(ClauseUse::As));
    let end = as_word.filter(|_| ends_with(units, report)).unwrap_or(report.start());
    let border = end.checked_sub(1).filter(|&b| from <= b)?;
    let marked = units[border].marked().is_some();
    let comma = matches!(units[border].shape, UnitShape::Comma | UnitShape::Dash | UnitShape::Hyphen);
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

/// Whether a report ends its sentence.
fn ends_with(units: &[ClauseUnit], report: &ReportingVerb) -> bool {
    report.construction == Construction::SubjectFirst && report.end() == end_of_text(units)
}

/// "But", "And", "Still," before the clause.
fn skips_at_start(units: &[ClauseUnit], at: usize) -> bool {
    let unit = &units[at];
    let comma_next = units.get(at + 1).is_some_and(|u| u.shape == UnitShape::Comma);
    unit.is(WordClass::Conjunction)
        || matches!(
            unit.shape,
            UnitShape::Comma | UnitShape::Semicolon | UnitShape::Dash | UnitShape::Stop | UnitShape::Close
        )
        || unit.is(WordClass::Adverb) && comma_next
}
