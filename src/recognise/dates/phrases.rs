//! Reads dates in the words of one sentence: which expression, if any, begins with a word.

use super::lexicon::{Tense, TimeWord, Unit, Word};
use super::meaning::{Amount, Meaning, Reading, TimeOfDay, WhichYear};
use crate::document::TokenKind;

/// What was read and the index of the word after it.
pub(super) type Read<T> = Option<(T, usize)>;

/// The words of a sentence.
pub(super) struct Phrase<'a> {
    pub words: &'a [Word<'a>],
}

/// A date, and a time of its day where it has one.
pub(super) type Moment = (Meaning, Option<TimeOfDay>, usize);

/// Words after which a year, a month or a season is one beyond doubt.
const TIME_PREPOSITIONS: [&str; 24] = [
    "in",
    "of",
    "since",
    "until",
    "till",
    "by",
    "from",
    "to",
    "through",
    "during",
    "between",
    "before",
    "after",
    "late",
    "early",
    "mid",
    "circa",
    "for",
    "around",
    "about",
    "than",
    "on",
    "throughout",
    "and",
];

/// How far to look for a verb that tells past from future, in words: a clause, seldom more.
const CLAUSE: usize = 14;

impl<'a> Phrase<'a> {
    pub(super) fn word(&self, i: usize) -> Option<&Word<'a>> {
        self.words.get(i)
    }

    pub(super) fn sense(&self, i: usize) -> Option<TimeWord> {
        self.word(i)?.sense
    }

    pub(super) fn is(&self, i: usize, word: &str) -> bool {
        self.word(i).is_some_and(|w| w.is(word))
    }

    pub(super) fn is_any(&self, i: usize, words: &[&str]) -> bool {
        self.word(i).is_some_and(|w| w.is_any(words))
    }

    /// Whether the word before `i` is one of these.
    pub(super) fn is_before(&self, i: usize, words: &[&str]) -> bool {
        i.checked_sub(1).is_some_and(|before| self.is_any(before, words))
    }

    /// The longest expression that begins with word `i`, given what was read last and where that ended.
    pub(super) fn expression(&self, i: usize, previous: Option<(Meaning, usize)>) -> Option<Reading> {
        let word = self.word(i)?;
        if word.sense.is_none()
            && word.kind != TokenKind::Number
            && !word.is_any(&["the", "at", "up", "another", "right", "no", "near", "more"])
            && !word.text.starts_with(['Q', 'F', 'T'])
            && !self.is_apostrophe(i)
        {
            return None;
        }
        let undated = |(meaning, end)| (meaning, None, end);
        let candidates = [
            self.next_in_list(i, previous),
            self.moment(i),
            self.clock(i),
            self.edge(i),
            self.side(i),
            self.roughly(i).map(undated),
            self.stretch(i).map(undated),
            self.duration(i).map(undated),
            self.recurring(i),
            self.reference(i).map(undated),
        ];
        let (meaning, time, end) = candidates
            .into_iter()
            .flatten()
            .reduce(|best, next| if best.2 < next.2 { next } else { best })?;
        let span = word.span.hull(self.words[end - 1].span);
        Some(Reading { span, meaning, time, tense: self.tense(i, end) })
    }

    /// A day, with the part of it: "Tuesday", "Tuesday morning", "last night", "10 November 2021".
    pub(super) fn moment(&self, i: usize) -> Option<Moment> {
        let dates = [
            self.numeric(i),
            self.calendar(i),
            self.stepped(i),
            self.plain_day(i),
            self.feast(i),
            self.broad(i),
        ];
        let longest =
            dates.into_iter().flatten().reduce(|best, next| if best.1 < next.1 { next } else { best });
        if let Some((meaning, end)) = longest {
            let part = match self.sense(end) {
                Some(TimeWord::Part(part)) if is_one_day(meaning) => Some(TimeOfDay::Part(part)),
                _ => None,
            };
            return Some((meaning, part, end + usize::from(part.is_some())));
        }
        self.part_of_day(i)
    }

    /// "this morning", "last night", "tonight".
    fn part_of_day(&self, i: usize) -> Option<Moment> {
        if let Some(TimeWord::PartToday(part)) = self.sense(i) {
            return Some((Meaning::SomeDay, Some(TimeOfDay::Part(part)), i + 1));
        }
        let Some(TimeWord::Part(part)) = self.sense(i + 1) else { return None };
        let time = Some(TimeOfDay::Part(part));
        match self.sense(i)? {
            TimeWord::Step(_) if self.is(i, "next") => {
                Some((Meaning::StepThere { step: 1, unit: Unit::Day }, time, i + 2))
            }
            TimeWord::Step(step) => Some((Meaning::Step { step, unit: Unit::Day }, time, i + 2)),
            TimeWord::StepThere(step) => Some((Meaning::StepThere { step, unit: Unit::Day }, time, i + 2)),
            _ => None,
        }
    }

    /// "today", "Tuesday".
    fn plain_day(&self, i: usize) -> Read<Meaning> {
        match self.sense(i)? {
            TimeWord::Days(0) => Some((Meaning::SomeDay, i + 1)),
            TimeWord::Days(step) => Some((Meaning::Step { step, unit: Unit::Day }, i + 1)),
            TimeWord::Weekday(weekday) => Some((Meaning::Weekday { step: None, weekday }, i + 1)),
            _ => None,
        }
    }

    /// "last week", "next Tuesday", "this November", "the following year".
    fn stepped(&self, i: usize) -> Read<Meaning> {
        let there = self.is_before(i, &["the"]) && self.is(i, "next");
        let (step, there) = match self.sense(i)? {
            TimeWord::Step(step) => (step, there),
            // "that same year"
            TimeWord::StepThere(_) if self.is(i, "that") && self.is(i + 1, "same") => {
                return self.stepped(i + 1);
            }
            TimeWord::StepThere(step) => (step, true),
            // "current quarter"
            TimeWord::ThisReference(_) => (0, false),
            _ => return None,
        };
        // "this past spring", "this coming Sunday".
        let (step, at) = match self.sense(i + 1) {
            Some(TimeWord::Step(inner)) if step == 0 && !there => (inner, i + 2),
            _ => (step, i + 1),
        };
        let at = at + usize::from(self.sense(at) == Some(TimeWord::Fiscal));
        let side = if there { WhichYear::StepThere(step) } else { WhichYear::Side(step) };
        let meaning = match self.sense(at)? {
            TimeWord::Unit(Unit::Second | Unit::Minute | Unit::Hour) => return None,
            TimeWord::Unit(Unit::Day) if self.is(i, "last") || self.is(i, "past") => return None,
            TimeWord::Unit(unit @ (Unit::Decade | Unit::Century)) if self.is(i, "past") => {
                Meaning::Duration { amount: Amount::Whole(1), unit }
            }
            TimeWord::Unit(Unit::Quarter) if self.is(i, "that") => Meaning::TheQuarter(None),
            TimeWord::Unit(unit) if there => Meaning::StepThere { step, unit },
            TimeWord::Unit(_) if self.is(i, "recent") => return None,
            TimeWord::Unit(unit) => return Some(self.quarter_of(Meaning::Step { step, unit }, at + 1)),
            TimeWord::Month(month) => return Some(self.day_of_stepped(side, month, at + 1)),
            TimeWord::Season(season) => Meaning::Season { year: side, season },
            TimeWord::Feast => {
                let (Meaning::Feast { feast, .. }, end) = self.feast(at)? else { return None };
                return Some((Meaning::Feast { year: side, feast }, end));
            }
            TimeWord::Weekday(weekday) if !there || self.is(i, "previous") => {
                return self.calendar(at).or(Some((Meaning::Weekday { step: Some(step), weekday }, at + 1)));
            }
            _ => return None,
        };
        Some((meaning, at + 1))
    }

    /// "last year's third quarter".
    fn quarter_of(&self, meaning: Meaning, at: usize) -> (Meaning, usize) {
        let Meaning::Step { step, unit: Unit::Year } = meaning else { return (meaning, at) };
        let possessive = self.word(at).is_some_and(|w| w.kind == TokenKind::Clitic);
        match self.ordinal_part(at + 1, WhichYear::Step(step)) {
            Some(read) if possessive => read,
            _ => (meaning, at),
        }
    }

    /// "last November", "last November 7".
    fn day_of_stepped(&self, year: WhichYear, month: i8, at: usize) -> (Meaning, usize) {
        match self.day_number(at) {
            // "this January 10, 2022"
            Some((day, end)) => match self.year_of(end) {
                (said @ WhichYear::Known(_), end) => (Meaning::Day { year: said, month, day }, end),
                _ => (Meaning::Day { year, month, day }, end),
            },
            None => (Meaning::Month { year, month }, at),
        }
    }

    /// Units that "the" makes one: "the weekend", "the year", "the quarter".
    fn unit_with_the(&self, i: usize) -> Read<Meaning> {
        let TimeWord::Unit(unit) = self.sense(i)? else { return None };
        let at_hand = match unit {
            Unit::Weekend => true,
            Unit::Year | Unit::Quarter | Unit::Month | Unit::Week => {
                i > 1
                    && self.is_any(
                        i - 2,
                        &["for", "in", "during", "over", "through", "throughout", "later", "of"],
                    )
            }
            _ => false,
        };
        let free = !self.is_any(i + 1, &["of", "after", "before", "since", "when", "-"]);
        let meaning = match unit {
            Unit::Weekend => Meaning::TheWeekend,
            Unit::Quarter => Meaning::TheQuarter(None),
            // "for the year ended 31 March": how long, for when follows.
            _ if self.is_any(i + 1, &["ended", "ending"]) => {
                Meaning::Duration { amount: Amount::Whole(1), unit }
            }
            _ => Meaning::Step { step: 0, unit },
        };
        (at_hand && free && self.is_before(i, &["the"])).then_some((meaning, i + 1))
    }

    /// Years, quarters, seasons, decades, centuries.
    fn broad(&self, i: usize) -> Read<Meaning> {
        let reads = [
            self.quarter(i),
            self.ordinal_part(i, WhichYear::Unsaid),
            self.season(i),
            self.century(i),
            self.decade(i),
            self.year_alone(i),
            self.fiscal_year(i),
            self.period_reported(i),
            self.unit_with_the(i),
        ];
        reads.into_iter().flatten().reduce(|best, next| if best.1 < next.1 { next } else { best })
    }

    /// "early this month", "late-November", "mid-1990s", "later that day".
    fn edge(&self, i: usize) -> Option<Moment> {
        if self.sense(i) != Some(TimeWord::Edge) {
            return None;
        }
        let at = i + 1 + usize::from(self.is_any(i + 1, &["-", "‑"]));
        let at = at
            + usize::from(
                self.is_any(at, &["in", "on"]) && self.is_any(i, &["late", "early", "later", "earlier"]),
            );
        let at = at + usize::from(self.is(at, "the"));
        match (self.moment(at), self.sense(at)) {
            (Some(moment), _) => Some(moment),
            // "mid-afternoon yesterday"
            (None, Some(TimeWord::Part(part))) => {
                let (day, end) = self.day_after(at + 1).unwrap_or((Meaning::SomeDay, at + 1));
                Some((day, Some(TimeOfDay::Part(part)), end))
            }
            _ => None,
        }
    }

    fn day_after(&self, at: usize) -> Read<Meaning> {
        let (meaning, time, end) = self.moment(at)?;
        (is_one_day(meaning) && time.is_none()).then_some((meaning, end))
    }

    /// "the end of November", "year-end".
    fn side(&self, i: usize) -> Option<Moment> {
        if self.sense(i) == Some(TimeWord::Unit(Unit::Year)) {
            let joined = self.word(i + 1).is_some_and(|w| w.is("-") || w.kind == TokenKind::Clitic);
            let at = i + 1 + usize::from(joined);
            let year = Meaning::Step { step: 0, unit: Unit::Year };
            return self.is(at, "end").then_some((year, None, at + 1));
        }
        if self.sense(i) != Some(TimeWord::Side) || !self.is(i + 1, "of") {
            return None;
        }
        let at = i + 2 + usize::from(self.is(i + 2, "the"));
        match self.sense(at) {
            Some(TimeWord::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year)))
                if self.is(at - 1, "the") =>
            {
                Some((Meaning::Step { step: 0, unit }, None, at + 1))
            }
            _ => self.moment(at),
        }
    }

    /// "nearly two years", "more than a month", "at least 30 days".
    fn roughly(&self, i: usize) -> Read<Meaning> {
        let at = match self.sense(i) {
            Some(TimeWord::Nearly) => i + 1,
            Some(TimeWord::Than) if self.is(i + 1, "than") => i + 2,
            _ if self.is(i, "up") && self.is(i + 1, "to") => i + 2,
            _ if self.is(i, "at") && self.is(i + 1, "least") => i + 2,
            _ if self.is(i, "no") && self.sense(i + 1) == Some(TimeWord::Than) && self.is(i + 2, "than") => {
                i + 3
            }
            _ => return None,
        };
        // "at least the past 18 months"
        let the = at + usize::from(self.is(at, "the"));
        // "lost more than a year earlier" compares with that year.
        let read = self.duration(at).filter(|(meaning, _)| !matches!(meaning, Meaning::AwayThere { .. }));
        read.or_else(|| self.stretch(the))
    }

    fn reference(&self, i: usize) -> Read<Meaning> {
        if self.is(i, "right") && self.is(i + 1, "now") {
            return Some((Meaning::Reference("PRESENT_REF"), i + 2));
        }
        if self.is(i, "more") && self.is(i + 1, "recently") {
            return Some((Meaning::Reference("PAST_REF"), i + 2));
        }
        let the = self.is_before(i, &["the"]);
        if self.is(i, "near") && the && self.is_any(i + 1, &["future", "term"]) {
            return Some((Meaning::Reference("FUTURE_REF"), i + 2));
        }
        let ends = self.word(i + 1).is_none_or(|w| w.kind != TokenKind::Word || w.is_any(&FUNCTION_WORDS));
        match self.sense(i)? {
            TimeWord::Reference("FUTURE_REF")
                if self.is_before(i, &["as"]) || self.is_any(i + 1, &["after", "before", "as"]) =>
            {
                None
            }
            TimeWord::Reference(value) | TimeWord::ThisReference(value) => {
                Some((Meaning::Reference(value), i + 1))
            }
            TimeWord::TheReference(value) if the && ends => Some((Meaning::Reference(value), i + 1)),
            TimeWord::Step(-1) if the && ends && self.is(i, "past") => {
                Some((Meaning::Reference("PAST_REF"), i + 1))
            }
            _ => None,
        }
    }

    /// Which way the words around an expression look: a preposition just before it, else the nearest verb.
    fn tense(&self, start: usize, end: usize) -> Option<Tense> {
        let before = (0..start.min(CLAUSE)).find_map(|n| Some((n, self.tense_of(start - 1 - n)?)));
        let after = (0..CLAUSE).find_map(|n| Some((2 * n, self.tense_of(end + n)?)));
        let ahead = self.is_before(start, &["by", "until", "till"])
            || (self.is_before(start, &["as"])
                && start > 1
                && self.is_any(start - 2, &["soon", "early", "late"]));
        // "Until Thursday, they had not called him".
        let looked_back = matches!(after, Some((near, Tense::Past)) if near < CLAUSE / 2);
        if ahead {
            return Some(if looked_back { Tense::Past } else { Tense::Future });
        }
        if self.is_before(start, &["since"]) {
            return Some(Tense::Past);
        }
        match (before, after) {
            (Some((near, tense)), Some((far, _))) if near <= far => Some(tense),
            (before, after) => after.or(before).map(|(_, tense)| tense),
        }
    }

    fn tense_of(&self, i: usize) -> Option<Tense> {
        let word = self.word(i)?;
        match word.sense {
            // "will be held": the participle says nothing of when.
            _ if self.is_before(i, &["be"]) => None,
            // "had been due", "was scheduled": that was before.
            Some(TimeWord::Tense(Tense::Future))
                if self.is_before(i, &["been"]) || self.is_before(i, &["had"]) =>
            {
                Some(Tense::Past)
            }
            Some(TimeWord::Tense(tense)) => Some(tense),
            Some(_) => None,
            // "is to resume", "set to leave"
            None if word.is("to") && self.is_before(i, &["is", "are", "set", "ready", "likely", "hopes"]) => {
                Some(Tense::Future)
            }
            None => {
                let participle = word.text.len() > 4 && word.text.ends_with("ed") && !word.is_capitalised();
                participle.then_some(Tense::Past)
            }
        }
    }

    /// Whether a word that is also another word stands where a time would.
    pub(super) fn is_placed_in_time(&self, i: usize) -> bool {
        let stepped = i.checked_sub(1).is_some_and(|before| {
            matches!(self.sense(before), Some(TimeWord::Step(_) | TimeWord::Edge | TimeWord::Weekday(_)))
        });
        stepped || self.is_before(i, &TIME_PREPOSITIONS) || self.is_before(i, &["-", "–"])
    }
}

/// After these, "the past" and "the future" have ended.
const FUNCTION_WORDS: [&str; 24] = [
    "and", "but", "that", "to", "with", "for", "have", "has", "had", "as", "by", "when", "it", "he", "she",
    "they", "we", "is", "was", "will", "or", "in", "on", "at",
];

/// Whether a meaning is one day, so that it can have a morning.
pub(super) fn is_one_day(meaning: Meaning) -> bool {
    match meaning {
        Meaning::Day { .. } | Meaning::Slashed { .. } | Meaning::Weekday { .. } | Meaning::SomeDay => true,
        Meaning::Step { unit, .. } | Meaning::StepThere { unit, .. } => unit == Unit::Day,
        _ => false,
    }
}
