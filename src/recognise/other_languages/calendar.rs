//! Dates in other languages, by the words of their calendars: "le 3 mai 2024", "3. Mai", "el lunes", "i går", "2024年5月3日".

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::prose::{Prose, unknown_day, unknown_digits, without_elided};
use crate::annotation::{Timex, TimexKind};
use crate::document::TokenKind;
use crate::recognise::found::FoundDate;
use crate::span::Span;

/// How probable a date is whose day is known, and one that is known in part.
const WHOLE: f32 = 0.9;
const IN_PART: f32 = 0.6;

/// Years that news speaks of.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;

/// A date as it is read: its tokens and value.
type ReadDate = (Range<usize>, String);

/// Adds the dates of a paragraph.
pub(super) fn find(prose: Prose, dates: &mut Vec<FoundDate>) {
    let today = prose.document.meta().published;
    let mut at = prose.start;
    while at < prose.end {
        match read(&prose, at, today) {
            Some((tokens, value)) => {
                let first = prose.document.tokens()[tokens.start].span;
                let elided = elided_start(&prose, tokens.start);
                let span = Span::new(first.start().index() + elided, prose.span(&tokens).end().index());
                let confidence = if value.contains('X') { IN_PART } else { WHOLE };
                dates.push(FoundDate { span, timex: Timex { kind: TimexKind::Date, value }, confidence });
                at = tokens.end;
            }
            None => at += 1,
        }
    }
    super::blankless_dates::find(&prose, today, dates);
}

/// The bytes of an elided word before a date that begins with a word: "d’hier".
fn elided_start(prose: &Prose, token: usize) -> usize {
    let word = prose.word(token);
    let whole = prose.language.calendar.days.get(&prose.small(token)).is_some();
    if whole { 0 } else { word.len() - without_elided(word).len() }
}

/// The date that begins with a token.
fn read(prose: &Prose, at: usize, today: Option<Date>) -> Option<ReadDate> {
    weekday(prose, at, today)
        .or_else(|| day_of_month(prose, at, today))
        .or_else(|| numeric(prose, at))
        .or_else(|| near_day(prose, at, today))
        .or_else(|| month(prose, at, today))
        .or_else(|| year_alone(prose, at))
}

fn month_of(prose: &Prose, at: usize) -> Option<i8> {
    let calendar = &prose.language.calendar;
    let word = prose.small(at);
    calendar.months.get(&word).or_else(|| calendar.months.get(without_elided(&word))).copied()
}

fn weekday_of(prose: &Prose, at: usize) -> Option<(i8, usize)> {
    let weekdays = &prose.language.calendar.weekdays;
    // "segunda-feira" is three tokens.
    if prose.word(at + 1) == "-" && prose.is_glued(at + 1) {
        let whole = format!("{}-{}", prose.small(at), prose.small(at + 2));
        if let Some(day) = weekdays.get(&whole) {
            return Some((*day, at + 3));
        }
    }
    weekdays.get(&prose.small(at)).map(|day| (*day, at + 1))
}

fn year_of(prose: &Prose, at: usize) -> Option<i16> {
    let word = prose.word(at);
    let year = if word.len() == 4 && prose.is_number(at) { word.parse().ok()? } else { return None };
    YEARS.contains(&year).then_some(year)
}

/// Past the words that stand between the parts of a date.
fn past_between(prose: &Prose, at: usize) -> usize {
    let between = &prose.language.calendar.between;
    let mut next = at;
    while next < at + 2 && between.contains(&prose.small(next)) {
        next += 1;
    }
    next
}

/// "3 mai 2024", "3. Mai", "1er mars", "3 de mayo de 2024".
fn day_of_month(prose: &Prose, at: usize, today: Option<Date>) -> Option<ReadDate> {
    let calendar = &prose.language.calendar;
    let word = prose.word(at);
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let ending = &word[digits.len()..];
    if !prose.is_number(at)
        || 2 < digits.len()
        || !(ending.is_empty() || calendar.day_endings.contains(ending))
    {
        return None;
    }
    let day: i8 = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
    let mut next = at + 1;
    if calendar.day_endings.contains(prose.word(next)) && prose.is_glued(next) {
        next += 1;
    }
    let next = past_between(prose, next);
    let month = month_of(prose, next)?;
    let (year, end) = following_year(prose, next + 1);
    let value = match year.or(today.map(Date::year)) {
        Some(year) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("XXXX-{month:02}-{day:02}"),
    };
    Some((at..end, value))
}

fn following_year(prose: &Prose, at: usize) -> (Option<i16>, usize) {
    let next = past_between(prose, at);
    match year_of(prose, next) {
        Some(year) => (Some(year), next + 1),
        None => (None, at),
    }
}

