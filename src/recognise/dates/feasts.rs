//! Days that are called by a name: "Thanksgiving", "Christmas Eve", "Good Friday". Their dates, and how to read them.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::lexicon::TimeWord;
use super::meaning::Meaning;
use super::phrases::{Phrase, Read};
use crate::lang::dates::Feast;

/// Names in small letters, the longer before what they begin with. Those that are also other words need their
/// "Day". American feasts of which other countries have another day are left out.
const FEASTS: [(&str, Feast); 26] = [
    ("christmas eve", Feast::Fixed(12, 24)),
    ("christmas day", Feast::Fixed(12, 25)),
    ("christmas", Feast::Fixed(12, 25)),
    ("boxing day", Feast::Fixed(12, 26)),
    ("new year's eve", Feast::Fixed(12, 31)),
    ("new year's day", Feast::Fixed(1, 1)),
    ("new year's", Feast::Fixed(1, 1)),
    ("new year’s eve", Feast::Fixed(12, 31)),
    ("new year’s day", Feast::Fixed(1, 1)),
    ("valentine's day", Feast::Fixed(2, 14)),
    ("valentine’s day", Feast::Fixed(2, 14)),
    ("ash wednesday", Feast::Easter(-46)),
    ("palm sunday", Feast::Easter(-7)),
    ("maundy thursday", Feast::Easter(-3)),
    ("good friday", Feast::Easter(-2)),
    ("easter sunday", Feast::Easter(0)),
    ("easter monday", Feast::Easter(1)),
    ("easter", Feast::Easter(0)),
    ("pentecost", Feast::Easter(49)),
    ("memorial day", Feast::Nth(-1, 1, 5)),
    ("labor day", Feast::Nth(1, 1, 9)),
    ("columbus day", Feast::Nth(2, 1, 10)),
    ("halloween", Feast::Fixed(10, 31)),
    ("thanksgiving day", Feast::Nth(4, 4, 11)),
    ("thanksgiving", Feast::Nth(4, 4, 11)),
    ("election day", Feast::ElectionDay),
];

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

impl Phrase<'_> {
    /// "Thanksgiving Day", "New Year's Eve 1999".
    pub(super) fn feast(&self, i: usize) -> Read<Meaning> {
        if self.sense(i) != Some(TimeWord::Feast) || !self.word(i)?.is_capitalised() {
            return None;
        }
        let (feast, end) = FEASTS.iter().find_map(|(name, feast)| Some((*feast, self.spelled(i, name)?)))?;
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
