//! Gives temporal expressions their TIMEX3 values, seen from the day of the article and from the date that was
//! spoken of last.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::feasts;
use super::meaning::{Amount, Meaning, Reading, TimeOfDay, WhichYear};
use crate::annotation::{Timex, TimexKind};
use crate::lang::dates::{Feast, Tense, Unit};

/// Where the words of an article stand in time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Calendar {
    /// The day of the article, where it is known.
    pub today: Option<Date>,
    /// The date that was spoken of last.
    pub there: Option<Date>,
    /// The first day of the quarter that is spoken of: what "the quarter" and, compared with it, "a year ago" mean.
    pub quarter: Option<Date>,
    /// "10/11/2021" is 10 November, not October 11th.
    pub order: DayOrder,
}

/// Which of two numbers is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DayOrder {
    #[default]
    DayFirst,
    MonthFirst,
}

/// What a date's value is written like, and the first day of it.
struct Value {
    text: String,
    first: Option<Date>,
}

impl Calendar {
    /// The value of an expression; `None` where it is no date after all ("30 February").
    pub(super) fn resolve(&mut self, reading: &Reading) -> Option<Timex> {
        if let Some(timex) = without_date(reading) {
            return Some(timex);
        }
        let value = self.date(reading.meaning, reading.tense)?;
        self.there = value.first.or(self.there);
        self.speak_of(reading.meaning, value.first);
        let (kind, tail) = match reading.time {
            None => (TimexKind::Date, String::new()),
            Some(time) => (TimexKind::Time, time_text(time)),
        };
        Some(Timex { kind, value: value.text + &tail })
    }

    /// Keeps in mind which quarter is spoken of.
    fn speak_of(&mut self, meaning: Meaning, first: Option<Date>) {
        match meaning {
            Meaning::Quarter { .. } | Meaning::TheQuarter(None) => self.quarter = first,
            Meaning::Year(_) | Meaning::Month { .. } | Meaning::Half { .. } => self.quarter = None,
            Meaning::Step { unit: Unit::Year, .. } => self.quarter = None,
            _ => {}
        }
    }

    fn date(&self, meaning: Meaning, tense: Option<Tense>) -> Option<Value> {
        let here = self.today;
        Some(match meaning {
            Meaning::Day { year, month, day } => return self.day(year, month, day, tense),
            Meaning::Slashed { first, second, year } => return self.slashed(first, second, year),
            Meaning::Month { year, month } => self.month(year, month, tense),
            Meaning::Year(year) => unit_value(year_start(year), Unit::Year),
            Meaning::Decade(decade) => Value::of(format!("{decade:03}"), year_start(decade * 10)),
            Meaning::DecadeOfCentury(tens) => Value::of(self.decade(tens).to_string(), None),
            Meaning::Century(century) => Value::of(format!("{century:02}"), None),
            Meaning::Quarter { year, number } => {
                let first = self.nearest_part(year, (number - 1) * 3 + 1, 3, tense);
                Value::of(format!("{}-Q{number}", year_text(first)), first)
            }
            Meaning::Half { year, number } => {
                let first = self.nearest_part(year, (number - 1) * 6 + 1, 6, tense);
                Value::of(format!("{}-H{number}", year_text(first)), first)
            }
            Meaning::Season { year, season } => {
                let first = self.nearest_part(year, season_start(season), 3, tense);
                Value::of(format!("{}-{season}", year_text(first)), first)
            }
            Meaning::Weekday { step, weekday } => self.weekday(step, weekday, tense),
            Meaning::Step { step, unit } => unit_value(here.and_then(|d| shifted(d, step, unit)), unit),
            Meaning::StepThere { step, unit } => {
                unit_value(self.there.or(here).and_then(|d| shifted(d, step, unit)), unit)
            }
            // "a year earlier" compares with the quarter that is spoken of, else with now, whatever date stands
            // between.
            Meaning::Away { amount, unit: Unit::Year } | Meaning::AwayThere { amount, unit: Unit::Year }
                if amount == -1 && self.quarter.is_some() =>
            {
                unit_value(self.quarter.and_then(|d| shifted(d, amount, Unit::Year)), Unit::Quarter)
            }
            Meaning::Away { amount, unit } => away(here, amount, unit),
            Meaning::AwayThere { amount, unit: Unit::Year } if amount < 0 => away(here, amount, Unit::Year),
            Meaning::AwayThere { amount, unit } => away(self.there.or(here), amount, unit),
            Meaning::TheQuarter(year) => {
                let first = self.quarter.or_else(|| shifted(here?, -1, Unit::Quarter));
                let year = year.and_then(|year| i16::try_from(year).ok());
                let in_year = |d: Date| year.map_or(Some(d), |year| Date::new(year, d.month(), 1).ok());
                unit_value(first.and_then(in_year), Unit::Quarter)
            }
            Meaning::Feast { year, feast } => return Some(self.feast(year, feast, tense)),
            Meaning::TheWeekend => self.weekend(tense),
            Meaning::SomeDay => unit_value(here, Unit::Day),
            _ => return None,
        })
    }

