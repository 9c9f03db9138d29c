//! Values of days of the week, and of days that are counted from others.

use jiff::civil::{Date, Weekday};

use super::meaning::{AnchorDay, Meaning};
use super::values::{TimeContext, TimexValue, away, shifted, unit_value};
use crate::lang::time_words::{Tense, TimeUnit};

/// "Friday the 8th" is in this month or so many beside it.
const MONTHS_BESIDE: i32 = 2;

impl TimeContext {
    pub(super) fn weekday(&self, step: Option<i32>, weekday: i8, tense: Option<Tense>) -> TimexValue {
        let unknown = || TimexValue::of(format!("XXXX-WXX-{weekday}"), None);
        let (Some(today), Ok(day)) = (self.today, Weekday::from_monday_one_offset(weekday)) else {
            return unknown();
        };
        let found = match (step, tense) {
            (None, _) if today.weekday() == day => Some(today),
            (Some(0), _) => {
                let here = i32::from(today.weekday().to_monday_one_offset());
                shifted(today, i32::from(weekday) - here, TimeUnit::Day)
            }
            (Some(step), _) => today.nth_weekday(step, day).ok(),
            (None, Some(Tense::Future | Tense::Present)) => today.nth_weekday(1, day).ok(),
            (None, _) => today.nth_weekday(-1, day).ok(),
        };
        found.map_or_else(unknown, |date| unit_value(Some(date), TimeUnit::Day))
    }

    pub(super) fn counted_day(&self, meaning: Meaning, tense: Option<Tense>) -> Option<TimexValue> {
        match meaning {
            Meaning::WeekdayThere { step, weekday } => {
                let there = TimeContext { today: self.there.or(self.today), ..*self };
                Some(there.weekday(Some(step), weekday, None))
            }
            Meaning::NthWeekday { nth, weekday, months } => {
                let in_month = |today: Date| {
                    let day = Weekday::from_monday_one_offset(weekday).ok()?;
                    shifted(today.first_of_month(), months, TimeUnit::Month)?
                        .nth_weekday_of_month(nth, day)
                        .ok()
                };
                Some(unit_value(self.today.and_then(in_month), TimeUnit::Day))
            }
            Meaning::WeekdayAndDay { weekday, day } => Some(self.weekday_and_day(weekday, day, tense)),
            Meaning::AwayFrom { amount, unit, from } => {
                // "a week on Friday" is counted from the coming one.
                let coming = matches!(from, AnchorDay::Weekday(_)) && 0 < amount;
                let tense = if coming { Some(Tense::Future) } else { tense };
                let from = self.date(from.meaning(), tense)?;
                Some(away(from.first, amount, unit))
            }
            _ => None,
        }
    }

    /// The nearest month whose day of this number is that weekday; if there is none, the weekday alone tells.
    fn weekday_and_day(&self, weekday: i8, day: i8, tense: Option<Tense>) -> TimexValue {
        let Some(today) = self.today else { return self.weekday(None, weekday, tense) };
        let in_month = |step: i32| {
            let month = shifted(today.first_of_month(), step, TimeUnit::Month)?;
            let date = Date::new(month.year(), month.month(), day).ok()?;
            (date.weekday().to_monday_one_offset() == weekday).then_some(date)
        };
        let distance = |date: &Date| today.until(*date).map_or(i32::MAX, |span| span.get_days().abs());
        let nearest = (-MONTHS_BESIDE..=MONTHS_BESIDE).filter_map(in_month).min_by_key(distance);
        match nearest {
            Some(date) => unit_value(Some(date), TimeUnit::Day),
            None => self.weekday(None, weekday, tense),
        }
    }
}
