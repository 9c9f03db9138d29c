//! Gives temporal expressions their TIMEX3 values, seen from the day of the article and from the date that was
//! spoken of last.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::feasts;
use super::meaning::{Amount, Meaning, TimeExpression, TimeOfDay, WhichYear};
use crate::annotation::{Timex, TimexKind};
use crate::lang::dates::Feast;
use crate::lang::time_words::{Tense, TimeUnit};
use crate::sorting::Sorting as _;

/// Where the words of an article stand in time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TimeContext {
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
pub(super) struct TimexValue {
    pub text: String,
    pub first: Option<Date>,
}

impl TimeContext {
    /// The value of an expression; `None` where it is no date after all ("30 February").
    pub(super) fn resolve(&mut self, expression: &TimeExpression) -> Option<Timex> {
        if let Some(timex) = without_date(expression) {
            return Some(timex);
        }
        let value = self.date(expression.meaning, expression.tense)?;
        self.there = value.first.or(self.there);
        self.speak_of(expression.meaning, value.first);
        let (kind, tail) = match expression.time {
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
            Meaning::Step { unit: TimeUnit::Year, .. } => self.quarter = None,
            _ => {}
        }
    }

    pub(super) fn date(&self, meaning: Meaning, tense: Option<Tense>) -> Option<TimexValue> {
        let here = self.today;
        Some(match meaning {
            Meaning::Day { year, month, day } => return self.day(year, month, day, tense),
            Meaning::Slashed { first, second, year } => return self.slashed(first, second, year),
            Meaning::Month { year, month } => self.month(year, month, tense),
            Meaning::Year(year) => unit_value(year_start(year), TimeUnit::Year),
            Meaning::Decade(decade) => TimexValue::of(format!("{decade:03}"), year_start(decade * 10)),
            Meaning::DecadeOfCentury(tens) => TimexValue::of(self.decade(tens).to_string(), None),
            Meaning::Century(century) => TimexValue::of(format!("{century:02}"), None),
            Meaning::Quarter { year, number } => {
                let first = self.nearest_part(year, (number - 1) * 3 + 1, 3, tense);
                TimexValue::of(format!("{}-Q{number}", year_text(first)), first)
            }
            Meaning::Half { year, number } => {
                let first = self.nearest_part(year, (number - 1) * 6 + 1, 6, tense);
                TimexValue::of(format!("{}-H{number}", year_text(first)), first)
            }
            Meaning::Season { year, season } => {
                let first = self.nearest_part(year, season_start(season), 3, tense);
                TimexValue::of(format!("{}-{season}", year_text(first)), first)
            }
            Meaning::Weekday { step, weekday } => self.weekday(step, weekday, tense),
            Meaning::Step { step, unit } => unit_value(here.and_then(|d| shifted(d, step, unit)), unit),
            Meaning::StepThere { step, unit } => {
                unit_value(self.there.or(here).and_then(|d| shifted(d, step, unit)), unit)
            }
            Meaning::Away { amount, unit } => self.away(here, amount, unit),
            // Whatever date stands between.
            Meaning::AwayThere { amount, unit: TimeUnit::Year } if amount < 0 => {
                self.away(here, amount, TimeUnit::Year)
            }
            Meaning::AwayThere { amount, unit } => self.away(self.there.or(here), amount, unit),
            Meaning::TheQuarter(year) => self.the_quarter(year),
            Meaning::Feast { year, feast } => return Some(self.feast(year, feast, tense)),
            Meaning::TheWeekend => self.weekend(tense),
            Meaning::SomeDay | Meaning::UnsaidDay => unit_value(here, TimeUnit::Day),
            Meaning::WeekdayThere { .. }
            | Meaning::NthWeekday { .. }
            | Meaning::WeekdayAndDay { .. }
            | Meaning::AwayFrom { .. } => return self.counted_day(meaning, tense),
            _ => return None,
        })
    }

    /// So many units from a day. "a year earlier" compares with the quarter that is spoken of, where one is.
    fn away(&self, from: Option<Date>, amount: i32, unit: TimeUnit) -> TimexValue {
        match self.quarter {
            Some(quarter) if amount == -1 && unit == TimeUnit::Year => {
                unit_value(shifted(quarter, amount, TimeUnit::Year), TimeUnit::Quarter)
            }
            _ => away(from, amount, unit),
        }
    }

    /// The quarter that is spoken of, or the last to end; in that year, where one is given.
    fn the_quarter(&self, year: Option<i32>) -> TimexValue {
        let last = || shifted(self.today?, -1, TimeUnit::Quarter);
        let year = year.and_then(|year| i16::try_from(year).ok());
        let in_year = |day: Date| match year {
            Some(year) => Date::new(year, day.month(), 1).ok(),
            None => Some(day),
        };
        unit_value(self.quarter.or_else(last).and_then(in_year), TimeUnit::Quarter)
    }