    fn day(&self, year: WhichYear, month: i8, day: i8, tense: Option<Tense>) -> Option<Value> {
        let in_year = |year: i16| Date::new(year, month, day).ok();
        // A leap year, to tell 30 February from the 29th.
        in_year(2000)?;
        let found = match (self.known_year(year), self.today) {
            (Some(year), _) => Some(in_year(year)?),
            (None, None) => None,
            (None, Some(today)) => {
                let years = (-1..=1).filter_map(|step| in_year(today.year().checked_add(step)?));
                nearest(years, today, year, tense, 1)
            }
        };
        let text = found.map_or_else(|| format!("XXXX-{month:02}-{day:02}"), |date| date.to_string());
        Some(Value::of(text, found))
    }

    fn feast(&self, year: WhichYear, feast: Feast, tense: Option<Tense>) -> Value {
        let found = match (self.known_year(year), self.today) {
            (Some(year), _) => feasts::in_year(feast, year),
            (None, None) => None,
            (None, Some(today)) => {
                let years =
                    (-1..=1).filter_map(|step| feasts::in_year(feast, today.year().checked_add(step)?));
                nearest(years, today, year, tense, 1)
            }
        };
        match (found, feast) {
            (None, Feast::Fixed(month, day)) => Value::of(format!("XXXX-{month:02}-{day:02}"), None),
            _ => unit_value(found, Unit::Day),
        }
    }

    fn slashed(&self, first: i8, second: i8, year: i32) -> Option<Value> {
        let month_first = match self.order {
            _ if first > 12 => false,
            _ if second > 12 => true,
            order => order == DayOrder::MonthFirst,
        };
        let (month, day) = if month_first { (first, second) } else { (second, first) };
        self.day(WhichYear::Known(year), month, day, None)
    }

    fn month(&self, year: WhichYear, month: i8, tense: Option<Tense>) -> Value {
        let first = self.nearest_part(year, month, 1, tense);
        match first {
            Some(date) => unit_value(Some(date), Unit::Month),
            None => Value::of(format!("XXXX-{month:02}"), None),
        }
    }

    /// The first day of a month, quarter or season of which the year may be left unsaid.
    fn nearest_part(&self, year: WhichYear, month: i8, months: i32, tense: Option<Tense>) -> Option<Date> {
        if let Some(year) = self.known_year(year) {
            return Date::new(year, month, 1).ok();
        }
        let today = self.today?;
        let years = (-1..=1).filter_map(|step| Date::new(today.year().checked_add(step)?, month, 1).ok());
        nearest(years, today, year, tense, months * 30)
    }

    fn known_year(&self, year: WhichYear) -> Option<i16> {
        match year {
            WhichYear::Known(year) => i16::try_from(year).ok(),
            WhichYear::Step(step) => i16::try_from(i32::from(self.today?.year()) + step).ok(),
            WhichYear::StepThere(step) => {
                i16::try_from(i32::from(self.there.or(self.today)?.year()) + step).ok()
            }
            WhichYear::Side(0) => self.today.map(Date::year),
            WhichYear::Side(_) | WhichYear::Unsaid => None,
        }
    }

