//! Reads what stands on a calendar: days, months, seasons.

use super::expressions::{Moment, Parsed, SentenceWords};
use super::meaning::{Meaning, WhichYear};
use super::time_tokens::{Tense, TimeUnit, TimeWord};
use crate::document::TokenKind;

impl SentenceWords<'_> {
    /// A number that is written in digits alone.
    pub(super) fn digits_of(&self, i: usize) -> Option<&str> {
        let word = self.word(i)?;
        (word.kind == TokenKind::Number && word.text.bytes().all(|b| b.is_ascii_digit())).then_some(word.text)
    }

    /// A number of one or two digits, from 1 to `most`.
    pub(super) fn small(&self, i: usize, most: i8) -> Option<i8> {
        let text = self.digits_of(i).filter(|text| text.len() <= 2)?;
        text.parse().ok().filter(|n| (1..=most).contains(n))
    }

    /// "7", "7th", "seventh".
    pub(super) fn day_number(&self, i: usize) -> Parsed<i8> {
        let day = self.small(i, 31).or_else(|| self.ordinal(i).and_then(|n| i8::try_from(n).ok()));
        // "November 10:30", "May 5 percent" are no days, nor is "March 20,000".
        let counted = self.is(i + 1, &self.lists.counted_like_days) || self.is_mark(i + 1, &["%"]);
        day.filter(|day| (1..=31).contains(day) && !counted).map(|day| (day, i + 1))
    }

    /// "third", "second", "20th".
    pub(super) fn ordinal(&self, i: usize) -> Option<u32> {
        let word = self.word(i)?;
        if word.kind == TokenKind::Number {
            let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let ordinal = self.lists.ordinal_endings.contains_ignoring_case(&word.text[digits.len()..]);
            return ordinal.then(|| digits.parse().ok()).flatten();
        }
        match word.sense? {
            TimeWord::Ordinal(n) => Some(n),
            TimeWord::Unit(TimeUnit::Second) => Some(2),
            _ => None,
        }
    }

    /// "2021-11-10", "10/11/2021", "10.11.2021", "10-Nov-2021", "2021 November 10".
    pub(super) fn numeric(&self, i: usize) -> Parsed<Meaning> {
        let reads = [self.iso(i), self.slashed(i), self.dotted(i), self.dashed(i), self.year_first(i)];
        reads.into_iter().flatten().next().or_else(|| self.first_of_two(i))
    }

    /// "13-Apr-2024", "19-Nov-12", "5/Mar/2020".
    fn dashed(&self, i: usize) -> Parsed<Meaning> {
        let day = self.small(i, 31)?;
        let glued = (i + 1..=i + 4).all(|k| self.word(k).is_some_and(|w| w.glued));
        let marks = |mark: &str| self.is_mark(i + 1, &[mark]) && self.is_mark(i + 3, &[mark]);
        let month = self.month_beside_day(i + 2)?;
        let year = self.year_digits(i + 4).or_else(|| short_year(self.digits_of(i + 4)?))?;
        let day = Meaning::Day { year: WhichYear::Known(year), month, day };
        (glued && (marks("-") || marks("/"))).then_some((day, i + 5))
    }

    /// "2018 March 18", "2018-Mar-18".
    fn year_first(&self, i: usize) -> Parsed<Meaning> {
        let year = self.year_digits(i)?;
        let dash = |k: usize| usize::from(self.is_mark(k, &["-"]) && self.word(k).is_some_and(|w| w.glued));
        let at = i + 1 + dash(i + 1);
        let month = self.month_beside_day(at)?;
        let (day, end) = self.day_number(at + 1 + dash(at + 1))?;
        // "In 2018 March 18, 2017": two dates.
        let other = self.year_of(end).0 != WhichYear::Unsaid;
        (!other).then_some((Meaning::Day { year: WhichYear::Known(year), month, day }, end))
    }

    /// A month as it is written beside the number of a day, where small letters are as good: "28th jan".
    fn month_beside_day(&self, i: usize) -> Option<i8> {
        if let Some(TimeWord::Month(month)) = self.sense(i) {
            return Some(month);
        }
        let word = self.word(i)?;
        let month = self.lists.months_in_small_letters.get_ignoring_case(word.text.trim_end_matches('.'))?;
        // "the 5 may come": a verb.
        let verb = word.is(&self.lists.months_like_verbs) && self.year_digits(i + 1).is_none();
        (!verb).then_some(*month)
    }

    /// The "28" of "28 to 31 July".
    fn first_of_two(&self, i: usize) -> Parsed<Meaning> {
        let (day, at) = self.day_number(i)?;
        if !self.is(at, &self.lists.joins_days)
            || self.sense(at + 1).is_some_and(|s| matches!(s, TimeWord::Month(_)))
        {
            return None;
        }
        match self.day_first(at + 1)? {
            (Meaning::Day { year, month, day: second }, _) if day < second => {
                Some((Meaning::Day { year, month, day }, at))
            }
            _ => None,
        }
    }

    /// The "17" of "July 10 to 17, 2021", after the 10th was read.
    pub(super) fn next_in_list(&self, i: usize, previous: Option<(Meaning, usize)>) -> Option<Moment> {
        let (Meaning::Day { year, month, day: first }, end) = previous? else { return None };
        if i != end + 1 || !self.is(end, &self.lists.joins_days) {
            return None;
        }
        let (day, at) = self.day_number(i).filter(|(day, _)| first < *day)?;
        // "May 5 and 20 people": what is counted follows; what ends a phrase does not.
        let counts =
            self.word(at).is_some_and(|w| w.kind == TokenKind::Word && !w.is(&self.lists.after_days));
        let joined = self.is_mark(end, &["-", "–", "/"]);
        let (own, at) = self.year_of(at);
        let year = if own == WhichYear::Unsaid { year } else { own };
        (joined || !counts).then_some((Meaning::Day { year, month, day }, None, at))
    }

    fn iso(&self, i: usize) -> Parsed<Meaning> {
        let year = self.year_digits(i)?;
        let glued = (i + 1..=i + 4).all(|k| self.word(k).is_some_and(|w| w.glued));
        let dashes =
            ["-", "/"].iter().any(|mark| self.is_mark(i + 1, &[mark]) && self.is_mark(i + 3, &[mark]));
        let month = self.small(i + 2, 12)?;
        let day_text = self.word(i + 4)?.text;
        let day = day_text.get(..2)?.parse().ok().filter(|day| (1..=31).contains(day))?;
        let whole = day_text.len() == 2 || day_text[2..].starts_with('T');
        // "example.org/2021/11/10/"
        let path = (self.words[i].glued && self.is_after_mark(i, &["/"])) || self.is_mark(i + 5, &["/"]);
        (glued && dashes && whole && !path)
            .then_some((Meaning::Day { year: WhichYear::Known(year), month, day }, i + 5))
    }

    /// "10/11/2021", "10/11/21", "10-11-2021".
    fn slashed(&self, i: usize) -> Parsed<Meaning> {
        let (first, second) = (self.small(i, 31)?, self.small(i + 2, 31)?);
        let glued = (i + 1..=i + 4).all(|k| self.word(k).is_some_and(|w| w.glued));
        let slashes = self.is_mark(i + 1, &["/"]) && self.is_mark(i + 3, &["/"]);
        let dashes = self.is_mark(i + 1, &["-"]) && self.is_mark(i + 3, &["-"]);
        let short = || short_year(self.digits_of(i + 4)?).filter(|_| slashes);
        let year = self.year_digits(i + 4).or_else(short)?;
        (glued && (slashes || dashes) && first.min(second) <= 12)
            .then_some((Meaning::Slashed { first, second, year }, i + 5))
    }

    /// Day first, as in Germany and Turkey, or year first.
    fn dotted(&self, i: usize) -> Parsed<Meaning> {
        let text = self.word(i)?.text;
        let mut parts = text.split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let (day, year) = if day.len() == 4 && year.len() < 3 { (year, day) } else { (day, year) };
        let year = if year.len() == 4 { year.parse().ok() } else { short_year(year) }?;
        let (day, month) = (day.parse().ok()?, month.parse().ok()?);
        let fits = (1..=31).contains(&day) && (1..=12).contains(&month) && (1000..2200).contains(&year);
        (fits && parts.next().is_none())
            .then_some((Meaning::Day { year: WhichYear::Known(year), month, day }, i + 1))
    }

    /// "Tuesday, 9 November 2021", "Nov. 9", "November 2021", "January of 2020".
    pub(super) fn calendar(&self, i: usize) -> Parsed<Meaning> {
        let weekday = matches!(self.sense(i), Some(TimeWord::Weekday(_) | TimeWord::ShortWeekday(_)));
        if !weekday {
            return self.month_first(i).or_else(|| self.day_first(i));
        }
        let comma = usize::from(self.is_mark(i + 1, &[","]));
        let at = i + 1 + comma + usize::from(self.is(i + 1 + comma, &self.lists.the));
        let numbers = || self.slashed(at).or_else(|| self.dotted(at));
        let (meaning, end) = self.month_first(at).or_else(|| self.day_first(at)).or_else(numbers)?;
        matches!(meaning, Meaning::Day { .. } | Meaning::Slashed { .. }).then_some((meaning, end))
    }

    fn month_first(&self, i: usize) -> Parsed<Meaning> {
        let TimeWord::Month(month) = self.sense(i)? else { return None };
        if let Some((year, end)) = self.year_of_such_a_day(i + 1) {
            return Some((Meaning::Month { year: WhichYear::Known(year), month }, end));
        }
        let the = usize::from(self.is(i + 1, &self.lists.the));
        if let Some((day, end)) = self.day_number(i + 1 + the) {
            // "November 21 people": a number of people, not a day.
            let (year, end) = self.year_of_days(end);
            return Some((Meaning::Day { year, month, day }, end));
        }
        let (year, end) = self.year_of(i + 1);
        let year = if year == WhichYear::Unsaid { self.year_of_months(i, month) } else { year };
        let said = year != WhichYear::Unsaid;
        (said || self.is_plain_month(i)).then_some((Meaning::Month { year, month }, end))
    }

    /// The year after "day" or "night" and "in": "a January day in 2011", "one summer night in 1998".
    pub(super) fn year_of_such_a_day(&self, i: usize) -> Parsed<i32> {
        let day =
            matches!(self.sense(i)?, TimeWord::Part(_) | TimeWord::Unit(TimeUnit::Day | TimeUnit::Weekend));
        let year = self.year_digits(i + 2).filter(|_| day && self.is(i + 1, &self.lists.before_years))?;
        Some((year, i + 3))
    }

    /// The year of the first of two months: "March or October 2020", "December to March 2020".
    fn year_of_months(&self, i: usize, first: i8) -> WhichYear {
        let Some(TimeWord::Month(last)) = self.sense(i + 2) else { return WhichYear::Unsaid };
        match self.year_of(i + 3).0 {
            WhichYear::Known(year) if self.is(i + 1, &self.lists.joins_days) => {
                WhichYear::Known(year - i32::from(last < first))
            }
            _ => WhichYear::Unsaid,
        }
    }

    fn day_first(&self, i: usize) -> Parsed<Meaning> {
        let (day, at) = self.day_number(i)?;
        let at = at + usize::from(self.is(at, &self.lists.of));
        let month = self.month_beside_day(at)?;
        let (year, end) = self.year_of(at + 1);
        Some((Meaning::Day { year, month, day }, end))
    }

    /// Whether a month's name without day and year is that: "in May", not "May said" nor "April Ryan".
    fn is_plain_month(&self, i: usize) -> bool {
        let (word, lists) = (&self.words[i], self.lists);
        let short = word.text.len() < 5 && !word.is(&lists.short_months);
        if short && !word.text.ends_with('.') {
            return false;
        }
        let doubtful = word.is(&lists.months_like_verbs) || !word.text.ends_with('.');
        // "June said": a woman's name.
        let told = matches!(self.sense(i + 1), Some(TimeWord::Tense(Tense::Told)));
        let common = word.is(&lists.plain_months) || (word.is(&lists.months_like_first_names) && !told);
        let name_follows = self
            .word(i + 1)
            .is_some_and(|w| w.kind == TokenKind::Word && w.is_capitalised() && w.sense.is_none());
        // "the March accession", "a June agreement"
        let determined = self.is_after(i, &lists.determines_months)
            || i.checked_sub(1).is_some_and(|before| self.words[before].kind == TokenKind::Clitic);
        let noun = self.word(i + 1).is_some_and(|w| w.kind == TokenKind::Word && !w.is_capitalised());
        let also_a_name = word.is(&lists.months_like_names);
        let attributive = determined && (noun || (!also_a_name && self.is_after(i, &lists.the)));
        if attributive || self.is_beside_a_month(i) {
            return true;
        }
        if name_follows && self.is_after(i, &lists.before_persons) {
            return false;
        }
        (!doubtful || (common && !name_follows)) || self.is_placed_in_time(i)
    }

    /// "May and June", "December to March", "either August or September": names are not listed with months.
    fn is_beside_a_month(&self, i: usize) -> bool {
        let month = |k: usize| matches!(self.sense(k), Some(TimeWord::Month(_)));
        let joins = |k: usize| self.is(k, &self.lists.joins_days);
        let before = i > 1 && joins(i - 1) && month(i - 2);
        before || (joins(i + 1) && month(i + 2))
    }

    /// "spring 2020", "the summer of 2012", "in the fall".
    pub(super) fn season(&self, i: usize) -> Parsed<Meaning> {
        let TimeWord::Season(season) = self.sense(i)? else { return None };
        let name = |k: usize| self.word(k).is_some_and(|w| w.is_capitalised() && w.kind == TokenKind::Word);
        if name(i) && name(i + 1) {
            // "the Winter Olympics"
            return None;
        }
        if let Some((year, end)) = self.year_of_such_a_day(i + 1) {
            return Some((Meaning::Season { year: WhichYear::Known(year), season }, end));
        }
        let (year, end) = self.year_of(i + 1);
        if year != WhichYear::Unsaid {
            return Some((Meaning::Season { year, season }, end));
        }
        let lists = self.lists;
        let of = self.is(i + 1, &lists.of);
        let in_it = |k: usize| self.is(k, &lists.before_seasons);
        let plain = !self.is(i, &lists.seasons_like_nouns);
        let with_the = i > 1 && self.is(i - 1, &lists.the) && (in_it(i - 2) || plain);
        let without = i > 0 && in_it(i - 1) && !self.is(i, &lists.seasons_like_verbs);
        let edged = i > 0 && self.sense(i - 1) == Some(TimeWord::Edge);
        ((with_the || without || edged) && !of).then_some((Meaning::Season { year, season }, end))
    }
}

/// "21" is 2021, "89" is 1989.
pub(super) fn short_year(text: &str) -> Option<i32> {
    let year: i32 = if text.len() == 2 { text.parse().ok()? } else { return None };
    Some(if year < 50 { 2000 + year } else { 1900 + year })
}
