//! Dates that are names: what the calendar itself calls a day, a month or a year. "Last week" and "three days" are
//! dates too, but name nothing; of "late last November" the name is "November".
//!
//! Where the borders are was learned from annotated world news: "Friday, July 15" and "April 16 and 17" are one name,
//! the "mid" of "mid-May" and the "night" of "Monday night" belong to none.

use std::ops::Range;

use crate::document::{Document, TokenKind};
use crate::span::Span;

/// The calendar's names in the `dates` of a document, which are in the order of the text. A name may reach past its
/// date, where two dates share a month.
pub fn find(document: &Document, dates: &[Span]) -> Vec<Span> {
    let mut found = vec![];
    for sentence in document.sentences() {
        let text = Tokens { document, end: sentence.tokens.end };
        let mut i = sentence.tokens.start;
        while i < text.end {
            let end = text.name(i).filter(|&end| overlaps(dates, text.span(i..end)));
            match end {
                Some(end) => {
                    found.push(text.span(i..end));
                    i = end;
                }
                None => i += 1,
            }
        }
    }
    found
}

fn overlaps(dates: &[Span], span: Span) -> bool {
    let after = dates.partition_point(|date| date.end() <= span.start());
    dates.get(after).is_some_and(|date| date.overlaps(span))
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

struct Tokens<'a> {
    document: &'a Document,
    end: usize,
}

impl Tokens<'_> {
    fn word(&self, i: usize) -> &str {
        if i < self.end { self.document.word(i) } else { "" }
    }

    fn span(&self, tokens: Range<usize>) -> Span {
        let all = self.document.tokens();
        all[tokens.start].span.hull(all[tokens.end - 1].span)
    }

    /// The end of the longest name that begins with token `i`.
    fn name(&self, i: usize) -> Option<usize> {
        if self.is_weekday(i) {
            let after = i + 1 + usize::from(self.word(i + 1) == ",");
            let after = after + usize::from(self.word(after) == "the");
            return Some(self.dated(after).unwrap_or(i + 1));
        }
        self.dated(i).or_else(|| self.month(i).map(|end| self.with_year(end))).or_else(|| self.years(i))
    }

    /// The end of a day with its month: `July 14 to 24, 2022`, `the 3rd of May`.
    fn dated(&self, i: usize) -> Option<usize> {
        if let Some(end) = self.month(i) {
            let days = self.days(end + usize::from(self.word(end) == "the"))?;
            return Some(self.with_year(days));
        }
        let mut end = self.days(i)?;
        end += usize::from(self.word(end) == "day");
        end += usize::from(self.word(end) == "of");
        self.month(end).map(|end| self.with_year(end))
    }

    /// A year behind, with or without a comma.
    fn with_year(&self, end: usize) -> usize {
        let after = end + usize::from(matches!(self.word(end), "," | "of"));
        if self.is_year(after) { after + 1 } else { end }
    }

    fn years(&self, i: usize) -> Option<usize> {
        if !self.is_year(i) {
            return None;
        }
        let joined =
            matches!(self.word(i + 1), "-" | "–" | "/") && self.touches(i + 1) && self.touches(i + 2);
        let two = self.word(i + 2);
        let second = self.is_year(i + 2)
            || two.len() <= 2 && two.bytes().all(|b| b.is_ascii_digit()) && !two.is_empty();
        Some(if joined && second { i + 3 } else { i + 1 })
    }

    fn days(&self, i: usize) -> Option<usize> {
        if !self.is_day(i) {
            return None;
        }
        let joined = matches!(self.word(i + 1), "-" | "–" | "to" | "and" | "or" | "&" | "through");
        Some(if joined && self.is_day(i + 2) && !self.is_amount(i + 3) { i + 3 } else { i + 1 })
    }

    fn touches(&self, i: usize) -> bool {
        let tokens = self.document.tokens();
        i < self.end && tokens[i - 1].span.end() == tokens[i].span.start()
    }

    fn is_day(&self, i: usize) -> bool {
        let word = self.word(i);
        let ends = ["st", "nd", "rd", "th"].into_iter().find_map(|end| word.strip_suffix(end));
        let digits = ends.unwrap_or(word);
        (1..=2).contains(&digits.len()) && digits.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
    }

    /// "July 10 and 17 people": the second figure is no day.
    fn is_amount(&self, i: usize) -> bool {
        i < self.end
            && self.document.tokens()[i].kind == TokenKind::Word
            && !matches!(
                self.word(i),
                "in" | "at" | "of" | "and" | "for" | "to" | "on" | "this" | "with" | "the"
            )
            && self.word(i).starts_with(|c: char| c.is_lowercase())
    }

    fn is_year(&self, i: usize) -> bool {
        let word = self.word(i);
        word.len() == 4 && word.parse().is_ok_and(|year: u16| (1300..2100).contains(&year))
    }

    fn is_weekday(&self, i: usize) -> bool {
        let word = self.word(i);
        let word = word.strip_suffix('s').unwrap_or(word);
        word.len() <= 9 && WEEKDAYS.iter().any(|day| day.eq_ignore_ascii_case(word))
    }

    /// The end of a month's name, short (`Sept.`) or long.
    fn month(&self, i: usize) -> Option<usize> {
        let word = self.word(i);
        if 9 < word.len() || !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let stem = word.strip_suffix('.').unwrap_or(word);
        let is_short = |month: &str| {
            month.get(..3).is_some_and(|s| s.eq_ignore_ascii_case(stem)) || stem.eq_ignore_ascii_case("sept")
        };
        let short = stem.starts_with(|c: char| c.is_ascii_uppercase()) && MONTHS.into_iter().any(is_short);
        (short || MONTHS.iter().any(|month| month.eq_ignore_ascii_case(word))).then_some(i + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::dates;

    fn names(text: &str) -> String {
        let document = Document::from_text(text);
        let dates: Vec<Span> = dates::find(&document).into_iter().map(|date| date.span).collect();
        find(&document, &dates).into_iter().map(|span| document.slice(span)).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_date_is_named_by_the_calendar() {
        let text = "They met on Friday, July 15, and in late November 2019. The strike of 1984-85 began on a Monday night.";
        assert_eq!(names(text), "Friday, July 15 | November 2019 | 1984-85 | Monday");
        let text = "From July 14 to 24, 2022 the court sat. The 3rd of May 2020 was a Sunday.";
        assert_eq!(names(text), "July 14 to 24, 2022 | 3rd of May 2020 | Sunday");
    }

    #[test]
    fn time_without_a_name_is_none() {
        assert_eq!(
            names("Two weeks ago, and again yesterday, she may have said that it took three days."),
            ""
        );
        assert_eq!(
            names("April Ross and Theresa May will march with 1900 others in the next six months."),
            ""
        );
    }
}
