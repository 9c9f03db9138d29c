//! The values of dates in words: `PXD` is `several days`. TimeML's TIMEX3 defines the values.

use crate::annotation::TimexKind;
use crate::strings::{self, UnitWords, fill};

/// A day or a month in words, without its year: `2021-11-10` is `10 November`.
pub(crate) fn day_and_month(value: &str) -> Option<String> {
    day_of_year(value.split_once('T').map_or(value, |(day, _)| day).get(5..)?)
}

/// A value in words; `None` where it is best read as it is: a year of four digits, what is no value of TIMEX3.
pub(crate) fn timex_words(kind: TimexKind, value: &str) -> Option<String> {
    match value {
        "PRESENT_REF" => return Some(strings::NOW.to_owned()),
        "PAST_REF" => return Some(strings::IN_THE_PAST.to_owned()),
        "FUTURE_REF" => return Some(strings::IN_THE_FUTURE.to_owned()),
        _ => {}
    }
    if let Some(length) = value.strip_prefix('P') {
        return if kind == TimexKind::Set { every(length) } else { duration(length) };
    }
    let (date, time) = value.split_once('T').map_or((value, None), |(date, time)| (date, Some(time)));
    let day = calendar(kind, date);
    let Some(time) = time else { return day };
    let time = time_of_day(time)?;
    match date {
        "" => Some(time),
        _ => Some(fill(strings::DAY_AND_TIME, &[&day?, &time])),
    }
}

/// A day, or a longer stretch on the calendar: `2021-11-10`, `2021-W45`, `202`, `17`, `XXXX-WXX-3`.
fn calendar(kind: TimexKind, date: &str) -> Option<String> {
    let Some((year, part)) = date.split_once('-') else { return years(date) };
    let is_known = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    if !is_known && year != "XXXX" {
        return None;
    }
    let unknown = strings::UNKNOWN_PARTS.iter().find(|(known, _)| *known == part);
    if let Some((_, unknown)) = unknown.filter(|_| !is_known) {
        return Some((*unknown).to_owned());
    }
    let repeated = |said: String| match kind {
        TimexKind::Set if !is_known => fill(strings::EVERY, &[&said]),
        _ => said,
    };
    if let Some(day) = part.strip_prefix("WXX-").filter(|_| !is_known) {
        let day = strings::WEEKDAYS.get(day.parse::<usize>().ok()?.checked_sub(1)?)?;
        return Some(match kind {
            TimexKind::Set => repeated((*day).to_owned()),
            _ => fill(strings::SOME_WEEKDAY, &[day]),
        });
    }
    if let Some(day) = day_of_year(part) {
        return Some(if is_known { fill(strings::DAY_OF_YEAR, &[&day, &year]) } else { repeated(day) });
    }
    if is_known { part_of_year(part, year) } else { part_alone(part).map(repeated) }
}

/// `17` is a century, `202` or `202X` a decade.
fn years(value: &str) -> Option<String> {
    match value {
        "XXXX" => return Some(strings::YEAR_NOT_KNOWN.to_owned()),
        "XXX" => return Some(strings::DECADE_NOT_KNOWN.to_owned()),
        "XX" => return Some(strings::CENTURY_NOT_KNOWN.to_owned()),
        _ => {}
    }
    let digits = value.trim_end_matches('X');
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    match (digits.len(), value.len()) {
        (2, 2 | 4) if is_number => {
            let number = digits.parse::<u8>().ok()? + 1;
            Some(fill(strings::THE_CENTURY, &[&number, &ordinal_sign(number)]))
        }
        (3, 3 | 4) if is_number => Some(fill(strings::THE_DECADE, &[&digits])),
        _ => None,
    }
}

/// `21st`, `12th`.
fn ordinal_sign(number: u8) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// `11-10`, `11`.
fn day_of_year(part: &str) -> Option<String> {
    let mut parts = part.split('-');
    let month = strings::MONTHS.get(parts.next()?.parse::<usize>().ok()?.checked_sub(1)?)?;
    match (parts.next().map(str::parse::<u8>), parts.next()) {
        (Some(Ok(day)), None) => Some(format!("{day} {month}")),
        (None, _) => Some((*month).to_owned()),
        _ => None,
    }
}