    fn weekday(&self, step: Option<i32>, weekday: i8, tense: Option<Tense>) -> Value {
        let unknown = || Value::of(format!("XXXX-WXX-{weekday}"), None);
        let (Some(today), Ok(day)) = (self.today, Weekday::from_monday_one_offset(weekday)) else {
            return unknown();
        };
        let found = match (step, tense) {
            (None, _) if today.weekday() == day => Some(today),
            (Some(0), _) => {
                let here = i32::from(today.weekday().to_monday_one_offset());
                shifted(today, i32::from(weekday) - here, Unit::Day)
            }
            (Some(step), _) => today.nth_weekday(step.signum(), day).ok(),
            (None, Some(Tense::Future)) => today.nth_weekday(1, day).ok(),
            (None, _) => today.nth_weekday(-1, day).ok(),
        };
        found.map_or_else(unknown, |date| unit_value(Some(date), Unit::Day))
    }

    fn weekend(&self, tense: Option<Tense>) -> Value {
        let begun =
            |today: Date| Weekday::Thursday.to_monday_one_offset() < today.weekday().to_monday_one_offset();
        let step = |today: Date| if tense == Some(Tense::Future) || begun(today) { 0 } else { -1 };
        unit_value(self.today.and_then(|today| shifted(today, step(today), Unit::Week)), Unit::Weekend)
    }

    /// 199 for the nineties: the last that had begun on the day of the article.
    fn decade(&self, tens: i32) -> i32 {
        let now = self.today.map_or(202, |today| i32::from(today.year()) / 10);
        let this_century = now / 10 * 10 + tens;
        if now < this_century { this_century - 10 } else { this_century }
    }
}

impl Value {
    fn of(text: String, first: Option<Date>) -> Value {
        Value { text, first }
    }
}

/// Of days in different years, the one that the words and the sentence's tense fit best. `length` is how many
/// days the month or season has that begins on each.
fn nearest(
    days: impl Iterator<Item = Date>,
    today: Date,
    year: WhichYear,
    tense: Option<Tense>,
    length: i32,
) -> Option<Date> {
    let until = |day: &Date| today.until(*day).map_or(i32::MAX, |span| span.get_days());
    // Days from now until it begins, or, negative, since it ended.
    let gap = |day: &Date| match until(day) {
        ahead if 0 <= ahead => ahead,
        begun => (begun + length - 1).min(0),
    };
    let mut days: Vec<Date> = days.collect();
    days.sort_by_key(|day| match (year, tense) {
        // Between two equals it is the past that is told; a year away and a month ago are no equals.
        (WhichYear::Unsaid, None | Some(Tense::Told)) if 1 < length && 0 < gap(day) => 3 * gap(day),
        _ => gap(day).abs(),
    });
    let fits = |day: &&Date| match (year, tense) {
        (WhichYear::Side(-1), _) => until(day) <= -length,
        (WhichYear::Side(_), _) => 0 < until(day),
        // "expects to report its third quarter", a month after it ended.
        (_, Some(Tense::Future)) => -gap(day) < if length == 30 { 1 } else { length.clamp(30, 60) },
        // What is told in the past tense may yet be about tomorrow.
        (_, Some(Tense::Past)) => until(day) < if length == 1 { 30 } else { 1 },
        (_, Some(Tense::Told) | None) => true,
    };
    days.iter().find(fits).or(days.first()).copied()
}

fn without_date(reading: &Reading) -> Option<Timex> {
    let timex = |kind, value| Some(Timex { kind, value });
    match reading.meaning {
        Meaning::Reference(value) => timex(TimexKind::Date, value.to_owned()),
        Meaning::Duration { amount, unit } => timex(TimexKind::Duration, length(amount, unit)),
        Meaning::Every { amount, unit } => timex(TimexKind::Set, length(amount, unit)),
        Meaning::EveryWeekday(day) => {
            let part = reading.time.map_or(String::new(), time_text);
            timex(TimexKind::Set, format!("XXXX-WXX-{day}{part}"))
        }
        Meaning::EveryMonth(month) => timex(TimexKind::Set, format!("XXXX-{month:02}")),
        Meaning::EverySeason(season) => timex(TimexKind::Set, format!("XXXX-{season}")),
        _ => None,
    }
}

fn time_text(time: TimeOfDay) -> String {
    match time {
        TimeOfDay::Part(part) => format!("T{part}"),
        TimeOfDay::Clock { hour, minute } => format!("T{hour:02}:{:02}", minute.unwrap_or(0)),
    }
}

