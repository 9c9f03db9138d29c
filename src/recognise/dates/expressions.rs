//! Reads dates in the words of one sentence: which expression, if any, begins with a word.

use super::meaning::{Amount, Meaning, TimeExpression, TimeOfDay, WhichYear};
use super::time_tokens::{TimeToken, TimeUnit, TimeWord};
use crate::document::TokenKind;
use crate::lang::dates::DateWords;
use crate::lang::lists::{WordMap, WordSet};

/// What was read and the index of the word after it.
pub(super) type Parsed<T> = Option<(T, usize)>;

/// The words of a sentence.
pub(super) struct SentenceWords<'a> {
    pub words: &'a [TimeToken<'a>],
    /// The words of the language.
    pub lists: &'a DateWords,
}

/// A date, and a time of its day where it has one.
pub(super) type Moment = (Meaning, Option<TimeOfDay>, usize);

impl<'a> SentenceWords<'a> {
    pub(super) fn word(&self, i: usize) -> Option<&TimeToken<'a>> {
        self.words.get(i)
    }

    /// What a word says about time.
    pub(super) fn sense(&self, i: usize) -> Option<TimeWord> {
        self.word(i)?.sense
    }

    /// Whether the word is in a list, in any case.
    pub(super) fn is(&self, i: usize, list: &WordSet) -> bool {
        self.word(i).is_some_and(|w| w.is(list))
    }

    /// Whether the word before `i` is in a list.
    pub(super) fn is_after(&self, i: usize, list: &WordSet) -> bool {
        i.checked_sub(1).is_some_and(|before| self.is(before, list))
    }

    /// Whether the word and the next are these two.
    pub(super) fn is_pair(&self, i: usize, pairs: &WordMap<&'static str>) -> bool {
        let second = self.word(i).and_then(|word| pairs.get_ignoring_case(word.text));
        second.is_some_and(|second| self.word(i + 1).is_some_and(|w| w.text.eq_ignore_ascii_case(second)))
    }

    /// Whether the word is one of these marks, to the letter.
    pub(super) fn is_mark(&self, i: usize, marks: &[&str]) -> bool {
        self.word(i).is_some_and(|w| w.is_mark(marks))
    }

    /// Whether the word before `i` is one of these marks.
    pub(super) fn is_after_mark(&self, i: usize, marks: &[&str]) -> bool {
        i.checked_sub(1).is_some_and(|before| self.is_mark(before, marks))
    }

    /// The longest expression that begins with word `i`, given what was read last and where that ended.
    pub(super) fn expression(&self, i: usize, previous: Option<(Meaning, usize)>) -> Option<TimeExpression> {
        let word = self.word(i)?;
        if word.sense.is_none()
            && word.kind != TokenKind::Number
            && !word.is(&self.lists.begins_expressions)
            && !self.lists.begins_periods.iter().any(|prefix| word.text.starts_with(prefix))
            && !self.is_apostrophe(i)
        {
            return None;
        }
        let undated = |(meaning, end)| (meaning, None, end);
        let candidates = [
            self.next_in_list(i, previous),
            self.next_year(i, previous),
            self.first_of_amounts(i),
            self.moment(i),
            self.clock(i, previous),
            self.time_stamp(i),
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
        Some(TimeExpression { span, meaning, time, tense: self.tense(i, end, meaning) })
    }

    /// A day, with the part of it: "Tuesday", "Tuesday morning", "last night", "10 November 2021".
    pub(super) fn moment(&self, i: usize) -> Option<Moment> {
        let dates = [
            self.numeric(i),
            self.calendar(i),
            self.stepped(i),
            self.plain_day(i),
            self.feast(i),
            self.counted_day(i),
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
            TimeWord::Step(_) if self.is(i, &self.lists.next) => {
                Some((Meaning::StepThere { step: 1, unit: TimeUnit::Day }, time, i + 2))
            }
            TimeWord::Step(step) => Some((Meaning::Step { step, unit: TimeUnit::Day }, time, i + 2)),
            TimeWord::StepThere(step) => {
                Some((Meaning::StepThere { step, unit: TimeUnit::Day }, time, i + 2))
            }
            _ => None,
        }
    }

    /// "today", "Tuesday".
    fn plain_day(&self, i: usize) -> Parsed<Meaning> {
        match self.sense(i)? {
            TimeWord::Days(0) => Some((Meaning::SomeDay, i + 1)),
            TimeWord::Days(step) => Some((Meaning::Step { step, unit: TimeUnit::Day }, i + 1)),
            TimeWord::Weekday(weekday) => Some((Meaning::Weekday { step: None, weekday }, i + 1)),
            _ => None,
        }
    }

    /// "last week", "next Tuesday", "this November", "the following year".
    fn stepped(&self, i: usize) -> Parsed<Meaning> {
        let lists = self.lists;
        let there = self.is_after(i, &lists.the) && self.is(i, &lists.next);
        let (step, there) = match self.sense(i)? {
            TimeWord::Step(step) => (step, there),
            // "that same year"
            TimeWord::StepThere(_) if self.is_pair(i, &lists.that_same) => {
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
            TimeWord::Unit(TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour) => return None,
            TimeWord::Unit(TimeUnit::Day) if self.is(i, &lists.last_day) => return None,
            TimeWord::Unit(unit @ (TimeUnit::Decade | TimeUnit::Century)) if self.is(i, &lists.past) => {
                Meaning::Duration { amount: Amount::Whole(1), unit }
            }
            TimeWord::Unit(TimeUnit::Quarter) if self.is(i, &lists.that) => Meaning::TheQuarter(None),
            TimeWord::Unit(unit) if there => Meaning::StepThere { step, unit },
            TimeWord::Unit(_) if self.is(i, &lists.recent) => return None,
            TimeWord::Unit(unit) => return Some(self.quarter_of(Meaning::Step { step, unit }, at + 1)),
            TimeWord::Month(month) => return Some(self.day_of_stepped(side, month, at + 1)),
            // "that summer evening in 1998"
            TimeWord::Season(season) if let Some((year, end)) = self.year_of_such_a_day(at + 1) => {
                return Some((Meaning::Season { year: WhichYear::Known(year), season }, end));
            }
            TimeWord::Season(season) => Meaning::Season { year: side, season },
            TimeWord::Feast => {
                let (Meaning::Feast { feast, .. }, end) = self.feast(at)? else { return None };
                return Some((Meaning::Feast { year: side, feast }, end));
            }
            TimeWord::Weekday(weekday) if !there || self.is(i, &lists.previous) => {
                return self.calendar(at).or(Some((Meaning::Weekday { step: Some(step), weekday }, at + 1)));
            }
            // "That Friday she left."; not "said that Friday was".
            TimeWord::Weekday(weekday) if i == 0 || !self.is(i, &lists.that) => {
                Meaning::WeekdayThere { step, weekday }
            }
            _ => return None,
        };
        Some((meaning, at + 1))
    }

    /// "last year's third quarter".
    fn quarter_of(&self, meaning: Meaning, at: usize) -> (Meaning, usize) {
        let Meaning::Step { step, unit: TimeUnit::Year } = meaning else { return (meaning, at) };
        let possessive = self.word(at).is_some_and(|w| w.kind == TokenKind::Clitic);
        match self.ordinal_part(at + 1, WhichYear::Step(step)) {
            Some(read) if possessive => read,
            _ => (meaning, at),
        }
    }

    /// "last November", "last November 7".
    fn day_of_stepped(&self, year: WhichYear, month: i8, at: usize) -> (Meaning, usize) {
        match self.day_number(at) {
            // "that January day in 2011"
            _ if let Some((year, end)) = self.year_of_such_a_day(at) => {
                (Meaning::Month { year: WhichYear::Known(year), month }, end)
            }
            // "this January 10, 2022"
            Some((day, end)) => match self.year_of(end) {
                (said @ WhichYear::Known(_), end) => (Meaning::Day { year: said, month, day }, end),
                _ => (Meaning::Day { year, month, day }, end),
            },
            None => (Meaning::Month { year, month }, at),
        }
    }

    /// Units that "the" makes one: "the weekend", "the year", "the quarter".
    fn unit_with_the(&self, i: usize) -> Parsed<Meaning> {
        let TimeWord::Unit(unit) = self.sense(i)? else { return None };
        let lists = self.lists;
        let at_hand = match unit {
            TimeUnit::Weekend => true,
            TimeUnit::Year | TimeUnit::Quarter | TimeUnit::Month | TimeUnit::Week => {
                i > 1 && self.is(i - 2, &lists.before_the_unit)
            }
            _ => false,
        };
        let free = !self.is(i + 1, &lists.bounds_units) && !self.is_mark(i + 1, &["-"]);
        let meaning = match unit {
            TimeUnit::Weekend => Meaning::TheWeekend,
            TimeUnit::Quarter => Meaning::TheQuarter(None),
            // "for the year ended 31 March": how long, for when follows.
            _ if self.is(i + 1, &lists.ended) => Meaning::Duration { amount: Amount::Whole(1), unit },
            _ => Meaning::Step { step: 0, unit },
        };
        (at_hand && free && self.is_after(i, &lists.the)).then_some((meaning, i + 1))
    }

    /// Years, quarters, seasons, decades, centuries.
    fn broad(&self, i: usize) -> Parsed<Meaning> {
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
        let lists = self.lists;
        let at = i + 1 + usize::from(self.is_mark(i + 1, &["-", "‑"]));
        let preposition = self.is(at, &lists.after_edges) && self.is(i, &lists.edges_with_preposition);
        let at = at + usize::from(preposition);
        let at = at + usize::from(self.is(at, &lists.the));
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

    fn day_after(&self, at: usize) -> Parsed<Meaning> {
        let (meaning, time, end) = self.moment(at)?;
        (is_one_day(meaning) && time.is_none()).then_some((meaning, end))
    }

    /// "the end of November", "year-end".
    fn side(&self, i: usize) -> Option<Moment> {
        let lists = self.lists;
        if self.sense(i) == Some(TimeWord::Unit(TimeUnit::Year)) {
            let joined = self.word(i + 1).is_some_and(|w| w.is_mark(&["-"]) || w.kind == TokenKind::Clitic);
            let at = i + 1 + usize::from(joined);
            let year = Meaning::Step { step: 0, unit: TimeUnit::Year };
            return self.is(at, &lists.end).then_some((year, None, at + 1));
        }
        if self.sense(i) != Some(TimeWord::Side) || !self.is(i + 1, &lists.of) {
            return None;
        }
        let at = i + 2 + usize::from(self.is(i + 2, &lists.the));
        match self.sense(at) {
            Some(TimeWord::Unit(
                unit @ (TimeUnit::Week | TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Year),
            )) if self.is(at - 1, &lists.the) => Some((Meaning::Step { step: 0, unit }, None, at + 1)),
            _ => self.moment(at),
        }
    }

    /// "nearly two years", "more than a month", "at least 30 days".
    fn roughly(&self, i: usize) -> Parsed<Meaning> {
        let lists = self.lists;
        let at = match self.sense(i) {
            Some(TimeWord::Nearly) => i + 1,
            Some(TimeWord::Than) if self.is(i + 1, &lists.than) => i + 2,
            _ if self.is_pair(i, &lists.bounds) => i + 2,
            _ if self.is(i, &lists.no)
                && self.sense(i + 1) == Some(TimeWord::Than)
                && self.is(i + 2, &lists.than) =>
            {
                i + 3
            }
            _ => return None,
        };
        // "at least the past 18 months"
        let the = at + usize::from(self.is(at, &lists.the));
        // "lost more than a year earlier" compares with that year.
        let read = self.duration(at).filter(|(meaning, _)| !matches!(meaning, Meaning::AwayThere { .. }));
        read.or_else(|| self.stretch(the))
    }

    fn reference(&self, i: usize) -> Parsed<Meaning> {
        let lists = self.lists;
        if self.is_pair(i, &lists.right_now) {
            return Some((Meaning::Reference("PRESENT_REF"), i + 2));
        }
        if self.is_pair(i, &lists.more_recently) {
            return Some((Meaning::Reference("PAST_REF"), i + 2));
        }
        let the = self.is_after(i, &lists.the);
        if self.is(i, &lists.near) && the && self.is(i + 1, &lists.near_times) {
            return Some((Meaning::Reference("FUTURE_REF"), i + 2));
        }
        let ends = self.word(i + 1).is_none_or(|w| w.kind != TokenKind::Word || w.is(&lists.ends_references));
        match self.sense(i)? {
            TimeWord::Reference("FUTURE_REF")
                if self.is_after(i, &lists.as_word) || self.is(i + 1, &lists.soon_conjunctions) =>
            {
                None
            }
            TimeWord::Reference(value) | TimeWord::ThisReference(value) => {
                Some((Meaning::Reference(value), i + 1))
            }
            TimeWord::TheReference(value) if the && ends => Some((Meaning::Reference(value), i + 1)),
            TimeWord::Step(-1) if the && ends && self.is(i, &lists.past) => {
                Some((Meaning::Reference("PAST_REF"), i + 1))
            }
            _ => None,
        }
    }

    /// Whether a word that is also another word stands where a time would.
    pub(super) fn is_placed_in_time(&self, i: usize) -> bool {
        let stepped = i.checked_sub(1).is_some_and(|before| {
            matches!(self.sense(before), Some(TimeWord::Step(_) | TimeWord::Edge | TimeWord::Weekday(_)))
        });
        stepped || self.is_after(i, &self.lists.before_times) || self.is_after_mark(i, &["-", "–"])
    }
}

/// Whether a meaning is one day, so that it can have a morning.
pub(super) fn is_one_day(meaning: Meaning) -> bool {
    match meaning {
        Meaning::Day { .. }
        | Meaning::Slashed { .. }
        | Meaning::Weekday { .. }
        | Meaning::WeekdayThere { .. }
        | Meaning::NthWeekday { .. }
        | Meaning::WeekdayAndDay { .. }
        | Meaning::Feast { .. }
        | Meaning::SomeDay => true,
        Meaning::AwayFrom { unit, .. } => unit <= TimeUnit::Week && unit != TimeUnit::Weekend,
        Meaning::Step { unit, .. } | Meaning::StepThere { unit, .. } => unit == TimeUnit::Day,
        _ => false,
    }
}
