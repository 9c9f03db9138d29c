//! Days that have a name: how to read "Thanksgiving" and "Good Friday", and when they are.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::expressions::{Parsed, SentenceWords};
use super::meaning::Meaning;
use super::time_tokens::TimeWord;
use crate::lang::dates::Feast;

/// The day of a feast in a year.
pub(super) fn in_year(feast: Feast, year: i16) -> Option<Date> {
    match feast {
        Feast::Fixed(month, day) => Date::new(year, month, day).ok(),
        Feast::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
        Feast::Nth(nth, weekday, month) => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
        }
        Feast::ElectionDay => {
            in_year(Feast::Nth(1, 1, 11), year).and_then(|monday| monday.checked_add(1.day()).ok())
        }
    }
}

/// Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher; Nature, 20 April 1876).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let f = (b + 8).div_euclid(25);
    let g = (b - f + 1).div_euclid(3);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l).div_euclid(451);
    let n = h + l - 7 * m + 114;
    let (month, day) = (n.div_euclid(31), n.rem_euclid(31) + 1);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

impl SentenceWords<'_> {
    /// "Thanksgiving Day", "New Year's Eve 1999".
    pub(super) fn feast(&self, i: usize) -> Parsed<Meaning> {
        if self.sense(i) != Some(TimeWord::Feast) || !self.word(i)?.is_capitalised() {
            return None;
        }
        let (feast, end) =
            self.lists.feasts.iter().find_map(|(name, feast)| Some((*feast, self.spelled(i, name)?)))?;
        // "Christmas Island", "Easter Seals", "Halloween Horror Nights"
        let name_goes_on = self.word(end).is_some_and(|w| w.is_capitalised() && w.sense.is_none());
        let (year, end) = self.year_of(end);
        (!name_goes_on).then_some((Meaning::Feast { year, feast }, end))
    }

    /// Where the words of a name end that begin at `i`.
    fn spelled(&self, i: usize, name: &str) -> Option<usize> {
        let (mut at, mut rest) = (i, name);
        while !rest.is_empty() {
            let text = self.word(at)?.text;
            let head = rest.get(..text.len()).filter(|head| head.eq_ignore_ascii_case(text))?;
            let tail = rest[head.len()..].strip_prefix(' ');
            let ends =
                tail.is_some() || rest.len() == head.len() || rest[head.len()..].starts_with(['\'', '’']);
            rest = tail.unwrap_or(&rest[head.len()..]);
            at = if ends { at + 1 } else { return None };
        }
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_that_move() {
        let day = |feast: Feast, year| in_year(feast, year).map(|day| day.to_string()).unwrap_or_default();
        assert_eq!(day(Feast::Easter(0), 2013), "2013-03-31");
        assert_eq!(day(Feast::Easter(-2), 2024), "2024-03-29");
        assert_eq!(day(Feast::Easter(0), 1961), "1961-04-02");
        assert_eq!(day(Feast::Nth(4, 4, 11), 1999), "1999-11-25");
        assert_eq!(day(Feast::Nth(-1, 1, 5), 2021), "2021-05-31");
        assert_eq!(day(Feast::ElectionDay, 1998), "1998-11-03");
    }
}