/// "mardi 5 mars 2024", "Dienstag, dem 5. März", "lundi prochain", "le lundi".
fn weekday(prose: &Prose, at: usize, today: Option<Date>) -> Option<ReadDate> {
    let calendar = &prose.language.calendar;
    let (weekday, after) = weekday_of(prose, at)?;
    let next = past_between(prose, after);
    if let Some((tokens, value)) = day_of_month(prose, next, today) {
        return Some((at..tokens.end, value));
    }
    let before = prose.small(at.wrapping_sub(1));
    let (next_before, next_after) = (calendar.next.contains(&before), prose.has(&calendar.next, after));
    let (last_before, last_after) = (calendar.last.contains(&before), prose.has(&calendar.last, after));
    let ahead = next_before || next_after || !(last_before || last_after) && prose.is_of_future(at);
    let start = at - usize::from(next_before || last_before);
    let end = after + usize::from(next_after || last_after);
    let value = value_of_weekday(today, weekday, ahead, end - start == after - at);
    Some((start..end, value))
}

/// The nearest day of the week before or after today; today itself where nothing says another.
fn value_of_weekday(today: Option<Date>, weekday: i8, ahead: bool, bare: bool) -> String {
    let unknown = || format!("XXXX-WXX-{weekday}");
    let (Some(today), Ok(day)) = (today, Weekday::from_monday_one_offset(weekday)) else { return unknown() };
    if bare && today.weekday() == day {
        return today.to_string();
    }
    today.nth_weekday(if ahead { 1 } else { -1 }, day).map_or_else(|_| unknown(), |date| date.to_string())
}

/// "hier", "gestern", "i går".
fn near_day(prose: &Prose, at: usize, today: Option<Date>) -> Option<ReadDate> {
    let days = &prose.language.calendar.days;
    let one = prose.small(at);
    let two = format!("{one}_{}", prose.small(at + 1));
    let hyphen = format!("{one}-{}", prose.small(at + 2));
    let (steps, end) = if let Some(steps) = days.get(&two) {
        (*steps, at + 2)
    } else if prose.word(at + 1) == "-"
        && let Some(steps) = days.get(&hyphen)
    {
        (*steps, at + 3)
    } else {
        (*days.get(&one).or_else(|| days.get(without_elided(&one)))?, at + 1)
    };
    let date = today.and_then(|today| today.checked_add(i64::from(steps).days()).ok());
    Some((at..end, date.map_or_else(unknown_day, |date| date.to_string())))
}

/// "mars 2025", "en mai", "im Mai".
fn month(prose: &Prose, at: usize, today: Option<Date>) -> Option<ReadDate> {
    let month = month_of(prose, at)?;
    let (year, end) = following_year(prose, at + 1);
    let elided = without_elided(prose.word(at)).len() < prose.word(at).len();
    let introduced = prose.start < at && prose.has(&prose.language.calendar.before_months, at - 1) || elided;
    let year = match year {
        Some(year) => format!("{year:04}"),
        None if introduced => today.map_or_else(|| unknown_digits(4), |today| format!("{:04}", today.year())),
        None => return None,
    };
    Some((at..end, format!("{year}-{month:02}")))
}

/// "en 2019", "im Jahr 2019".
fn year_alone(prose: &Prose, at: usize) -> Option<ReadDate> {
    let year = year_of(prose, at)?;
    let introduced = prose.start < at && prose.has(&prose.language.calendar.before_years, at - 1);
    introduced.then(|| (at..at + 1, format!("{year:04}")))
}

/// "3.5.2024", "03/05/2024", "2024-05-03": the day comes first, but for years of four digits.
fn numeric(prose: &Prose, at: usize) -> Option<ReadDate> {
    if !prose.is_number(at) {
        return None;
    }
    let mut end = at + 1;
    while matches!(prose.word(end), "/" | "-")
        && prose.is_glued(end)
        && prose.is_number(end + 1)
        && prose.is_glued(end + 1)
    {
        end += 2;
    }
    let text = prose.document.slice(prose.span(&(at..end)));
    let parts: Vec<&str> = text.split(['.', '/', '-']).collect();
    let [first, second, third] = parts[..] else { return None };
    let (year, day) = if first.len() == 4 { (first, third) } else { (third, first) };
    let valid = year.len() == 4 && day.len() <= 2 && second.len() <= 2;
    let date = Date::new(year.parse().ok()?, second.parse().ok()?, day.parse().ok()?).ok();
    date.filter(|date| valid && YEARS.contains(&date.year())).map(|date| (at..end, date.to_string()))
}

impl Prose<'_> {
    /// Whether the clause around a token, marks as its borders, speaks of what will be.
    fn is_of_future(&self, token: usize) -> bool {
        let calendar = &self.language.calendar;
        let borders = |at: &usize| self.ends_sentence(*at) || self.kind(*at) == Some(TokenKind::Mark);
        let start = (self.start..token).rev().find(borders).map_or(self.start, |at| at + 1);
        let end = (token..self.end).find(borders).unwrap_or(self.end);
        let ends = |word: &str| {
            calendar
                .future_endings
                .iter()
                .any(|ending| ending.len() + 1 < word.len() && word.ends_with(ending))
        };
        (start..end).filter(|&at| self.is_word(at) && !self.is_capitalised(at)).any(|at| {
            let word = self.small(at);
            calendar.future.contains(&word) || ends(&word)
        })
    }
}
