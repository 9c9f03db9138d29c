//! Reads numbers, lengths of time and how often something happens: "two and a half years", "every Tuesday".

use super::expressions::{Moment, Parsed, SentenceWords};
use super::meaning::{Amount, Meaning, TimeOfDay};
use super::time_tokens::{TimeUnit, TimeWord};
use crate::document::TokenKind;

impl SentenceWords<'_> {
    /// A cardinal number in digits or words, from 1 up: "12", "twenty-four", "two hundred".
    pub(super) fn number(&self, i: usize) -> Parsed<Amount> {
        if self.word(i)?.kind == TokenKind::Number {
            return self.digits(i).map(|amount| (amount, i + 1)).map(|read| self.scaled(read));
        }
        let TimeWord::Number(first) = self.sense(i)? else { return None };
        let (mut total, mut at) = (first, i + 1);
        loop {
            let next = if self.is_mark(at, &["-"]) && self.word(at)?.glued { at + 1 } else { at };
            match self.sense(next) {
                Some(TimeWord::Number(ones)) if ones < 10 && (20..100).contains(&total) => total += ones,
                Some(TimeWord::Number(scale @ (100 | 1000 | 12))) if next == at && total < scale => {
                    total *= scale;
                }
                _ => return Some((Amount::Whole(total), at)),
            }
            at = next + 1;
        }
    }

    fn digits(&self, i: usize) -> Option<Amount> {
        let text = self.word(i)?.text;
        if let Some(whole) = text.strip_suffix(".5").or_else(|| text.strip_suffix('½')) {
            return whole.parse().ok().map(Amount::AndHalf);
        }
        let plain = text.replace(',', "");
        plain.parse().ok().filter(|&n| n < 10_000_000).map(Amount::Whole)
    }

    fn scaled(&self, (amount, at): (Amount, usize)) -> (Amount, usize) {
        match (amount, self.sense(at)) {
            (Amount::Whole(n), Some(TimeWord::Number(scale @ (100 | 1000)))) => {
                (Amount::Whole(n.saturating_mul(scale)), at + 1)
            }
            _ => (amount, at),
        }
    }

    /// How many of a unit: "two", "two to three", "several", "a couple of", "a", "two and a half".
    pub(super) fn amount(&self, i: usize) -> Parsed<Amount> {
        let (amount, at) = match self.sense(i) {
            Some(TimeWord::Article) => match self.sense(i + 1) {
                Some(TimeWord::Vague) => (Amount::Vague, i + 2),
                Some(TimeWord::Couple) => {
                    (Amount::Whole(2), i + 2 + usize::from(self.is(i + 2, &self.lists.of)))
                }
                Some(TimeWord::Number(scale @ (12 | 100 | 1000))) => (Amount::Whole(scale), i + 2),
                _ => (Amount::Whole(1), i + 1),
            },
            Some(TimeWord::Vague) => (Amount::Vague, i + 1),
            _ if self.is(i, &self.lists.another) => self.number(i + 1).unwrap_or((Amount::Whole(1), i + 1)),
            _ => self.number(i)?,
        };
        Some(self.and_half(self.up_to_another(amount, at)))
    }

    /// Skips the second number of "two to three", "5-10".
    fn up_to_another(&self, amount: Amount, at: usize) -> (Amount, usize) {
        let joins = self.is(at, &self.lists.joins_numbers) || self.is_mark(at, &["-", "–"]);
        match self.number(at + 1) {
            Some((_, end)) if joins && amount != Amount::Vague => (amount, end),
            _ => (amount, at),
        }
    }

    fn and_half(&self, (amount, at): (Amount, usize)) -> (Amount, usize) {
        if let Amount::Whole(n) = amount {
            // "2 1/2"
            if self.is_mark(at, &["1"]) && self.is_mark(at + 1, &["/"]) && self.is_mark(at + 2, &["2"]) {
                return (Amount::AndHalf(n), at + 3);
            }
        }
        let follows = self.is_pair(at, &self.lists.and_a) && self.sense(at + 2) == Some(TimeWord::Half);
        match amount {
            Amount::Whole(n) if follows => (Amount::AndHalf(n), at + 3),
            _ => (amount, at),
        }
    }

    /// An amount with its unit: "two weeks", "five-year", "half an hour", "a year and a half".
    pub(super) fn quantity(&self, i: usize) -> Parsed<(Amount, TimeUnit)> {
        if let Some(TimeWord::Fortnight) = self.sense(i + 1) {
            return Some(((Amount::Whole(2), TimeUnit::Week), i + 2));
        }
        if let Some(read) = self.half_unit(i) {
            return Some(read);
        }
        let (amount, mut at) = self.amount(i)?;
        let hyphen = self.word(at).is_some_and(|w| w.glued && w.is_mark(&["-", "‑", "–"]));
        // "a several-year tenure": the article is the tenure's.
        if hyphen && self.sense(i) == Some(TimeWord::Article) {
            return None;
        }
        at += usize::from(hyphen);
        if self.is(at, &self.lists.between_number_and_unit) {
            at += 1;
        }
        let unit = self.counted_unit(at, amount, hyphen)?;
        let (amount, at) = self.and_half((amount, at + 1));
        Some(((amount, unit), at))
    }

    fn counted_unit(&self, at: usize, amount: Amount, hyphen: bool) -> Option<TimeUnit> {
        match self.sense(at)? {
            // "three quarters of", "one second": parts and ranks, not times.
            TimeWord::Units(TimeUnit::Quarter)
                if hyphen || (amount != Amount::Vague && self.is(at + 1, &self.lists.of)) =>
            {
                None
            }
            TimeWord::Units(unit) => Some(unit),
            TimeWord::Unit(TimeUnit::Second | TimeUnit::Quarter) if !hyphen => None,
            TimeWord::Unit(unit) if amount != Amount::Vague || hyphen => Some(unit),
            _ => None,
        }
    }

    fn half_unit(&self, i: usize) -> Parsed<(Amount, TimeUnit)> {
        let half = if self.sense(i) == Some(TimeWord::Article) { i + 1 } else { i };
        if self.sense(half) != Some(TimeWord::Half) {
            return None;
        }
        let article = self.sense(half + 1) == Some(TimeWord::Article);
        let joined = article || self.is_mark(half + 1, &["-"]);
        let at = half + 1 + usize::from(joined);
        match self.sense(at)? {
            TimeWord::Unit(unit) if unit != TimeUnit::Second => Some(((Amount::AndHalf(0), unit), at + 1)),
            _ => None,
        }
    }

    /// A length of time, or a distance from now or then: "two weeks", "two weeks ago", "two weeks later".
    pub(super) fn duration(&self, i: usize) -> Parsed<Meaning> {
        if let Some(read) = self.bare_units(i).or_else(|| self.long_unit(i)) {
            return Some(read);
        }
        let ((amount, unit), end) = self.quantity(i)?;
        if self.tells_age(end) {
            return None;
        }
        if let Some(read) = self.distance(amount, unit, end) {
            return Some(read);
        }
        let end = if self.is_long(end) { end + 2 } else { end };
        let rate = self.sense(i) == Some(TimeWord::Article) && self.is_counted(i);
        // "24 hours a day", "one day he will".
        let per = matches!(
            (self.sense(end), self.sense(end + 1)),
            (Some(TimeWord::Article), Some(TimeWord::Unit(_)))
        );
        let one_day = self.sense(i) == Some(TimeWord::Number(1))
            && self.sense(i + 1) == Some(TimeWord::Unit(TimeUnit::Day));
        let once = one_day && !self.is_after(i, &self.lists.before_bare_units);
        (!rate && !per && !once).then_some((Meaning::Duration { amount, unit }, end))
    }

    /// The "12" of "between 12 and 18 months".
    pub(super) fn first_of_amounts(&self, i: usize) -> Option<Moment> {
        if !self.is_after(i, &self.lists.between) {
            return None;
        }
        let (amount, end) = self.number(i)?;
        let ((_, unit), last) = self.quantity(end + 1).filter(|_| self.is(end, &self.lists.and_word))?;
        // "between 12 and 18 months old": ages.
        let alone = !self.tells_age(last) && self.distance(amount, unit, last).is_none();
        alone.then_some((Meaning::Duration { amount, unit }, None, end))
    }

    /// "44-year-old", "52 years old": ages are not on the calendar.
    fn tells_age(&self, end: usize) -> bool {
        let old = &self.lists.old;
        self.is(end, old) || (self.is_mark(end, &["-", "‑"]) && self.is(end + 1, old))
    }

    /// "-long"
    fn is_long(&self, end: usize) -> bool {
        self.is_mark(end, &["-"]) && self.is(end + 1, &self.lists.long)
    }

    /// Whether what stands before "a year" is counted by it: "$5 a year", "four flights a week".
    fn is_counted(&self, article: usize) -> bool {
        let Some(before) = article.checked_sub(1).and_then(|b| self.word(b)) else { return false };
        let plural = before.is_plural(self.lists) && !before.is(&self.lists.no_plurals);
        let number = before.kind == TokenKind::Number || matches!(before.sense, Some(TimeWord::Number(_)));
        number || plural || before.is_mark(&["%"]) || before.is(&self.lists.counted_by_rates)
    }

    fn distance(&self, amount: Amount, unit: TimeUnit, end: usize) -> Parsed<Meaning> {
        let (lists, hyphen) = (self.lists, usize::from(self.is_mark(end, &["-"])));
        let is = |list| self.is(end + hyphen, list);
        let (sign, there, taken) = match self.sense(end + hyphen) {
            Some(TimeWord::Ago) => (-1, false, 1),
            _ if is(&lists.earlier) => (-1, true, 1),
            _ if is(&lists.later) => (1, true, 1),
            _ if is(&lists.hence) => (1, false, 1),
            _ if hyphen == 0 && self.is_pair(end, &lists.from_now) => (1, false, 2),
            _ => return None,
        };
        // "a few days later", "two hours later": how long, for what it is counted from is seldom a date.
        if there && (amount == Amount::Vague || unit < TimeUnit::Day) {
            return Some((Meaning::Duration { amount, unit }, end + hyphen + taken));
        }
        let count = match amount {
            Amount::Whole(n) | Amount::AndHalf(n) => sign * i32::try_from(n).ok()?,
            Amount::Vague if sign < 0 => return Some((Meaning::Reference("PAST_REF"), end + hyphen + taken)),
            Amount::Vague => return Some((Meaning::Reference("FUTURE_REF"), end + hyphen + taken)),
        };
        let meaning = if there {
            Meaning::AwayThere { amount: count, unit }
        } else {
            Meaning::Away { amount: count, unit }
        };
        Some((meaning, end + hyphen + taken))
    }

    /// "for years", "months ago", "decades-long".
    fn bare_units(&self, i: usize) -> Parsed<Meaning> {
        let TimeWord::Units(unit) = self.sense(i)? else { return None };
        if self.tells_age(i + 1) {
            return None;
        }
        if let Some(read) = self.distance(Amount::Vague, unit, i + 1) {
            return Some(read);
        }
        if self.is_after(i, &self.lists.these) && unit == TimeUnit::Day {
            return Some((Meaning::Reference("PRESENT_REF"), i + 1));
        }
        let meaning = Meaning::Duration { amount: Amount::Vague, unit };
        if self.is_long(i + 1) {
            return Some((meaning, i + 3));
        }
        let timed = TimeUnit::Minute <= unit && unit != TimeUnit::Quarter;
        // "in the weeks before the shooting"
        let bounded = TimeUnit::Day <= unit
            && self.is_after(i, &self.lists.the)
            && self.is(i + 1, &self.lists.after_bounded_units);
        let placed = timed && self.is_after(i, &self.lists.before_bare_units);
        (placed || bounded).then_some((meaning, i + 1))
    }

    /// "day-long", "year-ago".
    fn long_unit(&self, i: usize) -> Parsed<Meaning> {
        let TimeWord::Unit(unit) = self.sense(i)? else { return None };
        if !self.is_mark(i + 1, &["-"]) {
            return None;
        }
        if self.is_long(i + 1) {
            return Some((Meaning::Duration { amount: Amount::Whole(1), unit }, i + 3));
        }
        let (meaning, end) = self.distance(Amount::Whole(1), unit, i + 1)?;
        let end = if self.is(end, &self.lists.after_distances) { end + 1 } else { end };
        Some((meaning, end))
    }

    /// "the first nine months", "the last two weeks", "recent years".
    pub(super) fn stretch(&self, i: usize) -> Parsed<Meaning> {
        let first = matches!(self.sense(i), Some(TimeWord::Step(_))) || self.ordinal(i).is_some();
        if !first {
            return None;
        }
        let vague = Amount::Vague;
        if let Some(TimeWord::Units(unit)) = self.sense(i + 1) {
            let meaning = match unit {
                TimeUnit::Year if self.is(i, &self.lists.recent_years) => Meaning::Reference("PAST_REF"),
                _ if self.is(i, &self.lists.coming) => Meaning::Reference("FUTURE_REF"),
                _ => Meaning::Duration { amount: vague, unit },
            };
            return self.ordinal(i).is_none().then_some((meaning, i + 2));
        }
        let ((amount, unit), end) = self.quantity(i + 1)?;
        let plural = matches!(self.sense(end - 1), Some(TimeWord::Units(_) | TimeWord::Half));
        plural.then_some((Meaning::Duration { amount, unit }, end))
    }

    /// "every day", "each July", "twice a week", "daily", "on Tuesdays".
    pub(super) fn recurring(&self, i: usize) -> Option<(Meaning, Option<TimeOfDay>, usize)> {
        let once = |amount, unit, end| Some((Meaning::Every { amount, unit }, None, end));
        match self.sense(i)? {
            TimeWord::Often(unit) => once(Amount::Whole(1), unit, i + 1),
            TimeWord::Weekdays(day) => Some((Meaning::EveryWeekday(day), None, i + 1)),
            TimeWord::Weekday(day) => match self.sense(i + 1)? {
                TimeWord::Parts(part) => {
                    Some((Meaning::EveryWeekday(day), Some(TimeOfDay::Part(part)), i + 2))
                }
                _ => None,
            },
            TimeWord::Every => self.every(i + 1),
            TimeWord::Times => self.times(i + 1),
            _ => None,
        }
    }

    fn every(&self, i: usize) -> Option<(Meaning, Option<TimeOfDay>, usize)> {
        let other = self.is(i, &self.lists.other);
        let (at, amount) = (i + usize::from(other), Amount::Whole(if other { 2 } else { 1 }));
        let (meaning, end) = match self.sense(at)? {
            TimeWord::Unit(unit) => (Meaning::Every { amount, unit }, at + 1),
            TimeWord::Weekday(day) => (Meaning::EveryWeekday(day), at + 1),
            TimeWord::Month(month) => (Meaning::EveryMonth(month), at + 1),
            TimeWord::Season(season) => (Meaning::EverySeason(season), at + 1),
            TimeWord::Part(_) => (Meaning::Every { amount, unit: TimeUnit::Day }, at + 1),
            _ => {
                let ((amount, unit), end) = self.quantity(at)?;
                (Meaning::Every { amount, unit }, end)
            }
        };
        Some((meaning, None, end))
    }

    /// "a week" after "twice".
    fn times(&self, i: usize) -> Option<(Meaning, Option<TimeOfDay>, usize)> {
        let per = self.sense(i) == Some(TimeWord::Article) || self.is(i, &self.lists.per);
        match self.sense(i + 1)? {
            TimeWord::Unit(unit) if per => {
                Some((Meaning::Every { amount: Amount::Whole(1), unit }, None, i + 2))
            }
            _ => None,
        }
    }
}
