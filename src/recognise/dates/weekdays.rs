//! Reads days that are counted from others: "the third Tuesday of March", "the day after tomorrow", "a week on Friday",
//! "Friday the 8th".

use super::expressions::{Parsed, SentenceWords};
use super::meaning::{Amount, AnchorDay, Meaning};
use super::time_tokens::{TimeUnit, TimeWord};
use crate::document::TokenKind;
use crate::lang::dates::Feast;

impl SentenceWords<'_> {
    pub(super) fn counted_day(&self, i: usize) -> Parsed<Meaning> {
        let reads = [
            self.weekday_of_month(i),
            self.weekday_and_number(i),
            self.beyond_next(i),
            self.weekday_week(i),
            self.away_from_day(i),
        ];
        reads.into_iter().flatten().reduce(|best, next| if best.1 < next.1 { next } else { best })
    }

    /// "third Tuesday of March", "last Sunday in May 2020", "first Monday of next month".
    fn weekday_of_month(&self, i: usize) -> Parsed<Meaning> {
        let lists = self.lists;
        let last = self.is(i, &lists.last_of_all);
        let nth =
            if last { -1 } else { i8::try_from(self.ordinal(i)?).ok().filter(|n| (1..=5).contains(n))? };
        let TimeWord::Weekday(weekday) = self.sense(i + 1)? else { return None };
        if !self.is(i + 2, &lists.before_years) {
            return None;
        }
        let at = i + 3 + usize::from(self.is(i + 3, &lists.the));
        let of_month = |months, end| Some((Meaning::NthWeekday { nth, weekday, months }, end));
        match (self.sense(at)?, self.sense(at + 1)) {
            (TimeWord::Month(month), _) => {
                let (year, end) = self.year_of(at + 1);
                Some((Meaning::Feast { year, feast: Feast::Nth(nth, weekday, month) }, end))
            }
            (TimeWord::Unit(TimeUnit::Month), _) if at == i + 4 => of_month(0, at + 1),
            (TimeWord::Step(months), Some(TimeWord::Unit(TimeUnit::Month))) => of_month(months, at + 2),
            _ => None,
        }
    }

    /// "Friday the 8th", "Friday, the 8th": of this month or one beside it.
    fn weekday_and_number(&self, i: usize) -> Parsed<Meaning> {
        let (TimeWord::Weekday(weekday) | TimeWord::ShortWeekday(weekday)) = self.sense(i)? else {
            return None;
        };
        let at = i + 1 + usize::from(self.is_mark(i + 1, &[","]));
        let the = usize::from(self.is(at, &self.lists.the));
        let ordinal = self
            .word(at + the)
            .filter(|word| self.small(at + the, 31).is_none() && word.kind == TokenKind::Number);
        let day = ordinal.and_then(|_| self.ordinal(at + the)).and_then(|day| i8::try_from(day).ok())?;
        let next = self.word(at + the + 1);
        // "Friday 8th graders"
        let counts = the == 0
            && next.is_some_and(|word| word.kind == TokenKind::Word && !word.is(&self.lists.after_days));
        ((1..=31).contains(&day) && !counts)
            .then_some((Meaning::WeekdayAndDay { weekday, day }, at + the + 1))
    }

    /// "the week after next", "the Friday after next", "the year before last".
    fn beyond_next(&self, i: usize) -> Parsed<Meaning> {
        let lists = self.lists;
        let step = match () {
            () if self.is(i + 1, &lists.after) && self.is(i + 2, &lists.next) => 2,
            () if self.is(i + 1, &lists.before) && self.is(i + 2, &lists.last_of_all) => -2,
            () => return None,
        };
        // "the day before last year's vote"
        let ends =
            !matches!(self.sense(i + 3), Some(TimeWord::Unit(_) | TimeWord::Month(_) | TimeWord::Weekday(_)));
        let meaning = match self.sense(i)? {
            TimeWord::Unit(unit) if TimeUnit::Day <= unit => Meaning::Step { step, unit },
            TimeWord::Weekday(weekday) => Meaning::Weekday { step: Some(step), weekday },
            _ => return None,
        };
        (ends && self.is_after(i, &lists.the)).then_some((meaning, i + 3))
    }

    /// "on Friday week", "tomorrow week".
    fn weekday_week(&self, i: usize) -> Parsed<Meaning> {
        let (from, end) = self.anchor_day(i)?;
        let week = self.sense(end) == Some(TimeWord::Unit(TimeUnit::Week));
        let placed = matches!(from, AnchorDay::Step(_)) || self.is_after(i, &self.lists.on);
        let free =
            !self.word(end + 1).is_some_and(|word| word.kind == TokenKind::Number || word.is_mark(&["-"]));
        (week && placed && free)
            .then_some((Meaning::AwayFrom { amount: 1, unit: TimeUnit::Week, from }, end + 1))
    }

    /// "day after tomorrow", "three days from today", "a week on Friday", "a week tomorrow", "the day after Christmas".
    fn away_from_day(&self, i: usize) -> Parsed<Meaning> {
        let lists = self.lists;
        let (amount, unit, at) = self.distance_to_day(i)?;
        let week =
            unit == TimeUnit::Week && (amount == 1 || self.sense(at - 1) != Some(TimeWord::Units(unit)));
        // "two days after Christmas" is a length of time and a day.
        let bare = matches!(self.sense(i), Some(TimeWord::Unit(_)));
        let sign = match () {
            () if self.is(at, &lists.from_word) || (week && self.is(at, &lists.on)) => 1,
            () if bare && self.is(at, &lists.after) => 1,
            () if bare && self.is(at, &lists.before) => -1,
            () => {
                let (from @ AnchorDay::Step(_), end) = self.anchor_day(at).filter(|_| week)? else {
                    return None;
                };
                return Some((Meaning::AwayFrom { amount, unit, from }, end));
            }
        };
        let counted_from = self.is(at, &lists.from_word) || self.is(at, &lists.on);
        match self.anchor_day(at + 1) {
            Some((AnchorDay::Weekday(_), _)) if !counted_from => None,
            Some((from, end)) => Some((Meaning::AwayFrom { amount: sign * amount, unit, from }, end)),
            // "The day after, he resigned."
            None if !counted_from && self.is_after(i, &lists.the) && unit == TimeUnit::Day => {
                let ends =
                    self.word(at + 1).is_none_or(|word| word.kind == TokenKind::Punctuation && !word.glued)
                        || self.is_mark(at + 1, &[",", ".", ";"]);
                ends.then_some((Meaning::AwayThere { amount: sign, unit }, at + 1))
            }
            None => None,
        }
    }

    /// "three days", "a week"; or "day", "week", where "the" makes it one.
    fn distance_to_day(&self, i: usize) -> Option<(i32, TimeUnit, usize)> {
        if let Some(TimeWord::Unit(unit)) = self.sense(i) {
            return (TimeUnit::Day <= unit && self.is_after(i, &self.lists.the)).then_some((1, unit, i + 1));
        }
        let ((Amount::Whole(amount), unit), at) = self.quantity(i)? else { return None };
        let amount = i32::try_from(amount).ok()?;
        (TimeUnit::Day <= unit).then_some((amount, unit, at))
    }

    /// A day that others are counted from.
    fn anchor_day(&self, i: usize) -> Parsed<AnchorDay> {
        if let Some(TimeWord::Days(step)) = self.sense(i) {
            return Some((AnchorDay::Step(step), i + 1));
        }
        let read = self.calendar(i).or_else(|| self.feast(i));
        match (read, self.sense(i)) {
            (Some((Meaning::Day { year, month, day }, end)), _) => {
                Some((AnchorDay::Day { year, month, day }, end))
            }
            (Some((Meaning::Feast { year, feast }, end)), _) => Some((AnchorDay::Feast { year, feast }, end)),
            (_, Some(TimeWord::Weekday(weekday))) => Some((AnchorDay::Weekday(weekday), i + 1)),
            _ => None,
        }
    }
}

impl AnchorDay {
    pub(super) fn meaning(self) -> Meaning {
        match self {
            AnchorDay::Step(step) => Meaning::Step { step, unit: TimeUnit::Day },
            AnchorDay::Weekday(weekday) => Meaning::Weekday { step: None, weekday },
            AnchorDay::Day { year, month, day } => Meaning::Day { year, month, day },
            AnchorDay::Feast { year, feast } => Meaning::Feast { year, feast },
        }
    }
}
