//! Reads times of the day, with the day that each stands with: "at 9 p.m. on Tuesday", "5 Nov 2024 14:05 BST".

use super::expressions::{Moment, Parsed, SentenceWords, is_one_day};
use super::meaning::{Meaning, TimeOfDay, WhichYear};
use super::time_tokens::TimeWord;
use crate::document::TokenKind;

/// How many other times may stand between a time and its day: "9 a.m. (8:00 GMT) to 5 p.m. on Tuesday".
const TIMES_BEFORE_DAY: usize = 3;

impl SentenceWords<'_> {
    /// "9 a.m. EST Tuesday", "10:30", "noon", "4 in the morning"; `previous` is the date that was read last and where it
    /// ended.
    pub(super) fn clock(&self, i: usize, previous: Option<(Meaning, usize)>) -> Option<Moment> {
        let (time, at) = self.time_of_day(i).or_else(|| self.time_beside_date(i, previous))?;
        let at = self.after_zone(at);
        let comma = at + usize::from(self.is_mark(at, &[","]));
        if let Some((day, None, end)) = self.moment(comma).filter(|(day, ..)| is_one_day(*day)) {
            return Some((day, Some(time), end));
        }
        let later = self.after_other_times(at);
        let on = later + usize::from(self.is(later, &self.lists.on));
        let day = self.moment(on).filter(|(day, ..)| is_one_day(*day) && on != at);
        Some(match day {
            Some((day, part, _)) => (day, Some(self.in_part(time, part, at)), at),
            None => (Meaning::UnsaidDay, Some(time), at),
        })
    }

    fn after_zone(&self, at: usize) -> usize {
        let zone = usize::from(self.is(at, &self.lists.zones));
        let local = if self.is_pair(at, &self.lists.local_time) { 2 } else { 0 };
        at + zone.max(local)
    }

    /// Past "(20:00 GMT)", "to 5 p.m.".
    fn after_other_times(&self, mut at: usize) -> usize {
        for _ in 0..TIMES_BEFORE_DAY {
            let joined = self.is(at, &self.lists.joins_times) || self.is_mark(at, &["(", "/", "-", "–", ","]);
            let Some((_, end)) = self.time_of_day(at + usize::from(joined)) else { break };
            let end = self.after_zone(end);
            at = end + usize::from(self.is_mark(end, &[")"]));
        }
        at
    }

    /// The time where the part of the day tells its half: "at 9 o'clock on Tuesday evening".
    fn in_part(&self, time: TimeOfDay, part: Option<TimeOfDay>, end: usize) -> TimeOfDay {
        let said = |text: &str| self.lists.halves_of_day.get_ignoring_case(text).is_some();
        let told = end.checked_sub(1).and_then(|last| self.word(last)).is_some_and(|last| said(last.text));
        match (time, part) {
            (TimeOfDay::Clock { hour, minute }, Some(TimeOfDay::Part(part))) if !told && hour < 12 => {
                TimeOfDay::Clock { hour: hour + hours_of(part), minute }
            }
            _ => time,
        }
    }

    fn time_of_day(&self, i: usize) -> Parsed<TimeOfDay> {
        let word = self.word(i)?;
        if let Some(&minutes) = self.lists.parts_of_hours.get_ignoring_case(word.text) {
            return self.past_or_to(i, minutes);
        }
        match word.sense {
            Some(TimeWord::Clock(hour)) => return Some((TimeOfDay::Clock { hour, minute: None }, i + 1)),
            // "six o'clock"
            Some(TimeWord::Number(hour @ 1..=12)) if self.is(i + 1, &self.lists.o_clock) => {
                return self.in_the_part(i8::try_from(hour).ok()?, i + 2);
            }
            _ => {}
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

    /// "half past six in the evening", "quarter to nine", where the first word stands for minutes.
    fn past_or_to(&self, i: usize, minutes: i8) -> Parsed<TimeOfDay> {
        let lists = self.lists;
        let Some(TimeWord::Number(hour @ 1..=12)) = self.sense(i + 2).or_else(|| self.hour_in_digits(i + 2))
        else {
            return None;
        };
        let past = self.is(i + 1, &lists.past_hours);
        // "a quarter to two" is a share, too: a time stands after "at", or before a part of the day.
        let to = self.is(i + 1, &lists.to);
        let hour = i8::try_from(hour).ok()?;
        let minute = if past { minutes } else { 60 - minutes };
        let at = i + 3 + usize::from(self.is(i + 3, &lists.o_clock));
        let (time, end) = self.in_the_part(if past { hour } else { hour - 1 }, at)?;
        // "at a quarter to nine"
        let article = usize::from(i.checked_sub(1).is_some_and(|k| self.words[k].text.len() == 1));
        let placed = end != at || self.is_after(i - article, &lists.before_clock_times);
        let TimeOfDay::Clock { hour, .. } = time else { return None };
        ((past || to) && placed).then_some((TimeOfDay::Clock { hour, minute: Some(minute) }, end))
    }

    fn hour_in_digits(&self, i: usize) -> Option<TimeWord> {
        self.digits_of(i)?.parse().ok().map(TimeWord::Number)
    }

    fn without_half(&self, i: usize, hour: i8, minute: Option<i8>, colon: bool) -> Parsed<TimeOfDay> {
        let lists = self.lists;
        if self.is(i + 1, &lists.o_clock) {
            return self.in_the_part(hour, i + 2);
        }
        if self.is_pair(i + 1, &lists.in_the) && self.half_of_part(i + 3).is_some() {
            return self.in_the_part(hour, i + 1);
        }
        let zone = self.is(i + 1, &lists.zones);
        let hours = self.is(i + 1, &lists.hours) && self.is_after(i, &lists.before_clock_times);
        let military = self.digits_of(i).is_some_and(|d| d.len() == 4) && (zone || hours);
        // A score of a match is written like the time: "won 3:2". Hours with a colon have two minutes' digits.
        let plain = colon
            && minute.is_some()
            && (zone || self.is_after(i, &lists.before_clock_times) || self.is_after_mark(i, &["-"]));
        // "at 17.20 on Monday": two digits after a point are a share, too, but where a day follows.
        let dotted = self.word(i).is_some_and(|word| word.text.contains('.') && word.text.len() > 3)
            && minute.is_some()
            && self.is_after(i, &lists.before_clock_times)
            && self.is_before_day(i + 1);
        (military || plain || dotted)
            .then_some((TimeOfDay::Clock { hour, minute }, i + 1 + usize::from(military && hours)))
    }

    /// Whether a day of the week or of a month follows, "on" or not.
    fn is_before_day(&self, i: usize) -> bool {
        let on = i + usize::from(self.is(i, &self.lists.on));
        let is_month = |i: usize| matches!(self.sense(i), Some(TimeWord::Month(_)));
        let is_number = |i: usize| self.word(i).is_some_and(|word| word.kind == TokenKind::Number);
        match self.sense(on) {
            Some(TimeWord::Weekday(_) | TimeWord::Days(_)) => true,
            Some(TimeWord::Month(_)) => is_number(on + 1),
            _ => is_number(on) && is_month(on + 1),
        }
    }

    /// An hour with "in the morning", "at night" after it, or nothing.
    fn in_the_part(&self, hour: i8, at: usize) -> Parsed<TimeOfDay> {
        let clock = |hour, end| Some((TimeOfDay::Clock { hour, minute: None }, end));
        let part = if self.is_pair(at, &self.lists.in_the) {
            self.half_of_part(at + 2).map(|half| (half, at + 3))
        } else {
            let night = self.is(at, &self.lists.before_night);
            self.half_of_part(at + 1).filter(|_| night).map(|half| (half, at + 2))
        };
        match part {
            Some((half, end)) if hour < 12 => clock(hour + half, end),
            Some((_, end)) => clock(hour, end),
            None => clock(hour, at),
        }
    }

    /// The hours that the part of the day adds which a word names.
    fn half_of_part(&self, i: usize) -> Option<i8> {
        match self.sense(i)? {
            TimeWord::Part(part) => Some(hours_of(part)),
            _ => None,
        }
    }

    /// "14:05", "14:05:33" right beside a date: no score of a match.
    fn time_beside_date(&self, i: usize, previous: Option<(Meaning, usize)>) -> Parsed<TimeOfDay> {
        let word = self.word(i).filter(|word| word.kind == TokenKind::Number && word.text.contains(':'))?;
        let (hour, minute, _) = hour_and_minute(word.text)?;
        let joins = |k: usize| {
            self.is_mark(k, &[",", "-", "–", "|", "("]) || self.is(k, &self.lists.before_clock_times)
        };
        let after =
            previous.is_some_and(|(day, end)| is_one_day(day) && (end == i || (end + 1 == i && joins(end))));
        let at = i + 1 + usize::from(joins(i + 1));
        let before =
            || self.calendar(at).or_else(|| self.numeric(at)).is_some_and(|(day, _)| is_one_day(day));
        (after || before()).then_some((TimeOfDay::Clock { hour, minute }, i + 1))
    }

    /// "2024-11-05T14:05:33+01:00", "2024-11-05T14:05Z".
    pub(super) fn time_stamp(&self, i: usize) -> Option<Moment> {
        let (day @ Meaning::Day { year: WhichYear::Known(_), .. }, at) = self.numeric(i)? else {
            return None;
        };
        let (_, hour) = self.word(at.checked_sub(1)?)?.text.split_once('T')?;
        let hour = hour.parse().ok().filter(|hour| (0..=24).contains(hour))?;
        if !self.is_mark(at, &[":"]) {
            return None;
        }
        let minutes = self.word(at + 1).filter(|word| word.kind == TokenKind::Number && word.glued)?.text;
        let minute = minutes.get(..2)?.parse().ok().filter(|minute| (0..60).contains(minute))?;
        let glued_number =
            |k: usize| self.word(k).is_some_and(|word| word.kind == TokenKind::Number && word.glued);
        let zoned = self.is_mark(at + 2, &["+", "-"]) && glued_number(at + 3);
        let end = if zoned { at + 4 } else { at + 2 };
        Some((day, Some(TimeOfDay::Clock { hour, minute: Some(minute) }), end))
    }
}

/// What to add to the hour of a clock with twelve in a part of the day.
fn hours_of(part: &str) -> i8 {
    if part == "MO" { 0 } else { 12 }
}

/// Hours, minutes where given, and whether a mark stood between them; seconds are left out.
fn hour_and_minute(digits: &str) -> Option<(i8, Option<i8>, bool)> {
    let (hour, minute, colon) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, Some(minute), digits.contains(':')),
        Some((hour, rest)) if rest.len() == 5 && rest.get(2..3) == Some(":") => (hour, rest.get(..2), true),
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