    fn day(&self, year: WhichYear, month: i8, day: i8, tense: Option<Tense>) -> Option<TimexValue> {
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
        Some(TimexValue::of(text, found))
    }

    fn feast(&self, year: WhichYear, feast: Feast, tense: Option<Tense>) -> TimexValue {
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
            (None, Feast::Fixed(month, day)) => TimexValue::of(format!("XXXX-{month:02}-{day:02}"), None),
            _ => unit_value(found, TimeUnit::Day),
        }
    }

    fn slashed(&self, first: i8, second: i8, year: i32) -> Option<TimexValue> {
        let month_first = match self.order {
            _ if first > 12 => false,
            _ if second > 12 => true,
            order => order == DayOrder::MonthFirst,
        };
        let (month, day) = if month_first { (first, second) } else { (second, first) };
        self.day(WhichYear::Known(year), month, day, None)
    }

    fn month(&self, year: WhichYear, month: i8, tense: Option<Tense>) -> TimexValue {
        let first = self.nearest_part(year, month, 1, tense);
        match first {
            Some(date) => unit_value(Some(date), TimeUnit::Month),
            None => TimexValue::of(format!("XXXX-{month:02}"), None),
        }
    }

    /// The first day of a month, quarter or season of which the year may be left unsaid.
    fn nearest_part(&self, year: WhichYear, month: i8, months: i32, tense: Option<Tense>) -> Option<Date> {
        if let Some(year) = self.known_year(year) {
            return Date::new(year, month, 1).ok();
        }
        let today = self.today?;
        let years = (-1..=1).filter_map(|step| Date::new(today.year().checked_add(step)?, month, 1).ok());
        nearest(years, today, year, tense, months * MONTH)
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

    fn weekend(&self, tense: Option<Tense>) -> TimexValue {
        let begun =
            |today: Date| Weekday::Thursday.to_monday_one_offset() < today.weekday().to_monday_one_offset();
        let ahead = matches!(tense, Some(Tense::Future | Tense::Present));
        let step = |today: Date| if ahead || begun(today) { 0 } else { -1 };
        unit_value(
            self.today.and_then(|today| shifted(today, step(today), TimeUnit::Week)),
            TimeUnit::Weekend,
        )
    }

    /// 199 for the nineties: the last that had begun on the day of the article.
    fn decade(&self, tens: i32) -> i32 {
        let now = self.today.map_or(202, |today| i32::from(today.year()) / 10);
        let this_century = now / 10 * 10 + tens;
        if now < this_century { this_century - 10 } else { this_century }
    }
}

impl TimexValue {
    pub(super) fn of(text: String, first: Option<Date>) -> TimexValue {
        TimexValue { text, first }
    }
}

/// Days of a month: near enough to tell which of two years is nearer.
const MONTH: i32 = 30;

/// Where nothing tells past from future, a month to come must be so much nearer than one that is past: news tells what
/// was.
const PAST_OVER_FUTURE: i32 = 3;

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
    days.order_by_key(|day| match (year, tense) {
        // Between two equals it is the past that is told; a year away and a month ago are no equals.
        (WhichYear::Unsaid, None | Some(Tense::Told)) if 1 < length && 0 < gap(day) => {
            PAST_OVER_FUTURE * gap(day)
        }
        _ => gap(day).abs(),
    });
    let fits = |day: &&Date| match (year, tense) {
        (WhichYear::Side(-1), _) => until(day) <= -length,
        (WhichYear::Side(_), _) => 0 < until(day),
        // "expects to report its third quarter", a month after it ended.
        (_, Some(Tense::Future | Tense::Present)) => {
            -gap(day) < if length == MONTH { 1 } else { length.clamp(MONTH, 2 * MONTH) }
        }
        // What is told in the past tense may yet be about tomorrow.
        (_, Some(Tense::Past)) => until(day) < if length == 1 { MONTH } else { 1 },
        (_, Some(Tense::Told) | None) => true,
    };
    days.iter().find(fits).or(days.first()).copied()
}

