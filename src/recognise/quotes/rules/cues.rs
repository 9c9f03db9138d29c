//! The words that report speech in a sentence, each with the words that name its source.

use std::ops::Range;

use super::phrases::{NOUN_LIKE, first_subject, phrase_before, phrase_from};
use super::units::{self, Shape, Unit};
use crate::lang::en::speech::{self, Class, Cue, Form, Frame};

/// A verb of a sentence that reports speech.
#[derive(Clone, Debug)]
pub(super) struct Report {
    pub cue: &'static Cue,
    /// The verb's units, particle included.
    pub verb: Range<usize>,
    /// The units of its subject.
    pub subject: Option<Range<usize>>,
    pub order: Order,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// `she said`
    SubjectFirst,
    /// `said the minister`
    VerbFirst,
    /// `…, adding that`: the subject is that of the main clause.
    Participle,
    /// `a sign saying`
    Beside,
    /// `she said … and added`
    SharedSubject,
    /// `to say`, `was quick to say`
    Infinitive,
    /// `was told by`
    Passive,
}

/// The verbs of saying in a sentence, in order.
pub(super) fn reports(units: &[Unit]) -> Vec<Report> {
    let mut found: Vec<Report> = vec![];
    for at in 0..units.len() {
        let Some((cue, form)) = cue_at(units, at) else { continue };
        if let Some(report) = report(units, at, cue, form, &found) {
            found.push(report);
        }
    }
    found
}

/// The verb of saying at this place, with its particle if one follows.
fn cue_at(units: &[Unit], at: usize) -> Option<(&'static Cue, Form)> {
    let unit = &units[at];
    let verb = unit.known.verb?;
    if at.checked_sub(1).is_some_and(|i| units[i].word == "<" || units[i].is_word("united")) {
        return None;
    }
    if !matches!(unit.shape, Shape::Word) && at != 0 && !all_capitals_around(units, at) {
        return None;
    }
    let next = units.get(at + 1).map_or("", |u| u.word);
    let variants = speech::variants(verb);
    let with_particle = variants.iter().find(|c| c.particle.is_some_and(|p| next.eq_ignore_ascii_case(p)));
    let cue = with_particle.or_else(|| variants.iter().find(|c| c.particle.is_none()))?;
    Some((cue, verb.form))
}

/// Headlines in Title Case write their verbs with a capital.
fn all_capitals_around(units: &[Unit], at: usize) -> bool {
    let near = at.saturating_sub(3)..(at + 5).min(units.len());
    units[near]
        .iter()
        .all(|u| !matches!(u.shape, Shape::Word) || u.known.is_function_word() || u.word.len() <= 4)
}

fn report(units: &[Unit], at: usize, cue: &'static Cue, form: Form, before: &[Report]) -> Option<Report> {
    let verb = at..at + 1 + usize::from(cue.particle.is_some());
    let group = verb_group(units, at);
    let made = |subject, order| Some(Report { cue, verb: verb.clone(), subject, order });
    let prior = group.start.checked_sub(1).map(|i| &units[i]);
    match form {
        Form::Ing if group.is_progressive => {}
        Form::Ing => {
            // "the saying", "of saying": nouns.
            if prior.is_some_and(|u| {
                u.is(Class::Determiner) || u.is(Class::Possessive) || u.shape == Shape::Clitic
            }) {
                return None;
            }
            let beside = prior.filter(|u| u.names() && u.shape != Shape::Clitic);
            return match beside.and_then(|_| phrase_before(units, group.start)) {
                Some(noun) => made(Some(noun), Order::Beside),
                None => made(main_subject(units, at, before), Order::Participle),
            };
        }
        Form::Base if group.is_infinitive => {
            return made(nearest_subject(units, group.start), Order::Infinitive);
        }
        _ => {}
    }
    let asked = form == Form::Past
        && group.start == at
        && matches!(cue.lemma, "ask" | "tell" | "press")
        && prior.is_none_or(|u| ["when", "if", "as", "once", "after"].iter().any(|w| u.is_word(w)));
    if asked {
        return made(None, Order::Passive);
    }
    if group.is_passive && matches!(form, Form::Past | Form::Participle) {
        let by = (verb.end..(verb.end + 3).min(units.len())).find(|&i| units[i].is_word("by"));
        let agent = by.and_then(|i| phrase_from(units, i + 1));
        return made(agent, Order::Passive);
    }
    if is_noun_or_adjective(units, at, form, &group, cue.particle.is_some()) {
        return None;
    }
    if let Some(subject) = subject_before(units, group.start, before) {
        return match subject {
            Subject::Own(range) => made(Some(range), Order::SubjectFirst),
            Subject::Shared => made(main_subject(units, at, before), Order::SharedSubject),
        };
    }
    let after_quote = match prior {
        None => true,
        Some(u) => {
            u.marked().is_some() || matches!(u.shape, Shape::Comma | Shape::Dash | Shape::Stop | Shape::Other)
        }
    };
    if after_quote && group.start == at && matches!(form, Form::Past | Form::Third | Form::Base) {
        let subject = phrase_from(units, verb.end)?;
        return made(Some(subject), Order::VerbFirst);
    }
    None
}

