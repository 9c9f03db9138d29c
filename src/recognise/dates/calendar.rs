//! Reads what stands on a calendar or a clock: days, months, seasons, hours.

use super::expressions::{Moment, Parsed, SentenceWords, is_one_day};
use super::meaning::{Meaning, TimeOfDay, WhichYear};
use super::time_tokens::{Tense, TimeUnit, TimeWord};
use crate::document::TokenKind;

impl SentenceWords<'_> {
    /// A number that is written in digits alone.
    pub(super) fn digits_of(&self, i: usize) -> Option<&str> {
        let word = self.word(i)?;
        (word.kind == TokenKind::Number && word.text.bytes().all(|b| b.is_ascii_digit())).then_some(word.text)
    }

    /// A number of one or two digits, from 1 to `most`.
    pub(super) fn small(&self, i: usize, most: i8) -> Option<i8> {
        let text = self.digits_of(i).filter(|text| text.len() <= 2)?;
        text.parse().ok().filter(|n| (1..=most).contains(n))
    }

    /// "7", "7th", "seventh".
    pub(super) fn day_number(&self, i: usize) -> Parsed<i8> {
        let day = self.small(i, 31).or_else(|| self.ordinal(i).and_then(|n| i8::try_from(n).ok()));
        // "November 10:30", "May 5 percent" are no days, nor is "March 20,000".
        let counted = self.is(i + 1, &self.lists.counted_like_days) || self.is_mark(i + 1, &["%"]);
        day.filter(|day| (1..=31).contains(day) && !counted).map(|day| (day, i + 1))
    }

    /// "third", "second", "20th".
    pub(super) fn ordinal(&self, i: usize) -> Option<u32> {
        let word = self.word(i)?;
        if word.kind == TokenKind::Number {
            let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let ordinal = self.lists.ordinal_endings.contains_ignoring_case(&word.text[digits.len()..]);
            return ordinal.then(|| digits.parse().ok()).flatten();
        }
        match word.sense? {
            TimeWord::Ordinal(n) => Some(n),
            TimeWord::Unit(TimeUnit::Second) => Some(2),
            _ => None,
        }
    }

    /// "2021-11-10", "10/11/2021", "10.11.2021".
    pub(super) fn numeric(&self, i: usize) -> Parsed<Meaning> {
        self.iso(i).or_else(|| self.slashed(i)).or_else(|| self.dotted(i)).or_else(|| self.first_of_two(i))
    }

    /// The "28" of "28 to 31 July".
    fn first_of_two(&self, i: usize) -> Parsed<Meaning> {
        let (day, at) = self.day_number(i)?;
        if !self.is(at, &self.lists.joins_days)
            || self.sense(at + 1).is_some_and(|s| matches!(s, TimeWord::Month(_)))
        {
            return None;
        }
        match self.day_first(at + 1)? {
            (Meaning::Day { year, month, day: second }, _) if day < second => {
                Some((Meaning::Day { year, month, day }, at))
            }
            _ => None,
        }
    }

    /// The "17" of "July 10 to 17, 2021", after the 10th was read.
    pub(super) fn next_in_list(&self, i: usize, previous: Option<(Meaning, usize)>) -> Option<Moment> {
        let (Meaning::Day { year, month, day: first }, end) = previous? else { return None };
        if i != end + 1 || !self.is(end, &self.lists.joins_days) {
            return None;
        }
        let (day, at) = self.day_number(i).filter(|(day, _)| first < *day)?;
        // "May 5 and 20 people": what is counted follows; what ends a phrase does not.
        let counts =
            self.word(at).is_some_and(|w| w.kind == TokenKind::Word && !w.is(&self.lists.after_days));
        let joined = self.is_mark(end, &["-", "–", "/"]);
        let (own, at) = self.year_of(at);
        let year = if own == WhichYear::Unsaid { year } else { own };
        (joined || !counts).then_some((Meaning::Day { year, month, day }, None, at))
    }

    fn iso(&self, i: usize) -> Parsed<Meaning> {
        let year = self.year_digits(i)?;
        let glued = (i + 1..=i + 4).all(|k| self.word(k).is_some_and(|w| w.glued));
        let dashes = self.is_mark(i + 1, &["-"]) && self.is_mark(i + 3, &["-"]);
        let month = self.small(i + 2, 12)?;
        let day_text = self.word(i + 4)?.text;
        let day = day_text.get(..2)?.parse().ok().filter(|day| (1..=31).contains(day))?;
        let whole = day_text.len() == 2 || day_text[2..].starts_with('T');
        (glued && dashes && whole)
            .then_some((Meaning::Day { year: WhichYear::Known(year), month, day }, i + 5))
    }

    /// "10/11/2021", "10/11/21", "10-11-2021".
    fn slashed(&self, i: usize) -> Parsed<Meaning> {
        let (first, second) = (self.small(i, 31)?, self.small(i + 2, 31)?);
        let glued = (i + 1..=i + 4).all(|k| self.word(k).is_some_and(|w| w.glued));
        let slashes = self.is_mark(i + 1, &["/"]) && self.is_mark(i + 3, &["/"]);
        let dashes = self.is_mark(i + 1, &["-"]) && self.is_mark(i + 3, &["-"]);
        let short = || short_year(self.digits_of(i + 4)?).filter(|_| slashes);
        let year = self.year_digits(i + 4).or_else(short)?;
        (glued && (slashes || dashes) && first.min(second) <= 12)
            .then_some((Meaning::Slashed { first, second, year }, i + 5))
    }

    /// Day first, as in Germany and Turkey.
    fn dotted(&self, i: usize) -> Parsed<Meaning> {
        let text = self.word(i)?.text;
        let mut parts = text.split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let year = if year.len() == 4 { year.parse().ok() } else { short_year(year) }?;
        let (day, month) = (day.parse().ok()?, month.parse().ok()?);
        let fits = (1..=31).contains(&day) && (1..=12).contains(&month) && (1000..2200).contains(&year);
        (fits && parts.next().is_none())
            .then_some((Meaning::Day { year: WhichYear::Known(year), month, day }, i + 1))
    }

    /// "Tuesday, 9 November 2021", "Nov. 9", "November 2021", "January of 2020".
    pub(super) fn calendar(&self, i: usize) -> Parsed<Meaning> {
        let weekday = matches!(self.sense(i), Some(TimeWord::Weekday(_) | TimeWord::ShortWeekday(_)));
        if !weekday {
            return self.month_first(i).or_else(|| self.day_first(i));
        }
        let comma = usize::from(self.is_mark(i + 1, &[","]));
        let at = i + 1 + comma + usize::from(self.is(i + 1 + comma, &self.lists.the));
        let numbers = || self.slashed(at).or_else(|| self.dotted(at));
        let (meaning, end) = self.month_first(at).or_else(|| self.day_first(at)).or_else(numbers)?;
        matches!(meaning, Meaning::Day { .. } | Meaning::Slashed { .. }).then_some((meaning, end))
    }

    fn month_first(&self, i: usize) -> Parsed<Meaning> {
        let TimeWord::Month(month) = self.sense(i)? else { return None };
        let the = usize::from(self.is(i + 1, &self.lists.the));
        if let Some((day, end)) = self.day_number(i + 1 + the) {
            // "November 21 people": a number of people, not a day.
            let (year, end) = self.year_of_days(end);
            return Some((Meaning::Day { year, month, day }, end));
        }
        let (year, end) = self.year_of(i + 1);
        let year = if year == WhichYear::Unsaid { self.year_of_months(i, month) } else { year };
        let said = year != WhichYear::Unsaid;
        (said || self.is_plain_month(i)).then_some((Meaning::Month { year, month }, end))
    }

    /// The year of the first of two months: "March or October 2020", "December to March 2020".
    fn year_of_months(&self, i: usize, first: i8) -> WhichYear {
        let Some(TimeWord::Month(last)) = self.sense(i + 2) else { return WhichYear::Unsaid };
        match self.year_of(i + 3).0 {
            WhichYear::Known(year) if self.is(i + 1, &self.lists.joins_days) => {
                WhichYear::Known(year - i32::from(last < first))
            }
            _ => WhichYear::Unsaid,
        }
    }

    fn day_first(&self, i: usize) -> Parsed<Meaning> {
        let (day, at) = self.day_number(i)?;
        let at = at + usize::from(self.is(at, &self.lists.of));
        let TimeWord::Month(month) = self.sense(at)? else { return None };
        let (year, end) = self.year_of(at + 1);
        Some((Meaning::Day { year, month, day }, end))
    }

    /// Whether a month's name without day and year is that: "in May", not "May said" nor "April Ryan".
    fn is_plain_month(&self, i: usize) -> bool {
        let (word, lists) = (&self.words[i], self.lists);
        let short = word.text.len() < 5 && !word.is(&lists.short_months);
        if short && !word.text.ends_with('.') {
            return false;
        }
        let doubtful = word.is(&lists.months_like_verbs) || !word.text.ends_with('.');
        // "June said": a woman's name.
        let told = matches!(self.sense(i + 1), Some(TimeWord::Tense(Tense::Told)));
        let common = word.is(&lists.plain_months) || (word.is(&lists.months_like_first_names) && !told);
        let name_follows = self
            .word(i + 1)
            .is_some_and(|w| w.kind == TokenKind::Word && w.is_capitalised() && w.sense.is_none());
        // "the March accession", "a June agreement"
        let determined = self.is_after(i, &lists.determines_months)
            || i.checked_sub(1).is_some_and(|before| self.words[before].kind == TokenKind::Clitic);
        let noun = self.word(i + 1).is_some_and(|w| w.kind == TokenKind::Word && !w.is_capitalised());
        let also_a_name = word.is(&lists.months_like_names);
        let attributive = determined && (noun || (!also_a_name && self.is_after(i, &lists.the)));
        if attributive || self.is_beside_a_month(i) {
            return true;
        }
        if name_follows && self.is_after(i, &lists.before_persons) {
            return false;
        }
        (!doubtful || (common && !name_follows)) || self.is_placed_in_time(i)
    }

    /// "May and June", "December to March", "either August or September": names are not listed with months.
    fn is_beside_a_month(&self, i: usize) -> bool {
        let month = |k: usize| matches!(self.sense(k), Some(TimeWord::Month(_)));
        let joins = |k: usize| self.is(k, &self.lists.joins_days);
        let before = i > 1 && joins(i - 1) && month(i - 2);
        before || (joins(i + 1) && month(i + 2))
    }

    /// "spring 2020", "the summer of 2012", "in the fall".
    pub(super) fn season(&self, i: usize) -> Parsed<Meaning> {
        let TimeWord::Season(season) = self.sense(i)? else { return None };
        let name = |k: usize| self.word(k).is_some_and(|w| w.is_capitalised() && w.kind == TokenKind::Word);
        if name(i) && name(i + 1) {
            // "the Winter Olympics"
            return None;
        }
        let (year, end) = self.year_of(i + 1);
        if year != WhichYear::Unsaid {
            return Some((Meaning::Season { year, season }, end));
        }
        let lists = self.lists;
        let of = self.is(i + 1, &lists.of);
        let in_it = |k: usize| self.is(k, &lists.before_seasons);
        let plain = !self.is(i, &lists.seasons_like_nouns);
        let with_the = i > 1 && self.is(i - 1, &lists.the) && (in_it(i - 2) || plain);
        let without = i > 0 && in_it(i - 1) && !self.is(i, &lists.seasons_like_verbs);
        let edged = i > 0 && self.sense(i - 1) == Some(TimeWord::Edge);
        ((with_the || without || edged) && !of).then_some((Meaning::Season { year, season }, end))
    }

    /// "9 a.m. EST Tuesday", "10:30", "noon", "4 in the morning".
    pub(super) fn clock(&self, i: usize) -> Option<Moment> {
        let (time, at) = self.time_of_day(i)?;
        let zone = usize::from(self.is(at, &self.lists.zones));
        let local = if self.is_pair(at, &self.lists.local_time) { 2 } else { 0 };
        let at = at + zone.max(local);
        let comma = at + usize::from(self.is_mark(at, &[","]));
        if let Some((day, None, end)) = self.moment(comma).filter(|(day, ..)| is_one_day(*day)) {
            return Some((day, Some(time), end));
        }
        let on = at + usize::from(self.is(at, &self.lists.on));
        let day = self.moment(on).filter(|(day, ..)| is_one_day(*day) && on != at);
        Some((day.map_or(Meaning::SomeDay, |(day, ..)| day), Some(time), at))
    }

    fn time_of_day(&self, i: usize) -> Parsed<TimeOfDay> {
        let word = self.word(i)?;
        if let Some(TimeWord::Clock(hour)) = word.sense {
            return Some((TimeOfDay::Clock { hour, minute: None }, i + 1));
        }
        if word.kind != TokenKind::Number {
            return None;
        }
        let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let (hour, minute, colon) = hour_and_minute(digits)?;
        let half_of_day = |text: &str| self.lists.halves_of_day.get_ignoring_case(text).copied();
        let glued_half = half_of_day(&word.text[digits.len()..]);
        if !word.text[digits.len()..].is_empty() && glued_half.is_none() {
            return None;
        }
        let half = glued_half.or_else(|| self.word(i + 1).and_then(|w| half_of_day(w.text)));
        if let Some(noon) = half {
            let end = i + 1 + usize::from(glued_half.is_none());
            let hour = if hour == 12 { noon } else { hour + noon };
            return (hour <= 24).then_some((TimeOfDay::Clock { hour, minute }, end));
        }
        self.without_half(i, hour, minute, colon)
    }

    fn without_half(&self, i: usize, hour: i8, minute: Option<i8>, colon: bool) -> Parsed<TimeOfDay> {
        let clock = |hour, end| Some((TimeOfDay::Clock { hour, minute }, end));
        let lists = self.lists;
        if self.is(i + 1, &lists.o_clock) {
            return clock(hour, i + 2);
        }
        if self.is_pair(i + 1, &lists.in_the) {
            let later = match self.sense(i + 3) {
                Some(TimeWord::Part("MO")) => 0,
                Some(TimeWord::Part("AF" | "EV")) if hour < 12 => 12,
                _ => return None,
            };
            return clock(hour + later, i + 4);
        }
        let zone = self.is(i + 1, &lists.zones);
        let military = self.digits_of(i).is_some_and(|d| d.len() == 4) && zone;
        // A score of a match is written like the time: "won 3:2". Hours with a colon have two minutes' digits.
        let plain = colon
            && minute.is_some()
            && (zone || self.is_after(i, &lists.before_clock_times) || self.is_after_mark(i, &["-"]));
        (military || plain).then_some(()).and_then(|()| clock(hour, i + 1))
    }
}

/// Hours, minutes where given, and whether a mark stood between them.
fn hour_and_minute(digits: &str) -> Option<(i8, Option<i8>, bool)> {
    let (hour, minute, colon) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, Some(minute), digits.contains(':')),
        Some(_) => return None,
        None if digits.len() == 4 => (digits.get(..2)?, Some(digits.get(2..)?), false),
        None => (digits, None, false),
    };
    let minute = match minute {
        Some(text) => Some(text.parse().ok().filter(|m| (0..60).contains(m))?),
        None => None,
    };
    hour.parse().ok().filter(|h| (0..=24).contains(h)).map(|hour| (hour, minute, colon))
}

/// "21" is 2021, "89" is 1989.
fn short_year(text: &str) -> Option<i32> {
    let year: i32 = if text.len() == 2 { text.parse().ok()? } else { return None };
    Some(if year < 50 { 2000 + year } else { 1900 + year })
}