fn without_date(expression: &TimeExpression) -> Option<Timex> {
    let timex = |kind, value| Some(Timex { kind, value });
    match expression.meaning {
        Meaning::Reference(value) => timex(TimexKind::Date, value.to_owned()),
        Meaning::Duration { amount, unit } => timex(TimexKind::Duration, length(amount, unit)),
        Meaning::Every { amount, unit } => timex(TimexKind::Set, length(amount, unit)),
        Meaning::EveryWeekday(day) => {
            let part = expression.time.map_or(String::new(), time_text);
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
fn length(amount: Amount, unit: TimeUnit) -> String {
    // Years count decades too: "two decades" are twenty years.
    if let (Amount::Whole(n), TimeUnit::Decade) = (amount, unit) {
        return format!("P{}Y", n.saturating_mul(10));
    }
    let (prefix, letter) = designator(unit);
    match amount {
        Amount::Whole(n) => format!("{prefix}{n}{letter}"),
        Amount::Vague => format!("{prefix}X{letter}"),
        Amount::AndHalf(n) => half_more(n, unit),
    }
}

fn half_more(n: u32, unit: TimeUnit) -> String {
    let (prefix, letter) = designator(unit);
    let (half, of) = match unit {
        TimeUnit::Minute => (30, "S"),
        TimeUnit::Hour => (30, "M"),
        TimeUnit::Year => (6, "M"),
        TimeUnit::Decade if n == 0 => (5, "Y"),
        TimeUnit::Century if n == 0 => (50, "Y"),
        _ => return format!("{prefix}{n}.5{letter}"),
    };
    if n == 0 { format!("{prefix}{half}{of}") } else { format!("{prefix}{n}{letter}{half}{of}") }
}

fn designator(unit: TimeUnit) -> (&'static str, &'static str) {
    match unit {
        TimeUnit::Second => ("PT", "S"),
        TimeUnit::Minute => ("PT", "M"),
        TimeUnit::Hour => ("PT", "H"),
        TimeUnit::Day => ("P", "D"),
        TimeUnit::Weekend => ("P", "WE"),
        TimeUnit::Week => ("P", "W"),
        TimeUnit::Month => ("P", "M"),
        TimeUnit::Quarter => ("P", "Q"),
        TimeUnit::Year => ("P", "Y"),
        TimeUnit::Decade => ("P", "DE"),
        TimeUnit::Century => ("P", "CE"),
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
pub(super) fn shifted(date: Date, steps: i32, unit: TimeUnit) -> Option<Date> {
    let steps = i64::from(steps);
    let span = match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => 0.days(),
        TimeUnit::Day => Span::new().try_days(steps).ok()?,
        TimeUnit::Weekend | TimeUnit::Week => Span::new().try_weeks(steps).ok()?,
        TimeUnit::Month => Span::new().try_months(steps).ok()?,
        TimeUnit::Quarter => Span::new().try_months(steps * 3).ok()?,
        TimeUnit::Year => Span::new().try_years(steps).ok()?,
        TimeUnit::Decade => Span::new().try_years(steps * 10).ok()?,
        TimeUnit::Century => Span::new().try_years(steps * 100).ok()?,
    };
    date.checked_add(span).ok()
}

/// "two weeks ago" names a day, "two months ago" a month, "ten years ago" a year.
pub(super) fn away(from: Option<Date>, amount: i32, unit: TimeUnit) -> TimexValue {
    let as_fine_as = match unit {
        TimeUnit::Second
        | TimeUnit::Minute
        | TimeUnit::Hour
        | TimeUnit::Day
        | TimeUnit::Weekend
        | TimeUnit::Week => TimeUnit::Day,
        TimeUnit::Month => TimeUnit::Month,
        TimeUnit::Quarter => TimeUnit::Quarter,
        TimeUnit::Year | TimeUnit::Decade | TimeUnit::Century => TimeUnit::Year,
    };
    unit_value(from.and_then(|date| shifted(date, amount, unit)), as_fine_as)
}

/// The week, month, quarter… that holds a day.
pub(super) fn unit_value(date: Option<Date>, unit: TimeUnit) -> TimexValue {
    let Some(date) = date else { return TimexValue::of(unknown(unit).to_owned(), None) };
    let (year, month) = (date.year(), date.month());
    let week = date.iso_week_date();
    let text = match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day => date.to_string(),
        TimeUnit::Weekend => format!("{:04}-W{:02}-WE", week.year(), week.week()),
        TimeUnit::Week => format!("{:04}-W{:02}", week.year(), week.week()),
        TimeUnit::Month => format!("{year:04}-{month:02}"),
        TimeUnit::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
        TimeUnit::Year => format!("{year:04}"),
        TimeUnit::Decade => format!("{:03}", year / 10),
        TimeUnit::Century => format!("{:02}", year / 100),
    };
    TimexValue::of(text, Some(date))
}

fn unknown(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day => "XXXX-XX-XX",
        TimeUnit::Weekend => "XXXX-WXX-WE",
        TimeUnit::Week => "XXXX-WXX",
        TimeUnit::Month => "XXXX-XX",
        TimeUnit::Quarter => "XXXX-QX",
        TimeUnit::Year => "XXXX",
        TimeUnit::Decade => "XXX",
        TimeUnit::Century => "XX",
    }
}