/// A verb with the auxiliaries and adverbs before it.
struct Group {
    start: usize,
    is_progressive: bool,
    is_passive: bool,
    is_infinitive: bool,
    has_auxiliary: bool,
}

fn verb_group(units: &[Unit], at: usize) -> Group {
    let mut group = Group {
        start: at,
        is_progressive: false,
        is_passive: false,
        is_infinitive: false,
        has_auxiliary: false,
    };
    while group.start > 0 {
        let unit = &units[group.start - 1];
        let adverb = unit.is(Class::Adverb) || unit.shape == Shape::Word && unit.word.ends_with("ly");
        if unit.is(Class::Auxiliary) {
            let word = unit.word.trim_start_matches(['\'', '’']);
            let be = ["is", "are", "was", "were", "be", "been", "being", "re", "m", "am"];
            if be.contains(&&*word.to_ascii_lowercase()) && !group.has_auxiliary {
                group.is_progressive = true;
                group.is_passive = true;
            }
            group.has_auxiliary = true;
        } else if unit.is_word("to") && group.start == at {
            group.is_infinitive = true;
        } else if unit.shape == Shape::Clitic
            && unit.word.len() > 1
            && is_contracted_be(units, group.start - 1, at)
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
    group
}

/// Where "on Monday", "this week", "last year", "in particular" before a verb begins.
fn time_before(units: &[Unit], end: usize) -> Option<usize> {
    let last = end.checked_sub(1)?;
    let opens = |i: usize, words: &[&str]| words.iter().any(|w| units[i].is_word(w));
    if units[last].is(Class::Day) {
        let on = last.checked_sub(1).filter(|&i| opens(i, &["on", "last", "this", "in"]));
        return Some(on.unwrap_or(last)).filter(|&start| 0 < start);
    }
    let year = units[last].shape == Shape::Number && units[last].word.len() == 4;
    let phrase = year
        || units[last].is(Class::Time)
        || units[last].is_word("particular")
        || units[last].is_word("example");
    let first =
        last.checked_sub(1).filter(|&i| phrase && opens(i, &["this", "last", "next", "in", "for"]))?;
    (0 < first).then_some(first)
}

/// `he's saying`, `she's said`: after a pronoun the clitic is a verb.
fn is_contracted_be(units: &[Unit], clitic: usize, _at: usize) -> bool {
    clitic.checked_sub(1).is_some_and(|i| units[i].is(Class::Pronoun))
}

fn is_noun_or_adjective(units: &[Unit], at: usize, form: Form, group: &Group, has_particle: bool) -> bool {
    if group.has_auxiliary {
        return false;
    }
    let Some(before) = group.start.checked_sub(1).map(|i| &units[i]) else {
        // Nothing before: "Says who?" and imperatives are rare, "Claims that …" and "Asked about …" are not.
        return form == Form::Base;
    };
    let phrase =
        before.is(Class::Determiner) && !before.is(Class::Subordinator) || before.is(Class::Possessive);
    let possessive = before.shape == Shape::Clitic || before.shape == Shape::Hyphen;
    let preposition = before.is(Class::Preposition) && !before.is(Class::Subordinator);
    match form {
        Form::Past | Form::Participle => phrase && !before.is_word("all") || possessive || preposition,
        Form::Third | Form::Base => {
            let particle = usize::from(has_particle);
            let next = units.get(at + 1 + particle);
            let noun = NOUN_LIKE.contains(&&*units[at].word.to_ascii_lowercase());
            let clear = next.is_none_or(|u| {
                u.marked().is_some()
                    || u.is_word("that")
                    || u.is(Class::Determiner)
                    || u.is(Class::Possessive)
                    || u.is(Class::Pronoun)
                    || u.is(Class::Object)
                    || matches!(u.shape, Shape::Name | Shape::Colon)
            });
            let subject = before.is(Class::Pronoun) || before.is(Class::Subordinator);
            let plural = before.word.ends_with(['s', 'n', 'e']) || subject;
            phrase
                || possessive
                || preposition
                || form == Form::Base
                    && !plural
                    && !clear
                    && !matches!(before.shape, Shape::Comma | Shape::Close)
                || noun && !subject && !((clear || has_particle) && before.shape != Shape::Word)
        }
        Form::Ing => false,
    }
}

enum Subject {
    Own(Range<usize>),
    /// After "and": that of the verb before.
    Shared,
}

/// The subject whose verb group begins at `end`.
fn subject_before(units: &[Unit], end: usize, reports: &[Report]) -> Option<Subject> {
    let last = &units[end.checked_sub(1)?];
    if last.marked().is_some() {
        // "the host of “Morning Talk,” said": a title belongs to the subject.
        let title = units::is_title_case(last.word) && 3 <= end && units[end - 2].names();
        return if title { apposed(units, end).map(Subject::Own) } else { None };
    }
    if last.is(Class::Conjunction) {
        return (!reports.is_empty() || 2 < end).then_some(Subject::Shared);
    }
    if matches!(last.shape, Shape::Comma | Shape::Close | Shape::Dash) {
        return apposed(units, end).map(Subject::Own);
    }
    if last.is_word("who") || last.is_word("which") || last.is_word("that") {
        let mut e = end - 1;
        if e.checked_sub(1).is_some_and(|i| units[i].shape == Shape::Comma) {
            e -= 1;
        }
        let phrase = phrase_before(units, e)?;
        return Some(Subject::Own(phrase.start..end));
    }
    let near = phrase_before(units, end)?;
    Some(Subject::Own(modified(units, &near).unwrap_or(near)))
}

/// Of "marchers passing through the streets", which ends with the phrase given, the whole; nothing else.
fn modified(units: &[Unit], last: &Range<usize>) -> Option<Range<usize>> {
    let preposition = last.start.checked_sub(1).filter(|&i| units[i].is(Class::Preposition))?;
    let participle = preposition.checked_sub(1).filter(|&i| {
        let word = &units[i];
        word.shape == Shape::Word && word.word.ends_with("ing") && !word.is(Class::Preposition)
    })?;
    let noun = participle.checked_sub(1).filter(|&i| units[i].names())?;
    let whole = phrase_before(units, noun + 1)?;
    let opens = whole.start.checked_sub(1).is_none_or(|i| clause_opener(&units[i]));
    (opens && whole.end == participle).then_some(whole.start..last.end)
}

/// A subject that ends with an apposition or a relative clause: `Ada Lane, the head of Lanes, said`.
fn apposed(units: &[Unit], end: usize) -> Option<Range<usize>> {
    if units[end - 1].shape == Shape::Close {
        let open = (0..end - 1).rev().find(|&i| units[i].shape == Shape::Open)?;
        return phrase_before(units, open).map(|p| p.start..end);
    }
    let closing = units[end - 1].shape;
    // Leftwards over the pieces between commas, while none of them ends the clause.
    let mut from = end - 1;
    let mut best = None;
    while 0 < from {
        let Some(comma) = (0..from).rev().find(|&i| {
            units[i].shape == closing || units[i].marked().is_some() || units[i].shape == Shape::Semicolon
        }) else {
            break;
        };
        if units[comma].shape != closing || 25 < end - comma {
            break;
        }
        if let Some(phrase) = phrase_before(units, comma) {
            let starts_clause = phrase.start == 0 || clause_opener(&units[phrase.start - 1]);
            best = Some(phrase.start..end - 1);
            if starts_clause && !begins_apposition(units, &phrase) {
                break;
            }
        }
        from = comma;
    }
    best
}

fn begins_apposition(units: &[Unit], phrase: &Range<usize>) -> bool {
    let first = &units[phrase.start];
    let after_comma = phrase.start.checked_sub(1).is_some_and(|i| units[i].shape == Shape::Comma);
    after_comma && (first.is(Class::Determiner) || first.shape == Shape::Word)
}

/// Whether a clause may begin after this unit.
fn clause_opener(unit: &Unit) -> bool {
    unit.marked().is_some()
        || matches!(unit.shape, Shape::Comma | Shape::Semicolon | Shape::Colon | Shape::Dash | Shape::Stop)
        || unit.is(Class::Conjunction)
        || unit.is(Class::Subordinator)
}

/// The subject of the clause that a participle or a second verb hangs on: that of the report before it, or the
/// sentence's first noun phrase.
fn main_subject(units: &[Unit], at: usize, before: &[Report]) -> Option<Range<usize>> {
    let last = before.iter().rev().find(|r| r.subject.is_some());
    last.and_then(|r| r.subject.clone()).or_else(|| first_subject(&units[..at]))
}

/// The subject of the clause that holds the unit before `end`.
fn nearest_subject(units: &[Unit], end: usize) -> Option<Range<usize>> {
    let opener = (0..end).rev().find(|&i| clause_opener(&units[i]));
    let own = opener.and_then(|i| first_subject(&units[i + 1..end]).map(|s| s.start + i + 1..s.end + i + 1));
    own.or_else(|| first_subject(&units[..end]))
}

impl Report {
    pub(super) fn takes(&self, frame: Frame) -> bool {
        self.cue.takes(frame)
    }

    /// Where the subject and the verb begin.
    pub(super) fn start(&self) -> usize {
        match (&self.subject, self.order) {
            (Some(s), Order::SubjectFirst | Order::VerbFirst) => s.start.min(self.verb.start),
            _ => self.verb.start,
        }
    }

    /// Where the verb, or a subject after it, ends.
    pub(super) fn end(&self) -> usize {
        match (&self.subject, self.order) {
            (Some(s), Order::VerbFirst) => s.end.max(self.verb.end),
            _ => self.verb.end,
        }
    }
}