/// `W45`, `W45-WE`, `Q1`, `H1`, `SU` of a year.
fn part_of_year(part: &str, year: &str) -> Option<String> {
    let numbered = |text: &str, number: &str| {
        let number: u8 = number.parse().ok()?;
        Some(fill(text, &[&number, &year]))
    };
    match (part.get(..1)?, part.get(1..)?) {
        ("W", week) => match week.strip_suffix("-WE") {
            Some(week) => numbered(strings::WEEKEND_OF, week),
            None => numbered(strings::WEEK_OF, week),
        },
        ("Q", quarter) => numbered(strings::QUARTER_OF, quarter),
        ("H", half) => numbered(strings::HALF_OF, half),
        _ => Some(fill(strings::OF_YEAR, &[&season(part)?, &year])),
    }
}

/// `Q1`, `H1`, `SU` of a year that is not known, or of every year.
fn part_alone(part: &str) -> Option<String> {
    let numbered = |text: &str, number: &str| Some(fill(text, &[&number.parse::<u8>().ok()?]));
    match (part.get(..1)?, part.get(1..)?) {
        ("Q", quarter) => numbered(strings::QUARTER_ALONE, quarter),
        ("H", half) => numbered(strings::HALF_ALONE, half),
        _ => season(part).map(str::to_owned),
    }
}

fn season(part: &str) -> Option<&'static str> {
    strings::SEASONS.iter().find(|(known, _)| *known == part).map(|(_, said)| *said)
}

/// `14:30`, or a part of the day: `MO`.
fn time_of_day(time: &str) -> Option<String> {
    let part = strings::PARTS_OF_DAY.iter().find(|(known, _)| *known == time);
    let is_clock = time.starts_with(|c: char| c.is_ascii_digit())
        && time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    part.map(|(_, said)| *said).or(is_clock.then_some(time)).map(str::to_owned)
}

/// How often: `1W` is `every week`, `XD` `every few days`.
fn every(rest: &str) -> Option<String> {
    let said = duration(rest)?;
    if let Some(units) = said.strip_prefix(strings::SEVERAL) {
        return Some(fill(strings::EVERY_FEW, &[&units]));
    }
    let unit = said.strip_prefix("1 ").filter(|rest| !rest.contains(char::is_numeric)).unwrap_or(&said);
    Some(fill(strings::EVERY, &[&unit]))
}

/// What follows the `P`: `2W`, `XD`, `1Y6M`, `T90M`.
fn duration(rest: &str) -> Option<String> {
    let (days, times) = rest.split_once('T').unwrap_or((rest, ""));
    let mut parts = units(days, &DAY_UNITS)?;
    parts.extend(units(times, &TIME_UNITS)?);
    (!parts.is_empty()).then(|| parts.join(strings::BETWEEN_UNITS))
}

