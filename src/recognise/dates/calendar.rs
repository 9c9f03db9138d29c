//! Reads what stands on a calendar or a clock: days, months, years, quarters, seasons, hours.

use super::lexicon::{TimeWord, Unit};
use super::meaning::{Meaning, TimeOfDay, WhichYear};
use super::phrases::{Moment, Phrase, Read, is_one_day};
use crate::document::TokenKind;

/// Zones that follow a time of the day.
const ZONES: [&str; 19] = [
    "GMT", "UTC", "BST", "CET", "CEST", "EST", "EDT", "ET", "CST", "CDT", "CT", "MST", "MDT", "MT", "PST",
    "PDT", "PT", "IST", "AEST",
];

/// What four digits count, when they are no year: "1984 votes".
const COUNTED: [&str; 16] = [
    "votes",
    "people",
    "men",
    "women",
    "troops",
    "dollars",
    "jobs",
    "members",
    "employees",
    "shares",
    "points",
    "soldiers",
    "workers",
    "students",
    "miles",
    "feet",
];

impl Phrase<'_> {
    fn digits_of(&self, i: usize) -> Option<&str> {
        let word = self.word(i)?;
        (word.kind == TokenKind::Number && word.text.bytes().all(|b| b.is_ascii_digit())).then_some(word.text)
    }

    fn small(&self, i: usize, most: i8) -> Option<i8> {
        let text = self.digits_of(i).filter(|text| text.len() <= 2)?;
        text.parse().ok().filter(|n| (1..=most).contains(n))
    }

    /// Four digits that may be a year.
    fn year_digits(&self, i: usize) -> Option<i32> {
        let text = self.digits_of(i).filter(|text| text.len() == 4)?;
        text.parse().ok().filter(|year| (1000..2200).contains(year))
    }

    /// "7", "7th", "seventh".
    pub fn day_number(&self, i: usize) -> Read<i8> {
        let day = self.small(i, 31).or_else(|| self.ordinal(i).and_then(|n| i8::try_from(n).ok()));
        // "November 10:30", "May 5 percent" are no days, nor is "March 20,000".
        let counted = self.is_any(i + 1, &["percent", "%", "million", "billion", "pc"]);
        day.filter(|day| (1..=31).contains(day) && !counted).map(|day| (day, i + 1))
    }

    /// "third", "second", "20th".
    pub fn ordinal(&self, i: usize) -> Option<u32> {
        let word = self.word(i)?;
        if word.kind == TokenKind::Number {
            let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let ending = word.text[digits.len()..].to_ascii_lowercase();
            return matches!(&*ending, "st" | "nd" | "rd" | "th").then(|| digits.parse().ok()).flatten();
        }
        match word.sense? {
            TimeWord::Ordinal(n) => Some(n),
            TimeWord::Unit(Unit::Second) => Some(2),
            _ => None,
        }
    }

    /// "2021-11-10", "10/11/2021", "10.11.2021".
    pub fn numeric(&self, i: usize) -> Read<Meaning> {
        self.iso(i).or_else(|| self.slashed(i)).or_else(|| self.dotted(i))
    }

    fn iso(&self, i: usize) -> Read<Meaning> {
        let year = self.year_digits(i)?;
        let glued = (i + 1..=i + 4).all(|k| self.word(k).is_some_and(|w| w.glued));
        let dashes = self.is(i + 1, "-") && self.is(i + 3, "-");
        let month = self.small(i + 2, 12)?;
        let day_text = self.word(i + 4)?.text;
        let day = day_text.get(..2)?.parse().ok().filter(|day| (1..=31).contains(day))?;
        let whole = day_text.len() == 2 || day_text[2..].starts_with('T');
        (glued && dashes && whole)
            .then_some((Meaning::Day { year: WhichYear::Known(year), month, day }, i + 5))
    }

    fn slashed(&self, i: usize) -> Read<Meaning> {
        let (first, second) = (self.small(i, 31)?, self.small(i + 2, 31)?);
        let glued = (i + 1..=i + 4).all(|k| self.word(k).is_some_and(|w| w.glued));
        let slashes = self.is(i + 1, "/") && self.is(i + 3, "/");
        let year = self.year_digits(i + 4).or_else(|| short_year(self.digits_of(i + 4)?))?;
        (glued && slashes && first.min(second) <= 12)
            .then_some((Meaning::Slashed { first, second, year }, i + 5))
    }

    /// Day first, as in Germany and Turkey.
    fn dotted(&self, i: usize) -> Read<Meaning> {
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
    pub fn calendar(&self, i: usize) -> Read<Meaning> {
        let weekday = matches!(self.sense(i), Some(TimeWord::Weekday(_) | TimeWord::ShortWeekday(_)));
        if !weekday {
            return self.month_first(i).or_else(|| self.day_first(i));
        }
        let comma = usize::from(self.is(i + 1, ","));
        let at = i + 1 + comma + usize::from(self.is(i + 1 + comma, "the"));
        let (meaning, end) = self.month_first(at).or_else(|| self.day_first(at))?;
        matches!(meaning, Meaning::Day { .. }).then_some((meaning, end))
    }

    fn month_first(&self, i: usize) -> Read<Meaning> {
        let TimeWord::Month(month) = self.sense(i)? else { return None };
        let the = usize::from(self.is(i + 1, "the"));
        if let Some((day, end)) = self.day_number(i + 1 + the) {
            // "November 21 people": a number of people, not a day.
            let (year, end) = self.year_of(end);
            return Some((Meaning::Day { year, month, day }, end));
        }
        let (year, end) = self.year_of(i + 1);
        let said = year != WhichYear::Unsaid;
        (said || self.is_plain_month(i)).then_some((Meaning::Month { year, month }, end))
    }

    fn day_first(&self, i: usize) -> Read<Meaning> {
        let (day, at) = self.day_number(i)?;
        let at = at + usize::from(self.is(at, "of"));
        let TimeWord::Month(month) = self.sense(at)? else { return None };
        let (year, end) = self.year_of(at + 1);
        Some((Meaning::Day { year, month, day }, end))
    }

    /// The year after a day or month: ", 2021", "of 2021", "of last year", "this year".
    fn year_of(&self, at: usize) -> (WhichYear, usize) {
        let joined = at + usize::from(self.is_any(at, &[",", "of", "in"]));
        if let Some(year) = self.year_digits(joined) {
            return (WhichYear::Known(year), joined + 1);
        }
        let of = if self.is(at, ",") { at } else { joined };
        let the = usize::from(self.is(of, "the"));
        match (self.sense(of + the), self.sense(of + the + 1)) {
            (Some(TimeWord::Step(step)), Some(TimeWord::Unit(Unit::Year))) => {
                (WhichYear::Step(step), of + the + 2)
            }
            (Some(TimeWord::StepThere(step)), Some(TimeWord::Unit(Unit::Year))) => {
                (WhichYear::StepThere(step), of + the + 2)
            }
            _ => (WhichYear::Unsaid, at),
        }
    }

    /// Whether a month's name without day and year is that: "in May", not "May said" nor "April Ryan".
    fn is_plain_month(&self, i: usize) -> bool {
        let word = &self.words[i];
        let short = word.text.len() < 5 && !word.is_any(&["may", "june", "july", "sept"]);
        if short && !word.text.ends_with('.') {
            return false;
        }
        let doubtful = word.is_any(&["may", "march"]) || !word.text.ends_with('.');
        let common = word.text.len() > 5 && !word.is_any(&["march", "april", "august"]);
        let name_follows = self
            .word(i + 1)
            .is_some_and(|w| w.kind == TokenKind::Word && w.is_capitalised() && w.sense.is_none());
        if name_follows && self.is_before(i, &["and", "for", "to", "before", "after", "about", "than"]) {
            return false;
        }
        (!doubtful || (common && !name_follows)) || self.is_placed_in_time(i)
    }

    /// "2020", "'98", "1984" where it counts nothing.
    pub fn year_alone(&self, i: usize) -> Read<Meaning> {
        let year = self.year_digits(i)?;
        if self.is_part_of_number(i) || self.is_any(i + 1, &COUNTED) {
            return None;
        }
        let counts = self.word(i + 1).is_some_and(|w| {
            w.kind == TokenKind::Word && w.text.ends_with('s') && w.text.len() > 3 && !w.is_capitalised()
        });
        let placed = self.is_placed_in_time(i) || self.opens_year_range(i);
        let modern = (1900..2100).contains(&year);
        let free = placed || self.is_before(i, &["the", "(", "season", "year"]) || !counts;
        let named = self.is_before(i, &["year"]);
        ((modern && free) || (!counts && placed) || named).then_some((Meaning::Year(year), i + 1))
    }

    /// "(1729–1797", "(1729)".
    fn opens_year_range(&self, i: usize) -> bool {
        let closes = self.is(i + 1, ")")
            || (self.is_any(i + 1, &["-", "–", "—"]) && self.year_digits(i + 2).is_some());
        self.is_before(i, &["("]) && closes
    }

    fn is_part_of_number(&self, i: usize) -> bool {
        let sign = self.is_before(i, &["$", "#", "£", "€", "¥", "No.", "Nos."]);
        let fraction = self
            .is_any(i + 1, &["%", "percent", "million", "billion", "pc", "km", "GMT", "EST", "EDT"])
            || (self.is(i + 1, "/")
                && self.word(i + 2).is_some_and(|w| w.kind == TokenKind::Number && w.text.len() < 2));
        let phone = self.is_before(i, &["-", "–"]) && i > 1 && {
            let before = &self.words[i - 2];
            before.kind == TokenKind::Number && before.text.len() != 4
        };
        let path = self.is_before(i, &["/"]) && self.words[i].glued;
        sign || fraction || phone || path
    }

    /// "fiscal 1988", "FY2021", "fiscal year 2021".
    pub fn fiscal_year(&self, i: usize) -> Read<Meaning> {
        let word = self.word(i)?;
        if let Some(digits) = word.text.strip_prefix("FY").filter(|d| d.len() == 4) {
            return digits.parse().ok().map(|year| (Meaning::Year(year), i + 1));
        }
        if word.sense != Some(TimeWord::Fiscal) && !word.is("FY") {
            return None;
        }
        let at = i + 1 + usize::from(self.is(i + 1, "year"));
        self.year_digits(at).map(|year| (Meaning::Year(year), at + 1))
    }

    /// "Q3 2021", "Q3".
    pub fn quarter(&self, i: usize) -> Read<Meaning> {
        let number = self.word(i)?.text.strip_prefix('Q')?;
        let number = number.parse().ok().filter(|n| (1..=4).contains(n))?;
        let (year, end) = self.year_of(i + 1);
        Some((Meaning::Quarter { year, number }, end))
    }

    /// "third quarter", "fiscal second-quarter of 2021", "first half of 2021".
    pub fn ordinal_part(&self, i: usize, year: WhichYear) -> Read<Meaning> {
        let at = i + usize::from(self.sense(i) == Some(TimeWord::Fiscal));
        let at = at + usize::from(at != i && self.is(at, "-"));
        let number = self.ordinal(at).and_then(|n| i8::try_from(n).ok())?;
        let part = at + 1 + usize::from(self.is(at + 1, "-"));
        let (said, end) = self.year_of(part + 1);
        let year = if said == WhichYear::Unsaid { year } else { said };
        match self.sense(part)? {
            TimeWord::Unit(Unit::Quarter) if (1..=4).contains(&number) => {
                Some((Meaning::Quarter { year, number }, end))
            }
            // "the first half" may be a football match's.
            TimeWord::Half if number <= 2 && year != WhichYear::Unsaid => {
                Some((Meaning::Half { year, number }, end))
            }
            _ => None,
        }
    }

    /// "spring 2020", "the summer of 2012", "in the fall".
    pub fn season(&self, i: usize) -> Read<Meaning> {
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
        let of = self.is(i + 1, "of");
        let in_it = |k: usize| self.is_any(k, &["in", "by", "until", "during", "through", "since", "over"]);
        let with_the = i > 1 && self.is(i - 1, "the") && (in_it(i - 2) || season == "SU" || season == "WI");
        let without = i > 0 && in_it(i - 1) && !self.is_any(i, &["fall"]);
        let edged = i > 0 && self.sense(i - 1) == Some(TimeWord::Edge);
        ((with_the || without || edged) && !of).then_some((Meaning::Season { year, season }, end))
    }

    /// "19th century".
    pub fn century(&self, i: usize) -> Read<Meaning> {
        let number = i32::try_from(self.ordinal(i)?).ok().filter(|n| (1..=30).contains(n))?;
        let at = i + 1 + usize::from(self.is(i + 1, "-"));
        (self.sense(at)? == TimeWord::Unit(Unit::Century)).then_some((Meaning::Century(number - 1), at + 1))
    }

    /// "1990s", "'90s", "nineties".
    pub fn decade(&self, i: usize) -> Read<Meaning> {
        let word = self.word(i)?;
        if let Some(TimeWord::Decade(tens)) = word.sense {
            // "in his twenties" is an age.
            return self.is_before(i, &["the"]).then_some((Meaning::DecadeOfCentury(tens), i + 1));
        }
        let possessive = self.word(i + 1).is_some_and(|w| w.kind == TokenKind::Clitic);
        if let Some(year) = self.year_digits(i).filter(|year| year % 10 == 0) {
            let the = self.is_before(i, &["the", "early", "late", "mid", "-"]);
            return (possessive && the).then_some((Meaning::Decade(year / 10), i + 2));
        }
        let digits = word.text.strip_suffix('s').filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
        let year: i32 = digits.parse().ok()?;
        match digits.len() {
            4 if (1000..2200).contains(&year) => Some((Meaning::Decade(year / 10), i + 1)),
            2 if year % 10 == 0 && self.is_before(i, &["the", "'", "’", "‘", "early", "late"]) => {
                Some((Meaning::DecadeOfCentury(year / 10), i + 1))
            }
            _ => None,
        }
    }

    /// "9 a.m. EST Tuesday", "10:30", "noon", "4 in the morning".
    pub fn clock(&self, i: usize) -> Option<Moment> {
        let (time, at) = self.time_of_day(i)?;
        let zone = usize::from(self.is_any(at, &ZONES));
        let local = if self.is(at, "local") && self.is(at + 1, "time") { 2 } else { 0 };
        let at = at + zone.max(local);
        let comma = at + usize::from(self.is(at, ","));
        if let Some((day, None, end)) = self.moment(comma).filter(|(day, ..)| is_one_day(*day)) {
            return Some((day, Some(time), end));
        }
        let on = at + usize::from(self.is(at, "on"));
        let day = self.moment(on).filter(|(day, ..)| is_one_day(*day) && on != at);
        Some((day.map_or(Meaning::SomeDay, |(day, ..)| day), Some(time), at))
    }

    fn time_of_day(&self, i: usize) -> Read<TimeOfDay> {
        let word = self.word(i)?;
        if let Some(TimeWord::Clock(hour)) = word.sense {
            return Some((TimeOfDay::Clock { hour, minute: None }, i + 1));
        }
        if word.kind != TokenKind::Number {
            return None;
        }
        let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let (hour, minute, colon) = hour_and_minute(digits)?;
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

    fn without_half(&self, i: usize, hour: i8, minute: Option<i8>, colon: bool) -> Read<TimeOfDay> {
        let clock = |hour, end| Some((TimeOfDay::Clock { hour, minute }, end));
        if self.is(i + 1, "o'clock") || self.is(i + 1, "o’clock") {
            return clock(hour, i + 2);
        }
        if self.is(i + 1, "in") && self.is(i + 2, "the") {
            let later = match self.sense(i + 3) {
                Some(TimeWord::Part("MO")) => 0,
                Some(TimeWord::Part("AF" | "EV")) if hour < 12 => 12,
                _ => return None,
            };
            return clock(hour + later, i + 4);
        }
        let zone = self.is_any(i + 1, &ZONES);
        let military = self.digits_of(i).is_some_and(|d| d.len() == 4) && zone;
        // A score of a match is written like the time: "won 3:2". Hours with a colon have two minutes' digits.
        let plain = colon
            && minute.is_some()
            && (zone
                || self.is_before(i, &["at", "until", "by", "around", "about", "to", "from", "and", "-"]));
        (military || plain).then_some(()).and_then(|()| clock(hour, i + 1))
    }
}

/// 0 for the morning, 12 for the afternoon.
fn half_of_day(text: &str) -> Option<i8> {
    match text.to_ascii_lowercase().as_str() {
        "am" | "a.m." | "a.m" => Some(0),
        "pm" | "p.m." | "p.m" => Some(12),
        _ => None,
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
