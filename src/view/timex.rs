//! The values of dates in words: `PXD` is `several days`. TimeML's TIMEX3 defines the values.

use crate::strings::{self, UnitWords, fill};

/// A day or a month in words, without its year: `2021-11-10` is `10 November`.
pub(crate) fn day_and_month(value: &str) -> Option<String> {
    let mut parts = value.get(5..)?.split(['-', 'T']);
    let month = strings::MONTHS.get(parts.next()?.parse::<usize>().ok()?.checked_sub(1)?)?;
    match parts.next().map(str::parse::<u8>) {
        Some(Ok(day)) => Some(format!("{day} {month}")),
        Some(Err(_)) => None,
        None => Some((*month).to_owned()),
    }
}

/// A value in words; `None` where it is best read as it is.
pub(crate) fn timex_words(value: &str) -> Option<String> {
    if let Some(day) = day_and_month(value) {
        return Some(format!("{day} {}", value.get(..4)?));
    }
    match value {
        "PRESENT_REF" => Some(strings::NOW.to_owned()),
        "PAST_REF" => Some(strings::IN_THE_PAST.to_owned()),
        "FUTURE_REF" => Some(strings::IN_THE_FUTURE.to_owned()),
        _ => value.strip_prefix('P').map_or_else(|| part_of_a_year(value), duration),
    }
}

/// `202X`, `2021-W45`, `2021-W45-WE`, `2021-Q1`, `2021-H1`, `2021-SU`.
fn part_of_a_year(value: &str) -> Option<String> {
    let (year, part) = value.split_once('-').unwrap_or((value, ""));
    if part.is_empty() {
        let decade =
            year.strip_suffix('X').filter(|d| d.len() == 3 && d.bytes().all(|b| b.is_ascii_digit()))?;
        return Some(fill(strings::THE_DECADE, &[&decade]));
    }
    if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let numbered = |text: &str, number: &str| {
        let number: u8 = number.parse().ok()?;
        Some(fill(text, &[&number, &year]))
    };
    match (part, part.get(..1)?, part.get(1..)?) {
        ("SP", ..) => Some(fill(strings::SPRING_OF, &[&year])),
        ("SU", ..) => Some(fill(strings::SUMMER_OF, &[&year])),
        ("FA", ..) => Some(fill(strings::AUTUMN_OF, &[&year])),
        ("WI", ..) => Some(fill(strings::WINTER_OF, &[&year])),
        (_, "W", week) => match week.strip_suffix("-WE") {
            Some(week) => numbered(strings::WEEKEND_OF, week),
            None => numbered(strings::WEEK_OF, week),
        },
        (_, "Q", quarter) => numbered(strings::QUARTER_OF, quarter),
        (_, "H", half) => numbered(strings::HALF_OF, half),
        _ => None,
    }
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

    #[test]
    fn values_without_a_day_are_said_in_words() {
        let check =
            |value, expected: Option<&str>| assert_eq!(timex_words(value).as_deref(), expected, "{value}");
        check("PXD", Some("several days"));
        check("P2W", Some("2 weeks"));
        check("P1Y6M", Some("1 year and 6 months"));
        check("PT90M", Some("90 minutes"));
        check("P1DE", Some("1 decade"));
        check("P1DT2H", Some("1 day and 2 hours"));
        check("P2.5Y", Some("2.5 years"));
        check("PRESENT_REF", Some("now"));
        check("202X", Some("the 2020s"));
        check("2021-W45", Some("week 45 of 2021"));
        check("2021-W45-WE", Some("weekend of week 45, 2021"));
        check("2021-Q3", Some("quarter 3 of 2021"));
        check("2021-SU", Some("summer 2021"));
        check("2021-11-10", Some("10 November 2021"));
        for value in ["2021", "", "P", "PT", "P2Ä", "PXXX", "XXXX-WXX-1", "T14:30", "21", "é-Q1", "2021-Q"]
        {
            check(value, None);
        }
    }
}