type Unit = (&'static str, UnitWords);

const DAY_UNITS: [Unit; 8] = [
    ("DE", strings::DECADES),
    ("CE", strings::CENTURIES),
    ("WE", strings::WEEKENDS),
    ("Y", strings::YEARS),
    ("Q", strings::QUARTERS),
    ("M", strings::MONTHS_LONG),
    ("W", strings::WEEKS),
    ("D", strings::DAYS_LONG),
];

const TIME_UNITS: [Unit; 3] = [("H", strings::HOURS), ("M", strings::MINUTES), ("S", strings::SECONDS)];

/// Amounts with their units, one after the other; `None` where something else stands among them.
fn units(mut rest: &str, units: &[Unit]) -> Option<Vec<String>> {
    let mut parts = vec![];
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_alphabetic() && c != 'X')?;
        let (amount, tail) = rest.split_at(end);
        let (sign, [one, several, unknown]) = units.iter().find(|(sign, _)| tail.starts_with(sign))?;
        parts.push(match amount {
            "X" | "XX" => (*unknown).to_owned(),
            "1" => format!("1 {one}"),
            _ if amount.parse::<f64>().is_ok() => format!("{amount} {several}"),
            _ => return None,
        });
        rest = tail.strip_prefix(sign)?;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Meta};
    use crate::recognise::dates;
    use jiff::civil::Date;

    #[test]
    fn days_and_months_are_said_in_words() {
        let check =
            |value, expected: Option<&str>| assert_eq!(day_and_month(value).as_deref(), expected, "{value}");
        check("2021-11-10", Some("10 November"));
        check("2021-11-10T14:30", Some("10 November"));
        check("2021-02", Some("February"));
        check("2021", None);
        check("2021-W45", None);
        check("2021-13-01", None);
        check("P2W", None);
        check("XXXX-éé", None);
    }

    #[track_caller]
    fn check(value: &str, expected: &str) {
        assert_eq!(timex_words(TimexKind::Date, value).as_deref(), Some(expected), "{value}");
    }

    #[test]
    fn days_and_times_are_said_with_their_year() {
        check("2021-11-10", "10 November 2021");
        check("2021-11", "November 2021");
        check("2021-11-10T14:30", "10 November 2021, 14:30");
        check("2021-11-10TEV", "10 November 2021, evening");
        check("T09:00", "09:00");
    }

    #[test]
    fn stretches_of_the_calendar_are_said_in_words() {
        check("17", "18th century");
        check("20", "21st century");
        check("19XX", "20th century");
        check("10", "11th century");
        check("199", "the 1990s");
        check("202X", "the 2020s");
        check("2021-W45", "week 45 of 2021");
        check("2021-W45-WE", "weekend of week 45, 2021");
        check("2021-Q3", "quarter 3 of 2021");
        check("2021-H1", "half 1 of 2021");
        check("2021-SU", "summer 2021");
    }

    #[test]
    fn what_is_not_known_of_a_date_is_said() {
        check("XXXX-05-03", "3 May");
        check("XXXX-05", "May");
        check("XXXX-FA", "autumn");
        check("XXXX-Q2", "quarter 2");
        check("XXXX-H2", "half 2");
        check("XXXX-WXX-3", "a Wednesday");
        check("XXXX-WXX-3TMO", "a Wednesday, morning");
        check("XXXX-XX-XX", "day not known");
        check("XXXX-WXX", "week not known");
        check("XXXX-WXX-WE", "weekend not known");
        check("XXXX-XX", "month not known");
        check("XXXX-QX", "quarter not known");
        check("XXXX", "year not known");
        check("XXX", "decade not known");
        check("XX", "century not known");
        check("PRESENT_REF", "now");
        check("PAST_REF", "in the past");
        check("FUTURE_REF", "in the future");
    }

    #[test]
    fn lengths_and_repetitions_are_said_in_words() {
        check("PXD", "several days");
        check("P2W", "2 weeks");
        check("P1Y6M", "1 year and 6 months");
        check("PT90M", "90 minutes");
        check("P1DE", "1 decade");
        check("P1DT2H", "1 day and 2 hours");
        check("P2.5Y", "2.5 years");
        let check = |value, said: &str| assert_eq!(timex_words(TimexKind::Set, value).as_deref(), Some(said));
        check("P1W", "every week");
        check("P2D", "every 2 days");
        check("PXD", "every few days");
        check("P1Y6M", "every 1 year and 6 months");
        check("XXXX-WXX-1", "every Monday");
        check("XXXX-WXX-1TEV", "every Monday, evening");
        check("XXXX-05", "every May");
        check("XXXX-SU", "every summer");
    }

    #[test]
    fn what_is_no_value_stays_as_it_is() {
        let values = [
            "2021",
            "",
            "P",
            "PT",
            "P2Ä",
            "PXXX",
            "21-05",
            "é-Q1",
            "2021-Q",
            "2021-13",
            "2021-11-10-05",
            "T",
            "2021-11-10Tx",
            "2021-XX",
            "1",
            "12345",
            "XXXX-WXX-9",
            "X",
            "éé",
        ];
        for value in values {
            assert_eq!(timex_words(TimexKind::Date, value), None, "{value}");
        }
    }

    /// Whatever the analysis may find has words, but for years.
    #[test]
    fn every_value_that_is_found_has_words() {
        let text = "It began in the 18th century, in the 1990s, in the eighties and in 1987. In March 2020, on 3 May,             on Monday, this week, last weekend, this month, next quarter, last year, a decade ago and last century             we met. In the second quarter of 2019, in the first half of 2018, in summer 2017 and in the autumn it             rained. Now we wait for two weeks, several days, 18 months and a century and a half. It opens every             Monday, every two weeks, every summer, each May and daily. At 9 p.m. on Tuesday, on Friday morning,             tonight and at noon it closes. Recently it was so; in the future, some day, it ends at Christmas.             Many years ago and in recent years, currently, the next decade, the following day.";
        let days: [Option<Date>; 2] = [None, "2021-11-10".parse().ok()];
        for published in days {
            let document = Document::from_text_with(text, Meta { published, ..Meta::default() });
            let found = dates::find(&document);
            assert!(35 < found.len(), "{}", found.len());
            for date in found {
                let said = timex_words(date.timex.kind, &date.timex.value);
                let is_year = date.timex.value.len() == 4 && date.timex.value.parse::<u16>().is_ok();
                let has_code = said.as_deref().is_some_and(|said| said.contains(['X', '_']));
                assert!(is_year || said.is_some() && !has_code, "{:?}: {said:?}", date.timex);
            }
        }
    }
}
