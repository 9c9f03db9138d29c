//! Reads years and what is longer or a part of them: quarters, halves, decades, centuries.

use super::calendar::short_year;
use super::expressions::{Moment, Parsed, SentenceWords};
use super::meaning::{Meaning, WhichYear};
use super::time_tokens::{TimeToken, TimeUnit, TimeWord};
use crate::document::TokenKind;

/// Marks that stand for the century: "the '90s".
const APOSTROPHES: [&str; 3] = ["'", "’", "‘"];

impl SentenceWords<'_> {
    /// A year in words: "nineteen ninety-one", "two thousand and five".
    pub(super) fn year_words(&self, i: usize) -> Parsed<i32> {
        let TimeWord::Number(century @ (17..=20)) = self.sense(i)? else { return None };
        let TimeWord::Number(tens @ 10..) = self.sense(i + 1)? else { return None };
        let dash =
            i + 2 + usize::from(self.is_mark(i + 2, &["-"]) && self.word(i + 2).is_some_and(|w| w.glued));
        let (year, end) = match self.sense(dash) {
            Some(TimeWord::Number(ones @ 1..=9)) if 20 <= tens => (tens + ones, dash + 1),
            _ => (tens, i + 2),
        };
        i32::try_from(century * 100 + year).ok().filter(|_| year < 100).map(|year| (year, end))
    }

    /// "the year two thousand".
    fn millennium(&self, i: usize) -> Parsed<i32> {
        let two_thousand = self.sense(i + 1) == Some(TimeWord::Number(2))
            && self.sense(i + 2) == Some(TimeWord::Number(1000));
        (two_thousand && self.sense(i) == Some(TimeWord::Unit(TimeUnit::Year))).then_some((2000, i + 3))
    }

    /// Four digits that may be a year.
    pub(super) fn year_digits(&self, i: usize) -> Option<i32> {
        let text = self.digits_of(i).filter(|text| text.len() == 4)?;
        text.parse().ok().filter(|year| (1000..2200).contains(year))
    }

    /// "’22", "'98".
    fn short_year(&self, i: usize) -> Parsed<i32> {
        let year = short_year(self.digits_of(i + 1).filter(|_| self.is_apostrophe(i))?)?;
        Some((if LAST_CLIPPED < year { year - 100 } else { year }, i + 2))
    }

    /// The "58" of "1957-58", after 1957 was read.
    pub(super) fn next_year(&self, i: usize, previous: Option<(Meaning, usize)>) -> Option<Moment> {
        let (Meaning::Year(first), end) = previous? else { return None };
        let glued = |k: usize| self.word(k).is_some_and(|word| word.glued);
        if i != end + 1 || !self.is_mark(end, &["-", "–", "/"]) || !glued(end) || !glued(i) {
            return None;
        }
        let digits = self.digits_of(i).filter(|digits| digits.len() <= 2)?;
        let scale = if digits.len() == 1 { 10 } else { 100 };
        let last = first / scale * scale + digits.parse::<i32>().ok()?;
        // "1999-00"
        let last = if last == first + 1 - scale { first + 1 } else { last };
        (first < last && last < first + 20).then_some((Meaning::Year(last), None, i + 1))
    }

    /// The year after a day, or after the last of several: "July 10 to 17, 2021".
    pub(super) fn year_of_days(&self, at: usize) -> (WhichYear, usize) {
        let (year, end) = self.year_of(at);
        match self.day_number(at + 1) {
            Some((_, last)) if year == WhichYear::Unsaid && self.is(at, &self.lists.joins_days) => {
                (self.year_of(last).0, at)
            }
            _ => (year, end),
        }
    }

    /// The year after a day or month: ", 2021", "of 2021", "of last year", "this year".
    pub(super) fn year_of(&self, at: usize) -> (WhichYear, usize) {
        let comma = self.is_mark(at, &[","]);
        let joined = at + usize::from(comma || self.is(at, &self.lists.before_years));
        if let Some(year) = self.year_digits(joined) {
            return (WhichYear::Known(year), joined + 1);
        }
        if let Some((year, end)) = self.year_words(joined).or_else(|| self.short_year(joined)) {
            return (WhichYear::Known(year), end);
        }
        let of = if comma { at } else { joined };
        let the = usize::from(self.is(of, &self.lists.the));
        match (self.sense(of + the), self.sense(of + the + 1)) {
            (Some(TimeWord::Step(step)), Some(TimeWord::Unit(TimeUnit::Year))) => {
                (WhichYear::Step(step), of + the + 2)
            }
            (Some(TimeWord::StepThere(step)), Some(TimeWord::Unit(TimeUnit::Year))) => {
                (WhichYear::StepThere(step), of + the + 2)
            }
            // "the first half of the year"
            (Some(TimeWord::Unit(TimeUnit::Year)), _) if the == 1 && of != at => {
                (WhichYear::Step(0), of + the + 1)
            }
            _ => (WhichYear::Unsaid, at),
        }
    }

    /// "2020", "'98", "1984" where it counts nothing.
    pub(super) fn year_alone(&self, i: usize) -> Parsed<Meaning> {
        if let Some((year, end)) = self.year_words(i).or_else(|| self.millennium(i)) {
            return Some((Meaning::Year(year), end));
        }
        if let Some((year, end)) = self.short_year(i) {
            let placed = self.is_placed_in_time(i) || self.is_after(i, &self.lists.before_short_years);
            return placed.then_some((Meaning::Year(year), end));
        }
        let year = self.year_digits(i)?;
        if let Some(read) = self.period_of_year(i + 1, year) {
            return Some(read);
        }
        // "more than 1000 children"
        let round = year % 100 == 0 && year < 1900;
        if round && self.word(i + 1).is_some_and(|w| w.kind == TokenKind::Word && !w.is_capitalised()) {
            return None;
        }
        if self.is_part_of_number(i) || self.is_counted_or_named(i) {
            return None;
        }
        let lists = self.lists;
        let counts = self.word(i + 1).is_some_and(|w| w.kind == TokenKind::Word && w.is_plural(lists));
        let placed = self.is_placed_in_time(i) || self.opens_year_range(i) || self.is_of_a_life(i, year);
        let modern = (1900..2100).contains(&year);
        let determined = self.is_after(i, &lists.the) || (year % 100 != 0 && self.is_determined(i));
        // "as 2024 approaches"
        let counts = counts && !self.is(i + 1, &lists.verbs_of_years);
        let follows = self.is_after_mark(i, &["("]) || self.is_after(i, &lists.before_free_years);
        let free = placed || determined || follows || !counts;
        let named = i.checked_sub(1).and_then(|i| self.sense(i)) == Some(TimeWord::Unit(TimeUnit::Year));
        // "the 1833 constitution": of what is counted there would be several.
        let old = !counts && (placed || (determined && 1500 < year && year % 100 != 0));
        ((modern && free) || old || named).then_some((Meaning::Year(year), i + 1))
    }

    /// "a 2001 counts", "its 2019 results", "Oslo's 2021 elections".
    fn is_determined(&self, i: usize) -> bool {
        let possessive = i.checked_sub(1).map(|before| &self.words[before]);
        let owns =
            |w: &TimeToken| self.lists.possessive_endings.iter().any(|ending| w.text.ends_with(ending));
        self.is_after(i, &self.lists.determines_years)
            || possessive.is_some_and(|w| w.kind == TokenKind::Clitic && owns(w))
    }

    /// "(1729–1797", "(1729)".
    fn opens_year_range(&self, i: usize) -> bool {
        let closes = self.is_mark(i + 1, &[")"])
            || (self.is_mark(i + 1, &["-", "–", "—"]) && self.year_digits(i + 2).is_some());
        self.is_after_mark(i, &["("]) && closes
    }

    /// "1729–1797", "born 1729", "as early as 1729".
    fn is_of_a_life(&self, i: usize, year: i32) -> bool {
        let lists = self.lists;
        let dash = |k: usize| self.is_mark(k, &["-", "–"]);
        let spans = |first: i32, last: i32| 1500 < first && first < last && last < first + 150;
        let first = dash(i + 1) && self.year_digits(i + 2).is_some_and(|last| spans(year, last));
        let last = i > 1 && dash(i - 1) && self.year_digits(i - 2).is_some_and(|first| spans(first, year));
        let as_early = i > 1 && self.is(i - 1, &lists.as_word) && self.is(i - 2, &lists.as_early);
        first || last || as_early || self.is_after(i, &lists.born)
    }

    /// "fiscal 1988", "FY2021", "FY21", "fiscal year 2021".
    pub(super) fn fiscal_year(&self, i: usize) -> Parsed<Meaning> {
        let word = self.word(i)?;
        if let Some(year) = self.glued_fiscal_year(word.text) {
            return Some((Meaning::Year(year), i + 1));
        }
        if word.sense != Some(TimeWord::Fiscal) && !word.is(&self.lists.fiscal) {
            return None;
        }
        let at = i + 1 + usize::from(self.sense(i + 1) == Some(TimeWord::Unit(TimeUnit::Year)));
        self.year_digits(at).map(|year| (Meaning::Year(year), at + 1))
    }

    /// "FY2021", "FY21"
    fn glued_fiscal_year(&self, text: &str) -> Option<i32> {
        let digits = self.lists.fiscal_prefixes.iter().find_map(|prefix| text.strip_prefix(prefix))?;
        if digits.len() == 4 { digits.parse().ok() } else { short_year(digits) }
    }

    /// "Q3 2021", "2Q 2023", "Q3", "H1 2022".
    pub(super) fn quarter(&self, i: usize) -> Parsed<Meaning> {
        let text = self.word(i)?.text;
        // "2023Q3"
        if let Some((year, part)) = text.split_at_checked(4)
            && let Ok(year @ 1900..2100) = year.parse()
        {
            let (part, _) = self.part_of_year(part).filter(|(_, digits)| digits.is_empty())?;
            return Some((part.of(WhichYear::Known(year)), i + 1));
        }
        let (part, digits) = self.part_of_year(text)?;
        let (year, end) = match digits {
            // "Q2 ’23"
            "" => match self.short_year(i + 1) {
                Some((year, end)) => (WhichYear::Known(year), end),
                None => self.year_of_part(i + 1),
            },
            digits if digits.len() == 4 => (WhichYear::Known(digits.parse().ok()?), i + 1),
            digits => (WhichYear::Known(short_year(digits)?), i + 1),
        };
        let meaning = part.of(year);
        // "the H1 visa", "Q3" alone is a quarter.
        let doubtful = matches!(meaning, Meaning::Half { .. }) && year == WhichYear::Unsaid;
        (!doubtful || self.is_placed_in_time(i)).then_some((meaning, end))
    }

    /// The year after "Q3": as after months, "FY21", or two digits.
    fn year_of_part(&self, at: usize) -> (WhichYear, usize) {
        match self.word(at).and_then(|word| self.glued_fiscal_year(word.text)) {
            Some(year) => (WhichYear::Known(year), at + 1),
            None => match self.fiscal_year(at) {
                Some((Meaning::Year(year), end)) => (WhichYear::Known(year), end),
                _ => self.year_of(at),
            },
        }
    }

    /// What "Q3", "3Q", "H1", "1H23" begins with, and the digits of the year that hang on it.
    fn part_of_year<'t>(&self, text: &'t str) -> Option<(PartOfYear, &'t str)> {
        let mut chars = text.chars();
        let (letter, number) = match (chars.next()?, chars.next()?) {
            (letter, number) if number.is_ascii_digit() => (letter, number),
            (number, letter) => (letter, number),
        };
        let number = i8::try_from(number.to_digit(10)?).ok()?;
        let is = |prefixes: &[&str]| prefixes.iter().any(|prefix| prefix.chars().eq([letter]));
        let part = match number {
            1..=4 if is(&self.lists.quarter_prefixes) => PartOfYear::Quarter(number),
            1..=2 if is(&self.lists.half_prefixes) => PartOfYear::Half(number),
            _ => return None,
        };
        let digits = chars.as_str();
        let year = matches!(digits.len(), 0 | 2 | 4) && digits.bytes().all(|b| b.is_ascii_digit());
        year.then_some((part, digits))
    }

    /// "latest quarter", "1988 quarter", "1988 second quarter", "1988 period".
    pub(super) fn period_reported(&self, i: usize) -> Parsed<Meaning> {
        if self.sense(i)? != TimeWord::Latest {
            return None;
        }
        let at = i + 1 + usize::from(self.sense(i + 1) == Some(TimeWord::Fiscal));
        match self.sense(at)? {
            TimeWord::Unit(TimeUnit::Quarter) => Some((Meaning::TheQuarter(None), at + 1)),
            TimeWord::Unit(unit @ (TimeUnit::Week | TimeUnit::Month | TimeUnit::Year)) => {
                Some((Meaning::Step { step: -1, unit }, at + 1))
            }
            _ => None,
        }
    }

    /// "third quarter", "quarter", "period" after a year: "the 1988 third quarter".
    pub(super) fn period_of_year(&self, i: usize, year: i32) -> Option<(Meaning, usize)> {
        if let Some(read) = self.ordinal_part(i, WhichYear::Known(year)) {
            return Some(read);
        }
        // "2023 Q3"
        if let Some((part, "")) = self.word(i).and_then(|word| self.part_of_year(word.text)) {
            return Some((part.of(WhichYear::Known(year)), i + 1));
        }
        let quarter =
            self.sense(i) == Some(TimeWord::Unit(TimeUnit::Quarter)) || self.is(i, &self.lists.period);
        quarter.then_some((Meaning::TheQuarter(Some(year)), i + 1))
    }

    /// "third quarter", "fiscal second-quarter of 2021", "first half of 2021".
    pub(super) fn ordinal_part(&self, i: usize, year: WhichYear) -> Parsed<Meaning> {
        let at = i + usize::from(self.sense(i) == Some(TimeWord::Fiscal));
        let at = at + usize::from(at != i && self.is_mark(at, &["-"]));
        let last = self.is(at, &self.lists.second_half);
        let number = match self.sense(at + 1) {
            Some(TimeWord::Half) if last => Some(2),
            // "the last quarter of 2023"; without a year it is the one before this.
            Some(TimeWord::Unit(TimeUnit::Quarter))
                if last && self.year_of(at + 2).0 != WhichYear::Unsaid =>
            {
                Some(4)
            }
            _ => self.ordinal(at).and_then(|n| i8::try_from(n).ok()),
        }?;
        let part = at + 1 + usize::from(self.is_mark(at + 1, &["-"]));
        let (said, end) = self.year_of(part + 1);
        let year = if said == WhichYear::Unsaid { year } else { said };
        match self.sense(part)? {
            TimeWord::Unit(TimeUnit::Quarter) if (1..=4).contains(&number) => {
                Some((Meaning::Quarter { year, number }, end))
            }
            // "the first half" may be a football match's.
            TimeWord::Half if number <= 2 && year != WhichYear::Unsaid => {
                Some((Meaning::Half { year, number }, end))
            }
            _ => None,
        }
    }

    /// "19th century".
    pub(super) fn century(&self, i: usize) -> Parsed<Meaning> {
        let number = i32::try_from(self.ordinal(i)?).ok().filter(|n| (1..=30).contains(n))?;
        let at = i + 1 + usize::from(self.is_mark(i + 1, &["-"]));
        (self.sense(at)? == TimeWord::Unit(TimeUnit::Century))
            .then_some((Meaning::Century(number - 1), at + 1))
    }

    /// "1990s", "'90s", "nineties".
    pub(super) fn decade(&self, i: usize) -> Parsed<Meaning> {
        let word = self.word(i)?;
        if let Some(TimeWord::Decade(tens)) = word.sense {
            return self.is_with_the(i).then_some((Meaning::DecadeOfCentury(tens), i + 1));
        }
        if self.is_apostrophe(i) {
            return self.decade(i + 1).filter(|(meaning, _)| matches!(meaning, Meaning::DecadeOfCentury(_)));
        }
        let possessive = self.word(i + 1).is_some_and(|w| w.kind == TokenKind::Clitic);
        if let Some(year) = self.year_digits(i).filter(|year| year % 10 == 0) {
            let the = self.is_after(i, &self.lists.before_decades) || self.is_after_mark(i, &["-"]);
            return (possessive && the).then_some((Meaning::Decade(year / 10), i + 2));
        }
        let digits =
            self.lists.without_plural(word.text).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
        let year: i32 = digits.parse().ok()?;
        match digits.len() {
            4 if (1000..2200).contains(&year) => Some((Meaning::Decade(year / 10), i + 1)),
            2 if year % 10 == 0
                && (self.is_with_the(i)
                    || self.is_after_mark(i, &APOSTROPHES)
                    || self.is_after(i, &self.lists.before_short_decades)) =>
            {
                Some((Meaning::DecadeOfCentury(year / 10), i + 1))
            }
            _ => None,
        }
    }

    /// Whether a word is the mark that stands for a century: "the '90s".
    pub(super) fn is_apostrophe(&self, i: usize) -> bool {
        let glued = self.word(i + 1).is_some_and(|next| next.glued && next.kind == TokenKind::Number);
        glued && self.is_mark(i, &APOSTROPHES)
    }

    /// Whether "the" stands before a decade or a list of them: "the late eighties and early nineties". "In his late
    /// twenties" is an age.
    fn is_with_the(&self, i: usize) -> bool {
        let is_decade = |word: &TimeToken| {
            matches!(word.sense, Some(TimeWord::Decade(_)))
                || (word.kind == TokenKind::Number
                    && self.lists.without_plural(word.text).is_some_and(|tens| tens.ends_with('0')))
        };
        let passed = |word: &&TimeToken| {
            word.sense == Some(TimeWord::Edge)
                || word.is_mark(&["-"])
                || word.is(&self.lists.joins_decades)
                || is_decade(word)
        };
        let before = self.words[..i].iter().rev().take(LONGEST_LIST).find(|word| !passed(word));
        before.is_some_and(|word| word.is(&self.lists.the))
    }
}

/// A quarter or a half, from 1.
#[derive(Clone, Copy)]
enum PartOfYear {
    Quarter(i8),
    Half(i8),
}

impl PartOfYear {
    fn of(self, year: WhichYear) -> Meaning {
        match self {
            PartOfYear::Quarter(number) => Meaning::Quarter { year, number },
            PartOfYear::Half(number) => Meaning::Half { year, number },
        }
    }
}

/// Years without their century are told of the past: "the winter of ’47". Few plans reach so far.
const LAST_CLIPPED: i32 = 2039;

/// Words that a list of decades may have: an end keeps the cost linear on texts made of nothing else.
const LONGEST_LIST: usize = 16;