/// `P2W`, `PT30M`, `PXY`.
fn length(amount: Amount, unit: Unit) -> String {
    // Years count decades too: "two decades" are twenty years.
    if let (Amount::Whole(n), Unit::Decade) = (amount, unit) {
        return format!("P{}Y", n.saturating_mul(10));
    }
    let (prefix, letter) = designator(unit);
    match amount {
        Amount::Whole(n) => format!("{prefix}{n}{letter}"),
        Amount::Vague => format!("{prefix}X{letter}"),
        Amount::AndHalf(n) => half_more(n, unit),
    }
}

fn half_more(n: u32, unit: Unit) -> String {
    let (prefix, letter) = designator(unit);
    let (half, of) = match unit {
        Unit::Minute => (30, "S"),
        Unit::Hour => (30, "M"),
        Unit::Year => (6, "M"),
        Unit::Decade if n == 0 => (5, "Y"),
        Unit::Century if n == 0 => (50, "Y"),
        _ => return format!("{prefix}{n}.5{letter}"),
    };
    if n == 0 { format!("{prefix}{half}{of}") } else { format!("{prefix}{n}{letter}{half}{of}") }
}

fn designator(unit: Unit) -> (&'static str, &'static str) {
    match unit {
        Unit::Second => ("PT", "S"),
        Unit::Minute => ("PT", "M"),
        Unit::Hour => ("PT", "H"),
        Unit::Day => ("P", "D"),
        Unit::Weekend => ("P", "WE"),
        Unit::Week => ("P", "W"),
        Unit::Month => ("P", "M"),
        Unit::Quarter => ("P", "Q"),
        Unit::Year => ("P", "Y"),
        Unit::Decade => ("P", "DE"),
        Unit::Century => ("P", "CE"),
    }
}

/// The first month of a season, north of the equator.
fn season_start(season: &str) -> i8 {
    match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    }
}

fn year_start(year: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, 1, 1).ok()
}

fn year_text(date: Option<Date>) -> String {
    date.map_or_else(|| "XXXX".to_owned(), |date| format!("{:04}", date.year()))
}

/// So many units from a day; `None` beyond the calendar.
fn shifted(date: Date, steps: i32, unit: Unit) -> Option<Date> {
    let steps = i64::from(steps);
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => 0.days(),
        Unit::Day => Span::new().try_days(steps).ok()?,
        Unit::Weekend | Unit::Week => Span::new().try_weeks(steps).ok()?,
        Unit::Month => Span::new().try_months(steps).ok()?,
        Unit::Quarter => Span::new().try_months(steps * 3).ok()?,
        Unit::Year => Span::new().try_years(steps).ok()?,
        Unit::Decade => Span::new().try_years(steps * 10).ok()?,
        Unit::Century => Span::new().try_years(steps * 100).ok()?,
    };
    date.checked_add(span).ok()
}

/// "two weeks ago" names a day, "two months ago" a month, "ten years ago" a year.
fn away(from: Option<Date>, amount: i32, unit: Unit) -> Value {
    let as_fine_as = match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Weekend | Unit::Week => Unit::Day,
        Unit::Month => Unit::Month,
        Unit::Quarter => Unit::Quarter,
        Unit::Year | Unit::Decade | Unit::Century => Unit::Year,
    };
    unit_value(from.and_then(|date| shifted(date, amount, unit)), as_fine_as)
}

/// The week, month, quarter… that holds a day.
fn unit_value(date: Option<Date>, unit: Unit) -> Value {
    let Some(date) = date else { return Value::of(unknown(unit).to_owned(), None) };
    let (year, month) = (date.year(), date.month());
    let week = date.iso_week_date();
    let text = match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => date.to_string(),
        Unit::Weekend => format!("{:04}-W{:02}-WE", week.year(), week.week()),
        Unit::Week => format!("{:04}-W{:02}", week.year(), week.week()),
        Unit::Month => format!("{year:04}-{month:02}"),
        Unit::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
        Unit::Year => format!("{year:04}"),
        Unit::Decade => format!("{:03}", year / 10),
        Unit::Century => format!("{:02}", year / 100),
    };
    Value::of(text, Some(date))
}

fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Week => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}
